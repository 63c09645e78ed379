"""What the casebook is asked: lists and cases, read from events and summaries."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import ColumnElement, Connection, Row, Select, func, or_, select

from toolkit.casebook.case_records import made_from
from toolkit.casebook.entries import (
    EventKind,
    PaperPlace,
    PaperState,
    WaitingPaper,
)
from toolkit.casebook.folding import Told, fold, moment
from toolkit.casebook.readings import Readings
from toolkit.casebook.records import arrival_from, payload_from
from toolkit.casebook.slips import Slip, parse
from toolkit.casebook.summaries import entry_of
from toolkit.casebook.tables import (
    arrivals,
    case_summaries,
    events,
    paper_places,
    payloads,
)
from toolkit.errors import CannotDo
from toolkit.model import (
    Arrival,
    Case,
    MadeDocument,
    Paper,
    Understood,
)


def unread_arrivals(connection: Connection) -> tuple[Arrival, ...]:
    """Return the arrivals nobody has read yet, in the order they came."""
    rows = connection.execute(
        select(payloads.c.body)
        .join(arrivals, arrivals.c.seq == payloads.c.seq)
        .where(arrivals.c.is_read.is_(False), payloads.c.body.is_not(None))
        .order_by(arrivals.c.seq)
    )
    return tuple(arrival_from(parse(body)) for body in rows.scalars())


def is_unread(connection: Connection, arrival: str) -> bool:
    """Whether an arrival is recorded and nobody has read it yet."""
    mine = (arrivals.c.id == arrival) & arrivals.c.is_read.is_(False)
    return connection.execute(select(arrivals.c.id).where(mine)).first() is not None


def waiting_papers(
    connection: Connection, readings: Readings
) -> tuple[WaitingPaper, ...]:
    """Return the papers that wait for a person, in the order they began to wait.

    Copies of the same bytes are told once, as the first of them.
    """
    place = paper_places.c
    found = connection.execute(
        select(
            place.arrival_id,
            place.sha256,
            place.read_seq,
            payloads.c.body,
            events.c.case_ref,
        )
        .join(payloads, payloads.c.seq == place.seq)
        .join(events, events.c.seq == place.seq)
        .where(place.state == PaperState.WAITING.value)
        .order_by(place.seq, place.arrival_id)
    ).all()
    first = {row.sha256: row for row in reversed(found)}
    rows = [row for row in found if row is first[row.sha256]]
    read = readings.of(connection, {row.read_seq for row in rows})
    arrived = _arrived_at(connection, {row.arrival_id for row in rows})
    return tuple(
        _waiting(row, read.get(row.read_seq), arrived[row.arrival_id]) for row in rows
    )


def places_of(connection: Connection, sha256: str) -> tuple[PaperPlace, ...]:
    """Return where these bytes are known from, in the order they came."""
    return _places(connection, paper_places.c.sha256 == sha256)


def places_in(connection: Connection, state: PaperState) -> tuple[PaperPlace, ...]:
    """Return every paper in a state, in the order they came to it."""
    return _places(connection, paper_places.c.state == state.value)


def _places(
    connection: Connection, which: ColumnElement[bool]
) -> tuple[PaperPlace, ...]:
    place = paper_places.c
    rows = connection.execute(
        select(paper_places, events.c.at)
        .join(arrivals, arrivals.c.id == place.arrival_id)
        .join(events, events.c.seq == arrivals.c.seq)
        .where(which)
        .order_by(place.seq, place.arrival_id)
    )
    return tuple(
        PaperPlace(
            row.sha256,
            row.arrival_id,
            row.case_ref,
            PaperState(row.state),
            moment(row.at),
        )
        for row in rows
    )


def one_case(connection: Connection, ref: str, readings: Readings) -> Case:
    """Return a case with everything that happened to it.

    Raises:
        CannotDo: If there is no such case.
    """
    require_case(connection, ref)
    event = events.c
    joined = select(event.arrival_id).where(
        event.case_ref == ref, event.kind == EventKind.PAPER_JOINED.value
    )
    arrived = event.arrival_id.in_(joined) & (event.kind == EventKind.ARRIVED.value)
    told = tell(
        connection, select(event.seq).where(or_(event.case_ref == ref, arrived))
    )
    read = {one.body.whole("read") or 0 for one in told.values() if "read" in one.body}
    return fold(tuple(told.values()), readings.of(connection, read))


def tell(connection: Connection, which: Select[tuple[int]]) -> Mapping[int, Told]:
    """Return events with their payloads, by number and in order."""
    rows = connection.execute(
        select(events, payloads.c.body)
        .outerjoin(payloads, payloads.c.seq == events.c.seq)
        .where(events.c.seq.in_(which))
        .order_by(events.c.seq)
    )
    return {
        row.seq: Told(entry_of(row), row.hash, payload_from(row.body)) for row in rows
    }


def is_unanswered(connection: Connection, ref: str) -> bool:
    """Whether a case was checked after the last document was written for it."""
    event = events.c
    newest = (
        select(event.kind, func.max(event.seq).label("seq"))
        .where(event.case_ref == ref)
        .group_by(event.kind)
    )
    last = {row.kind: int(row.seq) for row in connection.execute(newest)}
    written = last.get(EventKind.DOCUMENT_WRITTEN.value, 0)
    return last.get(EventKind.CHECKED.value, 0) > written


def require_case(connection: Connection, ref: str) -> None:
    """Stop when there is no such case.

    Raises:
        CannotDo: Naming the reference.
    """
    query = select(case_summaries.c.ref).where(case_summaries.c.ref == ref)
    if connection.execute(query).first() is None:
        raise CannotDo(
            f"There is no case “{ref}” in the casebook.",
            remedy="See `toolkit cases` for the references there are.",
        )


def is_known(connection: Connection, arrival: str) -> bool:
    """Whether an arrival is recorded."""
    query = select(arrivals.c.id).where(arrivals.c.id == arrival)
    return connection.execute(query).first() is not None


def require_arrival(connection: Connection, arrival: str) -> None:
    """Stop when there is no such arrival.

    Raises:
        CannotDo: In words that do not name it.
    """
    if not is_known(connection, arrival):
        raise CannotDo(
            "There is no such arrival in the casebook.",
            remedy="See `toolkit cases --waiting` for what has arrived.",
        )


def last_reading(connection: Connection, arrival: str, sha256: str) -> int:
    """Return the event in which a paper of an arrival was last read.

    Raises:
        CannotDo: If that arrival has no such paper, or it was not read yet.
    """
    place = paper_places.c
    query = select(func.max(place.read_seq)).where(
        place.arrival_id == arrival, place.sha256 == sha256
    )
    seq = connection.execute(query).scalar_one()
    if seq is None:
        raise CannotDo(
            "No such paper has been read from that arrival.",
            remedy="See `toolkit cases --waiting` for the papers that wait.",
        )
    return int(seq)


def latest_version(connection: Connection, ref: str, document: str) -> int:
    """Return the highest version of a document written for a case; 0 when none was."""
    query = select(events.c.facts).where(
        events.c.case_ref == ref, events.c.kind == EventKind.DOCUMENT_WRITTEN.value
    )
    facts = map(parse, connection.execute(query).scalars())
    versions = (
        f.whole("version") or 0 for f in facts if f.text("document") == document
    )
    return max(versions, default=0)


def originals(connection: Connection) -> frozenset[str]:
    """Return the hashes of all files that arrived and were not erased since."""
    rows = _bodies(connection, EventKind.ARRIVED)
    return frozenset(
        paper.text("sha256") for body in rows for paper in body.slips("papers")
    )


def documents(connection: Connection) -> tuple[MadeDocument, ...]:
    """Return all documents laid in the outbox and not erased since, in order."""
    rows = _bodies(connection, EventKind.DOCUMENT_WRITTEN)
    made = (body.slip("made") for body in rows)
    return tuple(made_from(one) for one in made if one is not None)


def _bodies(connection: Connection, kind: EventKind) -> Iterator[Slip]:
    query = (
        select(payloads.c.body)
        .join(events, events.c.seq == payloads.c.seq)
        .where(events.c.kind == kind.value, payloads.c.body.is_not(None))
        .order_by(events.c.seq)
    )
    return (payload_from(body) for body in connection.execute(query).scalars())


def next_number(connection: Connection, prefix: str, year: int) -> int:
    """Return the next number of a service's cases of one year, from 1."""
    case = case_summaries.c
    query = select(func.max(case.number)).where(
        case.prefix == prefix, case.year == year
    )
    return (connection.execute(query).scalar_one() or 0) + 1


def _waiting(
    row: Row[*tuple[object, ...]], understood: Understood | None, arrived: str
) -> WaitingPaper:
    why = payload_from(row.body)
    return WaitingPaper(
        paper=Paper(row.sha256, "") if understood is None else _paper(understood),
        arrival=row.arrival_id,
        at=moment(arrived),
        why=why.text("why"),
        candidates=why.texts("candidates"),
        understood=understood,
        taken_off=row.case_ref or "",
    )


def _paper(understood: Understood) -> Paper:
    document = understood.document
    return Paper(document.sha256, document.name, document.size)


def _arrived_at(connection: Connection, ids: Collection[str]) -> Mapping[str, str]:
    query = select(arrivals.c.id, events.c.at).join(
        events, events.c.seq == arrivals.c.seq
    )
    rows = connection.execute(query.where(arrivals.c.id.in_(ids)))
    return {row.id: row.at for row in rows}
