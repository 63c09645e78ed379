"""The database the casebook is in, and the transactions on it.

What is the same for every database is here; `on_sqlite` and `on_postgresql` know what
is not: how one is opened, how one writer at a time is let in, what its faults mean.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import DBAPIError, IntegrityError

from toolkit.casebook import on_postgresql, on_sqlite
from toolkit.casebook.migrating import (
    HEAD,
    bring_up_to_date,
    require_known,
    revision_of,
    stamp,
)
from toolkit.casebook.tables import metadata
from toolkit.errors import CannotStore


def open_store(place: Path | str, patience: dt.timedelta) -> Engine:
    """Open the casebook's database, making it when there is none.

    One of an earlier toolkit is brought up to date; SQLite's file is copied first.

    Args:
        place: A file on a disk of this machine, or the address of a database.
        patience: How long to wait while another program writes.

    Raises:
        CannotStore: If it cannot be made or opened, or is something else.
    """
    if is_address(place):
        engine = on_postgresql.engine_of(str(place), patience)
    else:
        engine = on_sqlite.engine_of(Path(place), patience)
    try:
        with storing(place):
            _make_tables(engine, place)
            if engine.dialect.name == "sqlite":
                on_sqlite.let_readers_in(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def is_address(place: Path | str) -> bool:
    """Whether this is the address of a database and not the path of a file."""
    return isinstance(place, str) and "://" in place


def name_of(place: Path | str) -> str:
    """Return what a casebook is called in a sentence: never with a password in it."""
    return on_postgresql.name_of(str(place)) if is_address(place) else str(place)


def writing(engine: Engine) -> Connection:
    """Return a connection whose transaction keeps other writers waiting."""
    return engine.connect().execution_options(writing=True)


def reading(engine: Engine) -> Connection:
    """Return a connection that sees everything as it is at one moment."""
    if engine.dialect.name == "postgresql":
        return on_postgresql.reading(engine)
    return engine.connect()


def empty_log(engine: Engine) -> None:
    """Leave nothing of what was erased where the database keeps old pages."""
    if engine.dialect.name == "postgresql":
        on_postgresql.sweep(engine)
    else:
        on_sqlite.empty_log(engine)


@contextmanager
def storing(place: Path | str) -> Iterator[None]:
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
        room = on_postgresql if is_address(place) else on_sqlite
        what, remedy = room.remedy(fault) or _ANY_OTHER
        name = name_of(place)
        raise CannotStore(f"The casebook {name} {what}.", remedy=remedy) from fault


_ANY_OTHER = ("could not be used", "Run `toolkit doctor`, then try again.")


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
        if not on_sqlite.has_given_up(connection):
            part.rollback()
        raise
    part.commit()


def require_transaction(connection: Connection) -> None:
    """Stop when the database has given a transaction up by itself.

    SQLite does that when the disk is full, and from then on takes every statement for a
    transaction of its own: half a step would be kept. PostgreSQL does it after any
    fault, and then takes a commit for a rollback without a word.

    Raises:
        CannotStore: If it has.
    """
    given_up = on_sqlite.has_given_up(connection)
    if given_up or on_postgresql.has_given_up(connection):
        raise CannotStore(
            "The casebook has given up what was being recorded.",
            remedy="Nothing of it was kept. Free some space on its disk and run again.",
        )


def _make_tables(engine: Engine, place: Path | str) -> None:
    with writing(engine) as connection, connection.begin():
        if _is_new(connection, place):
            metadata.create_all(connection)
            stamp(connection, HEAD)
            if connection.dialect.name == "sqlite":
                on_sqlite.sign(connection)
        elif revision_of(connection) != HEAD:
            require_known(connection, name_of(place))
            if connection.dialect.name == "sqlite":
                path = Path(place)
                on_sqlite.write_copy(path, path.with_name(f"{path.name}.before-{HEAD}"))
            bring_up_to_date(connection)


def _is_new(connection: Connection, place: Path | str) -> bool:
    """Whether there is nothing in the database yet.

    Raises:
        CannotStore: If there is something and it is no casebook.
    """
    tables = set(inspect(connection).get_table_names())
    if connection.dialect.name == "sqlite":
        is_ours = on_sqlite.is_signed(connection, name_of(place))
    else:
        is_ours = {"alembic_version", "events", "payloads"} <= tables
    if tables and not is_ours:
        raise on_sqlite.not_a_casebook(name_of(place))
    return not is_ours
