"""What the codes of a PDF's fonts mean: letters as a person sees them.

Only as much as the appearances of form fields need; what a font does not say comes
out as a letter of its own for each glyph, from a range that no text uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import chain, islice

import pikepdf

from toolkit.reading.fields.objects import name_text, number

_SURROGATES = 0xD800
_UNKNOWN = 0xF0000  # a plane for private use: nobody can have typed a letter from it
_MAX_MAP = 4_000_000  # bytes of a font's table of letters; a whole CJK font has 500,000
_MAX_LETTERS = 70_000
_MAX_SPANS = 10_000
_USUAL_WIDTH = 0.5
_WIDE_WIDTH = 1.0

_SINGLES = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_SPAN = re.compile(
    rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])"
)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_SPACES = re.compile(rb"codespacerange\s*<([0-9A-Fa-f\s]+)>")


def is_unknown(letter: str) -> bool:
    """Whether a letter stands for a glyph of which the font does not say what it is."""
    return ord(letter) >= _UNKNOWN


@dataclass(frozen=True)
class Typeface:
    """What a font's codes mean.

    `length` is the bytes of one code. The font's own `table` of letters speaks before
    its encoding's `letters`; a code in neither means itself when `is_plain`, and
    nothing known otherwise.
    """

    letters: Mapping[int, str] = field(default_factory=dict)
    table: _Table | None = None
    font: pikepdf.Object | None = None
    length: int = 1
    is_plain: bool = True

    def text(self, shown: bytes) -> str:
        """Return the letters that a string of codes shows."""
        return "".join([self._letter(code) for code in self._codes(shown)])

    def _letter(self, code: int) -> str:
        told = self.table[code] if self.table is not None else ""
        return told or self.letters.get(code) or self._own_sign(code)

    def _own_sign(self, code: int) -> str:
        return chr(code if self.is_plain and code < _SURROGATES else _UNKNOWN + code)

    def width(self, shown: bytes) -> float:
        """Return how wide a string is, in times the size of the type."""
        usual = _USUAL_WIDTH if self.length == 1 else _WIDE_WIDTH
        return sum([self._widths.get(code, usual) for code in self._codes(shown)])

    @cached_property
    def _widths(self) -> Mapping[int, float]:
        if self.font is None:
            return {}
        simple = "/Widths" in self.font
        return _simple_widths(self.font) if simple else _composite_widths(self.font)

    def _codes(self, shown: bytes) -> Iterable[int]:
        if self.length == 1:
            return shown
        starts = range(0, len(shown) - 1, 2)
        return [(shown[at] << 8) | shown[at + 1] for at in starts]


def usual_typeface() -> Typeface:
    """Return the typeface of text whose font the file does not name."""
    return Typeface(_encoding("WinAnsiEncoding"))


def typeface_of(font: pikepdf.Object) -> Typeface:
    """Return what a font's codes mean.

    Raises:
        Whatever pikepdf lets rise from a font that is not as it should be.
    """
    table = _told(font)
    if font.get("/Subtype") != "/Type0":
        return Typeface(_simple_letters(font), table, font)
    encoding = font.get("/Encoding")
    named = name_text(encoding) if isinstance(encoding, pikepdf.Name) else ""
    # Character maps whose codes are Unicode itself, such as UniGB-UTF16-H.
    is_plain = named.startswith("Uni") and table is None
    length = table.length if table is not None else 2
    return Typeface({}, table, font, length=length, is_plain=is_plain)


# --- fonts of one byte a letter -----------------------------------------------------


def _simple_letters(font: pikepdf.Object) -> Mapping[int, str]:
    encoding = font.get("/Encoding")
    if isinstance(encoding, pikepdf.Name):
        return _encoding(name_text(encoding))
    base = "WinAnsiEncoding" if font.get("/Subtype") == "/TrueType" else ""
    if name_text(font.get("/BaseFont", "")).endswith(("Dingbats", "Symbol")):
        return {}
    if not isinstance(encoding, pikepdf.Dictionary):
        return _encoding(base or "StandardEncoding")
    named = name_text(encoding.get("/BaseEncoding", "")) or base or "StandardEncoding"
    letters = dict(_encoding(named))
    letters.update(_differences(encoding.get("/Differences")))
    return letters


def _differences(told: object) -> Iterator[tuple[int, str]]:
    """Yield the letters of a list of numbers and glyph names."""
    code = 0
    for item in told if isinstance(told, pikepdf.Array) else ():
        if isinstance(item, pikepdf.Name):
            if letter := _named(name_text(item)):
                yield code, letter
            code += 1
        else:
            code = number(item, code)


@cache
def _named(name: str) -> str:
    """Return the letter of a glyph's name; empty if the name says nothing."""
    from pdfminer.encodingdb import name2unicode  # noqa: PLC0415 rarely needed

    try:
        return name2unicode(name)
    except (KeyError, ValueError, OverflowError):
        return ""


@cache
def _encoding(name: str) -> Mapping[int, str]:
    from pdfminer.encodingdb import EncodingDB  # noqa: PLC0415 rarely needed

    return dict(EncodingDB.encodings.get(name, EncodingDB.std2unicode))


def _simple_widths(font: pikepdf.Object) -> Mapping[int, float]:
    widths = font.get("/Widths")
    if not isinstance(widths, pikepdf.Array):
        return {}
    first = number(font.get("/FirstChar"), 0)
    return {
        first + at: number(width, 500) / 1000
        for at, width in enumerate(widths)
        if at < 256
    }


def _composite_widths(font: pikepdf.Object) -> Mapping[int, float]:
    below = font.get("/DescendantFonts")
    if not isinstance(below, pikepdf.Array) or not len(below):
        return {}
    listed = below[0].get("/W")
    if not isinstance(listed, pikepdf.Array):
        return {}
    widths: dict[int, float] = {}
    items = iter(list(listed)[:_MAX_LETTERS])
    left = _MAX_LETTERS
    for item in items:
        if left < 0:
            break
        first, second = number(item, 0), next(items, None)
        if isinstance(second, pikepdf.Array):
            each = [number(width, 1000) / 1000 for width in second]
            widths.update(zip(range(first, first + len(each)), each, strict=True))
            left -= len(each)
        else:
            last = min(number(second, first), first + left)
            wide = number(next(items, None), 1000) / 1000
            widths.update(dict.fromkeys(range(first, last + 1), wide))
            left -= last - first
    return widths


# --- the font's own table of letters ------------------------------------------------


class _Table(dict[int, str]):
    """The letters that a font's own table tells, each worked out when it is met.

    Such a table has every letter of the font; an answer needs twenty of them.
    """

    def __init__(self, told: bytes) -> None:
        super().__init__()
        blocks = (block.upper() for block in _SINGLES.findall(told))
        self._singles = dict(chain.from_iterable(map(_PAIR.findall, blocks)))
        ranges = chain.from_iterable(map(_SPAN.findall, _RANGES.findall(told)))
        self._spans = [
            (_whole(first), _whole(last), text, listed)
            for first, last, text, listed in islice(ranges, _MAX_SPANS)
        ]
        space = _SPACES.search(told)
        digits = len(b"".join(space[1].split())) if space else 4
        self.length = 1 if digits == 2 else 2
        self._keys = ("%02X", "%04X") if self.length == 1 else ("%04X", "%02X")

    def __missing__(self, code: int) -> str:
        letter = self._single(code) or self._in_span(code)
        # Some tables say of a glyph only that nobody knows.
        self[code] = letter = "" if not letter.strip("\x00\ufffd") else letter
        return letter

    def _single(self, code: int) -> str:
        texts = (self._singles.get((key % code).encode()) for key in self._keys)
        return next((_spelt(text) for text in texts if text), "")

    def _in_span(self, code: int) -> str:
        for first, last, text, listed in self._spans:
            if first <= code <= last:
                return _in_list(listed, code - first) or _further(text, code - first)
        return ""


def _in_list(listed: bytes, at: int) -> str:
    each = _HEX.findall(listed)
    return _spelt(each[at]) if at < len(each) else ""


def _further(text: bytes, steps: int) -> str:
    """Return a text whose last letter is so many letters further on."""
    spelt = _spelt(text)
    letter = ord(spelt[-1]) + steps if spelt else 0
    return spelt[:-1] + chr(letter) if 0 < letter < 0x110000 else ""


def _told(font: pikepdf.Object) -> _Table | None:
    """Return the table of letters that a font carries; null if it has none."""
    table = font.get("/ToUnicode")
    if not isinstance(table, pikepdf.Stream):
        return None
    return _Table(table.read_bytes()[:_MAX_MAP])


def _whole(digits: bytes) -> int:
    return int(b"".join(digits.split())[:8] or b"0", 16)


def _spelt(digits: bytes) -> str:
    plain = b"".join(digits.split())
    raw = bytes.fromhex((plain + b"0" * (len(plain) % 2)).decode())
    if len(raw) == 1:
        return chr(raw[0])
    return raw.decode("utf-16-be", errors="replace")
