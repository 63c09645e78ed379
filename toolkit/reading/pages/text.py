"""The printed words of a PDF's pages, line by line, with their boxes."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import pypdfium2
import pypdfium2.raw as pdfium_c

from toolkit.model import Box, Line, Place
from toolkit.reading.geometry import Sheet
from toolkit.reading.limits import Limits, Refusal
from toolkit.reading.pages.prose import is_plain

# `service/form/edition` as our blanks print it at the foot of every page. It starts
# with a letter, so that a printed date such as 12/03/2025 is no edition, and has a
# number in its last part, so that dd/mm/yyyy is none either.
_EDITION = re.compile(
    r"(?<!\S)[a-z][a-z0-9-]*/[a-z0-9-]+/(?=[a-z.-]*\d)[a-z0-9][a-z0-9.-]*(?!\S)"
)
_FOOT = 4  # how many of the first page's last and lowest lines may hold it
_LINE = re.compile(r"([^\r\n\ufffe\x02]*)([\r\n\ufffe\x02]|$)")
_FEW_LETTERS = 200  # about three lines
_HYPHENS = {"\ufffe", "\x02"}  # how pdfium shows a word broken at the line's end


@dataclass(frozen=True, slots=True)
class Words:
    """The lines of all pages.

    `pictures` are the pages that are pictures with hardly any words, `unread` those
    whose words could not be read, `plain` those with nothing on them but words; all by
    number. `edition` is the edition id printed at the foot.
    """

    lines: tuple[Line, ...]
    pictures: tuple[int, ...]
    unread: tuple[int, ...]
    edition: str
    plain: frozenset[int] = frozenset()


Watch: TypeAlias = Callable[
    [pypdfium2.PdfPage, pypdfium2.PdfTextPage, int, Sequence[Line]], None
]
"""Looks at an open page: the page, its words, its number, and the lines found on it."""


def words_of(
    contents: bytes,
    sheets: Sequence[Sheet],
    paper: str,
    limits: Limits,
    watch: Watch | None = None,
) -> Words | None:
    """Return the printed words; null if the library cannot open the file.

    Args:
        contents: The whole file.
        sheets: Its pages.
        paper: Its SHA-256, for the places.
        limits: The most to accept.
        watch: Called for each page while it is open.

    Raises:
        Refusal: If there are more words than the limits allow.
    """
    try:
        pdf = pypdfium2.PdfDocument(contents)
    except pypdfium2.PdfiumError:
        return None
    try:
        return _all_words(pdf, sheets, paper, limits, watch)
    finally:
        pdf.close()


def _all_words(
    pdf: pypdfium2.PdfDocument,
    sheets: Sequence[Sheet],
    paper: str,
    limits: Limits,
    watch: Watch | None,
) -> Words:
    lines: list[Line] = []
    pictures = []
    unread = []
    plain = set()
    left = limits.max_text_length
    for page in sheets:
        try:
            found, is_picture, is_bare = _page_words(pdf, page, paper, watch)
        except pypdfium2.PdfiumError:
            unread.append(page.number)
            continue
        left -= sum(len(line.text) for line in found)
        if left < 0:
            raise Refusal("too-big-to-open")
        lines += found
        if is_picture:
            pictures.append(page.number)
        if is_bare:
            plain.add(page.number)
    edition = edition_at_foot([ln for ln in lines if ln.place.page == 1])
    return Words(
        tuple(lines), tuple(pictures), tuple(unread), edition, frozenset(plain)
    )


def _page_words(
    pdf: pypdfium2.PdfDocument, sheet: Sheet, paper: str, watch: Watch | None
) -> tuple[list[Line], bool, bool]:
    """Return a page's lines, whether it is a picture, and whether it has words only."""
    page = pdf[sheet.number - 1]
    try:
        text = page.get_textpage()
        try:
            lines = [
                Line(words, Place(paper, sheet.number, _box(text, start, count, sheet)))
                for words, start, count in _split(_characters(text))
            ]
            if watch is not None:
                watch(page, text, sheet.number, lines)
        finally:
            text.close()
        letters = sum(len(line.text) for line in lines)
        is_bare = bool(lines) and is_plain(page, sheet, lines)
        return lines, not is_bare and _is_picture(page, sheet, letters), is_bare
    finally:
        page.close()


def _characters(text: pypdfium2.PdfTextPage) -> str:
    """Return the page's characters, one for each of pdfium's own indexes."""
    count = pdfium_c.FPDFText_CountChars(text)
    room = (ctypes.c_ushort * (max(count, 0) + 1))()
    # All at once is much quicker, where pdfium gives one unit for each index.
    if count > 0 and pdfium_c.FPDFText_GetText(text, 0, count, room) == count + 1:
        whole = bytes(room)[:-2].decode("utf-16-le", errors="replace")
        if len(whole) == count:
            return whole
    codes = (pdfium_c.FPDFText_GetUnicode(text, at) for at in range(max(count, 0)))
    return "".join(_character(code) for code in codes)


def _character(code: int) -> str:
    """Return one character; half characters and nonsense become a replacement."""
    return chr(code) if code < 0xD800 or 0xE000 <= code < 0x110000 else "\ufffd"


def _split(characters: str) -> Iterator[tuple[str, int, int]]:
    """Yield each line that is not blank: its words, first index and length."""
    for found in _LINE.finditer(characters):
        line = found[1] + ("-" if found[2] in _HYPHENS else "")
        words = " ".join(line.replace("\x00", " ").split())
        if words:
            yield words, found.start(), len(found[1])


def _box(
    text: pypdfium2.PdfTextPage, start: int, count: int, sheet: Sheet
) -> Box | None:
    """Return the box round a run of characters; null if pdfium knows none."""
    left, top, right, bottom = (ctypes.c_double() for _ in range(4))
    box: Box | None = None
    for at in range(pdfium_c.FPDFText_CountRects(text, start, count)):
        if pdfium_c.FPDFText_GetRect(text, at, left, top, right, bottom):
            here = (left.value, bottom.value, right.value, top.value)
            box = here if box is None else _both(box, here)
    return None if box is None else sheet.box(box)


def _both(one: Box, other: Box) -> Box:
    """Return the box round two boxes, each left, low, right, high."""
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )


def _is_picture(page: pypdfium2.PdfPage, sheet: Sheet, letters: int) -> bool:
    """Whether what matters on a page is in a picture rather than in its words.

    That is any picture on a page without words, and on a page with few words one that
    fills half of it: scanners print a line of their own on what they scan.
    """
    if letters > _FEW_LETTERS:
        return False
    pictures = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=4)
    left, bottom, right, top = sheet.shown
    least = 0.5 * (right - left) * (top - bottom) if letters else 0.0
    return any(_area(picture.get_bounds()) >= least for picture in pictures)


def _area(bounds: tuple[float, float, float, float]) -> float:
    left, bottom, right, top = bounds
    return abs((right - left) * (top - bottom))


def edition_at_foot(lines: Sequence[Line]) -> str:
    """Return the edition id printed at the foot of a page, or empty."""
    lowest = sorted(lines, key=lambda line: -(line.place.box or (0, 0, 0, 0))[3])
    for line in (*reversed(lines[-_FOOT:]), *lowest[:_FOOT]):
        found = _EDITION.search(line.text)
        if found:
            return found[0]
    return ""
