"""When a paper arrived, which meeting it goes to, and when a plan is reviewed."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from toolkit.calendar.days import (
    days_from,
    end_of_half_term,
    is_term_working_day,
    is_working_day,
    school_day_on_or_before,
)
from toolkit.calendar.spans import CalendarSet

LONDON = ZoneInfo("Europe/London")


def local_date(moment: dt.datetime) -> dt.date:
    """Return the date in England at an aware moment.

    Twenty past midnight in British Summer Time is still yesterday in UTC; the paper
    arrived today.

    Raises:
        ValueError: If the moment has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(LONDON).date()


def next_meeting(day: dt.date, weekday: int, calendar: CalendarSet) -> dt.date:
    """Return the first term-time meeting on or after `day`.

    Args:
        day: Any date the calendar covers.
        weekday: The day of the week of the meeting, Monday being 0.
        calendar: The council's calendar; the office meets on INSET days.

    Raises:
        BeyondCalendar: If no meeting is left in the calendar.
    """
    return next(
        d
        for d in days_from(day)
        if is_term_working_day(d, calendar) and d.weekday() == weekday
    )


def meeting_for(
    received: dt.datetime,
    *,
    weekday: int,
    cut_off_days_before: int,
    cut_off_hour: int,
    calendar: CalendarSet,
) -> dt.date:
    """Return the meeting at which a paper received at this moment is looked at.

    A paper is in time up to and including `cut_off_hour` (English clock time) on the
    working day that is `cut_off_days_before` working days before the meeting; a later
    one goes to the meeting after.

    Raises:
        ValueError: If the moment has no time zone.
        BeyondCalendar: If no meeting is left in the calendar.
    """
    meeting = next_meeting(local_date(received), weekday, calendar)
    while received > _cut_off(meeting, cut_off_days_before, cut_off_hour, calendar):
        meeting = next_meeting(meeting + dt.timedelta(days=1), weekday, calendar)
    return meeting


def review_due(last: dt.date, weeks: int, calendar: CalendarSet) -> dt.date:
    """Return when the first review of a plan that began on `last` is due.

    The earlier of `weeks` calendar weeks after the start and the last school day of the
    half term, moved back out of a holiday.

    Raises:
        BeyondCalendar: If the calendar does not reach it.
    """
    by_weeks = last + dt.timedelta(weeks=weeks)
    due = min(by_weeks, end_of_half_term(last, calendar))
    return school_day_on_or_before(due, calendar)


def end_of_next_half_term(day: dt.date, calendar: CalendarSet) -> dt.date:
    """Return the last school day of the half term after the one in which `day` lies.

    Raises:
        BeyondCalendar: If the calendar does not reach it.
    """
    this = end_of_half_term(day, calendar)
    return end_of_half_term(this + dt.timedelta(days=1), calendar)


def _cut_off(
    meeting: dt.date, days_before: int, hour: int, calendar: CalendarSet
) -> dt.datetime:
    day = meeting
    while days_before:
        day -= dt.timedelta(days=1)
        days_before -= is_working_day(day, calendar)
    return dt.datetime.combine(day, dt.time(hour), tzinfo=LONDON)
