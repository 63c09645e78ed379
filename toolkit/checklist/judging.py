"""Every requirement and criterion of a service, judged for one referral."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from toolkit.catalogue import Check, Fault, Requirement, Service, holds
from toolkit.checklist.checks import OPEN, filled, marks_asked, rule_of, told
from toolkit.checklist.contradicting import contradictions
from toolkit.checklist.dossier import Dossier
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
_LAST = 1_000_000


def check(referral: Referral, service: Service, *, today: dt.date) -> Checked:
    """Return one finding for every requirement and criterion, met ones included.

    Requirements come first, in the order of the council's checklist (C1, C2 and so on),
    then those that are not on it, by id; then the criteria, by id; then one finding for
    each contradiction that is open, in the order of its file.

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
    found = (_finding(case, each) for each in ordered)
    return Checked(referral, (*found, *contradictions(case)))


# --- requirements -------------------------------------------------------------------


def _place_on_checklist(requirement: Requirement) -> tuple[int, str]:
    digits = re.sub(r"\D", "", requirement.checklist)
    return (int(digits) if digits else _LAST, requirement.id)


def _finding(case: Dossier, requirement: Requirement) -> Finding:
    applies = holds(requirement.applies_if, case.referral.settled)
    if applies is None:
        marks = marks_asked(case, requirement.applies_if)
        return _finding_of(requirement, Outcome.CANNOT_TELL, (), marks, unsure=True)
    if not applies:
        marks = marks_asked(case, requirement.applies_if)
        return _finding_of(requirement, Outcome.NOT_APPLICABLE, (), marks)
    parts = _parts(case, requirement)
    outcome = _worst(part.outcome for part in parts)
    decided = _unique(m for p in parts if p.outcome is outcome for m in p.decided_by)
    return _finding_of(requirement, outcome, parts, decided)


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
        for sort in Settings.of(requirement, check).texts("papers")
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


def _finding_of(
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
        key = f"{where(requirement)}.sentences.{outcome}"
        raise WrongSetting(Fault(REQUIREMENTS_FILE, key, "A sentence is needed."))
    names = {"details": _details(parts, outcome)}
    return Finding(
        code=requirement.code,
        rule=requirement.id,
        weight=requirement.weight,
        outcome=outcome,
        sentence=filled(text, names, where(requirement), REQUIREMENTS_FILE),
        label=requirement.label,
        checklist=requirement.checklist,
        mend=_mend(requirement, parts, outcome),
        parts=parts,
        decided_by=marks,
    )


def _details(parts: Iterable[Finding], outcome: Outcome) -> str:
    """Return the sentences of what is open, or else of what decided."""
    wanted = OPEN if outcome in OPEN else {outcome}
    sentences = (part.sentence for part in parts if part.outcome in wanted)
    return " ".join(dict.fromkeys(s for s in sentences if s))


def _mend(requirement: Requirement, parts: Iterable[Finding], outcome: Outcome) -> str:
    """Return the next step of the first gravest part, or the requirement's own."""
    if outcome not in OPEN:
        return ""
    steps = (part.mend for part in parts if part.outcome is outcome)
    return next(steps, "") or requirement.mend


def _part(case: Dossier, requirement: Requirement, check: Check) -> Finding:
    settings = Settings.of(requirement, check)
    rule = rule_of(settings)
    applies = holds(check.applies_if, case.referral.settled)
    if applies is True:
        found = rule.judge(case, settings)
        outcome = rule.outcome(found.situation, settings)
    else:
        found = Verdict("", marks_asked(case, check.applies_if))
        outcome = Outcome.CANNOT_TELL if applies is None else Outcome.NOT_APPLICABLE
    names = dict.fromkeys(rule.every_name, "") | dict(found.names)
    asking = (requirement.id, requirement.weight)
    return told(settings, (found.situation, outcome), names, found.marks, asking)


def _unique(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    return tuple(dict.fromkeys(marks))
