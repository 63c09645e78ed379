"""Casebooks of earlier toolkits: brought up to date, and back, without a loss."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.casebook.happened import DESK, NOON, open_amaras_case
from tests.casebook.servers import tamper
from toolkit.casebook import Casebook, migrating, store
from toolkit.casebook.book import PATIENCE
from toolkit.casebook.migrating import HEAD
from toolkit.errors import CannotStore


@contextmanager
def tables_of(place: Path | str) -> Iterator[sa.Connection]:
    """Reach into a casebook, in one transaction."""
    engine = store.open_store(place, PATIENCE)
    try:
        with store.writing(engine) as connection, connection.begin():
            yield connection
    finally:
        engine.dispose()


def brought_back(place: Path | str) -> None:
    """Take a casebook back to its first edition, as it was before editions."""
    with tables_of(place) as connection:
        migrating.go_back(connection, migrating.FIRST)


def test_an_earlier_casebook_is_brought_up_to_date_when_it_is_opened(
    place: Path | str,
) -> None:
    """Nobody has to know that there was anything to do."""
    with Casebook(place) as book:
        ref = open_amaras_case(book, "form.pdf")
        before = book.case(ref), book.head()
    brought_back(place)

    with Casebook(place) as book:
        assert (book.case(ref), book.head()) == before
        assert book.cases()[0].identity.surname == "Okafor"
        assert book.verify() == ()


def test_a_casebook_from_before_editions_were_written_down_is_known(
    tmp_path: Path,
) -> None:
    """The first offices have such files, and nothing else to go by."""
    path = tmp_path / "casebook.sqlite"
    with Casebook(path) as book:
        ref = open_amaras_case(book, "form.pdf")
    brought_back(path)
    tamper(path, "DROP TABLE alembic_version")

    with Casebook(path) as book:
        assert book.case(ref).ref == ref
        assert book.verify() == ()


def test_the_file_is_copied_before_it_is_brought_up_to_date(tmp_path: Path) -> None:
    """Whoever is unhappy with the new toolkit can go on with the old one."""
    path = tmp_path / "casebook.sqlite"
    with Casebook(path) as book:
        open_amaras_case(book, "form.pdf")
        events = book.head()[0]
    brought_back(path)
    Casebook(path).close()

    copy = tmp_path / f"casebook.sqlite.before-{HEAD}"
    with closing(sqlite3.connect(copy)) as file:
        [kept] = file.execute("SELECT count(*) FROM events").fetchone()
        columns = {row[1] for row in file.execute("PRAGMA table_info(case_summaries)")}
    assert kept == events
    assert "identity_seq" not in columns
    assert copy.stat().st_mode & 0o777 == 0o600


def test_a_step_that_breaks_off_leaves_the_casebook_as_it_was(
    place: Path | str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut in the middle of it must not leave half a table."""
    with Casebook(place) as book:
        ref = open_amaras_case(book, "form.pdf")
    brought_back(place)

    with monkeypatch.context() as patched:
        patched.setattr(migrating, "_tell_older_toolkits", break_off)
        with pytest.raises(ZeroDivisionError):
            Casebook(place)

    with Casebook(place) as book:
        assert book.case(ref).ref == ref
        assert book.verify() == ()


def break_off(*_: object) -> None:
    """Stand in for whatever goes wrong at the very end."""
    raise ZeroDivisionError


def test_there_is_no_way_back_past_what_an_earlier_toolkit_would_not_heed(
    place: Path | str,
) -> None:
    """To it, a paper that was taken off a case would be in the case again."""
    with Casebook(place) as book:
        ref = open_amaras_case(book, "form.pdf")
        book.link_earlier(ref, "NOR-2025-0001-X", by=DESK, at=NOON)

    with pytest.raises(CannotStore, match="earlier toolkit does not heed") as stop:
        brought_back(place)

    assert "before-0002" in stop.value.remedy
    with Casebook(place) as book:
        assert book.case(ref).earlier == ("NOR-2025-0001-X",)


def test_an_earlier_toolkit_refuses_a_file_it_cannot_know(tmp_path: Path) -> None:
    """It looks at the number it has always looked at."""
    path = tmp_path / "casebook.sqlite"
    Casebook(path).close()

    with closing(sqlite3.connect(path)) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (int(HEAD),)


def test_a_casebook_made_now_and_one_brought_up_to_date_are_alike(
    place: Path | str, tmp_path: Path
) -> None:
    """The tables are written down twice; they must say the same."""
    with Casebook(place) as book:
        made = shape(book)
    emptied = place if isinstance(place, str) else tmp_path / "other.sqlite"
    with tables_of(emptied) as connection:
        drop_everything(connection)
        migrating.stamp(connection, "0000")
        connection.exec_driver_sql("DELETE FROM alembic_version")
        migrating.bring_up_to_date(connection)

    with Casebook(emptied) as book:
        assert shape(book) == made


def shape(book: Casebook) -> object:
    """Return the tables, columns, keys, indexes and triggers of a casebook."""
    with book._journal.reading() as connection:
        looked = sa.inspect(connection)
        return {
            name: (
                [(c["name"], str(c["type"]), c["nullable"], c["default"])
                 for c in looked.get_columns(name)],
                looked.get_pk_constraint(name)["constrained_columns"],
                sorted(str(key["constrained_columns"])
                       for key in looked.get_foreign_keys(name)),
                sorted(str(i["column_names"]) for i in looked.get_indexes(name)),
                sorted(str(u["column_names"])
                       for u in looked.get_unique_constraints(name)),
                triggers(connection, name),
            )
            for name in sorted(looked.get_table_names())
        }  # fmt: skip


def triggers(connection: sa.Connection, table: str) -> list[str]:
    """Return what guards a table."""
    told = (
        "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{}'"
        if connection.dialect.name == "sqlite"
        else "SELECT pg_get_triggerdef(oid) FROM pg_trigger"
        " WHERE tgrelid = '{}'::regclass AND NOT tgisinternal"
    )
    return sorted(connection.exec_driver_sql(told.format(table)).scalars())


def drop_everything(connection: sa.Connection) -> None:
    """Leave an empty database."""
    found = sa.MetaData()
    found.reflect(connection)
    found.drop_all(connection)
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("DROP FUNCTION casebook_refuses CASCADE")


def test_a_casebook_that_is_up_to_date_is_opened_without_alembic(
    tmp_path: Path,
) -> None:
    """Every command opens it; none should wait for what it does not need."""
    code = (
        "import sys; from pathlib import Path; from toolkit.casebook import Casebook;"
        "Casebook(Path(sys.argv[1])).close(); print('alembic' in sys.modules)"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "casebook.sqlite")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
