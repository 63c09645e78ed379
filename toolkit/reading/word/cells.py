"""What the cells of a Word table look like: labels, answers, boxes, numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.reading.word.answers import are_choices
from toolkit.reading.word.grid import Cell, Row
from toolkit.reading.word.labels import is_label, pairs_in
from toolkit.reading.word.ticks import boxes_in
from toolkit.reading.word.words import HOLDER


@dataclass(frozen=True, slots=True)
class Habits:
    """What sets labels off in one table; what every cell has sets nothing off.

    `at_left` says that most rows have a label at their left and its answer beside it;
    `answers_off` that answers are set off everywhere, and labels nowhere.
    """

    by_bold: bool
    by_ground: bool
    at_left: bool
    answers_off: bool


def habits_of(rows: Sequence[Row]) -> Habits:
    """Return what sets labels off in a table."""
    cells = [cell for row in rows for cell in row.cells]
    said = [cell for cell in cells if not cell.is_blank]
    is_full = len(said) == len(cells)
    return Habits(
        by_bold=not (is_full and all(cell.is_bold for cell in said)),
        by_ground=not all(cell.is_shaded for cell in cells),
        at_left=_are_at_left(rows),
        answers_off=_are_answers_off(rows),
    )


def _are_at_left(rows: Sequence[Row]) -> bool:
    pairs = [row.cells for row in rows if len(row.cells) == 2]
    labels = [cells for cells in pairs if says(cells[0]) and not has_pairs(cells[0])]
    return len(labels) * 2 > len(pairs)


def _are_answers_off(rows: Sequence[Row]) -> bool:
    pairs = [row.cells for row in rows if len(row.cells) % 2 == 0 and row.cells]
    labels = [cell for cells in pairs for cell in cells[::2]]
    answers = [cell for cells in pairs for cell in cells[1::2] if not cell.is_blank]
    return (
        len(pairs) > 1
        and not any(cell.is_bold or cell.is_shaded for cell in labels)
        and all(cell.is_bold or cell.is_shaded for cell in answers)
    )


def says(cell: Cell) -> bool:
    """Whether a cell's words could be a label; words to choose from are none."""
    if cell.holders or has_boxes(cell) or not is_label(cell.text):
        return False
    said = [line for line in cell.lines if line.text.strip()]
    return len(said) > 1 or not are_choices(said[0])


def has_boxes(cell: Cell) -> bool:
    """Whether there is a box or a tick in a cell."""
    return any(boxes_in(line) for line in cell.lines)


def has_pairs(cell: Cell) -> bool:
    """Whether a cell begins with a label, and something stands behind or below it."""
    said = [line for line in cell.lines if line.text.strip()]
    first = pairs_in(said[0]) if said and not has_boxes(cell) else []
    return bool(first) and (not first[0].is_open or len(said) > 1)


def is_bare(cell: Cell) -> bool:
    """Whether a cell has a box and no words."""
    if not has_boxes(cell):
        return False
    boxes = [box for line in cell.lines for box in boxes_in(line)]
    return len(boxes) == 1 and len(cell.text) <= boxes[0].end - boxes[0].start + 1


def label_of(cell: Cell) -> str:
    """Return a cell's label: its first lines, as far as they look the same."""
    said = [line for line in cell.lines if line.text.replace(HOLDER, "").strip()]
    if not said:
        return ""
    look = said[0].look
    kept = []
    for line in said:
        if (line.look.style, line.look.bold, line.look.italic) != (
            look.style,
            look.bold,
            look.italic,
        ):
            break
        kept.append(line.text)
    return " ".join(" ".join(kept).split())
