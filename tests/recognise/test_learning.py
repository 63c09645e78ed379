from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.recognise.invented import DAY, filled
from tests.recognise.printed import LESSONS, box, copy, lessons, on_paper, pair
from toolkit.catalogue import Edition
from toolkit.catalogue.forms import form_of
from toolkit.catalogue.reading_files import Sheet
from toolkit.model import Document, Mark, MarkKind, Place
from toolkit.recognise import draft, learn, recognise

FIELDS = (
    Mark("f1", text="Amara", place=Place(label="Child's UPN")),
    Mark("f2", text="Elm", place=Place(label="Name of school")),
    Mark("f3", place=Place(label="What is working well?")),
    Mark("f4", place=Place(label="What is not working well?")),
    Mark("f5", place=Place(label="Surname")),
    Mark("f6", place=Place(label="Family doctor")),
    Mark("f7", MarkKind.TICK, place=Place(label="Authorised absence: Yes")),
    Mark("f8", MarkKind.TICK, place=Place(label="Authorised absence: No")),
    Mark("f9", place=Place(label="Parent 2: Full name")),
)
STRANGE = (
    Mark("f1", text="blue", place=Place(label="Favourite colour")),
    Mark("f2", place=Place(label="Date of the visit")),
    Mark("f3", MarkKind.TICK, place=Place(label="Came by bus")),
)


def drafted(document: Document) -> str:
    """Return the draft of a map for a document."""
    return draft(learn(document, [lessons()]), DAY)


def test_each_field_is_put_beside_the_question_it_asks() -> None:
    """A person finishes the map instead of writing it."""
    [edition] = tomllib.loads(drafted(filled(*FIELDS)))["former_edition"]

    assert edition["fields"] == {
        "f2": "school",
        "f3": "working",
        "f4": "not_working",
        "f7": "authorised=yes",
        "f8": "authorised=no",
    }


@pytest.mark.parametrize(
    "line",
    [
        pytest.param('# "f5" = "surname"  # perhaps: 0.70 “Surname”', id="not sure"),
        pytest.param(
            '# "f6" = ""  # no question is near “Family doctor”', id="nothing near"
        ),
    ],
)
def test_what_is_not_sure_stands_behind_a_hash(line: str) -> None:
    """An association nobody looked at must not be used."""
    assert line in drafted(filled(*FIELDS)).splitlines()


def test_a_form_that_is_near_none_is_drafted_as_a_new_one() -> None:
    """Somebody may want to read it all the same."""
    document = filled(*STRANGE, lines=["blue", "Visit by the service"])

    form, faults = form_of(sheet_of(drafted(document)), "northshire")

    assert faults == ()
    assert form is not None
    assert form.title == "Visit by the service"
    assert [(q.key, q.kind) for q in form.questions()] == [
        ("favourite_colour", "text"),
        ("date_of_the_visit", "date"),
        ("came_by_bus", "tick"),
    ]


def sheet_of(text: str) -> Sheet:
    """Return a draft of a form as the file of a service."""
    file = "services/northshire/forms/new-form/form.toml"
    return Sheet(file, text.encode(), tomllib.loads(text))


def test_a_new_form_reads_the_paper_it_was_learned_from() -> None:
    """Else the draft would be of no use."""
    document = filled(*STRANGE, lines=["Visit by the service"])
    form, _ = form_of(sheet_of(drafted(document)), "northshire")
    assert form is not None

    found = recognise(document, [lessons(form)])

    assert found.fit is not None
    assert found.answers["favourite_colour"].text == "blue"


def test_a_learned_edition_reads_the_next_paper() -> None:
    """The first one of its kind was the last one to be unknown."""
    [edition] = tomllib.loads(drafted(filled(*FIELDS)))["former_edition"]
    known = Edition(edition["id"], edition["issued"], edition["fields"])
    form = replace(LESSONS, editions=(known,))
    second = filled(*(replace(mark, text="x", tick=None) for mark in FIELDS[1:4]))

    found = recognise(second, [lessons(form)])

    assert found.fit is not None
    assert (found.fit.form, found.fit.edition) == ("lessons", "other-1")
    assert set(found.answers) == {"school", "working", "not_working"}


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(filled(*FIELDS), id="near a form of ours"),
        pytest.param(filled(*STRANGE, lines=["blue", "Their title"]), id="near none"),
        pytest.param(copy(), id="printed"),
    ],
)
def test_nothing_that_was_written_is_in_a_draft(document: Document) -> None:
    """A definition is shared, and holds no child's answers."""
    written = [mark.text for mark in document.marks if len(mark.text) > 3]

    assert [text for text in written if text in drafted(document)] == []


def test_a_printed_form_is_learned_by_its_labels() -> None:
    """Not every form has fields."""
    marks = [
        *(pair(label, "x") for label in ("UPN", "School on roll", "Working well")),
        *(pair(label, "") for label in ("What is working well", "Not working well")),
        pair("What is not working well", "x"),
        box("Authorised absence", "Yes", ticked=True),
        box("Authorised absence", "No", ticked=False),
    ]
    [edition] = tomllib.loads(drafted(on_paper(marks, ["Their form"])))[
        "former_edition"
    ]

    assert edition["fields"]["Authorised absence"] == "authorised"
    assert edition["fields"]["UPN"] == "upn"


def test_a_person_may_say_which_form_it_is_near() -> None:
    """Too little may be alike for us to tell."""
    lesson = learn(filled(*STRANGE), [lessons()], LESSONS)

    assert lesson.form == LESSONS
    assert not any(learned.is_sure for learned in lesson.learned)


@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=5))
def test_whatever_fields_are_called_a_draft_can_be_loaded(names: Sequence[str]) -> None:
    """Names hold quotation marks, dots and line breaks, and come twice."""
    marks = [Mark(name, place=Place(label=name)) for name in names]

    assert tomllib.loads(drafted(filled(*marks)))
    assert tomllib.loads(draft(learn(filled(*marks), [lessons()], LESSONS), DAY))
