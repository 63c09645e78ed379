"""Where the casebook under test is: in a file, and, if there is one, in PostgreSQL."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.casebook.servers import Server, installed, running

Place = Path | str


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Return a PostgreSQL; without Debian's package, its half of the tests is left."""
    programs = installed()
    if programs is None:
        pytest.skip("PostgreSQL is not installed here (Debian: postgresql).")
    with running(programs) as started:
        yield started


@pytest.fixture
def shared(server: Server) -> Iterator[str]:
    """Return the address of an empty database."""
    name = f"desk_{uuid.uuid4().hex}"
    yield server.make_database(name)
    server.drop_database(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Return where the casebook under test is."""
    if request.param == "sqlite":
        return tmp_path / "casebook.sqlite"
    return str(request.getfixturevalue("shared"))
