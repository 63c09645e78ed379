"""The nouns as they are kept: nothing is lost, nothing comes back as something else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.casebook import happened
from toolkit.casebook import case_records, records
from toolkit.casebook.slips import Record, Slip, parse, written
from toolkit.errors import CannotStore
from toolkit.model import Answer, Decision, Mark, MarkKind, Understood, Value

T = TypeVar("T")


def kept(noun: T, write: Callable[[T], Record], read: Callable[[Slip], T]) -> T:
    """Return a noun after a trip through the text the casebook keeps."""
    return read(parse(written(write(noun))))


@pytest.mark.parametrize(
    ("nouns", "write", "read"),
    [
        pytest.param(
            happened.papers, records.paper_record, records.paper_from, id="paper"
        ),
        pytest.param(
            happened.arrivals,
            records.arrival_record,
            records.arrival_from,
            id="arrival",
        ),
        pytest.param(
            happened.places, records.place_record, records.place_from, id="place"
        ),
        pytest.param(happened.marks, records.mark_record, records.mark_from, id="mark"),
        pytest.param(
            happened.documents,
            records.document_record,
            records.document_from,
            id="document",
        ),
        pytest.param(happened.fits, records.fit_record, records.fit_from, id="fit"),
        pytest.param(
            happened.answers, records.answer_record, records.answer_from, id="answer"
        ),
        pytest.param(
            happened.understood,
            records.understood_record,
            records.understood_from,
            id="understood",
        ),
        pytest.param(
            happened.identities,
            records.identity_record,
            records.identity_from,
            id="identity",
        ),
        pytest.param(
            happened.findings,
            case_records.finding_record,
            case_records.finding_from,
            id="finding",
        ),
        pytest.param(
            happened.proposals,
            case_records.proposal_record,
            case_records.proposal_from,
            id="proposal",
        ),
        pytest.param(
            happened.decisions,
            case_records.decision_record,
            case_records.decision_from,
            id="decision",
        ),
        pytest.param(
            happened.made_documents,
            case_records.made_record,
            case_records.made_from,
            id="made document",
        ),
    ],
)
@settings(max_examples=40)
@given(data=st.data())
def test_every_noun_comes_back_as_it_was_kept(
    nouns: st.SearchStrategy[T],
    write: Callable[[T], Record],
    read: Callable[[Slip], T],
    data: st.DataObject,
) -> None:
    """What the office reads in five years is what was recorded today."""
    noun = data.draw(nouns)

    assert kept(noun, write, read) == noun


@given(happened.values)
def test_a_value_comes_back_as_the_kind_it_was(value: Value) -> None:
    """A date that came back as text would never be overdue; 1 is not “yes”."""
    back = kept(value, records.value_record, records.value_from)

    assert (type(back), back) == (type(value), value)


def test_an_empty_box_is_not_a_box_nobody_could_read() -> None:
    """“Not ticked” is an answer; “cannot tell” goes to a person."""
    empty, unclear = (Mark("consent", MarkKind.TICK, tick=t) for t in (False, None))

    assert kept(empty, records.mark_record, records.mark_from).tick is False
    assert kept(unclear, records.mark_record, records.mark_from).tick is None


def test_answers_keep_the_order_of_their_form() -> None:
    """People read a referral in the order it was asked."""
    mark = Mark("x")
    paper = happened.as_read("form.pdf")
    answers = {k: Answer(mark) for k in ("surname", "forename", "dob")}
    paper = Understood(paper.document, paper.fit, answers)

    back = kept(paper, records.understood_record, records.understood_from)

    assert list(back.answers) == ["surname", "forename", "dob"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("not json", id="no JSON"),
        pytest.param('["a list"]', id="no record"),
        pytest.param('{"key": 7, "kind": "text", "how": "field"}', id="number as text"),
        pytest.param('{"key": "a", "kind": "smell", "how": "field"}', id="new kind"),
        pytest.param('{"kind": "tick", "how": "field", "tick": true}', id="no number"),
        pytest.param(
            '{"kind": "text", "how": "field", "place": {"box": [1, 2]}}',
            id="half a box",
        ),
    ],
)
def test_a_damaged_record_stops_us_instead_of_meaning_something_else(text: str) -> None:
    """A silent wrong answer is the worst there is."""
    with pytest.raises(CannotStore, match="does not read back"):
        records.mark_from(parse(text))


def test_a_record_of_a_later_toolkit_is_refused() -> None:
    """An old program must not drop what it does not know."""
    later = written({"records": records.VERSION + 1})

    with pytest.raises(CannotStore, match="newer version"):
        records.payload_from(later)


def test_a_moment_keeps_its_offset() -> None:
    """A minute past midnight in summer is the day before in UTC."""
    summer = dt.timezone(dt.timedelta(hours=1))
    decision = Decision(
        "ask", "Office Trial", dt.datetime(2026, 7, 1, 0, 20, tzinfo=summer)
    )

    back = kept(decision, case_records.decision_record, case_records.decision_from)

    assert back.at.isoformat() == "2026-07-01T00:20:00+01:00"
