"""What is waiting in the intake, seen without opening, following or moving anything."""

from __future__ import annotations

import datetime as dt
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.errors import CannotStore
from toolkit.intake.litter import is_left_behind, is_litter
from toolkit.model import ArrivalKind

LEAVING = ".leaving"
"""A hidden folder of the intake, there only while dropped folders are cleared away."""

CHECKING = "checking"
DONE = "done"

QUIET_FOR = dt.timedelta(seconds=2)
_NONSENSE = dt.timedelta(days=1)
_DEEPEST = 50  # folders in folders; nobody files papers deeper than a few
_KINDS = {
    ".zip": ArrivalKind.ARCHIVE,
    ".eml": ArrivalKind.MESSAGE,
    ".msg": ArrivalKind.MESSAGE,
}


@dataclass(frozen=True, slots=True)
class DroppedFile:
    """A plain file as it was when it was noticed.

    `name` is the sender's, with the dropped folder and `/` between. The times are in
    nanoseconds; `entered` is the system's own time of the file's last move or change,
    which nobody can set.
    """

    path: Path = field(repr=False)
    name: str = field(repr=False)
    size: int
    changed: int
    entered: int
    inode: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """One thing in the intake that nobody is still writing.

    `files` are the plain files in it; `strange` what is none: links, pipes, devices,
    folders that cannot be opened or go down for ever, none of them followed. With
    neither, it is an empty folder, or one already taken whose clearing was interrupted:
    only to be cleared.
    """

    path: Path = field(repr=False)
    name: str = field(repr=False)
    kind: ArrivalKind
    files: tuple[DroppedFile, ...] = ()
    strange: tuple[Path, ...] = field(default=(), repr=False)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to take and nothing to tell: clear it."""
        return not self.files and not self.strange

    @property
    def problem(self) -> str:
        """Why nothing of it can be taken, in a sentence; empty when something can."""
        return "" if self.files or not self.strange else _STRANGE


_STRANGE = (
    "This is a link, a device or a folder that cannot be opened, so it was not taken. "
    "Put the papers themselves in its place."
)


def waiting(
    folder: Path, *, now: dt.datetime, quiet_for: dt.timedelta = QUIET_FOR
) -> tuple[Dropped, ...]:
    """Return what is waiting, in the order it was put there.

    Args:
        folder: The intake.
        now: The moment of looking, with its time zone.
        quiet_for: How long nothing may have changed; zero takes everything.

    Raises:
        CannotStore: If the folder cannot be read.
    """
    # A watcher has looked before and can compare (`Settling`); a single look has only
    # the time of the last change to go by.
    ready = [look for look in looks_at(folder) if look.is_quiet(now, quiet_for)]
    return tuple(look.dropped() for look in sorted(ready, key=Look.order))


def looks_at(folder: Path) -> tuple[Look, ...]:
    """Look once at everything in the intake that is somebody's, quiet or not.

    Raises:
        CannotStore: If the folder cannot be read.
    """
    try:
        tops = sorted((*_interrupted(folder), *_tops(folder)))
    except OSError as fault:
        raise CannotStore(
            f"The intake {folder} cannot be read.",
            remedy="Check that the folder is there and that you may open it.",
        ) from fault
    looked = [Look(path) for path in tops]
    return tuple(look for look in looked if look.is_something)


def look_at(path: Path, name: str) -> DroppedFile | None:
    """Return a plain file as it is now; null when it is gone or is none."""
    try:
        seen = path.lstat()
    except OSError:
        return None
    if not stat.S_ISREG(seen.st_mode):
        return None
    return DroppedFile(
        path, name, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino
    )


def _interrupted(folder: Path) -> Iterator[Path]:
    for stage in (CHECKING, DONE):
        place = folder / LEAVING / stage
        if place.is_dir():
            yield from place.iterdir()


def _tops(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries if not is_litter(entry.name)]
    for name in names:
        if not _is_download_to_come(folder / name):
            yield folder / name


def _is_download_to_come(path: Path) -> bool:
    """Whether this is the empty file a browser puts where a download will be."""
    seen = look_at(path, path.name)
    coming = path.with_name(f"{path.name}.part")
    return seen is not None and seen.size == 0 and coming.exists()


class Look:
    """One look at a thing in the intake, however deep it goes.

    Args:
        path: Of the thing, at the top of the intake.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._files: list[DroppedFile] = []
        self._strange: list[Path] = []
        self._changed: list[int] = []
        self._has_other_litter = False
        if not _is_done(path):
            self._at(path, path.name)

    @property
    def marks(self) -> tuple[object, ...]:
        """Everything seen; two looks with equal marks saw the same, unchanged."""
        return (*self._files, *self._strange, *self._changed)

    @property
    def has_unfinished(self) -> bool:
        """Whether something beside its papers is being downloaded, saved or edited."""
        return self._has_other_litter

    @property
    def is_something(self) -> bool:
        """Whether it is more than a folder of unfinished things, and not gone again."""
        has_content = bool(self._files or self._strange)
        is_there = self.path.is_symlink() or self.path.exists()
        return is_there and (has_content or not self._has_other_litter)

    def is_quiet(self, now: dt.datetime, quiet_for: dt.timedelta) -> bool:
        """Whether nothing changed lately; a time far in the future says nothing."""
        newest = max(self._changed, default=0) / 1e9
        age = dt.timedelta(seconds=now.timestamp() - newest)
        return quiet_for <= dt.timedelta(0) or age >= quiet_for or age < -_NONSENSE

    def order(self) -> tuple[int, str]:
        """When it was put there, then its name."""
        return max((f.entered for f in self._files), default=0), self.path.name

    def dropped(self) -> Dropped:
        """Return what was seen."""
        is_folder = self.path.is_dir() and not self.path.is_symlink()
        usual = ArrivalKind.FOLDER if is_folder else ArrivalKind.FILE
        by_name = _KINDS.get(self.path.suffix.lower(), usual)
        return Dropped(
            path=self.path,
            name=self.path.name,
            kind=usual if is_folder else by_name,
            files=tuple(self._files),
            strange=tuple(self._strange),
        )

    def _at(self, path: Path, name: str) -> None:
        file = look_at(path, name)
        if file is not None:
            self._files.append(file)
            self._changed.append(file.changed)
        elif path.is_dir() and not path.is_symlink():
            self._inside(path, name)
        elif os.path.lexists(path):
            self._strange.append(path)

    def _inside(self, folder: Path, name: str) -> None:
        if name.count("/") >= _DEEPEST:
            self._strange.append(folder)
            return
        try:
            self._changed.append(folder.lstat().st_mtime_ns)
            inside = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            self._strange.append(folder)
            return
        for entry in inside:
            if not is_litter(entry.name):
                self._at(Path(entry.path), f"{name}/{entry.name}")
            elif not is_left_behind(entry.name):
                self._unfinished(entry)

    def _unfinished(self, entry: os.DirEntry[str]) -> None:
        self._has_other_litter = True
        file = look_at(Path(entry.path), entry.name)
        if file is not None:
            self._changed.append(file.changed)


def _is_done(path: Path) -> bool:
    return path.parent.name == DONE and path.parent.parent.name == LEAVING
