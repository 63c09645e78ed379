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
