from __future__ import annotations

import pytest

from tests.recognise.invented import (
    CONSENT,
    REFERRAL,
    filled,
    form,
    question,
    service,
)
from toolkit.model import Mark, MarkKind
from toolkit.recognise import recognise

EDITION = "northshire/referral/2026"


def marks(*keys: str) -> list[Mark]:
    """Return a text mark for each key."""
    return [Mark(key, text=f"{key} as written") for key in keys]


def test_our_own_blank_is_told_by_its_edition() -> None:
    """However few of its questions were answered."""
    document = filled(*marks("dob", "phone"), edition=EDITION)

    recognised = recognise(document, [service()])

    assert recognised.fit is not None
    assert (recognised.fit.service, recognised.fit.form, recognised.fit.edition) == (
        "northshire",
        "referral",
        "2026",
    )
    assert (recognised.fit.how, recognised.fit.sure) == ("fields", 0.99)
    assert {key: m.text for key, m in recognised.answers.items()} == {
        "dob": "dob as written"
    }
    assert [mark.key for mark in recognised.unasked] == ["phone"]


def test_a_flattened_copy_of_our_blank_is_not_a_form_left_blank() -> None:
    """Its edition is printed at the foot, and its answers are only drawn."""
    document = filled(edition=EDITION, lines=["Surname Okafor"])

    recognised = recognise(document, [service()])

    assert recognised.fit is None
    assert [fit.form for fit in recognised.candidates] == ["referral"]


def test_a_form_without_edition_is_told_by_its_fields() -> None:
    """Programs that save forms lose properties."""
    document = filled(*marks("surname", "forename", "dob", "reason"))

    recognised = recognise(document, [service()])

    assert recognised.fit is not None
    assert (recognised.fit.form, recognised.fit.how) == ("referral", "fields")
    assert recognised.fit.sure < 0.99


def test_a_question_that_is_only_accepted_is_answered_when_it_comes() -> None:
    """An older edition asked for it; the answer is not thrown away."""
    document = filled(*marks("dob", "nhs_number"), edition=EDITION)

    assert "nhs_number" in recognise(document, [service()]).answers


def test_another_offices_field_names_lead_to_our_questions() -> None:
    """`Text17` is the surname on that form; somebody has said so in its map."""
    known = form(
        "referral",
        [question("surname"), question("dob")],
        fields={"Text17": "surname", "Text18": "dob"},
    )
    document = filled(*marks("Text17", "Text18", "Text19"))

    recognised = recognise(document, [service(known)])

    assert recognised.fit is not None
    assert recognised.fit.edition == "other"
    assert recognised.answers["surname"].key == "Text17"
    assert [mark.key for mark in recognised.unasked] == ["Text19"]


def test_a_form_with_few_of_the_fields_is_another_form() -> None:
    """Half the world's forms have a field called `dob`."""
    recognised = recognise(filled(*marks("dob", "colour")), [service()])

    assert recognised.fit is None
    assert recognised.candidates == ()
    assert len(recognised.unasked) == 2


@pytest.mark.parametrize(
    "services",
    [
        pytest.param([service(), service(key="southshire")], id="of two services"),
        pytest.param(
            [service(REFERRAL, form("twin", list(REFERRAL.questions())))],
            id="of one service",
        ),
    ],
)
def test_two_forms_that_fit_alike_leave_the_choice_to_a_person(
    services: list[object],
) -> None:
    """Guessing would open the case at the wrong desk."""
    document = filled(*marks("surname", "forename", "dob", "reason"))

    recognised = recognise(document, services)  # type: ignore[arg-type]

    assert recognised.fit is None
    assert len(recognised.candidates) == 2
    assert recognised.answers == {}


def test_the_edition_decides_between_forms_that_fit_alike() -> None:
    """That is what it is printed for."""
    document = filled(*marks("surname", "forename", "dob", "reason"), edition=EDITION)

    recognised = recognise(document, [service(key="southshire"), service()])

    assert recognised.fit is not None
    assert recognised.fit.service == "northshire"


@pytest.mark.parametrize(
    ("first", "second", "text", "ask"),
    [
        pytest.param("3/5/12", "4/5/12", "3/5/12", True, id="two different answers"),
        pytest.param("", "4/5/12", "4/5/12", True, id="one of them blank"),
        pytest.param("3/5/12", "3/5/12", "3/5/12", False, id="the same twice"),
    ],
)
def test_a_question_answered_twice_is_asked_about_if_the_answers_differ(
    *, first: str, second: str, text: str, ask: bool
) -> None:
    """A Word form may hold one control twice."""
    document = filled(
        Mark("dob", text=first), Mark("dob", text=second), edition=EDITION
    )

    answer = recognise(document, [service()]).answers["dob"]

    assert (answer.text, answer.ask) == (text, ask)


def test_a_doubtful_tick_stays_doubtful() -> None:
    """Recognising adds no certainty."""
    doubtful = Mark("scope", MarkKind.TICK, ask=True)
    document = filled(doubtful, edition="northshire/consent/2026")

    assert recognise(document, [service(CONSENT)]).answers["scope"] == doubtful
