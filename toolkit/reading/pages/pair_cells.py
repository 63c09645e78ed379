"""Labels and answers in boxes: rows of a table, and boxes with a label outside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from toolkit.model import Box
from toolkit.reading.pages.label_words import are_heads, is_label_words
from toolkit.reading.pages.layout import (
    Cell,
    Rule,
    Segment,
    ends_as_label,
    holds,
    label_lines,
    middle_of,
    share_of_height,
    whole_label,
)
from toolkit.reading.pages.pair import Drawn, Pair, is_label, label_text
from toolkit.reading.pages.pair_lines import pairs_in_lines
from toolkit.reading.pages.words import around

_SAME = 3.0  # points by which edges of one row or column may differ
_JOINED = 8.0  # points between cells that are still neighbours
_ONE_LETTER = 26.0  # points: a box as wide holds one letter
_FEWEST_LETTERS = 4
_ABOVE, _BESIDE = 16.0, 60.0  # points from a box to its label outside
_FAR = 250.0  # points to a label that is most likely the box's own, but may not be
_FEW_WORDS = 9  # of a label; more are a sentence
_LONGEST = 300  # letters of a label that a person wants to see
_LONG_ROW = 3
_ROW_AND_HEAD = " / "


def rows_of(cells: Sequence[Cell]) -> list[list[Cell]]:
    """Return cells as rows from the top, each of neighbours from the left."""
    rows: list[list[Cell]] = []
    for cell in sorted(cells, key=lambda c: (c.box[1], c.box[0])):
        row = next((r for r in rows if _goes_on(r[-1].box, cell.box)), None)
        if row is None:
            rows.append([cell])
        else:
            row.append(cell)
    return [_letters_joined(row) for row in rows]


def _goes_on(before: Box, after: Box) -> bool:
    """Whether a cell is the next one of a row: as tall, and right beside."""
    return (
        abs(before[1] - after[1]) < _SAME
        and abs(before[3] - after[3]) < _SAME
        and -_SAME < after[0] - before[2] < _JOINED
    )


def _letters_joined(row: list[Cell]) -> list[Cell]:
    """Return a row with runs of boxes for one letter each made one cell."""
    joined: list[Cell] = []
    run: list[Cell] = []
    for cell in [*row, None]:
        narrow = cell is not None and cell.box[2] - cell.box[0] <= _ONE_LETTER
        if narrow and cell is not None and len(cell.text) <= 2 and not cell.ticks:
            run.append(cell)
            continue
        joined += [_one(run)] if len(run) >= _FEWEST_LETTERS else run
        run = []
        if cell is not None:
            joined.append(cell)
    return joined


def _one(run: Sequence[Cell]) -> Cell:
    """Return boxes of one letter each as one cell; its letters are one word."""
    words = [w for c in run for line in c.lines for s in line for w in s.words]
    box = around([cell.box for cell in run])
    if not words:
        return Cell(box)
    whole = replace(
        words[0],
        text="".join(w.text for w in words),
        box=around([w.box for w in words]),
        confidence=min(w.confidence for w in words),
    )
    return Cell(box, ((Segment((whole,)),),))


# --- tables -------------------------------------------------------------------------


def pairs_in_rows(rows: Sequence[Sequence[Cell]], drawn: Drawn) -> Iterator[Pair]:
    """Yield the pairs of rows of at least two cells, from the top."""
    header: Sequence[Cell] = ()
    for before, row in pairwise([(), *rows]):
        if len(row) < 2:
            header = ()
            continue
        if not header and _is_header(before, row):
            header = before
        if header and _same_columns(header, row):
            yield from _under(header, row, drawn)
            continue
        header = ()
        following = _next_row(rows, row)
        if not _is_header(row, following):
            yield from _across(row, drawn, heads_over(row, rows))


def _next_row(rows: Sequence[Sequence[Cell]], row: Sequence[Cell]) -> Sequence[Cell]:
    at = next(n for n, each in enumerate(rows) if each is row)
    return rows[at + 1] if at + 1 < len(rows) else ()


def _is_header(row: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether a row heads the columns of the one below it.

    All its cells have words, none of them a `label:`, and the row right under it has
    the same columns. Two columns could also be labels and answers; they have a head
    when the first cell of the row below is still empty.
    """
    return (
        _same_columns(row, below)
        and abs(row[0].box[3] - below[0].box[1]) < _JOINED
        and all(_is_plain_label(cell) for cell in row[1:])
        and (_is_plain_label(row[0]) or _is_corner(row[0], below))
        and not any(ends_as_label(cell.text) for cell in row)
        and (len(row) >= _LONG_ROW or _heads_two(row, below[0].text))
    )


def _heads_two(row: Sequence[Cell], below: str) -> bool:
    """Whether a row heads two columns, by what the cell under its first one says."""
    is_answer = bool(below) and not is_label_words(below)
    return not below or (is_answer and are_heads(row[0].text, row[1].text))


def _is_corner(first: Cell, below: Sequence[Cell]) -> bool:
    """Whether an empty cell is the corner of a table whose rows have names."""
    is_table = len(below) >= _LONG_ROW and _is_plain_label(below[0])
    return is_table and not (first.text or first.ticks)


def _is_plain_label(cell: Cell) -> bool:
    return is_label(" ".join(cell.text.split())) and not cell.ticks


def _same_columns(row: Sequence[Cell], below: Sequence[Cell]) -> bool:
    return len(row) == len(below) and all(
        abs(one.box[0] - other.box[0]) < _SAME
        for one, other in zip(row, below, strict=True)
    )


def _under(header: Sequence[Cell], row: Sequence[Cell], drawn: Drawn) -> Iterator[Pair]:
    """Yield each cell of a row with the head of its column; its row may matter too.

    Where nothing heads the first column, it names the rows, and both name the answer.
    """
    first = label_text(" ".join(row[0].text.split()))
    if header[0].text or not first:
        for head, cell in zip(header, row, strict=True):
            yield from _answer(head, cell, drawn, ask=True)
        return
    for head, cell in zip(header[1:], row[1:], strict=True):
        for pair in _answer(head, cell, drawn, ask=True):
            label = f"{first}{_ROW_AND_HEAD}{pair.label}"
            yield replace(pair, label=label, at=cell.box)


def heads_over(row: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> Sequence[Cell]:
    """Return the nearest row above that has a cell with words over each of this one."""
    above = [
        other
        for other in rows
        if len(other) > 1
        and other[0].box[3] < row[0].box[1] + _SAME
        and abs(other[0].box[0] - row[0].box[0]) < _SAME
        and abs(other[-1].box[2] - row[-1].box[2]) < _SAME
        and all(_is_plain_label(cell) for cell in other[1:])
    ]
    return above[-1] if above else ()


def _head_of(cell: Cell, heads: Sequence[Cell]) -> str:
    """Return the words of the head that a cell stands under, or empty."""
    left, _, right, _ = cell.box
    over = (h for h in heads if h.box[0] - _SAME < left and right < h.box[2] + _SAME)
    return next((label_text(" ".join(h.text.split())) for h in over), "")


def _across(
    row: Sequence[Cell], drawn: Drawn, heads: Sequence[Cell] = ()
) -> Iterator[Pair]:
    """Yield the pairs of a row that reads label, answer, label, answer.

    What is left at its end without an answer of its own answers the head of its column,
    where the table has one.
    """
    if len(row) == 2 and _is_whole_label(*row):
        yield from _answer(row[0], row[1], drawn, ask=True)
        return
    waiting: Cell | None = None
    asks = len(row) > 2 and not any(ends_as_label(c.text) for c in row if c.text)
    for cell in row:
        own = [*_own_pairs(cell, drawn)] if waiting is None else []
        if own:
            yield from own
        elif waiting is not None:
            yield from _answer(waiting, cell, drawn, ask=asks)
            waiting = None
        elif _is_plain_label(cell):
            waiting = cell
        elif cell.text or cell.ticks:
            yield from pairs_in_lines(cell.lines, _drawn(cell, drawn))
    if waiting is None or waiting is row[0] or not (head := _head_of(waiting, heads)):
        return
    first = label_text(" ".join(row[0].text.split()))
    label = f"{first}{_ROW_AND_HEAD}{head}" if first else head
    yield Pair(label, waiting.text, waiting.box, waiting.box, ask=True)


def _is_whole_label(first: Cell, second: Cell) -> bool:
    """Whether a cell that looks like `label: answer` is the label of the one beside it.

    “English: working at” is, where the cell beside it says something and is no label.
    """
    said = " ".join(first.text.split())
    is_one_line = ":" in said and not said.endswith(":") and not first.ticks
    answered = bool(second.text or second.ticks) and ":" not in second.text
    return is_one_line and answered and is_label(said.replace(":", " "))


def _own_pairs(cell: Cell, drawn: Drawn) -> Iterator[Pair]:
    """Yield the pairs of a cell that says both, label and answer or options."""
    if not cell.text:
        return
    for pair in pairs_in_lines(cell.lines, _drawn(cell, drawn)):
        if pair.options or pair.text:
            yield pair


def _drawn(cell: Cell, drawn: Drawn) -> Drawn:
    rules = tuple(r for r in drawn.rules if holds(cell.box, middle_of(r.box)))
    rings = tuple(r for r in drawn.rings if holds(cell.box, middle_of(r.box)))
    return Drawn(cell.ticks, rules, rings)


def _answer(label: Cell, cell: Cell, drawn: Drawn, *, ask: bool) -> Iterator[Pair]:
    """Yield what a cell answers to the label in another one."""
    asked = label_text(" ".join(label.text.split()))
    inside = [*pairs_in_lines(cell.lines, _drawn(cell, drawn), asked)]
    if any(pair.options for pair in inside):
        for pair in inside:
            yield replace(pair, label=pair.label or asked, ask=pair.ask or ask)
        return
    yield Pair(
        label=asked,
        text=cell.text,
        box=cell.box,
        at=label.box,
        ask=ask or cell.is_doubtful or any(pair.label for pair in inside),
        confidence=min(label.confidence, cell.confidence),
    )
    for pair in inside:
        if pair.label and pair.text:
            yield replace(pair, ask=True)


# --- boxes with a label outside -----------------------------------------------------


def pairs_beside(
    cells: Sequence[Cell], lines: Sequence[Sequence[Segment]], drawn: Drawn
) -> tuple[list[Pair], set[int]]:
    """Return the pairs of boxes that stand alone, and the segments that label them.

    A label stands to the left of its box or right above it; when words do both, or two
    boxes have one label, the pair asks. Segments are told by their `id`.
    """
    found, used = [], []
    for cell in cells:
        label, ask, own = _label_of(cell, lines, drawn.rules)
        if label:
            at = around([s.box for s in own])
            text = cell.text
            sure = min([cell.confidence, *(s.confidence for s in own)])
            options = pairs_in_lines(cell.lines, _drawn(cell, drawn), label)
            if any(pair.options for pair in options):
                found += [replace(o, at=at, ask=o.ask or ask) for o in options]
            else:
                ask = ask or cell.is_doubtful
                found.append(Pair(label, text, cell.box, at, (), ask, sure))
            used.append(frozenset(id(s) for s in own))
        elif cell.text or cell.ticks:
            found += _inside(cell, drawn)
    return found, {each for own in used for each in own}


def _inside(cell: Cell, drawn: Drawn) -> Iterator[Pair]:
    """Yield the pairs of a box without a label outside; its first line may be one."""
    pairs = [p for p in pairs_in_lines(cell.lines, _drawn(cell, drawn)) if p.label]
    if pairs:
        yield from pairs
        return
    first, *rest = cell.text.split("\n")
    if rest and len(rest) < 9 and is_label(first) and not cell.ticks:
        at = around([s.box for s in cell.lines[0]])
        text = "\n".join(rest)
        yield Pair(
            label_text(first),
            text,
            cell.box,
            at,
            (),
            ask=True,
            confidence=cell.confidence,
        )


def _label_of(
    cell: Cell, lines: Sequence[Sequence[Segment]], rules: Sequence[Rule]
) -> tuple[str, bool, list[Segment]]:
    """Return a box's label outside it, whether that is doubtful, and its segments."""
    left = _left_of(cell, lines)
    above = _above(cell.box, lines, rules)
    if left is not None:
        block = label_lines(left, lines)
        whole = " ".join(each.text for each in block)
        own, said = ([*block], whole) if len(whole) < _LONGEST else ([left], left.text)
        if ends_as_label(said) or not above:
            far = _gap(left, cell.box) > _reach(left)
            return label_text(said), bool(above) or far or not is_label(whole), own
    if above:
        return label_text(_first_size(above)), left is not None, above
    return "", False, []


def _left_of(cell: Cell, lines: Sequence[Sequence[Segment]]) -> Segment | None:
    """Return the words to the left of a box; far ones only where it has none inside."""
    box = cell.box
    near = [
        segment
        for line in lines
        for segment in line
        if not segment.leader
        and share_of_height(segment.box, box) > 0.6
        and -2 <= _gap(segment, box) < _FAR
        and is_label(segment.text)
    ]
    nearest = max(near, key=lambda s: s.box[2], default=None)
    if nearest is None or _gap(nearest, box) < _reach(nearest) or not cell.text:
        return nearest
    # Words in a box that stands apart from a sentence have their label elsewhere.
    whole = whole_label(nearest, lines)
    is_sentence = whole.endswith(".") or len(whole.split()) > _FEW_WORDS
    return None if is_sentence else nearest


def _gap(segment: Segment, box: Box) -> float:
    return box[0] - segment.box[2]


def _reach(segment: Segment) -> float:
    return 3 * _BESIDE if ends_as_label(segment.text) else _BESIDE


def _above(
    box: Box, lines: Sequence[Sequence[Segment]], rules: Sequence[Rule]
) -> list[Segment]:
    """Return the lines right above a box, the topmost first: its label and hints.

    A heading, larger or underlined, is none of them.
    """
    found: list[Segment] = []
    edge = box[1]
    for line in reversed(lines):
        for segment in line:
            left, top, _, bottom = segment.box
            gap = edge - bottom
            near = -2 <= gap < (_ABOVE if not found else 0.5 * (bottom - top))
            inside = box[0] - 8 <= left < box[2] and not segment.leader
            inside = inside and abs(left - box[0]) < 0.5 * (box[2] - box[0]) + 8
            if near and inside and not _heads(segment, found, rules):
                found.insert(0, segment)
                edge = top
                break
    text = " ".join(s.text for s in found)
    return found if found and (is_label(found[0].text) or is_label(text)) else []


def _heads(segment: Segment, block: Sequence[Segment], rules: Sequence[Rule]) -> bool:
    """Whether words are a heading over a label rather than a part of it."""
    if not block:
        return False
    tallest = max(s.box[3] - s.box[1] for s in block)
    if segment.box[3] - segment.box[1] > 1.25 * tallest:
        return True
    left, _, right, bottom = segment.box
    return any(
        rule.is_level
        and bottom - 3 < rule.box[1] < block[0].box[1] + 3
        and min(rule.box[2], right) - max(rule.box[0], left) > 0.5 * (right - left)
        for rule in rules
    )


def _first_size(block: Sequence[Segment]) -> str:
    """Return the words of a label without the smaller print of its hint."""
    tall = max(s.words[0].height for s in block)
    big = [s for s in block if s.words[0].height > 0.93 * tall]
    return " ".join(s.text for s in (big or block))
