"""The calendar the tests count by: one invented council's year 2026/27."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from toolkit.calendar import CalendarSet, Span

DEMO = CalendarSet(
    council="Northshire",
    terms=(
        Span("Autumn 2026", dt.date(2026, 9, 1), dt.date(2026, 12, 18)),
        Span("Spring 2027", dt.date(2027, 1, 4), dt.date(2027, 3, 25)),
        Span("Summer 2027", dt.date(2027, 4, 12), dt.date(2027, 7, 21)),
    ),
    half_terms=(
        Span("Autumn half term", dt.date(2026, 10, 26), dt.date(2026, 10, 30)),
        Span("Spring half term", dt.date(2027, 2, 15), dt.date(2027, 2, 19)),
        Span("Summer half term", dt.date(2027, 5, 31), dt.date(2027, 6, 4)),
    ),
    bank_holidays=frozenset(
        {
            dt.date(2026, 8, 31),
            dt.date(2026, 12, 25),
            dt.date(2026, 12, 28),
            dt.date(2027, 1, 1),
            dt.date(2027, 3, 26),
            dt.date(2027, 3, 29),
            dt.date(2027, 5, 3),
            dt.date(2027, 5, 31),
            dt.date(2027, 8, 30),
        }
    ),
    inset_days=frozenset(
        {dt.date(2026, 9, 1), dt.date(2026, 11, 2), dt.date(2027, 1, 4)}
    ),
    closures=frozenset(),
    source="Invented for the tests.",
    checked_on=dt.date(2026, 9, 1),
    illustrative=True,
)


def demo(
    *,
    add_inset: frozenset[dt.date] = frozenset(),
    no_inset: frozenset[dt.date] = frozenset(),
    closures: frozenset[dt.date] = frozenset(),
) -> CalendarSet:
    """Return the demo year with INSET days added, taken away, or the school closed."""
    inset_days = (DEMO.inset_days | add_inset) - no_inset
    return replace(DEMO, inset_days=inset_days, closures=closures)
