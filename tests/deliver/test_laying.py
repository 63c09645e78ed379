"""Files laid in the outbox: whole or not at all, and never under a person's name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from toolkit.deliver import lay_down
from toolkit.deliver.laying import delivering, draft_beside
from toolkit.errors import CannotDeliver, ExitCode


def test_a_file_is_laid_down_in_a_folder_made_for_it(tmp_path: Path) -> None:
    """The first letter of a case makes the case's folder."""
    at = tmp_path / "outbox" / "cases" / "ESMA-2026-0042-E" / "letter.pdf"
    lay_down(b"%PDF", at)

    assert at.read_bytes() == b"%PDF"


def test_a_file_laid_down_again_takes_the_place_of_the_first(tmp_path: Path) -> None:
    """The board is rewritten after every change; no drafts are left beside it."""
    lay_down(b"before", tmp_path / "status.html")
    lay_down(b"after", tmp_path / "status.html")

    assert (tmp_path / "status.html").read_bytes() == b"after"
    assert [path.name for path in tmp_path.iterdir()] == ["status.html"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_who_may_read_a_letter_is_as_the_office_has_set(tmp_path: Path) -> None:
    """An outbox is often a shared folder; a colleague must be able to open a letter."""
    before = os.umask(0o027)
    try:
        lay_down(b"%PDF", tmp_path / "outbox" / "letter.pdf")
    finally:
        os.umask(before)

    assert (tmp_path / "outbox" / "letter.pdf").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "outbox").stat().st_mode & 0o777 == 0o750


def test_an_interruption_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    """Nobody may ever print half a letter."""
    at = tmp_path / "letter.pdf"
    lay_down(b"the letter of Monday", at)

    with pytest.raises(KeyboardInterrupt), draft_beside(at, b"the letter of Tue"):
        raise KeyboardInterrupt

    assert at.read_bytes() == b"the letter of Monday"
    assert [path.name for path in tmp_path.iterdir()] == ["letter.pdf"]


def test_an_outbox_that_takes_nothing_is_said_with_a_remedy(tmp_path: Path) -> None:
    """A share that is gone, a disk that is full."""
    (tmp_path / "outbox").write_text("no folder")

    with pytest.raises(CannotDeliver, match="could not be put in the outbox") as stop:
        lay_down(b"%PDF", tmp_path / "outbox" / "letter.pdf")

    assert stop.value.exit_code == ExitCode.CANNOT_STORE
    assert stop.value.remedy


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_says_so() -> None:
    """The one remedy that helps is more room."""
    with (
        pytest.raises(CannotDeliver, match="no room on the disk"),
        delivering(),
        Path("/dev/full").open("wb", buffering=0) as full,
    ):
        full.write(b"%PDF")
