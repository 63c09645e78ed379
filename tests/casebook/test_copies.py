"""Copies of a casebook while it is at work, and the ways to name one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.casebook.happened import DESK, NOON, open_amaras_case
from tests.casebook.servers import tamper
from toolkit.casebook import Casebook
from toolkit.errors import CannotStore


def test_a_copy_made_in_the_middle_of_work_is_a_whole_casebook(
    place: Path | str, tmp_path: Path
) -> None:
    """A backup at night must not wait until everybody has gone home."""
    with Casebook(place) as book, Casebook(place) as other:
        ref = open_amaras_case(book, "form.pdf")
        with other.step():
            other.note("Half of a step.", by=DESK, at=NOON)
            head = book.copy_to(tmp_path / "copy.sqlite")
        before = book.case(ref)

    with Casebook(tmp_path / "copy.sqlite") as copy:
        assert (copy.head(), copy.verify()) == (head, ())
        assert copy.case(ref) == before
        assert head[0] == 4


def test_a_copy_is_one_file_for_its_owner_only(
    place: Path | str, tmp_path: Path
) -> None:
    """Helper files left behind are what gets forgotten on the old disk."""
    folder = tmp_path / "copies"
    folder.mkdir()
    with Casebook(place) as book:
        open_amaras_case(book, "form.pdf")
        book.copy_to(folder / "copy.sqlite")

    [only] = folder.iterdir()
    assert (only.name, only.stat().st_mode & 0o777) == ("copy.sqlite", 0o600)


def test_a_casebook_can_be_filled_from_another_one(
    place: Path | str, tmp_path: Path
) -> None:
    """From one desk's file to the database that several share."""
    with Casebook(tmp_path / "desk.sqlite") as file, Casebook(place) as book:
        ref = open_amaras_case(file, "form.pdf")
        head = book.fill_from(file)

        assert head == file.head()
        assert book.case(ref) == file.case(ref)
        assert book.verify() == ()


def test_a_casebook_with_something_in_it_is_never_filled_over(
    place: Path | str, tmp_path: Path
) -> None:
    """A slip at a restore must not mix two histories."""
    with Casebook(tmp_path / "desk.sqlite") as file, Casebook(place) as book:
        open_amaras_case(file, "form.pdf")
        book.note("Something.", by=DESK, at=NOON)

        with pytest.raises(CannotStore, match="not overwritten"):
            book.fill_from(file)
        assert book.head()[0] == 1


def test_a_copy_that_cannot_be_written_leaves_nothing(
    place: Path | str, tmp_path: Path
) -> None:
    """Half a backup would pass for one."""
    (tmp_path / "file").write_text("no folder")
    with (
        Casebook(place) as book,
        pytest.raises(CannotStore, match="could not be") as stop,
    ):
        book.copy_to(tmp_path / "file" / "copy.sqlite")

    assert stop.value.remedy


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("mysql://desk:secret@host/casebook", id="another database"),
        pytest.param("postgresql://desk:secret@host:port/x", id="no port"),
        pytest.param(
            "postgresql+psycopg://desk:secret@127.0.0.1:1/x", id="nobody there"
        ),
        pytest.param("post gresql://desk:secret@", id="no address"),
    ],
)
def test_an_address_that_leads_nowhere_is_said_without_its_password(
    address: str,
) -> None:
    """The sentence is on a screen, and in a log."""
    with pytest.raises(CannotStore) as stop:
        Casebook(address, patience=dt.timedelta(seconds=1))

    assert "secret" not in f"{stop.value}{stop.value.__cause__!r}"
    assert stop.value.remedy


def test_a_database_of_something_else_is_left_alone(place: Path | str) -> None:
    """The address of the wrong database must not fill it with our tables."""
    tamper(place, "CREATE TABLE history (url TEXT)")

    with pytest.raises(CannotStore, match="is not a casebook"):
        Casebook(place)
    tamper(place, "DROP TABLE history")
    Casebook(place).close()
