"""The contradictions that are open in one referral, each with all its places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from toolkit.catalogue import Contradiction, holds
from toolkit.checklist.checks import OPEN, asked, rule_of, told
from toolkit.checklist.dossier import Dossier, State
from toolkit.checklist.settings import Settings
from toolkit.checklist.verdict import of_state, verdict
from toolkit.model import Finding, Outcome

_UNCLEAR = Outcome.CANNOT_TELL


def contradictions(case: Dossier) -> tuple[Finding, ...]:
    """Return a finding for each contradiction of the service that is open.

    What decided it are the marks of both places: the answers that make the rule apply
    and those the rule looked at.

    Raises:
        BadDefinition: If a contradiction is faulty.
    """
    return tuple(f for each in case.service.contradictions for f in _open(case, each))


def _open(case: Dossier, each: Contradiction) -> Iterator[Finding]:
    """Yield the finding if the contradiction is open.

    It does not apply where what it depends on was left blank: if that is needed, a
    requirement asks for it.
    """
    settings = Settings.of_contradiction(each)
    rule = rule_of(settings)
    depends_on = asked(case, each.check.applies_if)
    applies = holds(each.check.applies_if, case.referral.settled)
    doubtful = applies is None and bool(of_state(depends_on, State.UNSURE))
    if doubtful:
        applies = holds(each.check.applies_if, case.referral.value)
    if applies is False or (applies is None and not doubtful):
        return
    found = rule.judge(case, settings) if applies else verdict("")
    outcome = rule.outcome(found.situation, settings) if applies else _UNCLEAR
    if outcome in OPEN:
        said = tuple(g for g in depends_on if g.state is not State.BLANK)
        if doubtful:
            # As far as it can be read there is one, and a person must look first.
            found, outcome = replace(verdict("", said), marks=found.marks), _UNCLEAR
        names = dict.fromkeys(rule.every_name, "") | dict(found.names)
        marks = (*found.marks, *(mark for given in said for mark in given.marks))
        about = (found.situation, outcome)
        yield told(settings, about, names, marks, (each.id, each.weight))
