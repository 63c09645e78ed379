"""Arrivals, papers and decisions of invented people, and hypothesis' own."""

from __future__ import annotations

import datetime as dt
import hashlib

from hypothesis import strategies as st

from toolkit.casebook import Casebook, NewCase
from toolkit.model import (
    Answer,
    Arrival,
    ArrivalKind,
    Decision,
    Document,
    Finding,
    Fit,
    Identity,
    Line,
    MadeDocument,
    Mark,
    MarkKind,
    Outcome,
    Paper,
    PaperSort,
    Place,
    Problem,
    Proposal,
    Route,
    Signature,
    SignatureKind,
    Understood,
    Weight,
)

NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)
DESK = "Office Trial"
AMARA = Identity("Amara", "Okafor", "", dt.date(2012, 5, 3), "F919999916001")


def sha256_of(words: str) -> str:
    """Return the hash of a paper that holds these words."""
    return hashlib.sha256(words.encode("utf-8", "surrogateescape")).hexdigest()


def an_arrival(*papers: str, arrival_id: str = "arrival-1") -> Arrival:
    """Return a folder of papers, each holding its own name."""
    kept = tuple(Paper(sha256_of(p), f"post/{p}", len(p)) for p in papers)
    return Arrival(arrival_id, ArrivalKind.FOLDER, "post", NOON, kept)


def as_read(paper: str, forename: str = "Amara") -> Understood:
    """Return a paper as understood, with a name written on it."""
    place = Place(sha256_of(paper), 1, (72.0, 140.5, 210.0, 156.0), "Forename")
    mark = Mark("pupil_legal_forename", text=forename, place=place)
    document = Document(
        f"post/{paper}", sha256_of(paper), len(paper), PaperSort.PDF_FORM, 1, (mark,)
    )
    fit = Fit("northshire", "service-request", "2026", "fields", 0.99)
    answers = {"pupil_legal_forename": Answer(mark, forename)}
    return Understood(document, fit, answers)


def a_finding(
    outcome: Outcome = Outcome.NOT_MET, weight: Weight = Weight.BLOCKS
) -> Finding:
    """Return what a rule found about consent."""
    sentence = "We found no signed consent."
    return Finding("consent-missing", "RQ-07", weight, outcome, sentence)


def a_letter(document: str = "acknowledgement", version: int = 1) -> MadeDocument:
    """Return a letter laid in the outbox."""
    name = f"{document}_v{version}.pdf"
    return MadeDocument(document, version, name, sha256_of(name), NOON, f"cases/{name}")


def receive(book: Casebook, *papers: str, arrival_id: str = "arrival-1") -> str:
    """Record that papers arrived and were read; return the arrival's id."""
    book.record_arrival(an_arrival(*papers, arrival_id=arrival_id), by=DESK)
    read = [as_read(paper) for paper in papers]
    book.record_read(arrival_id, read, by=DESK, at=NOON)
    return arrival_id


def a_new_case(arrival: str, *papers: str, prefix: str = "NOR") -> NewCase:
    """Return Amara's case, about to be opened with these papers."""
    shas = tuple(map(sha256_of, papers))
    return NewCase("northshire", prefix, arrival, AMARA, shas)


def open_amaras_case(book: Casebook, *papers: str) -> str:
    """Receive papers and open Amara's case with them; return its reference."""
    arrival = receive(book, *papers)
    return book.open_case(a_new_case(arrival, *papers), by=DESK, at=NOON)


# --- anything at all ----------------------------------------------------------------

_numbers = st.floats(allow_nan=False, width=64)
_counts = st.integers(min_value=0, max_value=2**53)
_words = st.text(st.characters(codec=None), max_size=20)
_moments = st.datetimes(timezones=st.just(dt.UTC))

values = st.one_of(_words, st.booleans(), st.integers(), _numbers, st.dates())
papers = st.builds(Paper, _words, _words, _counts)
arrivals = st.builds(
    Arrival,
    _words,
    st.sampled_from(ArrivalKind),
    _words,
    _moments,
    st.lists(papers, max_size=3).map(tuple),
)
_boxes = st.none() | st.tuples(_numbers, _numbers, _numbers, _numbers)
places = st.builds(Place, _words, st.none() | _counts, _boxes, _words)
marks = st.builds(
    Mark,
    _words,
    st.sampled_from(MarkKind),
    _words,
    st.none() | st.booleans(),
    st.booleans(),
    places,
    st.sampled_from(Route),
    _numbers,
    st.none()
    | st.builds(
        Signature, st.sampled_from(SignatureKind), _words, st.none() | st.booleans()
    ),
)
_problems = st.lists(st.builds(Problem, _words, _words), max_size=2).map(tuple)
_lines = st.lists(st.builds(Line, _words, places), max_size=2).map(tuple)
_some_marks = st.lists(marks, max_size=2).map(tuple)


def _documents(
    inside: st.SearchStrategy[tuple[Document, ...]],
) -> st.SearchStrategy[Document]:
    return st.builds(
        Document,
        name=_words,
        sha256=_words,
        size=_counts,
        sort=st.sampled_from(PaperSort),
        pages=st.none() | _counts,
        marks=_some_marks,
        lines=_lines,
        problems=_problems,
        papers=inside,
        edition=_words,
    )


_flat_documents = _documents(st.just(()))
documents = _documents(st.lists(_flat_documents, max_size=2).map(tuple))
fits = st.builds(Fit, _words, _words, _words, _words, _numbers)
answers = st.builds(Answer, marks, st.none() | values, _words)
understood = st.builds(
    Understood,
    documents,
    st.none() | fits,
    st.dictionaries(_words, answers, max_size=2),
    _some_marks,
)
identities = st.builds(
    Identity, _words, _words, _words, st.none() | st.dates(), _words, _words
)


def _findings(
    parts: st.SearchStrategy[tuple[Finding, ...]],
) -> st.SearchStrategy[Finding]:
    return st.builds(
        Finding,
        code=_words,
        rule=_words,
        weight=st.sampled_from(Weight),
        outcome=st.sampled_from(Outcome),
        sentence=_words,
        label=_words,
        checklist=_words,
        mend=_words,
        parts=parts,
        decided_by=_some_marks,
    )


_flat_findings = _findings(st.just(()))
findings = _findings(st.lists(_flat_findings, max_size=2).map(tuple))
_reasons = st.lists(_words, max_size=2).map(tuple)
proposals = st.builds(
    Proposal, _words, _reasons, st.lists(findings, max_size=2).map(tuple)
)
decisions = st.builds(Decision, _words, _words, _moments, _reasons, _words)
made_documents = st.builds(
    MadeDocument, _words, _counts, _words, _words, _moments, _words
)
