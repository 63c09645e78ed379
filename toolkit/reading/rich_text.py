"""Whether the compressed rich text of an Outlook message has any words in it.

Outlook keeps a message's words in this form too, and hardly ever in this form alone.
Even an empty message has a frame of fonts and styles, so its length says nothing.
Sources: [MS-OXRTFCP], sections 2.1 and 3.1; [MS-OXRTFEX], section 2.1.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

_HEADER = struct.Struct("<III4x")
_COMPRESSED, _PLAIN = 0x75465A4C, 0x414C454D
_WINDOW = 4096
# What both sides know before the first byte comes, word for word from the source.
_KNOWN = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss "
    rb"\fmodern \fscript \fdecor MS Sans SerifSymbolArialTimes New RomanCourier"
    rb"{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_MOST = 5_000_000

_TOKEN = re.compile(
    r"\\(?P<word>[a-z]+)(?P<count>-?\d+)? ?"
    r"|\\'(?P<code>[0-9a-fA-F]{2})"
    r"|\\(?P<sign>[^a-z'])"
    r"|(?P<brace>[{}])"
    r"|(?P<text>[^\\{}]+)"
)
_SILENT = {"fonttbl", "colortbl", "stylesheet", "info", "pict", "object"}


def has_words(compressed: bytes) -> bool:
    """Return whether there are words; true where that cannot be told."""
    text = unpacked(compressed)
    return text is None or _has_words(text.decode("latin-1"))


def unpacked(compressed: bytes) -> bytes | None:
    """Return rich text as it was before Outlook packed it; null if it makes no sense.

    It may be followed by some bytes that are not part of it.
    """
    if len(compressed) < _HEADER.size:
        return None
    _, length, how = _HEADER.unpack_from(compressed)
    if length > _MOST:
        return None
    packed = compressed[16:]
    if how == _PLAIN:
        return packed[:length]
    return _inflated(packed, length) if how == _COMPRESSED else None


def _inflated(packed: bytes, length: int) -> bytes | None:
    """Undo the packing: runs are copied from the last 4,096 bytes."""
    out = bytearray(_KNOWN)
    for is_run, value in _pieces(packed):
        if len(out) >= len(_KNOWN) + length:
            break
        if not is_run:
            out.append(value)
            continue
        back = (len(out) - (value >> 4)) % _WINDOW
        if not back or back > len(out):
            break  # the mark of the end, or damage
        for _ in range((value & 0xF) + 2):
            out.append(out[-back])
    whole = bytes(out[len(_KNOWN) :])
    return whole if len(whole) >= length else None


def _pieces(packed: bytes) -> Iterator[tuple[bool, int]]:
    """Yield single bytes, and runs as where and how many; a byte of flags before 8."""
    at = 0
    while at < len(packed):
        flags = packed[at]
        at += 1
        for bit in range(8):
            is_run = bool(flags >> bit & 1)
            size = 2 if is_run else 1
            piece = packed[at : at + size]
            if len(piece) < size:
                return
            yield is_run, int.from_bytes(piece, "big")
            at += size


def _has_words(text: str) -> bool:
    silent = False
    outside: list[bool] = []
    for token in _TOKEN.finditer(text):
        if token["brace"] == "{":
            outside.append(silent)
        elif token["brace"]:
            silent = outside.pop() if outside else False
        elif token["sign"] == "*" or token["word"] in _SILENT:
            silent = True
        elif token["word"] == "htmlrtf":  # what only readers of rich text should see
            silent = token["count"] != "0"
        elif not silent and _is_shown(token):
            return True
    return False


def _is_shown(token: re.Match[str]) -> bool:
    if token["word"]:
        return token["word"] == "u" and bool(token["count"])
    code = token["code"]
    letters = chr(int(code, 16)) if code else token["text"] or ""
    return bool(letters.replace("\0", "").strip("\r\n\t \xa0"))
