from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pikepdf
import pytest
from pikepdf import String

from tests.blanks import stored_in
from tests.papers import pdfs
from tests.pipeline.desks import SERVICE, catalogue
from toolkit.catalogue import Form
from toolkit.model import Answer, Identity, Mark, Referral, Value
from toolkit.pipeline.forms.prefilling import Prefilled, prefill
from toolkit.reading import read
from toolkit.recognise import learn

ANSWERS: Mapping[str, Value] = {
    "upn": "F919999916001",
    "school_name": "Smith & <Sons> Academy",
    "year_group": "9",
    "on_reduced_timetable": "yes",
    "twin_or_multiple": "no",
    "safeguarding_concerns": "no",
    "referrer_signature": "Grace Marsh",
    "support_requested_av1": True,
}
IDENTITY = Identity(forename="Amara", surname="Okafor")


def labelled(make: pdfs.Make, label: str) -> pdfs.Make:
    """Make a field with the label that its program shows."""

    def made(pdf: pikepdf.Pdf) -> pikepdf.Object:
        field = make(pdf)
        field.TU = String(label)
        return field

    return made


@cache
def form() -> Form:
    """Return the form whose questions are known."""
    found = catalogue().service(SERVICE).form("service-request")
    assert found is not None
    return found


def filled(
    *fields: pdfs.Make, ask: str = "", answers: Mapping[str, Value] = ANSWERS
) -> Prefilled:
    """Fill somebody's form; `ask` is the question a person must look at."""
    contents = pdfs.form(*fields)
    lesson = learn(read(contents, "theirs.pdf"), [], form())
    known = {
        key: Answer(Mark(key, text=str(value), ask=key == ask), value)
        for key, value in answers.items()
    }
    return prefill(contents, lesson, Referral(SERVICE, known), IDENTITY)


def test_a_field_that_surely_asks_it_gets_the_cases_answer() -> None:
    """And the file says so to whoever opens it."""
    made = filled(
        labelled(pdfs.text("t1"), "Name of school"),
        labelled(pdfs.text("t2"), "UPN"),
        labelled(pdfs.text("t3"), "Child's name"),
    )

    assert made.filled == {
        "t1": "school_name",
        "t2": "upn",
        "t3": "pupil_full_name",
    }
    assert stored_in(made.contents) == {
        "t1": "Smith & <Sons> Academy",
        "t2": "F919999916001",
        "t3": "Amara Okafor",
    }


@pytest.mark.parametrize(
    ("field", "why"),
    [
        pytest.param(
            labelled(pdfs.text("t"), "Surname"), "does not say surely", id="anybody's"
        ),
        pytest.param(
            labelled(pdfs.text("t"), "Shoe size"), "no question", id="not ours"
        ),
        pytest.param(
            labelled(pdfs.text("t"), "Tutor group"), "does not say yet", id="not known"
        ),
        pytest.param(
            labelled(pdfs.text("t"), "Safeguarding concerns"), "sensitive", id="secret"
        ),
        pytest.param(
            labelled(pdfs.text("t", String("Elm")), "Name of school"),
            "filled in there already",
            id="filled in",
        ),
        pytest.param(
            labelled(pdfs.tick("t"), "Twin"), "does not say yet", id="a box for yes"
        ),
    ],
)
def test_a_field_is_left_with_the_reason(field: pdfs.Make, why: str) -> None:
    """A wrong answer in somebody else's records is worse than none."""
    made = filled(field)

    assert made.filled == {}
    [told] = made.left.values()
    assert why in told


def test_an_answer_a_person_must_look_at_is_not_passed_on() -> None:
    """What we are not sure of must not become somebody's fact."""
    made = filled(labelled(pdfs.text("t"), "UPN"), ask="upn")

    assert made.left == {
        "t": "the case does not say yet, or a person has to look first"
    }


def test_a_yes_ticks_the_box() -> None:
    """Their form asks with one box what ours asks with yes and no."""
    made = filled(labelled(pdfs.tick("t"), "Is the pupil on a reduced timetable?"))

    assert stored_in(made.contents) == {"t": True}


def test_a_choice_is_made_among_their_own_words() -> None:
    """Their buttons are called Yes and No, ours yes and no."""
    made = filled(
        labelled(pdfs.radio("r", ["Yes", "No"]), "Is the pupil on a reduced timetable?")
    )

    assert stored_in(made.contents) == {"r": "Yes"}


def test_an_answer_their_field_does_not_take_is_left() -> None:
    """Their list has no such line."""
    made = filled(
        labelled(
            pdfs.radio("r", ["Always", "Never"]), "Is the pupil on a reduced timetable?"
        )
    )

    assert made.left == {"r": "the field does not take the answer"}


def test_a_form_with_nothing_to_fill_comes_back_as_it_was() -> None:
    """Byte for byte: nothing was done to it."""
    contents = pdfs.form(labelled(pdfs.text("t"), "Shoe size"))
    lesson = learn(read(contents, "theirs.pdf"), [], form())

    made = prefill(contents, lesson, Referral(SERVICE), IDENTITY)

    assert made.contents == contents
