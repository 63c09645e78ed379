"""The marks on a print of the register, as school systems lay them out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model import Line, Place
from toolkit.recognise.register import register_marks


def lines(*texts: str) -> list[Line]:
    """Return lines of a print, each with its place."""
    return [Line(t, Place(page=1, label=str(n))) for n, t in enumerate(texts)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        pytest.param("12/11/2026 I I", "2026-11-12 I I", id="a day"),
        pytest.param("Thu 12/11/26\tI\tO", "2026-11-12 I O", id="a day with tabs"),
        pytest.param(
            "12.11.2026 Thursday AM: / PM: \\", "2026-11-12 / \\", id="am and pm"
        ),
        pytest.param("05/10/2026 II", "2026-10-05 I I", id="two marks together"),
        pytest.param("12/11/2026 C2 C2", "2026-11-12 C2 C2", id="a code of two signs"),
        pytest.param(
            "Week beginning 05/10/2026 /\\ /\\ II II C2C2",
            "2026-10-05 / \\; 2026-10-06 / \\; 2026-10-07 I I; 2026-10-08 I I; "
            "2026-10-09 C2 C2",
            id="a week",
        ),
        pytest.param(
            "Amara Okafor 05/10/2026 I I", "2026-10-05 I I", id="words before the date"
        ),
    ],
)
def test_a_line_of_a_register_is_read_day_by_day(text: str, days: str) -> None:
    """Which mark stands on which day is what the form can be held against."""
    found = register_marks(lines("Registration certificate", text))

    assert found is not None
    assert (found.text, found.ask) == (days, False)


def test_the_days_of_several_lines_follow_each_other_from_the_first_place() -> None:
    """A person who looks begins at the first line that counts."""
    found = register_marks(lines("Print", "12/11/2026 I I", "13/11/2026 O O"))

    assert found is not None
    assert found.text == "2026-11-12 I I; 2026-11-13 O O"
    assert found.place.label == "1"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("05/10/2026 I I I", id="three marks"),
        pytest.param("06/10/2026 II II II II II", id="a week from a Tuesday"),
        pytest.param("31/11/2026 I I", id="no such day"),
    ],
)
def test_a_line_that_does_not_come_out_is_asked_about(text: str) -> None:
    """A mark set on the wrong day would accuse a school of nothing it did."""
    found = register_marks(lines("12/11/2026 I I", text))

    assert found is not None
    assert (found.text, found.ask) == ("2026-11-12 I I", True)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Date of birth: 03/05/2012", id="a birthday"),
        pytest.param("From 01/09/2026 to 20/11/2026", id="a period"),
        pytest.param("Possible sessions 104", id="no date"),
        pytest.param("05/10/2026 Ill at home", id="words"),
    ],
)
def test_what_is_no_day_of_the_register_is_left_alone(text: str) -> None:
    """A print has dates that are nobody's marks."""
    assert register_marks(lines(text)) is None


@given(st.lists(st.text("0123456789/-. ICO\\#AMP\t", max_size=30), max_size=6))
def test_any_lines_at_all_are_read_or_not(texts: list[str]) -> None:
    """Whatever a print holds, the answer is days or none."""
    found = register_marks(lines(*texts))

    assert found is None or found.text
