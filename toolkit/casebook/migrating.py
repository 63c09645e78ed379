"""From one edition of the tables to the next, and back.

The steps themselves are in `migrations/versions/`. Alembic is loaded only when there is
a step to take, because every command opens the casebook.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from toolkit.errors import CannotStore

if TYPE_CHECKING:
    from alembic.config import Config

FIRST = "0001"
"""The edition of casebooks that were made before editions were written into them."""

HEAD = "0002"
"""The edition this toolkit works with."""

_VERSIONS = "alembic_version"
_STEPS = Path(__file__).parent / "migrations"


def revision_of(connection: Connection) -> str:
    """Return the edition of a casebook's tables."""
    if not inspect(connection).has_table(_VERSIONS):
        return _as_older_toolkits_wrote_it(connection)
    found = connection.execute(text(f"SELECT version_num FROM {_VERSIONS}"))  # noqa: S608 - our own name
    return str(found.scalar_one())


def stamp(connection: Connection, revision: str) -> None:
    """Write an edition into a casebook, and for older toolkits where they look."""
    table = f"{_VERSIONS} (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"
    connection.execute(text(f"CREATE TABLE IF NOT EXISTS {table}"))
    connection.execute(text(f"DELETE FROM {_VERSIONS}"))  # noqa: S608 - our own name
    insert = text(f"INSERT INTO {_VERSIONS} VALUES (:revision)")  # noqa: S608
    connection.execute(insert, {"revision": revision})
    _tell_older_toolkits(connection, revision)


def require_known(connection: Connection, name: str) -> None:
    """Stop when a casebook is of an edition this toolkit has no step for.

    Raises:
        CannotStore: If it was made by a newer toolkit.
    """
    if revision_of(connection) not in _known():
        raise CannotStore(
            f"The casebook {name} was made by a newer version of the toolkit.",
            remedy="Use that version, or bring this one up to date.",
        )


def bring_up_to_date(connection: Connection) -> None:
    """Take every step from a casebook's edition to ours, in its transaction."""
    from alembic import command  # noqa: PLC0415 - only when there is a step to take

    if not inspect(connection).has_table(_VERSIONS):
        stamp(connection, FIRST)
    command.upgrade(_config(connection), HEAD)
    _tell_older_toolkits(connection, HEAD)


def go_back(connection: Connection, revision: str) -> None:
    """Take the steps back to an earlier edition, in the casebook's transaction.

    Raises:
        CannotStore: If something was recorded that an earlier toolkit would not heed.
    """
    from alembic import command  # noqa: PLC0415 - only when there is a step to take

    command.downgrade(_config(connection), revision)
    _tell_older_toolkits(connection, revision)


def _config(connection: Connection) -> Config:
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _known() -> frozenset[str]:
    """Return the editions there is a step for."""
    files = (_STEPS / "versions").glob("r[0-9]*.py")
    return frozenset(path.name[1:5] for path in files)


def _as_older_toolkits_wrote_it(connection: Connection) -> str:
    if connection.dialect.name != "sqlite":
        return FIRST
    written = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    return f"{written or 1:04}"


def _tell_older_toolkits(connection: Connection, revision: str) -> None:
    """Let a toolkit from before there were editions refuse a file it cannot know."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version = {int(revision)}")
