"""From the intake to safety and out of it, whatever interrupts it."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import shutil
import unicodedata
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from tests.intake import other_runs
from toolkit.casebook import Casebook, Vault
from toolkit.errors import CannotStore
from toolkit.intake import Dropped, clear, take, waiting
from toolkit.model import Arrival, Paper

NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)
LATER = NOON + dt.timedelta(minutes=10)
AT_ONCE = dt.timedelta(0)


class Cut(Exception):
    """The power goes."""


class Desk:
    """An intake, a vault and a casebook, and the run that brings one to the others."""

    def __init__(self, root: Path) -> None:
        self.intake = root / "intake"
        self.intake.mkdir()
        self.vault = Vault(root / "vault")
        self.book = Casebook(root / "casebook.sqlite")

    def drop(self, name: str, contents: bytes = b"%PDF a form") -> Path:
        """Put a file into the intake."""
        path = self.intake / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents)
        return path

    def waiting(self) -> tuple[Dropped, ...]:
        """Return what is waiting, however fresh."""
        return waiting(self.intake, now=NOON, quiet_for=AT_ONCE)

    def the_one(self) -> Dropped:
        """Return the one thing that is waiting."""
        [dropped] = self.waiting()
        return dropped

    def take(self, dropped: Dropped) -> Arrival:
        """Take something that is known to be takeable."""
        arrival = take(dropped, self.vault, at=NOON)
        assert arrival is not None
        return arrival

    def run(self, stop_after: int = 99) -> None:
        """Take everything in, unless the power goes after so many steps."""
        for dropped in self.waiting():
            arrival = take(dropped, self.vault, at=LATER)
            self._may_stop(stop_after, 1)
            if arrival is not None:
                self.book.record_arrival(arrival, by="toolkit")
            self._may_stop(stop_after, 2)
            clear(dropped)

    def _may_stop(self, stop_after: int, step: int) -> None:
        if stop_after == step:
            raise Cut

    def left(self) -> list[str]:
        """Return everything that is still in the intake, hidden or not."""
        return sorted(
            p.relative_to(self.intake).as_posix() for p in self.intake.rglob("*")
        )

    def arrived(self) -> list[list[str]]:
        """Return the names of the papers of every arrival recorded."""
        arrivals = self.book.arrivals_waiting_to_be_read()
        return [[paper.name for paper in arrival.papers] for arrival in arrivals]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with nothing on it."""
    return Desk(tmp_path)


def test_what_is_taken_is_safe_before_anything_is_removed(desk: Desk) -> None:
    """In the vault, bit by bit, and still in the intake."""
    path = desk.drop("Okafor/form.pdf", b"%PDF the form")
    arrival = desk.take(desk.the_one())

    [paper] = arrival.papers
    assert (arrival.name, paper.name, arrival.at) == ("Okafor", "Okafor/form.pdf", NOON)
    assert desk.vault.contents(paper.sha256) == path.read_bytes() == b"%PDF the form"


def test_an_intake_is_empty_when_everything_was_taken(desk: Desk) -> None:
    """That is how the office sees that it is done."""
    desk.drop("form.pdf")
    desk.drop("post/a/letter.pdf", b"%PDF a letter")
    desk.drop("post/.DS_Store", b"mac")
    (desk.intake / "empty").mkdir()
    desk.run()

    assert desk.left() == []
    assert desk.arrived() == [["form.pdf"], ["post/a/letter.pdf"]]


@pytest.mark.parametrize("stop_after", [1, 2], ids=["copied", "recorded"])
@pytest.mark.parametrize("name", ["form.pdf", "post/form.pdf"], ids=["file", "folder"])
def test_a_run_cut_off_after_any_step_is_finished_by_the_next(
    desk: Desk, name: str, stop_after: int
) -> None:
    """And leaves one arrival, not two."""
    desk.drop(name)
    with pytest.raises(Cut):
        desk.run(stop_after)
    assert desk.left() != []

    desk.run()

    assert desk.arrived() == [[name]]
    assert desk.left() == []


def in_checking(desk: Desk) -> None:
    """Leave the folder moved away, before it was compared."""
    place = desk.intake / ".leaving" / "checking"
    place.mkdir(parents=True)
    (desk.intake / "post").rename(place / "post")


def in_done(desk: Desk) -> None:
    """Leave the folder compared, before it was deleted."""
    place = desk.intake / ".leaving" / "done"
    place.mkdir(parents=True)
    (desk.intake / "post").rename(place / "post")


def half_deleted(desk: Desk) -> None:
    """Leave the folder with one file deleted and one still there."""
    in_done(desk)
    (desk.intake / ".leaving" / "done" / "post" / "form.pdf").unlink()


@pytest.mark.parametrize("cut", [in_checking, in_done, half_deleted])
def test_clearing_a_folder_cut_off_anywhere_is_finished_by_the_next_run(
    desk: Desk, cut: Callable[[Desk], None]
) -> None:
    """A folder cannot go in one act; half of one must not pass for a second drop."""
    desk.drop("post/form.pdf")
    desk.drop("post/letter.pdf", b"%PDF a letter")
    desk.book.record_arrival(desk.take(desk.the_one()), by="toolkit")
    cut(desk)

    desk.run()

    assert desk.arrived() == [["post/form.pdf", "post/letter.pdf"]]
    assert desk.left() == []


def test_the_same_drop_has_the_same_id_at_every_look(desk: Desk) -> None:
    """Whatever the time is and however often it was read meanwhile."""
    desk.drop("post/form.pdf")
    first = desk.take(desk.the_one())
    second = take(desk.the_one(), desk.vault, at=LATER)

    assert second is not None
    assert first.id == second.id


def test_the_same_file_dropped_again_is_a_second_arrival(desk: Desk) -> None:
    """Even when the copy kept its date: tried again, it must be looked at again."""
    path = desk.drop("form.pdf")
    times = path.stat().st_atime_ns, path.stat().st_mtime_ns
    desk.run()
    os.utime(desk.drop("form.pdf"), ns=times)
    desk.run()

    assert desk.arrived() == [["form.pdf"], ["form.pdf"]]


def test_two_files_with_the_same_bytes_are_two_arrivals(desk: Desk) -> None:
    """Two parents may send one consultant's letter."""
    first, second = desk.drop("a.pdf"), desk.drop("b.pdf")
    shutil.copystat(first, second)
    desk.run()

    assert desk.arrived() == [["a.pdf"], ["b.pdf"]]


def test_a_file_that_changes_while_it_is_taken_is_left_for_the_next_run(
    desk: Desk,
) -> None:
    """The copy may be half old and half new."""
    path = desk.drop("form.pdf")
    dropped = desk.the_one()
    path.write_bytes(b"%PDF a longer form")

    assert take(dropped, desk.vault, at=NOON) is None
    desk.run()
    assert desk.arrived() == [["form.pdf"]]


class SlowKeeper:
    """A vault so slow that the file grows while it is copied."""

    def keep(self, path: Path, name: str = "") -> Paper:
        """Copy what is there, and let the sender write on."""
        paper = Paper("0" * 64, name, path.stat().st_size)
        path.write_bytes(path.read_bytes() + b" and more")
        return paper


def test_a_file_that_grows_while_it_is_copied_is_left_for_the_next_run(
    desk: Desk,
) -> None:
    """The copy may hold the beginning only."""
    desk.drop("form.pdf")

    assert take(desk.the_one(), SlowKeeper(), at=NOON) is None


def test_a_file_that_is_replaced_after_it_was_taken_is_not_removed(desk: Desk) -> None:
    """What is in its place now is not safe yet."""
    path = desk.drop("form.pdf")
    dropped = desk.the_one()
    desk.take(dropped)
    path.write_bytes(b"%PDF another form")

    assert clear(dropped) is False
    assert path.read_bytes() == b"%PDF another form"


def test_what_joins_a_folder_while_it_is_taken_stays_for_the_next_run(
    desk: Desk,
) -> None:
    """The school was not finished; nothing of it may be deleted unseen."""
    desk.drop("post/form.pdf")
    dropped = desk.the_one()
    desk.book.record_arrival(desk.take(dropped), by="toolkit")
    desk.drop("post/evidence/late.pdf", b"%PDF late")
    desk.drop("post/~$open.docx", b"Office")

    assert clear(dropped) is False
    assert desk.left() == [
        "post",
        "post/evidence",
        "post/evidence/late.pdf",
        "post/~$open.docx",
    ]
    desk.run()
    assert desk.arrived() == [["post/form.pdf"], ["post/evidence/late.pdf"]]


def test_a_file_of_a_folder_that_changed_after_it_was_taken_stays(desk: Desk) -> None:
    """The rest of the folder goes; the changed file is a new arrival."""
    changed = desk.drop("post/form.pdf")
    desk.drop("post/letter.pdf", b"%PDF a letter")
    dropped = desk.the_one()
    desk.take(dropped)
    changed.write_bytes(b"%PDF another form")

    assert clear(dropped) is False
    assert desk.left() == ["post", "post/form.pdf"]


def test_a_link_in_a_folder_stays_and_what_it_points_at_is_untouched(
    desk: Desk, tmp_path: Path
) -> None:
    """It is neither taken nor followed nor deleted."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.txt").write_text("a secret")
    desk.drop("post/form.pdf")
    (desk.intake / "post" / "more").symlink_to(tmp_path / "outside")
    desk.run()

    assert desk.arrived() == [["post/form.pdf"]]
    assert desk.left() == ["post", "post/more"]
    assert (tmp_path / "outside" / "secret.txt").read_text() == "a secret"
    assert desk.the_one().problem


def test_an_empty_file_arrives_like_any_other(desk: Desk) -> None:
    """The sender must be told that there was nothing in it."""
    desk.drop("form.pdf", b"")
    desk.run()

    assert desk.arrived() == [["form.pdf"]]
    assert desk.left() == []


def test_a_name_that_is_no_text_arrives_like_any_other(desk: Desk) -> None:
    """Old systems write names in bytes that no alphabet knows."""
    name = os.fsdecode(b"caf\xe9.pdf")
    desk.drop(name)
    desk.run()

    assert desk.arrived() == [[name]]
    assert desk.left() == []


def test_what_is_gone_again_is_nobodys_fault(desk: Desk) -> None:
    """Somebody took it back before we came to it."""
    path = desk.drop("form.pdf")
    dropped = desk.the_one()
    path.unlink()

    assert take(dropped, desk.vault, at=NOON) is None
    assert clear(dropped) is True


def test_a_vault_that_cannot_be_written_leaves_the_intake_as_it_is(
    desk: Desk, tmp_path: Path
) -> None:
    """The disk is full; nothing has happened yet."""
    desk.drop("form.pdf")
    (tmp_path / "vault").write_text("no folder")

    with pytest.raises(CannotStore):
        desk.run()
    assert desk.left() == ["form.pdf"]
    assert desk.arrived() == []


def test_two_runs_at_once_take_everything_in_once(desk: Desk, tmp_path: Path) -> None:
    """Somebody starts one by hand while the watcher is at work."""
    names = [f"{n}.pdf" for n in range(12)] + [
        f"{n}/{m}.pdf" for n in "ab" for m in "cde"
    ]
    dropped = [desk.drop(name, name.encode()) for name in names]
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=spawn) as runs:
        doing = [
            runs.submit(other_runs.take_everything_in, tmp_path, 3) for _ in range(2)
        ]
        done = [run.result() for run in doing]

    assert len(done) == 2
    assert sum(len(papers) for papers in desk.arrived()) == len(dropped)
    assert len(desk.arrived()) == 14
    assert desk.left() == []
    assert desk.book.verify() == ()


# --- names that lead elsewhere ------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "link"), reason="this system has no hard links")
def test_a_second_name_of_a_file_is_taken_as_a_copy_and_the_file_stays(
    desk: Desk, tmp_path: Path
) -> None:
    """Some programs drop a hard link; what it is a name of is still in use there."""
    other = tmp_path / "the office's own.pdf"
    other.write_bytes(b"%PDF shared")
    os.link(other, desk.intake / "form.pdf")

    desk.run()
    other.write_bytes(b"%PDF changed afterwards")

    [arrival] = desk.book.arrivals_waiting_to_be_read()
    assert desk.left() == []
    assert desk.vault.contents(arrival.papers[0].sha256) == b"%PDF shared"


def test_a_file_exchanged_for_a_link_at_the_last_moment_is_not_taken(
    desk: Desk, tmp_path: Path
) -> None:
    """Whoever may write the intake must not get the vault to read another folder."""
    secret = tmp_path / "secret"
    secret.write_bytes(b"of another office")
    path = desk.drop("form.pdf")
    dropped = desk.the_one()
    path.unlink()
    path.symlink_to(secret)

    assert take(dropped, desk.vault, at=NOON) is None
    assert clear(dropped) is False
    assert secret.read_bytes() == b"of another office"
    assert list((tmp_path / "vault").glob("??/??/*")) == []


def test_a_folder_exchanged_for_a_link_at_the_last_moment_is_not_taken(
    desk: Desk, tmp_path: Path
) -> None:
    """The same one folder further up: the files' own names are unchanged."""
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "form.pdf").write_bytes(b"of another office")
    desk.drop("post/form.pdf")
    dropped = desk.the_one()
    shutil.move(desk.intake / "post", tmp_path / "away")
    (desk.intake / "post").symlink_to(secret)

    assert take(dropped, desk.vault, at=NOON) is None
    assert clear(dropped) is False
    assert (secret / "form.pdf").exists()


def test_an_intake_that_is_reached_by_a_link_works_like_any_other(
    desk: Desk, tmp_path: Path
) -> None:
    """An office links its desktop's folder to the share; the link itself stays."""
    real = tmp_path / "share"
    desk.intake.rename(real)
    desk.intake.symlink_to(real)
    desk.drop("form.pdf")
    desk.drop("post/form.pdf")

    desk.run()

    assert sorted(desk.arrived()) == [["form.pdf"], ["post/form.pdf"]]
    assert desk.left() == []
    assert desk.intake.is_symlink()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_is_kept_in_the_spelling_it_came_in(desk: Desk, form: str) -> None:
    """A Mac spells an accent as a character of its own; found again only so."""
    name = unicodedata.normalize(form, "Zoë Wiśniewska.pdf")  # type: ignore[arg-type]
    desk.drop(name)
    desk.run()

    assert desk.arrived() == [[name]]
    assert desk.left() == []


def test_two_spellings_of_one_name_are_two_papers(desk: Desk) -> None:
    """They look alike and one must not take the other's place."""
    desk.drop(unicodedata.normalize("NFC", "Zoë.pdf"), b"%PDF one")
    desk.drop(unicodedata.normalize("NFD", "Zoë.pdf"), b"%PDF two")
    count = len(desk.left())  # some systems take them for one name

    desk.run()

    assert len(desk.arrived()) == count
    assert desk.left() == []
