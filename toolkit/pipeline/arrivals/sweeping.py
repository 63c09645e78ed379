"""Removing what a run that was killed left half-written: nobody will finish it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from toolkit.workspace import Workspace

LEFT_FOR = dt.timedelta(hours=1)
"""How old it must be: another program may still be writing."""


def sweep(workspace: Workspace, now: dt.datetime) -> int:
    """Remove old drafts from the vault and the outbox; return how many.

    They hold parts of children's papers that nothing else knows of. What cannot be
    removed stays.
    """
    swept = 0
    for draft in _drafts(workspace):
        try:
            written = dt.datetime.fromtimestamp(draft.lstat().st_mtime, dt.UTC)
            if now - written > LEFT_FOR:
                draft.unlink()
                swept += 1
        except OSError:
            continue
    return swept


def _drafts(workspace: Workspace) -> Iterator[Path]:
    """Yield them, by the names the vault and the outbox give their drafts."""
    vault, outbox = workspace.vault / "drafts", workspace.outbox
    return chain(vault.glob("*"), outbox.rglob(".draft-*"))
