"""A whole paper: every answer's meaning, and laws that hold whatever is written."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.meaning.asking import (
    PAPER,
    STATUS_CHOICES,
    TODAY,
    paper,
    question,
    service,
    value_of,
    written,
)
from toolkit.catalogue.definitions import IdentityKeys, Kind
from toolkit.meaning import identity_of, understand
from toolkit.model import Identity, Mark, MarkKind, Place, Recognised, Understood

SERVICE = service(
    question("pupil_legal_forename", Kind.NAME, "First name"),
    question("pupil_legal_surname", Kind.NAME, "Surname"),
    question("dob", Kind.BIRTH_DATE, "Date of birth"),
    question("upn", Kind.UPN, "UPN"),
    question("case_ref", Kind.TEXT, "Our reference"),
    identity=IdentityKeys(
        "pupil_legal_forename", "pupil_legal_surname", "", "dob", "upn"
    ),
)
EVERY_KIND = service(
    *(question(k.value, k, choices=STATUS_CHOICES * (k is Kind.CHOICE)) for k in Kind)
)


def test_one_unreadable_answer_leaves_the_others_read() -> None:
    """One slip does not cost the school the whole form."""
    found = understand(
        paper(
            pupil_legal_forename=written("Amara"),
            dob=written("9th-ish March"),
            upn=written("A919999916001"),
            pupil_legal_surname=written("  "),
        ),
        SERVICE,
        TODAY,
    )

    assert {key: answer.value for key, answer in found.answers.items()} == {
        "pupil_legal_forename": "Amara",
        "dob": None,
        "upn": None,
    }
    assert found.answers["dob"].why == (
        "Page 2, Date of birth: we could not read “9th-ish March” as a date."
    )


def test_answers_stay_in_the_order_of_the_paper() -> None:
    """Screens and letters list them as the form does."""
    found = understand(
        paper(dob=written("soon"), pupil_legal_forename=written("Amara")),
        SERVICE,
        TODAY,
    )

    assert list(found.answers) == ["dob", "pupil_legal_forename"]


def test_a_mark_the_form_does_not_ask_is_kept_as_unasked() -> None:
    """Nothing that was written is dropped."""
    extra, other = written("extra"), written("other")
    recognised = Recognised(PAPER, paper().fit, {"shoe_size": extra}, unasked=(other,))

    assert understand(recognised, SERVICE, TODAY).unasked == (other, extra)


@pytest.mark.parametrize(
    "known",
    [pytest.param(True, id="no form fits"), pytest.param(False, id="no service")],
)
def test_a_paper_that_fits_no_form_has_no_answers(*, known: bool) -> None:
    """Its marks are kept for the person who says what it is."""
    mark = written("Amara")
    recognised = Recognised(PAPER, None if known else paper().fit, {"q": mark})
    found = understand(recognised, SERVICE if known else None, TODAY)

    assert found == Understood(PAPER, recognised.fit, {}, (mark,))


def test_a_letters_facts_are_understood_like_answers() -> None:
    """A letter has no boxes, but it names a child and a day."""
    letter = paper("letter", who=written("OKAFOR, Amara"), born=written("3rd May 2012"))
    found = understand(letter, SERVICE, TODAY)

    assert identity_of(found, SERVICE) == Identity(
        full_name="OKAFOR, Amara", dob=dt.date(2012, 5, 3)
    )


def test_a_form_names_its_pupil_by_its_own_keys() -> None:
    """Which boxes say whose paper it is, the form's definition says."""
    found = understand(
        paper(
            pupil_legal_forename=written("Siobhan"),
            pupil_legal_surname=written("O’Neill"),
            dob=written("3/5/12"),
            upn=written("f919999916001"),
            case_ref=written(" TRIAL-2026-0042-K "),
        ),
        SERVICE,
        TODAY,
    )

    assert identity_of(found, SERVICE) == Identity(
        forename="Siobhan",
        surname="O’Neill",
        dob=dt.date(2012, 5, 3),
        upn="F919999916001",
        case_ref="TRIAL-2026-0042-K",
    )


def test_what_could_not_be_read_identifies_nobody() -> None:
    """A wrong UPN must not find another child's case."""
    found = understand(
        paper(upn=written("A919999916001"), dob=written("31/02/2012")), SERVICE, TODAY
    )

    assert identity_of(found, SERVICE) == Identity()


def test_a_paper_of_no_form_identifies_nobody() -> None:
    """There are no keys to read it by."""
    found = understand(Recognised(PAPER, None), None, TODAY)

    assert identity_of(found, None) == Identity()


# --- laws ---------------------------------------------------------------------------

anything = st.text() | st.text(alphabet="0123456789/-.: YR%½☐☒☑,'+()@xX")
marks = st.builds(
    Mark,
    key=st.just("q"),
    kind=st.sampled_from(MarkKind),
    text=anything,
    tick=st.sampled_from([None, True, False]),
    ask=st.booleans(),
    place=st.builds(Place, page=st.none() | st.integers(1, 99)),
)


@given(st.dictionaries(st.sampled_from([k.value for k in Kind]), marks))
def test_nothing_a_sender_writes_can_break_the_reading(
    written: dict[str, Mark],
) -> None:
    """Whatever is on the paper, each answer is a value or a sentence, never a crash."""
    found = understand(paper(**written), EVERY_KIND, TODAY)

    assert all((a.value is None) == bool(a.why) for a in found.answers.values())
    assert all(a.mark == written[key] for key, a in found.answers.items())


@given(marks.filter(lambda mark: mark.text.strip() and mark.text.isprintable()))
def test_what_is_left_out_was_blank_or_an_empty_box(mark: Mark) -> None:
    """Something written is always either understood or asked about."""
    recognised = paper(
        **{k.value: mark for k in Kind if k not in {Kind.YES_NO, Kind.CHOICE}}
    )
    found = understand(recognised, EVERY_KIND, TODAY)

    assert set(found.answers) == set(recognised.answers)


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs"]), min_size=1))
def test_a_text_comes_back_as_it_was_written(text: str) -> None:
    """Fill a box, read it, and it says the same."""
    assert value_of(f"a{text}", Kind.LONG_TEXT) == f"a{text}"


@given(marks)
def test_every_sentence_is_one_line_that_ends(mark: Mark) -> None:
    """It stands in a letter, so it cannot break its line or run on for a page."""
    recognised = paper(**{k.value: mark for k in Kind})
    found = understand(recognised, EVERY_KIND, TODAY)
    sentences = [a.why for a in found.answers.values() if a.why]

    assert all(s.isprintable() and s.endswith(".") for s in sentences)
    assert all(len(s) < 400 for s in sentences)
