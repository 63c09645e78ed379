"""The vault: every original, once, under the SHA-256 of its bytes, never changed."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import re
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from toolkit.errors import CannotStore
from toolkit.model import Paper

_CHUNK_BYTES = 1 << 20
_NAME = re.compile(r"[0-9a-f]{64}")
_DRAFTS = "drafts"


class Vault:
    """A folder of originals at `ab/cd/<sha256>`, readable by its owner only.

    A file is copied to a draft, forced to the disk, renamed and read again, so that
    nobody ever sees half of one. Links are never followed.

    Args:
        root: Made when the first original is kept.

    Raises:
        CannotStore: From every method, when something cannot be written or read.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def keep(self, path: Path, name: str = "") -> Paper:
        """Copy a file into the vault and return it as a paper.

        The same bytes are kept once. The file itself is only read.

        Args:
            path: Of a plain file; a link or a device is refused.
            name: The sender's name for it; the file's own when not given.
        """
        with _reading(path) as source:
            return self._keep(source, name or path.name)

    def keep_bytes(self, contents: bytes, name: str) -> Paper:
        """Keep what was carried inside another file and return it as a paper."""
        return self._keep(io.BytesIO(contents), name)

    def open(self, sha256: str) -> Path:
        """Return where an original is; it is there, but not yet known to be whole."""
        path = self._place(sha256)
        if path.is_symlink() or not path.is_file():
            raise _missing()
        return path

    def contents(self, sha256: str) -> bytes:
        """Return an original's bytes, known to be those that were kept."""
        with _reading(self.open(sha256)) as original:
            found = original.read()
        if hashlib.sha256(found).hexdigest() != sha256:
            raise _altered()
        return found

    def verify(self) -> tuple[str, ...]:
        """Return a sentence for every file in the vault that is not as it was kept."""
        return tuple(self._faults())

    def held(self) -> frozenset[str]:
        """Return the hashes of all originals that are there, whole or not."""
        return frozenset(path.name for path in self._root.glob("??/??/*"))

    def age(self, sha256: str, now: dt.datetime) -> dt.timedelta:
        """Return how long ago an original was put into its place."""
        put = self.open(sha256).stat().st_ctime
        return now - dt.datetime.fromtimestamp(put, dt.UTC)

    def take_over(self, other: Vault, hashes: Iterable[str]) -> int:
        """Copy from another vault what is not here yet; return how many were copied.

        Every copy is read again; one that is not as its hash says is not kept.
        """
        copied = 0
        for sha256 in sorted(set(hashes) - self.held()):
            if self.keep(other.open(sha256)).sha256 != sha256:
                raise _altered()
            copied += 1
        return copied

    def _keep(self, source: BinaryIO, name: str) -> Paper:
        with _storing():
            draft, sha256, size = self._draft(source)
            try:
                self._settle(draft, sha256)
            finally:
                draft.unlink(missing_ok=True)
            if _sha256_of(self._place(sha256)) != sha256:
                raise _altered()
        return Paper(sha256, name, size)

    def _draft(self, source: BinaryIO) -> tuple[Path, str, int]:
        """Copy to a draft, safe on the disk; return it, its hash and its size."""
        _make_folder(self._root / _DRAFTS)
        handle, name = tempfile.mkstemp(dir=self._root / _DRAFTS)
        digest, size = hashlib.sha256(), 0
        try:
            with os.fdopen(handle, "wb") as draft:
                while chunk := source.read(_CHUNK_BYTES):
                    digest.update(chunk)
                    size += draft.write(chunk)
                draft.flush()
                os.fsync(draft.fileno())
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        return Path(name), digest.hexdigest(), size

    def _settle(self, draft: Path, sha256: str) -> None:
        """Give a draft its place, unless the same bytes are there and whole."""
        place = self._place(sha256)
        if place.is_file() and _sha256_of(place) == sha256:
            return
        _make_folder(place.parent)
        draft.chmod(stat.S_IRUSR)
        draft.replace(place)
        _sync_folder(place.parent)

    def _place(self, sha256: str) -> Path:
        if not _NAME.fullmatch(sha256):
            raise _missing()
        return self._root / sha256[:2] / sha256[2:4] / sha256

    def _faults(self) -> Iterator[str]:
        for path in sorted(self._root.rglob("*")):
            if path.is_symlink():
                yield f"The vault holds a link where an original should be: {path}."
            elif path.is_dir():
                continue
            elif path.parent.name == _DRAFTS:
                yield f"A copy was never finished and may be deleted: {path}."
            elif not path.is_file() or _sha256_of(path) != path.name:
                yield f"An original is not as it was kept: {path}."


@contextmanager
def _reading(path: Path) -> Iterator[BinaryIO]:
    """Open a plain file for reading, never a link and never waiting for a pipe."""
    flags = (
        os.O_RDONLY
        | getattr(os, "O_NOFOLLOW", 0)
        | getattr(os, "O_NONBLOCK", 0)
        | getattr(os, "O_BINARY", 0)
    )
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise _not_plain()
        handle = os.open(path, flags)
    except OSError as fault:
        raise CannotStore(
            "A file could not be opened, so it was not copied.",
            remedy="Close it wherever it is open; the next run tries again.",
        ) from fault
    with os.fdopen(handle, "rb") as source:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise _not_plain()
        yield source


@contextmanager
def _storing() -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise CannotStore(
            "An original could not be copied into the vault; it is untouched.",
            remedy="Check the vault's folder and the room on its disk, then run again.",
        ) from fault


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it, private, each safe on the disk."""
    missing = [folder, *folder.parents]
    missing = [path for path in missing if not path.exists()]
    for path in reversed(missing):
        path.mkdir(mode=0o700, exist_ok=True)
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Force a folder's list of names to the disk, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sha256_of(path: Path) -> str:
    digest = hashlib.sha256()
    with _reading(path) as file:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def _not_plain() -> CannotStore:
    return CannotStore(
        "What was to be copied is a link or a device, not a file.",
        remedy="Put the file itself in its place.",
    )


def _missing() -> CannotStore:
    return CannotStore(
        "An original is not in the vault.",
        remedy="Restore it from the latest backup; `toolkit casebook check` lists all.",
    )


def _altered() -> CannotStore:
    return CannotStore(
        "An original in the vault does not read back as it was kept.",
        remedy="Check the disk the vault is on and restore it from the latest backup.",
    )
