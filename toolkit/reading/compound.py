"""OLE files, as Outlook and older Office programs write them: small disks in a file.

Here their directory is read without any library, for two reasons: to tell what the file
is, and to decline one whose tables promise more than the file can hold before a library
follows them. Source: [MS-CFB], sections 2.2 to 2.6.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.reading.limits import Refusal

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER = struct.Struct("<8s16s5H6x9I")
_ENTRY = struct.Struct("<64sHBxIII36xIQ")
_IN_HEADER = 109  # places of the sector table that stand in the header itself
_SHIFTS = {3: 9, 4: 12}  # edition of the format: sectors of 512 or of 4,096 bytes
_LITTLE_ENDIAN = 0xFFFE
_MINI_SHIFT = 6
_MINI_CUTOFF = 4096
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_SORTS = {_STORAGE, _STREAM, _ROOT}
# A message to 500 people with 20 papers has about 12,000; the library takes a second.
_MAX_ENTRIES = 20_000
# In one storage; the library looks through all of them for each. The same message: 521.
_MAX_BESIDE = 2_000


@dataclass(frozen=True, slots=True)
class Compound:
    """What an OLE file's directory says: the names at its top, and its bytes in all.

    `declared` is the length of all streams together.
    """

    names: frozenset[str]
    declared: int


@dataclass(frozen=True, slots=True)
class _Header:
    """The numbers at the start of the file; sectors are counted from 0."""

    shift: int
    fat_sectors: int
    first_directory: int
    mini_sectors: int
    first_difat: int
    difat_sectors: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """A storage or a stream, with its neighbours in the tree of those beside it."""

    name: str
    sort: int
    left: int
    right: int
    child: int
    size: int


def survey(contents: bytes) -> Compound:
    """Return what an OLE file's directory says.

    Raises:
        Refusal: If it is damaged, goes in circles, promises more than the file holds,
            or has more streams than any paper has reason to.
    """
    header = _header(contents)
    entries = _entries(contents, header)
    root = entries.get(0)
    if root is None or root.sort != _ROOT:
        raise Refusal("damaged")
    beside = _by_storage(entries)
    if max(map(len, beside)) > _MAX_BESIDE:
        raise Refusal("too-big-to-open")
    found = [entry for entries in beside for entry in entries]
    declared = sum(entry.size for entry in found if entry.sort == _STREAM)
    if max(declared, root.size) > len(contents):
        raise Refusal("damaged")
    return Compound(frozenset(entry.name for entry in beside[0]), declared)


def _header(contents: bytes) -> _Header:
    """Return the header, its counts no higher than a file of this length can have."""
    if len(contents) < 512 or not contents.startswith(MAGIC):
        raise Refusal("damaged")
    (_, _, _, edition, order, shift, mini, *counts) = _HEADER.unpack_from(contents)
    (_, fat, directory, _, cutoff, _, mini_sectors, first_difat, difat) = counts
    usual = (_LITTLE_ENDIAN, _SHIFTS.get(edition), _MINI_SHIFT, _MINI_CUTOFF)
    if (order, shift, mini, cutoff) != usual:
        raise Refusal("damaged")
    sectors = len(contents) >> shift
    # One sector of the table serves 128 others, or 1,024; some programs spare room.
    most = 2 * sectors // (1 << shift - 2) + _IN_HEADER
    if fat > most or mini_sectors > sectors or difat > most:
        raise Refusal("damaged")
    return _Header(shift, fat, directory, mini_sectors, first_difat, difat)


def _entries(contents: bytes, header: _Header) -> dict[int, _Entry]:
    """Return the directory's entries that are in use, by their number."""
    fat = _fat(contents, header)
    sectors = _chain(fat, header.first_directory)
    found: dict[int, _Entry] = {}
    number = 0
    for at in sectors:
        sector = _sector(contents, header.shift, at)
        for start in range(0, len(sector) - _ENTRY.size + 1, _ENTRY.size):
            entry = _entry(sector, start, header.shift)
            if entry.sort in _SORTS:
                found[number] = entry
            number += 1
        if len(found) > _MAX_ENTRIES:
            raise Refusal("too-big-to-open")
    return found


def _entry(sector: bytes, start: int, shift: int) -> _Entry:
    raw, length, sort, left, right, child, _, size = _ENTRY.unpack_from(sector, start)
    name = raw[: max(0, min(length, 64) - 2)].decode("utf-16-le", errors="replace")
    # Small-sector files leave anything at all in the upper half of the length.
    size = size & 0xFFFFFFFF if shift == _SHIFTS[3] else size
    return _Entry(name, sort, left, right, child, size)


def _fat(contents: bytes, header: _Header) -> tuple[int, ...]:
    """Return the table that says which sector follows which."""
    places = list(struct.unpack_from(f"<{_IN_HEADER}I", contents, _HEADER.size))
    at = header.first_difat
    for _ in range(header.difat_sectors):
        *more, at = _numbers(_sector(contents, header.shift, at)) or (0,)
        places += more
    used = places[: header.fat_sectors]
    table = b"".join(_sector(contents, header.shift, place) for place in used)
    return _numbers(table)


def _numbers(sector: bytes) -> tuple[int, ...]:
    count = len(sector) // 4
    return struct.unpack_from(f"<{count}I", sector)


def _sector(contents: bytes, shift: int, at: int) -> bytes:
    return contents[(at + 1) << shift : (at + 2) << shift]


def _chain(fat: tuple[int, ...], first: int) -> Iterator[int]:
    """Yield the sectors of a stream in order."""
    at = first
    for _ in range(len(fat)):
        if at >= len(fat):
            return
        yield at
        at = fat[at]
    raise Refusal("damaged")  # it goes in circles


def _by_storage(entries: dict[int, _Entry]) -> list[list[_Entry]]:
    """Return the entries storage by storage, those at the top first.

    Raises:
        Refusal: If an entry is reached twice or is not there.
    """
    found: list[list[_Entry]] = []
    seen: set[int] = set()
    storages = [entries[0]]
    for storage in storages:  # grows while it is walked
        inside = list(_beside(storage.child, entries, seen))
        storages += [entry for entry in inside if entry.sort == _STORAGE]
        found.append(inside)
    return found


def _beside(first: int, entries: dict[int, _Entry], seen: set[int]) -> Iterator[_Entry]:
    """Yield the entries of the tree that starts at `first`, each once."""
    waiting = [first]
    while waiting:
        at = waiting.pop()
        if at == _NONE:
            continue
        if at in seen or at not in entries:
            raise Refusal("damaged")
        seen.add(at)
        yield entries[at]
        waiting += [entries[at].left, entries[at].right]


_NONE = 0xFFFFFFFF
