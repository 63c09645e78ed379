"""Whether the casebook is as it was written: the chain, the payloads, the summaries."""

from __future__ import annotations

import hmac
from collections.abc import Iterator

from sqlalchemy import Connection, Row, select

from toolkit.casebook.chain import FIRST, commitment
from toolkit.casebook.entries import EventKind
from toolkit.casebook.records import payload_from
from toolkit.casebook.summaries import differences, entry_of
from toolkit.casebook.tables import events, payloads
from toolkit.errors import CannotStore


def faults_of(connection: Connection) -> tuple[str, ...]:
    """Return a sentence for everything that is not as it was written.

    The summaries are compared only when the events are whole: from altered events
    nothing can be worked out. Nothing is changed.
    """
    found = (*_file_faults(connection), *_event_faults(connection))
    if found:
        return found
    trial = connection.begin_nested()
    try:
        return differences(connection)
    finally:
        trial.rollback()


def _file_faults(connection: Connection) -> Iterator[str]:
    if connection.dialect.name == "sqlite":
        told = connection.exec_driver_sql("PRAGMA quick_check").scalars().all()
        if list(told) != ["ok"]:
            yield "The file of the casebook is damaged."


def _event_faults(connection: Connection) -> Iterator[str]:
    erased = _erased(connection)
    rows = connection.execute(
        select(events, payloads.c.seq.label("held"), payloads.c.key, payloads.c.body)
        .outerjoin(payloads, payloads.c.seq == events.c.seq)
        .order_by(events.c.seq)
    )
    expected, before = 1, FIRST
    for row in rows.yield_per(100):
        if row.seq != expected:
            yield f"Before event {row.seq} there is a gap: {expected} is missing."
        elif row.prev_hash != before:
            yield f"Event {row.seq} does not follow from the event before it."
        if entry_of(row).hash() != row.hash:
            yield f"Event {row.seq} was altered after it was written."
        yield from _payload_faults(row, is_erased=row.seq in erased)
        expected, before = row.seq + 1, row.hash


def _payload_faults(row: Row[*tuple[object, ...]], *, is_erased: bool) -> Iterator[str]:
    key, body = row.key, row.body
    if row.held is None:
        yield f"What event {row.seq} says is missing."
    elif key is None and body is None:
        if not is_erased:
            yield f"What event {row.seq} says was emptied, and no event tells of it."
    elif key is None or body is None or not _fits(key, body, row.commitment):
        yield f"What event {row.seq} says was altered after it was written."


def _fits(key: bytes, body: str, committed: str) -> bool:
    return body.isascii() and hmac.compare_digest(commitment(key, body), committed)


def _erased(connection: Connection) -> frozenset[int]:
    """Return the events whose erasure is told of by a later event."""
    bodies = connection.execute(
        select(payloads.c.body)
        .join(events, events.c.seq == payloads.c.seq)
        .where(events.c.kind == EventKind.ERASED.value, payloads.c.body.is_not(None))
    )
    told: set[int] = set()
    for body in bodies.scalars():
        try:
            told.update(int(seq) for seq in payload_from(body).reals("events"))
        except CannotStore:
            continue  # altered; the check of its own payload says so
    return frozenset(told)
