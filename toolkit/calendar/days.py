"""Which days count, and counting them.

Three kinds of day. A *school day* is a weekday of term on which pupils come: no bank
holiday, closure, half term or INSET day. A *term-time working day* is the same with
INSET days counted, because the council's office is open. A *working day* is Monday to
Friday without bank holidays, all year.

A calendar holds whole school years. A day outside them is neither a school day nor a
holiday: nobody knows, so every question about it raises `BeyondCalendar`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from toolkit.calendar.spans import CalendarSet, Span
from toolkit.errors import BeyondCalendar

_ONE_DAY = dt.timedelta(days=1)
_Counts = Callable[[dt.date, CalendarSet], bool]


# --- what the calendar knows --------------------------------------------------------


def first_day_covered(calendar: CalendarSet) -> dt.date:
    """Return 1 August before the first term, or that term's start if it is earlier.

    The summer holiday before the first school year belongs to what the calendar knows:
    a paper may arrive in it.

    Raises:
        BeyondCalendar: If the calendar has no terms at all.
    """
    start = min((term.start for term in calendar.terms), default=None)
    if start is None:
        raise _no_terms(calendar)
    return min(start, dt.date(start.year if start.month >= 8 else start.year - 1, 8, 1))


def last_day_covered(calendar: CalendarSet) -> dt.date:
    """Return 31 August at the end of the last term's school year.

    Raises:
        BeyondCalendar: If the calendar has no terms at all.
    """
    end = max((term.end for term in calendar.terms), default=None)
    if end is None:
        raise _no_terms(calendar)
    return dt.date(end.year + (end.month >= 9), 8, 31)


def covers(day: dt.date, calendar: CalendarSet) -> bool:
    """Return whether the calendar can say anything about `day`."""
    if not calendar.terms:
        return False
    return first_day_covered(calendar) <= day <= last_day_covered(calendar)


# --- kinds of day -------------------------------------------------------------------


def is_working_day(day: dt.date, calendar: CalendarSet) -> bool:
    """Return whether `day` is Monday to Friday and no bank holiday.

    Raises:
        BeyondCalendar: If the calendar does not reach `day`.
    """
    _refuse_beyond(day, calendar)
    return day.weekday() < 5 and day not in calendar.bank_holidays


def is_term_day(day: dt.date, calendar: CalendarSet) -> bool:
    """Return whether `day` lies in a term and in no half term; weekends may."""
    return any(day in term for term in calendar.terms) and not any(
        day in holiday for holiday in calendar.half_terms
    )


def is_term_working_day(day: dt.date, calendar: CalendarSet) -> bool:
    """Return whether `day` is a working day of term; INSET days are.

    Raises:
        BeyondCalendar: If the calendar does not reach `day`.
    """
    return (
        is_working_day(day, calendar)
        and is_term_day(day, calendar)
        and day not in calendar.closures
    )


def is_school_day(day: dt.date, calendar: CalendarSet) -> bool:
    """Return whether pupils come to school on `day`.

    Raises:
        BeyondCalendar: If the calendar does not reach `day`.
    """
    return is_term_working_day(day, calendar) and day not in calendar.inset_days


# --- counting -----------------------------------------------------------------------


def add_school_days(day: dt.date, count: int, calendar: CalendarSet) -> dt.date:
    """Return the school day that is `count` school days after `day`.

    `day` itself does not count and need not be a school day.

    Args:
        day: Any date the calendar covers.
        count: At least 1.
        calendar: The school's or the council's calendar.

    Raises:
        ValueError: If `count` is below 1.
        BeyondCalendar: If the answer lies outside the calendar.
    """
    return _add(day, count, calendar, is_school_day)


def add_term_working_days(day: dt.date, count: int, calendar: CalendarSet) -> dt.date:
    """Return the term-time working day that is `count` of them after `day`.

    As `add_school_days`, with INSET days counted.

    Raises:
        ValueError: If `count` is below 1.
        BeyondCalendar: If the answer lies outside the calendar.
    """
    return _add(day, count, calendar, is_term_working_day)


def add_working_days(day: dt.date, count: int, calendar: CalendarSet) -> dt.date:
    """Return the working day that is `count` working days after `day`.

    Raises:
        ValueError: If `count` is below 1.
        BeyondCalendar: If the answer lies outside the calendar.
    """
    return _add(day, count, calendar, is_working_day)


def school_days_between(
    first: dt.date, last: dt.date, calendar: CalendarSet
) -> tuple[dt.date, ...]:
    """Return the school days from `first` to `last`, both ends included.

    Empty when `last` is before `first`.

    Raises:
        BeyondCalendar: If either end lies outside the calendar.
    """
    _refuse_beyond(first, calendar)
    _refuse_beyond(last, calendar)
    length = (last - first).days + 1
    days = (first + dt.timedelta(days=n) for n in range(length))
    return tuple(day for day in days if is_school_day(day, calendar))


def school_day_on_or_after(day: dt.date, calendar: CalendarSet) -> dt.date:
    """Return `day` if it is a school day, else the next one.

    Raises:
        BeyondCalendar: If there is none in the calendar.
    """
    return next(d for d in days_from(day) if is_school_day(d, calendar))


def school_day_on_or_before(day: dt.date, calendar: CalendarSet) -> dt.date:
    """Return `day` if it is a school day, else the one before it.

    Raises:
        BeyondCalendar: If there is none in the calendar.
    """
    while not is_school_day(day, calendar):
        day -= _ONE_DAY
    return day


def term_working_day_on_or_after(day: dt.date, calendar: CalendarSet) -> dt.date:
    """Return `day` if the office works on it in term, else the next such day.

    Raises:
        BeyondCalendar: If there is none in the calendar.
    """
    return next(d for d in days_from(day) if is_term_working_day(d, calendar))


def term_working_day_on_or_before(day: dt.date, calendar: CalendarSet) -> dt.date:
    """Return `day` if the office works on it in term, else the one before it.

    Raises:
        BeyondCalendar: If there is none in the calendar.
    """
    while not is_term_working_day(day, calendar):
        day -= _ONE_DAY
    return day


def subtract_school_days(day: dt.date, count: int, calendar: CalendarSet) -> dt.date:
    """Return the school day that is `count` school days before `day`.

    Raises:
        ValueError: If `count` is below 1.
        BeyondCalendar: If the answer lies outside the calendar.
    """
    if count < 1:
        raise ValueError("count at least one day")
    while count:
        day -= _ONE_DAY
        count -= is_school_day(day, calendar)
    return day


def add_weeks_of_school(day: dt.date, weeks: int, calendar: CalendarSet) -> dt.date:
    """Return the day after `weeks` weeks with school in them, counted from `day`.

    The weeks run from `day`, not from a Monday; one without a single school day does
    not count. The answer has the weekday of `day` and need not be a school day.

    Raises:
        BeyondCalendar: If the answer lies outside the calendar.
    """
    while weeks:
        week = (day + dt.timedelta(days=n) for n in range(7))
        weeks -= any(is_school_day(each, calendar) for each in week)
        day += dt.timedelta(weeks=1)
    return day


def is_first_day_back(day: dt.date, calendar: CalendarSet) -> bool:
    """Return whether `day` is the first school day after a week or more without any.

    Raises:
        BeyondCalendar: If the calendar does not reach the week before `day`.
    """
    before = (day - dt.timedelta(days=n) for n in range(1, 8))
    return is_school_day(day, calendar) and not any(
        is_school_day(each, calendar) for each in before
    )


def end_of_half_term(day: dt.date, calendar: CalendarSet) -> dt.date:
    """Return the last school day of the half term in which `day` lies.

    In a holiday, that is the half term that follows.

    Raises:
        BeyondCalendar: If there is none in the calendar.
    """
    start = school_day_on_or_after(day, calendar)
    term = next(term for term in calendar.terms if start in term)
    ends = [
        _day_before(holiday)
        for holiday in calendar.half_terms
        if holiday.start in term and holiday.start > start
    ]
    return school_day_on_or_before(min([*ends, term.end]), calendar)


def days_from(day: dt.date) -> Iterator[dt.date]:
    """Yield `day` and every day after it."""
    while True:
        yield day
        day += _ONE_DAY


def _add(day: dt.date, count: int, calendar: CalendarSet, counts: _Counts) -> dt.date:
    if count < 1:
        raise ValueError("count at least one day")
    _refuse_beyond(day, calendar)
    while count:
        day += _ONE_DAY
        count -= counts(day, calendar)
    return day


def _day_before(span: Span) -> dt.date:
    return span.start - _ONE_DAY


def _refuse_beyond(day: dt.date, calendar: CalendarSet) -> None:
    if not calendar.terms:
        raise _no_terms(calendar)
    if day > (end := last_day_covered(calendar)):
        raise BeyondCalendar(
            f"The calendar for {calendar.council} ends on {_words(end)}, and a date"
            " after that is needed.",
            remedy="Add the next school year to the service's calendar file.",
        )
    if day < (start := first_day_covered(calendar)):
        raise BeyondCalendar(
            f"The calendar for {calendar.council} begins on {_words(start)}, and a date"
            " before that is needed.",
            remedy="Add the earlier school year to the service's calendar file.",
        )


def _no_terms(calendar: CalendarSet) -> BeyondCalendar:
    return BeyondCalendar(
        f"The calendar for {calendar.council} has no terms in it.",
        remedy="Add this school year to the service's calendar file.",
    )


def _words(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
