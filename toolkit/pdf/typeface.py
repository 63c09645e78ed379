"""The typefaces that what is filled in is drawn with.

A field names a font of its form. If the whole of that font is embedded and has the
letters, it is used. Otherwise ours is embedded, so that a name such as Wiśniewski shows
as it is written and in the same shape in every viewer.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import pikepdf

_OURS = "SourceSansPro-Regular.ttf"
_OUR_NAME = "SourceSansPro-Regular"

# A font's own units are told in thousandths of the size.
_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font of a file, the glyph of each letter, and how wide the glyphs are.

    `widths` are in thousandths of the size, by glyph; so are the heights above and
    below the line.
    """

    font: pikepdf.Object
    glyphs: Mapping[str, int]
    widths: Mapping[int, float]
    above: float
    below: float
    usual: float = _THOUSAND

    def covers(self, text: str) -> bool:
        """Whether every letter of a text has a glyph."""
        return all(letter in self.glyphs for letter in text)

    def width(self, text: str) -> float:
        """Return how wide a text is, in times the size."""
        glyphs = (self.glyphs.get(letter, 0) for letter in text)
        return sum(self.widths.get(g, self.usual) for g in glyphs) / _THOUSAND

    def code(self, text: str) -> str:
        """Return a text as a PDF string in this font; what it lacks is an empty box."""
        return "<" + "".join(f"{self.glyphs.get(t, 0):04x}" for t in text) + ">"


def typeface_of(font: pikepdf.Object | None) -> Typeface | None:
    """Return a form's own font as a typeface; null if it cannot be relied on.

    Only fonts are taken whose glyphs are embedded and numbered as they are, and which
    tell the letter of each glyph.
    """
    if (
        font is None
        or font.get("/Encoding") != "/Identity-H"
        or "/ToUnicode" not in font
    ):
        return None
    inner = font["/DescendantFonts"][0]
    described = inner.get("/FontDescriptor", {})
    if not any(key in described for key in ("/FontFile2", "/FontFile3")):
        return None
    return Typeface(
        font=font,
        glyphs={letter: code for code, letter in _letters(font["/ToUnicode"])},
        widths=dict(_widths(inner.get("/W", []))),
        above=float(described.get("/Ascent", 900)),
        below=-float(described.get("/Descent", -250)),
        usual=float(inner.get("/DW", _THOUSAND)),
    )


def our_typeface(pdf: pikepdf.Pdf) -> Typeface:
    """Return our typeface, newly embedded in a file."""
    cut = _cut()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name("/Font"),
        Subtype=pikepdf.Name("/Type0"),
        BaseFont=pikepdf.Name(f"/{_OUR_NAME}"),
        Encoding=pikepdf.Name("/Identity-H"),
        DescendantFonts=[_glyph_font(pdf, cut)],
        ToUnicode=pdf.make_stream(_to_unicode(cut.glyphs)),
    )
    return Typeface(
        font=pdf.make_indirect(font),
        glyphs=cut.glyphs,
        widths=dict(enumerate(cut.widths)),
        above=cut.above,
        below=cut.below,
    )


def _glyph_font(pdf: pikepdf.Pdf, cut: _Cut) -> pikepdf.Object:
    font = pikepdf.Dictionary(
        Type=pikepdf.Name("/Font"),
        Subtype=pikepdf.Name("/CIDFontType2"),
        BaseFont=pikepdf.Name(f"/{_OUR_NAME}"),
        CIDSystemInfo=pikepdf.Dictionary(
            Registry="Adobe", Ordering="Identity", Supplement=0
        ),
        CIDToGIDMap=pikepdf.Name("/Identity"),
        FontDescriptor=_described(pdf, cut),
        W=pikepdf.Array([0, pikepdf.Array(cut.widths)]),
    )
    return pdf.make_indirect(font)


def _described(pdf: pikepdf.Pdf, cut: _Cut) -> pikepdf.Object:
    described = pikepdf.Dictionary(
        Type=pikepdf.Name("/FontDescriptor"),
        FontName=pikepdf.Name(f"/{_OUR_NAME}"),
        Flags=4,
        FontBBox=list(cut.box),
        ItalicAngle=0,
        Ascent=cut.above,
        Descent=-cut.below,
        CapHeight=660,
        StemV=80,
        FontFile2=pdf.make_stream(_font_bytes(), Length1=len(_font_bytes())),
    )
    return pdf.make_indirect(described)


# --- what an embedded font tells ----------------------------------------------------

_LIST = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_CHAR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


def _letters(told: pikepdf.Stream) -> Iterator[tuple[int, str]]:
    """Yield each glyph with its letter; ligatures are left out."""
    for sort, body in _LIST.findall(told.read_bytes()):
        if sort == b"char":
            for code, letters in _CHAR.findall(body):
                yield from _one(int(code, 16), letters)
        else:
            for first, last, letters in _RANGE.findall(body):
                count = min(int(last, 16) - int(first, 16), 0xFFFF)
                for step in range(count + 1):
                    yield from _one(int(first, 16) + step, letters, step)


def _one(code: int, letters: bytes, step: int = 0) -> Iterator[tuple[int, str]]:
    text = bytes.fromhex(letters.decode("ascii")).decode("utf-16-be", "replace")
    if len(text) == 1:
        yield code, chr(ord(text) + step)


def _widths(told: pikepdf.Object) -> Iterator[tuple[int, float]]:
    """Yield each glyph's width from a /W array, ISO 32000-1, 9.7.4.3."""
    items = list(told)
    while len(items) > 1:
        first = int(items.pop(0))
        if isinstance(items[0], pikepdf.Array):
            yield from enumerate((float(w) for w in items.pop(0)), start=first)
        else:
            last, width = int(items.pop(0)), float(items.pop(0))
            yield from ((glyph, width) for glyph in range(first, last + 1))


# --- our own font file --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Cut:
    glyphs: Mapping[str, int]
    widths: tuple[int, ...]
    above: int
    below: int
    box: tuple[int, int, int, int]


@lru_cache(maxsize=1)
def _font_bytes() -> bytes:
    return (files("font_source_sans_pro") / "files" / _OURS).read_bytes()


@lru_cache(maxsize=1)
def _cut() -> _Cut:
    """Return what drawing needs from the TrueType file: OpenType 1.9, cmap and hmtx."""
    contents = _font_bytes()
    tables = _tables(contents)
    head, hhea, hmtx = (tables[name] for name in (b"head", b"hhea", b"hmtx"))
    (units,) = struct.unpack_from(">H", contents, head + 18)
    above, below = struct.unpack_from(">hh", contents, hhea + 4)
    (count,) = struct.unpack_from(">H", contents, hhea + 34)
    raw = struct.unpack_from(f">{count * 2}H", contents, hmtx)
    left, low, right, high = struct.unpack_from(">4h", contents, head + 36)

    def scaled(length: int) -> int:
        return round(length * _THOUSAND / int(units))

    return _Cut(
        glyphs=dict(_mapped(contents, tables[b"cmap"])),
        widths=tuple(scaled(width) for width in raw[::2]),
        above=scaled(above),
        below=-scaled(below),
        box=(scaled(left), scaled(low), scaled(right), scaled(high)),
    )


def _tables(contents: bytes) -> dict[bytes, int]:
    (count,) = struct.unpack_from(">H", contents, 4)
    entries = (
        struct.unpack_from(">4sIII", contents, 12 + 16 * n) for n in range(count)
    )
    return {name: at for name, _check, at, _length in entries}


def _mapped(contents: bytes, cmap: int) -> Iterator[tuple[str, int]]:
    """Yield each letter of the basic plane with its glyph: the cmap of format 4."""
    (count,) = struct.unpack_from(">H", contents, cmap + 2)
    for number in range(count):
        _platform, _encoding, at = struct.unpack_from(
            ">HHI", contents, cmap + 4 + 8 * number
        )
        if struct.unpack_from(">H", contents, cmap + at) == (4,):
            yield from _segments(contents, cmap + at)
            return


def _segments(contents: bytes, at: int) -> Iterator[tuple[str, int]]:
    (double,) = struct.unpack_from(">H", contents, at + 6)
    parts = [
        struct.unpack_from(f">{double // 2}H", contents, at + 14 + skip)
        for skip in (0, double + 2, 2 * double + 2, 3 * double + 2)
    ]
    offsets = at + 14 + 3 * double + 2
    for number, (last, first, delta, offset) in enumerate(zip(*parts, strict=True)):
        for letter in range(first, min(last, 0xFFFE) + 1):
            glyph = letter
            if offset:
                place = offsets + 2 * number + offset + 2 * (letter - first)
                (glyph,) = struct.unpack_from(">H", contents, place)
            if glyph or not offset:
                yield chr(letter), (glyph + delta) & 0xFFFF


def _to_unicode(glyphs: Mapping[str, int]) -> bytes:
    pairs = [
        f"<{glyph:04x}> <{ord(letter):04x}>"
        for glyph, letter in {g: letter for letter, g in glyphs.items()}.items()
    ]
    blocks = [
        f"{len(pairs[n : n + 100])} beginbfchar\n"
        + "\n".join(pairs[n : n + 100])
        + "\nendbfchar"
        for n in range(0, len(pairs), 100)
    ]
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        + "\n".join(blocks)
        + "\nendcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode("ascii")
