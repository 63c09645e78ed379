"""Letters and words with their boxes: what the layout of a page is told from."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium_c

from toolkit.model import Box
from toolkit.reading.geometry import Sheet

# How pdfium shows a hyphen at a line's end; the letter itself was a hyphen.
_HYPHENS = frozenset({0x02, 0xFFFE})
_UNKNOWN = "\ufffd"
_MOST_OBJECTS = 20_000
_DEEPEST = 4  # drawings in drawings


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters without white space, as it stands on a page.

    `box` is in points from the top left of the page as displayed; `page` counts from 1.
    `confidence` is 0 to 1, and 1 for words that the file itself spells out. `entry` is
    the number of the drawing laid on the page that it stands in, as a flattened field
    is; 0 for a word of the page itself.
    """

    text: str = field(repr=False)
    box: Box
    page: int = 1
    confidence: float = 1.0
    entry: int = 0

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of its box."""
        left, top, right, bottom = self.box
        return (left + right) / 2, (top + bottom) / 2

    @property
    def height(self) -> float:
        """How tall its box is, in points."""
        return self.box[3] - self.box[1]


@dataclass(frozen=True, slots=True)
class Glyph:
    """One letter that a page draws, not white space.

    `x` and `y` are where it stands on its base line, in points from the top left of the
    page as displayed; `after_gap` says that white space, or a new line, is before it.
    `entry` is the number of the drawing laid on the page that it stands in; 0 for none.
    """

    letter: str = field(repr=False)
    box: Box
    x: float
    y: float
    after_gap: bool
    entry: int = 0


def glyphs_of(page: pypdfium2.PdfPage, sheet: Sheet) -> tuple[Glyph, ...]:
    """Return the letters of a page in the order the file draws them.

    Letters that the file does not spell out are the replacement character.
    """
    text = page.get_textpage()
    try:
        return tuple(_glyphs(text, sheet, _entries(page)))
    finally:
        text.close()


def _entries(page: pypdfium2.PdfPage) -> dict[int, int]:
    """Return the number of the innermost drawing each text object stands in.

    Programs that flatten a form lay each field's appearance on the page as a drawing of
    its own. Text objects are told by their address in pdfium.
    """
    found: dict[int, int] = {}
    drawings: list[tuple[object, int]] = [
        (pdfium_c.FPDFPage_GetObject(page, at), 0)
        for at in range(min(pdfium_c.FPDFPage_CountObjects(page), _MOST_OBJECTS))
    ]
    drawings = [each for each in drawings if _is_drawing(each[0])]
    number = 0
    while drawings and len(found) < _MOST_OBJECTS:
        drawing, deep = drawings.pop()
        number += 1
        for at in range(min(pdfium_c.FPDFFormObj_CountObjects(drawing), _MOST_OBJECTS)):
            inside = pdfium_c.FPDFFormObj_GetObject(drawing, at)
            if _is_drawing(inside) and deep < _DEEPEST:
                drawings.append((inside, deep + 1))
            else:
                found[_address(inside)] = number
    return found


def _is_drawing(thing: object) -> bool:
    return bool(pdfium_c.FPDFPageObj_GetType(thing) == pdfium_c.FPDF_PAGEOBJ_FORM)


def _address(thing: object) -> int:
    """Return where pdfium keeps an object; 0 for none."""
    return ctypes.cast(thing, ctypes.c_void_p).value or 0  # type: ignore[arg-type]


def _glyphs(
    text: pypdfium2.PdfTextPage, sheet: Sheet, entries: Mapping[int, int]
) -> Iterator[Glyph]:
    gap = True
    loose = pdfium_c.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for at in range(max(pdfium_c.FPDFText_CountChars(text), 0)):
        letter = _letter(pdfium_c.FPDFText_GetUnicode(text, at))
        if not letter:
            gap = True
            continue
        pdfium_c.FPDFText_GetLooseCharBox(text, at, loose)
        pdfium_c.FPDFText_GetCharOrigin(text, at, x, y)
        box = sheet.box((loose.left, loose.bottom, loose.right, loose.top))
        foot = sheet.box((x.value, y.value, x.value, y.value))
        if box is None or foot is None:
            gap = True
            continue
        entry = 0
        if entries:
            entry = entries.get(_address(pdfium_c.FPDFText_GetTextObject(text, at)), 0)
        yield Glyph(letter, box, foot[0], foot[1], gap, entry)
        gap = False


def _letter(code: int) -> str:
    """Return a letter; empty for white space and for what pdfium adds itself."""
    if code in _HYPHENS:
        return "-"
    if 0xD800 <= code < 0xE000 or code >= 0x110000:
        return _UNKNOWN
    letter = chr(code)
    return "" if letter.isspace() or code < 0x20 else letter


def words_of_glyphs(glyphs: Sequence[Glyph], page: int) -> tuple[Word, ...]:
    """Return the words that letters make, in the same order."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        if glyph.after_gap or not runs or not _goes_on(runs[-1][-1], glyph):
            runs.append([])
        runs[-1].append(glyph)
    return tuple(
        Word(
            "".join(g.letter for g in run),
            around([g.box for g in run]),
            page,
            entry=run[0].entry,
        )
        for run in runs
    )


def _goes_on(before: Glyph, after: Glyph) -> bool:
    """Whether a letter is the next one of the same word, on any line direction."""
    if before.entry != after.entry:
        return False
    tall = max(before.box[3] - before.box[1], before.box[2] - before.box[0], 1.0)
    across = abs(after.x - before.x), abs(after.y - before.y)
    return max(across) < 2 * tall


def around(boxes: Sequence[Box]) -> Box:
    """Return the box round all of these, of which there has to be one."""
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
