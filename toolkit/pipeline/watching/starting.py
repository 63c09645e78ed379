"""What must be so before anything is taken in: where the folders may and may not be."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import toolkit
from toolkit.errors import CannotDo, CannotStore, ToolkitError
from toolkit.intake import disk_of
from toolkit.workspace import SETTINGS, Workspace

_DEFINED = ("services", "templates")


def refuse_bad_places(workspace: Workspace) -> None:
    """Refuse to start where papers could be lost, or taken in again and again.

    Raises:
        CannotDo: If folders lie in one another.
        CannotStore: If the casebook is on a share.
    """
    for fault in chain(_nested(workspace), _shared(workspace)):
        raise fault


def refuse_open_definitions(workspace: Workspace) -> None:
    """Refuse to watch by definitions that anybody on this computer may change.

    Raises:
        CannotDo: If a folder of them is open to everybody.
    """
    for fault in _open_to_all(workspace):
        raise fault


def bad_places(workspace: Workspace) -> tuple[ToolkitError, ...]:
    """Return everything that is wrong with where things are and who may write there."""
    places = (_nested(workspace), _shared(workspace), _open_to_all(workspace))
    return tuple(chain.from_iterable(places))


def _nested(workspace: Workspace) -> Iterator[ToolkitError]:
    intake = workspace.intake.resolve()
    ours = {
        "outbox": workspace.outbox,
        "vault": workspace.vault,
        "casebook": workspace.casebook,
    }
    for name, path in ours.items():
        if path.resolve().is_relative_to(intake):
            yield _misplaced(
                f"The {name} is inside the intake, so it would be taken in itself.",
                name,
            )
    foreign = {
        "the outbox": workspace.outbox,
        "the vault": workspace.vault,
        "the toolkit's own code": Path(toolkit.__file__).parent,
    }
    for root in workspace.definition_roots:
        for folder in _DEFINED:
            foreign[f"{folder} of {root}"] = root / folder
    for name, path in foreign.items():
        if intake.is_relative_to(path.resolve()):
            yield _misplaced(f"The intake is inside {name}.", "intake")


def _misplaced(sentence: str, key: str) -> CannotDo:
    return CannotDo(
        sentence,
        remedy=f"Set folders.{key} in {SETTINGS} to a folder that is apart from it.",
    )


def _shared(workspace: Workspace) -> Iterator[ToolkitError]:
    disk = disk_of(workspace.casebook)
    if disk.is_share:
        yield CannotStore(
            f"The casebook {workspace.casebook} is on a share ({disk.kind}), where its "
            "locks do not hold and it would be damaged.",
            remedy=f"Set folders.casebook in {SETTINGS} to a file on a disk of this "
            "machine, such as /var/lib/medical-absence-toolkit/casebook.sqlite; the "
            "intake, the outbox and the vault may stay on the share.",
        )


def _open_to_all(workspace: Workspace) -> Iterator[ToolkitError]:
    if os.name != "posix":
        return
    settings = workspace.root / SETTINGS
    if _anybody_may_write(settings):
        yield CannotDo(
            f"Anybody on this computer may change {settings}, and so where papers go.",
            remedy=f"Run: chmod o-w '{settings}'",
        )
    for root in workspace.definition_roots:
        for folder in _DEFINED:
            top = root / folder
            if any(_anybody_may_write(p) for p in chain([top], top.rglob("*"))):
                yield CannotDo(
                    f"Anybody on this computer may change {top}, and so what papers "
                    "are read by and what letters say.",
                    remedy=f"Run: chmod -R o-w '{top}'",
                )


def _anybody_may_write(path: Path) -> bool:
    try:
        mode = path.lstat().st_mode
    except OSError:
        return False
    return not stat.S_ISLNK(mode) and bool(mode & stat.S_IWOTH)
