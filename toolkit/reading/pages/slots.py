"""What is written in the slots of an issued page, from the letters of a copy of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from toolkit.model import Box
from toolkit.reading.pages.issued import IssuedPage, Slot
from toolkit.reading.pages.laying import Laid
from toolkit.reading.pages.words import Glyph

_SAME_PLACE = 2.0  # points by which a printed letter of the blank may miss its place
_BORDER = 1.0  # points by which a letter's middle may stand outside its slot
_BESIDE = 14.0  # points round a slot in which words could be its answer running over
_FULL = 2.5  # points left at a line's end when a program could have cut it
_SAME_LINE = 0.35  # of a letter's height, between two base lines


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in one slot: its lines as one text, and whether a person must look.

    `box` is round its letters, on the issued page; null when there are none.
    """

    text: str = field(default="", repr=False)
    ask: bool = False
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Filling:
    """What stands on a copy besides the blank's own words.

    `written` has an entry for every slot with letters in it. `beside` are the boxes,
    on the issued page, of letters in no slot.
    """

    written: Mapping[Slot, Written]
    beside: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A letter of the copy, where it lies on the issued page; `at` counts letters."""

    letter: str
    x: float
    y: float
    middle: tuple[float, float]
    size: float
    box: Box
    at: int
    after_gap: bool


def filling_of(glyphs: Sequence[Glyph], page: IssuedPage, laid: Laid) -> Filling:
    """Return what is written on a copy of an issued page, slot by slot.

    Text that leaves its slot, fills it to the end, overlaps other text or is not
    spelt out by the file asks for a person.
    """
    placed = _placed(glyphs, laid)
    answers = [*_without_blank(placed, page.glyphs)]
    homes = {each.at: _home(each, page.slots) for each in answers}
    by_slot: dict[Slot, list[_Placed]] = {}
    beside = []
    for each in answers:
        home = homes[each.at]
        if home is None:
            beside.append(each)
        else:
            by_slot.setdefault(home, []).append(each)
    doubted = set(_run_over(answers, homes)) | set(_near(beside, page.slots))
    written = {
        slot: _doubted(_written(slot, letters), doubt=slot in doubted)
        for slot, letters in by_slot.items()
    }
    for slot in doubted - set(written):
        written[slot] = Written(ask=True)
    return Filling(written, tuple(each.box for each in beside))


def _doubted(written: Written, *, doubt: bool) -> Written:
    return replace(written, ask=True) if doubt else written


# --- letters on the issued page -----------------------------------------------------


def _placed(glyphs: Sequence[Glyph], laid: Laid) -> list[_Placed]:
    if not glyphs:
        return []
    feet = laid.on_issue(np.array([(g.x, g.y) for g in glyphs]))
    first = laid.on_issue(np.array([g.box[:2] for g in glyphs]))
    last = laid.on_issue(np.array([g.box[2:] for g in glyphs]))
    low, high = np.minimum(first, last), np.maximum(first, last)
    return [
        _Placed(
            letter=glyph.letter,
            x=float(feet[at, 0]),
            y=float(feet[at, 1]),
            middle=_middle(low[at], high[at]),
            size=float(high[at, 1] - low[at, 1]),
            box=(*map(float, low[at]), *map(float, high[at])),  # type: ignore[arg-type]
            at=at,
            after_gap=glyph.after_gap,
        )
        for at, glyph in enumerate(glyphs)
    ]


def _without_blank(
    placed: Iterable[_Placed], blank: Sequence[Glyph]
) -> Iterator[_Placed]:
    """Yield the letters that the blank does not print in that very place, once each."""
    printed: dict[tuple[str, int, int], list[Glyph]] = {}
    for glyph in blank:
        printed.setdefault(_cell(glyph.letter, glyph.x, glyph.y), []).append(glyph)
    for each in placed:
        own = _own_letter(each, printed)
        if own is None:
            yield each
        else:
            printed[_cell(own.letter, own.x, own.y)].remove(own)


_CELL = 8.0  # points; a cell and its neighbours hold every letter that could be it


def _cell(letter: str, x: float, y: float) -> tuple[str, int, int]:
    return letter, int(x // _CELL), int(y // _CELL)


def _own_letter(
    each: _Placed, printed: Mapping[tuple[str, int, int], list[Glyph]]
) -> Glyph | None:
    _, column, row = _cell(each.letter, each.x, each.y)
    near = [
        glyph
        for right in (-1, 0, 1)
        for down in (-1, 0, 1)
        for glyph in printed.get((each.letter, column + right, row + down), ())
        if abs(glyph.x - each.x) < _SAME_PLACE and abs(glyph.y - each.y) < _SAME_PLACE
    ]
    return min(near, key=lambda g: abs(g.x - each.x), default=None)


# --- which slot ---------------------------------------------------------------------


def _home(each: _Placed, slots: Sequence[Slot]) -> Slot | None:
    """Return the slot in which a letter's middle stands; the nearest one of several."""
    inside = [slot for slot in slots if _outside(each.middle, slot.box) <= _BORDER]
    return min(inside, key=lambda s: _outside(each.middle, s.box), default=None)


def _outside(point: tuple[float, float], box: Box) -> float:
    """Return how far outside a box a point is, negative inside it, in points."""
    x, y = point
    return max(box[0] - x, x - box[2], box[1] - y, y - box[3])


def _middle(low: np.ndarray, high: np.ndarray) -> tuple[float, float]:
    x, y = (low + high) / 2
    return float(x), float(y)


def _run_over(
    answers: Sequence[_Placed], homes: Mapping[int, Slot | None]
) -> Iterator[Slot]:
    """Yield the slots whose text goes on outside them, word by word."""
    for before, after in pairwise(answers):
        first, second = homes[before.at], homes[after.at]
        if first is second or after.at != before.at + 1:
            continue
        gap = after.box[0] - before.box[2]
        on_line = abs(after.y - before.y) < _SAME_LINE * max(before.size, 1.0)
        if on_line and gap < 0.6 * before.size:
            yield from (slot for slot in (first, second) if slot is not None)


def _near(beside: Sequence[_Placed], slots: Sequence[Slot]) -> Iterator[Slot]:
    """Yield the slots beside which words stand that could belong to them."""
    for slot in slots:
        if any(_outside(each.middle, slot.box) < _BESIDE for each in beside):
            yield slot


# --- the text of one slot -----------------------------------------------------------


def _written(slot: Slot, letters: Sequence[_Placed]) -> Written:
    box = (
        min(each.box[0] for each in letters),
        min(each.box[1] for each in letters),
        max(each.box[2] for each in letters),
        max(each.box[3] for each in letters),
    )
    lines = _lines(letters)
    if slot.cells:
        text = _in_cells(slot, letters)
    else:
        text = ("\n" if slot.multiline else " ").join(_spelt(line) for line in lines)
    ask = (
        any(_is_unsure(each.letter) for each in letters)
        or _overlaps(lines)
        or _is_full(slot, lines, box)
    )
    return Written(text, ask, box)


def _lines(letters: Sequence[_Placed]) -> list[list[_Placed]]:
    """Return letters line by line from the top, each line from the left."""
    lines: list[list[_Placed]] = []
    for each in sorted(letters, key=lambda e: (e.y, e.x)):
        last = lines[-1][-1] if lines else None
        if last is None or each.y - last.y > _SAME_LINE * max(last.size, each.size):
            lines.append([])
        lines[-1].append(each)
    return [sorted(line, key=lambda e: (e.box[0], e.at)) for line in lines]


def _spelt(line: Sequence[_Placed]) -> str:
    spelt = line[0].letter
    for before, after in pairwise(line):
        follows = after.at == before.at + 1
        wide = after.box[0] - before.box[2] > 0.5 * after.size
        space = after.after_gap if follows else True
        spelt += (" " if space or wide else "") + after.letter
    return spelt


def _in_cells(slot: Slot, letters: Sequence[_Placed]) -> str:
    """Return what stands in boxes of one letter each; an empty one is a space."""
    wide = (slot.box[2] - slot.box[0]) / slot.cells
    said = [" "] * slot.cells
    for each in letters:
        at = int((each.middle[0] - slot.box[0]) / wide)
        said[min(max(at, 0), slot.cells - 1)] = each.letter
    return "".join(said).strip()


def _is_unsure(letter: str) -> bool:
    """Whether the file does not really say which letter it is, or in which order.

    Letters of scripts written from the right come in an order no two programs share.
    """
    return (
        unicodedata.category(letter) in {"Co", "Cn", "Cc", "Cs"}
        or letter == "\ufffd"
        or unicodedata.bidirectional(letter) in {"R", "AL", "AN"}
    )


def _overlaps(lines: Sequence[Sequence[_Placed]]) -> bool:
    """Whether letters are drawn over one another, as when two answers are."""
    return any(
        before.box[2] - after.box[0] > 0.5 * min(_wide(before), _wide(after))
        and min(_wide(before), _wide(after)) > 0
        for line in lines
        for before, after in pairwise(line)
    )


def _wide(each: _Placed) -> float:
    return each.box[2] - each.box[0]


def _is_full(slot: Slot, lines: Sequence[Sequence[_Placed]], box: Box) -> bool:
    """Whether the text reaches the slot's end, so that there may be more of it.

    A line that is one long word may have been broken anywhere. Lines that leave no
    room for another one below may have been cut.
    """
    left, top, right, bottom = slot.box
    full = [
        line
        for line in lines
        if line[-1].box[2] > right - _FULL and line[0].box[0] < left + 4 * _FULL
    ]
    if len(lines) == 1 and not slot.multiline:
        return bool(full) or box[0] < left - _BORDER
    return (
        any(_is_one_word(line) for line in full)
        or box[3] > bottom + _BORDER
        or box[1] < top - _BORDER
        or bottom - box[3] < _FULL
    )


def _is_one_word(line: Sequence[_Placed]) -> bool:
    return " " not in _spelt(line)
