"""Days and times as a teacher writes them, in the week a family reads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.drafting.week import DAYS, week
from toolkit.model import Gap

NONE = "No lesson"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param(
            "Monday 10:00 to 11:00, Thursday 13:30",
            ["10:00 to 11:00", NONE, NONE, "13:30", NONE],
            id="two days with their times",
        ),
        pytest.param(
            "Mon and Weds 10:00; Fri 9am",
            ["10:00", NONE, "10:00", NONE, "9am"],
            id="two days share one time",
        ),
        pytest.param(
            "Mon, Tues & Thurs. 10-11",
            ["10-11", "10-11", NONE, "10-11", NONE],
            id="three days share one time",
        ),
        pytest.param(
            "tuesdays 10:00 and fridays 11:00",
            [NONE, "10:00", NONE, NONE, "11:00"],
            id="a word between the days",
        ),
        pytest.param(
            "Mon 9:00, Mon 14:00",
            ["9:00\n14:00", NONE, NONE, NONE, NONE],
            id="twice on one day",
        ),
        pytest.param("Friday", [NONE, NONE, NONE, NONE, "Yes"], id="no time"),
    ],
)
def test_each_day_has_its_own_time(said: str, expected: list[str]) -> None:
    """The week hangs on the fridge; it has to be right."""
    assert [week(said)[day] for day in DAYS] == expected


@pytest.mark.parametrize(
    "said",
    [
        "Monday to Friday 9:00",
        "Mon-Fri 9:00",
        "Mon – Thu 10:00",
        "every day at ten",
        "Monday or Tuesday 10:00",
        "Every other Monday",
        "Monday, not Tuesday",
        "Monday except in half term",
        "Monday 10:00, Saturday 9:00",
        "Not on Monday",
    ],
)
def test_what_is_no_plain_list_of_days_is_left_to_people(said: str) -> None:
    """A lesson on the wrong day is worse than one still to agree."""
    assert week(said) == dict.fromkeys(DAYS, Gap(said))


def test_without_a_word_the_days_are_to_agree() -> None:
    """Nobody has said anything yet."""
    assert week("") == dict.fromkeys(DAYS, Gap("to agree"))


@given(st.text())
def test_every_text_gives_a_whole_week(said: str) -> None:
    """Whatever is in the cell, the plan can be written."""
    assert tuple(week(said)) == DAYS
