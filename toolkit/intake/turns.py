"""Taking turns: a lock of the operating system, which goes when its holder goes."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import CannotStore

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_FAR_AWAY = 1 << 30
"""Where Windows locks a byte, so that the note at the beginning stays readable."""

_BUSY = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the turn: a process of a computer, since when, doing what."""

    process: int
    computer: str
    since: str
    doing: str

    def __str__(self) -> str:
        return (
            f"process {self.process} on {self.computer}, {self.doing} since "
            f"{self.since} (UTC)"
        )


class Turn:
    """One turn that only one program can have at a time.

    It ends with `give_back` or with the program, however that ends; the file stays.

    Args:
        path: Of the lock's file, made when it is first asked for.
        doing: What whoever has it does, for others to read.
    """

    def __init__(self, path: Path, doing: str) -> None:
        self._path, self._doing = path, doing
        self._handle: int | None = None

    @property
    def is_ours(self) -> bool:
        """Whether we have it."""
        return self._handle is not None

    def take(self, now: dt.datetime) -> bool:
        """Take the turn if nobody has it; return whether it is ours.

        Raises:
            CannotStore: If the lock's file cannot be made or locked at all.
        """
        if self._handle is not None:
            return True
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as fault:
            raise self._unusable() from fault
        try:
            _lock(handle)
        except OSError as fault:
            os.close(handle)
            if fault.errno in _BUSY:
                return False
            raise self._unusable() from fault
        self._handle = handle
        self._sign(handle, now)
        return True

    def give_back(self) -> None:
        """Let somebody else have it."""
        if self._handle is not None:
            handle, self._handle = self._handle, None
            _unlock(handle)
            os.close(handle)

    def holder(self) -> Holder | None:
        """Return who has it; null when nobody has, or it cannot be told."""
        try:
            handle = os.open(self._path, os.O_RDWR)
        except OSError:
            return None
        try:
            if self._handle is None and _is_free(handle):
                return None
            return _signed(os.read(handle, 1000))
        finally:
            os.close(handle)

    def _sign(self, handle: int, now: dt.datetime) -> None:
        since = f"{now.astimezone(dt.UTC):%Y-%m-%d %H:%M}"
        note = [os.getpid(), socket.gethostname(), since, self._doing]
        try:
            os.ftruncate(handle, 0)
            os.write(handle, json.dumps(note).encode())
        except OSError:
            return  # the disk may be full; the lock holds all the same

    def _unusable(self) -> CannotStore:
        return CannotStore(
            f"The file {self._path}, which keeps two runs from taking in the same "
            "papers, could not be used.",
            remedy="Check that its folder is there and that you may write in it.",
        )


def _is_free(handle: int) -> bool:
    try:
        _lock(handle)
    except OSError:
        return False
    _unlock(handle)
    return True


def _signed(note: bytes) -> Holder | None:
    try:
        process, computer, since, doing = json.loads(note)
    except ValueError:
        return None
    return Holder(int(process), str(computer), str(since), str(doing))


if sys.platform == "win32":

    def _lock(handle: int) -> None:
        os.lseek(handle, _FAR_AWAY, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)

    def _unlock(handle: int) -> None:
        os.lseek(handle, _FAR_AWAY, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)

else:

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
