"""Writing a file so that nobody ever sees half of one."""

from __future__ import annotations

import datetime as dt
import errno
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from toolkit.errors import CannotDeliver

_PART = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")


def lay_down(contents: bytes, at: Path) -> None:
    """Write a file whole, in place of what had its name; make its folder if need be.

    It is safe on the disk when this returns, and only its owner may read it.

    Raises:
        CannotDeliver: If it cannot be written; then what was there is unchanged.
    """
    with delivering():
        make_folder(at.parent)
        with draft_beside(at, contents) as draft:
            draft.replace(at)
        sync_folder(at.parent)


def case_folder(outbox: Path, ref: str) -> Path:
    """Return where a case's documents are laid."""
    return outbox / "cases" / _name_part(ref)


def case_file_name(
    ref: str, document: str, version: int, on: dt.date, suffix: str
) -> str:
    """Return `<ref>_<document>_v<n>_<yyyymmdd>.<suffix>`: never anybody's name.

    Raises:
        ValueError: If a part holds more than letters, digits and single dashes.
    """
    stem = f"{_name_part(ref)}_{_name_part(document)}_v{version}_{on:%Y%m%d}"
    return f"{stem}.{_name_part(suffix)}"


@contextmanager
def delivering() -> Iterator[None]:
    """Turn what the disk says into a sentence with a remedy.

    Raises:
        CannotDeliver: Instead of the system's own exception.
    """
    try:
        yield
    except OSError as fault:
        what, remedy = _REMEDIES.get(fault.errno or 0, _ANY_OTHER)
        sentence = f"A file could not be put in the outbox: {what}."
        raise CannotDeliver(sentence, remedy=remedy) from fault


@contextmanager
def draft_beside(at: Path, contents: bytes) -> Iterator[Path]:
    """Write a hidden draft, safe on the disk, and remove it unless it was renamed."""
    handle, name = tempfile.mkstemp(prefix=".draft-", dir=at.parent)
    try:
        with os.fdopen(handle, "wb") as draft:
            draft.write(contents)
            draft.flush()
            os.fsync(draft.fileno())
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, for their owner only."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(mode=0o700, exist_ok=True)
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Force a folder's list of names to the disk, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _name_part(part: str) -> str:
    if not _PART.fullmatch(part):
        raise ValueError("A file name is made of letters, digits and single dashes.")
    return part


_ANY_OTHER = (
    "the disk or the share did not take it",
    "Check that the outbox is there, then run again; nothing was sent.",
)
_REMEDIES = {
    errno.ENOSPC: ("there is no room on the disk", "Free some space, then run again."),
    errno.EDQUOT: (
        "your share of the disk is full",
        "Free some space, then run again.",
    ),
    errno.EACCES: ("you may not write there", "Ask for the right to, then run again."),
    errno.EPERM: ("you may not write there", "Ask for the right to, then run again."),
    errno.EROFS: ("the disk takes no changes", "Ask for that to be changed."),
}
