"""What people write down and decide comes back from the casebook as it was."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.casebook.happened import DESK, NOON, open_amaras_case
from toolkit.casebook import Casebook
from toolkit.casebook.case_records import (
    decision_from,
    decision_record,
    recorded_from,
    recorded_record,
)
from toolkit.casebook.slips import canonical, parse
from toolkit.model import (
    Decision,
    Finding,
    Mark,
    Outcome,
    Recorded,
    Status,
    Weight,
)

VALUES = st.one_of(st.text(), st.booleans(), st.integers(), st.dates())
ROWS = st.lists(st.dictionaries(st.text(), VALUES), max_size=3).map(tuple)


@given(st.dictionaries(st.text(), VALUES), ROWS, st.dates())
def test_a_record_comes_back_as_it_was_written(
    answers: dict[str, str | bool | int | dt.date],
    rows: tuple[dict[str, str | bool | int | dt.date], ...],
    on: dt.date,
) -> None:
    """A date must not come back as text, nor an empty row be lost."""
    written = Recorded("plan", on, DESK, NOON, answers, rows, "Why.", ("a-check",))

    assert recorded_from(parse(canonical(recorded_record(written)))) == written


def test_a_decision_comes_back_with_what_it_rested_on() -> None:
    """An ombudsman asks years later what was known then."""
    mark = Mark("postcode", text="LU95 2RH")
    because = Finding(
        "residence",
        "E4",
        Weight.BLOCKS_ACCEPTANCE,
        Outcome.NOT_MET,
        "Out.",
        decided_by=(mark,),
    )
    decision = Decision(
        *("accept", DESK, NOON, (), "For the file.", "For the letter.", "Moving."),
        rules=("E4",),
        because=(because,),
    )

    assert decision_from(parse(canonical(decision_record(decision)))) == decision


def test_a_record_is_folded_into_its_case_with_its_status(place: Path | str) -> None:
    """A case's history and its state cannot disagree."""
    written = Recorded("start", NOON.date(), DESK, NOON)
    with Casebook(place) as book:
        ref = open_amaras_case(book, "form.pdf")
        book.record(ref, written, Status.ACTIVE)

        case = book.case(ref)
        assert case.records == (written,)
        assert case.status is book.cases()[0].status is Status.ACTIVE
        assert [(e.what, e.about) for e in case.events][-1] == ("recorded", "start")
        assert book.verify() == ()


def test_what_a_record_says_is_in_no_public_fact(place: Path | str) -> None:
    """A child's data can be erased while the history still verifies."""
    secret = "Grandmother is at home."  # noqa: S105 - words of a family
    written = Recorded("contact", NOON.date(), DESK, NOON, {"summary": secret})
    with Casebook(place) as book:
        ref = open_amaras_case(book, "form.pdf")
        book.record(ref, written, Status.RECEIVED)
        number = book.case(ref).events[-1].seq
        book.erase([number], by=DESK, at=NOON)

        assert book.case(ref).records == ()
        assert secret not in repr(book.case(ref))
        assert book.verify() == ()


def test_a_decision_of_an_older_casebook_is_read_as_it_was_written() -> None:
    """What was decided before rules were kept with it is still a decision."""
    old = '{"at":"2026-11-23T12:00:00+00:00","by":"Office Trial","outcome":"defer"}'

    assert decision_from(parse(old)) == Decision("defer", DESK, NOON)
