"""Letters and words with their boxes: what the layout of a page is told from."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium_c

from toolkit.model import Box
from toolkit.reading.geometry import Sheet

# How pdfium shows a hyphen at a line's end; the letter itself was a hyphen.
_HYPHENS = frozenset({0x02, 0xFFFE})
_UNKNOWN = "\ufffd"


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters without white space, as it stands on a page.

    `box` is in points from the top left of the page as displayed; `page` counts from 1.
    `confidence` is 0 to 1, and 1 for words that the file itself spells out.
    """

    text: str = field(repr=False)
    box: Box
    page: int = 1
    confidence: float = 1.0

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
    """

    letter: str = field(repr=False)
    box: Box
    x: float
    y: float
    after_gap: bool


def glyphs_of(page: pypdfium2.PdfPage, sheet: Sheet) -> tuple[Glyph, ...]:
    """Return the letters of a page in the order the file draws them.

    Letters that the file does not spell out are the replacement character.
    """
    text = page.get_textpage()
    try:
        return tuple(_glyphs(text, sheet))
    finally:
        text.close()


def _glyphs(text: pypdfium2.PdfTextPage, sheet: Sheet) -> Iterator[Glyph]:
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
        yield Glyph(letter, box, foot[0], foot[1], gap)
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
        Word("".join(g.letter for g in run), around([g.box for g in run]), page)
        for run in runs
    )


def _goes_on(before: Glyph, after: Glyph) -> bool:
    """Whether a letter is the next one of the same word, on any line direction."""
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
