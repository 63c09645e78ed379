"""One check, judged for one referral, in the definition's own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from toolkit.catalogue import Check, Condition, Fault
from toolkit.checklist.dossier import Dossier, Given
from toolkit.checklist.rules import RULES
from toolkit.checklist.settings import Settings, WrongSetting
from toolkit.checklist.verdict import Rule
from toolkit.model import Finding, Mark, Outcome, Weight

OPEN = frozenset({Outcome.NOT_MET, Outcome.CANNOT_TELL})
"""The outcomes about which somebody still has to do something."""


def sentence(text: str, names: Mapping[str, str]) -> str:
    """Return a definition's sentence with the facts it quotes.

    Raises:
        KeyError: If it quotes a fact it was not promised.
        ValueError: If its brackets do not pair.
        IndexError: If it quotes a fact without a name.
    """
    return " ".join(text.format_map(names).split())


def sentence_of(check: Check, situation: str, outcome: Outcome) -> str | None:
    """Return what a check says in a situation, unfilled; null when it says nothing."""
    special = check.settings.get(f"when_{situation}")
    return special if isinstance(special, str) else check.sentences.get(outcome)


def rule_of(settings: Settings) -> Rule:
    """Return the rule a check uses.

    Raises:
        WrongSetting: If there is none of that name.
    """
    rule = RULES.get(settings.check.rule)
    if rule is None:
        raise settings.wrong("rule", "There is no such rule.")
    return rule


def told(
    settings: Settings,
    found: tuple[str, Outcome],
    names: Mapping[str, str],
    marks: Iterable[Mark],
    asking: tuple[str, Weight],
) -> Finding:
    """Return what a check found as a finding.

    Args:
        settings: The check's.
        found: The situation, empty where the rule was not asked, and its outcome.
        names: What the sentence may quote.
        marks: What decided it.
        asking: The id of the requirement or contradiction, and its weight.

    Raises:
        WrongSetting: If there is no sentence, or it quotes what is not promised.
    """
    situation, outcome = found
    rule, weight = asking
    return Finding(
        code=settings.check.code,
        rule=rule,
        weight=weight,
        outcome=outcome,
        sentence=_said(settings, situation, outcome, names),
        label=settings.check.label,
        mend=_step(settings.check, situation) if outcome in OPEN else "",
        decided_by=tuple(dict.fromkeys(marks)),
    )


def filled(text: str, names: Mapping[str, str], at: str, file: str) -> str:
    """Return a definition's sentence with its facts; `at` and `file` name a fault.

    Raises:
        WrongSetting: If it quotes a fact it was not promised.
    """
    try:
        return sentence(text, names)
    except (KeyError, ValueError, IndexError):
        # The text is the definition's; what fills it may be a child's, so neither goes.
        why = "A sentence quotes a fact its rule does not promise."
        raise WrongSetting(Fault(file, f"{at}.sentences", why)) from None


def asked(case: Dossier, condition: Condition) -> tuple[Given, ...]:
    """Return the answers that a condition tests."""
    tests = (*condition.any_of, *condition.all_of, *condition.none_of)
    return tuple(case.given(test.question) for test in tests)


def marks_asked(case: Dossier, condition: Condition) -> tuple[Mark, ...]:
    """Return the marks behind the answers that a condition tests."""
    return tuple(dict.fromkeys(m for g in asked(case, condition) for m in g.marks))


def _step(check: Check, situation: str) -> str:
    """Return the next step in a situation: its own, or the check's."""
    special = check.settings.get(f"mend_{situation}")
    return special if isinstance(special, str) else check.mend


def _said(
    settings: Settings, situation: str, outcome: Outcome, names: Mapping[str, str]
) -> str:
    text = sentence_of(settings.check, situation, outcome)
    if text is None:
        if outcome is Outcome.NOT_APPLICABLE:
            return ""
        raise settings.wrong(f"sentences.{outcome}", "A sentence is needed.")
    return filled(text, names, settings.at, settings.file)
