"""A workspace at work: its casebook and its vault, open for one run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from toolkit.casebook import Casebook, Vault
from toolkit.workspace import Workspace

TOOLKIT = "toolkit"
"""Who events are by when nobody decided them."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One workspace with its casebook and vault open."""

    workspace: Workspace
    casebook: Casebook
    vault: Vault


@contextmanager
def desk_of(workspace: Workspace) -> Iterator[Desk]:
    """Open a workspace's casebook and vault, and close them again.

    Raises:
        CannotStore: If either cannot be opened.
    """
    vault = Vault(workspace.vault)
    with Casebook(workspace.casebook) as casebook:
        yield Desk(workspace, casebook, vault)
