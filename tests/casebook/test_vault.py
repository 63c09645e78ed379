"""The vault: originals are kept once, whole, and never changed."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from toolkit.casebook import Vault
from toolkit.errors import CannotStore

PDF = b"%PDF-1.7 the original"
SHA = hashlib.sha256(PDF).hexdigest()


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    """Return a vault that does not exist yet."""
    return Vault(tmp_path / "desk" / "vault")


@pytest.fixture
def dropped(tmp_path: Path) -> Path:
    """Return a file somebody sent."""
    path = tmp_path / "Siobhan O'Neill letter.pdf"
    path.write_bytes(PDF)
    return path


def test_an_original_is_kept_under_its_hash_with_the_senders_name(
    vault: Vault, dropped: Path
) -> None:
    """The bytes name the file; whose it is stands only in the casebook."""
    paper = vault.keep(dropped)

    assert (paper.sha256, paper.name, paper.size) == (SHA, dropped.name, len(PDF))
    assert vault.open(SHA).relative_to(vault._root) == Path(SHA[:2], SHA[2:4], SHA)
    assert vault.contents(SHA) == PDF


def test_the_file_that_was_kept_is_untouched(vault: Vault, dropped: Path) -> None:
    """Only intake removes anything, and only later."""
    before = dropped.stat()

    vault.keep(dropped)

    assert dropped.read_bytes() == PDF
    assert dropped.stat().st_mtime_ns == before.st_mtime_ns


def test_the_same_bytes_are_kept_once(vault: Vault, dropped: Path) -> None:
    """The same letter sent three times is one paper."""
    vault.keep(dropped)
    inode = vault.open(SHA).stat().st_ino
    again = vault.keep_bytes(PDF, "copy (3).pdf")

    assert (again.sha256, again.name) == (SHA, "copy (3).pdf")
    assert vault.open(SHA).stat().st_ino == inode
    assert [p.name for p in vault._root.rglob("*") if p.is_file()] == [SHA]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_the_owner_may_read_an_original_and_nobody_may_write_it(
    vault: Vault, dropped: Path
) -> None:
    """They are children's medical letters."""
    vault.keep(dropped)
    original = vault.open(SHA)

    assert original.stat().st_mode & 0o777 == 0o400
    assert original.parent.stat().st_mode & 0o777 == 0o700
    assert vault._root.parent.stat().st_mode & 0o777 == 0o700


def test_a_damaged_original_is_noticed_and_mended_by_the_same_bytes(
    vault: Vault, dropped: Path
) -> None:
    """A disk that forgets must not pass for a school that wrote something else."""
    vault.keep(dropped)
    vault.open(SHA).chmod(0o600)
    vault.open(SHA).write_bytes(b"%PDF-1.7 the 0riginal")

    assert vault.verify() == (f"An original is not as it was kept: {vault.open(SHA)}.",)
    with pytest.raises(CannotStore, match="does not read back"):
        vault.contents(SHA)
    vault.keep(dropped)
    assert vault.verify() == ()
    assert vault.contents(SHA) == PDF


def test_a_copy_that_was_never_finished_is_told_of_and_harms_nothing(
    vault: Vault, dropped: Path
) -> None:
    """The power went while a big scan was copied."""
    vault.keep(dropped)
    (vault._root / "drafts" / "tmpabc").write_bytes(b"%PDF-1.7 the or")

    [fault] = vault.verify()

    assert "never finished" in fault


def test_a_link_is_never_followed(vault: Vault, tmp_path: Path, dropped: Path) -> None:
    """A link in the intake could bring in any file of this machine."""
    link = tmp_path / "link.pdf"
    link.symlink_to(dropped)

    with pytest.raises(CannotStore, match="a link or a device"):
        vault.keep(link)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_refused_at_once(vault: Vault, tmp_path: Path) -> None:
    """Reading one would wait for ever."""
    pipe = tmp_path / "pipe.pdf"
    os.mkfifo(pipe)

    with pytest.raises(CannotStore, match="a link or a device"):
        vault.keep(pipe)


def test_a_link_inside_the_vault_is_not_an_original(
    vault: Vault, dropped: Path
) -> None:
    """Somebody could have swapped an original for something outside."""
    vault.keep(dropped)
    place = vault.open(SHA)
    place.unlink()
    place.symlink_to(dropped)

    with pytest.raises(CannotStore, match="not in the vault"):
        vault.open(SHA)
    assert "holds a link" in vault.verify()[0]


@pytest.mark.parametrize(
    "name", ["0" * 64, "../../etc/passwd", "", SHA.upper(), f"{SHA}\n"]
)
def test_only_a_hash_finds_an_original(vault: Vault, dropped: Path, name: str) -> None:
    """A name from outside must never become a path."""
    vault.keep(dropped)

    with pytest.raises(CannotStore, match="not in the vault"):
        vault.open(name)


def test_a_file_that_is_gone_stops_us_without_naming_it(
    vault: Vault, tmp_path: Path
) -> None:
    """The sender's file name is personal and stays out of messages."""
    with pytest.raises(CannotStore) as stop:
        vault.keep(tmp_path / "Amara Okafor.pdf")

    assert "Amara" not in str(stop.value)
    assert stop.value.remedy


def test_a_vault_that_cannot_be_written_stops_us_with_a_remedy(
    tmp_path: Path, dropped: Path
) -> None:
    """The disk, the share or the settings; never the paper."""
    (tmp_path / "vault").write_text("a file stands where the folder should be")

    with pytest.raises(CannotStore, match="could not be copied into the vault") as stop:
        Vault(tmp_path / "vault").keep(dropped)

    assert stop.value.remedy
    assert dropped.read_bytes() == PDF


def test_a_big_file_is_kept_whole(vault: Vault, tmp_path: Path) -> None:
    """A scan is longer than one gulp."""
    scan = tmp_path / "scan.tif"
    scan.write_bytes(os.urandom(3_000_001))

    paper = vault.keep(scan)

    assert vault.contents(paper.sha256) == scan.read_bytes()


def test_an_empty_file_is_kept_too(vault: Vault) -> None:
    """It says nothing, but it did arrive."""
    paper = vault.keep_bytes(b"", "empty.pdf")

    assert (paper.size, vault.contents(paper.sha256)) == (0, b"")
