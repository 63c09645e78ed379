"""The words a drawing is written in: numbers, names, strings, operators."""

from __future__ import annotations

import re

_STRING = (
    rb"\((?:[^()\\]|\\[\s\S]|\((?:[^()\\]|\\[\s\S]|\((?:[^()\\]|\\[\s\S])*\))*\))*\)"
)
_TOKEN = re.compile(
    _STRING + rb"|<<|>>|<[0-9A-Fa-f\s]*>|[\[\]]|/[^\s()<>\[\]{}/%]*"
    rb"|[-+]?\.?\d[\d.]*|[A-Za-z'\"][A-Za-z0-9*]*|%[^\r\n]*"
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|[\s\S])")
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def tokens_of(drawing: bytes) -> list[bytes]:
    """Return the words of a drawing (ISO 32000-1, 7.8.2), comments among them.

    Strings may hold brackets in brackets in brackets; those that go deeper come out
    in pieces.
    """
    return _TOKEN.findall(drawing)


def string_of(token: bytes) -> bytes:
    """Return the bytes of a string as a drawing writes it."""
    if token[:1] == b"<":
        digits = b"".join(token[1:-1].split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    inside = token[1:-1]
    return _ESCAPE.sub(_unescaped, inside) if b"\\" in inside else inside


def _unescaped(found: re.Match[bytes]) -> bytes:
    what = found[1]
    if what[:1].isdigit():
        return bytes([int(what, 8) & 0xFF])
    if what in {b"\r\n", b"\r", b"\n"}:
        return b""
    return _ESCAPED.get(what, what)
