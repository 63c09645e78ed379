"""Which cases a meeting discusses, and which it only hears of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from toolkit.calendar import local_date, meeting_for, next_meeting
from toolkit.catalogue import Catalogue, Service
from toolkit.errors import CannotDo
from toolkit.model import Case, Checked, Recorded, Referral, Status
from toolkit.pipeline.cases.checking import whole_case
from toolkit.pipeline.desk import Desk
from toolkit.propose import DECLINE, REDIRECT
from toolkit.states import UNDECIDED
from toolkit.support import time_to_answer
from toolkit.support.reminding import REMINDER


@dataclass(frozen=True, slots=True)
class Agenda:
    """The cases of one meeting, each list with the longest wait first.

    `discussing` can be decided, and each has a page; `waiting` wait
    for information; of `lapsing` nothing has come since the reminder ran out, and a
    person may let them lapse; `deferred` were put off; `later` counts those that came
    after the cut-off.
    """

    service: Service
    day: dt.date
    discussing: tuple[Case, ...] = field(default=(), repr=False)
    waiting: tuple[Case, ...] = field(default=(), repr=False)
    lapsing: tuple[Case, ...] = field(default=(), repr=False)
    deferred: tuple[Case, ...] = field(default=(), repr=False)
    later: int = 0


def meeting_day(service: Service, day: dt.date) -> dt.date:
    """Return the day, once it is one on which this service meets.

    Raises:
        CannotDo: If it is not, naming the next one.
        BeyondCalendar: If the calendar does not reach it.
    """
    following = next_meeting(day, service.clocks.meeting_weekday, service.calendar)
    if following == day:
        return day
    raise CannotDo(
        f"{service.short_title} does not meet on {_words(day)}.",
        remedy=f"The next meeting is on {_words(following)} ({following.isoformat()}).",
    )


def agenda_of(
    desk: Desk, catalogue: Catalogue, service: Service, day: dt.date
) -> Agenda:
    """Return the cases of the meeting of a day.

    Raises:
        CannotDo: If it is no day of a meeting.
    """
    day = meeting_day(service, day)
    cases = [
        whole_case(desk, catalogue, summary.ref)
        for status in (*UNDECIDED, Status.DEFERRED)
        for summary in desk.casebook.cases(status=status, service=service.key)
    ]
    in_time = [case for case in cases if _in_time(case, service, day)]
    deferred = [case for case in in_time if case.status is Status.DEFERRED]
    open_ = [case for case in in_time if case.status is not Status.DEFERRED]
    discussing = [case for case in open_ if is_discussable(case)]
    waiting = [case for case in open_ if not is_discussable(case)]
    lapsing = [case for case in waiting if has_run_out(case, service, day)]
    return Agenda(
        service,
        day,
        _by_wait(discussing),
        _by_wait(case for case in waiting if case not in lapsing),
        _by_wait(lapsing),
        _by_wait(deferred),
        len(cases) - len(in_time),
    )


def is_discussable(case: Case) -> bool:
    """Whether a meeting can decide a case: nothing is missing that blocks.

    Nor is more waited for where the rules propose to decline or to send it on: what is
    missing would not change that. What the last meeting asked for, and nobody has sent
    yet, is waited for.
    """
    checked = Checked(case.referral or Referral(case.service), case.findings)
    proposed = case.proposed.outcome if case.proposed else ""
    if not checked.findings:
        return False
    if not checked.discussable and proposed not in {DECLINE, REDIRECT}:
        return False
    decision = case.decision
    asked = decision is not None and case.status is Status.INCOMPLETE
    return not asked or any(p.at > decision.at for p in case.papers if decision)


def reminders(case: Case) -> tuple[Recorded, ...]:
    """Return the reminders somebody recorded, the earliest first."""
    sent = (kept for kept in case.records if kept.kind == REMINDER)
    return tuple(sorted(sent, key=lambda kept: kept.on))


def has_run_out(case: Case, service: Service, day: dt.date) -> bool:
    """Whether the days after the last reminder have passed, and nothing has come."""
    until = time_to_answer(case.records, service.reminders, service.calendar)
    if until is None or until >= day:
        return False
    last = reminders(case)[-1].on
    return all(local_date(paper.at) <= last for paper in case.papers)


def _in_time(case: Case, service: Service, day: dt.date) -> bool:
    clocks = service.clocks
    first = meeting_for(
        case.opened,
        weekday=clocks.meeting_weekday,
        cut_off_days_before=clocks.cut_off_days_before,
        cut_off_hour=clocks.cut_off_hour,
        calendar=service.calendar,
    )
    return first <= day


def _by_wait(cases: Iterable[Case]) -> tuple[Case, ...]:
    return tuple(sorted(cases, key=lambda case: (case.opened, case.ref)))


def _words(day: dt.date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"
