"""Setting aside what could not be taken in, with a note that says why."""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from toolkit.deliver.laying import (
    delivering,
    draft_beside,
    lay_down,
    make_folder,
    sync_folder,
)
from toolkit.errors import CannotDeliver

FOLDER = "set-aside"
NOTE = ".why.txt"

_LONGEST_BYTES = 180  # systems allow 255; room is left for a number and the note
_LONGEST_SUFFIX_BYTES = 20
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)")


def set_aside(source: bytes | Path, name: str, outbox: Path, why: str) -> Path:
    """Lay a copy of a paper in `outbox/set-aside` with a note why, and return its path.

    It keeps the sender's own name, shortened or made harmless where it must be, and
    numbered when another paper has that name. Set aside twice, the same bytes under the
    same name are one file, with the later note.

    Args:
        source: The paper's bytes, or where to read them; a link is not followed.
        name: The sender's name for it; folders before it do not count.
        outbox: The workspace's.
        why: What is the matter and what to do, in plain words.

    Raises:
        CannotDeliver: If it cannot be read or written.
    """
    contents = source if isinstance(source, bytes) else _contents(source)
    with delivering():
        folder = outbox / FOLDER
        make_folder(folder)
        place = _lay(contents, folder, safe_name(name))
    lay_down(_note(why), _note_of(place))
    return place


def move_aside(path: Path, outbox: Path, why: str) -> Path:
    """Move a thing that is no plain file there too, neither opened nor followed.

    For a link, a pipe or a folder nobody can open. Its note is laid first. From
    another disk than the outbox's only a link can be moved: it is made anew.

    Raises:
        CannotDeliver: If it cannot be moved; then it is where it was.
    """
    with delivering():
        folder = outbox / FOLDER
        make_folder(folder)
        places = _places(folder, safe_name(path.name))
        place = next(p for p in places if not _is_taken(p) or _awaits(p, path, why))
        lay_down(_note(why), _note_of(place))
        _move(path, place)
        return place


def _move(path: Path, place: Path) -> None:
    try:
        path.rename(place)
    except OSError as fault:
        if fault.errno != errno.EXDEV:
            raise
        _move_from_another_disk(path, place)


def _move_from_another_disk(path: Path, place: Path) -> None:
    if not path.is_symlink():
        _note_of(place).unlink()
        raise CannotDeliver(
            "Something in the intake is no paper, and it lies on another disk than the "
            "outbox, so it cannot be moved there.",
            remedy="Take it out of the intake yourself.",
        )
    if not os.path.lexists(place):  # else the move was cut off after this
        place.symlink_to(path.readlink())
    path.unlink()


def safe_name(name: str) -> str:
    """Return a sender's file name as every system takes it, and as short as it must be.

    Folders, what is forbidden somewhere, hidden beginnings, invisible characters and
    device names go; everything a person would know it by stays.
    """
    alone = name.rpartition("/")[2]  # a paper's name has its folders before it
    text = alone.encode("utf-8", "replace").decode("utf-8")
    plain = unicodedata.normalize("NFC", text)
    shown = "".join(_shown(character) for character in plain)
    safe = _FORBIDDEN.sub("-", shown).strip(" .")
    safe = safe.lstrip("~$ .") or "paper"
    if _DEVICES.match(safe):
        safe = f"paper {safe}"
    return _shortened(safe)


def _shown(character: str) -> str:
    """Return what is seen of a character: any space as a plain one, or nothing."""
    match unicodedata.category(character)[0]:
        case "C":
            return ""
        case "Z":
            return " "
        case _:
            return character


def _shortened(name: str) -> str:
    if len(name.encode()) <= _LONGEST_BYTES:
        return name
    stem, dot, suffix = name.rpartition(".")
    if not stem or len(suffix.encode()) > _LONGEST_SUFFIX_BYTES:
        stem, dot, suffix = name, "", ""
    room = _LONGEST_BYTES - len(f"{dot}{suffix}".encode())
    short = stem.encode()[:room].decode("utf-8", "ignore").rstrip(" .")
    return f"{short}{dot}{suffix}"


def _contents(path: Path) -> bytes:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(path, flags | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise _unreadable()
            return file.read()
    except OSError as fault:
        raise _unreadable() from fault


def _lay(contents: bytes, folder: Path, name: str) -> Path:
    """Lay a paper under the first name that is free or holds the same bytes already."""
    with draft_beside(folder / name, contents) as draft:
        for place in _places(folder, name):
            if _holds(place, contents):
                return place
            if not _is_taken(place) and _claim(draft, place):
                sync_folder(folder)
                return place
    raise AssertionError  # the names do not end


def _places(folder: Path, name: str) -> Iterator[Path]:
    yield folder / name
    whole = Path(name)
    number = 2
    while True:
        yield folder / f"{whole.stem} ({number}){whole.suffix}"
        number += 1


def _is_taken(place: Path) -> bool:
    return os.path.lexists(place) or os.path.lexists(_note_of(place))


def _awaits(place: Path, moved: Path, why: str) -> bool:
    """Whether a move cut off before left its note there, alone or with the link."""
    if not _holds(_note_of(place), _note(why)):
        return False
    return not os.path.lexists(place) or _is_same_link(place, moved)


def _is_same_link(place: Path, moved: Path) -> bool:
    both_links = place.is_symlink() and moved.is_symlink()
    return both_links and place.readlink() == moved.readlink()


def _holds(place: Path, contents: bytes) -> bool:
    if place.is_symlink() or not place.is_file():
        return False
    return place.stat().st_size == len(contents) and place.read_bytes() == contents


def _claim(draft: Path, place: Path) -> bool:
    """Give the draft its name, or return false when somebody else just took that name.

    A rename would take the place of theirs without a word; a second name for the draft
    does not. Disks that know no second names get the rename.
    """
    try:
        os.link(draft, place)
    except FileExistsError:
        return False
    except OSError as fault:
        if fault.errno not in _NO_SECOND_NAMES:
            raise
        draft.rename(place)
    return True


_NO_SECOND_NAMES = {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK}


def _note_of(place: Path) -> Path:
    return place.with_name(f"{place.name}{NOTE}")


def _note(why: str) -> bytes:
    return f"{why.strip()}\n".encode("utf-8", "replace")


def _unreadable() -> CannotDeliver:
    return CannotDeliver(
        "A paper to be set aside could not be read.",
        remedy="Its original is in the vault; run `toolkit casebook check`.",
    )
