from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.letters.making import made
from tests.papers import scans
from toolkit.compose.reference_code import reference_picture
from toolkit.reading import read
from toolkit.reading.scans.pictures import PagePicture
from toolkit.reading.scans.qr import references_shown

REF = "ESMA-2026-0042-E"
SAYS = [f"Our reference: {REF}"]
A4 = (595.0, 842.0)


def letter(dpi: int = 200) -> scans.Grey:
    """Return the first page of one of our letters as a printer leaves it."""
    return scans.pages_of(made("acknowledgement")["pdf"].contents, 1, dpi)[0]


def said(page: scans.Grey) -> list[str]:
    """Return the lines that codes on a page give."""
    return [line.text for line in references_shown(PagePicture(1, page, A4), "f")]


def with_code(text: str) -> scans.Grey:
    """Return a blank page with a code that says something."""
    png = np.frombuffer(reference_picture(text), np.uint8)
    code = np.asarray(cv2.imdecode(png, cv2.IMREAD_GRAYSCALE))
    page = scans.blank_page(200)
    code = cv2.resize(code, (160, 160), interpolation=cv2.INTER_AREA)
    page[100:260, 900:1060] = code
    return page


@pytest.mark.parametrize(
    "way",
    [
        pytest.param(scans.Way(), id="a clean scan"),
        pytest.param(scans.Way(askew=-6), id="laid askew"),
        pytest.param(scans.Way(upside_down=True), id="upside down"),
        pytest.param(scans.Way(dpi=120, blur=0.8), id="coarse"),
        pytest.param(scans.Way(blur=1.5, noise=15), id="blurred and grainy"),
        pytest.param(scans.Way(aside=0.05, shade=0.4), id="a photo from the side"),
    ],
)
def test_the_code_of_our_letter_is_read_from_a_bad_copy(way: scans.Way) -> None:
    """A school sends back a photo of our letter, with a few words written on it."""
    assert said(scans.taken(letter(way.dpi), way)) == SAYS


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_the_code_is_read_whichever_way_the_sheet_lay(turns: int) -> None:
    """A feeder takes a letter any way round."""
    assert said(np.ascontiguousarray(np.rot90(letter(), turns))) == SAYS


@pytest.mark.parametrize(
    ("down", "across"),
    [
        pytest.param(214, 2130, id="between the corners"),
        pytest.param(270, 2150, id="in the middle"),
    ],
)
def test_a_code_that_is_a_little_spoilt_is_still_read(down: int, across: int) -> None:
    """A fold, a staple, a stamp."""
    page = letter(300).copy()
    page[down : down + 18, across : across + 18] = 255

    assert said(page) == SAYS


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("https://www.example.org/", id="an address"),
        pytest.param("Name: Jakub", id="somebody's name"),
        pytest.param(f"{REF} ", id="nearly a reference"),
        pytest.param("esma-2026-0042-e", id="in small letters"),
    ],
)
def test_what_another_offices_code_says_is_left(text: str) -> None:
    """It could say that a paper is about anybody."""
    assert said(with_code(REF)) == SAYS  # such a page is read
    assert said(with_code(text)) == []


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(scans.blank_page(), id="a blank page"),
        pytest.param(scans.scenery(), id="a photo of no paper"),
        pytest.param(np.zeros((5, 5), np.uint8), id="a few dots"),
        pytest.param(
            np.random.default_rng(3).integers(0, 255, (1200, 900)).astype(np.uint8),
            id="nothing but noise",
        ),
        pytest.param(
            np.kron(np.indices((60, 60)).sum(0) % 2 * 255, np.ones((9, 9))).astype(
                np.uint8
            ),
            id="a chequered cloth",
        ),
    ],
)
def test_a_page_without_a_code_says_nothing(page: scans.Grey) -> None:
    """Nothing on a paper may turn into a reference."""
    assert said(page) == []


def test_a_line_of_a_code_stands_where_the_code_is() -> None:
    """A person is shown what said whose paper it is."""
    [line] = references_shown(PagePicture(3, letter(), A4), "f")

    assert line.place.page == 3
    left, top, right, bottom = line.place.box or (0.0, 0.0, 0.0, 0.0)
    assert 480 < left < right < 545
    assert 30 < top < bottom < 90


@pytest.mark.parametrize("wrap", [scans.jpeg, lambda page: scans.pdf([page])])
def test_a_picture_of_our_letter_says_our_reference(wrap: object) -> None:
    """As a photo or as a scan, it is the first line of the paper."""
    assert callable(wrap)
    document = read(wrap(letter(150)), "IMG_0031")

    assert document.lines[0].text == SAYS[0]
