"""How a case stands on a day, and how a date becomes a deadline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from toolkit.calendar import (
    CalendarSet,
    add_school_days,
    add_weeks_of_school,
    first_day_covered,
    local_date,
    school_calendar,
    school_day_on_or_after,
    school_day_on_or_before,
    subtract_school_days,
    term_working_day_on_or_after,
    term_working_day_on_or_before,
)
from toolkit.catalogue import DateName, Roll, Service, Weeks
from toolkit.errors import BeyondCalendar
from toolkit.model import Case, Deadline, Recorded, Value
from toolkit.propose import ACCEPT

OPEN, OVERDUE, DONE = "open", "overdue", "done"
"""What a deadline's state can be."""

_TO_OFFICE_DAY = {
    Roll.BACK: term_working_day_on_or_before,
    Roll.FORWARD: term_working_day_on_or_after,
}
_TO_SCHOOL_DAY = {
    Roll.BACK: school_day_on_or_before,
    Roll.FORWARD: school_day_on_or_after,
}


@dataclass(frozen=True)
class Standing:
    """A case and its service on one day."""

    case: Case
    service: Service
    today: dt.date

    @property
    def office(self) -> CalendarSet:
        """The council's calendar, by which the office works."""
        return self.service.calendar

    @cached_property
    def school(self) -> CalendarSet:
        """The calendar of the pupil's school; the council's, if it has none."""
        laestab, name = self.value("school_laestab"), self.value("school_name")
        return school_calendar(
            self.office, laestab=str(laestab or ""), name=str(name or "")
        )

    @property
    def received(self) -> dt.date:
        """The day the case was opened."""
        return local_date(self.case.opened)

    @cached_property
    def accepted(self) -> dt.date | None:
        """The day it was last accepted for lessons; null if it was not."""
        known = (*self.case.decisions, *filter(None, (self.case.decision,)))
        accepts = [d for d in known if d.outcome == ACCEPT]
        return local_date(max(d.at for d in accepts)) if accepts else None

    @cached_property
    def first_lesson(self) -> dt.date | None:
        """The day the support started, or the first lessons start; null before that.

        A newer table of lessons takes the older one's place. Of the older one only the
        lessons count that had begun by then.
        """
        started = [record.on for record in self.records("start")]
        if started:
            return min(started)
        tables = tuple(self.records("provision"))
        replaced = [table.on for table in tables[1:]]
        starts = [
            start
            for table, end in zip_longest(tables, replaced)
            for start in days_of(table, "start")
            if end is None or start < end
        ]
        return min(starts, default=None)

    def value(self, key: str) -> Value | None:
        """Return what an answer of the referral settles; null if it settles nothing."""
        referral = self.case.referral
        return None if referral is None else referral.settled(key)

    def day(self, key: str) -> dt.date | None:
        """Return the date an answer of the referral gives."""
        return _believed(self.value(key))

    @property
    def born(self) -> dt.date | None:
        """The pupil's date of birth; null if nobody gave one."""
        return _believed(self.case.identity.dob)

    def records(self, *kinds: str) -> Iterator[Recorded]:
        """Yield what was written down of these kinds, in order."""
        return (record for record in self.case.records if record.kind in kinds)

    def last(self, *kinds: str) -> dt.date | None:
        """Return the latest day one of these kinds is about, up to today."""
        days = (record.on for record in self.records(*kinds))
        return max((day for day in days if day <= self.today), default=None)

    def shown(self, name: str, since: dt.date) -> bool:
        """Whether a document or a record of this name was made since that day."""
        written = any(
            made.document.startswith(name) and local_date(made.at) >= since
            for made in self.case.documents
        )
        return written or any(record.on >= since for record in self.records(name))

    def after_weeks(self, day: dt.date, weeks: int, counted: Weeks) -> dt.date:
        """Return the date some weeks after a day, as the service counts weeks."""
        if counted is Weeks.TERM and not self.is_forgotten(day):
            return add_weeks_of_school(day, weeks, self.school)
        return day + dt.timedelta(weeks=weeks)

    def after_school_days(self, day: dt.date, count: int) -> dt.date:
        """Return the date some days of the pupil's school after a day."""
        if self.is_forgotten(day):
            return day + dt.timedelta(days=count * 7 // 5)
        return add_school_days(day, count, self.school)

    def before_school_days(self, day: dt.date, count: int) -> dt.date:
        """Return the date some days of the pupil's school before a day."""
        try:
            return subtract_school_days(day, count, self.school)
        except BeyondCalendar:  # back over the start: nobody knows those holidays
            return day - dt.timedelta(days=count * 7 // 5)

    def last_school_day(self, day: dt.date) -> dt.date:
        """Return the day moved back to a day of the pupil's school."""
        return _moved(day, school_day_on_or_before, self.school)

    def is_forgotten(self, day: dt.date) -> bool:
        """Whether the calendar begins after a day, so that nobody knows its holidays.

        What followed from such a day is long overdue, and about when is enough.
        """
        return day < first_day_covered(self.school)

    def owed(
        self, what: str, on: dt.date, rule: DateName | None, *, done: bool = False
    ) -> Deadline:
        """Return what the office owes others, moved to a day on which it works."""
        roll = _TO_OFFICE_DAY[self.service.clocks.own_duties]
        return self.exactly(what, _moved(on, roll, self.office), rule, done=done)

    def asked(
        self, what: str, on: dt.date, rule: DateName | None, *, done: bool = False
    ) -> Deadline:
        """Return what others owe the office, moved to a day of the pupil's school."""
        roll = _TO_SCHOOL_DAY[self.service.clocks.others_duties]
        return self.exactly(what, _moved(on, roll, self.school), rule, done=done)

    def exactly(
        self, what: str, on: dt.date, rule: DateName | None, *, done: bool = False
    ) -> Deadline:
        """Return a deadline on this very day.

        `rule` is the name by which the service gives the rule; null for none.
        """
        by = self.service.clocks.rules.get(rule, "") if rule else ""
        late = OVERDUE if on < self.today else OPEN
        return Deadline(what, on, by, DONE if done else late)


def days_of(table: Recorded, key: str) -> tuple[dt.date, ...]:
    """Return the days the rows of a record give under this key, in their order."""
    days = (_believed(row.get(key)) for row in table.rows)
    return tuple(day for day in days if day is not None)


def _believed(value: Value | None) -> dt.date | None:
    """Return a date that sums can be done with; none of the year 9999.

    No calendar reaches that far, so nothing could be told of it anyway.
    """
    if not isinstance(value, dt.date):
        return None
    return value if 1900 <= value.year < 2200 else None


def _moved(
    on: dt.date, roll: Callable[[dt.date, CalendarSet], dt.date], calendar: CalendarSet
) -> dt.date:
    """Return the day moved off what is no day of work.

    Which days before the first term were days of work nobody knows; such a day stays
    where it is, and is overdue on any of them.

    Raises:
        BeyondCalendar: If the calendar ends before the day.
    """
    try:
        return roll(on, calendar)
    except BeyondCalendar:
        if calendar.terms and on < calendar.terms[0].start:
            return on
        raise
