"""The answers on the picture of a page whose blank we have: slot by slot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

import cv2
import numpy as np
import numpy.typing as npt

from toolkit.model import Box, Line, Mark, MarkKind, Place, Route
from toolkit.reading.pages.issued import Grey, Issued, Slot
from toolkit.reading.pages.words import Word
from toolkit.reading.scans.aligning import DPI, Laid
from toolkit.reading.scans.doubts import LEAST_SURE, agree, is_doubtful
from toolkit.reading.scans.ink import Inked, Mask, cut, dots_of, inked
from toolkit.reading.scans.ocr import Engine, Layout, Seen, words_in
from toolkit.reading.scans.pictures import PagePicture
from toolkit.reading.scans.straightening import carried

# Shares of a box that ink covers.  In 1,152 boxes of scans and photos every tick was
# above 0.32 and every empty box at 0; a fine pen leaves a quarter of a thick one.
_TICKED = 0.04
_UNTICKED = 0.004
_FAINTLY_TICKED = 0.03
_BLACKED_OUT = 0.95  # a tick that was taken back, or a box filled: a person tells
_ROUND_ABOUT = 6.0  # points round a box and its words in which a ring may stand
_NEXT_WORD = 9.0  # points between a box and its words, and between these
_BESIDE = 150  # dots of ink: a stroke of 3 mm
_SIGNED = 0.006
_UNSIGNED = 0.001
# Dots of ink in a box to write in: a full stop has 25, a stroke of the pen 100.
_WRITTEN = 40
_FAINTLY_WRITTEN = 150
# Where both models differ the second is kept if it is as sure as this and the surer of
# the two; it knows no accents, so only where the first saw none.  Asked either way.
_SECOND_SURE = 0.85
_WELL_COVERED = 0.90  # of the blank's ink; below, every slot is asked about
_INSET = 1.0  # points of a box's edge that are its printed line
_EDGE = 14.0  # points of the paper's edge
_MOST_STRAYS = 20
_MARGIN = 20  # white dots round a cut, without which letters at its edge are lost
_INCH = 72


class _Ink(Enum):
    """What the ink in a box says."""

    NONE = "none"
    UNSURE = "unsure"
    SOME = "some"


@dataclass(frozen=True, slots=True)
class ScannedForm:
    """What is on a page that is a copy of a blank page of ours.

    `beside` is the writing that stands in no slot, line by line.
    """

    marks: tuple[Mark, ...]
    beside: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One page being read: its picture, its blank and its ink."""

    picture: PagePicture
    laid: Laid
    ink: Inked
    words: tuple[Word, ...]
    paper: str

    def place(self, box: Box, label: str = "") -> Place:
        """Return where a box of the blank stands on the page as it came."""
        dots = DPI / _INCH
        there = carried(
            np.asarray(np.linalg.inv(self.laid.way), np.float64),
            (box[0] * dots, box[1] * dots, box[2] * dots, box[3] * dots),
        )
        each = self.picture.size[0] / self.picture.grey.shape[1]
        left, top, right, bottom = (round(edge * each, 2) for edge in there)
        shown = (left, top, right, bottom)
        return Place(self.paper, self.picture.number, shown, label)

    def mark(self, slot: Slot, text: str = "", *, ask: bool) -> Mark:
        """Return the mark of one slot, with its own key, kind, place and route."""
        return Mark(
            slot.key,
            slot.kind,
            text,
            ask=ask,
            place=self.place(slot.box, slot.label),
            how=Route.MACHINE,
        )


def read_slots(
    picture: PagePicture, laid: Laid, issued: Issued, engine: Engine, paper: str
) -> ScannedForm:
    """Return the answers on a page that lies over its blank.

    Every slot of the page gives a mark, an empty one an empty mark.

    Args:
        picture: The page as it came.
        laid: The same over its blank.
        issued: The blank.
        engine: The Tesseract to read with.
        paper: SHA-256 of the file, for the places.

    Raises:
        OcrTrouble: If the machine cannot read the cuts.
    """
    page = issued.pages[laid.page - 1]
    slots = page.slots
    sheet = _Sheet(picture, laid, inked(laid, issued), page.words, paper)
    written = [s for s in slots if not s.is_button and s.kind is MarkKind.TEXT]
    strays = _strays(sheet.ink, slots)
    texts, beside = _typed(sheet, written, strays, engine)
    marks = [*texts, *_signatures(sheet, slots), *_buttons(sheet, slots)]
    order = {key: at for at, key in reversed([*enumerate(s.key for s in slots)])}
    marks.sort(key=lambda mark: order[mark.key])
    if laid.covered < _WELL_COVERED:
        marks = [replace(mark, ask=True) for mark in marks]
    return ScannedForm(tuple(marks), beside)


# --- ticks --------------------------------------------------------------------------


def _buttons(sheet: _Sheet, slots: Sequence[Slot]) -> Iterator[Mark]:
    groups: dict[str, list[Slot]] = {}
    for slot in slots:
        if slot.is_button:
            groups.setdefault(slot.key, []).append(slot)
    for group in groups.values():
        inks = [_tick_ink(sheet, slot) for slot in group]
        is_tick = group[0].kind is MarkKind.TICK and len(group) == 1
        if is_tick:
            yield _tick(sheet, group[0], inks[0])
        else:
            yield _choice(sheet, group, inks)


def _tick(sheet: _Sheet, slot: Slot, ink: _Ink) -> Mark:
    if ink is _Ink.UNSURE:
        return replace(sheet.mark(slot, ask=True), confidence=0.5)
    is_on = ink is _Ink.SOME
    return replace(sheet.mark(slot, "Yes" if is_on else "", ask=False), tick=is_on)


def _choice(sheet: _Sheet, group: Sequence[Slot], inks: Sequence[_Ink]) -> Mark:
    """Return the chosen state; all of them, one on a line, where it was several."""
    chosen = [slot for slot, ink in zip(group, inks, strict=True) if ink is _Ink.SOME]
    is_clear = _Ink.UNSURE not in inks and len(chosen) < 2
    mark = sheet.mark(
        chosen[0] if chosen else group[0],
        "\n".join(slot.value for slot in chosen),
        ask=not is_clear,
    )
    return replace(mark, confidence=1.0 if is_clear else 0.5)


def _tick_ink(sheet: _Sheet, slot: Slot) -> _Ink:
    ink = sheet.ink
    inset = 0.0  # a tick box of ours is the inside of the box that is printed
    dark, faint = ink.darkness(slot.box, inset), ink.faintness(slot.box, inset)
    if not ink.settled(slot.box) or dark > _BLACKED_OUT:
        return _Ink.UNSURE
    if dark >= _TICKED:
        return _Ink.SOME
    if dark > _UNTICKED or faint > _FAINTLY_TICKED:
        return _Ink.UNSURE
    return _Ink.UNSURE if _is_marked_beside(ink, slot, sheet.words) else _Ink.NONE


def _is_marked_beside(ink: Inked, slot: Slot, words: Sequence[Word]) -> bool:
    """Whether there is ink round a box or over its words: a ring, a stroke, a miss."""
    left, top, right, bottom = slot.box
    middle, end = (top + bottom) / 2, right
    for word in sorted(words, key=lambda each: each.box[0]):
        on_line = word.box[1] < middle < word.box[3]
        if on_line and end - 1 <= word.box[0] < end + _NEXT_WORD:
            end = word.box[2]
    around = (left, top, end, bottom)
    return int(cut(ink.dark, around, -_ROUND_ABOUT).sum()) > _BESIDE


# --- signatures ---------------------------------------------------------------------


def _signatures(sheet: _Sheet, slots: Sequence[Slot]) -> Iterator[Mark]:
    for slot in slots:
        if slot.kind is MarkKind.SIGNATURE:
            yield _signature(sheet, slot)


def _signature(sheet: _Sheet, slot: Slot) -> Mark:
    """Return `ink` where there is some; whose it is, no machine can tell."""
    dark = sheet.ink.darkness(slot.box, 2.0)
    faint = sheet.ink.faintness(slot.box, 2.0)
    if dark >= _SIGNED:
        return sheet.mark(slot, "ink", ask=True)
    is_bare = dark <= _UNSIGNED and faint <= _SIGNED and sheet.ink.settled(slot.box)
    mark = sheet.mark(slot, ask=not is_bare)
    return mark if is_bare else replace(mark, confidence=0.5)


# --- writing ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reading:
    """What each of the machine's models saw in one cut."""

    words: tuple[Seen, ...] = ()
    again: tuple[Seen, ...] = ()

    @property
    def sure(self) -> float:
        """How sure it is of the word it is least sure of."""
        return _sure(self.words)

    def kept(self, slot: Slot) -> str:
        """Return the text to keep, of the two."""
        first, second = _lines_of(self.words, slot), _lines_of(self.again, slot)
        sure = _sure(self.again)
        is_better = sure >= _SECOND_SURE and sure > self.sure
        has_accent = any(c.isalpha() and not c.isascii() for c in first)
        if agree(first, second) or has_accent or not is_better:
            return first
        return second


def _sure(words: Sequence[Seen]) -> float:
    """Return how sure the machine is of the word it is least sure of."""
    return min((word.sure for word in words), default=0.0)


_UNREAD = Reading()


def _typed(
    sheet: _Sheet, slots: Sequence[Slot], strays: Sequence[Box], engine: Engine
) -> tuple[list[Mark], tuple[Line, ...]]:
    """Return the marks of the slots to write in, and the lines beside them."""
    inks = [_text_ink(sheet, slot) for slot in slots]
    filled = [s for s, ink in zip(slots, inks, strict=True) if ink is not _Ink.NONE]
    boxes = [slot.box for slot in filled] + list(strays)
    readings = _readings([_cut_out(sheet.ink, box) for box in boxes], engine)
    of_slots = dict(zip(filled, readings, strict=False))
    marks = [
        _text(sheet, slot, ink, of_slots.get(slot, _UNREAD))
        for slot, ink in zip(slots, inks, strict=True)
    ]
    beside = zip(strays, readings[len(filled) :], strict=True)
    return marks, tuple(_beside(sheet, *each) for each in beside)


def _readings(cuts: Sequence[Grey], engine: Engine) -> list[Reading]:
    """Read all cuts of a page at once with each model: starting one takes a while."""
    first = words_in(cuts, engine, Layout.BLOCK, dpi=DPI)
    if engine.second == engine.model:
        return [Reading(words) for words in first]
    again = words_in(cuts, engine, Layout.BLOCK, model=engine.second, dpi=DPI)
    return [Reading(*each) for each in zip(first, again, strict=True)]


def _text_ink(sheet: _Sheet, slot: Slot) -> _Ink:
    dark = int(cut(sheet.ink.dark, slot.box, _INSET).sum())
    if dark >= _WRITTEN:
        return _Ink.SOME
    faint = int(cut(sheet.ink.faint, slot.box, _INSET).sum())
    is_bare = dark == 0 and faint < _FAINTLY_WRITTEN and sheet.ink.settled(slot.box)
    return _Ink.NONE if is_bare else _Ink.UNSURE


def _text(sheet: _Sheet, slot: Slot, ink: _Ink, reading: Reading) -> Mark:
    if ink is _Ink.NONE:
        return sheet.mark(slot, ask=False)
    text = reading.kept(slot)
    is_sure = (
        ink is _Ink.SOME
        and reading.sure >= LEAST_SURE
        and agree(_lines_of(reading.words, slot), _lines_of(reading.again, slot))
        and not is_doubtful(text)
        and (not slot.choices or text in slot.choices)
        and sheet.ink.settled(slot.box)
        and not _runs_over(sheet.ink, slot.box)
    )
    return replace(
        sheet.mark(slot, text, ask=not is_sure), confidence=round(reading.sure, 2)
    )


def _lines_of(words: Sequence[Seen], slot: Slot) -> str:
    """Return the words as one text; as many lines as were seen in a slot of several."""
    lines: dict[tuple[int, int, int], list[str]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word.text)
    between = "" if slot.cells else " "
    texts = [between.join(line) for line in lines.values()]
    return ("\n" if slot.multiline else " ").join(texts)


def _runs_over(ink: Inked, box: Box) -> bool:
    """Whether writing goes on beyond its box, where it is cut off."""
    height, width = ink.dark.shape
    left, top, right, bottom = dots_of(box, -3.0, (width, height))
    edge = ink.dark[top:bottom, left:right].copy()
    rim = round(2.0 * DPI / _INCH)
    edge[rim:-rim, rim:-rim] = 0
    return int(edge.sum()) > _WRITTEN


def _cut_out(ink: Inked, box: Box) -> Grey:
    """Return what is written in a box, on white, without the blank's own lines."""
    part = cut(ink.flat, box, _INSET)
    printed = cut(ink.own, box, _INSET)
    written = cut(ink.faint | ink.dark, box, _INSET)
    clean = np.where(printed > 0, 255, part).astype(np.int32)
    rows, columns = np.nonzero(written)
    if rows.size:
        clean = clean[_span(rows), _span(columns)]
    # The lightest fifth is paper and the darkest sixth ink, whatever the pen.
    clean = np.clip((clean - 40) * 255 // 175, 0, 255)
    return np.pad(clean.astype(np.uint8), _MARGIN, constant_values=255)


def _span(at: npt.NDArray[np.intp]) -> slice:
    return slice(max(0, int(at.min()) - 8), int(at.max()) + 9)


# --- writing in no box --------------------------------------------------------------


def _strays(ink: Inked, slots: Sequence[Slot]) -> list[Box]:
    """Return the boxes, in points, of writing that stands in no slot.

    Not the edges of the paper, where shadows are, nor what is as solid as a hole of a
    punch, nor what is smaller than a word.
    """
    rest = ink.dark.copy()
    height, width = rest.shape
    for slot in slots:
        reach = _ROUND_ABOUT * 2
        left, top, right, bottom = dots_of(slot.box, -reach, (width, height))
        rest[top:bottom, left:right] = 0
    edge = round(_EDGE * DPI / _INCH)
    rest[:edge], rest[-edge:], rest[:, :edge], rest[:, -edge:] = 0, 0, 0, 0
    joined = cv2.dilate(rest, np.ones((25, 45), np.uint8))
    count, _, facts, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for left, top, wide, high, _area in facts[1:count]:
        part = rest[top : top + high, left : left + wide]
        if _is_writing(part):
            box = (left, top, left + wide, top + high)
            found.append(tuple(float(edge) * _INCH / DPI for edge in box))
    return [(a, b, c, d) for a, b, c, d in found][:_MOST_STRAYS]


def _is_writing(part: Mask) -> bool:
    rows, columns = np.nonzero(part)
    if rows.size < 10 * _WRITTEN:
        return False
    wide, high = int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1
    is_line = min(wide, high) < 12  # a fold, or the edge of another sheet
    return not is_line and wide > 60 and rows.size < 0.5 * wide * high


def _beside(sheet: _Sheet, box: Box, reading: Reading) -> Line:
    text = " ".join(word.text for word in reading.words)
    return Line(text, sheet.place(box))
