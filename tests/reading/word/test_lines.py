from __future__ import annotations

import pytest

from tests.papers.word_forms import looking
from tests.papers.words import control, document, line, para, run
from toolkit.model import Mark
from toolkit.reading import read


def marks(body: str) -> tuple[Mark, ...]:
    """Return the marks of a Word file."""
    return read(document(body), "form.docx").marks


def said(body: str) -> dict[str, str]:
    """Return a Word file's answers by their keys."""
    return {mark.key: mark.text for mark in marks(body)}


def asked(body: str) -> set[str]:
    """Return the keys at which a person must look."""
    return {mark.key for mark in marks(body) if mark.ask}


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        pytest.param("Name: Amara Okafor", {"Name": "Amara Okafor"}, id="a colon"),
        pytest.param("Name:Amara", {"Name": "Amara"}, id="no space behind it"),
        pytest.param("Name:", {"Name": ""}, id="nothing behind it"),
        pytest.param("Name ________", {"Name": ""}, id="a rule"),
        pytest.param("Name: ________", {"Name": ""}, id="a colon and a rule"),
        pytest.param("Name ............", {"Name": ""}, id="dots"),
        pytest.param("Name: __Amara__", {"Name": "Amara"}, id="written on the rule"),
        pytest.param(
            "School ______   Class ______", {"School": "", "Class": ""}, id="two rules"
        ),
        pytest.param(
            "Name: Amara\tDOB: 3/5/12", {"Name": "Amara", "DOB": "3/5/12"}, id="a tab"
        ),
        pytest.param(
            "Name:\tAmara\tDOB:\t3/5/12",
            {"Name": "Amara", "DOB": "3/5/12"},
            id="tabs all over",
        ),
        pytest.param(
            "Signed: __Ann__ Date: __3/3/25__",
            {"Signed": "Ann", "Date": "3/3/25"},
            id="two answers on rules",
        ),
    ],
)
def test_labels_and_answers_stand_on_a_line(text: str, answers: dict[str, str]) -> None:
    """Many forms are nothing but lines."""
    assert said(line(text)) == answers
    assert asked(line(text)) == set()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Lessons start at 10:30 today.", id="a time"),
        pytest.param("See https://school.example/plan", id="a page's address"),
        pytest.param(
            "We met on Monday. He said: no.", id="the second of two sentences"
        ),
        pytest.param("Section 2: The pupil", id="a heading's number"),
        pytest.param("Dear Dr Pritchard", id="no colon"),
        pytest.param(
            "We have now tried all that any of us here could ever think of to do: no",
            id="a long sentence",
        ),
        pytest.param("", id="nothing"),
    ],
)
def test_prose_has_no_labels(text: str) -> None:
    """A letter's sentences are no form."""
    assert marks(line(text)) == ()


def test_a_heading_is_no_label() -> None:
    """`Part one: the pupil` asks for nothing."""
    style = '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'

    assert marks(para(style, run("The pupil: who and where"))) == ()


def test_two_labels_that_only_a_space_divides_are_asked_about() -> None:
    """Where the first answer ends nobody can say."""
    body = line("Name: Amara Okafor DOB: 3/5/12")

    assert said(body) == {"Name": "Amara Okafor DOB: 3/5/12"}
    assert asked(body) == {"Name"}


def test_bold_labels_end_the_answers_before_them() -> None:
    """What only looks divide is divided."""
    body = para(
        looking("Name: ", "bold"),
        run("Amara Okafor "),
        looking("DOB: ", "bold"),
        run("3/5/12"),
    )

    assert said(body) == {"Name": "Amara Okafor", "DOB": "3/5/12"}
    assert asked(body) == set()


def test_a_paragraph_below_a_label_may_be_its_answer() -> None:
    """It may also be the next thing the form says, so a person looks."""
    body = line("Reason for absence:") + line("He is ill.") + line("Class: 4B")

    assert said(body) == {"Reason for absence": "He is ill.", "Class": "4B"}
    assert asked(body) == {"Reason for absence"}


def test_labels_left_blank_one_below_the_other_are_blank() -> None:
    """The next label is not the answer of the one before."""
    assert said(line("Name:") + line("Class:")) == {"Name": "", "Class": ""}


def test_an_answer_that_may_be_the_next_label_is_asked_about() -> None:
    """On paper without colons a word before a rule can be either."""
    body = line("Name: ____ Amara ____")

    assert asked(body) == {"Name", "Amara"}


def test_a_control_on_a_line_gets_the_label_before_it() -> None:
    """A control without a title would be nobody's."""
    [mark] = marks(para(run("Date of birth: "), control("", run("3/5/12"))))

    assert (mark.key, mark.text) == ("control 1", "3/5/12")
    assert mark.place.label == "Date of birth"


def test_a_controls_own_title_stays() -> None:
    """The form's maker said what it is."""
    [mark] = marks(para(run("Born: "), control("dob", run("3/5/12"), alias="DOB")))

    assert mark.place.label == "DOB"


def test_labels_in_a_text_box_are_read() -> None:
    """`For office use` stands in a box of its own."""
    box = f"<w:txbxContent>{line('Area: East')}</w:txbxContent>"

    assert said(para(run("Form"), f"<w:r><w:pict>{box}</w:pict></w:r>")) == {
        "Area": "East"
    }


def test_a_very_long_answer_is_cut_and_asked_about() -> None:
    """A person reads the rest on the paper."""
    words = "very " * 5000
    table = (
        f"<w:tbl><w:tr><w:tc>{line('Notes:')}</w:tc><w:tc>{line(words)}</w:tc></w:tr>"
    )

    [mark] = marks(table + "</w:tbl>")

    assert (len(mark.text), mark.ask) == (20_000, True)
