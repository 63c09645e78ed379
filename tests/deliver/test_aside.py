"""What could not be taken in, under the sender's own name, with a note why."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.deliver import move_aside, set_aside
from toolkit.deliver.aside import _claim, safe_name
from toolkit.errors import CannotDeliver
from toolkit.intake.litter import is_litter

WHY = "“form.pdf” needs a password.\nAsk the sender for a copy without one."


def names(outbox: Path) -> list[str]:
    """Return what lies in set-aside, hidden or not."""
    return sorted(path.name for path in (outbox / "set-aside").iterdir())


def test_a_paper_is_set_aside_with_a_note_that_says_why(tmp_path: Path) -> None:
    """Whoever opens the folder finds what it is and what to do."""
    place = set_aside(b"%PDF locked", "form.pdf", tmp_path, WHY)

    assert place == tmp_path / "set-aside" / "form.pdf"
    assert place.read_bytes() == b"%PDF locked"
    note = tmp_path / "set-aside" / "form.pdf.why.txt"
    assert note.read_text(encoding="utf-8") == f"{WHY}\n"
    assert names(tmp_path) == ["form.pdf", "form.pdf.why.txt"]


def test_a_paper_may_come_from_a_file(tmp_path: Path) -> None:
    """The vault's, which stays where it is."""
    (tmp_path / "original").write_bytes(b"%PDF locked")

    place = set_aside(tmp_path / "original", "form.pdf", tmp_path, WHY)

    assert place.read_bytes() == (tmp_path / "original").read_bytes()


def test_another_paper_of_the_same_name_is_numbered(tmp_path: Path) -> None:
    """Every school's form is called form.pdf; none may take another's place."""
    places = [
        set_aside(paper, "form.pdf", tmp_path, WHY) for paper in (b"1", b"2", b"3")
    ]

    assert [p.name for p in places] == ["form.pdf", "form (2).pdf", "form (3).pdf"]
    assert [p.read_bytes() for p in places] == [b"1", b"2", b"3"]


def test_the_same_paper_set_aside_again_is_one_paper_with_the_later_note(
    tmp_path: Path,
) -> None:
    """A run that was interrupted here does it again."""
    set_aside(b"%PDF locked", "form.pdf", tmp_path, "The first reason.")
    place = set_aside(b"%PDF locked", "form.pdf", tmp_path, "The second reason.")

    assert names(tmp_path) == ["form.pdf", "form.pdf.why.txt"]
    note = place.with_name("form.pdf.why.txt")
    assert note.read_text(encoding="utf-8") == "The second reason.\n"


def test_a_senders_file_never_takes_the_place_of_a_note(tmp_path: Path) -> None:
    """Somebody may well send back our own note."""
    set_aside(b"%PDF locked", "form.pdf", tmp_path, WHY)
    place = set_aside(b"a note", "form.pdf.why.txt", tmp_path, "It is no form.")

    assert place.name == "form.pdf.why (2).txt"
    note = tmp_path / "set-aside" / "form.pdf.why.txt"
    assert note.read_text(encoding="utf-8") == f"{WHY}\n"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        pytest.param("Jakub Wiśniewski – EHCP.pdf", None, id="accents and dashes"),
        pytest.param("Smith & Sons' list (2).docx", None, id="signs people use"),
        pytest.param("../../etc/passwd", "passwd", id="a path"),
        pytest.param("post/evidence/form.pdf", "form.pdf", id="from a folder"),
        pytest.param("C:\\post\\form.pdf", "C--post-form.pdf", id="a Windows path"),
        pytest.param("what?.pdf", "what-.pdf", id="a question mark"),
        pytest.param("form\n\x00.pdf", "form.pdf", id="control characters"),
        pytest.param("form\u202efdp.exe", "formfdp.exe", id="written backwards"),
        pytest.param(".hidden.pdf", "hidden.pdf", id="hidden"),
        pytest.param("~$form.docx", "form.docx", id="like a lock"),
        pytest.param("form.pdf. ", "form.pdf", id="a trailing dot"),
        pytest.param("NUL.txt", "paper NUL.txt", id="a device"),
        pytest.param("con", "paper con", id="a bare device"),
        pytest.param("...", "paper", id="only dots"),
        pytest.param("", "paper", id="nothing"),
        pytest.param("caf\udce9.pdf", "caf-.pdf", id="no text"),
    ],
)
def test_a_name_is_changed_only_where_it_must_be(sent: str, kept: str | None) -> None:
    """The office knows a paper by its sender's name."""
    assert safe_name(sent) == (sent if kept is None else kept)


def test_a_long_name_is_shortened_and_keeps_its_ending(tmp_path: Path) -> None:
    """So that it still opens, with room for a number and the note."""
    place = set_aside(b"%PDF", f"{'Ł' * 200}.pdf", tmp_path, WHY)

    assert place.name == f"{'Ł' * 88}.pdf"
    assert len(names(tmp_path)) == 2


@given(st.text(st.characters(codec=None)), st.text(max_size=300))
def test_whatever_a_file_is_called_it_can_be_laid_down(start: str, end: str) -> None:
    """And found again when it is dropped into the intake: it is hidden from nobody."""
    name = safe_name(f"{start}.{end}")

    assert 0 < len(name.encode()) <= 180
    assert "/" not in name
    assert name.isprintable()
    assert not name.startswith((".", "~$"))


def test_a_paper_set_aside_is_no_litter_when_it_is_dropped_again() -> None:
    """Dropping it into intake again tries again."""
    assert not is_litter(safe_name("._form.pdf"))
    assert not is_litter(safe_name("~$form.docx"))


def test_two_desks_that_take_one_name_at_once_do_not_overwrite_each_other(
    tmp_path: Path,
) -> None:
    """The name was free a moment ago; the other desk's paper stays."""
    (tmp_path / "form.pdf").write_bytes(b"the other desk's")
    (tmp_path / "draft").write_bytes(b"ours")

    assert _claim(tmp_path / "draft", tmp_path / "form.pdf") is False
    assert (tmp_path / "form.pdf").read_bytes() == b"the other desk's"


def test_a_link_given_as_a_paper_is_not_followed(tmp_path: Path) -> None:
    """Not even here, where only the vault's files should come."""
    (tmp_path / "secret").write_text("a secret")
    (tmp_path / "link").symlink_to(tmp_path / "secret")

    with pytest.raises(CannotDeliver, match="could not be read"):
        set_aside(tmp_path / "link", "form.pdf", tmp_path, WHY)


def test_a_link_is_moved_aside_as_the_link_it_is(tmp_path: Path) -> None:
    """The intake is empty again, and what it points at is untouched."""
    (tmp_path / "secret").write_text("a secret")
    link = tmp_path / "link.pdf"
    link.symlink_to(tmp_path / "secret")
    place = move_aside(link, tmp_path / "outbox", "It is a link.")

    assert place.readlink() == tmp_path / "secret"
    assert not os.path.lexists(link)
    assert (tmp_path / "secret").read_text() == "a secret"
    assert names(tmp_path / "outbox") == ["link.pdf", "link.pdf.why.txt"]


def test_a_move_aside_that_was_cut_off_is_finished(tmp_path: Path) -> None:
    """Its note was laid; the next run must not lay a second one."""
    link = tmp_path / "link.pdf"
    link.symlink_to("nowhere")
    (tmp_path / "set-aside").mkdir()
    (tmp_path / "set-aside" / "link.pdf.why.txt").write_text("It is a link.\n")
    move_aside(link, tmp_path, "It is a link.")

    assert names(tmp_path) == ["link.pdf", "link.pdf.why.txt"]


@pytest.fixture
def other_disk() -> Iterator[Path]:
    """A folder on another disk than the outbox's."""
    memory = Path("/dev/shm")  # noqa: S108 - Linux keeps a disk of memory there
    if not memory.is_dir():
        pytest.skip("There is no second disk to be sure of here.")
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


def test_a_link_on_another_disk_is_moved_aside_too(
    tmp_path: Path, other_disk: Path
) -> None:
    """The intake is on the share, and the outbox on this computer."""
    link = other_disk / "link.pdf"
    link.symlink_to("/nowhere")
    place = move_aside(link, tmp_path, "It is a link.")

    assert place.readlink() == Path("/nowhere")
    assert not os.path.lexists(link)
    assert names(tmp_path) == ["link.pdf", "link.pdf.why.txt"]


def test_a_move_from_another_disk_that_was_cut_off_is_finished(
    tmp_path: Path, other_disk: Path
) -> None:
    """The link was made anew, and the power went before the old one was removed."""
    (other_disk / "link.pdf").symlink_to("/nowhere")
    move_aside(other_disk / "link.pdf", tmp_path, "It is a link.")
    (other_disk / "link.pdf").symlink_to("/nowhere")
    move_aside(other_disk / "link.pdf", tmp_path, "It is a link.")

    assert list(other_disk.iterdir()) == []
    assert names(tmp_path) == ["link.pdf", "link.pdf.why.txt"]


def test_another_link_of_the_same_name_is_numbered(tmp_path: Path) -> None:
    """It leads elsewhere, so it is not the one that was set aside before."""
    for target in ("/nowhere", "/nowhere else"):
        (tmp_path / "link.pdf").symlink_to(target)
        move_aside(tmp_path / "link.pdf", tmp_path, "It is a link.")

    assert {"link.pdf", "link (2).pdf"} <= set(names(tmp_path))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_a_pipe_on_another_disk_stays_and_says_what_to_do(
    tmp_path: Path, other_disk: Path
) -> None:
    """There is nothing in it that could be lost, and it cannot be moved."""
    os.mkfifo(other_disk / "form.pdf")

    with pytest.raises(CannotDeliver, match="Take it out of the intake yourself"):
        move_aside(other_disk / "form.pdf", tmp_path, "It is a pipe.")
    assert names(tmp_path) == []


def test_an_outbox_that_takes_nothing_is_said_without_a_name(tmp_path: Path) -> None:
    """The sender's file name is personal and stays out of messages."""
    (tmp_path / "outbox").write_text("no folder")

    with pytest.raises(CannotDeliver) as stop:
        set_aside(b"%PDF", "Amara Okafor.pdf", tmp_path / "outbox", WHY)
    assert "Amara" not in str(stop.value)
