"""What is particular to a casebook that several desks share, in PostgreSQL."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError

from toolkit.errors import CannotStore

_LOCK = 0x4D414342  # "MACB": one writer at a time in one database


def engine_of(address: str, patience: dt.timedelta) -> Engine:
    """Return the engine of a database.

    Every writer waits for its turn at the start of its transaction, so that two desks
    never read one head of the chain and both add to it.

    Raises:
        CannotStore: If the address is none, or the library for it is not installed.
    """
    try:
        engine = create_engine(
            _url(address),
            connect_args={"connect_timeout": max(2, round(patience.total_seconds()))},
            hide_parameters=True,  # a child's data; no exception may show it
            pool_pre_ping=True,  # the server may have been restarted since
        )
    except ModuleNotFoundError as fault:
        raise CannotStore(
            "A casebook in PostgreSQL needs a library that is not installed.",
            remedy="Install it: pip install 'medical-absence-toolkit[postgresql]'.",
        ) from fault
    wait_ms = max(1, round(patience.total_seconds() * 1000))

    def take_turn(connection: Connection) -> None:
        if connection.get_execution_options().get("writing", False):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {wait_ms}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
            connection.exec_driver_sql("SET LOCAL lock_timeout = DEFAULT")

    event.listen(engine, "begin", take_turn)
    return engine


def name_of(address: str) -> str:
    """Return an address without its password; what is none is not shown at all."""
    try:
        return _url(address).render_as_string(hide_password=True)
    except CannotStore:
        return "that the settings name"


def reading(engine: Engine) -> Connection:
    """Return a connection that sees everything as it is at one moment."""
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    return engine.connect().execution_options(**options)


def remedy(fault: DBAPIError) -> tuple[str, str] | None:
    """Return what a fault of the database means and what to do; null for any other."""
    state = getattr(fault.orig, "sqlstate", None)
    if fault.connection_invalidated or state is None or state[:2] in {"08", "57"}:
        return _UNREACHABLE
    return _REMEDIES.get(state) or _REMEDIES.get(state[:2])


def has_given_up(connection: Connection) -> bool:
    """Whether the database has refused the transaction after a fault."""
    status = getattr(connection.connection.dbapi_connection, "info", None)
    return getattr(getattr(status, "transaction_status", None), "name", "") == "INERROR"


def sweep(engine: Engine) -> None:
    """Write the table of payloads anew, so that nothing erased stays in its file."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as swept:
        swept.exec_driver_sql("VACUUM FULL payloads")


def _url(address: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise _no_address() from None  # its message shows the whole address
    if url.get_backend_name() != "postgresql":
        raise _no_address()
    return url.set(drivername="postgresql+psycopg")


def _no_address() -> CannotStore:
    return CannotStore(
        "The address of the casebook is not that of a PostgreSQL database.",
        remedy="Write it as postgresql+psycopg://user@host/name in toolkit.toml.",
    )


_UNREACHABLE = (
    "could not be reached",
    "Check that the database server is running and that its address is right.",
)
_REMEDIES = {
    # https://www.postgresql.org/docs/current/errcodes-appendix.html
    "55P03": (
        "is in use by another program",
        "Wait until that has ended, then run again.",
    ),
    "40": ("is in use by another program", "Run it again."),
    "28": ("does not let us in", "Check the user and the password in its address."),
    "3D": ("is not there", "Ask for the database to be made, then run again."),
    "42501": ("may not be written to", "Ask for the right to write to that database."),
    "25006": ("may not be written to", "Ask for the right to write to that database."),
    "53": ("has no room left", "Ask for more room on its server, then run again."),
    "58": ("could not be read or written", "Check the disk of its server."),
    "XX": ("is damaged", "Put the latest backup in its place."),
}
