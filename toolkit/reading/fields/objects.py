"""PDF objects as plain Python values, whatever a careless program wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import pikepdf

# Everything pikepdf lets rise from a file that is not as it should be.
BROKEN = (
    pikepdf.PdfError,
    AttributeError,
    IndexError,
    KeyError,
    OverflowError,
    RecursionError,
    RuntimeError,
    TypeError,
    ValueError,
)

_ESCAPED = re.compile(rb"#([0-9a-fA-F]{2})")
# Bytes of a stream used as a field's value: text is short, so a picture is not text.
_MAX_STREAM = 10_000_000


def held(thing: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """Return what a dictionary has under a key; null if it has nothing there.

    `get` does the same, ten times slower where there is nothing.
    """
    return thing[key] if key in thing else None  # noqa: SIM401 that is the point


def text_of(thing: object) -> str:
    """Return text, a name, a number or a text stream as text; empty for the rest."""
    if isinstance(thing, pikepdf.Name):
        return name_text(thing)
    if isinstance(thing, pikepdf.String):
        return _string(thing)
    if isinstance(thing, pikepdf.Stream):
        return _decoded(thing.read_bytes()[:_MAX_STREAM])
    if isinstance(thing, bool) or thing is None:
        return ""
    return str(thing) if isinstance(thing, (int, float, Decimal, str)) else ""


def name_text(name: object) -> str:
    """Return a name, or a key of a dictionary, without its slash.

    Names are bytes; most are UTF-8, and those of older programs latin-1.
    """
    if isinstance(name, pikepdf.Name):
        raw = bytes(name.unparse())
        if b"#" in raw:
            raw = _ESCAPED.sub(lambda m: bytes([int(m[1], 16)]), raw)
    else:
        raw = str(name).encode("utf-8", "surrogateescape")
    raw = raw.removeprefix(b"/")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _string(thing: pikepdf.String) -> str:
    return _decoded(bytes(thing))


def _decoded(contents: bytes) -> str:
    """Decode a text string: UTF-16 or UTF-8 with its mark, else PDFDocEncoding."""
    if contents.isascii() and (plain := contents.decode("ascii")).isprintable():
        return plain  # the same in all of them
    for mark, encoding in (
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xef\xbb\xbf", "utf-8"),
    ):
        if contents.startswith(mark):
            return _tidied(contents[len(mark) :].decode(encoding, errors="replace"))
    return _tidied(contents.decode("pdfdoc", errors="replace"))


def _tidied(text: str) -> str:
    """Return the text with plain line breaks and without padding zeros."""
    plain = text.rstrip("\x00").replace("\r\n", "\n").replace("\r", "\n")
    return plain.encode("utf-8", errors="replace").decode("utf-8")


def number(thing: object, otherwise: int) -> int:
    """Return a whole number, or `otherwise` if it is none."""
    if isinstance(thing, (int, Decimal, float)) and not isinstance(thing, bool):
        return int(thing)
    return otherwise


def numbers(thing: object) -> tuple[float, ...] | None:
    """Return an array of at most four numbers; null if it is none."""
    if not isinstance(thing, pikepdf.Array) or len(thing) > 4:
        return None
    try:
        return tuple(map(float, thing))
    except (TypeError, ValueError):
        return None


def dictionaries(thing: object) -> Iterator[pikepdf.Object]:
    """Yield the dictionaries of an array; nothing if it is no array."""
    if isinstance(thing, pikepdf.Array):
        for item in thing:
            if isinstance(item, pikepdf.Dictionary):
                yield item
