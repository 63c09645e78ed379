"""Taking what was dropped to safety, and knowing it again after an interruption."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from toolkit.errors import CannotStore
from toolkit.intake.noticing import Dropped, DroppedFile, look_at
from toolkit.model import Arrival, Paper


class Keeper(Protocol):
    """Whatever keeps originals safe: the vault."""

    def keep(self, path: Path, name: str = "") -> Paper:
        """Copy a file to safety and return it as a paper."""


def take(dropped: Dropped, vault: Keeper, *, at: dt.datetime) -> Arrival | None:
    """Copy everything that was dropped to safety and return it as an arrival.

    Nothing is removed. Taken again after an interruption, the same drop has the same
    id, so that it is recorded once; dropped again later, the same file has another.

    Args:
        dropped: As it was noticed.
        vault: Where the originals are kept.
        at: When it arrived, with its time zone.

    Returns:
        Null when it holds no files, or changed since it was noticed; a later look will
        notice it again.

    Raises:
        CannotStore: If a copy cannot be made, or a file not be opened.
    """
    if not dropped.files:
        return None
    papers = []
    for file in dropped.files:
        paper = _keep(file, vault)
        if paper is None:
            return None
        papers.append(paper)
    name = _identify(dropped, papers)
    return Arrival(name, dropped.kind, dropped.name, at, tuple(papers))


def _keep(file: DroppedFile, vault: Keeper) -> Paper | None:
    """Return a file as a paper; null when it is not, before and after, as noticed."""
    if look_at(file.path, file.name) != file:
        return None
    try:
        paper = vault.keep(file.path, file.name)
    except CannotStore:
        if look_at(file.path, file.name) is not None:
            raise
        return None  # gone: another run took it in the meantime
    return paper if look_at(file.path, file.name) == file else None


def _identify(dropped: Dropped, papers: Sequence[Paper]) -> str:
    """Return an id made of what the drop is and of where and when its files lie.

    Name, size and hash say what it is. The system's own time of entry and the number of
    the file on its disk tell one drop from the next of the same file, even when the
    copy kept the file's date; they stay as they are while a folder is renamed.
    """
    files = [_marks(f, p) for f, p in zip(dropped.files, papers, strict=True)]
    whole = json.dumps([dropped.kind.value, dropped.name, files])
    return hashlib.sha256(whole.encode("ascii")).hexdigest()[:32]


def _marks(file: DroppedFile, paper: Paper) -> list[str | int]:
    return [
        file.name,
        paper.size,
        paper.sha256,
        file.changed,
        file.entered,
        file.inode,
    ]
