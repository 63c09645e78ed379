"""One school's own days: its INSET days and closures over the council's calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from toolkit.calendar.ages import school_year
from toolkit.calendar.spans import CalendarSet, SchoolDays, Span


def school_calendar(
    calendar: CalendarSet, *, laestab: str = "", name: str = ""
) -> CalendarSet:
    """Return the calendar of one school; the council's own if it has none.

    A school is found by its number, and by its name only where the paper or the file
    gives no number: two schools may share a name.

    Args:
        calendar: The council's calendar, with what is different at its schools.
        laestab: The school's number as somebody wrote it: `919/9001`, `9199001`.
        name: The school's name, in whatever case.
    """
    school = _found(calendar.schools, _digits(laestab), _plain(name))
    return calendar if school is None else overlaid(calendar, school)


def overlaid(calendar: CalendarSet, school: SchoolDays) -> CalendarSet:
    """Return the council's calendar with one school's own days laid over it."""
    return replace(
        calendar,
        council=school.name,
        terms=_spans(calendar.terms, school.terms),
        half_terms=_spans(calendar.half_terms, school.half_terms, school.terms),
        inset_days=_days(calendar.inset_days, school.inset_days, school.terms),
        closures=calendar.closures | school.closures,
        schools=(),
    )


def _found(schools: Iterable[SchoolDays], laestab: str, name: str) -> SchoolDays | None:
    for school in schools:
        number = _digits(school.laestab)
        same_name = bool(name) and _plain(school.name) == name
        if number == laestab if number and laestab else same_name:
            return school
    return None


def _spans(
    council: tuple[Span, ...], own: tuple[Span, ...], *others: tuple[Span, ...]
) -> tuple[Span, ...]:
    """Return the school's spans, and the council's in the years it gives none."""
    years = {school_year(span.start) for spans in (own, *others) for span in spans}
    kept = [span for span in council if school_year(span.start) not in years]
    return tuple(sorted((*kept, *own), key=lambda span: span.start))


def _days(
    council: frozenset[dt.date], own: frozenset[dt.date], terms: tuple[Span, ...]
) -> frozenset[dt.date]:
    years = {school_year(day) for day in own} | {school_year(t.start) for t in terms}
    return own | {day for day in council if school_year(day) not in years}


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
