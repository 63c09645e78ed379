"""What a calendar file says, as frozen types."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A named run of days, both ends included."""

    name: str
    start: dt.date
    end: dt.date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, dt.date) and self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class SchoolDays:
    """What is different at one school: laid over the council's calendar.

    Its INSET days, terms and half terms stand in place of the council's, in each school
    year for which it has any; its closures come on top. `laestab` is the school's
    seven-digit number, or empty.
    """

    name: str
    laestab: str
    inset_days: frozenset[dt.date]
    closures: frozenset[dt.date]
    terms: tuple[Span, ...]
    half_terms: tuple[Span, ...]
    source: str


@dataclass(frozen=True, slots=True)
class CalendarSet:
    """One council's calendar, over one or more school years, in date order."""

    council: str
    terms: tuple[Span, ...]
    half_terms: tuple[Span, ...]
    bank_holidays: frozenset[dt.date]
    inset_days: frozenset[dt.date]
    closures: frozenset[dt.date]
    source: str
    checked_on: dt.date
    illustrative: bool
    schools: tuple[SchoolDays, ...] = ()
