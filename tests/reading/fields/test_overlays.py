"""What people lay over a form: typed comments, ink, stamps, highlights."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.papers import drawn, pdfs
from toolkit.model import Document, MarkKind, PaperSort
from toolkit.reading import read

TICK_BOX = (72, 640, 84, 652)


def a_form() -> pikepdf.Pdf:
    """Return an open form with an answer, an empty field and an empty box."""
    return pdfs.a_form(
        pdfs.text("name", String("Amara Okafor"), rect=(72, 700, 272, 720)),
        pdfs.text("school", rect=(72, 560, 272, 580)),
        drawn.box("agreed", on=False),
    )


def asked(document: Document) -> set[str]:
    """Return the keys of the marks a person is asked about."""
    return {mark.key for mark in document.marks if mark.ask}


def codes(document: Document) -> list[str]:
    """Return the codes of a document's problems."""
    return [each.code for each in document.problems]


@pytest.mark.parametrize(
    ("sort", "own"),
    [
        pytest.param(
            "Ink", {"InkList": Array([Array([60, 630, 90, 660])])}, id="a stroke of ink"
        ),
        pytest.param("Line", {"L": Array([70, 638, 90, 655])}, id="a line"),
        pytest.param(
            "PolyLine",
            {"Vertices": Array([74, 645, 78, 641, 84, 651])},
            id="a tick of lines",
        ),
        pytest.param("Stamp", {}, id="a stamp"),
        pytest.param("Square", {}, id="a square"),
        pytest.param("Circle", {}, id="a circle"),
        pytest.param("FreeText", {"Contents": String("X")}, id="a typed cross"),
    ],
)
def test_what_is_laid_over_an_empty_box_makes_it_unclear(
    sort: str, own: dict[str, object]
) -> None:
    """On a tablet people tick a box by drawing on it."""
    pdf = a_form()
    drawn.laid_over(pdf, sort, TICK_BOX, **own)

    [mark, *_] = [m for m in read(pdfs.saved(pdf), "a.pdf").marks if m.key == "agreed"]

    assert (mark.kind, mark.tick, mark.ask) == (MarkKind.TICK, None, True)


def test_ink_that_goes_round_a_box_does_not_touch_it() -> None:
    """One drawing holds all a pen wrote on a page; its outline covers everything."""
    pdf = a_form()
    far = Array([10, 100, 500, 100, 500, 800, 300, 800])
    drawn.laid_over(pdf, "Ink", (10, 100, 500, 800), InkList=Array([far]))

    document = read(pdfs.saved(pdf), "a.pdf")

    assert asked(document) == set()
    assert codes(document) == ["marked-up"]


@pytest.mark.parametrize(
    ("sort", "own"),
    [
        pytest.param(
            "StrikeOut",
            {"QuadPoints": Array([72, 715, 150, 715, 72, 705, 150, 705])},
            id="struck out",
        ),
        pytest.param("Square", {"IC": Array([1, 1, 1])}, id="covered with white"),
        pytest.param("FreeText", {"Contents": String("Jakub")}, id="typed over"),
    ],
)
def test_an_answer_that_is_struck_out_or_covered_is_asked_about(
    sort: str, own: dict[str, object]
) -> None:
    """What is stored under it no longer counts, and only a person can tell."""
    pdf = a_form()
    drawn.laid_over(pdf, sort, (72, 700, 200, 720), **own)

    assert "name" in asked(read(pdfs.saved(pdf), "a.pdf"))


def test_words_typed_as_a_comment_are_a_mark_of_the_field_beneath() -> None:
    """People who cannot fill a field in their viewer type over it."""
    pdf = a_form()
    comment = String("Northfield School")
    drawn.laid_over(pdf, "FreeText", (75, 562, 200, 578), Contents=comment)

    typed = [m for m in read(pdfs.saved(pdf), "a.pdf").marks if m.text == str(comment)]

    assert [(m.key, m.kind, m.ask) for m in typed] == [("school", MarkKind.TEXT, True)]
    assert typed[0].place.box == (75.0, 264.0, 200.0, 280.0)


def test_words_typed_elsewhere_are_notes_each_with_its_own_key() -> None:
    """A remark in the margin may be the one that matters."""
    pdf = a_form()
    for at, words in enumerate(("Please call first", "Back in May")):
        rect = (300, 300 - 50 * at, 450, 320 - 50 * at)
        drawn.laid_over(pdf, "FreeText", rect, Contents=String(words))

    document = read(pdfs.saved(pdf), "a.pdf")
    notes = {m.key: m.text for m in document.marks if m.ask}

    assert notes == {"note": "Please call first", "note#2": "Back in May"}
    assert document.sort is PaperSort.PDF_FORM


def test_a_comment_that_only_its_drawing_spells_out_is_read() -> None:
    """Some programs keep no copy of the words beside the drawing."""
    pdf = a_form()
    shown = Dictionary(N=drawn.stream(pdf, drawn.line("Back in May")))
    drawn.laid_over(pdf, "FreeText", (300, 300, 500, 320), AP=shown)

    notes = [m.text for m in read(pdfs.saved(pdf), "a.pdf").marks if m.key == "note"]

    assert notes == ["Back in May"]


def test_a_label_beside_a_filled_field_is_no_second_answer() -> None:
    """Forms made with comment tools have their labels as comments."""
    pdf = a_form()
    drawn.laid_over(pdf, "FreeText", (72, 721, 172, 733), Contents=String("Full name"))

    document = read(pdfs.saved(pdf), "a.pdf")

    assert [m.text for m in document.marks if m.key == "name"] == ["Amara Okafor"]
    assert asked(document) == {"note"}


def test_the_words_of_a_sticky_note_are_kept() -> None:
    """They are not on the page, but somebody wrote them for the reader."""
    pdf = a_form()
    drawn.laid_over(pdf, "Text", (500, 700, 520, 720), Contents=String("Urgent"))

    notes = [m.text for m in read(pdfs.saved(pdf), "a.pdf").marks if m.key == "note"]

    assert notes == ["Urgent"]


@pytest.mark.parametrize("sort", ["Highlight", "Underline", "StrikeOut", "Squiggly"])
def test_marked_words_are_noted_with_their_page(sort: str) -> None:
    """A condition that is struck out was not agreed to."""
    pdf = a_form()
    quad = Array([72, 810, 120, 810, 72, 798, 120, 798])
    drawn.laid_over(pdf, sort, (72, 798, 120, 810), QuadPoints=quad)

    document = read(pdfs.saved(pdf), "a.pdf")

    assert codes(document) == ["marked-up"]
    assert "page 1" in document.problems[0].sentence


@pytest.mark.parametrize("flags", [2, 32], ids=["hidden", "not to be viewed"])
def test_what_nobody_can_see_over_a_field_changes_nothing(flags: int) -> None:
    """Programs hide their comments when they are settled."""
    pdf = a_form()
    drawn.laid_over(pdf, "FreeText", TICK_BOX, Contents=String("X"))
    pdf.pages[0].obj.Annots[-1].F = flags

    document = read(pdfs.saved(pdf), "a.pdf")

    assert asked(document) == set()
    assert len(document.marks) == 3


def test_a_link_over_a_field_is_nothing() -> None:
    """Links are everywhere and say nothing."""
    pdf = a_form()
    drawn.laid_over(pdf, "Link", TICK_BOX)

    assert asked(read(pdfs.saved(pdf), "a.pdf")) == set()


def test_a_printed_page_with_comments_keeps_them() -> None:
    """A blank that was printed to a PDF is often answered in comments."""
    pdf = pikepdf.new()
    pdfs.a_page(pdf, pdfs.words_at(["A letter about nothing in particular at all"]))
    drawn.laid_over(pdf, "FreeText", (72, 500, 200, 520), Contents=String("Amara"))

    document = read(pdfs.saved(pdf), "a.pdf")

    assert [(m.key, m.text) for m in document.marks if m.ask] == [("note", "Amara")]
    assert document.sort is PaperSort.PDF_PAGE


def test_a_broken_comment_stops_nothing() -> None:
    """One careless program's comment is no reason to send a form back."""
    pdf = a_form()
    drawn.laid_over(pdf, "Ink", TICK_BOX, InkList=Array([Array([Name.Nothing])]))
    drawn.laid_over(pdf, "FreeText", (0, 0, 1, 1), AP=Dictionary(N=String("x")))

    assert len(read(pdfs.saved(pdf), "a.pdf").marks) == 3
