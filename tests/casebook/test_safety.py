"""The casebook under stress: two desks, power cuts, tampering, erasure, full disks."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection

from tests.casebook import other_desks
from tests.casebook.happened import (
    DESK,
    NOON,
    a_finding,
    a_letter,
    open_amaras_case,
    receive,
    sha256_of,
)
from tests.casebook.servers import tamper
from toolkit.casebook import Casebook
from toolkit.casebook.migrating import HEAD
from toolkit.casebook.store import storing
from toolkit.errors import CannotStore, ExitCode
from toolkit.model import Decision, Identity, Proposal, Status

SPAWN = multiprocessing.get_context("spawn")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a casebook in a file is, for what only files can suffer."""
    return tmp_path / "casebook.sqlite"


@pytest.fixture
def file_book(path: Path) -> Iterator[Casebook]:
    """Return a casebook in a file, with one busy case."""
    yield from busy(path)


@pytest.fixture
def book(place: Path | str) -> Iterator[Casebook]:
    """Return a casebook, wherever it is, with one busy case."""
    yield from busy(place)


def busy(place: Path | str) -> Iterator[Casebook]:
    """Open a casebook and give it one busy case."""
    with Casebook(place) as book:
        ref = open_amaras_case(book, "form.pdf", "letter.pdf")
        found, proposal = [a_finding()], Proposal("ask")
        book.record_checked(ref, found, proposal, Status.INCOMPLETE, by=DESK, at=NOON)
        book.record_document(ref, a_letter(), by=DESK)
        book.decide(ref, Decision("ask", DESK, NOON), Status.INCOMPLETE)
        waiting = receive(book, "stray.pdf", arrival_id="stray")
        book.wait(waiting, sha256_of("stray.pdf"), "Whose?", by=DESK, at=NOON)
        yield book


# --- two at once, and power cuts ----------------------------------------------------


def test_desks_working_at_once_never_give_two_children_one_reference(
    place: Path | str,
) -> None:
    """Even on the first day, when they make the casebook at the same moment."""
    with ProcessPoolExecutor(3, mp_context=SPAWN) as desks:
        doing = [desks.submit(other_desks.open_cases, place, d, 6) for d in "abc"]
        refs = [ref for one in doing for ref in one.result()]

    with Casebook(place) as book:
        assert sorted(ref[-6:-2] for ref in refs) == [f"{n:04}" for n in range(1, 19)]
        assert len(book.cases()) == 18
        assert book.verify() == ()


def test_a_power_cut_in_the_middle_of_a_step_leaves_the_casebook_as_it_was(
    place: Path | str, book: Casebook
) -> None:
    """Old state or new state, and nothing in between."""
    before = book.head()
    child = SPAWN.Process(target=other_desks.die_in_the_middle, args=(place,))
    child.start()
    child.join()

    assert child.exitcode == 9
    assert book.head() == before
    assert book.verify() == ()


def test_a_casebook_in_use_elsewhere_is_waited_for_and_then_said(
    place: Path | str,
) -> None:
    """A run that was left hanging must not hang the next one too."""
    with (
        Casebook(place) as first,
        Casebook(place, patience=dt.timedelta(milliseconds=50)) as second,
        first.step(),
    ):
        with pytest.raises(CannotStore, match="in use by another program") as stop:
            second.note("x", by=DESK, at=NOON)
        assert second.cases() == ()

    assert stop.value.exit_code == ExitCode.CANNOT_STORE
    assert stop.value.remedy


def fill_the_disk(book: Casebook) -> None:
    """Tell SQLite that the file may not grow: to it, that is a full disk."""
    with book._journal.reading() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")


def test_a_full_disk_is_said_plainly_and_loses_nothing(file_book: Casebook) -> None:
    """What was recorded before stays, what was not is told of without its words."""
    before = file_book.head()
    fill_the_disk(file_book)

    with pytest.raises(CannotStore, match="no room left") as stop:
        file_book.note("Amara" * 100_000, by=DESK, at=NOON)

    assert "Amara" not in f"{stop.value.__cause__!r}{stop.value.__cause__}"
    assert file_book.head() == before
    assert file_book.verify() == ()


def test_after_a_full_disk_nothing_more_of_the_step_is_kept(
    file_book: Casebook,
) -> None:
    """SQLite forgets the whole step; what follows must not be kept alone."""
    before = file_book.head()
    fill_the_disk(file_book)

    with pytest.raises(CannotStore, match="given up"):
        the_step_that_goes_on_regardless(file_book)

    assert file_book.head() == before
    assert file_book.verify() == ()


def the_step_that_goes_on_regardless(book: Casebook) -> None:
    """Record too much, take no notice that it did not work, and record a little."""
    with book.step():
        with pytest.raises(CannotStore, match="no room left"):
            book.note("x" * 500_000, by=DESK, at=NOON)
        with pytest.raises(CannotStore, match="given up"):
            book.note("a little", by=DESK, at=NOON)


def test_a_shared_casebook_never_takes_a_rollback_for_a_commit(shared: str) -> None:
    """PostgreSQL gives a transaction up after a fault, and says nothing at commit."""
    with Casebook(shared) as book:
        with pytest.raises(CannotStore, match="given up"):
            a_step_with_a_fault_of_the_database(book)

        assert book.head()[0] == 0
        assert book.verify() == ()


def a_step_with_a_fault_of_the_database(book: Casebook) -> None:
    """Record something, meet a fault and go on as if nothing had happened."""
    with book.step():
        book.note("Kept?", by=DESK, at=NOON)
        with book._journal.reading() as connection, pytest.raises(CannotStore):
            divide_by_nought(connection)


def divide_by_nought(connection: Connection) -> None:
    """Make a fault in the database itself, as our own code would meet it."""
    with storing("postgresql://desk"):
        connection.exec_driver_sql("SELECT 1 / 0")


# --- files that are no casebook -----------------------------------------------------


@pytest.mark.parametrize(
    ("contents", "said"),
    [
        pytest.param(b"Dear Sir or Madam, " * 99, "not a casebook", id="a letter"),
        pytest.param(b"SQLite format 3\0" + b"\xff" * 4080, "not a casebook|damaged",
                     id="half a casebook"),
    ],
)  # fmt: skip
def test_another_file_is_refused_and_left_alone(
    path: Path, contents: bytes, said: str
) -> None:
    """A slip in the settings must not overwrite somebody's letter."""
    path.write_bytes(contents)

    with pytest.raises(CannotStore, match=said):
        Casebook(path)
    assert path.read_bytes() == contents


def test_another_programs_database_is_refused_and_left_alone(path: Path) -> None:
    """SQLite files are everywhere; a browser's history is one."""
    tamper(path, "CREATE TABLE history (url TEXT)")

    with pytest.raises(CannotStore, match="is not a casebook"):
        Casebook(path)
    with closing(sqlite3.connect(path)) as file:
        tables = file.execute("SELECT name FROM sqlite_master").fetchall()
        mode = file.execute("PRAGMA journal_mode").fetchone()
    assert (tables, mode) == ([("history",)], ("delete",))


def test_a_casebook_of_a_later_toolkit_is_refused(
    place: Path | str, book: Casebook
) -> None:
    """An old program on one desk must not write into it."""
    book.close()
    later = f"{int(HEAD) + 1:04}"
    tamper(place, f"UPDATE alembic_version SET version_num = '{later}'")  # noqa: S608

    with pytest.raises(CannotStore, match="newer version"):
        Casebook(place)


def test_a_casebook_that_cannot_be_made_says_where(tmp_path: Path) -> None:
    """A wrong path in the settings is found by reading the message."""
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(CannotStore, match=r"file.casebook\.sqlite") as stop:
        Casebook(tmp_path / "file" / "casebook.sqlite")
    assert stop.value.remedy


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_its_owner_may_read_the_casebook(tmp_path: Path) -> None:
    """Its helper files hold the newest pages and are no exception."""
    path = tmp_path / "desk" / "casebook.sqlite"
    with Casebook(path) as book:
        book.note("x", by=DESK, at=NOON)
        modes = {file.stat().st_mode & 0o777 for file in path.parent.iterdir()}

    assert modes == {0o600}
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_the_settings_that_keep_it_safe_are_on(file_book: Casebook) -> None:
    """WAL for two at once, FULL for power cuts, keys that hold, erased means gone."""
    with file_book._journal.reading() as connection:
        names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        found = [connection.exec_driver_sql(f"PRAGMA {n}").scalar_one() for n in names]

    assert found == ["wal", 2, 1, 1]


# --- tampering ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("UPDATE events SET \"by\" = 'x' WHERE seq = 1", id="change"),
        pytest.param("DELETE FROM events WHERE seq = 1", id="remove"),
        pytest.param("UPDATE payloads SET body = '{}' WHERE seq = 1", id="reword"),
        pytest.param("DELETE FROM payloads WHERE seq = 1", id="remove a payload"),
    ],
)
def test_the_database_itself_refuses_changes_to_the_history(
    place: Path | str, book: Casebook, statement: str
) -> None:
    """A well-meant correction by hand is stopped before it does harm."""
    with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError)):
        tamper(place, statement)
    assert book.verify() == ()


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        pytest.param(
            "UPDATE events SET \"by\" = 'Somebody' WHERE seq = 9",
            "Event 9 was altered after it was written.",
            id="another name under a decision",
        ),
        pytest.param(
            "UPDATE events SET at = replace(at, '2026-11', '2026-10') WHERE seq = 9",
            "Event 9 was altered after it was written.",
            id="another date",
        ),
        pytest.param(
            "UPDATE events SET facts = replace(facts, 'ask', 'accept') WHERE seq = 9",
            "Event 9 was altered after it was written.",
            id="another outcome",
        ),
        pytest.param(
            "UPDATE payloads SET body = replace(body, 'ask', 'accept') WHERE seq = 9",
            "What event 9 says was altered after it was written.",
            id="another payload",
        ),
        pytest.param(
            "DELETE FROM payloads WHERE seq = 9",
            "What event 9 says is missing.",
            id="a payload gone",
        ),
        pytest.param(
            "UPDATE payloads SET body = NULL, key = NULL WHERE seq = 9",
            "What event 9 says was emptied, and no event tells of it.",
            id="a payload emptied in secret",
        ),
        pytest.param(
            "DELETE FROM events WHERE seq = 9",
            "Before event 10 there is a gap: 9 is missing.",
            id="an event gone",
        ),
        pytest.param(
            "UPDATE case_summaries SET status = 'accepted'",
            "The table case_summaries does not follow from the events in 2 rows.",
            id="another status in the list",
        ),
        pytest.param(
            "DELETE FROM paper_places WHERE state = 'waiting'",
            "The table paper_places does not follow from the events in 1 rows.",
            id="a waiting paper gone from the list",
        ),
    ],
)
def test_whoever_gets_past_that_is_found_out(
    place: Path | str, book: Casebook, statement: str, fault: str
) -> None:
    """Somebody with the database and the skill leaves a trace all the same."""
    tamper(place, *WITHOUT_GUARDS[type(place) is str], statement)

    assert fault in book.verify()


WITHOUT_GUARDS = (
    (
        "DROP TRIGGER events_stay",
        "DROP TRIGGER events_are_kept",
        "DROP TRIGGER payloads_are_only_erased",
        "DROP TRIGGER payloads_leave_a_trace",
        "PRAGMA foreign_keys = OFF",
    ),
    ("SET session_replication_role = replica",),
)


def test_two_events_cannot_change_places(place: Path | str, book: Casebook) -> None:
    """A paper that came after the decision must not seem to have come before it."""
    tamper(
        place,
        *WITHOUT_GUARDS[type(place) is str],
        "UPDATE events SET seq = -1 WHERE seq = 7",
        "UPDATE events SET seq = 7 WHERE seq = 8",
        "UPDATE events SET seq = 8 WHERE seq = -1",
    )

    assert "Event 7 does not follow from the event before it." in book.verify()


def test_looking_for_faults_changes_nothing(place: Path | str, book: Casebook) -> None:
    """A wrong list stays to be looked at until somebody rebuilds it."""
    tamper(place, "UPDATE case_summaries SET status = 'accepted'")
    first = book.verify()

    assert first == book.verify()
    assert book.cases()[0].status is Status.ACCEPTED


def test_the_lists_can_be_rebuilt_from_the_events(
    place: Path | str, book: Casebook
) -> None:
    """They hold nothing of their own."""
    before = (
        book.cases(),
        book.waiting_papers(),
        book.knows_paper(sha256_of("form.pdf")),
    )
    tamper(
        place,
        "DELETE FROM case_summaries",
        "DELETE FROM paper_places",
        "DELETE FROM arrivals",
    )

    book.rebuild()

    after = (
        book.cases(),
        book.waiting_papers(),
        book.knows_paper(sha256_of("form.pdf")),
    )
    assert after == before
    assert book.verify() == ()


def test_a_cut_off_end_shows_against_the_head_kept_with_a_backup(
    book: Casebook,
) -> None:
    """The chain alone cannot know how long it was."""
    number, seen = book.head()
    book.note("x", by=DESK, at=NOON)

    assert book.head()[0] == number + 1
    assert book.head()[1] != seen


# --- erasure ------------------------------------------------------------------------


def test_what_is_erased_is_gone_and_the_chain_still_holds(book: Casebook) -> None:
    """A child's data can be forgotten without the history falling apart."""
    book.erase(range(1, book.head()[0] + 1), by=DESK, at=NOON)
    [summary] = book.cases()

    assert book.verify() == ()
    assert summary.identity == Identity()


def test_what_is_erased_is_gone_from_the_bytes_of_the_file(
    path: Path, file_book: Casebook
) -> None:
    """Whoever finds the old disk must not find the child on it."""
    file_book.erase(range(1, file_book.head()[0] + 1), by=DESK, at=NOON)

    bytes_left = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"Amara" not in bytes_left
    assert b"Okafor" not in bytes_left


def test_a_case_that_was_erased_still_says_what_happened_and_when(
    book: Casebook,
) -> None:
    """The office must be able to count what it decided."""
    [ref] = [case.ref for case in book.cases()]
    before = [(e.seq, e.at, e.what, e.hash) for e in book.case(ref).events]
    book.erase([seq for seq, *_ in before], by=DESK, at=NOON)
    case = book.case(ref)

    assert [(e.seq, e.at, e.what, e.hash) for e in case.events] == before
    assert (case.status, case.papers, case.decision) == (Status.INCOMPLETE, (), None)
    assert [(d.document, d.version, d.name) for d in case.documents] == [
        ("acknowledgement", 1, "")
    ]


def test_erasing_one_reading_leaves_the_paper_in_the_case(book: Casebook) -> None:
    """That a paper was there is history; what stood on it is the child's."""
    [ref] = [case.ref for case in book.cases()]
    with book._journal.reading() as connection:
        read = "SELECT min(seq) FROM events WHERE kind = 'read'"
        seq = connection.exec_driver_sql(read).scalar_one()
    book.erase([seq], by=DESK, at=NOON)

    assert [p.understood is None for p in book.case(ref).papers] == [True, False]
    assert book.verify() == ()
