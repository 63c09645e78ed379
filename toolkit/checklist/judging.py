"""Every requirement and criterion of a service, judged for one referral."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping

from toolkit.catalogue import Check, Condition, Fault, Requirement, Service, holds
from toolkit.checklist.dossier import Dossier
from toolkit.checklist.rules import RULES
from toolkit.checklist.settings import REQUIREMENTS_FILE, Settings, WrongSetting, where
from toolkit.checklist.verdict import Verdict
from toolkit.model import Checked, Finding, Mark, Outcome, Referral, Understood

# From the best to the worst; what does not apply says nothing.
_GRAVITY = (
    Outcome.NOT_APPLICABLE,
    Outcome.MET,
    Outcome.CANNOT_TELL,
    Outcome.NOT_MET,
)
_OPEN = frozenset({Outcome.NOT_MET, Outcome.CANNOT_TELL})
_LAST = 1_000_000


def check(referral: Referral, service: Service, *, today: dt.date) -> Checked:
    """Return one finding for every requirement and criterion, met ones included.

    Requirements come first, in the order of the council's checklist (C1, C2 and so on),
    then those that are not on it, by id; then the criteria, by id.

    Args:
        referral: Merged over the case's papers.
        service: Whose requirements; its sentences are what people read.
        today: The day of the check; ages and dates are held against it.

    Raises:
        BadDefinition: If a requirement is faulty: an unknown rule or setting, or a
            sentence that is missing or quotes what its rule does not promise.
    """
    case = Dossier(service, referral, today)
    ordered = (
        *sorted(service.requirements, key=_place_on_checklist),
        *sorted(service.criteria, key=lambda criterion: criterion.id),
    )
    return Checked(referral, tuple(_finding(case, each) for each in ordered))


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


# --- requirements -------------------------------------------------------------------


def _place_on_checklist(requirement: Requirement) -> tuple[int, str]:
    digits = re.sub(r"\D", "", requirement.checklist)
    return (int(digits) if digits else _LAST, requirement.id)


def _finding(case: Dossier, requirement: Requirement) -> Finding:
    applies = holds(requirement.applies_if, case.referral.settled)
    if applies is None:
        marks = _marks_asked(case, requirement.applies_if)
        return _told(requirement, Outcome.CANNOT_TELL, (), marks, unsure=True)
    if not applies:
        marks = _marks_asked(case, requirement.applies_if)
        return _told(requirement, Outcome.NOT_APPLICABLE, (), marks)
    parts = _parts(case, requirement)
    outcome = _worst(part.outcome for part in parts)
    decided = _unique(m for p in parts if p.outcome is outcome for m in p.decided_by)
    return _told(requirement, outcome, parts, decided)


def _parts(case: Dossier, requirement: Requirement) -> tuple[Finding, ...]:
    """Return the parts as they come out for the paper that serves the school best.

    Of equals the newest speaks. Without two papers of a sort, that is the case itself.
    """
    judged = [
        tuple(_part(view, requirement, check) for check in requirement.checks)
        for view in _views(case, requirement)
    ]
    return min(judged, key=_openness)


def _views(case: Dossier, requirement: Requirement) -> Iterator[Dossier]:
    sorts = {
        sort
        for check in requirement.checks
        for sort in Settings(check, requirement).texts("papers")
    }
    papers: tuple[Understood, ...] = case.papers(sorts)
    if len(papers) < 2:
        yield case
    for paper in papers[::-1] if len(papers) > 1 else ():
        yield case.looking_at(paper)


def _openness(parts: Iterable[Finding]) -> tuple[int, int, int]:
    outcomes = [part.outcome for part in parts]
    return (
        _GRAVITY.index(_worst(outcomes)),
        outcomes.count(Outcome.NOT_MET),
        outcomes.count(Outcome.CANNOT_TELL),
    )


def _worst(outcomes: Iterable[Outcome]) -> Outcome:
    return max(outcomes, key=_GRAVITY.index, default=Outcome.NOT_APPLICABLE)


def _told(
    requirement: Requirement,
    outcome: Outcome,
    parts: tuple[Finding, ...],
    marks: tuple[Mark, ...],
    *,
    unsure: bool = False,
) -> Finding:
    text = requirement.sentences.get(outcome)
    if unsure and requirement.unsure:
        text = requirement.unsure
    if text is None:
        raise _faulty(requirement, f"sentences.{outcome}", "A sentence is needed.")
    names = {"details": _details(parts, outcome)}
    return Finding(
        code=requirement.code,
        rule=requirement.id,
        weight=requirement.weight,
        outcome=outcome,
        sentence=_filled(requirement, None, text, names),
        label=requirement.label,
        checklist=requirement.checklist,
        mend=_mend(requirement, parts, outcome),
        parts=parts,
        decided_by=marks,
    )


def _details(parts: Iterable[Finding], outcome: Outcome) -> str:
    """Return the sentences of what is open, or else of what decided."""
    wanted = _OPEN if outcome in _OPEN else {outcome}
    sentences = (part.sentence for part in parts if part.outcome in wanted)
    return " ".join(dict.fromkeys(s for s in sentences if s))


def _mend(requirement: Requirement, parts: Iterable[Finding], outcome: Outcome) -> str:
    """Return the next step of the first gravest part, or the requirement's own."""
    if outcome not in _OPEN:
        return ""
    steps = (part.mend for part in parts if part.outcome is outcome)
    return next(steps, "") or requirement.mend


# --- checks -------------------------------------------------------------------------


def _part(case: Dossier, requirement: Requirement, check: Check) -> Finding:
    settings = Settings(check, requirement)
    rule = RULES.get(check.rule)
    if rule is None:
        raise settings.wrong("rule", "There is no such rule.")
    applies = holds(check.applies_if, case.referral.settled)
    if applies is True:
        found = rule.judge(case, settings)
        outcome = rule.outcome(found.situation, settings)
    else:
        found = Verdict("", _marks_asked(case, check.applies_if))
        outcome = Outcome.CANNOT_TELL if applies is None else Outcome.NOT_APPLICABLE
    names = dict.fromkeys(rule.every_name, "") | dict(found.names)
    return Finding(
        code=check.code,
        rule=requirement.id,
        weight=requirement.weight,
        outcome=outcome,
        sentence=_said(settings, found.situation, outcome, names),
        label=check.label,
        mend=_step(check, found.situation) if outcome in _OPEN else "",
        decided_by=found.marks,
    )


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
    return _filled(settings.requirement, settings.check, text, names)


def _filled(
    requirement: Requirement,
    check: Check | None,
    text: str,
    names: Mapping[str, str],
) -> str:
    try:
        return sentence(text, names)
    except (KeyError, ValueError, IndexError):
        # The text is the definition's; what fills it may be a child's, so neither goes.
        told = "A sentence quotes a fact its rule does not promise."
        raise _faulty(requirement, "sentences", told, check) from None


def _faulty(
    requirement: Requirement, key: str, told: str, check: Check | None = None
) -> WrongSetting:
    at = f"{where(requirement, check)}.{key}"
    return WrongSetting(Fault(REQUIREMENTS_FILE, at, told))


def _marks_asked(case: Dossier, condition: Condition) -> tuple[Mark, ...]:
    tests = (*condition.any_of, *condition.all_of, *condition.none_of)
    return _unique(m for test in tests for m in case.given(test.question).marks)


def _unique(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    return tuple(dict.fromkeys(marks))
