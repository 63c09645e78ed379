"""Labels and answers in lines of Word text, boxes and ticks among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.reading.word.answers import said_by, tells_to_delete
from toolkit.reading.word.labels import Pair, pairs_in
from toolkit.reading.word.ticks import (
    Box,
    Custom,
    Option,
    boxes_in,
    options_of,
    tidied,
)
from toolkit.reading.word.words import HOLDER, Words

_LONGEST_QUESTION = 250


@dataclass(frozen=True, slots=True)
class Entry:
    """A label and what was answered; for marks held elsewhere, only their label."""

    label: str
    text: str = ""
    is_tick: bool = False
    tick: bool | None = None
    is_picture: bool = False
    ask: bool = False
    holders: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """Where some lines stand and what is asked there.

    `prefix` is the label of a group they are in; `question` what is asked of boxes
    beside, `is_beside` whether it stands beside them and not above.
    """

    custom: Custom
    in_cell: bool = False
    prefix: str = ""
    question: str = ""
    is_beside: bool = False


def joined(*parts: str) -> str:
    """Return the label of something in a group: `group: label`, without empty parts."""
    return ": ".join(part for part in parts if part)


def answered(
    label: str, answer: Sequence[Words], *, ask: bool = False, told: bool = False
) -> Entry:
    """Return what an answer's lines say under a label.

    Where a control or a field stands among them the answer is that mark's, and the
    label too.
    """
    holders = tuple(number for line in answer for number in line.holders)
    if holders:
        beside = said_by([line.without_holders() for line in answer]).text
        return Entry(label, beside, holders=holders)
    said = said_by(answer, told=told or tells_to_delete(label))
    if not said.text and any(line.has_picture for line in answer):
        return Entry(label, "picture", is_picture=True, ask=True)
    # A cross alone is a tick to some and a no to others.
    is_cross = said.text in {"x", "X", "×"}
    return Entry(label, said.text, ask=ask or said.ask or is_cross)


def entries_in(lines: Sequence[Words], setting: Setting) -> Iterator[Entry]:
    """Yield the labels of some lines with their answers, in order."""
    at = 0
    question = setting.question
    is_beside = setting.is_beside
    while at < len(lines):
        line = lines[at]
        if not line.text.strip():
            at += 1
            continue
        if boxes_in(line):
            end = _end_of_boxes(lines, at)
            asked = question if setting.in_cell or _asks(lines, at) else ""
            yield from ticked(lines[at:end], setting, asked, is_beside=is_beside)
            at = end
            continue
        pairs = [] if line.is_heading else pairs_in(line)
        end = at + 1
        if not pairs and setting.in_cell:
            pairs, end = _bold_pair(lines, at)
        elif pairs and pairs[-1].is_open:
            end = _take_below(pairs, lines, at, setting)
        yield from (_entry(pair, setting) for pair in pairs)
        question, is_beside = _question_of(line, setting), False
        at = end


def _entry(pair: Pair, setting: Setting) -> Entry:
    return answered(joined(setting.prefix, pair.label), pair.answer, ask=pair.ask)


def _question_of(line: Words, setting: Setting) -> str:
    """Return the question a line asks of the boxes below it."""
    text = tidied(line.text)
    if len(text) > _LONGEST_QUESTION:
        return setting.question
    return joined(setting.question if setting.is_beside else "", text)


def _asks(lines: Sequence[Words], at: int) -> bool:
    """Whether the nearest line above asks something, to judge by its looks."""
    above = (lines[i] for i in range(at - 1, -1, -1) if lines[i].text.strip())
    line = next(above, None)
    if line is None:
        return True
    return (
        line.is_heading or line.is_bold or line.text.rstrip(" *").endswith((":", "?"))
    )


# --- answers below their label ------------------------------------------------------


def _take_below(
    pairs: list[Pair], lines: Sequence[Words], at: int, setting: Setting
) -> int:
    """Give the line's last label the answer below it, if any; return the next line.

    A label above boxes is their question and no pair of its own.
    """
    start = at + 1
    if start < len(lines) and not lines[start].text.strip():
        start += 1
    if start < len(lines) and boxes_in(lines[start]):
        pairs.pop()
        return at + 1
    end = start
    while end < len(lines) and _is_plain(lines[end], lines[at]):
        end += 1
    if end == start:
        return at + 1
    pairs[-1].answer = list(lines[start:end])
    # In running text the paragraph below may belong to nothing, and so may the line
    # below the last of several labels in a cell.
    is_first = len(pairs) == 1 and not any(line.text.strip() for line in lines[:at])
    pairs[-1].ask |= not (setting.in_cell and is_first)
    return end


def _is_plain(line: Words, label: Words) -> bool:
    """Whether a line can be an answer to the label above it."""
    if not line.text.strip() or line.is_heading or boxes_in(line):
        return False
    if line.is_bold and not line.is_prompt and label.is_bold:
        return False
    return not pairs_in(line)


def _bold_pair(lines: Sequence[Words], at: int) -> tuple[list[Pair], int]:
    """Return a bold line of a cell as label of the lines below that are not bold."""
    label = lines[at]
    end = at + 1
    while end < len(lines) and not lines[end].is_bold and not boxes_in(lines[end]):
        end += 1
    below = lines[at + 1 : end]
    if not label.is_bold or not any(line.text.strip() for line in below):
        return [], at + 1
    return [Pair(tidied(label.text), list(below))], end


# --- boxes --------------------------------------------------------------------------


def _end_of_boxes(lines: Sequence[Words], at: int) -> int:
    """Return where the lines with boxes end; one blank line between them may stand."""
    end = at + 1
    while end < len(lines):
        ahead = end + (not lines[end].text.strip())
        if ahead >= len(lines) or not boxes_in(lines[ahead]):
            break
        end = ahead + 1
    return end


def ticked(
    lines: Sequence[Words], setting: Setting, question: str, *, is_beside: bool
) -> Iterator[Entry]:
    """Yield the boxes of lines that belong together, and what is written behind them.

    The question is part of the label where there are several boxes, or where it stands
    beside them.
    """
    found = [(line, boxes_in(line)) for line in lines if boxes_in(line)]
    group: list[Box] = [box for _, boxes in found for box in boxes]
    for line, boxes in found:
        options = options_of(line, boxes, group, setting.custom)
        for option in options:
            named = is_beside or len(group) > 1 or not option.label
            asked = joined(
                question if named else "",
                option.question if option.question != question else "",
            )
            label = joined(setting.prefix, asked, option.label) or "tick box"
            unnamed = not option.label and (len(boxes) > 1 or not asked)
            yield _tick(option, label, ask=unnamed or _is_marked_otherwise(line))
            if option.rest and HOLDER not in option.rest:
                yield Entry(label, option.rest, ask=True)
        yield from _held_behind(line, boxes, options)


def _is_marked_otherwise(line: Words) -> bool:
    """Whether some of a line's words are struck out or highlighted, and some are not.

    Then the boxes may not be how the sender answered.
    """
    said = [piece.look for piece in line.pieces if any(map(str.isalnum, piece.text))]
    return len({(look.struck, look.marked) for look in said}) > 1


def _tick(option: Option, label: str, *, ask: bool) -> Entry:
    if option.holder is not None:
        return Entry(label, holders=(option.holder,))
    return Entry(label, is_tick=True, tick=option.tick, ask=ask or option.ask)


def _held_behind(
    line: Words, boxes: Sequence[Box], options: Sequence[Option]
) -> Iterator[Entry]:
    """Yield the label of controls and fields that stand behind a line's boxes."""
    ticks = {box.holder for box in boxes}
    others = tuple(number for number in line.holders if number not in ticks)
    if others and options:
        yield Entry(options[-1].label or options[-1].question, holders=others)
