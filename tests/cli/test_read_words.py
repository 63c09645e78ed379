"""What `toolkit read` says to a person at a terminal."""

from __future__ import annotations

import io
from contextlib import redirect_stdout

import pytest

from tests.pipeline.desks import answers_of, filled
from toolkit.cli import main


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return what is said of a filled request with one odd date and two lines."""
    answers = {
        **answers_of("Amara"),
        "date_of_referral": "31/02/2026",
        "home_address_lines": "14 Larkfield Rise\nHollowmere",
    }
    path = tmp_path_factory.mktemp("said") / "request.pdf"
    path.write_bytes(filled("service-request", answers))
    with redirect_stdout(io.StringIO()) as out:
        main(["read", str(path)])
    return out.getvalue()


def test_boxes_left_empty_are_counted_and_not_listed(said: str) -> None:
    """Forty lines of “False” hide the one line that matters."""
    assert ": False" not in said
    assert "boxes left empty" in said


def test_what_a_person_must_look_at_is_marked_and_quoted(said: str) -> None:
    """A question mark in the margin is found at a glance."""
    [line] = [row for row in said.splitlines() if "date_of_referral" in row]

    assert line.lstrip().startswith("?")
    assert "31/02/2026" in line


def test_an_answer_of_several_lines_stays_on_one(said: str) -> None:
    """Each answer is one line, so that a list can be searched."""
    assert "home_address_lines: 14 Larkfield Rise / Hollowmere" in said
