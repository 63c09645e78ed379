"""Telling a page of plain sentences, as letters are, from one to be filled in.

To look for labels and answers takes as long as all else that is done with a page, so
it is only done where there may be some: where something is drawn, where there is room
to write or to tick, or where a line has the shape of a label with its answer.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence

import pypdfium2
import pypdfium2.raw as pdfium_c

from toolkit.model import Line
from toolkit.reading.geometry import Sheet

# Room to write, lines and boxes made of signs, ticks, and the private signs that fonts
# of symbols use; a choice between two words.
_SIGNS = re.compile(
    r"[._…·‥—–-]{3,}|[\u2500-\u27bf\u2b00-\u2bff\ue000-\uf8ff\U000f0000-\U0010ffff\ufffd√]"
    r"|\byes\b\W{0,8}\bno\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[^\W\d_][^:]*:(?=\s|$)")
_MOST_WORDS = 6  # of a label; sentences put their colon later
_SENTENCE_END = re.compile(r"[.!?;,][)\"'”’]*$")
_LEAST_WORDS = 9  # of a line of a sentence that goes on in the next
_MOST_LABELS = 0.34  # of a page's lines; more are a list to fill in, whatever they say
_MOST_OBJECTS = 5000
_THICKEST = 3.0  # points of a line under a letter's head
_WIDE = 0.7  # of the page, that such a line takes up at least
_MOST_LINES = 2


def is_prose(lines: Sequence[Line]) -> bool:
    """Whether a page of letters only has its words in sentences.

    Args:
        lines: All its lines, of a page that `is_plain`.
    """
    labelled = [line.text for line in lines if _has_label(line.text)]
    if len(labelled) > _MOST_LABELS * len(lines):
        return False
    return all(map(_is_sentence, labelled))


def is_plain(page: pypdfium2.PdfPage, sheet: Sheet, lines: Sequence[Line]) -> bool:
    """Whether a page has letters only, none of which are boxes, ticks or lines.

    A line or two across all of it, as under a letter's head, are no matter.

    Args:
        page: The page, open.
        sheet: The same page's place and size.
        lines: Its printed lines.
    """
    if any(_SIGNS.search(line.text) for line in lines):
        return False
    count = pdfium_c.FPDFPage_CountObjects(page)
    if count > _MOST_OBJECTS:
        return False
    things = [pdfium_c.FPDFPage_GetObject(page, at) for at in range(count)]
    others = [
        thing
        for thing in things
        if pdfium_c.FPDFPageObj_GetType(thing) != pdfium_c.FPDF_PAGEOBJ_TEXT
    ]
    return len(others) <= _MOST_LINES and all(_is_across(t, sheet) for t in others)


def _has_label(text: str) -> bool:
    return any(each.endswith(":") for each in text.split())


def _is_sentence(text: str) -> bool:
    """Whether a line with a colon goes on as sentences do, or has its colon late."""
    label = _LABEL.match(text)
    if label is None or len(label[0].split()) > _MOST_WORDS:
        return not text.rstrip().endswith(":")
    said = text[label.end() :].strip()
    return len(said.split()) >= _LEAST_WORDS or bool(_SENTENCE_END.search(said))


def _is_across(thing: object, sheet: Sheet) -> bool:
    """Whether a drawing is one level line across the page, as under a letter's head."""
    if pdfium_c.FPDFPageObj_GetType(thing) != pdfium_c.FPDF_PAGEOBJ_PATH:
        return False
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium_c.FPDFPageObj_GetBounds(thing, *edges):
        return False
    box = sheet.box([edge.value for edge in edges])
    if box is None:
        return False
    wide, tall = box[2] - box[0], box[3] - box[1]
    return tall <= _THICKEST and wide >= _WIDE * sheet.size[0]
