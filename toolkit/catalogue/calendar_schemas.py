"""What a service's calendar file may hold."""

from __future__ import annotations

import re

from marshmallow import ValidationError, fields, post_load

from toolkit.calendar import CalendarSet, SchoolDays, Span
from toolkit.catalogue.entries import Entry, many, source
from toolkit.catalogue.keys import Day, Several, Words, Yes
from toolkit.catalogue.reading_files import Table

_LAESTAB = re.compile(r"[0-9]{3}/?[0-9]{4}")


class SpanEntry(Entry):
    """A term or a half term."""

    name = Words(required=True)
    start = Day(required=True)
    end = Day(required=True)

    @post_load
    def make(self, table: Table, **_options: object) -> Span:
        """Return the run of days, which may not end before it starts."""
        if table["end"] < table["start"]:
            raise ValidationError({"end": ["A day on or after the start is needed."]})
        return Span(**table)


def _of_school(key: str) -> Several:
    wanted = f"A list of tables is needed here, each headed [[school.{key}]]."
    return Several(
        fields.Nested(SpanEntry), wanted=wanted, load_default=(), data_key=key
    )


class SchoolEntry(Entry):
    """What is different at one school."""

    name = Words(required=True)
    laestab = Words(
        _LAESTAB, "The seven digits of the school's number are needed.", load_default=""
    )
    inset_days = Several(Day(), load_default=())
    closures = Several(Day(), load_default=())
    terms = _of_school("term")
    half_terms = _of_school("half_term")
    source = source()

    @post_load
    def make(self, table: Table, **_options: object) -> SchoolDays:
        """Return the school's own days, its terms and half terms in date order."""
        return SchoolDays(**_in_order(table, ("inset_days", "closures")))


class CalendarEntry(Entry):
    """The council's calendar."""

    council = Words(required=True)
    source = source()
    checked_on = Day(required=True)
    illustrative = Yes(required=True)
    bank_holidays = Several(Day(), least=1, required=True)
    inset_days = Several(Day(), required=True)
    closures = Several(Day(), required=True)
    terms = many(SpanEntry, "term", least=1)
    half_terms = many(SpanEntry, "half_term")
    schools = many(SchoolEntry, "school")

    @post_load
    def make(self, table: Table, **_options: object) -> CalendarSet:
        """Return the calendar, its terms and half terms in date order."""
        days = ("bank_holidays", "inset_days", "closures")
        return CalendarSet(**_in_order(table, days))


def _in_order(table: Table, days: tuple[str, ...]) -> Table:
    """Return the table with its days as sets, its terms and half terms by date."""
    spans = {
        key: tuple(sorted(table[key], key=lambda span: span.start))
        for key in ("terms", "half_terms")
    }
    return {**table, **{key: frozenset(table[key]) for key in days}, **spans}
