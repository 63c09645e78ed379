"""Printed and flattened copies of our own blanks, read by where answers stand."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from shutil import which

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import blanks
from tests.papers import copies, pdfs
from toolkit.model import Document, Mark, MarkKind, Route
from toolkit.pdf import fill
from toolkit.reading import read

Given = Mapping[str, str | bool]
ISSUED = blanks.catalogue().issued()

CONSENT: Given = {
    "consent_pupil_name": "Jakub Wiśniewski",
    "dob": "03/05/2012",
    "consent_scope_share_health": True,
    "consent_method": "email",
    "consent_signature": "Siobhan O'Neill",
}

COPY = copies.flattened


def filled(form: str, answers: Given) -> bytes:
    """Return one of our blanks filled in and flattened."""
    return COPY(fill(blanks.blank_of(form, "pdf"), answers))


def marks_in(document: Document) -> dict[str, Mark]:
    """Return a document's marks by their keys."""
    return {mark.key: mark for mark in document.marks}


def codes(document: Document) -> list[str]:
    """Return the codes of a document's problems."""
    return [problem.code for problem in document.problems]


def read_copy(contents: bytes) -> Document:
    """Read a paper with our issued blanks at hand."""
    return read(contents, "copy.pdf", issued=ISSUED)


def wrong(form: str, answers: Given, document: Document) -> dict[str, str]:
    """Return what reads otherwise than it was answered, without asking."""
    marks = marks_in(document)
    return {
        question.key: marks[question.key].text
        for question in blanks.printed(blanks.form_of(form))
        if not marks[question.key].ask
        and _said(marks[question.key]) != _meant(answers.get(question.key, ""))
    }


def _said(mark: Mark) -> str:
    if mark.kind is MarkKind.TICK:
        return "ticked" if mark.tick else ""
    return " ".join(mark.text.split())


def _meant(answer: str | bool) -> str:  # noqa: FBT001 - as it was filled in
    if isinstance(answer, bool):
        return "ticked" if answer else ""
    return " ".join(answer.split())


# --- what a copy says ---------------------------------------------------------------


def test_a_flattened_form_gives_every_answer_by_its_question() -> None:
    """Schools print to PDF without knowing that it takes the fields away."""
    document = read_copy(filled("consent", CONSENT))
    marks = marks_in(document)

    assert document.edition == "esma/consent/2026"
    assert {mark.how for mark in document.marks} == {Route.PAGE}
    assert wrong("consent", CONSENT, document) == {}
    assert [mark.key for mark in document.marks if mark.ask] == []
    assert marks["consent_pupil_name"].text == "Jakub Wiśniewski"
    assert marks["consent_scope_share_health"].tick is True
    assert marks["consent_scope_photos"].tick is False
    assert marks["consent_method"].text == "email"


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(lambda c: copies.fitted(c, 0.88, 34, 50), id="to-fit-the-paper"),
        pytest.param(lambda c: copies.fitted(c, 1.04, -14, -20), id="enlarged"),
        pytest.param(lambda c: copies.fitted(c, 1.0, 0, -12), id="shifted"),
        pytest.param(
            lambda c: copies.moved(c, (0, 0.7, -0.7, 0, 800, 10), (842, 595)),
            id="turned-on-landscape-paper",
        ),
    ],
)
def test_a_copy_printed_otherwise_gives_the_same_answers(
    copy: Callable[[bytes], bytes],
) -> None:
    """Every viewer has its own idea of margins."""
    document = read_copy(copy(filled("consent", CONSENT)))

    assert len(document.marks) == 14
    assert wrong("consent", CONSENT, document) == {}
    assert [mark.key for mark in document.marks if mark.ask] == []


def test_an_answer_says_where_it_stands_on_the_copy() -> None:
    """A person who has to look is sent to the place on the paper they hold."""
    whole = marks_in(read_copy(filled("consent", CONSENT)))["dob"].place.box
    small = copies.fitted(filled("consent", CONSENT), 0.5, 0, 421)
    half = marks_in(read_copy(small))["dob"].place.box

    assert whole is not None
    assert half == pytest.approx([edge / 2 for edge in whole], abs=1)


def test_pages_in_another_order_are_read_all_the_same() -> None:
    """Somebody dropped the stack."""
    whole = filled("consent", CONSENT)
    document = read_copy(copies.of_pages(whole, 2, 1))

    assert wrong("consent", CONSENT, document) == {}
    assert marks_in(document)["dob"].place.page == 2
    assert codes(document) == []


def test_our_form_in_a_layout_we_never_issued_is_asked_about() -> None:
    """Schools type our form anew; where its answers then stand, we cannot know."""
    document = read_copy(
        pdfs.printed(
            [
                "Consent of a parent or carer",
                "Name of the pupil: Amara Okafor",
                "Date of birth: 3/5/2012",
                "Signed by: Click or tap here to enter text.",
                "",
                "",
                "esma/consent/2026",
            ]
        )
    )
    said = {mark.key: (mark.text, mark.ask) for mark in document.marks}

    assert codes(document) == ["other-layout"]
    assert said == {
        "Name of the pupil": ("Amara Okafor", True),
        "Date of birth": ("3/5/2012", True),
        "Signed by": ("", False),
    }


def test_a_missing_page_is_told_and_its_questions_are_not_blank() -> None:
    """No answer on a page that is not there is no answer of the parents'."""
    document = read_copy(copies.of_pages(filled("consent", CONSENT), 1))

    assert codes(document) == ["page-missing"]
    assert "page 2" in document.problems[0].sentence
    assert "pupil_signature" not in marks_in(document)


@pytest.mark.parametrize("form", ["service-request", "baseline"])
def test_a_blank_copy_is_a_form_left_blank(form: str) -> None:
    """Printed labels and hints are never taken for answers."""
    document = read_copy(filled(form, {}))

    assert wrong(form, {}, document) == {}
    assert [mark.key for mark in document.marks if mark.ask or mark.text] == []


# --- doubt --------------------------------------------------------------------------


def test_two_buttons_of_one_question_ask() -> None:
    """Whoever pressed both meant one of them."""
    one = filled("consent", {"consent_method": "email"})
    place = marks_in(read_copy(filled("consent", {"consent_method": "verbal"})))
    left, top, right, bottom = place["consent_method"].place.box or (0, 0, 0, 0)
    cross = f"1.5 w {left} {842 - top} m {right} {842 - bottom} l S"
    document = read_copy(
        copies.drawn_on(one, place["consent_method"].place.page or 0, cross)
    )

    assert marks_in(document)["consent_method"].ask


def test_a_ring_round_a_printed_answer_asks() -> None:
    """It is no tick, but somebody meant something by it."""
    copy = filled("consent", {})
    place = marks_in(read_copy(copy))["consent_method"].place
    left, top, _, bottom = place.box or (0, 0, 0, 0)
    ring = f"2 w {left + 12} {842 - bottom - 3} 60 {bottom - top + 8} re S"
    document = read_copy(copies.drawn_on(copy, place.page or 0, ring))

    assert marks_in(document)["consent_method"].ask


def test_something_drawn_in_an_empty_box_asks() -> None:
    """An answer written with a pen tool is an answer nobody typed."""
    copy = filled("consent", {})
    place = marks_in(read_copy(copy))["consent_pupil_name"].place
    left, top, right, bottom = place.box or (0, 0, 0, 0)
    scrawl = (
        f"1.2 w {left + 10} {842 - bottom + 5} m {left + 60} {842 - top - 5} l "
        f"{right - 90} {842 - bottom + 6} l S"
    )
    mark = marks_in(read_copy(copies.drawn_on(copy, place.page or 0, scrawl)))

    assert mark["consent_pupil_name"].ask
    assert mark["consent_pupil_name"].text == ""


def test_a_drawn_signature_is_one_for_a_person_to_see() -> None:
    """We can say that there is ink, not whose it is."""
    copy = filled("consent", {})
    place = marks_in(read_copy(copy))["consent_signature"].place
    left, top, _, _ = place.box or (0, 0, 0, 0)
    ink = (
        f"1.5 w {left + 10} {842 - top - 30} m "
        f"{left + 40} {842 - top} {left + 70} {842 - top - 40} "
        f"{left + 120} {842 - top - 15} c S"
    )
    mark = marks_in(read_copy(copies.drawn_on(copy, place.page or 0, ink)))

    assert mark["consent_signature"].kind is MarkKind.SIGNATURE
    assert mark["consent_signature"].text == "Signed"
    assert mark["consent_signature"].ask


def test_a_typed_signature_is_a_typed_name() -> None:
    """The checklist judges a typed name otherwise than a drawn one."""
    mark = marks_in(read_copy(filled("consent", CONSENT)))["consent_signature"]

    assert mark.kind is MarkKind.TEXT
    assert mark.text == "Siobhan O'Neill"


def test_text_that_runs_out_of_its_box_asks() -> None:
    """What was cut off at the edge is not there to be read."""
    copy = filled("consent", {})
    place = marks_in(read_copy(copy))["consent_pupil_name"].place
    left, _, _, bottom = place.box or (0, 0, 0, 0)
    long = "Amara Okafor who is also known by many other names at school and at home"
    text = f"BT /Extra 11 Tf {left + 3} {842 - bottom + 6} Td ({long}) Tj ET"
    mark = marks_in(read_copy(copies.typed_on(copy, place.page or 0, text)))

    assert mark["consent_pupil_name"].ask
    assert mark["consent_pupil_name"].text.startswith("Amara Okafor")


def test_words_outside_the_boxes_are_told() -> None:
    """A note in the margin may say more than all the boxes."""
    copy = filled("consent", {})
    text = "BT /Extra 9 Tf 400 700 Td (Please ring Grandma first) Tj ET"
    document = read_copy(copies.typed_on(copy, 2, text))

    assert codes(document) == ["written-beside"]
    assert "Please ring Grandma first" in document.text


def test_a_drawing_outside_the_boxes_is_told() -> None:
    """An arrow or a line through a question was drawn for us to see."""
    copy = filled("consent", {})
    document = read_copy(copies.drawn_on(copy, 1, "1 w 60 600 m 300 640 l S"))

    assert "written-beside" in codes(document)


@pytest.mark.skipif(which("pdftocairo") is None, reason="needs poppler-utils")
def test_a_copy_made_by_another_program_gives_the_same_answers(tmp_path: Path) -> None:
    """Fonts, shapes and the order of things on the page are all new."""
    form, copy = tmp_path / "form.pdf", tmp_path / "copy.pdf"
    form.write_bytes(fill(blanks.blank_of("consent", "pdf"), CONSENT))
    subprocess.run(["pdftocairo", "-pdf", form, copy], check=True)  # noqa: S607
    document = read_copy(copy.read_bytes())

    assert wrong("consent", CONSENT, document) == {}
    assert [mark.key for mark in document.marks if mark.ask] == []


def test_hidden_words_in_a_box_ask() -> None:
    """White on white is no answer anybody saw."""
    copy = filled("consent", {})
    place = marks_in(read_copy(copy))["dob"].place
    left, _, _, bottom = place.box or (0, 0, 0, 0)
    text = f"1 g BT /Extra 11 Tf {left + 3} {842 - bottom + 6} Td (01/02/2013) Tj ET"
    mark = marks_in(read_copy(copies.typed_on(copy, place.page or 0, text)))["dob"]

    assert mark.ask


def test_an_unknown_edition_is_read_by_no_blank_of_ours() -> None:
    """Boxes of another edition may stand elsewhere."""
    document = read(filled("consent", CONSENT), "copy.pdf", issued=())

    assert "consent_method" not in marks_in(document)


# --- laws ---------------------------------------------------------------------------


def drawn(answers: Given) -> Given:
    """Return answers with only letters that every viewer has a shape for.

    A letter that nothing draws is on no copy; nobody can read it there.
    """
    return {
        key: said
        if isinstance(said, bool)
        else said.encode("cp1252", "ignore").decode("cp1252")
        for key, said in answers.items()
    }


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(answers=blanks.answers(blanks.form_of("consent")).map(drawn))
def test_whatever_is_filled_in_reads_back_or_asks(answers: Given) -> None:
    """The one law: never a wrong answer that nobody is asked to look at."""
    document = read_copy(filled("consent", answers))

    assert wrong("consent", answers, document) == {}


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    answers=blanks.answers(blanks.form_of("baseline")).map(drawn),
    scale=st.floats(0.6, 1.0),
)
def test_whatever_is_printed_at_any_size_reads_back_or_asks(
    answers: Given, scale: float
) -> None:
    """The same law for copies of every size."""
    copy = copies.fitted(filled("baseline", answers), scale, 8, 8)

    assert wrong("baseline", answers, read_copy(copy)) == {}
