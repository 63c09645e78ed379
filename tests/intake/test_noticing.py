"""What is waiting in the intake, and what is nobody's business."""

from __future__ import annotations

import datetime as dt
import os
import socket
import stat
from pathlib import Path

import pytest

from toolkit.errors import CannotStore
from toolkit.intake import Dropped, waiting
from toolkit.model import ArrivalKind

NOW = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)
AT_ONCE = dt.timedelta(0)


def drop(intake: Path, name: str, *, seconds_ago: float = 60) -> Path:
    """Put a file into the intake that was last changed so long before now."""
    path = intake / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(name.encode())
    when = NOW.timestamp() - seconds_ago
    for each in (path, *path.parents[: len(path.relative_to(intake).parts) - 1]):
        os.utime(each, (when, when))
    return path


def seen(intake: Path) -> list[str]:
    """Return the names of what is waiting."""
    return [dropped.name for dropped in waiting(intake, now=NOW)]


def the_one(intake: Path) -> Dropped:
    """Return the one thing that waits, however fresh."""
    [dropped] = waiting(intake, now=NOW, quiet_for=AT_ONCE)
    return dropped


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        pytest.param("form.pdf", ArrivalKind.FILE, id="a form"),
        pytest.param("form", ArrivalKind.FILE, id="no ending"),
        pytest.param("papers.ZIP", ArrivalKind.ARCHIVE, id="a zip"),
        pytest.param("mail.eml", ArrivalKind.MESSAGE, id="a mail"),
        pytest.param("mail.Msg", ArrivalKind.MESSAGE, id="an Outlook mail"),
    ],
)
def test_a_file_waits_as_what_its_ending_says(
    tmp_path: Path, name: str, kind: ArrivalKind
) -> None:
    """Only for the list; what it really is, its bytes tell later."""
    drop(tmp_path, name)
    dropped = the_one(tmp_path)

    assert (dropped.name, dropped.kind) == (name, kind)
    assert [file.name for file in dropped.files] == [name]
    assert dropped.problem == ""


def test_a_folder_that_is_called_like_a_form_is_a_folder(tmp_path: Path) -> None:
    """Some programs save a document as a folder; opened as a file it would fail."""
    drop(tmp_path, "referral.pdf/page 1.pdf")
    dropped = the_one(tmp_path)

    assert dropped.kind is ArrivalKind.FOLDER
    assert [file.name for file in dropped.files] == ["referral.pdf/page 1.pdf"]


def test_a_folder_waits_as_one_thing_with_all_its_files(tmp_path: Path) -> None:
    """A school drops a folder: that is one referral, not five strangers."""
    drop(tmp_path, "Okafor/form.pdf")
    drop(tmp_path, "Okafor/evidence/letter.pdf")
    dropped = the_one(tmp_path)

    assert (dropped.name, dropped.kind) == ("Okafor", ArrivalKind.FOLDER)
    assert [file.name for file in dropped.files] == [
        "Okafor/evidence/letter.pdf",
        "Okafor/form.pdf",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "~$form.docx",
        "~WRL0001.tmp",
        ".DS_Store",
        "._form.pdf",
        "Thumbs.db",
        "desktop.ini",
        "form.pdf.part",
        "form.pdf.crdownload",
        ".~lock.form.odt#",
        "@eaDir",
        "form.pdf:Zone.Identifier",
        ".gitkeep",
        "FORM.PDF.PART",
        ".stfolder",
        ".Spotlight-V100",
        ".Trashes",
        ".localized",
        "__MACOSX",
    ],
)
def test_litter_is_not_a_paper(tmp_path: Path, name: str) -> None:
    """Alone it is not even seen; beside a paper it is not taken for one."""
    drop(tmp_path, name)
    alone = seen(tmp_path)
    drop(tmp_path, f"post/{name}")
    drop(tmp_path, "post/form.pdf")

    assert alone == []
    assert [f.name for f in the_one(tmp_path).files] == ["post/form.pdf"]


def test_a_download_under_way_is_left_alone(tmp_path: Path) -> None:
    """The browser puts an empty file where the whole one will be."""
    drop(tmp_path, "form.pdf").write_bytes(b"")
    drop(tmp_path, "form.pdf.part")

    assert waiting(tmp_path, now=NOW, quiet_for=AT_ONCE) == ()


@pytest.mark.parametrize(
    ("seconds_ago", "is_taken"),
    [
        pytest.param(0.5, False, id="still being copied"),
        pytest.param(-1, False, id="the share's clock is a second ahead"),
        pytest.param(2, True, id="just quiet"),
        pytest.param(86_400, True, id="since yesterday"),
        pytest.param(-200_000, True, id="a date that is nonsense"),
    ],
)
def test_a_file_is_taken_when_it_has_been_quiet(
    tmp_path: Path, seconds_ago: float, *, is_taken: bool
) -> None:
    """Half a file would be called damaged, and the school asked for it again."""
    drop(tmp_path, "form.pdf", seconds_ago=seconds_ago)

    assert seen(tmp_path) == ["form.pdf"] * is_taken


def test_a_folder_is_quiet_when_all_of_it_is(tmp_path: Path) -> None:
    """Its last file may still be on its way."""
    drop(tmp_path, "post/form.pdf")
    drop(tmp_path, "post/letter.pdf", seconds_ago=0.5)
    before = seen(tmp_path)
    drop(tmp_path, "post/letter.pdf")

    assert (before, seen(tmp_path)) == ([], ["post"])


def test_what_was_put_there_first_comes_first(tmp_path: Path) -> None:
    """The form must open its case before the letter that follows looks for it."""
    drop(tmp_path, "z-form.pdf", seconds_ago=10)
    drop(tmp_path, "a-letter.pdf", seconds_ago=900)
    first, second = waiting(tmp_path, now=NOW)

    assert first.files[0].entered <= second.files[0].entered
    assert [first.name, second.name] == ["z-form.pdf", "a-letter.pdf"]


def test_a_link_is_reported_and_never_followed(tmp_path: Path) -> None:
    """It could point at any file of this machine."""
    drop(tmp_path, "outside/secret.txt")
    intake = tmp_path / "intake"
    intake.mkdir()
    (intake / "link.pdf").symlink_to(tmp_path / "outside" / "secret.txt")
    dropped = the_one(intake)

    assert (dropped.files, dropped.strange) == ((), (intake / "link.pdf",))
    assert "link" in dropped.problem


def test_a_link_to_a_folder_is_not_gone_into(tmp_path: Path) -> None:
    """Nor is one inside a dropped folder; its papers are taken without it."""
    intake = tmp_path / "intake"
    drop(tmp_path, "outside/secret.txt")
    drop(intake, "post/form.pdf")
    (intake / "post" / "more").symlink_to(tmp_path / "outside")
    dropped = the_one(intake)

    assert [file.name for file in dropped.files] == ["post/form.pdf"]
    assert dropped.strange == (intake / "post" / "more",)
    assert dropped.problem == ""


def test_a_link_that_leads_nowhere_is_reported_too(tmp_path: Path) -> None:
    """Or it would lie there for ever and nobody would know."""
    (tmp_path / "link.pdf").symlink_to(tmp_path / "gone.pdf")

    assert the_one(tmp_path).problem


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_reported_and_never_opened(tmp_path: Path) -> None:
    """Opening one would wait for ever."""
    os.mkfifo(tmp_path / "pipe.pdf")

    assert the_one(tmp_path).strange == (tmp_path / "pipe.pdf",)


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="needs such sockets")
def test_a_socket_is_reported_and_never_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody sends one on purpose."""
    monkeypatch.chdir(tmp_path)  # the name of a socket must be short
    with socket.socket(socket.AF_UNIX) as plug:
        plug.bind("plug")

    assert the_one(tmp_path).strange == (tmp_path / "plug",)


@pytest.mark.skipif(
    not hasattr(os, "mknod") or os.geteuid() != 0, reason="needs an administrator"
)
def test_a_device_is_reported_and_never_opened(tmp_path: Path) -> None:
    """Reading from one may never end."""
    os.mknod(tmp_path / "form.pdf", stat.S_IFCHR | 0o600, os.makedev(1, 5))  # zeros
    dropped = the_one(tmp_path)

    assert dropped.files == ()
    assert "a device" in dropped.problem


def test_an_empty_folder_is_only_to_be_cleared(tmp_path: Path) -> None:
    """There is nothing in it to take and nothing to tell."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / ".DS_Store").write_bytes(b"mac")

    assert the_one(tmp_path).is_empty


def test_a_folder_of_unfinished_things_is_left_alone(tmp_path: Path) -> None:
    """Somebody is still saving or downloading into it."""
    drop(tmp_path, "post/form.pdf.part")

    assert waiting(tmp_path, now=NOW, quiet_for=AT_ONCE) == ()


def test_folders_that_go_down_for_ever_are_not_gone_into(tmp_path: Path) -> None:
    """A zip bomb of folders must not bring the intake down."""
    drop(tmp_path, f"deep/{'d/' * 200}form.pdf")
    dropped = the_one(tmp_path)

    assert dropped.files == ()
    assert len(dropped.strange) == 1


def test_an_intake_that_is_not_there_is_said(tmp_path: Path) -> None:
    """The share may be off, or the setting wrong."""
    with pytest.raises(CannotStore, match="cannot be read") as stop:
        waiting(tmp_path / "intake", now=NOW)
    assert stop.value.remedy


def test_nothing_that_was_dropped_shows_a_name_when_printed(tmp_path: Path) -> None:
    """A sender's file name is personal and stays out of logs."""
    drop(tmp_path, "Amara Okafor/form Amara.pdf")

    assert "Amara" not in repr(the_one(tmp_path))
