"""What `toolkit calendar check` finds in a calendar, one oddity at a time."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.calendars import DEMO
from toolkit.calendar import CalendarSet, SchoolDays, Span, is_school_day
from toolkit.calendar.inspecting import Oddity, inspect
from toolkit.catalogue import load

TODAY = dt.date(2026, 11, 22)
WEDNESDAY = 2
SOUND = replace(DEMO, illustrative=False)
AUTUMN, SPRING, SUMMER = SOUND.terms
NONE = frozenset[dt.date]()


def found(calendar: CalendarSet, today: dt.date = TODAY) -> list[Oddity]:
    """Return what is odd, with the meeting on Wednesdays."""
    return list(inspect(calendar, WEDNESDAY, today))


def with_days(**changes: dt.date) -> CalendarSet:
    """Return the sound calendar with one more day in a list of its days."""
    [(key, day)] = changes.items()
    return replace(SOUND, **{key: getattr(SOUND, key) | {day}})


def test_a_sound_calendar_has_nothing_odd() -> None:
    """Otherwise nobody would read the list."""
    assert found(SOUND) == []


@pytest.mark.parametrize(
    ("calendar", "code", "says"),
    [
        pytest.param(DEMO, "illustrative", "made up", id="made up"),
        pytest.param(
            replace(SOUND, checked_on=dt.date(2025, 9, 1)),
            "stale",
            "1 September 2025, more than a year ago",
            id="not looked at for a year",
        ),
        pytest.param(
            replace(SOUND, checked_on=dt.date(2026, 12, 1)),
            "checked-in-future",
            "1 December 2026, after today",
            id="looked at tomorrow",
        ),
        pytest.param(
            replace(
                SOUND,
                terms=(replace(AUTUMN, end=dt.date(2027, 1, 4)), SPRING, SUMMER),
            ),
            "overlap",
            "Spring 2027 starts on 4 January 2027, before Autumn 2026 has ended",
            id="terms overlap",
        ),
        pytest.param(
            replace(
                SOUND,
                half_terms=(
                    *SOUND.half_terms,
                    Span("More", dt.date(2027, 6, 4), dt.date(2027, 6, 7)),
                ),
            ),
            "overlap",
            "More starts on 4 June 2027",
            id="half terms overlap",
        ),
        pytest.param(
            replace(SOUND, terms=(AUTUMN, SUMMER)),
            "gap",
            "Is a term missing?",
            id="a term is missing",
        ),
        pytest.param(
            replace(
                SOUND,
                terms=(replace(AUTUMN, end=dt.date(2026, 12, 31)), SPRING, SUMMER),
            ),
            "no-holiday",
            "no holiday between Autumn 2026",
            id="no holiday between",
        ),
        pytest.param(
            replace(
                SOUND,
                half_terms=(
                    *SOUND.half_terms,
                    Span("Odd week", dt.date(2027, 4, 5), dt.date(2027, 4, 9)),
                ),
            ),
            "half-term-outside",
            "Odd week (5 April 2027 to 9 April 2027) does not lie inside a term",
            id="a half term in the holiday",
        ),
        pytest.param(
            replace(SOUND, half_terms=SOUND.half_terms[1:]),
            "no-half-term",
            "Autumn 2026 (1 September 2026 to 18 December 2026) has no half term",
            id="a term without half term",
        ),
        pytest.param(
            replace(
                SOUND,
                half_terms=(
                    Span("Long", dt.date(2026, 10, 19), dt.date(2026, 11, 6)),
                    *SOUND.half_terms[1:],
                ),
            ),
            "half-term-long",
            "longer than two weeks",
            id="a half term of three weeks",
        ),
        pytest.param(
            replace(
                SOUND,
                half_terms=(
                    Span("Short", dt.date(2026, 10, 28), dt.date(2026, 10, 30)),
                    *SOUND.half_terms[1:],
                ),
            ),
            "half-term-in-week",
            "Short starts on Wednesday 28 October 2026",
            id="a half term from a Wednesday",
        ),
        pytest.param(
            replace(
                SOUND,
                terms=(AUTUMN, SPRING, replace(SUMMER, end=dt.date(2027, 7, 24))),
            ),
            "term-on-day-off",
            "Summer 2027 ends on Saturday 24 July 2027",
            id="a term ends on a Saturday",
        ),
        pytest.param(
            replace(SOUND, terms=(AUTUMN, SPRING)),
            "terms-of-year",
            "2026/27 has 2 terms",
            id="two terms",
        ),
        pytest.param(
            replace(
                SOUND,
                terms=(AUTUMN, SPRING, replace(SUMMER, end=dt.date(2027, 6, 30))),
            ),
            "days-of-year",
            "2026/27 has 180 weekdays of term",
            id="a short year",
        ),
        pytest.param(
            with_days(inset_days=dt.date(2026, 10, 28)),
            "inset-on-day-off",
            "Wednesday 28 October 2026 is an INSET day, but no weekday of term",
            id="INSET in half term",
        ),
        pytest.param(
            with_days(inset_days=dt.date(2026, 11, 21)),
            "inset-on-day-off",
            "Saturday 21 November 2026",
            id="INSET on a Saturday",
        ),
        pytest.param(
            with_days(inset_days=dt.date(2027, 5, 3)),
            "inset-on-day-off",
            "Monday 3 May 2027",
            id="INSET on a bank holiday",
        ),
        pytest.param(
            with_days(closures=dt.date(2026, 11, 2)),
            "inset-and-closure",
            "Monday 2 November 2026 is listed both",
            id="INSET and closed",
        ),
        pytest.param(
            with_days(closures=dt.date(2026, 12, 24)),
            "closure-on-day-off",
            "Thursday 24 December 2026",
            id="closed in the holiday",
        ),
        pytest.param(
            replace(SOUND, bank_holidays=SOUND.bank_holidays - {dt.date(2026, 12, 28)}),
            "bank-holiday-missing",
            "Monday 28 December 2026 is a bank holiday in England",
            id="a substitute day is missing",
        ),
        pytest.param(
            with_days(bank_holidays=dt.date(2027, 4, 26)),
            "bank-holiday-unknown",
            "Monday 26 April 2027 is in the list",
            id="a bank holiday too many",
        ),
        pytest.param(
            with_days(bank_holidays=dt.date(2026, 12, 26)),
            "bank-holiday-weekend",
            "Saturday 26 December 2026",
            id="on a Saturday",
        ),
        pytest.param(
            with_days(closures=dt.date(2027, 1, 20)),
            "meeting-on-day-off",
            "no meeting in the week of Wednesday 20 January 2027",
            id="the meeting's day is closed",
        ),
        pytest.param(replace(SOUND, terms=()), "no-terms", "no terms", id="empty"),
    ],
)
def test_an_oddity_is_named_with_its_dates(
    calendar: CalendarSet, code: str, says: str
) -> None:
    """A wrong day here is a wrong day in every letter."""
    sentences = [odd.sentence for odd in found(calendar) if odd.code == code]

    assert len(sentences) == 1
    assert says in sentences[0]
    assert sentences[0].endswith((".", "?"))


@pytest.mark.parametrize(
    ("today", "codes"),
    [
        pytest.param(dt.date(2026, 7, 31), ["not-begun"], id="the year before"),
        pytest.param(dt.date(2027, 2, 28), [], id="six months and a day"),
        pytest.param(dt.date(2027, 3, 2), ["ends-soon"], id="less than six months"),
        pytest.param(dt.date(2027, 8, 31), ["ends-soon"], id="its last day"),
        pytest.param(dt.date(2027, 9, 1), ["ended"], id="the day after"),
    ],
)
def test_a_calendar_says_in_time_that_it_ends(today: dt.date, codes: list[str]) -> None:
    """Without next year's terms no deadline can be told."""
    fresh = replace(SOUND, checked_on=today)

    assert [odd.code for odd in found(fresh, today)] == codes


def test_a_meeting_that_has_been_is_not_spoken_of() -> None:
    """Only what can still be put right."""
    closed = with_days(closures=dt.date(2026, 11, 18))

    assert found(closed) == []
    assert [o.code for o in found(closed, dt.date(2026, 11, 1))] == [
        "meeting-on-day-off"
    ]
    assert list(inspect(closed, None, dt.date(2026, 11, 1))) == []


def test_a_schools_own_days_are_looked_over_too() -> None:
    """With its name, and without what is odd about the council's own."""
    days = frozenset({dt.date(2026, 9, 1), dt.date(2026, 11, 21)})
    school = SchoolDays("Willowmere High", "", days, NONE, (), (), "T")
    council = with_days(closures=dt.date(2026, 12, 24))

    odd = found(replace(council, schools=(school, school)))

    assert [each.code for each in odd] == [
        "closure-on-day-off",
        "inset-on-day-off",
        "school-twice",
        "inset-on-day-off",
    ]
    assert odd[1].sentence == (
        "Willowmere High: Saturday 21 November 2026 is an INSET day, but no weekday of"
        " term."
    )
    assert odd[1].days == (dt.date(2026, 11, 21), dt.date(2026, 11, 21))


@pytest.mark.parametrize(
    ("year", "days"),
    [
        pytest.param(
            2026,
            ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"],
            id="2026",
        ),
        pytest.param(
            2027,
            ["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"],
            id="2027",
        ),
    ],
)
def test_the_bank_holidays_we_ship_are_those_the_government_published(
    year: int, days: list[str]
) -> None:
    """Boxing Day 2026 is kept on the Monday, Christmas 2027 on Monday and Tuesday."""
    shipped = load().service("esma").calendar.bank_holidays

    assert sorted(f"{day:%m-%d}" for day in shipped if day.year == year) == days


@pytest.mark.parametrize(
    ("on", "open_for_pupils"),
    [
        pytest.param(dt.date(2025, 10, 24), True, id="before half term"),
        pytest.param(dt.date(2025, 10, 27), False, id="autumn half term"),
        pytest.param(dt.date(2026, 1, 2), False, id="the day before spring"),
        pytest.param(dt.date(2026, 2, 16), False, id="spring half term"),
        pytest.param(dt.date(2026, 3, 27), True, id="the last day before Easter"),
        pytest.param(dt.date(2026, 4, 10), False, id="Easter holiday"),
        pytest.param(dt.date(2026, 4, 13), True, id="summer begins"),
        pytest.param(dt.date(2026, 5, 29), False, id="summer half term"),
    ],
)
def test_the_year_we_ship_is_close_to_one_that_was_published(
    on: dt.date, *, open_for_pupils: bool
) -> None:
    """It is made up, and should still feel right to somebody who tries it."""
    calendar = load().service("esma").calendar

    assert is_school_day(on, calendar) is open_for_pupils
