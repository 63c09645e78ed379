"""The summaries: what can always be worked out again from the events.

`put_down` is the only writer. It runs in the transaction of the event itself, and runs
again over every event when the summaries are rebuilt or checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Table,
    delete,
    insert,
    select,
    update,
)

from toolkit.casebook.chain import Entry
from toolkit.casebook.entries import EventKind, PaperState
from toolkit.casebook.records import payload_from
from toolkit.casebook.slips import Slip, parse
from toolkit.casebook.tables import (
    SUMMARIES,
    arrivals,
    case_summaries,
    events,
    paper_places,
    payloads,
)
from toolkit.model import Status


def put_down(connection: Connection, entry: Entry, body: Slip) -> None:
    """Bring the summaries up to one event.

    Args:
        connection: In the event's own transaction.
        entry: The event.
        body: Its payload, empty when it was erased.
    """
    paper_moves = _PAPER_MOVES.get(entry.kind)
    if paper_moves is not None:
        paper_moves(connection, entry, body)
    if entry.kind == EventKind.CASE_OPENED:
        _opened(connection, entry)
    elif entry.case_ref is not None:
        _changed(connection, entry)


def rebuild(connection: Connection) -> None:
    """Work all summaries out again from the events."""
    for table in SUMMARIES:
        connection.execute(delete(table))
    for entry, body in told(connection):
        put_down(connection, entry, body)


def differences(connection: Connection) -> tuple[str, ...]:
    """Return a sentence for every summary that does not follow from the events.

    It rebuilds them on the way; the caller rolls that back.
    """
    before = {table.name: _rows(connection, table) for table in SUMMARIES}
    rebuild(connection)
    return tuple(
        f"The table {table.name} does not follow from the events in {count} rows."
        for table in SUMMARIES
        if (count := len(before[table.name] ^ _rows(connection, table)))
    )


def told(connection: Connection) -> Iterator[tuple[Entry, Slip]]:
    """Yield every event with its payload, in order; an erased payload is empty."""
    rows = connection.execute(
        select(events, payloads.c.body)
        .outerjoin(payloads, payloads.c.seq == events.c.seq)
        .order_by(events.c.seq)
    )
    for row in rows.yield_per(_AT_A_TIME):
        yield entry_of(row), payload_from(row.body)


def entry_of(row: Row[*tuple[object, ...]]) -> Entry:
    """Return the event of a row that holds all its columns."""
    return Entry(*(getattr(row, column) for column in _ENTRY))


_ENTRY = tuple(column.name for column in fields(Entry))
_AT_A_TIME = 100  # payloads are tens of kilobytes each


# --- arrivals and their papers ------------------------------------------------------


def _arrived(connection: Connection, entry: Entry, body: Slip) -> None:
    connection.execute(
        insert(arrivals).values(id=entry.arrival_id, seq=entry.seq, is_read=False)
    )
    for sha256 in {paper.text("sha256") for paper in body.slips("papers")}:
        _lay(connection, entry, sha256, PaperState.ARRIVED)


def _read(connection: Connection, entry: Entry, body: Slip) -> None:
    _finish(connection, entry)
    document = body.slip("document")
    if document is None:
        return
    part = document.text("part")
    sha256 = document.text("sha256") + (f"#{part}" if part else "")
    here = _here(entry, sha256)
    if _known(connection, here):
        is_new = here & (paper_places.c.state == PaperState.ARRIVED)
        state = {"state": PaperState.READ.value, "seq": entry.seq}
        connection.execute(update(paper_places).where(is_new).values(state))
    else:
        _lay(connection, entry, sha256, PaperState.READ)
    newest = update(paper_places).where(here).values(read_seq=entry.seq)
    connection.execute(newest)


def _set_aside(connection: Connection, entry: Entry, body: Slip) -> None:
    paper = body.slip("paper")
    if parse(entry.facts).flag("whole"):
        _finish(connection, entry)
        place = paper_places.c
        loose = (place.arrival_id == entry.arrival_id) & (place.case_ref == "")
        aside = {"state": PaperState.SET_ASIDE.value, "seq": entry.seq}
        connection.execute(update(paper_places).where(loose).values(aside))
    elif paper is not None:
        _bring(connection, entry, paper.text("sha256"), PaperState.SET_ASIDE)


def _waiting(connection: Connection, entry: Entry, body: Slip) -> None:
    if "sha256" in body:
        _bring(connection, entry, body.text("sha256"), PaperState.WAITING)


def _joined(connection: Connection, entry: Entry, body: Slip) -> None:
    """Move a paper to its case, and with it every waiting copy of the same bytes."""
    if "sha256" not in body:
        return
    place, sha256 = paper_places.c, body.text("sha256")
    loose = (place.sha256 == sha256) & (place.case_ref == "")
    copies = loose & (place.state == PaperState.WAITING)
    found = select(place.arrival_id).where(copies)
    moved = {entry.arrival_id, *connection.execute(found).scalars()}
    connection.execute(delete(paper_places).where(loose & place.arrival_id.in_(moved)))
    for arrival in sorted(filter(None, moved)):
        back = (place.sha256 == sha256) & (place.arrival_id == arrival)
        back &= place.case_ref == entry.case_ref  # it was taken off this very case
        connection.execute(delete(paper_places).where(back))
        connection.execute(
            insert(paper_places).values(
                sha256=sha256,
                arrival_id=arrival,
                case_ref=entry.case_ref,
                state=PaperState.JOINED.value,
                seq=entry.seq,
                read_seq=body.whole("read"),
            )
        )


def _taken_off(connection: Connection, entry: Entry, body: Slip) -> None:
    """Let a paper wait again, and remember which case it was taken off."""
    if "sha256" not in body:
        return
    place, sha256 = paper_places.c, body.text("sha256")
    off = (place.sha256 == sha256) & (place.case_ref == entry.case_ref)
    change = {"state": PaperState.TAKEN_OFF.value, "seq": entry.seq}
    connection.execute(update(paper_places).where(off).values(change))
    _bring(connection, entry, sha256, PaperState.WAITING)
    reading = {"read_seq": body.whole("read")}
    loose = _here(entry, sha256) & (place.case_ref == "")
    connection.execute(update(paper_places).where(loose).values(reading))


def _finish(connection: Connection, entry: Entry) -> None:
    this = arrivals.c.id == entry.arrival_id
    connection.execute(update(arrivals).where(this).values(is_read=True))


def _bring(
    connection: Connection, entry: Entry, sha256: str, state: PaperState
) -> None:
    """Bring a paper that belongs to no case into a state."""
    loose = _here(entry, sha256) & (paper_places.c.case_ref == "")
    if _known(connection, loose):
        change = {"state": state.value, "seq": entry.seq}
        connection.execute(update(paper_places).where(loose).values(change))
    else:
        _lay(connection, entry, sha256, state)


def _lay(connection: Connection, entry: Entry, sha256: str, state: PaperState) -> None:
    connection.execute(
        insert(paper_places).values(
            sha256=sha256,
            arrival_id=entry.arrival_id,
            case_ref="",
            state=state.value,
            seq=entry.seq,
        )
    )


def _here(entry: Entry, sha256: str) -> ColumnElement[bool]:
    place = paper_places.c
    return (place.sha256 == sha256) & (place.arrival_id == entry.arrival_id)


def _known(connection: Connection, which: ColumnElement[bool]) -> bool:
    return connection.execute(select(paper_places).where(which)).first() is not None


_PAPER_MOVES: Mapping[str, Callable[[Connection, Entry, Slip], None]] = {
    EventKind.ARRIVED: _arrived,
    EventKind.READ: _read,
    EventKind.SET_ASIDE: _set_aside,
    EventKind.PAPER_WAITING: _waiting,
    EventKind.PAPER_JOINED: _joined,
    EventKind.PAPER_TAKEN_OFF: _taken_off,
}


# --- cases --------------------------------------------------------------------------


def _opened(connection: Connection, entry: Entry) -> None:
    facts = parse(entry.facts)
    connection.execute(
        insert(case_summaries).values(
            ref=entry.case_ref,
            service=facts.text("service"),
            prefix=facts.text("prefix"),
            year=facts.whole("year"),
            number=facts.whole("number"),
            status=Status.RECEIVED.value,
            opened=entry.at,
            changed=entry.at,
            opened_seq=entry.seq,
            papers=0,
            proposed="",
            outcome="",
            open_findings=0,
            asks=0,
            identity_seq=None,
            has_news=False,
        )
    )


def _changed(connection: Connection, entry: Entry) -> None:
    facts, case = parse(entry.facts), case_summaries.c
    values: dict[str, object] = {"changed": entry.at}
    values |= {key: facts.text(key) for key in _TEXTS if key in facts}
    values |= {key: facts.whole(key) for key in _COUNTS if key in facts}
    if entry.kind == EventKind.PAPER_JOINED and not facts.flag("again"):
        values["papers"] = case.papers + 1
        if facts.flag("has_news"):
            values["has_news"] = True
    elif entry.kind == EventKind.PAPER_TAKEN_OFF:
        values["papers"] = case.papers - 1
    elif entry.kind == EventKind.IDENTITY_CHANGED:
        values["identity_seq"] = entry.seq
    elif entry.kind == EventKind.RESUBMITTED and facts.flag("has_news"):
        values["has_news"] = True
    elif entry.kind in _LOOKED_AT:
        values["has_news"] = False
    this = case.ref == entry.case_ref
    connection.execute(update(case_summaries).where(this).values(values))


_LOOKED_AT = (
    EventKind.DECIDED,
    EventKind.STATUS_CHANGED,
    EventKind.CONFIRMED,
    EventKind.CORRECTED,
    EventKind.PAPER_TAKEN_OFF,
    EventKind.RECORDED,
)
_TEXTS = ("status", "proposed", "outcome")
_COUNTS = ("open_findings", "asks")


def _rows(connection: Connection, table: Table) -> set[tuple[object, ...]]:
    return {tuple(row) for row in connection.execute(select(table))}
