from __future__ import annotations

from collections.abc import Sequence

import pikepdf
import pytest

from tests.papers import pdfs
from toolkit.model import Document
from toolkit.reading import read
from toolkit.reading.geometry import Sheet
from toolkit.reading.limits import Limits
from toolkit.reading.pages.prose import is_prose
from toolkit.reading.pages.text import words_of

LETTER = (
    "Dear Mrs O'Neill",
    "Amara was seen in clinic today and was very tired.",
    "What helps: short lessons, camera off, a quiet room and regular breaks.",
    "She is unable to attend school at present.",
    "Yours sincerely",
)
ACROSS = b"0 G 1 w 40 760 m 555 760 l S"
SHORT = b"0 G 1 w 200 700 m 400 700 l S"
BOX = b"0 G 1 w 72 640 12 12 re S"


def drawn(lines: Sequence[str], drawing: bytes = b"") -> bytes:
    """Return a page with lines of words and a drawing."""
    pdf = pikepdf.new()
    pdfs.a_page(pdf, pdfs.words_at(lines) + b"\n" + drawing)
    return pdfs.saved(pdf)


def judged(contents: bytes) -> tuple[bool, bool]:
    """Return whether the first page has sentences only, and whether words only."""
    words = words_of(contents, [Sheet(1)], "", Limits())
    assert words is not None
    return is_prose(words.lines), words.plain == {1}


def labels(document: Document) -> list[str]:
    """Return the labels found on a paper."""
    return [mark.key for mark in document.marks]


@pytest.mark.parametrize(
    "drawing",
    [
        pytest.param(b"", id="nothing drawn"),
        pytest.param(ACROSS, id="a line under the letter's head"),
    ],
)
def test_a_letter_of_sentences_is_prose(drawing: bytes) -> None:
    """To look for answers in letters took twenty times as long as to read them."""
    assert judged(drawn(LETTER, drawing)) == (True, True)


def test_a_sentence_with_a_colon_is_no_label_with_an_answer() -> None:
    """What a letter says would come out as the answer to half a sentence."""
    assert labels(read(drawn(LETTER), "letter.pdf")) == []


@pytest.mark.parametrize(
    ("line", "label"),
    [
        pytest.param("Name: Amara Okafor", "Name", id="a label and a name"),
        pytest.param("Born: 3/5/2012", "Born", id="a label and a day"),
        pytest.param("NHS number:", "NHS number", id="a label without an answer"),
        pytest.param("Signed ..............", "Signed", id="dots to write on"),
        pytest.param("Email ______________", "Email", id="a line of signs to write on"),
    ],
)
def test_one_label_among_the_sentences_makes_a_page_be_looked_at(
    line: str, label: str
) -> None:
    """An answer in a letter's head must not be lost because the rest is prose."""
    page = drawn((*LETTER[:1], line, *LETTER[1:]))

    assert judged(page) != (True, True)
    assert label in labels(read(page, "letter.pdf"))


@pytest.mark.parametrize(
    "drawing",
    [
        pytest.param(SHORT, id="a line to write on"),
        pytest.param(BOX, id="a box to tick"),
        pytest.param((ACROSS + b" ") * 3, id="lines of a table"),
    ],
)
def test_a_page_with_something_drawn_is_looked_at(drawing: bytes) -> None:
    """Where there is a line or a box, somebody may have answered."""
    assert judged(drawn(LETTER, drawing))[1] is False


def test_a_page_of_nothing_but_colons_is_a_list_to_fill_in() -> None:
    """Answers in whole sentences are answers all the same."""
    asked = [f"{word}: She was tired all week." for word in ("Mon", "Tue", "Wed")]

    assert judged(drawn(asked))[0] is False


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Is a plan in place? Yes / No", id="a choice in words"),
        pytest.param("Signed -----------------", id="a row of dashes"),
    ],
)
def test_room_made_of_letters_is_room_all_the_same(line: str) -> None:
    """People make forms out of whatever their keyboard has."""
    assert judged(drawn((*LETTER, line)))[1] is False
