"""Messages as Outlook saves them: properties in an OLE file, written here from nothing.

Sources: [MS-CFB] for the file, [MS-OXMSG] for what is in it.
"""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

SENT = dt.datetime(2026, 9, 14, 8, 30, tzinfo=dt.UTC)
WORDS = "Please find the form attached."

# The properties used here, by their numbers in [MS-OXPROPS].
SUBJECT, BODY, HTML, RICH = 0x0037, 0x1000, 0x1013, 0x1009
HEADERS, CODE_PAGE = 0x007D, 0x3FFD
SENDER, SENDER_MAIL, SENT_AT, SHOWN_TO = 0x0C1A, 0x0C1F, 0x0039, 0x0E04
AUTHOR, AUTHOR_MAIL = 0x0042, 0x0065
NAME, MAIL, RECEIVER_TYPE = 0x3001, 0x3003, 0x0C15
LONG_NAME, SHORT_NAME, CONTENTS, METHOD = 0x3707, 0x3704, 0x3701, 0x3705
MIME, CONTENT_ID, FLAGS, HIDDEN = 0x370E, 0x3712, 0x3714, 0x7FFE

BY_VALUE, BY_LINK, MESSAGE_INSIDE, DRAWING = 1, 7, 5, 6

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_LISTED = "__properties_version1.0"


class Narrow(bytes):
    """A text in an encoding of one byte a letter, as older Outlooks keep it."""


Tree: TypeAlias = dict[str, "bytes | Tree"]
Value: TypeAlias = str | Narrow | bytes | int | bool | dt.datetime | Tree
Properties: TypeAlias = Mapping[int, Value]


# --- what Outlook keeps --------------------------------------------------------------


def message(
    properties: Properties | None = None,
    *,
    attached: Sequence[Tree] = (),
    to: Sequence[Properties] = (),
    inside: bool = False,
) -> Tree:
    """Return the storage of a message from an invented school; `inside` of another."""
    usual: dict[int, Value] = {
        SUBJECT: "Referral",
        SENDER: "Office",
        SENDER_MAIL: "office@northfield.example",
        SENT_AT: SENT,
        BODY: WORDS,
    }
    tree = storage(24 if inside else 32, usual if properties is None else properties)
    people = to or ({NAME: "Service", MAIL: "service@council.example"},)
    for at, person in enumerate(people):
        receiver = {RECEIVER_TYPE: 1, **person}
        tree[f"__recip_version1.0_#{at:08X}"] = storage(8, receiver)
    for at, each in enumerate(attached):
        tree[f"__attach_version1.0_#{at:08X}"] = each
    return tree


def attachment(
    name: str, contents: bytes | Tree, more: Properties | None = None
) -> Tree:
    """Return the storage of a file, or of a message, that is attached."""
    how = BY_VALUE if isinstance(contents, bytes) else MESSAGE_INSIDE
    usual: dict[int, Value] = {LONG_NAME: name, METHOD: how, CONTENTS: contents}
    return storage(8, {**usual, **(more or {})})


def storage(header: int, properties: Properties) -> Tree:
    """Return properties as streams, and a list of them after `header` bytes."""
    tree: Tree = {}
    listed = [_kept(tree, number, value) for number, value in properties.items()]
    tree[_LISTED] = bytes(header) + b"".join(listed)
    return tree


def _kept(tree: Tree, number: int, value: Value) -> bytes:
    """Put a value where it belongs; return its line in the list."""
    if isinstance(value, bool | int | dt.datetime):
        sort, fixed = _fixed(value)
        return struct.pack("<HHI8s", sort, number, 6, fixed)
    if isinstance(value, str):
        sort, stream = 0x001F, value.encode("utf-16-le")
    elif isinstance(value, bytes):
        sort, stream = 0x001E if isinstance(value, Narrow) else 0x0102, bytes(value)
    else:
        tree[f"__substg1.0_{number:04X}000D"] = value
        return struct.pack("<HHI8s", 0x000D, number, 6, b"\xff" * 4)
    tree[f"__substg1.0_{number:04X}{sort:04X}"] = stream
    return struct.pack("<HHII4x", sort, number, 6, len(stream))


def _fixed(value: bool | int | dt.datetime) -> tuple[int, bytes]:  # noqa: FBT001 a value
    if isinstance(value, dt.datetime):
        since = value - dt.datetime(1601, 1, 1, tzinfo=dt.UTC)
        return 0x0040, struct.pack("<Q", since // dt.timedelta(microseconds=1) * 10)
    sort = 0x000B if isinstance(value, bool) else 0x0003
    return sort, struct.pack("<Q", value)


# --- the file ------------------------------------------------------------------------


@dataclass
class _Disk:
    """Sectors, the table of which follows which, and the directory's entries."""

    sectors: list[bytes] = field(default_factory=list)
    follows: list[int] = field(default_factory=list)
    small: bytearray = field(default_factory=bytearray)
    small_follows: list[int] = field(default_factory=list)
    entries: list[bytes] = field(default_factory=list)

    def lay(self, contents: bytes) -> int:
        """Write a long stream; return its first sector."""
        first = len(self.sectors)
        pieces = _cut(contents, _SECTOR)
        self.sectors += pieces
        self.follows += _following(first, len(pieces))
        return first if pieces else _END

    def lay_small(self, contents: bytes) -> int:
        """Write a short stream; return its first small sector."""
        first = len(self.small_follows)
        pieces = _cut(contents, _MINI)
        self.small += b"".join(pieces)
        self.small_follows += _following(first, len(pieces))
        return first if pieces else _END

    def enter(self, tree: Tree) -> int:
        """Enter what is in a storage; return the number of the topmost of its tree."""
        names = sorted(tree, key=lambda name: (len(name), name.upper()))
        return self._enter(names, tree)

    def _enter(self, names: list[str], tree: Tree) -> int:
        if not names:
            return _NONE
        middle = len(names) // 2
        at = len(self.entries)
        self.entries.append(b"")
        name, value = names[middle], tree[names[middle]]
        left = self._enter(names[:middle], tree)
        right = self._enter(names[middle + 1 :], tree)
        if isinstance(value, bytes):
            lay = self.lay_small if len(value) < _CUTOFF else self.lay
            where = (lay(value), len(value))
            self.entries[at] = entry(name, 2, (left, right, _NONE), where)
        else:
            tree_below = (left, right, self.enter(value))
            self.entries[at] = entry(name, 1, tree_below, (0, 0))
        return at


def saved(tree: Tree) -> bytes:
    """Return a tree of storages and streams as an OLE file."""
    disk = _Disk(entries=[b""])
    top = disk.enter(tree)
    small = (disk.lay(bytes(disk.small)), len(disk.small))
    disk.entries[0] = entry("Root Entry", 5, (_NONE, _NONE, top), small)
    table = b"".join(struct.pack("<I", each) for each in disk.small_follows)
    short = disk.lay(_filled(table, _SECTOR))
    directory = disk.lay(_filled(b"".join(disk.entries), _SECTOR, b"\0"))
    fats = -(-len(disk.sectors) // (_SECTOR // 4 - 1))
    places = range(len(disk.sectors), len(disk.sectors) + fats)
    fat = struct.pack(f"<{len(disk.follows)}I", *disk.follows)
    fat = _filled(fat + struct.pack("<I", _FAT) * fats, _SECTOR)
    mini_sectors = len(_cut(table, _SECTOR))
    counts = (0, fats, directory, 0, _CUTOFF, short, mini_sectors, _END, 0)
    shape = (0x3E, 3, 0xFFFE, 9, 6)
    magic = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header = struct.pack("<8s16x5H6x9I", magic, *shape, *counts)
    header += struct.pack(f"<{fats}I", *places)
    return _filled(header, _SECTOR) + b"".join(disk.sectors) + fat


def entry(
    name: str, sort: int, tree: tuple[int, int, int], where: tuple[int, int]
) -> bytes:
    """Return an entry of the directory.

    `tree` is its left and right neighbour and its child, `where` the first sector and
    the length.
    """
    letters = name.encode("utf-16-le")
    shape = struct.pack("<64sHBB3I", letters, len(letters) + 2, sort, 1, *tree)
    return shape + bytes(36) + struct.pack("<IQ", *where)


def _cut(contents: bytes, size: int) -> list[bytes]:
    starts: Iterable[int] = range(0, len(contents), size)
    return [contents[at : at + size].ljust(size, b"\0") for at in starts]


def _following(first: int, count: int) -> list[int]:
    return [*range(first + 1, first + count), _END] if count else []


def _filled(contents: bytes, size: int, filling: bytes = b"\xff") -> bytes:
    return contents.ljust(-(-len(contents) // size) * size, filling)


# --- rich text -----------------------------------------------------------------------


def rich(text: bytes, *, packed: bool = True) -> bytes:
    """Return rich text as Outlook keeps it, though without looking for repetitions."""
    how = 0x75465A4C if packed else 0x414C454D
    pieces = [b"\0" + text[at : at + 8] for at in range(0, len(text), 8)]
    body = b"".join(pieces) if packed else text
    return struct.pack("<IIII", len(body) + 12, len(text), how, 0) + body
