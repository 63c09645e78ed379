from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from tests.letters.facts import order, service
from tests.letters.making import ROOTS, made, template
from toolkit import compose
from toolkit.compose.reference_code import reference_code, reference_picture
from toolkit.pdf import look_into

REF = "ESMA-2026-0042-E"
LETTERS = ("acknowledgement", "decline-parent", "plan")
MM = 72 / 25.4


def said_by(picture: np.ndarray) -> str:
    """Return what any reader of codes makes of a picture."""
    text, *_ = cv2.QRCodeDetector().detectAndDecode(picture)
    return str(text)


def grey(png: bytes) -> np.ndarray:
    """Return a picture with white round it, as it lies on a page."""
    picture = np.asarray(Image.open(io.BytesIO(png)).convert("L"))
    return np.pad(picture, 60, constant_values=255)


def on_page(contents: bytes) -> np.ndarray:
    """Return the upper right corner of a PDF's first page at 150 dots an inch."""
    page = pypdfium2.PdfDocument(contents)[0]
    drawn = np.array(page.render(scale=150 / 72, grayscale=True).to_numpy())
    return drawn.reshape(drawn.shape[:2])[:240, -330:]


def word_code(contents: bytes) -> tuple[str, bytes]:
    """Return what a Word file's code says aloud, and its picture."""
    document = Document(io.BytesIO(contents))
    [place] = document.element.body.iter(qn("wp:docPr"))
    [shown] = place.getparent().iter(qn("a:blip"))
    return place.get("descr"), document.part.related_parts[
        shown.get(qn("r:embed"))
    ].blob


def figures(contents: bytes) -> list[str]:
    """Return what is read aloud in the place of each picture of a PDF."""
    with pikepdf.open(io.BytesIO(contents)) as pdf:
        return [
            str(each.get("/Alt", ""))
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
        ]


@pytest.mark.parametrize("key", LETTERS)
def test_a_printed_letter_carries_its_reference_as_a_code(key: str) -> None:
    """A photo of it finds its case where a machine cannot read the words."""
    assert said_by(on_page(made(key)["pdf"].contents)) == REF


@pytest.mark.parametrize("key", LETTERS)
def test_a_word_letter_carries_the_same_code(key: str) -> None:
    """The office may send either."""
    _, picture = word_code(made(key)["docx"].contents)

    assert said_by(grey(picture)) == REF
    assert picture == reference_picture(REF)


@pytest.mark.parametrize("key", LETTERS)
def test_the_code_is_read_aloud_as_what_it_is(key: str) -> None:
    """A picture without words is a hole for whoever listens to a letter."""
    letter = made(key)
    [aloud] = figures(letter["pdf"].contents)

    assert REF in aloud
    assert word_code(letter["docx"].contents)[0] == aloud
    assert look_into(letter["pdf"].contents).problems == ()


def test_the_code_says_the_reference_and_nothing_else() -> None:
    """Whoever holds a telephone over it in a corridor learns no name."""
    drawn = reference_code(REF)

    assert said_by(grey(reference_picture(REF))) == REF
    assert drawn.side == 21 + 2 * 2  # the smallest code there is, with its white edge


def test_the_code_keeps_clear_of_the_envelopes_window() -> None:
    """The post office reads what shows there."""
    page = on_page(made("decline-parent")["pdf"].contents)
    dark = np.argwhere(page[60:] < 60)  # below the band of colour
    lowest_mm = (dark[:, 0].max() + 60) / 150 * 25.4

    assert 25 < lowest_mm < 39


def test_only_the_documents_own_code_is_in_a_word_file() -> None:
    """The one the frame shows says nothing of anybody, and is not left behind."""
    document = Document(io.BytesIO(made("plan")["docx"].contents))
    pictures = [
        part.partname
        for part in document.part.package.iter_parts()
        if re.search(r"/media/", part.partname)
    ]

    assert len(pictures) == 1


def test_an_offices_frame_may_do_without_the_code(tmp_path: Path) -> None:
    """The office made the layout its own, and the letter is written all the same."""
    (tmp_path / "docx").mkdir()
    shutil.copy(ROOTS[0] / "docx" / "letter.docx", tmp_path / "docx")
    frame = Document(str(tmp_path / "docx" / "letter.docx"))
    [drawing] = frame.element.body.iter(qn("w:drawing"))
    drawing.getparent().remove(drawing)
    frame.save(str(tmp_path / "docx" / "letter.docx"))
    known = template("decline-parent")

    letters = compose.write(order(known), known, service(), (tmp_path, *ROOTS))

    assert {letter.name.rpartition(".")[2] for letter in letters} == {"docx", "pdf"}
