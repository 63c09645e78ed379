"""When newer medical evidence is asked for. Nothing ends by itself for want of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from toolkit.calendar import (
    Span,
    is_first_day_back,
    is_school_day,
    school_day_on_or_after,
)
from toolkit.catalogue import DateName, EvidenceRefresh
from toolkit.due.standing import Standing
from toolkit.model import Deadline, Finding, Outcome

LETTER = "letter that asks for newer medical evidence"
SOFT = "newer medical evidence"
HARD = "newer medical evidence: ask before support goes on"
TERMLY = "newer medical evidence, at the start of term"
CONDITION = "medical evidence a GP alone gave: look again"

_ONE_DAY = dt.timedelta(days=1)


def evidence(standing: Standing) -> Iterator[Deadline]:
    """Yield when newer evidence is due, and the letter that asks for it.

    It counts from the first lesson, and from newer evidence once there is some.
    """
    refresh, since = standing.service.evidence, _since(standing)
    if refresh is None or since is None:
        return
    weeks = [(SOFT, refresh.soft_weeks, DateName.EVIDENCE)]
    if standing.today >= standing.after_weeks(
        since, refresh.soft_weeks, refresh.counted
    ):
        # The prompt has had its turn; what comes next is the question.
        weeks.append((HARD, refresh.hard_weeks, DateName.EVIDENCE_QUESTION))
    for what, after, rule in weeks:
        yield _letter(standing, refresh, since, after)
        on = standing.after_weeks(since, after, refresh.counted)
        yield standing.asked(what, on, rule)


def termly(standing: Standing) -> Iterator[Deadline]:
    """Yield the prompt of the first week of term, until there is newer evidence."""
    refresh, since = standing.service.evidence, _since(standing)
    if refresh is None or not refresh.termly or since is None:
        return
    terms = [term for term in standing.school.terms if term.start > since]
    begun = [term for term in terms if term.start <= standing.today]
    for term in begun[-1:] or terms[:1]:
        yield standing.exactly(
            TERMLY, _first_week(term, standing), DateName.EVIDENCE_TERM
        )


def condition(standing: Standing) -> Iterator[Deadline]:
    """Yield the second look at evidence that was enough only for now."""
    refresh, accepted = standing.service.evidence, standing.accepted
    if refresh is None or accepted is None or not _is_conditional(standing, refresh):
        return
    on = accepted + dt.timedelta(weeks=refresh.conditional_weeks)
    newer = any(record.on >= accepted for record in standing.records("evidence"))
    yield standing.owed(CONDITION, on, DateName.EVIDENCE_CONDITION, done=newer)


def _since(standing: Standing) -> dt.date | None:
    """Return the day the clock counts from; null before there are lessons."""
    first, newest = standing.first_lesson, standing.last("evidence")
    return first if first is None or newest is None else max(first, newest)


def _letter(
    standing: Standing, refresh: EvidenceRefresh, since: dt.date, weeks: int
) -> Deadline:
    """Return when the letter goes out: before a holiday, never on the first day back.

    A letter of the first day of term would leave the school no time at all.
    """
    due = standing.after_weeks(since, weeks, refresh.counted)
    on = standing.last_school_day(due - dt.timedelta(weeks=refresh.remind_weeks))
    if not standing.is_forgotten(on) and is_first_day_back(on, standing.school):
        on = standing.last_school_day(on - _ONE_DAY)
    sent = standing.shown(refresh.letter, max(since, on - dt.timedelta(weeks=2)))
    return standing.owed(LETTER, on, DateName.EVIDENCE_LETTER, done=sent)


def _first_week(term: Span, standing: Standing) -> dt.date:
    """Return the last school day of the week in which the term's lessons begin."""
    first = school_day_on_or_after(term.start, standing.school)
    week = (first + n * _ONE_DAY for n in range(7 - first.weekday()))
    return max(day for day in week if is_school_day(day, standing.school))


def _is_conditional(standing: Standing, refresh: EvidenceRefresh) -> bool:
    """Whether a check could not tell, as it was found when the case was accepted.

    What the decision does not rest on is as the last check found it.
    """
    decision = standing.case.decision
    then = decision.because if decision else ()
    found = {each.rule: each for each in (*standing.case.findings, *then)}
    return any(_cannot_tell(each, refresh.conditional) for each in found.values())


def _cannot_tell(finding: Finding, codes: tuple[str, ...]) -> bool:
    parts = (finding, *finding.parts)
    return any(p.code in codes and p.outcome is Outcome.CANNOT_TELL for p in parts)
