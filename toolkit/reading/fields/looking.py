"""Looking at small parts of a PDF's pages: whether there is ink, and which words.

Done only where what a file says of itself leaves a doubt, so it may take its time.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeAlias

import pypdfium2
import pypdfium2.raw as pdfium_c

from toolkit.model import Box

_WHITE = 255
_LEAST_DOTS = 12  # across the smaller side of what is looked at
_MOST_DOTS = 400
_CONTRAST = 60  # shades between ink and what it stands on
_DARK = 110  # a ground so dark that it is a filled box
_SHARE = 0.03  # of the dots; a thin tick covers 0.06 of the middle of its box
_SHARE_OF_WIDE = 0.008  # of a signature's box; a small signature covers 0.02
_EDGE = 0.08
_LINE = 0.45  # of the width or height that a straight line takes up
_INSET = 0.3  # of each side of a box: its own frame or ring is not looked at


def has_ink(page: pypdfium2.PdfPage, box: Box) -> bool:
    """Whether a page itself has ink in the middle of a box, straight lines aside.

    The lines are those of a printed box that is smaller than its field, or beside it.

    Args:
        page: An open page.
        box: In points from the top left of the page as displayed.
    """
    rows = _dots(page, _inside(box, _INSET))
    return _shows(rows, _SHARE)


def is_inked(page: pypdfium2.PdfPage, box: Box) -> bool:
    """Whether a page itself has ink in a wide box, such as that of a signature."""
    rows = _dots(page, _inside(box, _EDGE))
    return _shows(rows, _SHARE_OF_WIDE)


def _shows(rows: Sequence[bytes], share: float) -> bool:
    """Whether so large a share of the dots is ink, straight lines aside."""
    if not rows or all(row.count(_WHITE) == len(row) for row in rows):
        return False
    counts = Counter(b"".join(rows))
    ground = max(counts, key=counts.__getitem__)
    if ground < _DARK:
        return True
    if max(abs(shade - ground) for shade in counts) < _CONTRAST:
        return False
    ink = [[abs(dot - ground) >= _CONTRAST for dot in row] for row in rows]
    return _is_drawn(ink, share)


def _is_drawn(ink: Sequence[Sequence[bool]], share: float) -> bool:
    """Whether ink is more than a few straight lines; rows of dots from the top."""
    columns = list(zip(*ink, strict=True))
    level = [sum(row) > _LINE * len(row) for row in ink]
    upright = [sum(column) > _LINE * len(column) for column in columns]
    if sum(level) > _LINE * len(level) or sum(upright) > _LINE * len(upright):
        return True  # a blot
    left = sum(
        dot
        for row, is_level in zip(ink, level, strict=True)
        for dot, is_upright in zip(row, upright, strict=True)
        if not is_level and not is_upright
    )
    return left >= share * len(ink) * len(columns)


def _inside(box: Box, inset: float) -> Box:
    left, top, right, bottom = box
    across, down = inset * (right - left), inset * (bottom - top)
    return left + across, top + down, right - across, bottom - down


def _dots(page: pypdfium2.PdfPage, box: Box) -> list[bytes]:
    """Return the shades of grey of a part of a page, row by row; none if it is none."""
    left, top, right, bottom = box
    wide, tall = right - left, bottom - top
    if not 0 < min(wide, tall) <= max(wide, tall) < 20_000:
        return []
    scale = min(max(_LEAST_DOTS / min(wide, tall), 1.0), _MOST_DOTS / max(wide, tall))
    across, down = max(math.ceil(wide * scale), 1), max(math.ceil(tall * scale), 1)
    width, height = page.get_size()
    room = (ctypes.c_ubyte * (across * down))()
    ctypes.memset(room, _WHITE, across * down)
    bitmap = pdfium_c.FPDFBitmap_CreateEx(
        across, down, pdfium_c.FPDFBitmap_Gray, room, across
    )
    pdfium_c.FPDF_RenderPageBitmap(
        bitmap,
        page,
        round(-left * scale),
        round(-top * scale),
        round(width * scale),
        round(height * scale),
        0,
        pdfium_c.FPDF_GRAYSCALE,
    )
    pdfium_c.FPDFBitmap_Destroy(bitmap)
    dots = bytes(room)
    return [dots[at : at + across] for at in range(0, len(dots), across)]


def words_in(text: pypdfium2.PdfTextPage, page: pypdfium2.PdfPage, box: Box) -> str:
    """Return the words whose letters stand in a box, in the order they are read."""
    corners = [_on_page(page, x, y) for x, y in (box[:2], box[2:])]
    across, up = zip(*corners, strict=True)
    left, right, low, high = min(across), max(across), min(up), max(up)
    count = pdfium_c.FPDFText_GetBoundedText(text, left, high, right, low, None, 0)
    if count <= 0:
        return ""
    room = (ctypes.c_ushort * (count + 1))()
    pdfium_c.FPDFText_GetBoundedText(text, left, high, right, low, room, count)
    found = bytes(room)[: 2 * count].decode("utf-16-le", errors="replace")
    return found.replace("\x00", "").replace("\r\n", "\n")


def _on_page(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    """Return a point as displayed, in points from the top left, in the page's own."""
    width, height = page.get_size()
    own_x, own_y = ctypes.c_double(), ctypes.c_double()
    many = 100  # the library counts in whole dots
    pdfium_c.FPDF_DeviceToPage(
        page,
        0,
        0,
        round(width * many),
        round(height * many),
        0,
        round(x * many),
        round(y * many),
        own_x,
        own_y,
    )
    return own_x.value, own_y.value


Wanted: TypeAlias = Mapping[int, Sequence[Box]]
"""Boxes to look at by the number of their page, from 1."""


def read_again(contents: bytes, wanted: Wanted) -> dict[tuple[int, Box], str]:
    """Return what another program reads the fields in these boxes to show.

    It is pdfium that reads. What the page itself prints in a box is left out; a page
    that it cannot read is missing.

    Args:
        contents: The whole file.
        wanted: The boxes of the fields.
    """
    read: dict[tuple[int, Box], str] = {}
    with _opened(contents) as pdf:
        for number, boxes in wanted.items():
            try:
                before = _words_of_boxes(pdf, number, boxes)
                _flatten(pdf, number)
                after = _words_of_boxes(pdf, number, boxes)
            except (pypdfium2.PdfiumError, IndexError):
                continue
            shown = (a.replace(b, "", 1) for b, a in zip(before, after, strict=True))
            read.update(zip(((number, box) for box in boxes), shown, strict=True))
    return read


def look_again(contents: bytes, wanted: Wanted) -> dict[tuple[int, Box], bool]:
    """Return whether fields show anything in the middle of these boxes.

    A page that cannot be drawn is missing.

    Args:
        contents: The whole file.
        wanted: The boxes of the fields.
    """
    seen: dict[tuple[int, Box], bool] = {}
    with _opened(contents) as pdf:
        for number, boxes in wanted.items():
            try:
                _flatten(pdf, number)
                page = pdf[number - 1]
            except (pypdfium2.PdfiumError, IndexError):
                continue
            seen |= {(number, box): has_ink(page, box) for box in boxes}
            page.close()
    return seen


@contextmanager
def _opened(contents: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Open a copy of a file whose words were read, and which pdfium can open."""
    pdf = pypdfium2.PdfDocument(contents)
    try:
        yield pdf
    finally:
        pdf.close()


def _flatten(pdf: pypdfium2.PdfDocument, number: int) -> None:
    """Make what the fields of a page show a part of the page."""
    page = pdf[number - 1]
    try:
        pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY)
    finally:
        page.close()


def _words_of_boxes(
    pdf: pypdfium2.PdfDocument, number: int, boxes: Sequence[Box]
) -> list[str]:
    page = pdf[number - 1]
    try:
        text = page.get_textpage()
        try:
            return [words_in(text, page, box) for box in boxes]
        finally:
            text.close()
    finally:
        page.close()
