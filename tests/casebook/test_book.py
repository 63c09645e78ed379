"""The casebook as a history: what is recorded, and what can be asked of it."""

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
from toolkit.casebook import Casebook, EventKind, PaperPlace, PaperState
from toolkit.errors import CannotDo
from toolkit.model import Decision, Outcome, Paper, Proposal, Status, Weight

LATER = NOON + dt.timedelta(days=2)


@pytest.fixture
def book(place: Path | str) -> Iterator[Casebook]:
    """Return an empty casebook, whole again when the test is over."""
    with Casebook(place) as book:
        yield book
        assert book.verify() == ()


# --- arrivals -----------------------------------------------------------------------


def test_an_arrival_waits_until_it_is_read(book: Casebook) -> None:
    """A faulty definition may stop the reading; the next run must find it again."""
    arrival = an_arrival("form.pdf", "letter.pdf")
    book.record_arrival(arrival, by=DESK)
    waited = book.arrivals_waiting_to_be_read()
    book.record_read(arrival.id, [as_read("form.pdf")], by=DESK, at=NOON)

    assert waited == (arrival,)
    assert book.arrivals_waiting_to_be_read() == ()


def test_an_arrival_recorded_twice_is_one_arrival(book: Casebook) -> None:
    """The run before may have been interrupted just after recording it."""
    first = book.record_arrival(an_arrival("form.pdf"), by=DESK)
    second = book.record_arrival(an_arrival("form.pdf"), by=DESK)

    assert (first, second) == (True, False)
    assert book.head()[0] == 1


def test_the_same_bytes_in_two_arrivals_are_two_arrivals(book: Casebook) -> None:
    """What was sent, and how often, is part of the history."""
    book.record_arrival(an_arrival("form.pdf", arrival_id="monday"), by=DESK)
    book.record_arrival(an_arrival("form.pdf", arrival_id="tuesday"), by=DESK)

    waited = [arrival.id for arrival in book.arrivals_waiting_to_be_read()]
    assert waited == ["monday", "tuesday"]


def test_an_arrival_may_hold_nothing_to_read(book: Casebook) -> None:
    """An empty zip was looked at all the same and must not be looked at for ever."""
    book.record_arrival(an_arrival(), by=DESK)
    book.record_read("arrival-1", [], by=DESK, at=NOON)

    assert book.arrivals_waiting_to_be_read() == ()


def test_an_arrival_set_aside_whole_no_longer_waits(book: Casebook) -> None:
    """A file that brings the toolkit down must not do so at every run."""
    book.record_arrival(an_arrival("bad.pdf"), by=DESK)
    book.record_set_aside("arrival-1", "A fault in the toolkit.", by=DESK, at=NOON)

    [place] = book.knows_paper(sha256_of("bad.pdf"))
    assert book.arrivals_waiting_to_be_read() == ()
    assert place.state is PaperState.SET_ASIDE


def test_one_paper_set_aside_leaves_the_others_of_its_arrival(book: Casebook) -> None:
    """One bad file never stops the rest."""
    arrival = receive(book, "locked.pdf", "form.pdf")
    locked = Paper(sha256_of("locked.pdf"), "locked.pdf")
    book.record_set_aside(arrival, "It is locked.", by=DESK, at=NOON, paper=locked)

    states = [
        book.knows_paper(sha256_of(p))[0].state for p in ("locked.pdf", "form.pdf")
    ]
    assert states == [PaperState.SET_ASIDE, PaperState.READ]


def test_a_file_name_that_is_no_text_is_kept(book: Casebook) -> None:
    """Old systems write names in bytes that no alphabet knows."""
    arrival = an_arrival("caf\udce9.pdf")
    book.record_arrival(arrival, by=DESK)

    assert book.arrivals_waiting_to_be_read() == (arrival,)


# --- papers that wait ---------------------------------------------------------------


def test_a_paper_waits_for_a_person_with_its_candidates(book: Casebook) -> None:
    """Twins: the toolkit never guesses, the office sees both cases side by side."""
    arrival = receive(book, "letter.pdf")
    sha256 = sha256_of("letter.pdf")
    why = "Two open cases fit this letter."
    book.wait(arrival, sha256, why, by=DESK, at=NOON, candidates=["A-1", "A-2"])

    [paper] = book.waiting_papers()
    assert (paper.paper.sha256, paper.paper.name) == (sha256, "post/letter.pdf")
    assert (paper.arrival, paper.at, paper.why) == (arrival, NOON, why)
    assert paper.candidates == ("A-1", "A-2")
    assert paper.understood == as_read("letter.pdf")


def test_a_waiting_paper_that_joins_a_case_waits_no_longer(book: Casebook) -> None:
    """Nor does a second copy of it, sent the day after."""
    ref = open_amaras_case(book, "form.pdf")
    sha256 = sha256_of("letter.pdf")
    receive(book, "letter.pdf", arrival_id="monday")
    receive(book, "letter.pdf", arrival_id="tuesday")
    book.wait("monday", sha256, "No case fits.", by=DESK, at=NOON)
    book.wait("tuesday", sha256, "No case fits.", by=DESK, at=NOON)

    book.join(ref, "monday", sha256, by=DESK, at=LATER)

    assert book.waiting_papers() == ()
    assert {p.ref for p in book.knows_paper(sha256)} == {ref}


def test_a_paper_of_a_case_cannot_be_made_to_wait(book: Casebook) -> None:
    """It would be in two places at once."""
    open_amaras_case(book, "form.pdf")

    with pytest.raises(CannotDo, match="belongs to a case"):
        book.wait("arrival-1", sha256_of("form.pdf"), "?", by=DESK, at=NOON)


def test_a_paper_nobody_has_read_cannot_join(book: Casebook) -> None:
    """A mistyped paper must not join as something empty."""
    ref = open_amaras_case(book, "form.pdf")

    with pytest.raises(CannotDo, match="No such paper"):
        book.join(ref, "arrival-1", sha256_of("other.pdf"), by=DESK, at=NOON)


def test_it_is_known_where_the_same_bytes_are_already(book: Casebook) -> None:
    """So that a case can say “we had this on Monday”."""
    ref = open_amaras_case(book, "form.pdf")
    receive(book, "form.pdf", arrival_id="tuesday")
    sha256 = sha256_of("form.pdf")

    assert book.knows_paper(sha256) == (
        PaperPlace(sha256, "arrival-1", ref, PaperState.JOINED),
        PaperPlace(sha256, "tuesday", "", PaperState.READ),
    )
    assert book.knows_paper(sha256_of("never seen")) == ()


# --- cases --------------------------------------------------------------------------


def test_a_case_is_opened_with_its_papers(book: Casebook) -> None:
    """The paper that opened it comes first, each with what was understood."""
    ref = open_amaras_case(book, "form.pdf", "letter.pdf")
    case = book.case(ref)

    assert (case.ref, case.service, case.status) == (ref, "northshire", Status.RECEIVED)
    assert (case.opened, case.identity) == (NOON, AMARA)
    assert [p.paper.name for p in case.papers] == ["post/form.pdf", "post/letter.pdf"]
    assert case.papers[0].understood == as_read("form.pdf")
    assert (case.papers[0].form, case.papers[0].at) == ("service-request", NOON)


def test_cases_are_numbered_by_service_and_year(book: Casebook) -> None:
    """The number tells the office how many there were this year."""
    refs = [
        open_a_case(book, prefix, year, number)
        for number, (prefix, year) in enumerate(
            [("NOR", 2026), ("NOR", 2026), ("SOU", 2026), ("NOR", 2027)]
        )
    ]

    assert [ref[:-2] for ref in refs] == [
        "NOR-2026-0001",
        "NOR-2026-0002",
        "SOU-2026-0001",
        "NOR-2027-0001",
    ]


def open_a_case(book: Casebook, prefix: str, year: int, number: int) -> str:
    """Open one case of a service in a year, with a paper of its own."""
    arrival = receive(book, f"{number}.pdf", arrival_id=f"arrival-{number}")
    new = a_new_case(arrival, f"{number}.pdf", prefix=prefix)
    return book.open_case(new, by=DESK, at=NOON.replace(year=year))


def test_the_same_paper_joins_a_case_once(book: Casebook) -> None:
    """However often it is sent; the history still says that it came again."""
    ref = open_amaras_case(book, "form.pdf")
    sha256 = sha256_of("form.pdf")
    receive(book, "form.pdf", arrival_id="tuesday")
    joined = [
        book.join(ref, arrival, sha256, by=DESK, at=LATER)
        for arrival in ("arrival-1", "tuesday", "tuesday")
    ]
    case = book.case(ref)

    assert joined == [False, False, False]
    assert [p.arrival for p in case.papers] == ["arrival-1"]
    assert [e.what for e in case.events].count(EventKind.PAPER_JOINED) == 2
    assert book.cases()[0].papers == 1


def test_one_letter_may_belong_to_two_cases(book: Casebook) -> None:
    """A consultant may write one letter about two sisters."""
    arrival = receive(book, "form.pdf", "sister.pdf", "both.pdf")
    both = sha256_of("both.pdf")
    refs = [
        book.open_case(a_new_case(arrival, own, "both.pdf"), by=DESK, at=NOON)
        for own in ("form.pdf", "sister.pdf")
    ]

    assert [both in {p.paper.sha256 for p in book.case(r).papers} for r in refs] == [
        True,
        True,
    ]
    assert {place.ref for place in book.knows_paper(both)} == set(refs)


def test_a_check_says_what_was_found_and_where_the_case_stands(book: Casebook) -> None:
    """The letter and the list must say the same."""
    ref = open_amaras_case(book, "form.pdf")
    found = (a_finding(), a_finding(Outcome.CANNOT_TELL, Weight.BLOCKS))
    proposal = Proposal("ask", ("consent-missing",), found[:1])
    book.record_checked(ref, found, proposal, Status.INCOMPLETE, by="toolkit", at=LATER)
    case, [summary] = book.case(ref), book.cases()

    assert (case.findings, case.proposed, case.status) == (
        found,
        proposal,
        Status.INCOMPLETE,
    )
    assert (summary.status, summary.proposed) == (Status.INCOMPLETE, "ask")
    assert (summary.open_findings, summary.asks, summary.changed) == (2, 1, LATER)


def test_a_changed_mind_is_a_second_decision_beside_the_first(book: Casebook) -> None:
    """Nobody may decide something away."""
    ref = open_amaras_case(book, "form.pdf")
    declined = Decision("decline", DESK, NOON, ("too-short",), "Fewer than 15 days.")
    accepted = Decision("accept", DESK, LATER)
    book.decide(ref, declined, Status.DECLINED)
    book.decide(ref, accepted, Status.ACCEPTED)
    case = book.case(ref)

    assert case.decisions == (declined, accepted)
    assert (case.decision, case.status) == (accepted, Status.ACCEPTED)
    assert book.cases()[0].outcome == "accept"


def test_documents_have_versions_of_their_own(book: Casebook) -> None:
    """Two formats of one letter share a version; another letter starts at 1."""
    ref = open_amaras_case(book, "form.pdf")
    first = book.next_version(ref, "acknowledgement")
    book.record_document(ref, a_letter(), by=DESK, template="ack/3")
    book.record_document(ref, a_letter(), by=DESK, template="ack/3")

    versions = [book.next_version(ref, d) for d in ("acknowledgement", "decline")]
    assert (first, versions) == (1, [2, 1])
    assert book.case(ref).documents == (a_letter(), a_letter())


def test_a_case_tells_everything_that_happened_to_it_in_order(book: Casebook) -> None:
    """What an appeal panel asks for first."""
    ref = open_amaras_case(book, "form.pdf")
    book.record_document(ref, a_letter(), by=DESK)
    book.change_status(ref, Status.PLANNING, "", by=DESK, at=LATER)
    book.note("The school rang.", by=DESK, at=LATER, ref=ref)
    events = book.case(ref).events

    assert [(e.what, e.about) for e in events] == [
        ("arrived", ""),
        ("case-opened", ""),
        ("paper-joined", ""),
        ("document-written", "acknowledgement, version 1"),
        ("status-changed", "planning"),
        ("note", "The school rang."),
    ]
    assert book.case(ref).status is Status.PLANNING
    assert {e.by for e in events} == {DESK}


@pytest.mark.parametrize(
    ("status", "outcome", "is_waiting"),
    [
        pytest.param(Status.READY, Outcome.MET, True, id="the meeting must discuss it"),
        pytest.param(Status.INCOMPLETE, Outcome.NOT_MET, False, id="the school's turn"),
        pytest.param(
            Status.INCOMPLETE, Outcome.CANNOT_TELL, True, id="a person must look"
        ),
        pytest.param(Status.ACTIVE, Outcome.CANNOT_TELL, False, id="it is under way"),
        pytest.param(Status.DECLINED, Outcome.NOT_MET, False, id="it is over"),
    ],
)
def test_the_list_shows_whose_turn_it_is(
    book: Casebook, status: Status, outcome: Outcome, *, is_waiting: bool
) -> None:
    """The office opens the list to see what it has to do."""
    ref = open_amaras_case(book, "form.pdf")
    found = [a_finding(outcome)]
    book.record_checked(ref, found, Proposal("ask"), status, by=DESK, at=NOON)

    assert [c.ref for c in book.cases(waiting=True)] == [ref] * is_waiting
    assert [c.ref for c in book.cases(waiting=False)] == [ref] * (not is_waiting)


def test_the_list_can_be_narrowed(book: Casebook) -> None:
    """To one status or one service."""
    ref = open_amaras_case(book, "form.pdf")

    assert [c.ref for c in book.cases(status=Status.RECEIVED)] == [ref]
    assert book.cases(status=Status.CLOSED) == ()
    assert [c.ref for c in book.cases(service="northshire")] == [ref]
    assert book.cases(service="southshire") == ()
    assert book.cases()[0].identity == AMARA


def test_papers_can_join_open_cases_only(book: Casebook) -> None:
    """A new letter about a closed case is for a person to see."""
    ref = open_amaras_case(book, "form.pdf")
    before = [case.ref for case in book.open_cases()]
    book.decide(ref, Decision("close", DESK, LATER), Status.CLOSED)

    assert before == [ref]
    assert book.open_cases() == ()


def test_an_unknown_case_is_named_in_what_is_said(book: Casebook) -> None:
    """So that the typing slip is seen."""
    with pytest.raises(CannotDo, match="“NOR-2026-9999-X”"):
        book.case("NOR-2026-9999-X")
    with pytest.raises(CannotDo, match="“NOR-2026-9999-X”"):
        book.note("?", by=DESK, at=NOON, ref="NOR-2026-9999-X")
    assert book.head()[0] == 0


def test_a_moment_without_a_time_zone_is_refused(book: Casebook) -> None:
    """An hour's doubt can be a day's doubt in a deadline."""
    with pytest.raises(ValueError, match="time zone"):
        book.note("?", by=DESK, at=NOON.replace(tzinfo=None))


def test_nobody_records_anything_without_a_name(book: Casebook) -> None:
    """Least of all a decision."""
    ref = open_amaras_case(book, "form.pdf")

    with pytest.raises(ValueError, match="named"):
        book.decide(ref, Decision("decline", " ", NOON), Status.DECLINED)
    assert book.case(ref).decision is None


def test_the_kinds_of_events_keep_their_names() -> None:
    """Scripts and old casebooks know them by these."""
    assert [kind.value for kind in EventKind] == [
        "arrived",
        "set-aside",
        "read",
        "case-opened",
        "paper-joined",
        "paper-waiting",
        "checked",
        "decided",
        "document-written",
        "status-changed",
        "note",
        "erased",
        "paper-taken-off",
        "paper-set-apart",
        "resubmitted",
        "confirmed",
        "corrected",
        "identity-changed",
        "earlier-case",
        "recorded",
    ]


def test_nothing_in_the_list_or_a_case_shows_a_child_when_printed(
    book: Casebook,
) -> None:
    """A log or a traceback prints whatever it holds."""
    ref = open_amaras_case(book, "form.pdf")
    book.wait(receive(book, "b.pdf", arrival_id="b"), sha256_of("b.pdf"), "Amara?",
              by=DESK, at=NOON)  # fmt: skip

    shown = repr((book.case(ref), book.cases(), book.waiting_papers()))

    assert "Amara" not in shown
    assert "Okafor" not in shown


# --- steps --------------------------------------------------------------------------


def test_a_step_that_breaks_off_leaves_nothing(book: Casebook) -> None:
    """An arrival is either sorted into cases or waits to be read; never half."""
    book.record_arrival(an_arrival("form.pdf"), by=DESK)
    before = book.head()

    with pytest.raises(ZeroDivisionError):
        a_step_that_breaks_off(book)

    assert book.head() == before
    assert book.cases() == ()
    assert [a.id for a in book.arrivals_waiting_to_be_read()] == ["arrival-1"]


def a_step_that_breaks_off(book: Casebook) -> None:
    """Read an arrival and open a case with it, and then have a fault."""
    with book.step():
        book.record_read("arrival-1", [as_read("form.pdf")], by=DESK, at=NOON)
        book.open_case(a_new_case("arrival-1", "form.pdf"), by=DESK, at=NOON)
        raise ZeroDivisionError


def test_a_step_inside_a_step_can_be_undone_alone(book: Casebook) -> None:
    """One paper that cannot be sorted must not undo its neighbours."""
    with book.step():
        ref = open_amaras_case(book, "form.pdf")
        with pytest.raises(CannotDo):
            a_step_with_a_wrong_paper(book, ref)

    assert [e.what for e in book.case(ref).events][-1] == EventKind.PAPER_JOINED


def a_step_with_a_wrong_paper(book: Casebook, ref: str) -> None:
    """Remark on a case and then try to join a paper nobody has read."""
    with book.step():
        book.note("Half done.", by=DESK, at=NOON, ref=ref)
        book.join(ref, "arrival-1", sha256_of("other.pdf"), by=DESK, at=NOON)


def test_a_step_sees_what_it_has_recorded_itself(book: Casebook) -> None:
    """The second child's form in one folder must find the first child's case."""
    with book.step():
        ref = open_amaras_case(book, "form.pdf")
        seen = [case.ref for case in book.open_cases()]

    assert seen == [ref]


def test_every_event_of_a_step_keeps_the_versions_in_use(book: Casebook) -> None:
    """Which rules applied on that day must be known when it is appealed."""
    with book.step({"northshire": "2026-09"}), book.step({"ack": "3"}):
        book.note("x", by=DESK, at=NOON)
    book.note("y", by=DESK, at=NOON)

    with book._journal.reading() as connection:
        kept = connection.exec_driver_sql("SELECT versions FROM events").scalars()
        assert list(kept) == ['{"ack":"3","northshire":"2026-09"}', "{}"]


def test_the_casebook_is_the_same_when_it_is_opened_again(place: Path | str) -> None:
    """Everything is on the disk, nothing in memory."""
    with Casebook(place) as book:
        ref = open_amaras_case(book, "form.pdf")
        before = book.case(ref)
    with Casebook(place) as book:
        assert book.case(ref) == before
