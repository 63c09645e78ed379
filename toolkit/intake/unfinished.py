"""Whether a file is still on its way, told from its ends and never by opening a paper.

Copying often pauses for longer than any quiet period. A PDF, an archive or a picture
ends with a mark of its own, and a program that still writes may hold the file. Nothing
here says that a paper is good: a damaged one also lacks its end, and is taken after a
longer wait and called damaged by whoever reads it.
"""

from __future__ import annotations

import errno
import os
import re
import sys
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

if sys.platform != "win32":
    import fcntl
    import signal

_HEAD_BYTES = 64 * 1024
_TAIL_BYTES = 64 * 1024 + 22  # an archive's last record, with the longest comment


class Hold(StrEnum):
    """Why something in the intake is not taken yet."""

    FRESH = "it has only just changed"
    EMPTY = "it is empty so far"
    UNFINISHED = "its end has not arrived yet"
    BESIDE = "something beside it is still being saved, edited or downloaded"
    IN_USE = "another program is still writing it or has locked it"
    PUT_OFF = "it could not be taken and will be tried again"

    @property
    def is_lasting(self) -> bool:
        """Whether it holds however long it lasts: there is nothing to take before."""
        return self in {Hold.FRESH, Hold.IN_USE, Hold.PUT_OFF}


def why_unfinished(path: Path) -> Hold | None:
    """Return why a plain file seems to be on its way still; null when it is whole.

    Null also when it is gone, or when nothing can be told: then being quiet counts.
    """
    if _is_open_in_an_office_program(path):
        return Hold.BESIDE
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(path, flags | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            return Hold.IN_USE if _is_held(handle, path) else _what_lacks(file)
    except FileNotFoundError:
        return None
    except OSError:
        return Hold.IN_USE  # it is locked, or a part of it, or the share has gone


def _what_lacks(file: BinaryIO) -> Hold | None:
    size = os.fstat(file.fileno()).st_size
    if not size:
        return Hold.EMPTY
    head = file.read(_HEAD_BYTES)
    file.seek(max(0, size - _TAIL_BYTES))
    tail = file.read(_TAIL_BYTES)
    return None if _has_its_end(head, tail, size) else Hold.UNFINISHED


# --- the end that belongs to a beginning --------------------------------------------


def _has_its_end(head: bytes, tail: bytes, size: int) -> bool:
    """Whether the file ends as its beginning promises; true when it promises nothing.

    Zeros at the end do not count as anything: some programs reserve the whole room
    first and fill it afterwards.
    """
    if b"%PDF-" in head[:1024]:
        return b"%%EOF" in tail[-2048:]
    if head.startswith(b"PK\x03\x04"):
        return _has_directory(tail, size)
    if head.startswith(b"\x89PNG"):
        return b"IEND" in tail
    if head.startswith(b"\xff\xd8\xff"):
        return b"\xff\xd9" in tail
    boundary = _boundary(head)
    return boundary is None or b"--" + boundary + b"--" in tail


def _has_directory(tail: bytes, size: int) -> bool:
    """Whether an archive's list of contents is there and where its last record says."""
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        return False
    length = int.from_bytes(tail[at + 12 : at + 16], "little")
    start = int.from_bytes(tail[at + 16 : at + 20], "little")
    is_huge = 0xFFFFFFFF in {length, start}  # then another record says it
    return is_huge or start + length <= size - len(tail) + at


_MULTIPART = re.compile(
    rb"\A(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?"
    rb"content-type:[ \t]*multipart/(?:[^\n]|\n[ \t])*?"
    rb"boundary[ \t]*=[ \t]*(?:\"([^\"\r\n]+)\"|([^\s;\"]+))",
    re.IGNORECASE,
)


def _boundary(head: bytes) -> bytes | None:
    """Return the line that ends a message of several parts; null for anything else."""
    found = _MULTIPART.match(head)
    return None if found is None else found[1] or found[2]


# --- in use -------------------------------------------------------------------------


def _is_open_in_an_office_program(path: Path) -> bool:
    """Whether an office program's own sign of an open document lies beside it."""
    name = path.name
    signs = (f"~${name}", f"~${name[2:]}", f".~lock.{name}#")
    return any(path.with_name(sign).exists() for sign in signs)


if sys.platform == "win32":

    def _is_held(handle: int, path: Path) -> bool:
        """Whether another program has the file open (a rename to itself is refused)."""
        del handle
        try:
            path.rename(path)
        except OSError:
            return True
        return False

else:

    def _is_held(handle: int, path: Path) -> bool:
        """Whether another program has locked the file or has it open for writing."""
        del path
        return _is_locked(handle) or _is_being_written(handle)

    def _is_locked(handle: int) -> bool:
        for lock in (fcntl.flock, fcntl.lockf):
            try:
                lock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
                lock(handle, fcntl.LOCK_UN)
            except OSError as fault:
                # Some disks know no locks; that says nothing.
                if fault.errno in {errno.EACCES, errno.EAGAIN}:
                    return True
        return False

    def _is_being_written(handle: int) -> bool:
        """Whether the system will not promise that nobody has it open for writing.

        Only Linux can be asked, for a file of our own or by an administrator.
        """
        if sys.platform != "linux":
            return False
        try:
            # Should somebody open it in this very moment, this signal does no harm.
            fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)
            fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
            fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
        except OSError as fault:
            return fault.errno == errno.EAGAIN
        return False
