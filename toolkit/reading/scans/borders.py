"""Telling the lines of a scanned form from its words, where each is taken for both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.model import Box
from toolkit.reading.pages.layout import Rule, TickBox
from toolkit.reading.pages.words import Word, around

_MIDDLE = (0.2, 0.85)  # of a word's height; a line to write on is lower
_COVERED = 0.6  # of a line by words, for it to be their letters
_GAP = 10.0  # points that a blurred line may end before the one it meets
_BREAK, _STEP = 6.0, 1.5  # points between the pieces of one line, along and across
_MISS = 3.0  # points by which it may pass or miss that one's end
_NEAR = 3.0  # points between a line and a sign that is its picture
_SIGNS = "|[](){}!/\\_—-‘'`.,:;"
_BORDERS = "|[({"
_STROKES = frozenset({"l", "I", "1", "i", "J", "L", "T", "t", "O", "o", "0", "C", "D"})
_ENDS = "|])}"


def lines_apart(rules: Sequence[Rule], words: Sequence[Word]) -> tuple[Rule, ...]:
    """Return the lines without those that are the letters of words run together.

    Args:
        rules: The lines of one page.
        words: Its words.
    """
    return tuple(r for r in rules if not (r.is_level and _is_letters(r.box, words)))


def _is_letters(line: Box, words: Sequence[Word]) -> bool:
    at = (line[1] + line[3]) / 2
    high, low = _MIDDLE
    covered = sum(
        max(min(line[2], word.box[2]) - max(line[0], word.box[0]), 0.0)
        for word in words
        if word.box[1] + high * word.height < at < word.box[1] + low * word.height
    )
    return covered > _COVERED * (line[2] - line[0])


def lines_joined(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Return the lines of one page, those that end just before another drawn on to it.

    A scanner blurs and breaks fine lines, mostly where they meet; the pieces of one
    line become one.
    """
    level = _whole([rule for rule in rules if rule.is_level])
    upright = [rule for rule in rules if not rule.is_level]
    return (
        *(replace(rule, box=_drawn_on(rule.box, upright)) for rule in level),
        *(replace(r, box=_turned(_drawn_on(_turned(r.box), level))) for r in upright),
    )


def _whole(level: Sequence[Rule]) -> list[Rule]:
    """Return level lines, the pieces of a line that slopes or is broken made one."""
    found: list[Rule] = []
    for rule in sorted(level, key=lambda r: r.box[0]):
        at = next((n for n, r in enumerate(found) if _goes_on(r.box, rule.box)), None)
        if at is None:
            found.append(rule)
        else:
            found[at] = replace(rule, box=around([found[at].box, rule.box]))
    return found


def _goes_on(before: Box, after: Box) -> bool:
    is_next = -_MISS < after[0] - before[2] < _BREAK
    return is_next and abs(after[1] - before[1]) < _STEP and after[2] > before[2]


def _drawn_on(line: Box, others: Sequence[Rule]) -> Box:
    """Return a level line that reaches the lines across it, near its ends."""
    left, top, right, bottom = line
    at = (top + bottom) / 2
    for other in others:
        x0, y0, x1, y1 = _turned(other.box) if other.is_level else other.box
        if y0 - _MISS <= at <= y1 + _MISS:
            left = x0 if 0 < left - x1 < _GAP else left
            right = x1 if 0 < x0 - right < _GAP else right
    return (left, top, right, bottom)


def _turned(box: Box) -> Box:
    return (box[1], box[0], box[3], box[2])


def words_apart(
    words: Sequence[Word], rules: Sequence[Rule], ticks: Sequence[TickBox]
) -> tuple[Word, ...]:
    """Return the words without the signs that lines and tick boxes were read as.

    Args:
        words: The words of one page.
        rules: Its lines.
        ticks: Its boxes to tick; what is in one is no word.
    """
    upright = [rule.box for rule in rules if not rule.is_level]
    return tuple(kept for word in words for kept in _apart(word, upright, ticks))


def _apart(
    word: Word, upright: Sequence[Box], ticks: Sequence[TickBox]
) -> Iterator[Word]:
    if len(word.text) <= 3 and any(_is_at(word.middle, t.box) for t in ticks):
        return
    left = any(_runs_along(line, word.box[0], word.box) for line in upright)
    right = any(_runs_along(line, word.box[2], word.box) for line in upright)
    text = word.text
    if (left or right) and (text in _STROKES or not text.strip(_SIGNS)):
        narrow = word.box[2] - word.box[0] < 2 * _NEAR
        if narrow or not text.strip(_SIGNS):
            return
    if left and len(text) > 2 and text[0] in _BORDERS and not _closes(text):
        text = text[1:]
    if right and len(text) > 2 and text[-1] in _ENDS and not _opens(text):
        text = text[:-1]
    yield word if text == word.text else replace(word, text=text)


def _closes(text: str) -> bool:
    """Whether a bracket that begins a word is closed in it."""
    return text[0] != "|" and any(sign in text for sign in ")]}")


def _opens(text: str) -> bool:
    return text[-1] != "|" and any(sign in text for sign in "([{")


def _is_at(point: tuple[float, float], box: Box) -> bool:
    left, top, right, bottom = box
    across = left - _NEAR <= point[0] <= right + _NEAR
    return across and top - _NEAR <= point[1] <= bottom + _NEAR


def _runs_along(line: Box, at: float, word: Box) -> bool:
    """Whether an upright line stands at one end of a word."""
    near = line[0] - _NEAR <= at <= line[2] + _NEAR
    shared = min(line[3], word[3]) - max(line[1], word[1])
    return near and shared > 0.3 * (word[3] - word[1])
