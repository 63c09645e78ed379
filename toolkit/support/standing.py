"""What is known of a case when something new is recorded for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from toolkit.calendar import CalendarSet, year_group
from toolkit.model import Recorded


@dataclass(frozen=True, slots=True)
class Standing:
    """What was recorded before, the calendar, and what is known of the pupil.

    `year` is the year group as the form has it (`R`, `1` to `14`), or empty; `dob` the
    date of birth, or null. `numbers` are those of the new rows in the sheet they came
    from, so that they are called by what a person sees beside them.
    """

    records: tuple[Recorded, ...]
    calendar: CalendarSet
    year: str = ""
    dob: dt.date | None = field(default=None, repr=False)
    numbers: tuple[int, ...] = ()

    def of(self, kind: str) -> tuple[Recorded, ...]:
        """Return what was recorded of one kind, the newest last."""
        return tuple(record for record in self.records if record.kind == kind)

    def rows(self, places: Iterable[int]) -> str:
        """Return rows, counted from 1, as a person reads them: row 2, row 5."""
        own = dict(enumerate(self.numbers, start=1))
        numbers = (own.get(place, place) for place in dict.fromkeys(places))
        return ", ".join(f"row {number}" for number in numbers)


def latest(records: Iterable[Recorded], kind: str) -> Recorded | None:
    """Return the record of a kind that counts: of the latest day, then written last."""
    found = [record for record in records if record.kind == kind]
    return max(found, key=lambda record: (record.on, record.at), default=None)


def year_of(written: str, dob: dt.date | None, on: dt.date) -> str:
    """Return the year group as the form has it, else as the birthday says.

    Empty when neither is known. A school may teach a pupil in another year than the
    birthday's, so the form's comes first.
    """
    if written or dob is None:
        return written
    by_age = year_group(dob, on)
    return "R" if by_age == 0 else str(by_age)
