"""Answers that a page itself tells from its print: laid on it, or on lines to write on.

A program that flattens a form lays each field's appearance on the page as a drawing of
its own, which says where an answer begins and ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from toolkit.model import Box
from toolkit.reading.pages.layout import (
    Rule,
    Segment,
    holds,
    lines_of,
    share_of_height,
)
from toolkit.reading.pages.words import Word, around

_FEWEST_PRINTED = 3  # words of the page itself, for it to be a form that was filled in
_LEAST_LINE = 40.0  # points of a line to write on
_UNDERLINES = 12.0  # points by which such a line is longer than what stands on it
_MOST_UNDER = 2  # printed words under an answer, such as the sign of a currency
_COMB = 4  # letters apart from each other, for them to be one to a box
_NEAR = 4.0  # points by which an answer may miss its line
_SAME = 3.0  # points by which a line and the side of a box may differ


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer laid on a page, from the top line to the last."""

    lines: tuple[tuple[Segment, ...], ...] = field(repr=False)

    @property
    def words(self) -> tuple[Word, ...]:
        """Its words in order of reading."""
        return tuple(w for line in self.lines for s in line for w in s.words)

    @property
    def text(self) -> str:
        """Its lines, one below the other."""
        return "\n".join(" ".join(s.text for s in line) for line in self.lines)

    @property
    def box(self) -> Box:
        """The box round its words."""
        return around([word.box for word in self.words])

    @property
    def start(self) -> tuple[float, float]:
        """The centre of its first word; what comes after it may be cut off in view."""
        return self.words[0].middle


def with_entries_out(words: Sequence[Word]) -> tuple[list[Word], tuple[Entry, ...]]:
    """Return the words of the page itself, and what was laid on it.

    A drawing that several printed words run through is no answer but a part of the
    page; and a page that has hardly a word of its own is drawn whole, not filled in.

    Args:
        words: The words of one page.
    """
    groups: dict[int, list[Word]] = {}
    for word in words:
        groups.setdefault(word.entry, []).append(word)
    own = groups.pop(0, [])
    if len(own) < _FEWEST_PRINTED:
        return list(words), ()
    printed = [*own]
    entries = []
    for group in groups.values():
        entry = Entry(lines_of(_spelt(group)))
        under = [w for w in own if len(w.text) > 1 and holds(entry.box, w.middle)]
        if len(under) > _MOST_UNDER:
            printed += group
        else:
            entries.append(entry)
    return printed, tuple(sorted(entries, key=lambda e: (e.box[1], e.box[0])))


def with_lines_out(
    words: Sequence[Word], rules: Sequence[Rule], boxes: Sequence[Box]
) -> tuple[list[Word], tuple[Entry, ...]]:
    """Return words without those that stand on a line to write on, and those.

    A line under a heading is hardly longer than its words, one in a table is the side
    of a box, and one under several columns parts the rows of a table.

    Args:
        words: The words of one page.
        rules: Its lines.
        boxes: The boxes that its lines make.
    """
    left = list(words)
    entries = []
    for rule in rules:
        line = rule.box
        if not rule.is_level or line[2] - line[0] < _LEAST_LINE:
            continue
        if any(_is_side(line, box) for box in boxes):
            continue
        on = lines_of(word for word in left if _stands_on(word, line))
        if len(on) != 1 or len(on[0]) != 1 or on[0][0].leader:
            continue
        entry = Entry(on)
        room = line[2] - line[0] - (entry.box[2] - entry.box[0])
        if room > _UNDERLINES and _is_beside_label(entry, line, left):
            entries.append(entry)
            left = [word for word in left if word not in entry.words]
    return left, tuple(entries)


def _is_side(line: Box, box: Box) -> bool:
    near = min(abs(line[1] - box[1]), abs(line[3] - box[3])) < _SAME
    return near and min(line[2], box[2]) - max(line[0], box[0]) > _SAME


def _stands_on(word: Word, line: Box) -> bool:
    left, _, right, bottom = word.box
    low, high = -0.4 * word.height, 0.75 * word.height
    inside = line[0] - _NEAR <= left and right <= line[2] + _NEAR
    return inside and low < line[1] - bottom < high


def _is_beside_label(entry: Entry, line: Box, words: Sequence[Word]) -> bool:
    """Whether words end where a line begins, or stand in small print below it."""
    first = entry.words[0]
    return any(
        (
            share_of_height(word.box, first.box) > 0.5
            and -_NEAR <= line[0] - word.box[2] < 2 * first.height
        )
        or (
            0 <= word.box[1] - line[3] + _NEAR < 0.8 * first.height
            and line[0] - _NEAR <= word.box[0] < line[2]
            and word.height < 0.95 * first.height
        )
        for word in words
        if word not in entry.words
    )


def _spelt(words: Sequence[Word]) -> Sequence[Word]:
    """Return the words of one answer; letters in a box each are one word.

    Where a box was left free between two of them, a new word begins.
    """
    if len(words) < _COMB or any(len(word.text) > 1 for word in words):
        return words
    row = sorted(words, key=lambda w: w.box[0])
    steps = [b.middle[0] - a.middle[0] for a, b in pairwise(row)]
    if any(step <= 0 for step in steps) or max(w.middle[1] for w in row) - min(
        w.middle[1] for w in row
    ) > min(w.height for w in row):
        return words
    runs = [[row[0]]]
    for word, step in zip(row[1:], steps, strict=True):
        runs = (
            [*runs, [word]]
            if step > 1.5 * min(steps)
            else [*runs[:-1], [*runs[-1], word]]
        )
    return [
        replace(
            run[0],
            text="".join(w.text for w in run),
            box=around([w.box for w in run]),
            confidence=min(w.confidence for w in run),
        )
        for run in runs
    ]
