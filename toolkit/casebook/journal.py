"""The writing hand of the casebook: one event after another, in transactions."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from sqlalchemy import Connection, insert, select

from toolkit.casebook.chain import FIRST, Entry, commitment, new_key
from toolkit.casebook.happenings import Happened
from toolkit.casebook.on_sqlite import write_copy
from toolkit.casebook.records import payload_text
from toolkit.casebook.slips import Slip, canonical
from toolkit.casebook.store import (
    empty_log,
    is_address,
    open_store,
    part_of,
    reading,
    require_transaction,
    storing,
    writing,
)
from toolkit.casebook.summaries import put_down
from toolkit.casebook.tables import events, metadata, payloads
from toolkit.errors import CannotStore


class Journal:
    """The events and the transactions they are written in, for one thread.

    Raises:
        CannotStore: From every method, when the database cannot be read or written;
            then nothing of the transaction has happened.
    """

    def __init__(self, place: Path | str, patience: dt.timedelta) -> None:
        self._place = place
        self._engine = open_store(place, patience)
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
        with storing(self._place):
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
            with storing(self._place):
                empty_log(self._engine)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """See everything as it is at one moment, the transaction around it included."""
        with storing(self._place):
            if self._connection is not None:
                yield self._connection
                return
            with reading(self._engine) as connection:
                yield connection

    def copy_to(self, path: Path) -> tuple[int, str]:
        """Write a whole copy into a new SQLite file; return its head.

        Raises:
            CannotStore: If it cannot be written.
        """
        if not is_address(self._place):
            with storing(self._place):
                return write_copy(Path(self._place), path)
        with tempfile.TemporaryDirectory() as folder:
            draft = Path(folder) / "casebook.sqlite"
            copy = Journal(draft, dt.timedelta(seconds=1))
            try:
                copied = copy.fill_from(self)
            finally:
                copy.close()
            write_copy(draft, path)
        return copied

    def fill_from(self, other: Journal) -> tuple[int, str]:
        """Take over everything from another casebook; return the head.

        Raises:
            CannotStore: If something has been recorded here already.
        """
        with other.reading() as source, self.writing() as connection:
            if head(connection)[0]:
                raise CannotStore(
                    "There is a casebook already, and it is not overwritten.",
                    remedy="Name a place where there is none.",
                )
            for table in metadata.sorted_tables:
                rows = source.execute(select(table).execution_options(yield_per=500))
                for some in rows.mappings().partitions():
                    connection.execute(insert(table), [dict(row) for row in some])
            return head(connection)

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
            # Given beside the statement, values cost half of what they cost inside it.
            connection.execute(insert(events), _row(entry))
            payload = {"seq": entry.seq, "key": key, "body": body}
            connection.execute(insert(payloads), payload)
            put_down(connection, entry, Slip(happened.body))


def hash_of(connection: Connection, number: int) -> str | None:
    """Return the hash of one event; null when there is none of that number."""
    return connection.execute(
        select(events.c.hash).where(events.c.seq == number)
    ).scalar_one_or_none()


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
