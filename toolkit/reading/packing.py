"""Opening zip files without being harmed: sizes, overlaps, links, passwords, names."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Sequence

from toolkit.reading.limits import Allowance, Limits, Refusal

_CHUNK = 65_536
_LOCAL_HEADER = 30  # bytes of a member's own header before its name
_ENCRYPTED = 0x1

# What Python's zip reader lets through when a member is damaged or of a kind it lacks.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


def open_zip(contents: bytes, limits: Limits) -> zipfile.ZipFile:
    """Open a zip whose directory promises nothing outrageous.

    Raises:
        Refusal: If it is damaged, or promises more than the limits, or two of its
            members share the same bytes.
    """
    try:
        zipped = zipfile.ZipFile(io.BytesIO(contents))
    except (*_BROKEN, KeyError, IndexError) as broken:
        raise Refusal("damaged") from broken
    members = zipped.infolist()
    _refuse_bombs(members, contents, limits)
    return zipped


def _refuse_bombs(
    members: Sequence[zipfile.ZipInfo], contents: bytes, limits: Limits
) -> None:
    if len(members) > limits.max_members:
        raise Refusal("too-big-to-open")
    inflated = sum(member.file_size for member in members)
    if inflated > limits.max_inflated:
        raise Refusal("too-big-to-open")
    if inflated > limits.ratio_from and inflated > len(contents) * limits.max_ratio:
        raise Refusal("too-big-to-open")
    if _overlapping(members):
        raise Refusal("unsafe" if _in_place(members, contents) else "damaged")


def _overlapping(members: Sequence[zipfile.ZipInfo]) -> bool:
    """Whether two members claim the same bytes, as honest zips never do."""
    end = -len(b"PK")  # a directory may be off by a byte or two
    for member in sorted(members, key=lambda m: m.header_offset):
        if member.header_offset < end:
            return True
        end = member.header_offset + _LOCAL_HEADER + member.compress_size
    return False


def _in_place(members: Sequence[zipfile.ZipInfo], contents: bytes) -> bool:
    """Whether every member is where the directory says: then no accident moved them."""
    return all(contents.startswith(b"PK\x03\x04", m.header_offset) for m in members)


def inflate(
    zipped: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    most: int,
    allowance: Allowance | None = None,
) -> bytes:
    """Return a member's bytes, reading no more than `most`.

    Raises:
        Refusal: If it is longer than `most` or than what is left, locked or damaged.
    """
    if member.flag_bits & _ENCRYPTED:
        raise Refusal("encrypted")
    pieces = []
    count = 0
    try:
        with zipped.open(member) as stream:
            while piece := stream.read(_CHUNK):
                count += len(piece)
                if count > most:
                    raise Refusal("too-big-to-open")
                if allowance is not None:
                    allowance.spend(len(piece))
                pieces.append(piece)
    except _BROKEN as broken:
        raise Refusal("damaged") from broken
    return b"".join(pieces)


def is_link(member: zipfile.ZipInfo) -> bool:
    """Whether a member is a symbolic link made on a Unix machine."""
    return stat.S_ISLNK(member.external_attr >> 16)


def shown_name(member: zipfile.ZipInfo) -> str:
    """Return a member's name as we show it: no drive, no climbing, `/` between."""
    name = member.filename
    if not member.flag_bits & 0x800:  # written without saying that it is UTF-8
        name = _mended(name)
    return clean_name(name)


def _mended(name: str) -> str:
    """Read a name as UTF-8 when a Mac wrote it so without saying."""
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def clean_name(name: str) -> str:
    """Return a name a person can read and nothing can climb with."""
    plain = "".join(c if c.isprintable() else " " for c in name.replace("\\", "/"))
    steps = [step.strip() for step in plain.split("/")]
    kept = [s for s in steps if s not in {"", ".", ".."} and not _is_drive(s)]
    return "/".join(kept)[:250] or "unnamed"


def _is_drive(step: str) -> bool:
    return len(step) == 2 and step[1] == ":"
