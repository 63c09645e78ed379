"""Dates as schools write them, day first and never guessed (VR-22)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.meaning.asking import TODAY, value_of, why, written
from toolkit.catalogue.definitions import Kind


@pytest.mark.parametrize(
    "text",
    [
        "3/4/2026",
        "03/04/2026",
        "3/4/26",
        "03.04.2026",
        "3-4-26",
        "3 . 4 . 2026",
        "3 4 2026",
        "03–04–2026",
        "03042026",
        "2026-04-03",
        "2026/4/3",
        "2026-04-03 00:00:00",
        "2026-04-03T09:30",
        "3rd April 2026",
        "3rd of April 2026",
        "3 Apr 26",
        "3 Apr '26",
        "3-Apr-2026",
        "3Apr2026",
        "April 3rd 2026",
        "April 3, 2026",
        "APRIL 3RD, 2026",
        "Friday 3rd April 2026",
        "Fri, 3 April 2026",
        "Fri 3/4/26",
        "3 April 2026 (Friday)",
        "  3/4/2026 . ",
        "3\N{NO-BREAK SPACE}April\n2026",
        "３/４/２０２６",
    ],
)
def test_a_date_is_read_however_it_is_written(text: str) -> None:
    """Every one of these is the third of April."""
    assert value_of(text, Kind.DATE) == dt.date(2026, 4, 3)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param("3/5/12", dt.date(2012, 5, 3), id="two figures"),
        pytest.param("03/05/2012", dt.date(2012, 5, 3), id="four figures"),
        pytest.param("22/11/23", dt.date(2023, 11, 22), id="three today"),
        pytest.param("23/11/00", dt.date(2000, 11, 23), id="25 until tomorrow"),
        pytest.param("29 Feb 2012", dt.date(2012, 2, 29), id="leap day"),
        pytest.param("1/1/2025", dt.date(2025, 1, 1), id="a baby, in four figures"),
    ],
)
def test_a_birthday_is_read_for_an_age_in_school(text: str, meant: dt.date) -> None:
    """Two figures are enough where only one century gives a pupil."""
    assert value_of(text, Kind.BIRTH_DATE) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param("1st September, 2026", dt.date(2026, 9, 1), id="a comma"),
        pytest.param("Sept. 1 2026", dt.date(2026, 9, 1), id="Sept."),
        pytest.param("1/9/31", dt.date(2031, 9, 1), id="almost five years ahead"),
        pytest.param("1/12/06", dt.date(2006, 12, 1), id="almost twenty years ago"),
        pytest.param("31/12/1999", dt.date(1999, 12, 31), id="another century"),
        pytest.param("12/11/2026", dt.date(2026, 11, 12), id="day first, always"),
    ],
)
def test_other_dates_are_read_near_today(text: str, meant: dt.date) -> None:
    """A letter may be years old, and a review lies a year ahead."""
    assert value_of(text, Kind.DATE) == meant


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2026",
        "29/02/2026",
        "03/25/2026",
        "2026-25-03",
        "9th-ish March",
        "3 April",
        "April 2026",
        "March 20-26",
        "20-26 March 2026",
        "ongoing",
        "n/a",
        "about 3/4/2026",
        "3/4/2026?",
        "3/4/2026 or 4/4/2026",
        "3/4",
        "3/4/202",
        "3/4/20266",
        "0/4/2026",
        "3/4.2026",
        "3/4/50",
        "3/4/2626",
        "3/4/0026",
        "3 Avril 2026",
        "2026",
        "-",
        "1/٤/2026",
    ],
)
def test_what_is_no_date_is_quoted_back_with_its_page(text: str) -> None:
    """The sender sees what they wrote and where, so they can find and mend it."""
    sentence = why(written(text), Kind.DATE, label="Date of letter")

    assert sentence.startswith("Page 2, Date of letter: we could not read “")
    assert sentence.endswith("” as a date.")


def test_the_sentence_is_the_one_people_know() -> None:
    """Word for word, because letters carry it."""
    assert why(written("9th-ish March"), Kind.BIRTH_DATE, label="Date of birth") == (
        "Page 2, Date of birth: we could not read “9th-ish March” as a date."
    )


def test_a_mark_without_a_page_names_only_its_label() -> None:
    """Word files have no pages."""
    sentence = why(written("soon", page=None), Kind.DATE, label="Return date")

    assert sentence == "Return date: we could not read “soon” as a date."


def test_a_weekday_that_does_not_fit_is_asked_about() -> None:
    """One of the two is wrong, and only the writer knows which."""
    assert why(written("Monday 3 April 2026"), Kind.DATE) == (
        "Page 2, The question: the day of the week in “Monday 3 April 2026” is not that"
        " date's."
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param(
            "3/5/2027",
            "“3/5/2027” has not come yet; please check the year.",
            id="ahead",
        ),
        pytest.param(
            "3/5/1984",
            "“3/5/1984” would be an age of 42; please check the year.",
            id="a parent's",
        ),
        pytest.param(
            "22/11/00", "we could not read “22/11/00” as a date.", id="26 or not born"
        ),
        pytest.param("1/1/24", "we could not read “1/1/24” as a date.", id="too young"),
    ],
)
def test_a_birthday_of_nobody_at_school_is_asked_about(
    text: str, sentence: str
) -> None:
    """Parents write their own birthday, and slips make a child of minus one."""
    found = why(written(text), Kind.BIRTH_DATE)

    assert found == f"Page 2, The question: {sentence}"


STYLES = (
    "%d/%m/%Y",
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%d %B %Y",
    "%d %b %Y",
    "%dth of %B, %Y",
    "%B %d, %Y",
    "%Y-%m-%d",
    "%A %d %B %Y",
    "%a, %d %b %Y",
    "%d%m%Y",
)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)), st.sampled_from(STYLES))
def test_a_date_in_any_accepted_style_reads_back(day: dt.date, style: str) -> None:
    """Writing a date and reading it is no change."""
    assert value_of(f"{day:{style}}", Kind.DATE) == day


@given(
    st.dates(TODAY - dt.timedelta(days=9000), TODAY - dt.timedelta(days=1100)),
    st.sampled_from(("%d/%m/%y", "%d.%m.%y", "%d %b %y", "%d-%m-%y")),
)
def test_a_pupils_birthday_reads_back_from_two_figures(
    day: dt.date, style: str
) -> None:
    """Of the two centuries, only one gives a pupil."""
    assert value_of(f"{day:{style}}", Kind.BIRTH_DATE) == day
