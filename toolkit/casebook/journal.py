"""The writing hand of the casebook: one event after another, in transactions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from sqlalchemy import Connection, insert, select

from toolkit.casebook.chain import FIRST, Entry, commitment, new_key
from toolkit.casebook.happenings import Happened
from toolkit.casebook.records import payload_from, payload_text
from toolkit.casebook.slips import canonical
from toolkit.casebook.store import (
    empty_log,
    events,
    open_store,
    part_of,
    payloads,
    require_transaction,
    storing,
    writing,
)
from toolkit.casebook.summaries import put_down


class Journal:
    """The events and the transactions they are written in, for one thread.

    Raises:
        CannotStore: From every method, when the database cannot be read or written;
            then nothing of the transaction has happened.
    """

    def __init__(self, path: Path, patience: dt.timedelta) -> None:
        self._path = path
        self._engine = open_store(path, patience)
        self._connection: Connection | None = None
        self._versions: Mapping[str, str] = {}

    def close(self) -> None:
        """Close the file."""
        self._engine.dispose()

    @contextmanager
    def using(self, versions: Mapping[str, str]) -> Iterator[None]:
        """Let every event recorded inside keep these versions too."""
        before = self._versions
        self._versions = {**before, **versions}
        try:
            yield
        finally:
            self._versions = before

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Make what happens inside one transaction, undone if it does not come through.

        Inside another it is a part of that one, and is undone alone.
        """
        with storing(self._path):
            if self._connection is not None:
                with part_of(self._connection):
                    yield self._connection
                return
            with writing(self._engine) as connection, connection.begin():
                self._connection = connection
                try:
                    yield connection
                    require_transaction(connection)
                finally:
                    self._connection = None

    def empty_log(self) -> None:
        """Leave nothing of what was erased beside the file; not inside a step."""
        if self._connection is None:
            with storing(self._path):
                empty_log(self._engine)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """See everything as it is at one moment, the transaction around it included."""
        with storing(self._path):
            if self._connection is not None:
                yield self._connection
                return
            with self._engine.connect() as connection:
                yield connection

    def record(self, happened: Happened) -> None:
        """Add one event to the chain, its payload beside it, and what follows from it.

        Raises:
            ValueError: If nobody is named, or the moment has no time zone.
        """
        if not happened.by.strip():
            raise ValueError("Whoever records something is named.")
        with self.writing() as connection:
            seq, before = head(connection)
            key, body = new_key(), payload_text(happened.body)
            entry = Entry(
                seq=seq + 1,
                at=_utc(happened.at),
                case_ref=happened.ref,
                arrival_id=happened.arrival,
                kind=happened.kind.value,
                by=happened.by,
                facts=canonical(happened.facts),
                versions=canonical(self._versions),
                commitment=commitment(key, body),
                prev_hash=before,
            )
            connection.execute(insert(events).values(_row(entry)))
            payload = insert(payloads).values(seq=entry.seq, key=key, body=body)
            connection.execute(payload)
            put_down(connection, entry, payload_from(body))


def head(connection: Connection) -> tuple[int, str]:
    """Return the number and the hash of the last event."""
    query = select(events.c.seq, events.c.hash).order_by(events.c.seq.desc()).limit(1)
    row = connection.execute(query).first()
    return (0, FIRST) if row is None else (row.seq, row.hash)


def _row(entry: Entry) -> dict[str, object]:
    return {**asdict(entry), "hash": entry.hash()}


def _utc(at: dt.datetime) -> str:
    if at.tzinfo is None:
        raise ValueError("A moment is recorded with its time zone.")
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")
