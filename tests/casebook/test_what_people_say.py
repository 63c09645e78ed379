"""What people say of papers and answers, and what comes later: all of it kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.casebook.happened import (
    AMARA,
    DESK,
    NOON,
    a_new_case,
    open_amaras_case,
    receive,
    sha256_of,
)
from toolkit.casebook import Casebook, PaperPlace, PaperState
from toolkit.errors import CannotDo
from toolkit.model import (
    AnswerChange,
    Decision,
    Recorded,
    Resubmission,
    Settling,
    Status,
)

LATER = NOON + dt.timedelta(days=2)
LETTER = sha256_of("letter.pdf")


@pytest.fixture
def book(place: Path | str) -> Iterator[Casebook]:
    """Return an empty casebook, whole again when the test is over."""
    with Casebook(place) as book:
        yield book
        assert book.verify() == ()


def in_case(ref: str, paper: str, arrival: str = "arrival-1") -> PaperPlace:
    """Return where a paper of a case is."""
    return PaperPlace(sha256_of(paper), arrival, ref, PaperState.JOINED)


# --- taking a paper off -------------------------------------------------------------


def test_a_paper_taken_off_waits_again_and_the_case_goes_on_without_it(
    book: Casebook,
) -> None:
    """A sister's letter must leave no answer behind in the case."""
    ref = open_amaras_case(book, "form.pdf", "letter.pdf")
    book.take_off(in_case(ref, "letter.pdf"), "A sister’s.", by=DESK, at=LATER)

    [waiter] = book.waiting_papers()
    assert [p.paper.name for p in book.case(ref).papers] == ["post/form.pdf"]
    assert book.cases()[0].papers == 1
    assert (waiter.paper.sha256, waiter.taken_off) == (LETTER, ref)
    assert (waiter.why, waiter.arrival) == ("A sister’s.", "arrival-1")


def test_that_a_paper_was_there_stays_in_the_history(book: Casebook) -> None:
    """Who put it there and who took it off is what an inquiry asks."""
    ref = open_amaras_case(book, "form.pdf", "letter.pdf")
    book.take_off(in_case(ref, "letter.pdf"), "A sister’s.", by="Helen", at=LATER)

    told = [(e.what, e.by, e.about) for e in book.case(ref).events]
    assert told.count(("paper-joined", DESK, "")) == 2
    assert told[-1] == ("paper-taken-off", "Helen", "A sister’s.")


def test_a_paper_taken_off_can_join_the_right_case(book: Casebook) -> None:
    """And the same one again, if that was right after all."""
    ref = open_amaras_case(book, "form.pdf", "letter.pdf")
    arrival = receive(book, "other.pdf", arrival_id="other")
    other = book.open_case(a_new_case(arrival, "other.pdf"), by=DESK, at=NOON)
    book.take_off(in_case(ref, "letter.pdf"), "A sister’s.", by=DESK, at=LATER)
    book.join(other, "arrival-1", LETTER, by=DESK, at=LATER)
    book.take_off(in_case(other, "letter.pdf"), "No, hers.", by=DESK, at=LATER)
    book.join(ref, "arrival-1", LETTER, by=DESK, at=LATER)

    states = {(p.ref, p.state) for p in book.knows_paper(LETTER)}
    assert states == {(ref, PaperState.JOINED), (other, PaperState.TAKEN_OFF)}
    assert [c.papers for c in book.cases()] == [2, 1]
    assert book.waiting_papers() == ()


def test_only_a_paper_of_the_case_can_be_taken_off_it(book: Casebook) -> None:
    """A slip of the pen must not make a paper wait that belongs to nobody."""
    ref = open_amaras_case(book, "form.pdf")
    receive(book, "letter.pdf", arrival_id="monday")

    with pytest.raises(CannotDo, match="is not in that case"):
        book.take_off(in_case(ref, "letter.pdf", "monday"), "?", by=DESK, at=LATER)
    assert book.waiting_papers() == ()


def test_copies_of_a_waiting_paper_wait_as_one(book: Casebook) -> None:
    """The list must not grow because a school pressed “send” three times."""
    for day in ("monday", "tuesday"):
        receive(book, "letter.pdf", arrival_id=day)
        book.wait(day, LETTER, "No case fits.", by=DESK, at=NOON)

    assert [w.arrival for w in book.waiting_papers()] == ["monday"]


def test_papers_can_be_asked_for_by_where_they_stand(book: Casebook) -> None:
    """Whoever takes one off names it by the beginning of its hash."""
    ref = open_amaras_case(book, "form.pdf", "letter.pdf")

    joined = book.places(PaperState.JOINED)
    assert [(p.sha256, p.ref, p.at) for p in joined] == [
        (sha256_of("form.pdf"), ref, NOON),
        (LETTER, ref, NOON),
    ]
    assert book.places(PaperState.WAITING) == ()


# --- what was said of answers -------------------------------------------------------


def test_what_a_person_said_of_an_answer_is_kept_with_the_case(book: Casebook) -> None:
    """Confirmed or corrected, by whom, when and why, beside what was written."""
    ref = open_amaras_case(book, "form.pdf")
    born = dt.date(2012, 5, 3)
    confirmed = Settling("upn", "a", DESK, NOON, "F9", "F919999916001")
    corrected = Settling(
        "dob", "a", DESK, LATER, "3/5/21", born, corrects=True, why="By phone."
    )
    book.settle(ref, confirmed)
    book.settle(ref, corrected)

    case = book.case(ref)
    assert case.settlings == (confirmed, corrected)
    assert [(e.what, e.about) for e in case.events][-2:] == [
        ("confirmed", "upn"),
        ("corrected", "dob"),
    ]
    assert "2012" not in repr(case)


def test_what_a_newer_request_changes_is_kept_with_old_and_new(book: Casebook) -> None:
    """A school may ask months later why we rang the other number."""
    ref = open_amaras_case(book, "form.pdf")
    change = AnswerChange("phone", "01632 960101", "01632 960202")
    newer = Resubmission(sha256_of("form.pdf"), NOON, (change,))
    book.record_resubmission(ref, newer, by=DESK, after_decision=False)

    assert book.case(ref).resubmissions == (newer,)
    assert book.case(ref).events[-1].about == "changed by a newer request: 1 answer"
    assert not book.cases()[0].has_news


def test_a_request_that_was_taken_off_changes_nothing(book: Casebook) -> None:
    """It was another child's: what it said otherwise must not stay on the page."""
    ref = open_amaras_case(book, "form.pdf", "second.pdf")
    newer = Resubmission(sha256_of("second.pdf"), NOON, (AnswerChange("a", "b", "c"),))
    book.record_resubmission(ref, newer, by=DESK, after_decision=False)
    book.take_off(in_case(ref, "second.pdf"), "Not hers.", by=DESK, at=LATER)

    assert book.case(ref).resubmissions == ()


def test_news_after_a_decision_waits_until_a_person_has_looked(book: Casebook) -> None:
    """The lead teacher decided on other facts, and has to hear of it."""
    ref = open_amaras_case(book, "form.pdf")
    accept = Decision("accept", DESK, NOON)
    book.decide(ref, accept, Status.ACCEPTED)
    newer = Resubmission(sha256_of("form.pdf"), LATER)
    book.record_resubmission(ref, newer, by="toolkit", after_decision=True)
    waited = [(c.ref, c.status) for c in book.cases(waiting=True)]
    book.decide(ref, accept, Status.ACCEPTED)

    assert waited == [(ref, Status.ACCEPTED)]
    assert book.cases(waiting=True) == ()


def test_whose_case_it_is_can_be_put_right(book: Casebook) -> None:
    """A date of birth misread from a scan must not keep the next letter away."""
    ref = open_amaras_case(book, "form.pdf")
    right = replace(AMARA, dob=dt.date(2012, 5, 8))
    book.change_identity(ref, right, by=DESK, at=LATER)

    assert book.case(ref).identity == right
    assert book.open_cases()[0].identity == right


def test_an_identity_that_was_erased_is_gone_from_the_list(book: Casebook) -> None:
    """The newer one as well as the one before."""
    ref = open_amaras_case(book, "form.pdf")
    book.change_identity(ref, AMARA, by=DESK, at=LATER)
    book.erase(range(1, book.head()[0] + 1), by=DESK, at=LATER)

    assert book.cases()[0].identity.surname == ""


def test_a_paper_set_apart_is_counted_and_nothing_of_it_is_kept(book: Casebook) -> None:
    """Another child's letter in the post must not be copied into this case."""
    ref = open_amaras_case(book, "form.pdf")
    receive(book, "letter.pdf", arrival_id="arrival-2")
    book.set_apart(ref, "arrival-2", LETTER, by=DESK, at=NOON)

    case = book.case(ref)
    assert case.set_apart == 1
    assert [p.paper.sha256 for p in case.papers] == [sha256_of("form.pdf")]
    assert case.events[-1].about == (
        "a paper that appears to be about another child was set apart"
    )


def test_a_new_case_knows_the_earlier_ones(book: Casebook) -> None:
    """A child who comes back is not a stranger."""
    old = open_amaras_case(book, "form.pdf")
    arrival = receive(book, "again.pdf", arrival_id="again")
    new = book.open_case(a_new_case(arrival, "again.pdf"), by=DESK, at=LATER)
    book.link_earlier(new, old, by=DESK, at=LATER)

    assert book.case(new).earlier == (old,)
    assert book.case(old).earlier == ()


def test_a_paper_after_the_decision_waits_until_somebody_has_looked(
    book: Casebook,
) -> None:
    """A new medical letter for an accepted pupil must not lie there unseen."""
    ref = open_amaras_case(book, "form.pdf")
    book.decide(ref, Decision("accept", DESK, NOON), Status.ACCEPTED)
    arrival = receive(book, "letter.pdf", arrival_id="arrival-2")
    book.join(ref, arrival, LETTER, by=DESK, at=LATER, is_news=True)
    waited = [case.ref for case in book.cases(waiting=True)]
    evidence = Recorded("evidence", LATER.date(), DESK, LATER)
    book.record(ref, evidence, Status.ACCEPTED)

    assert waited == [ref]
    assert book.cases(waiting=True) == ()
