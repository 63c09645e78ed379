"""Counting days of absence: two sessions are a day, and some codes never count."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from toolkit.calendar.ages import school_year
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


@dataclass(frozen=True, slots=True)
class Absence:
    """Days of absence in a school year, and when they come to the threshold.

    `days` are in halves. `reached` is the day on which the threshold was reached; null
    while it is not. `forecast` is the day on which an absence that goes on will reach
    it; the same as `reached` once it is.
    """

    days: float
    reached: dt.date | None
    forecast: dt.date


def absence_in_year(
    sessions: Iterable[tuple[dt.date, str]],
    *,
    threshold: int,
    today: dt.date,
    calendar: CalendarSet,
    counted: Collection[str] = ABSENCE_CODES,
) -> Absence:
    """Return the absence of the school year of `today`, up to and including `today`.

    Consecutive or not: sessions of the same school year (1 September to 31 August) add
    up. The caller leaves out sessions missed for another reason.

    Args:
        sessions: A day and its register code for each session, in any order.
        threshold: In school days, usually 15.
        today: The last day that is counted.
        calendar: The school's calendar, for the forecast.
        counted: The codes that count.

    Raises:
        BeyondCalendar: If the forecast lies outside the calendar.
    """
    year = school_year(today)
    missed = sorted(
        day
        for day, code in sessions
        if code.strip().upper() in counted and day <= today and school_year(day) == year
    )
    days = len(missed) / 2
    reached = missed[2 * threshold - 1] if days >= threshold else None
    forecast = reached or will_reach(days, threshold, today, calendar)
    return Absence(days, reached, forecast)


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
