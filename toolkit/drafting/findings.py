"""What was received, what is missing, and what a decision rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from toolkit.calendar import local_date
from toolkit.catalogue import Service
from toolkit.checklist import EVIDENCE_TIER
from toolkit.drafting.situation import Facts, Situation
from toolkit.model import CasePaper, Finding, Mark, Outcome, PaperSort, Weight

_ASKED_FOR = frozenset({Weight.BLOCKS, Weight.ASK})

_OUTCOMES = {
    Outcome.MET: "Met",
    Outcome.NOT_MET: "Not met",
    Outcome.CANNOT_TELL: "Not clear yet",
    Outcome.NOT_APPLICABLE: "Does not apply",
}


def received(situation: Situation) -> list[Facts]:
    """Return the papers of the case, each by what it is and the day it came."""
    return [
        {"name": _title(situation.service, held), "date": local_date(held.at)}
        for held in situation.case.papers
        if not _is_unreadable(held)
    ]


def unreadable(situation: Situation) -> list[Facts]:
    """Return the papers nobody can read, by the sender's own name for them."""
    return [
        {"name": held.paper.name, "why": held.understood.document.problems[0].sentence}
        for held in situation.case.papers
        if held.understood and _is_unreadable(held)
    ]


def missing(situation: Situation) -> list[Facts]:
    """Return what to ask the school for; criteria are for the meeting.

    A requirement that only keeps a case from being accepted is asked about when it
    cannot be told, and left to the meeting when it is not met.
    """
    entry = _criteria_ids(situation.service)
    return [
        {
            "label": finding.label,
            "sentence": finding.sentence,
            "mend": finding.mend,
            "checklist": finding.checklist,
        }
        for finding in situation.case.findings
        if finding.is_open and finding.rule not in entry and _is_asked(finding)
    ]


def asks_for_evidence(situation: Situation) -> bool:
    """Whether what is asked for is medical evidence."""
    weighing = {
        requirement.id
        for requirement in situation.service.requirements
        if any(check.rule == EVIDENCE_TIER for check in requirement.checks)
    }
    return any(
        finding.is_open and finding.rule in weighing
        for finding in situation.case.findings
    )


def criteria(situation: Situation) -> list[Facts]:
    """Return each entry criterion with what was found and where."""
    entry = _criteria_ids(situation.service)
    return [
        {
            "label": finding.label,
            "outcome": _OUTCOMES[finding.outcome],
            "sentence": finding.sentence,
            "looked_at": _looked_at(situation, finding.decided_by),
        }
        for finding in situation.case.findings
        if finding.rule in entry
    ]


def reasons(situation: Situation) -> list[Facts]:
    """Return the reasons a person gave, in the definition's words."""
    decision = situation.case.decision
    found = [
        situation.service.reason(c) for c in (decision.reasons if decision else ())
    ]
    return [
        {
            "label": reason.label,
            "for_parents": reason.for_parents,
            "for_school": reason.for_school,
            "would_change": reason.would_change,
        }
        for reason in found
        if reason
    ]


def _is_asked(finding: Finding) -> bool:
    if finding.weight is Weight.BLOCKS_ACCEPTANCE:
        return finding.outcome is Outcome.CANNOT_TELL
    return finding.weight in _ASKED_FOR


def _criteria_ids(service: Service) -> frozenset[str]:
    return frozenset(criterion.id for criterion in service.criteria)


def _is_unreadable(held: CasePaper) -> bool:
    return (
        held.understood is not None
        and held.understood.document.sort is PaperSort.UNREADABLE
    )


def _title(service: Service, held: CasePaper) -> str:
    named = service.form(held.form) or next(
        (sort for sort in service.letter_sorts if sort.key == held.form), None
    )
    return named.title if named else held.paper.name


def _looked_at(situation: Situation, marks: Sequence[Mark]) -> str:
    """Return the papers, with their dates, that decided a finding; each once."""
    held = {paper.paper.sha256: paper for paper in situation.case.papers}
    told: list[str] = []
    for mark in marks:
        paper = held.get(mark.place.paper)
        words = _paper_words(situation.service, paper) if paper else ""
        if words and words not in told:
            told.append(words)
    return "; ".join(told) or "Nothing we hold"


def _paper_words(service: Service, held: CasePaper) -> str:
    day = _day_of(held)
    title = _title(service, held)
    return f"{title}, {day.day} {day:%B %Y}" if day else title


def _day_of(held: CasePaper) -> dt.date | None:
    answers = held.understood.answers if held.understood else {}
    for key in ("paper_date", "consent_date", "completed_on", "date_of_referral"):
        answer = answers.get(key)
        if answer is not None and isinstance(answer.value, dt.date):
            return answer.value
    return None
