"""The casebook's tables and the database they are in.

Portable SQL except where a line says SQLite: a shared database needs its own way to
open, to let one writer in at a time, and its own triggers, and nothing else.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import (
    DDL,
    Boolean,
    Column,
    Connection,
    Engine,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    create_engine,
    event,
    inspect,
)
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import ConnectionPoolEntry

from toolkit.errors import CannotStore

SCHEMA = 1
"""Of the tables. A casebook of a later one is refused, never half understood."""

_APPLICATION = 0x4D414342  # "MACB", so that no other SQLite file is taken for ours

metadata = MetaData()

events = Table(
    "events",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("case_ref", String(40)),
    Column("arrival_id", String(80)),
    Column("kind", String(32), nullable=False),
    Column("by", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("versions", Text, nullable=False),
    Column("commitment", String(64), nullable=False),
    Column("prev_hash", String(64), nullable=False, unique=True),
    Column("hash", String(64), nullable=False, unique=True),
    Index("events_of_a_case", "case_ref", "seq"),
    Index("events_of_an_arrival", "arrival_id", "kind"),
)

payloads = Table(
    "payloads",
    metadata,
    Column("seq", Integer, ForeignKey("events.seq"), primary_key=True),
    Column("key", LargeBinary),
    Column("body", Text),
)

arrivals = Table(
    "arrivals",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("seq", Integer, ForeignKey("events.seq"), nullable=False),
    Column("is_read", Boolean, nullable=False),
)

paper_places = Table(
    "paper_places",
    metadata,
    Column("sha256", String(96), primary_key=True),
    Column("arrival_id", String(80), primary_key=True),
    Column("case_ref", String(40), primary_key=True),  # empty until it joins one
    Column("state", String(16), nullable=False),
    Column("seq", Integer, ForeignKey("events.seq"), nullable=False),
    Column("read_seq", Integer, ForeignKey("events.seq")),
    Index("papers_by_state", "state"),
)

case_summaries = Table(
    "case_summaries",
    metadata,
    Column("ref", String(40), primary_key=True),
    Column("service", String(80), nullable=False),
    Column("prefix", String(16), nullable=False),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("status", String(32), nullable=False),
    Column("opened", String(32), nullable=False),
    Column("changed", String(32), nullable=False),
    Column("opened_seq", Integer, ForeignKey("events.seq"), nullable=False),
    Column("papers", Integer, nullable=False),
    Column("proposed", String(32), nullable=False),
    Column("outcome", String(32), nullable=False),
    Column("open_findings", Integer, nullable=False),
    Column("asks", Integer, nullable=False),
    UniqueConstraint("prefix", "year", "number"),
)

SUMMARIES = (case_summaries, paper_places, arrivals)
"""What can be worked out again from the events."""

_TRIGGERS = (
    "CREATE TRIGGER events_stay BEFORE UPDATE ON events "
    "BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END",
    "CREATE TRIGGER events_are_kept BEFORE DELETE ON events "
    "BEGIN SELECT RAISE(ABORT, 'an event is never removed'); END",
    "CREATE TRIGGER payloads_are_only_erased BEFORE UPDATE ON payloads "
    "WHEN new.seq <> old.seq OR new.key IS NOT NULL OR new.body IS NOT NULL "
    "BEGIN SELECT RAISE(ABORT, 'a payload is kept or erased'); END",
    "CREATE TRIGGER payloads_leave_a_trace BEFORE DELETE ON payloads "
    "BEGIN SELECT RAISE(ABORT, 'an erased payload leaves its row'); END",
)
for _trigger in _TRIGGERS:
    _laid: DDL = DDL(_trigger)  # type: ignore[no-untyped-call] # SQLAlchemy's own gap
    event.listen(metadata, "after_create", _laid.execute_if(dialect="sqlite"))


def open_store(path: Path, patience: dt.timedelta) -> Engine:
    """Open the casebook's database, making it when there is none.

    Args:
        path: Of a file on a disk of this machine.
        patience: How long to wait while another program writes.

    Raises:
        CannotStore: If it cannot be made or opened, or is something else.
    """
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        connect_args={"timeout": patience.total_seconds()},
        hide_parameters=True,  # a child's data; no exception may show it
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    try:
        _make_private(path)
        with storing(path):
            _make_tables(engine, path)
            _let_readers_in(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def writing(engine: Engine) -> Connection:
    """Return a connection whose transaction keeps other writers waiting."""
    return engine.connect().execution_options(writing=True)


def empty_log(engine: Engine) -> None:
    """Bring everything from SQLite's log into the file and leave nothing in the log.

    The log still holds what was overwritten. While somebody else reads, it stays; it
    goes when the last one closes the casebook.
    """
    with engine.connect().execution_options(bare=True) as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def storing(path: Path) -> Iterator[None]:
    """Turn what the database says into a sentence with a remedy.

    A broken rule of our own tables is our bug and passes unchanged.

    Raises:
        CannotStore: Instead of the database's own exception.
    """
    try:
        yield
    except IntegrityError:
        raise
    except DBAPIError as fault:
        code = getattr(fault.orig, "sqlite_errorcode", 0) & 0xFF
        what, remedy = _REMEDIES.get(code, _ANY_OTHER)
        raise CannotStore(f"The casebook {path} {what}.", remedy=remedy) from fault


@contextmanager
def part_of(connection: Connection) -> Iterator[None]:
    """Make what happens inside a part of a transaction that can be undone alone.

    Raises:
        CannotStore: If the transaction is no more.
    """
    require_transaction(connection)
    part = connection.begin_nested()
    try:
        yield
    except BaseException:
        if not _is_lost(connection):
            part.rollback()
        raise
    part.commit()


def require_transaction(connection: Connection) -> None:
    """Stop when the database has given a transaction up by itself.

    SQLite does that when the disk is full, and from then on takes every statement for a
    transaction of its own: half a step would be kept.

    Raises:
        CannotStore: If it has.
    """
    if _is_lost(connection):
        raise CannotStore(
            "The casebook has given up what was being recorded.",
            remedy="Nothing of it was kept. Free some space on its disk and run again.",
        )


def _is_lost(connection: Connection) -> bool:
    raw = connection.connection.dbapi_connection
    return getattr(raw, "in_transaction", True) is False


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


def _make_tables(engine: Engine, path: Path) -> None:
    with writing(engine) as connection, connection.begin():
        found = _pragma(connection, "application_id")
        if found != _APPLICATION and (found or inspect(connection).get_table_names()):
            raise _not_a_casebook(path)
        if found == _APPLICATION:
            _check_schema(connection, path)
            return
        metadata.create_all(connection)
        connection.exec_driver_sql(f"PRAGMA application_id = {_APPLICATION}")
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")


def _let_readers_in(engine: Engine) -> None:
    """Let others read while one writes (SQLite's write-ahead log). It stays so."""
    with engine.connect().execution_options(bare=True) as connection:
        if connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() != "wal":
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")


def _check_schema(connection: Connection, path: Path) -> None:
    if _pragma(connection, "user_version") > SCHEMA:
        raise CannotStore(
            f"The casebook {path} was made by a newer version of the toolkit.",
            remedy="Use that version, or bring this one up to date.",
        )


def _pragma(connection: Connection, name: str) -> int:
    return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())


def _not_a_casebook(path: Path) -> CannotStore:
    return CannotStore(f"The file {path} is not a casebook.", remedy=_ELSEWHERE)


_ELSEWHERE = "Name another file as the casebook, or put the latest backup in its place."
_ANY_OTHER = ("could not be used", "Run `toolkit doctor`, then try again.")
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
