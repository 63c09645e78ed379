"""The nouns as plain JSON records and back, so that what is kept outlives the code.

For every noun there is one function that writes its record and one that reads it. What
is empty is left out; a reader takes what is absent as empty. Readers raise
`CannotStore` when a record is not what was once written.
"""

from __future__ import annotations

import datetime as dt

from toolkit.casebook.slips import Record, Slip, damaged, lean, parse, written
from toolkit.errors import CannotStore
from toolkit.model import (
    NOWHERE,
    Answer,
    Arrival,
    ArrivalKind,
    Box,
    Document,
    Fit,
    Identity,
    Line,
    Mark,
    MarkKind,
    Paper,
    PaperSort,
    Place,
    Problem,
    Route,
    Signature,
    SignatureKind,
    Understood,
    Value,
)

VERSION = 1
"""Of the records' shape. A reader knows its own and every earlier one."""


def payload_text(record: Record) -> str:
    """Write a payload with the version of its records."""
    return written({"records": VERSION, **record})


def payload_from(text: str | None) -> Slip:
    """Read a payload; one that was erased is empty.

    Raises:
        CannotStore: If it is damaged, or of a later version.
    """
    if text is None:
        return Slip({})
    slip = parse(text)
    if (slip.whole("records") or 0) > VERSION:
        raise CannotStore(
            "An entry of the casebook was written by a newer version of the toolkit.",
            remedy="Use that version, or bring this one up to date.",
        )
    return slip


# --- what arrives -------------------------------------------------------------------


def paper_record(paper: Paper) -> Record:
    """Write a paper."""
    return lean(sha256=paper.sha256, name=paper.name, size=paper.size)


def paper_from(slip: Slip) -> Paper:
    """Read a paper."""
    return Paper(slip.text("sha256"), slip.text("name"), slip.whole("size") or 0)


def arrival_record(arrival: Arrival) -> Record:
    """Write an arrival with its papers."""
    return lean(
        id=arrival.id,
        kind=arrival.kind.value,
        name=arrival.name,
        at=arrival.at.isoformat(),
        papers=[paper_record(paper) for paper in arrival.papers],
    )


def arrival_from(slip: Slip) -> Arrival:
    """Read an arrival."""
    return Arrival(
        id=slip.text("id"),
        kind=slip.choice("kind", ArrivalKind),
        name=slip.text("name"),
        at=slip.moment("at"),
        papers=tuple(map(paper_from, slip.slips("papers"))),
    )


# --- what is on a paper -------------------------------------------------------------


def place_record(place: Place) -> Record:
    """Write a place; one that says nothing is an empty record."""
    box = None if place.box is None else list(place.box)
    return lean(paper=place.paper, page=place.page, box=box, label=place.label)


def place_from(slip: Slip | None) -> Place:
    """Read a place; absent, it is nowhere."""
    if slip is None:
        return NOWHERE
    return Place(slip.text("paper"), slip.whole("page"), _box(slip), slip.text("label"))


def mark_record(mark: Mark) -> Record:
    """Write a mark. A tick is 1 or 0, because an empty box is not an absent one."""
    return lean(
        key=mark.key,
        kind=mark.kind.value,
        text=mark.text,
        tick=None if mark.tick is None else int(mark.tick),
        ask=mark.ask,
        place=place_record(mark.place),
        how=mark.how.value,
        confidence=mark.confidence,
        signature=_signature_record(mark.signature),
    )


def _signature_record(signature: Signature | None) -> Record | None:
    """Write how somebody signed; whether it holds is 1 or 0, as a tick is."""
    if signature is None:
        return None
    intact = None if signature.intact is None else int(signature.intact)
    return lean(kind=signature.kind.value, says=signature.says, intact=intact)


def mark_from(slip: Slip) -> Mark:
    """Read a mark."""
    tick = slip.whole("tick")
    return Mark(
        key=slip.text("key"),
        kind=slip.choice("kind", MarkKind),
        text=slip.text("text"),
        tick=None if tick is None else bool(tick),
        ask=slip.flag("ask"),
        place=place_from(slip.slip("place")),
        how=slip.choice("how", Route),
        confidence=slip.real("confidence", 1.0),
        signature=_signature_from(slip.slip("signature")),
    )


def _signature_from(slip: Slip | None) -> Signature | None:
    if slip is None:
        return None
    intact = slip.whole("intact")
    return Signature(
        kind=slip.choice("kind", SignatureKind),
        says=slip.text("says"),
        intact=None if intact is None else bool(intact),
    )


def document_record(document: Document) -> Record:
    """Write a document and what it carries."""
    return lean(
        name=document.name,
        sha256=document.sha256,
        size=document.size,
        sort=document.sort.value,
        pages=document.pages,
        marks=[mark_record(mark) for mark in document.marks],
        lines=[_line_record(line) for line in document.lines],
        problems=[_problem_record(problem) for problem in document.problems],
        papers=[document_record(paper) for paper in document.papers],
        edition=document.edition,
        part=document.part,
    )


def document_from(slip: Slip) -> Document:
    """Read a document and what it carries."""
    return Document(
        name=slip.text("name"),
        sha256=slip.text("sha256"),
        size=slip.whole("size") or 0,
        sort=slip.choice("sort", PaperSort),
        pages=slip.whole("pages"),
        marks=tuple(map(mark_from, slip.slips("marks"))),
        lines=tuple(map(_line_from, slip.slips("lines"))),
        problems=tuple(map(_problem_from, slip.slips("problems"))),
        papers=tuple(map(document_from, slip.slips("papers"))),
        edition=slip.text("edition"),
        part=slip.text("part"),
    )


# --- what it means ------------------------------------------------------------------


def fit_record(fit: Fit) -> Record:
    """Write which form a paper is."""
    return lean(
        service=fit.service,
        form=fit.form,
        edition=fit.edition,
        how=fit.how,
        sure=fit.sure,
    )


def fit_from(slip: Slip) -> Fit:
    """Read which form a paper is."""
    return Fit(
        service=slip.text("service"),
        form=slip.text("form"),
        edition=slip.text("edition"),
        how=slip.text("how"),
        sure=slip.real("sure"),
    )


def value_record(value: Value) -> Record:
    """Write a value with its kind, so that a date never comes back as text."""
    if isinstance(value, bool):
        return {"flag": value}
    if isinstance(value, int | float):
        return {"number": value}
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    return {"text": value}


def value_from(slip: Slip) -> Value:
    """Read a value."""
    if "flag" in slip:
        return slip.flag("flag")
    if "number" in slip:
        return slip.number("number")
    if "date" in slip:
        return _day(slip)
    if "text" in slip:
        return slip.text("text")
    raise damaged()


def answer_record(answer: Answer) -> Record:
    """Write an answer: what was written and what it means."""
    value = None if answer.value is None else value_record(answer.value)
    return lean(
        mark=mark_record(answer.mark),
        value=value,
        why=answer.why,
        settled_by=answer.settled_by,
    )


def answer_from(slip: Slip) -> Answer:
    """Read an answer."""
    mark, value = slip.slip("mark"), slip.slip("value")
    if mark is None:
        raise damaged()
    return Answer(
        mark=mark_from(mark),
        value=None if value is None else value_from(value),
        why=slip.text("why"),
        settled_by=slip.text("settled_by"),
    )


def understood_record(understood: Understood) -> Record:
    """Write a paper as understood."""
    return lean(
        document=document_record(understood.document),
        fit=None if understood.fit is None else fit_record(understood.fit),
        answers={key: answer_record(a) for key, a in understood.answers.items()},
        unasked=[mark_record(mark) for mark in understood.unasked],
    )


def understood_from(slip: Slip) -> Understood:
    """Read a paper as understood."""
    document, fit = slip.slip("document"), slip.slip("fit")
    if document is None:
        raise damaged()
    return Understood(
        document=document_from(document),
        fit=None if fit is None else fit_from(fit),
        answers={key: answer_from(inside) for key, inside in slip.named("answers")},
        unasked=tuple(map(mark_from, slip.slips("unasked"))),
    )


def identity_record(identity: Identity) -> Record:
    """Write whose paper it is."""
    return lean(
        forename=identity.forename,
        surname=identity.surname,
        full_name=identity.full_name,
        dob=None if identity.dob is None else identity.dob.isoformat(),
        upn=identity.upn,
        case_ref=identity.case_ref,
        school=identity.school,
    )


def identity_from(slip: Slip) -> Identity:
    """Read whose paper it is."""
    return Identity(
        forename=slip.text("forename"),
        surname=slip.text("surname"),
        full_name=slip.text("full_name"),
        dob=slip.day("dob"),
        upn=slip.text("upn"),
        case_ref=slip.text("case_ref"),
        school=slip.text("school"),
    )


# --- small parts --------------------------------------------------------------------


def _line_record(line: Line) -> Record:
    return lean(text=line.text, place=place_record(line.place))


def _line_from(slip: Slip) -> Line:
    return Line(slip.text("text"), place_from(slip.slip("place")))


def _problem_record(problem: Problem) -> Record:
    return lean(code=problem.code, sentence=problem.sentence)


def _problem_from(slip: Slip) -> Problem:
    return Problem(slip.text("code"), slip.text("sentence"))


def _box(slip: Slip) -> Box | None:
    match slip.reals("box"):
        case ():
            return None
        case (left, top, right, bottom):
            return left, top, right, bottom
        case _:
            raise damaged()


def _day(slip: Slip) -> dt.date:
    day = slip.day("date")
    if day is None:
        raise damaged()
    return day
