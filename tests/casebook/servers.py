"""A PostgreSQL of our own for the time of the tests, and a hand that tampers."""

from __future__ import annotations

import os
import pwd
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

PATIENCE_SECONDS = 30


@dataclass(frozen=True)
class Server:
    """A running PostgreSQL, reached through a socket in its own folder."""

    folder: Path

    def make_database(self, name: str) -> str:
        """Make an empty database and return its address."""
        with psycopg.connect(self._reach("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return f"postgresql+psycopg://casebook@/{name}?host={self.folder}"

    def drop_database(self, name: str) -> None:
        """Remove a database, whoever is still connected to it."""
        with psycopg.connect(self._reach("postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())

    def _reach(self, name: str) -> str:
        return f"host={self.folder} user=casebook dbname={name}"


def installed() -> Path | None:
    """Return the folder of Debian's newest PostgreSQL programs, if there is one."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextmanager
def running(programs: Path) -> Iterator[Server]:
    """Start a server as somebody who is not root, and take it away afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="casebook-pg-"))
    user = _somebody()
    if user is not None:
        shutil.chown(folder, user)
    store = folder / "store"
    making = f"initdb -D {store} -U casebook -A trust --no-sync".split()
    _run(programs, making, user)
    settings = ("listen_addresses=", f"unix_socket_directories={folder}", "fsync=off")
    command = [str(programs / "postgres"), "-D", str(store)]
    command += [part for setting in settings for part in ("-c", setting)]
    server = subprocess.Popen(
        command, user=user, cwd=folder, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait_for(programs, folder)
        yield Server(folder)
    finally:
        server.terminate()
        server.wait(PATIENCE_SECONDS)
        shutil.rmtree(folder)


def tamper(place: Path | str, *statements: str) -> None:
    """Change a casebook as somebody with a database tool could."""
    if isinstance(place, Path):
        with closing(sqlite3.connect(place)) as file:
            for statement in statements:
                file.execute(statement)
            file.commit()
        return
    with psycopg.connect(place.replace("+psycopg", "")) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def _somebody() -> str | None:
    """Return a user to run as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _run(programs: Path, command: list[str], user: str | None) -> None:
    line = [str(programs / command[0]), *command[1:]]
    subprocess.run(line, user=user, check=True, capture_output=True, cwd="/")


def _wait_for(programs: Path, folder: Path) -> None:
    asking = [str(programs / "pg_isready"), "-h", str(folder)]
    give_up = time.monotonic() + PATIENCE_SECONDS
    while subprocess.run(asking, check=False, capture_output=True).returncode:
        if time.monotonic() > give_up:
            raise TimeoutError("PostgreSQL did not start.")
        time.sleep(0.05)
