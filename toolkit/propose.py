"""What the rules propose, and what is due when. Only a named person decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from toolkit.calendar import (
    add_school_days,
    add_term_working_days,
    local_date,
    meeting_for,
)
from toolkit.catalogue import Requirement, Service, holds
from toolkit.model import (
    Checked,
    Deadline,
    Finding,
    Outcome,
    Proposal,
    Weight,
)

ACCEPT, ASK, DECLINE, REDIRECT = "accept", "ask", "decline", "redirect"
"""The outcomes that can be proposed; the other decisions are a person's alone."""

MEETING = "next meeting"
DECISION = "decision due"
ASSESSMENT = "assessment due"
RECEIPT = "decision days from receipt"
"""What a deadline is called, and how the clock's rule is found for each."""

_STOPS = frozenset({Weight.BLOCKS, Weight.BLOCKS_ACCEPTANCE, Weight.ASK})


def propose(checked: Checked, service: Service) -> Proposal:
    """Return the proposed outcome, its reasons and the findings that say why.

    `redirect` when one of the service's own redirects holds; `decline` when a criterion
    is not met, an answer on paper shows it and the reason is not merely that something
    is missing; `ask` while anything that blocks or asks is open; else `accept`. What
    cannot be told is always asked, never declined.
    """
    redirects = tuple(_redirects(checked, service))
    if redirects:
        return Proposal(
            REDIRECT, _reasons(r for r, _ in redirects), _because(redirects)
        )
    declines = tuple(_declines(checked, service))
    if declines:
        return Proposal(DECLINE, _reasons(r for r, _ in declines), _because(declines))
    waiting = tuple(f for f in checked.findings if f.is_open and f.weight in _STOPS)
    if waiting:
        return Proposal(ASK, because=waiting)
    criteria = {criterion.id for criterion in service.criteria}
    return Proposal(
        ACCEPT, because=tuple(f for f in checked.findings if f.rule in criteria)
    )


def deadlines(received: dt.datetime, service: Service) -> tuple[Deadline, ...]:
    """Return what is due for a referral received at an aware moment, with the rules.

    The next meeting that is still open for papers; the decision, counted in term-time
    working days after that meeting; the assessment, counted in school days from
    receipt; and, for show, the decision's days counted from receipt.

    Raises:
        ValueError: If the moment has no time zone.
        BeyondCalendar: If the calendar ends before one of the dates.
    """
    clocks, calendar = service.clocks, service.calendar
    day = local_date(received)
    meeting = meeting_for(
        received,
        weekday=clocks.meeting_weekday,
        cut_off_days_before=clocks.cut_off_days_before,
        cut_off_hour=clocks.cut_off_hour,
        calendar=calendar,
    )
    days = clocks.decision_days
    due = (
        (MEETING, meeting, "meeting"),
        (DECISION, add_term_working_days(meeting, days, calendar), "decision"),
        (ASSESSMENT, add_school_days(day, clocks.assess_days, calendar), "assessment"),
        (RECEIPT, add_term_working_days(day, days, calendar), "receipt"),
    )
    return tuple(Deadline(what, on, clocks.rules.get(k, "")) for what, on, k in due)


def _redirects(checked: Checked, service: Service) -> Iterator[tuple[str, Finding]]:
    for redirect in service.redirects:
        if holds(redirect.applies_if, checked.referral.settled) is not True:
            continue
        condition = redirect.applies_if
        tests = (*condition.any_of, *condition.all_of, *condition.none_of)
        answers = (checked.referral.answers.get(test.question) for test in tests)
        yield (
            redirect.reason,
            Finding(
                code=redirect.reason,
                rule=redirect.id,
                weight=Weight.NOTE,
                outcome=Outcome.MET,
                sentence=redirect.sentence,
                label=redirect.label,
                decided_by=tuple(answer.mark for answer in answers if answer),
            ),
        )


def _declines(checked: Checked, service: Service) -> Iterator[tuple[str, Finding]]:
    for criterion in service.criteria:
        finding = checked.finding(criterion.id)
        shown = finding.outcome is Outcome.NOT_MET and finding.decided_by
        if not shown:
            continue
        for code in _decline_reasons(criterion, finding):
            reason = service.reason(code)
            if reason and not reason.missing_information and not reason.defer_first:
                yield code, finding


def _decline_reasons(criterion: Requirement, finding: Finding) -> tuple[str, ...]:
    """Return the reasons of the checks that are not met, or the criterion's own."""
    own = {check.code: check.decline_reason for check in criterion.checks}
    parts = (p.code for p in finding.parts if p.outcome is Outcome.NOT_MET)
    return _reasons(own.get(code) or criterion.decline_reason for code in parts)


def _reasons(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for code in codes if code))


def _because(found: Iterable[tuple[str, Finding]]) -> tuple[Finding, ...]:
    return tuple(dict.fromkeys(finding for _, finding in found))
