"""Backing a workspace up while it is at work, and bringing a backup back."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from toolkit import workspace as workspaces
from toolkit.casebook import Casebook, Vault
from toolkit.deliver import lay_down
from toolkit.errors import CannotDo, CannotStore
from toolkit.pipeline.desk import Desk, desk_of
from toolkit.pipeline.upkeep.wholeness import CASES, Stock, head_from, take_stock
from toolkit.workspace import PEOPLE, Workspace

HEAD = "head.json"
CASEBOOK = "casebook.sqlite"
VAULT = "vault"

_ANOTHER = "Make a new backup, or bring back another one."


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup as it was made: where, how far it goes, how much was copied anew.

    `events` and `hash` are the number and the hash of the last event in it.
    """

    at: Path
    events: int
    hash: str
    originals: int
    copied: int


def back_up(desk: Desk, to: Path, now: dt.datetime) -> Backup:
    """Back a workspace up while others go on working in it.

    The casebook is copied first: what it tells of was in the vault before. In a folder
    that holds a backup already, only what is new is copied.

    Args:
        desk: The workspace.
        to: A folder, or a file that ends in `.zip`.
        now: When.

    Raises:
        CannotDo: If it would lie in the intake.
        CannotStore: If it cannot be written, or an original is not whole.
    """
    if to.resolve().is_relative_to(desk.workspace.intake.resolve()):
        raise CannotDo(
            "A backup in the intake would be taken in.",
            remedy="Name a folder elsewhere, best on another disk.",
        )
    with _storing(to):
        if to.suffix.lower() != ".zip":
            return _back_up(desk, to, now)
        to.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=to.parent) as folder:
            made = _back_up(desk, Path(folder) / "backup", now)
            _pack(made.at, to)
        return Backup(to, made.events, made.hash, made.originals, made.copied)


def restore(source: Path, root: Path, now: dt.datetime) -> tuple[Workspace, Stock]:
    """Bring a backup back into a new workspace; nothing is ever overwritten.

    The backup is verified before anything is made, and the workspace afterwards. The
    casebook comes last: until it is there, the workspace is free to try again.

    Args:
        source: A folder or a `.zip` that `back_up` made.
        root: The new workspace's folder.
        now: When.

    Raises:
        CannotDo: If there is a casebook already, or the source is no backup.
        CannotStore: If the backup is not whole, or cannot be brought back.
    """
    _require_free(root)
    with _storing(root), _unpacked(source) as (backup, folder):
        head = head_from(backup / HEAD)
        shutil.copyfile(backup / CASEBOOK, folder / CASEBOOK)
        with Casebook(folder / CASEBOOK) as casebook:
            _require_whole(casebook, Vault(backup / VAULT), head)
            workspace = _bring_back(casebook, backup, root)
    with desk_of(workspace) as desk:
        if desk.casebook.head() != head or desk.casebook.verify():
            raise CannotStore(
                f"What was brought back to {root} is not what the backup holds.",
                remedy="Check its disk, and bring it back into another folder.",
            )
        return workspace, take_stock(desk, now)


# --- making one ---------------------------------------------------------------------


def _back_up(desk: Desk, to: Path, now: dt.datetime) -> Backup:
    to.mkdir(mode=0o700, parents=True, exist_ok=True)
    events, link = desk.casebook.copy_to(to / CASEBOOK)
    with tempfile.TemporaryDirectory() as folder:
        shutil.copyfile(to / CASEBOOK, Path(folder) / CASEBOOK)
        with Casebook(Path(folder) / CASEBOOK) as copy:
            originals = copy.originals()
    copied = Vault(to / VAULT).take_over(desk.vault, originals)
    _copy_tree(desk.workspace.outbox / CASES, to / CASES)
    if (desk.workspace.root / PEOPLE).is_file():
        lay_down((desk.workspace.root / PEOPLE).read_bytes(), to / PEOPLE)
    told = {
        "events": events,
        "hash": link,
        "at": now.isoformat(),
        "originals": len(originals),
    }
    lay_down(json.dumps(told, indent=2).encode(), to / HEAD)
    return Backup(to, events, link, len(originals), copied)


def _copy_tree(source: Path, to: Path) -> None:
    """Copy what is not there yet or has other bytes; nothing is taken away."""
    for path in sorted(source.rglob("*")):
        copy = to / path.relative_to(source)
        if path.is_symlink() or not path.is_file() or _is_same(path, copy):
            continue
        lay_down(path.read_bytes(), copy)


def _is_same(one: Path, other: Path) -> bool:
    if not other.is_file() or one.stat().st_size != other.stat().st_size:
        return False
    return _sha256_of(one) == _sha256_of(other)


def _sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _pack(folder: Path, to: Path) -> None:
    """Write a folder into one file, which is never seen half written."""
    draft = to.with_name(f"{to.name}.draft")
    with zipfile.ZipFile(
        draft, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False
    ) as z:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            z.write(path, path.relative_to(folder).as_posix())
    draft.chmod(0o600)
    draft.replace(to)


# --- bringing one back --------------------------------------------------------------


def _require_free(root: Path) -> None:
    """Stop when there is a casebook where one would be made."""
    is_workspace = (root / workspaces.SETTINGS).exists()
    place = _place_of(workspaces.at(root)) if is_workspace else root / CASEBOOK
    if isinstance(place, Path) and place.exists():
        raise CannotDo(
            f"There is a casebook in {root} already, and it is not overwritten.",
            remedy="Name a new folder with --to.",
        )


@contextmanager
def _unpacked(source: Path) -> Iterator[tuple[Path, Path]]:
    """Yield a backup as a folder, and a folder to work in."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        if source.is_file():
            try:
                with zipfile.ZipFile(source) as packed:
                    packed.extractall(folder / "backup")
            except zipfile.BadZipFile as fault:
                raise _no_backup(source) from fault
            source = folder / "backup"
        if not (source / HEAD).is_file() or not (source / CASEBOOK).is_file():
            raise _no_backup(source)
        yield source, folder


def _no_backup(source: Path) -> CannotDo:
    return CannotDo(
        f"{source} is not a backup that the toolkit made, or not a whole one.",
        remedy=f"Name a folder with {HEAD} and {CASEBOOK} in it, or such a .zip.",
    )


def _require_whole(casebook: Casebook, vault: Vault, head: tuple[int, str]) -> None:
    faults = list(casebook.verify())
    if casebook.head() != head:
        faults.append("The casebook does not end where the backup's head says.")
    missing = casebook.originals() - vault.held()
    faults += [f"An original is missing: {sha256}." for sha256 in sorted(missing)]
    faults += vault.verify()
    if faults:
        more = f" There are {len(faults) - 1} more." if len(faults) > 1 else ""
        raise CannotStore(
            f"The backup is not whole, so nothing was made. {faults[0]}{more}",
            remedy=_ANOTHER,
        )


def _bring_back(casebook: Casebook, backup: Path, root: Path) -> Workspace:
    root.mkdir(parents=True, exist_ok=True)
    if (backup / PEOPLE).is_file() and not (root / PEOPLE).exists():
        shutil.copyfile(backup / PEOPLE, root / PEOPLE)
    workspace = workspaces.make(root)
    vault = Vault(workspace.vault)
    vault.take_over(Vault(backup / VAULT), casebook.originals())
    _copy_tree(backup / CASES, workspace.outbox / CASES)
    place = _place_of(workspace)
    if isinstance(place, Path):
        casebook.copy_to(place)
    else:
        with Casebook(place) as made:
            made.fill_from(casebook)
    return workspace


def _place_of(workspace: Workspace) -> Path | str:
    """Return where a workspace's casebook is: a file, or the address of a database."""
    return workspace.casebook


@contextmanager
def _storing(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise CannotStore(
            f"Something could not be read, or not be written to {place}.",
            remedy="Check the folder and the room on its disk, then run it again.",
        ) from fault
