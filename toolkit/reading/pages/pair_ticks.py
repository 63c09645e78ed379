"""Tick boxes, their printed answers and the question they answer, on one page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from toolkit.model import Box
from toolkit.reading.pages.layout import Ring, Rule, Segment, TickBox, share_of_height
from toolkit.reading.pages.words import Word, around

# Letters that are drawn as boxes, by themselves and in the fonts of signs.
_BOXES = frozenset("☐❏❑❒\uf06f\uf0a8\uf071\uf072☑☒\uf0fe\uf0fd\uf052\uf054\uf053")
_TICKED = frozenset("☑☒✓✔✗✘✕✖■●◉\uf0fc\uf0fb\uf0fe\uf0fd\uf052\uf054\uf053")
# Letters that also begin the lines of a list: boxes only beside their empty fellows.
_FELLOWS = {
    "■": "□",
    "●": "○",
    "◉": "○",
    **dict.fromkeys("✓✔✗✘✕✖\uf0fc\uf0fb", "□☐❏❑❒\uf06f\uf0a8\uf071\uf072"),
    "○": "●◉",
}
_YES_NO = re.compile(
    r"(?P<first>yes|no|y|n)\s*[/|]\s*(?P<second>no|yes|n|y)"
    r"(?:\s*[/|]\s*(?P<third>n/?a|not known|unknown|don[’']t know|unsure))?\W*",
    re.IGNORECASE,
)
# What stands alone in a drawing laid on the page where a box was ticked.
_LAID = frozenset(_FELLOWS) - {"○"} | _TICKED | frozenset("★◆⬤⚫√")
_STRUCK = 0.6  # of a word's width that a stroke has to cross
_ROW, _TOUCH = 4, 2.5  # boxes, and points between them: room for letters
_REACH = 120.0  # points between a tick box and its words, at most


@dataclass(frozen=True, slots=True)
class Option:
    """One printed answer and whether it is the one chosen."""

    text: str
    tick: bool | None
    box: Box
    confidence: float = 1.0
    ask: bool = False


def with_glyphs_out(words: Sequence[Word]) -> tuple[list[Word], list[TickBox]]:
    """Return words without the letters that are tick boxes, and those as tick boxes.

    Full discs, squares and check marks begin the lines of many lists; they count as
    boxes only where empty ones stand on the same page.
    """
    there = {letter for word in words for letter in word.text}
    signs = _BOXES & there | {"□"} & there
    signs |= {sign for sign, empty in _FELLOWS.items() if there & set(empty)} & there
    if not signs:
        return list(words), []
    cut = re.compile(f"([{re.escape(''.join(sorted(signs)))}])")
    kept, ticks = [], []
    for word in words:
        for piece in _pieces(word, cut):
            if piece.text in signs:
                tick = piece.text in _TICKED
                ticks.append(TickBox(piece.box, piece.page, tick, piece.confidence))
            else:
                kept.append(piece)
    return kept, ticks


def _pieces(word: Word, cut: re.Pattern[str]) -> Iterator[Word]:
    left, top, right, bottom = word.box
    each = (right - left) / max(len(word.text), 1)
    for text in cut.split(word.text):
        if text:
            box = (left, top, left + each * len(text), bottom)
            left = box[2]
            yield replace(word, text=text, box=box)


def with_laid_out(
    words: Sequence[Word], ticks: Sequence[TickBox]
) -> tuple[list[Word], list[TickBox]]:
    """Return words without the signs that tick a box, and the boxes with theirs.

    A sign inside a drawn box is no word; where the box was seen as empty, nobody can
    tell. One that was laid on the page, as a flattened field is, ticks a box that
    nobody drew.
    """
    kept, boxes = [], list(ticks)
    for word in words:
        is_sign = len(word.text) == 1 and word.text in _LAID
        at = next((n for n, t in enumerate(boxes) if _is_in(word.middle, t.box)), None)
        if is_sign and at is not None:
            seen = boxes[at]
            boxes[at] = replace(seen, tick=None) if seen.tick is False else seen
        elif is_sign and word.entry:
            boxes.append(TickBox(word.box, word.page, tick=True))
        else:
            kept.append(word)
    return kept, boxes


def _is_in(point: tuple[float, float], box: Box) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def only_ticks(ticks: Sequence[TickBox], words: Sequence[Word]) -> tuple[TickBox, ...]:
    """Return drawn boxes without those for one letter each.

    Such boxes touch one another in a row, or hold a letter that is no cross.
    """
    return tuple(
        tick
        for tick in ticks
        if _touching(tick, ticks) < _ROW and not _holds_letter(tick, words)
    )


def _touching(tick: TickBox, ticks: Sequence[TickBox]) -> int:
    """Return how many boxes stand in a row without gaps, this one among them."""
    count, edge, back = 1, tick.box[2], tick.box[0]
    row = [t for t in ticks if abs(t.box[1] - tick.box[1]) < 2]
    for other in sorted(row, key=lambda t: t.box[0]):
        if abs(other.box[0] - edge) < _TOUCH:
            count, edge = count + 1, other.box[2]
    for other in sorted(row, key=lambda t: -t.box[0]):
        if abs(other.box[2] - back) < _TOUCH:
            count, back = count + 1, other.box[0]
    return count


def _holds_letter(tick: TickBox, words: Sequence[Word]) -> bool:
    left, top, right, bottom = tick.box
    return any(
        left < word.middle[0] < right
        and top < word.middle[1] < bottom
        and word.text.isalnum()
        and word.text.casefold() not in {"x", "v"}
        for word in words
    )


# --- ticks on one line --------------------------------------------------------------


def options_of(
    line: Sequence[Segment], ticks: Sequence[TickBox]
) -> tuple[tuple[Segment, ...], tuple[Option, ...]]:
    """Return the segments of a line before its options, and its options in order.

    A line that starts with a box has each box before its words, and one that ends with
    a box has it after them. Where words stand at both ends, the words and the gaps say;
    when they do not, every option asks.
    """
    row = sorted(ticks, key=lambda tick: tick.box[0])
    words = sorted((w for s in line for w in s.words), key=lambda w: w.box[0])
    before = [w for w in words if w.box[2] <= row[0].box[0] + 2]
    after = [w for w in words if w.box[0] >= row[-1].box[2] - 2]
    reads_right = bool(after)
    is_sure = True
    if before and after:
        reads_right, is_sure = _boxes_are_first(before, words, row)
    if not reads_right:
        asked, options = _to_the_left(words, row)
    else:
        asked, options = _segment(before), tuple(_to_the_right(words, row))
    if is_sure:
        return asked, options
    return asked, tuple(replace(option, ask=True) for option in options)


def _boxes_are_first(
    before: Sequence[Word], words: Sequence[Word], row: Sequence[TickBox]
) -> tuple[bool, bool]:
    """Return whether boxes stand before their words, and whether that is sure."""
    last = before[-1].text.strip("/|,.()").casefold()
    if last.endswith(("?", ":", "*")):
        return True, True
    if last in {"yes", "no", "n/a", "unknown"}:
        return False, True
    right = sum(_gap(t, [w for w in words if w.box[0] >= t.box[2] - 2]) for t in row)
    left = sum(_gap(t, [w for w in words if w.box[2] <= t.box[0] + 2]) for t in row)
    return right <= left, min(right, left) < 0.5 * max(right, left)


def _gap(tick: TickBox, words: Sequence[Word]) -> float:
    gaps = (max(w.box[0] - tick.box[2], tick.box[0] - w.box[2], 0) for w in words)
    return min(gaps, default=_REACH)


def _to_the_right(words: Sequence[Word], row: Sequence[TickBox]) -> Iterator[Option]:
    ends = [tick.box[0] for tick in row[1:]] + [float("inf")]
    for tick, end in zip(row, ends, strict=True):
        own = [w for w in words if tick.box[2] - 2 <= w.box[0] < end]
        yield _option(tick, _together(own, tick.box[2]))


def _to_the_left(
    words: Sequence[Word], row: Sequence[TickBox]
) -> tuple[tuple[Segment, ...], tuple[Option, ...]]:
    """Return what stands before the options and the options, boxes after their words.

    The first option shares its words with the question: a wide gap or the question's
    own end says where one stops; where nothing does, the option asks.
    """
    starts = [float("-inf")] + [tick.box[2] for tick in row[:-1]]
    options = []
    asked: list[Word] = []
    for tick, start in zip(row, starts, strict=True):
        own = [
            w for w in words if start - 2 <= w.box[0] and w.box[2] <= tick.box[0] + 2
        ]
        ask = False
        if tick is row[0]:
            asked, own, ask = _split_question(own, alone=len(row) == 1)
        options.append(replace(_option(tick, own), ask=ask))
    return _segment(asked), tuple(options)


def _split_question(
    words: Sequence[Word], *, alone: bool
) -> tuple[list[Word], list[Word], bool]:
    """Part a question from the first printed answer after it."""
    if alone:
        return [], list(words), False
    gaps = [
        (after.box[0] - before.box[2], at)
        for at, (before, after) in enumerate(pairwise(words), 1)
    ]
    ends = [at for at, w in enumerate(words[:-1], 1) if w.text.endswith(("?", ":"))]
    wide = max(gaps, default=(0.0, 0))
    at = ends[-1] if ends else wide[1]
    is_sure = bool(ends) or not gaps or wide[0] > 1.2 * words[0].height
    return list(words[:at]), list(words[at:]), not is_sure and len(words) > 1


def _together(words: Sequence[Word], start: float) -> list[Word]:
    """Return the words that go on from a place without a gap like a column's."""
    kept: list[Word] = []
    end = start
    for word in words:
        if word.box[0] - end > (_REACH if not kept else 2.5 * word.height):
            break
        kept.append(word)
        end = word.box[2]
    return kept


def _option(tick: TickBox, words: Sequence[Word]) -> Option:
    text = " ".join(word.text for word in words).strip(" /|")
    sure = min([tick.confidence, *(w.confidence for w in words)])
    return Option(text, tick.tick, tick.box, sure, ask=tick.tick is None or not text)


def _segment(words: Sequence[Word]) -> tuple[Segment, ...]:
    return (Segment(tuple(words)),) if words else ()


# --- YES / NO -----------------------------------------------------------------------


def yes_no_of(
    segment: Segment, rules: Sequence[Rule], rings: Sequence[Ring]
) -> tuple[tuple[Segment, ...], tuple[Option, ...]] | None:
    """Return a printed choice such as YES/NO and what is before it on its line.

    A word with a stroke through it is not meant, one with a ring round it is. Without
    either nothing is chosen, and both are false. Null when the segment ends in no such
    choice.
    """
    words = list(segment.words)
    for at in range(max(0, len(words) - 7), len(words)):
        found = _YES_NO.fullmatch(" ".join(w.text for w in words[at:]))
        if found:
            parts = [part for part in found.groups() if part]
            spelt = _letters(words[at:])
            return _segment(words[:at]), _chosen(parts, spelt, rules, rings)
    return None


def _letters(words: Sequence[Word]) -> list[tuple[str, Box, float]]:
    """Return each letter with the box it about stands in."""
    letters = []
    for word in words:
        left, top, right, bottom = word.box
        wide = (right - left) / len(word.text)
        for at, letter in enumerate(word.text):
            box = (left + wide * at, top, left + wide * (at + 1), bottom)
            letters.append((letter, box, word.confidence))
    return letters


def _chosen(
    parts: Sequence[str],
    letters: Sequence[tuple[str, Box, float]],
    rules: Sequence[Rule],
    rings: Sequence[Ring],
) -> tuple[Option, ...]:
    boxes = []
    at = 0
    for part in parts:
        wanted = len(part.replace(" ", ""))
        while letters[at][0] in "/| ":
            at += 1
        boxes.append(around([box for _, box, _ in letters[at : at + wanted]]))
        at += wanted
    struck = [any(_crosses(rule, box) for rule in rules) for box in boxes]
    ringed = [any(_surrounds(ring, box) for ring in rings) for box in boxes]
    sure = min(each for _, _, each in letters)
    left = [at for at, out in enumerate(struck) if not out]
    chosen = [at for at, ring in enumerate(ringed) if ring]
    if any(struck) and not chosen:
        chosen = left
    marked = any(struck) or any(ringed)
    doubt = marked and (len(chosen) != 1 or any(struck[at] for at in chosen))
    return tuple(
        Option(part, None if doubt else at in chosen, box, sure, ask=doubt)
        for at, (part, box) in enumerate(zip(parts, boxes, strict=True))
    )


def _crosses(rule: Rule, box: Box) -> bool:
    """Whether a stroke goes through a word rather than under it."""
    left, top, right, bottom = rule.box
    tall = box[3] - box[1]
    middle = (top + bottom) / 2
    inside = box[1] + 0.25 * tall < middle < box[3] - 0.2 * tall
    shared = min(right, box[2]) - max(left, box[0])
    return inside and shared > _STRUCK * (box[2] - box[0])


def _surrounds(ring: Ring, box: Box) -> bool:
    """Whether a ring is round a word: it holds its middle and little else."""
    left, top, right, bottom = ring.box
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    fits = right - left < 3 * (box[2] - box[0]) + 20
    return left < x < right and top < y < bottom and fits


def on_line(line: Sequence[Segment], box: Box) -> bool:
    """Whether a tick box stands on the line of these segments."""
    return any(share_of_height(segment.box, box) > 0.5 for segment in line)
