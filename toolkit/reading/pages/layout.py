"""The plain geometry of a printed page: lines of words, and the cells rules make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np

from toolkit.model import Box
from toolkit.reading.pages.words import Word, around

_DOTS = 2.0  # a point, in the drawing that cells are found in
_JOINT = 1.0  # points by which two rules may miss each other at a corner
_LEAST_WIDE, _LEAST_TALL = 12.0, 8.0  # points of a cell that can be written in
_FILLS = 0.85  # of its own box, for a closed area to be a rectangle
_MOST = 0.6  # of the page; a bigger box is a frame, not a cell
_GAP, _LABEL_GAP = 0.7, 0.4  # of a line's height: a wider one starts another column
_LEAST_GAP = 6.0  # points
_NEXT_WORD = 0.5  # of a line's height, between two words of one line
_FULL = 1.5  # points left at the end of a cell that is full
_MOST_LINES = 8  # of one label
_LEADER = re.compile(r"[._…·‥]{3,}")


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn straight line: a box whose height or width is at most a few points.

    `box` is in points from the top left of the page as displayed.
    """

    box: Box
    page: int = 1

    @property
    def is_level(self) -> bool:
        """Whether it lies rather than stands."""
        return self.box[2] - self.box[0] >= self.box[3] - self.box[1]


@dataclass(frozen=True, slots=True)
class Ring:
    """A ring drawn by hand or by a program, as round a chosen word."""

    box: Box
    page: int = 1


@dataclass(frozen=True, slots=True)
class TickBox:
    """A square or circle to tick, and whether somebody did.

    `tick` is null when that cannot be told; such a mark asks.
    """

    box: Box
    page: int = 1
    tick: bool | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that stand together on one line. `leader` says it is dots to write on."""

    words: tuple[Word, ...] = field(repr=False)
    leader: bool = False

    @property
    def text(self) -> str:
        """The words with a space between them."""
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        """The box round the words."""
        return around([word.box for word in self.words])

    @property
    def confidence(self) -> float:
        """How sure the least sure word is."""
        return min(word.confidence for word in self.words)


@dataclass(frozen=True, slots=True)
class Cell:
    """A closed rectangle of rules, and what stands in it, line by line.

    `runs_over` says that a line of it seems to go on outside.
    """

    box: Box
    lines: tuple[tuple[Segment, ...], ...] = field(default=(), repr=False)
    ticks: tuple[TickBox, ...] = ()
    runs_over: bool = False

    @property
    def text(self) -> str:
        """Its lines, one below the other."""
        lines = (" ".join(each.text for each in line) for line in self.lines)
        return "\n".join(lines)

    @property
    def is_doubtful(self) -> bool:
        """Whether words stand over one another in it, or reach or pass its very end.

        What reaches the end may go on where nobody sees it.
        """
        if self.runs_over:
            return True
        rows = [[w for s in line for w in s.words] for line in self.lines]
        is_full = any(row[-1].box[2] > self.box[2] - _FULL for row in rows)
        return is_full or any(overlap(row) for row in rows)

    @property
    def confidence(self) -> float:
        """How sure the least sure word is; 1 for an empty cell."""
        sure = [each.confidence for line in self.lines for each in line]
        return min(sure, default=1.0)


# --- lines --------------------------------------------------------------------------


def lines_of(words: Iterable[Word]) -> tuple[tuple[Segment, ...], ...]:
    """Return words as lines from the top, each of segments from the left.

    A gap much wider than the one between words starts another segment, and so does a
    run of dots or underscores, which is a segment of its own.
    """
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.middle[1], w.box[0])):
        row = next((r for r in reversed(rows[-3:]) if _on_line(r, word)), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    lines = [_segments(sorted(row, key=lambda w: w.box[0])) for row in rows]
    return tuple(sorted(lines, key=lambda line: line[0].box[1]))


def _on_line(row: Sequence[Word], word: Word) -> bool:
    """Whether a word stands on the line of the words so far."""
    other = min(row, key=lambda w: abs(w.box[0] - word.box[0]))
    shared = min(other.box[3], word.box[3]) - max(other.box[1], word.box[1])
    return shared > 0.5 * min(other.height, word.height)


def _segments(row: Sequence[Word]) -> tuple[Segment, ...]:
    groups: list[list[Word]] = []
    for word in (part for whole in row for part in _without_leaders(whole)):
        last = groups[-1][-1] if groups else None
        starts = (
            last is None
            or is_leader(word.text) != is_leader(last.text)
            or word.box[0] - last.box[2] > _column_gap(last, word)
        )
        if starts:
            groups.append([])
        groups[-1].append(word)
    return tuple(Segment(tuple(g), is_leader(g[0].text)) for g in groups)


def _column_gap(last: Word, word: Word) -> float:
    """Return the gap after a word that starts another column, in points."""
    ends = last.text.endswith((":", "?", "*"))
    share = _LABEL_GAP if ends else _GAP
    return max(share * max(word.height, last.height), _LEAST_GAP)


def is_leader(text: str) -> bool:
    """Whether a word is nothing but dots or underscores to write on."""
    return bool(_LEADER.fullmatch(text)) or bool(re.fullmatch(r"_+", text))


def _without_leaders(word: Word) -> list[Word]:
    """Return a word cut where dots or underscores run into it."""
    pieces = [p for p in re.split(r"([._…·‥]{3,}|_{2,})", word.text) if p]
    if len(pieces) < 2:
        return [word]
    left, top, right, bottom = word.box
    each = (right - left) / len(word.text)
    cut, at = [], left
    for piece in pieces:
        wide = each * len(piece)
        box = (at, top, at + wide, bottom)
        cut.append(replace(word, text=piece, box=box))
        at += wide
    return cut


def ends_as_label(text: str) -> bool:
    """Whether words end as labels do: with a colon, a question mark or a star."""
    return text.rstrip().endswith((":", "?", "*"))


def whole_label(segment: Segment, lines: Sequence[Sequence[Segment]]) -> str:
    """Return the words of a label with those of the lines it goes on over."""
    return " ".join(each.text for each in label_lines(segment, lines))


def label_lines(
    segment: Segment, lines: Sequence[Sequence[Segment]]
) -> tuple[Segment, ...]:
    """Return a label with the lines it goes on over, above and below it.

    Those begin where it begins, or end where it ends, with hardly a gap between, as far
    as to the sign that a label ends.
    """
    found = [segment]
    while len(found) < _MOST_LINES:
        above = _next_line(found[0], lines, up=True)
        if above is None or ends_as_label(above.text) or above.text.endswith("."):
            break
        found.insert(0, above)
    while len(found) < _MOST_LINES and not ends_as_label(found[-1].text):
        below = _next_line(found[-1], lines, up=False)
        if below is None:
            break
        found.append(below)
    return tuple(found)


def _next_line(
    segment: Segment, lines: Sequence[Sequence[Segment]], *, up: bool
) -> Segment | None:
    left, top, right, bottom = segment.box
    tall = bottom - top
    for line in lines:
        for each in line:
            gap = top - each.box[3] if up else each.box[1] - bottom
            same = abs((each.box[3] - each.box[1]) - tall) < 0.15 * tall
            edge = min(abs(each.box[0] - left), abs(each.box[2] - right))
            if edge < 2 and -0.4 * tall < gap < 0.25 * tall and same:
                return None if each is segment else each
    return None


def overlap(words: Sequence[Word]) -> bool:
    """Whether words are printed over one another, so that none can be trusted."""
    return any(
        min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
        > 0.5 * min(one.box[2] - one.box[0], other.box[2] - other.box[0])
        and share_of_height(one.box, other.box) > 0.6
        for at, one in enumerate(words)
        for other in words[at + 1 : at + 6]
    )


def goes_on(lines: Sequence[Sequence[Segment]], others: Iterable[Word]) -> bool:
    """Whether one of other words follows the last one of a line as if it went on."""
    ends = [line[-1].words[-1] for line in lines]
    return any(
        0 <= word.box[0] - end.box[2] < _NEXT_WORD * end.height
        and share_of_height(word.box, end.box) > 0.8
        for word in others
        for end in ends
    )


# --- cells --------------------------------------------------------------------------


def boxes_of(rules: Sequence[Rule], size: tuple[float, float]) -> tuple[Box, ...]:
    """Return the rectangles that rules enclose, from the top, big enough to write in.

    Args:
        rules: The rules of one page.
        size: The page's width and height, in points.
    """
    if len(rules) < 4:
        return ()
    wide, tall = (round(edge * _DOTS) + 4 for edge in size)
    drawn = np.full((tall, wide), 255, np.uint8)
    for rule in rules:
        left, top, right, bottom = _drawable(rule)
        cv2.rectangle(drawn, (left, top), (right, bottom), 0, -1)
    count, _, found, _ = cv2.connectedComponentsWithStats(drawn, connectivity=4)
    boxes = [_closed(found[at], size) for at in range(1, count)]
    return tuple(sorted((b for b in boxes if b), key=lambda b: (b[1], b[0])))


def _drawable(rule: Rule) -> tuple[int, int, int, int]:
    """Return a rule in dots, a little longer than it is, so that corners close."""
    left, top, right, bottom = rule.box
    along = (_JOINT, 0.0) if rule.is_level else (0.0, _JOINT)
    return (
        round((left - along[0]) * _DOTS),
        round((top - along[1]) * _DOTS),
        round((right + along[0]) * _DOTS),
        round((bottom + along[1]) * _DOTS),
    )


def _closed(stats: Sequence[int], size: tuple[float, float]) -> Box | None:
    left, top, wide, tall, area = (int(each) for each in stats)
    if area < _FILLS * wide * tall:
        return None
    box = (
        left / _DOTS,
        top / _DOTS,
        (left + wide) / _DOTS,
        (top + tall) / _DOTS,
    )
    if wide < _LEAST_WIDE * _DOTS or tall < _LEAST_TALL * _DOTS:
        return None
    is_frame = wide * tall > _MOST * size[0] * size[1] * _DOTS**2
    return None if is_frame else box


def holds(box: Box, point: tuple[float, float]) -> bool:
    """Whether a point stands in a box."""
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def middle_of(box: Box) -> tuple[float, float]:
    """Return the centre of a box."""
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def share_of_height(one: Box, other: Box) -> float:
    """Return how much of the lower box's height both boxes share, 0 to 1."""
    shared = min(one[3], other[3]) - max(one[1], other[1])
    least = min(one[3] - one[1], other[3] - other[1])
    return max(shared, 0.0) / least if least else 0.0
