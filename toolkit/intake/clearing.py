"""Clearing away what is safe, so that an interruption never makes two of one drop.

A single file goes in one act. A folder cannot, so it first moves, whole and in one act,
to a hidden place where nobody adds to it; there it is compared with what was taken.
Anything new or changed goes back to the intake. The rest moves on, again in one act, to
be deleted. Interrupted before the second move, the folder is noticed again under its
own name; after it, only the deleting remains.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from toolkit.errors import CannotStore
from toolkit.intake.litter import is_left_behind
from toolkit.intake.noticing import CHECKING, DONE, LEAVING, Dropped, look_at


def clear(dropped: Dropped) -> bool:
    """Remove from the intake what was taken, if it is still what was taken.

    Call it only when the arrival is recorded. A file that changed since stays, to be
    taken again.

    Args:
        dropped: As it was noticed before it was taken.

    Returns:
        Whether nothing of it is left.

    Raises:
        CannotStore: If it cannot be removed; it will be found again and is not lost.
    """
    try:
        if dropped.path.is_symlink() or not dropped.path.is_dir():
            return _clear_file(dropped)
        return _clear_folder(dropped)
    except FileNotFoundError:  # another run is clearing the same thing
        return not os.path.lexists(dropped.path)
    except OSError as fault:
        raise CannotStore(
            "Something was taken in but could not be removed from the intake.",
            remedy="Close it wherever it is open; the next run tries again.",
        ) from fault


def _clear_file(dropped: Dropped) -> bool:
    for file in dropped.files:
        if _is_same(dropped, file.path):
            file.path.unlink(missing_ok=True)
    return not os.path.lexists(dropped.path)


def _clear_folder(dropped: Dropped) -> bool:
    stage = dropped.path.parent
    is_leaving = stage.parent.name == LEAVING
    intake = stage.parent.parent if is_leaving else stage
    leaving = intake / LEAVING
    place = dropped.path
    if not (is_leaving and stage.name == DONE):
        place = _checked(dropped, intake)
    shutil.rmtree(place)
    for folder in (leaving / CHECKING, leaving / DONE, leaving):
        _remove_if_empty(folder)
    return not os.path.lexists(intake / dropped.name)


def _checked(dropped: Dropped, intake: Path) -> Path:
    """Move a folder to where it is deleted, with nothing in it but what is safe."""
    checking = intake / LEAVING / CHECKING / dropped.name
    if dropped.path != checking:
        checking.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        dropped.path.rename(checking)
    for path in list(_not_taken(dropped, checking)):
        back = intake / dropped.name / path.relative_to(checking)
        back.parent.mkdir(parents=True, exist_ok=True)
        path.rename(_free(back))
    done = intake / LEAVING / DONE / dropped.name
    done.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return checking.rename(_free(done))


def _not_taken(dropped: Dropped, folder: Path) -> Iterator[Path]:
    """Yield what is below a folder and is neither taken nor a computer's litter."""
    strange = {path.relative_to(dropped.path) for path in dropped.strange}
    to_open = [folder]
    while to_open:
        for entry in list(os.scandir(to_open.pop())):
            path = Path(entry.path)
            if is_left_behind(entry.name):
                continue
            is_folder = entry.is_dir(follow_symlinks=False)
            if is_folder and path.relative_to(folder) not in strange:
                to_open.append(path)
            elif not _is_same(dropped, path):
                yield path


def _is_same(dropped: Dropped, path: Path) -> bool:
    """Whether a file is one of those taken: same number on the disk, size and time."""
    now = look_at(path, path.name)
    taken = {(file.inode, file.size, file.changed) for file in dropped.files}
    return now is not None and (now.inode, now.size, now.changed) in taken


def _free(path: Path) -> Path:
    """Return the path, numbered if something has that name already."""
    number, free = 1, path
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return free


def _remove_if_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
