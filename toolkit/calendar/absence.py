"""Counting days of absence: two sessions are a day, and some codes never count."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Iterable

from toolkit.calendar.days import add_school_days, school_day_on_or_after
from toolkit.calendar.spans import CalendarSet

ABSENCE_CODES = frozenset(
    {"C", "C1", "C2", "E", "G", "I", "J1", "M", "N", "O", "R", "S", "T", "U"}
)
"""Register codes that are an absence: the School Attendance (Pupil Registration)
(England) Regulations 2024. Codes for sessions that were not required (Q, X, Y1 to Y7,
Z, #) and for attending elsewhere (B, D, K, P, V, W) are not among them."""

ILLNESS_CODES = frozenset({"I"})
"""The only code that counts for the national return of fifteen days' sickness."""


def count_absence(
    codes: Iterable[str], counted: Collection[str] = ABSENCE_CODES
) -> float:
    """Return the days of absence in a run of sessions, in halves.

    Args:
        codes: One register code per session, as printed on the register.
        counted: The codes that count.
    """
    return sum(code.strip().upper() in counted for code in codes) / 2


def fifteenth_day(first_absent: dt.date, n: int, calendar: CalendarSet) -> dt.date:
    """Return the nth school day of an absence, the first absent one being day 1.

    Args:
        first_absent: The first day absent; if it is no school day, the next one is.
        n: The threshold in school days, usually 15; at least 1.
        calendar: The school's calendar.

    Raises:
        ValueError: If `n` is below 1.
        BeyondCalendar: If the answer lies outside the calendar.
    """
    if n < 1:
        raise ValueError("count at least one day")
    first = school_day_on_or_after(first_absent, calendar)
    return first if n == 1 else add_school_days(first, n - 1, calendar)


def will_reach(
    days_absent: float, n: int, today: dt.date, calendar: CalendarSet
) -> dt.date:
    """Return when an absence that goes on will come to `n` school days.

    Args:
        days_absent: Days counted up to and including `today`, in halves.
        n: The threshold in school days.
        today: The last day counted; also the answer when `n` is reached already.
        calendar: The school's calendar.

    Raises:
        BeyondCalendar: If the answer lies outside the calendar.
    """
    left = math.ceil(n - days_absent)
    return today if left <= 0 else add_school_days(today, left, calendar)
