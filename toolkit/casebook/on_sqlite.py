"""What is particular to a casebook that is an SQLite file."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from toolkit.casebook.chain import FIRST
from toolkit.errors import CannotStore

_APPLICATION = 0x4D414342  # "MACB", so that no other SQLite file is taken for ours


def engine_of(path: Path, patience: dt.timedelta) -> Engine:
    """Return the engine of a file, which is made, private, when there is none.

    Raises:
        CannotStore: If it cannot be made.
    """
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        connect_args={"timeout": patience.total_seconds()},
        hide_parameters=True,  # a child's data; no exception may show it
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    _make_private(path)
    return engine


def remedy(fault: DBAPIError) -> tuple[str, str] | None:
    """Return what a fault of the database means and what to do; null for any other."""
    code = getattr(fault.orig, "sqlite_errorcode", 0) & 0xFF
    return _REMEDIES.get(code)


def has_given_up(connection: Connection) -> bool:
    """Whether the file's transaction has ended by itself."""
    raw = connection.connection.dbapi_connection
    return getattr(raw, "in_transaction", True) is False


def is_signed(connection: Connection, name: str) -> bool:
    """Whether the file says of itself that it is a casebook.

    Raises:
        CannotStore: If it says that it is something else, or a later toolkit's.
    """
    found = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    if found not in {0, _APPLICATION}:
        raise not_a_casebook(name)
    return bool(found)


def sign(connection: Connection) -> None:
    """Write into the file that it is a casebook."""
    connection.exec_driver_sql(f"PRAGMA application_id = {_APPLICATION}")


def let_readers_in(engine: Engine) -> None:
    """Let others read while one writes (SQLite's write-ahead log). It stays so."""
    with engine.connect().execution_options(bare=True) as connection:
        if connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() != "wal":
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")


def empty_log(engine: Engine) -> None:
    """Bring everything from SQLite's log into the file and leave nothing in the log.

    The log still holds what was overwritten. While somebody else reads, it stays; it
    goes when the last one closes the casebook.
    """
    with engine.connect().execution_options(bare=True) as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def write_copy(path: Path, at: Path) -> tuple[int, str]:
    """Write a whole copy of a casebook in one file, for its owner only.

    Others may read and write meanwhile; the copy is as the file was at one moment.

    Returns:
        The number and the hash of the copy's last event.

    Raises:
        CannotStore: If it cannot be written.
    """
    draft = at.with_name(at.name + ".draft")
    try:
        draft.unlink(missing_ok=True)
        _make_private(draft)
        with (
            closing(sqlite3.connect(path)) as source,
            closing(sqlite3.connect(draft)) as copy,
        ):
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, no helpers
            last = "SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1"
            seq, link = copy.execute(last).fetchone() or (0, FIRST)
        _force_to_disk(draft)
        draft.replace(at)
    except (OSError, sqlite3.Error) as fault:
        with suppress(OSError):
            draft.unlink()
        raise CannotStore(
            f"A copy of the casebook could not be written to {at}.",
            remedy="Check the folder and the room on its disk, then run again.",
        ) from fault
    return int(seq), str(link)


def not_a_casebook(name: str) -> CannotStore:
    """Describe a database that is something else."""
    return CannotStore(f"The file {name} is not a casebook.", remedy=_ELSEWHERE)


def _make_private(path: Path) -> None:
    """Make the file, for its owner only; the database gives its helpers the same."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as fault:
        raise CannotStore(
            f"The casebook {path} could not be made or opened for writing.",
            remedy="Check that the folder exists and that you may write in it.",
        ) from fault


def _force_to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Set up a new SQLite connection."""
    connection.isolation_level = None  # we begin and commit ourselves
    cursor = connection.cursor()
    for setting in (
        "foreign_keys = ON",
        "synchronous = FULL",  # what is committed survives a power cut
        "secure_delete = ON",  # what is erased is overwritten in the file
        "trusted_schema = OFF",
    ):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """Begin in SQLite: a writer takes its turn at once, not at its first change."""
    options = connection.get_execution_options()
    if not options.get("bare", False):
        immediate = options.get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


_ELSEWHERE = "Name another file as the casebook, or put the latest backup in its place."
_REMEDIES = {
    # SQLite's primary result codes, https://www.sqlite.org/rescode.html
    5: ("is in use by another program", "Wait until that has ended, then run again."),
    6: ("is in use by another program", "Wait until that has ended, then run again."),
    8: ("may not be written to", "Ask for the right to write to that file."),
    10: ("could not be read or written", "Check the disk it is on, then run again."),
    11: ("is damaged", "Put the latest backup in its place."),
    13: ("has no room left on its disk", "Free some space, then run again."),
    14: ("could not be opened", "Check its folder and your right to write in it."),
    26: ("is not a casebook at all", _ELSEWHERE),
}
