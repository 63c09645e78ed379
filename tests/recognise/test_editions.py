from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.recognise.invented import DAY, filled
from tests.recognise.printed import LESSONS, box, copy, lessons, on_paper, pair
from toolkit.catalogue.definitions import Edition, Form
from toolkit.model import Document, Mark, MarkKind, Recognised
from toolkit.recognise import recognise

BEFORE = DAY - dt.timedelta(days=365)


def of(**editions: Mapping[str, str]) -> Form:
    """Return the form with former editions, each with its printed names."""
    former = tuple(
        Edition(name.strip("_"), BEFORE, fields) for name, fields in editions.items()
    )
    return replace(LESSONS, editions=former)


def read(document: Document, form: Form = LESSONS) -> Recognised:
    """Return what a document is recognised as."""
    return recognise(document, [lessons(form)])


def problems(found: Recognised) -> list[str]:
    """Return the codes of what is said of the paper."""
    return [problem.code for problem in found.document.problems]


def test_a_former_editions_names_lead_to_todays_questions() -> None:
    """Last year's form still arrives, long after this year's was sent out."""
    form = of(_2025={"txtSurname": "surname", "txtFirst": "forename", "txtDob": "dob"})
    document = filled(
        Mark("txtSurname", text="Okafor"),
        Mark("txtFirst", text="Amara"),
        Mark("txtColour", text="green"),
        edition="northshire/lessons/2025",
    )

    found = read(document, form)

    assert found.fit is not None
    assert (found.fit.form, found.fit.edition) == ("lessons", "2025")
    assert {key: mark.text for key, mark in found.answers.items()} == {
        "surname": "Okafor",
        "forename": "Amara",
    }
    assert [mark.text for mark in found.unasked] == ["green"]
    assert problems(found) == ["edition-older"]


def test_an_edition_nobody_knows_is_read_as_far_as_its_names_are_known() -> None:
    """And said to be unknown, so that a person compares it with the paper."""
    document = filled(
        Mark("surname", text="Okafor"),
        Mark("txtFirst", text="Amara"),
        Mark("new_question", text="yes"),
        edition="northshire/lessons/2031",
    )

    found = read(document, of(_2025={"txtFirst": "forename"}))

    assert found.fit is not None
    assert (found.fit.edition, found.fit.sure) == ("2031", 0.8)
    assert set(found.answers) == {"surname", "forename"}
    assert [mark.key for mark in found.unasked] == ["new_question"]
    assert problems(found) == ["edition-unknown"]


def test_a_printed_copy_of_an_unknown_edition_is_read_by_its_labels() -> None:
    """Its id at the foot says which form it is."""
    found = read(copy(title="", edition="northshire/lessons/2024"))

    assert found.fit is not None
    assert (found.fit.edition, found.fit.how) == ("2024", "labels")
    assert found.answers["upn"].text == "F919999916001"
    assert problems(found) == ["read-by-labels", "edition-unknown"]


def test_todays_edition_has_nothing_said_of_it() -> None:
    """Nobody needs to be told that all is well."""
    document = filled(Mark("surname"), edition="northshire/lessons/2026")

    assert problems(read(document)) == []


@pytest.mark.parametrize(
    "edition",
    [
        pytest.param("northshire/other/2026", id="another form"),
        pytest.param("southshire/lessons/2026", id="another service"),
        pytest.param("lessons", id="no id at all"),
        pytest.param("northshire/lessons/", id="no edition"),
    ],
)
def test_the_id_of_no_form_of_ours_leads_to_none(edition: str) -> None:
    """A date in the footer may look like an id."""
    assert read(filled(Mark("surname"), edition=edition)).fit is None


def test_a_printed_label_can_be_a_former_editions_name() -> None:
    """That is what is learned of a form without fields."""
    names = {"Who is it": "surname", "Born when": "dob", "Allowed?": "authorised"}
    marks = [
        pair("Who is it", "Okafor"),
        pair("Born when", "03/05/2012"),
        box("Allowed?", "Yes", ticked=False),
        box("Allowed?", "Partly", ticked=True),
    ]

    found = read(on_paper(marks, ["Their form"]), of(theirs=names))

    assert found.fit is not None
    assert (found.fit.edition, found.fit.how) == ("theirs", "labels")
    assert found.answers["surname"].text == "Okafor"
    assert found.answers["authorised"].text == "partly"


@pytest.mark.parametrize(
    ("yes", "no", "text", "ask"),
    [
        pytest.param(True, False, "yes", False, id="yes"),
        pytest.param(False, True, "no", False, id="no"),
        pytest.param(False, False, "", False, id="neither"),
        pytest.param(True, True, "yes and no", True, id="both"),
        pytest.param(None, True, "no", True, id="one cannot be told"),
    ],
)
def test_boxes_that_are_fields_of_their_own_give_one_answer(
    *, yes: bool | None, no: bool | None, text: str, ask: bool
) -> None:
    """Many forms have a field for yes and another for no."""
    names = {"chkYes": "authorised=yes", "chkNo": "authorised=no", "n": "surname"}
    document = filled(
        Mark("chkYes", MarkKind.TICK, tick=yes, ask=yes is None),
        Mark("chkNo", MarkKind.TICK, tick=no),
        Mark("n", text="Okafor"),
    )

    answer = read(document, of(theirs=names)).answers["authorised"]

    assert (answer.text, answer.ask) == (text, ask)
