"""The lines of a scanned form and its words are told from each other."""

from __future__ import annotations

import numpy as np
import pytest

from toolkit.reading.pages.layout import Rule, TickBox, boxes_of
from toolkit.reading.pages.words import Word
from toolkit.reading.scans.borders import lines_apart, lines_joined, words_apart
from toolkit.reading.scans.shapes import scan_shapes

WORD = Word("together", (100, 100, 140, 110))
EDGE = Rule((98, 80, 99, 130))


def frame(right: float) -> list[Rule]:
    """Return the sides of a box; the level ones end at `right`."""
    return [
        Rule((100, 100, right, 100.5)),
        Rule((100, 130, right, 130.5)),
        Rule((100, 100, 100.5, 130)),
        Rule((200, 100, 200.5, 130)),
    ]


def test_letters_that_run_together_are_no_line() -> None:
    """A scanner's blur makes a bar of the middle of a word."""
    assert lines_apart([Rule((101, 104, 138, 105))], [WORD]) == ()


def test_a_line_under_words_stays() -> None:
    """It is one to write on."""
    under = Rule((100, 110, 140, 111))

    assert lines_apart([under], [WORD]) == (under,)


def test_a_box_whose_corner_was_blurred_is_closed() -> None:
    """What stands in it has its label beside it."""
    assert boxes_of(frame(194), (300, 300)) == ()
    assert len(boxes_of(lines_joined(frame(194)), (300, 300))) == 1


def test_lines_that_end_far_from_another_stay_as_they_are() -> None:
    """A line to write on is no side of a box beside it."""
    assert set(lines_joined(frame(160))) == set(frame(160))


def test_the_pieces_of_a_line_that_slopes_are_one() -> None:
    """A page is never quite level."""
    pieces = [Rule((10, 50, 60, 51)), Rule((61, 51, 120, 52))]

    assert lines_joined(pieces) == (Rule((10, 50, 120, 52)),)


@pytest.mark.parametrize(
    ("seen", "left"),
    [
        pytest.param("(Chloe", ["Chloe"], id="a bracket that nothing closes"),
        pytest.param("|Chloe", ["Chloe"], id="a stroke"),
        pytest.param("(01632)", ["(01632)"], id="a code in brackets"),
        pytest.param("|", [], id="a stroke alone"),
    ],
)
def test_the_side_of_a_box_is_no_letter(seen: str, left: list[str]) -> None:
    """A machine reads brackets into the sides of boxes."""
    word = Word(seen, (98, 100, 130, 110))

    assert [kept.text for kept in words_apart([word], [EDGE], [])] == left


def test_a_word_away_from_all_lines_stays() -> None:
    """A bracket in a sentence is one."""
    word = Word("(see", (300, 100, 330, 110))

    assert words_apart([word], [EDGE], []) == (word,)


def test_what_stands_in_a_tick_box_is_no_word() -> None:
    """A machine reads a tick as a letter."""
    tick = TickBox((100, 100, 112, 112))

    assert words_apart([Word("v", (102, 102, 110, 110))], [], [tick]) == ()


def test_fine_grey_lines_make_a_box() -> None:
    """Most forms of councils have them, and a scanner makes them fainter."""
    page = np.full((300, 600), 255, np.uint8)
    page[100:102, 50:500] = page[200:202, 50:500] = 200
    page[100:202, 50:52] = page[100:202, 498:500] = 200

    assert len(boxes_of(scan_shapes(page, 1, 144).rules, (300, 150))) == 1
