"""What is kept in mind of the casebook, and that it never says what is no longer so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.casebook.happened import (
    AMARA,
    DESK,
    NOON,
    a_finding,
    a_letter,
    a_new_case,
    an_arrival,
    as_read,
    open_amaras_case,
    receive,
    sha256_of,
)
from toolkit.casebook import Casebook
from toolkit.casebook.readings import Readings
from toolkit.errors import CannotDo
from toolkit.model import Identity, Proposal, Status

JAKUB = Identity("Jakub", "Wiśniewski", "", dt.date(2013, 1, 2))
READ = 2  # the event in which the first arrival was read
LATER = NOON + dt.timedelta(hours=1)


@pytest.fixture
def book(place: Path | str) -> Iterator[Casebook]:
    """Return an empty casebook."""
    with Casebook(place) as opened:
        yield opened


def check(book: Casebook, ref: str, *, is_open: bool = True) -> None:
    """Record a check that found something open, or nothing at all."""
    found = (a_finding(),) if is_open else ()
    status = Status.INCOMPLETE if is_open else Status.READY
    proposal = Proposal("ask" if is_open else "accept")
    book.record_checked(ref, found, proposal, status, by=DESK, at=LATER)


def let_wait(book: Casebook, forename: str) -> None:
    """Record that a form with this name was read, and that it waits for a person."""
    book.record_read("arrival-1", [as_read("form.pdf", forename)], by=DESK, at=NOON)
    book.wait("arrival-1", sha256_of("form.pdf"), "Whose?", by=DESK, at=NOON)


def read_and_break_off(book: Casebook) -> None:
    """Let a form wait, look at it, and come upon something that cannot be done."""
    let_wait(book, "Jakub")
    assert book.waiting_papers()[0].understood == as_read("form.pdf", "Jakub")
    book.case("NOR-2026-0404-X")


def check_and_break_off(book: Casebook, ref: str) -> None:
    """Check a case, look at the list, and come upon something that cannot be done."""
    check(book, ref)
    assert book.cases()[0].open_findings == 1
    book.case("NOR-2026-0404-X")


def test_a_paper_is_read_from_the_casebook_once(book: Casebook) -> None:
    """Five hundred referrals at once would else spend their time on reading back."""
    ref = open_amaras_case(book, "form.pdf")

    [first], [again] = book.case(ref).papers, book.case(ref).papers
    assert first.understood is not None
    assert again.understood is first.understood


def test_what_somebody_else_erased_is_gone_at_once(
    place: Path | str, book: Casebook
) -> None:
    """A watcher that keeps a child's paper in mind must not go on telling it."""
    ref = open_amaras_case(book, "form.pdf")
    assert book.case(ref).papers[0].understood is not None
    with Casebook(place) as other:
        other.erase(range(1, other.head()[0] + 1), by=DESK, at=NOON)

    assert not any(paper.understood for paper in book.case(ref).papers)


def test_a_waiting_paper_that_was_erased_is_gone_at_once(
    place: Path | str, book: Casebook
) -> None:
    """The list of waiting papers is drawn on the board again and again."""
    arrival = receive(book, "letter.pdf")
    book.wait(arrival, sha256_of("letter.pdf"), "Whose is it?", by=DESK, at=NOON)
    [before] = book.waiting_papers()
    with Casebook(place) as other:
        other.erase([READ], by=DESK, at=NOON)

    [waiting] = book.waiting_papers()
    assert before.understood is not None
    assert waiting.understood is None
    assert waiting.paper.name == ""


def test_a_step_that_was_undone_leaves_nothing_in_mind(book: Casebook) -> None:
    """The next event gets the same number, and says something else."""
    book.record_arrival(an_arrival("form.pdf"), by=DESK)
    with pytest.raises(CannotDo), book.step():
        read_and_break_off(book)
    let_wait(book, "Amara")

    [waiting] = book.waiting_papers()
    assert waiting.understood == as_read("form.pdf")


def test_more_papers_than_are_kept_in_mind_are_all_told(book: Casebook) -> None:
    """Only time may depend on how much is remembered."""
    ref = open_amaras_case(book, "form.pdf", "letter.pdf", "plan.pdf")
    book._readings = Readings(most=1)

    names = [paper.paper.name for paper in book.case(ref).papers]
    assert names == ["post/form.pdf", "post/letter.pdf", "post/plan.pdf"]
    assert len(book._readings._kept) == 1


def test_only_the_last_check_of_a_case_counts(book: Casebook) -> None:
    """What an earlier check found may long have been put right."""
    ref = open_amaras_case(book, "form.pdf")
    check(book, ref)
    check(book, ref, is_open=False)

    case = book.case(ref)
    assert case.findings == ()
    assert case.proposed == Proposal("accept")
    assert [event.about for event in case.events][-2:] == ["ask", "accept"]


def test_a_case_waits_for_its_reply_from_its_check_until_something_is_written(
    book: Casebook,
) -> None:
    """Every case gets one reply to each check: neither none nor two."""
    ref = open_amaras_case(book, "form.pdf")
    asked = [book.is_unanswered(ref)]
    check(book, ref)
    asked.append(book.is_unanswered(ref))
    book.record_document(ref, a_letter(), by=DESK)
    asked.append(book.is_unanswered(ref))
    check(book, ref)
    asked.append(book.is_unanswered(ref))

    assert asked == [False, True, False, True]


# --- the list of cases --------------------------------------------------------------


def test_the_list_is_what_it_would_be_if_it_were_made_anew(
    place: Path | str, book: Casebook
) -> None:
    """Papers are matched by the list: a case missing from it would be opened twice."""
    first = open_amaras_case(book, "form.pdf")
    book.cases()
    check(book, first)
    arrival = receive(book, "another.pdf", arrival_id="arrival-2")
    book.open_case(a_new_case(arrival, "another.pdf"), by=DESK, at=LATER)
    book.change_identity(first, JAKUB, by=DESK, at=LATER)

    with Casebook(place) as anew:
        assert book.cases() == anew.cases()
    assert [case.identity for case in book.cases()] == [JAKUB, AMARA]


def test_the_list_tells_what_somebody_else_did_meanwhile(
    place: Path | str, book: Casebook
) -> None:
    """The desk decides while the watcher works."""
    ref = open_amaras_case(book, "form.pdf")
    assert book.cases()[0].status is Status.RECEIVED
    with Casebook(place) as other:
        check(other, ref)

    assert book.cases()[0].status is Status.INCOMPLETE


def test_what_was_undone_is_not_on_the_list(book: Casebook) -> None:
    """The next event gets the number of one that the list was made with."""
    ref = open_amaras_case(book, "form.pdf")
    with pytest.raises(CannotDo), book.step():
        check_and_break_off(book, ref)
    book.change_status(ref, Status.CLOSED, "It is over.", by=DESK, at=LATER)

    assert [case.status for case in book.cases()] == [Status.CLOSED]
    assert book.cases()[0].open_findings == 0


def test_who_was_erased_leaves_the_list_at_once(
    place: Path | str, book: Casebook
) -> None:
    """The list is where a child's name is looked for."""
    open_amaras_case(book, "form.pdf")
    assert book.cases()[0].identity == AMARA
    with Casebook(place) as other:
        other.erase(range(1, other.head()[0] + 1), by=DESK, at=NOON)

    assert book.cases()[0].identity == Identity()
