"""What is due in a case on a day, which rule says so, and whether it has been done.

Pure: a case, its service and the day are all it is told. Every date is a day on which
somebody works: what the office owes others lies on a working day of term, and what a
school does on a day that school is open.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from toolkit.calendar import is_working_day
from toolkit.catalogue import Service
from toolkit.due import deciding, evidence, growing, supporting
from toolkit.due.standing import DONE, OPEN, OVERDUE, Standing
from toolkit.errors import BeyondCalendar
from toolkit.model import Case, Deadline, Status

__all__ = ["DONE", "OPEN", "OVERDUE", "due"]

_Duty = Callable[[Standing], Iterator[Deadline]]

_UNDECIDED = frozenset(
    {
        Status.RECEIVED,
        Status.INCOMPLETE,
        Status.READY,
        Status.DISCUSSED,
        Status.DEFERRED,
    }
)
_SUPPORTED = frozenset(
    {Status.ACCEPTED, Status.PLANNING, Status.ACTIVE, Status.CLOSING}
)

_UNTIL_DECIDED: tuple[_Duty, ...] = (deciding.missing_information, deciding.threshold)
_WHILE_SUPPORTED: tuple[_Duty, ...] = (
    supporting.planning,
    supporting.lessons_end,
    supporting.review,
    supporting.contact,
    supporting.healthcare_plan,
    evidence.evidence,
    evidence.termly,
    evidence.condition,
    growing.prompts,
    growing.school_age,
)


def due(case: Case, service: Service, today: dt.date) -> tuple[Deadline, ...]:
    """Return what is due in a case, done, open or overdue.

    The clocks of the decision come first, then everything else by date. What would lie
    beyond the calendar is left out: nobody knows yet on which day it falls. Closed,
    declined and withdrawn cases have nothing due.

    Raises:
        BeyondCalendar: If the calendar does not reach today, or one of the dates of a
            referral that still has to be decided.
    """
    standing = Standing(case, service, today)
    if case.status in _UNDECIDED:
        first = tuple(deciding.clocks(standing))
        return (*first, *_by_date(standing, _UNTIL_DECIDED))
    first = tuple(deciding.settled(standing))
    if case.status not in _SUPPORTED:
        return first
    is_working_day(today, service.calendar)  # a calendar that has ended says nothing
    return (*first, *_by_date(standing, _WHILE_SUPPORTED))


def _by_date(standing: Standing, duties: tuple[_Duty, ...]) -> list[Deadline]:
    found = dict.fromkeys(d for duty in duties for d in _told(standing, duty))
    return sorted(found, key=lambda deadline: deadline.due)


def _told(standing: Standing, duty: _Duty) -> Iterator[Deadline]:
    """Yield what one duty has to say, up to where the calendar ends."""
    try:
        yield from duty(standing)
    except BeyondCalendar:
        return
