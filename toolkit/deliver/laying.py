"""Writing a file so that nobody ever sees half of one."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from toolkit.errors import CannotDeliver


def lay_down(contents: bytes, at: Path) -> None:
    """Write a file whole, in place of what had its name; make its folder if need be.

    It is safe on the disk when this returns. Who may read it is as the office has set
    for its other files: an outbox is often shared.

    Raises:
        CannotDeliver: If it cannot be written; then what was there is unchanged.
    """
    with delivering():
        make_folder(at.parent)
        with draft_beside(at, contents) as draft:
            draft.replace(at)
        sync_folder(at.parent)


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
    draft = at.with_name(f".draft-{secrets.token_hex(8)}")
    try:
        with draft.open("xb") as written:
            written.write(contents)
            written.flush()
            os.fsync(written.fileno())
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(exist_ok=True)
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
