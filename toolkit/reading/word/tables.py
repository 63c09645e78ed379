"""Labels and answers in Word tables, whichever way the table was built."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from toolkit.reading.pages.label_words import are_heads
from toolkit.reading.word.cell_answers import (
    answer_in,
    are_crossed,
    crosses_in,
    row_of_boxes,
)
from toolkit.reading.word.cells import (
    Habits,
    habits_of,
    has_boxes,
    has_pairs,
    is_bare,
    label_of,
    says,
)
from toolkit.reading.word.grid import Cell, Row
from toolkit.reading.word.pairs import (
    Entry,
    Setting,
    entries_in,
    joined,
)
from toolkit.reading.word.ticks import Custom

# Headings over a column of questions and one of answers: no labels themselves.
_COLUMN_NAMES = re.compile(
    r"(?:your\s+|the\s+)?(?:questions?|answers?|responses?|repl(?:y|ies)|details?|"
    r"information|items?|fields?|requirements?|to be completed.*|please complete.*)",
    re.IGNORECASE,
)
_NUMBERING = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2})*|[a-zA-Z])[.)]?")
_COLUMNS_SURE = 3  # columns with headings: of two, the left may hold the questions


@dataclass(slots=True)
class _Table:
    """A table being read: how far, under which headings, below which question."""

    rows: Sequence[Row]
    habits: Habits
    setting: Setting
    headings: tuple[Cell, ...] = ()
    is_matrix: bool = False
    asks_left: bool = False
    is_doubtful: bool = False
    at: int = 0

    def is_set_off(self, cell: Cell) -> bool:
        """Whether a cell looks like a label and not like an answer."""
        if not says(cell):
            return False
        if label_of(cell).endswith((":", "?")) or cell.is_styled:
            return True
        by_bold = self.habits.by_bold and cell.is_bold
        return by_bold or (self.habits.by_ground and cell.is_shaded)


def table_entries(rows: Sequence[Row], custom: Custom) -> Iterator[Entry]:
    """Yield the labels of a table with their answers, row by row.

    A row's label stands left of its answer, above it under the table's headings, or in
    the same cell before a colon. Tables inside cells are not read here.
    """
    setting = Setting(custom, in_cell=True)
    state = _Table(rows, habits_of(rows), setting)
    while state.at < len(rows):
        start = state.at
        state.at += 1
        yield from _row(state, rows[start], start)


# --- one row ------------------------------------------------------------------------


def _row(state: _Table, row: Row, at: int) -> Iterator[Entry]:
    cells = row.cells
    if all(cell.is_blank for cell in cells) and not state.headings:
        return
    if _goes_under(state, cells):
        yield from _under_headings(state, cells)
        return
    state.headings = ()
    if _is_heading_row(state, row, at):
        state.headings = cells
        state.is_matrix = _is_matrix(state, at)
        state.asks_left = _are_questions(state, at)
        state.is_doubtful = _is_doubtful(state, at)
        return
    first = cells[0] if cells else None
    if first is not None and first.height > 1 and says(first):
        yield from _spanning(state, first, at)
        return
    yield from _scanned(state, cells, state.setting)


def _goes_under(state: _Table, cells: Sequence[Cell]) -> bool:
    """Whether a row stands under headings: the same columns, no label of its own."""
    if not _same_columns(state.headings, cells):
        return False
    own = [cell for cell in cells if state.is_set_off(cell)]
    return not own or (state.is_matrix and own == [cells[0]])


def _same_columns(above: Sequence[Cell], cells: Sequence[Cell]) -> bool:
    if not above or len(above) != len(cells):
        return False
    pairs = zip(above, cells, strict=True)
    return all((a.column, a.width) == (c.column, c.width) for a, c in pairs)


def _is_heading_row(state: _Table, row: Row, at: int) -> bool:
    """Whether a row's cells are the headings of the columns below.

    Two columns whose left cells are set off below are questions and answers; then only
    a heading that is plainly one is passed over.
    """
    cells = row.cells
    below = state.rows[at + 1].cells if at + 1 < len(state.rows) else ()
    if len(cells) < 2 or not _same_columns(cells, below):
        return False
    said = [cell for cell in cells if not cell.is_blank]
    named = sum(bool(_COLUMN_NAMES.fullmatch(label_of(cell))) for cell in cells)
    if named == len(cells) or (len(cells) == 2 and named and row.repeats):
        return True
    if not all(says(cell) for cell in said) or len(said) < len(cells) - 1:
        return False
    is_corner = cells[0].is_blank and says(below[0])
    if len(cells) > 2 and (is_corner or all(is_bare(cell) for cell in below[1:])):
        return True
    if row.repeats or all(state.is_set_off(cell) for cell in said):
        return _are_answers(state, below)
    return len(cells) >= _COLUMNS_SURE and _are_plain_columns(state, at)


def _are_answers(state: _Table, below: Sequence[Cell]) -> bool:
    """Whether the row below a heading has answers, a label at its left perhaps."""
    rest = below[1:] if len(below) > 2 else below
    return not any(state.is_set_off(cell) for cell in rest)


def _are_plain_columns(state: _Table, at: int) -> bool:
    """Whether nothing is set off in a table of three or more columns from here on.

    Of an even number of columns every other one could hold labels, unless there are
    dates or numbers in it.
    """
    if at or len(state.rows) < 3:
        return False
    first, *rest = (row.cells for row in state.rows)
    if any(cell.is_blank for cell in first):
        return False
    if any(state.is_set_off(cell) for cells in (first, *rest) for cell in cells):
        return False
    left = [cell for cells in rest for cell in cells[::2] if not cell.is_blank]
    return len(first) % 2 == 1 or not all(says(cell) for cell in left)


def _is_matrix(state: _Table, at: int) -> bool:
    """Whether the rows under the headings have labels of their own at their left."""
    if state.headings[0].is_blank:
        return True
    below = state.rows[at + 1].cells
    if has_boxes(below[-1]) and says(below[0]):
        return True
    return len(below) > 2 and state.is_set_off(below[0])


# --- under headings -----------------------------------------------------------------


def _under_headings(state: _Table, cells: Sequence[Cell]) -> Iterator[Entry]:
    if state.asks_left:
        yield from _scanned(state, cells, state.setting)
        return
    headings = [label_of(cell) for cell in state.headings]
    doubtful = state.is_doubtful
    row_label = label_of(cells[0]) if state.is_matrix else ""
    skipped = 1 if state.is_matrix else 0
    if len(cells) > 2 and state.is_matrix and are_crossed(cells[1:]):
        labels = [joined(row_label, heading) for heading in headings[1:]]
        yield from crosses_in(cells[1:], labels)
        return
    for heading, cell in list(zip(headings, cells, strict=True))[skipped:]:
        is_only_box = is_bare(cell) and len(headings) == 2 and row_label
        label = row_label if is_only_box else joined(row_label, heading)
        yield from answer_in(label, cell, state.setting, ask=doubtful)


def _is_doubtful(state: _Table, at: int) -> bool:
    """Whether what looks like headings may be none.

    Over two columns and several rows the left column may hold the questions, whatever
    stands above it.
    """
    if not any(state.is_set_off(cell) for cell in state.headings):
        return True
    further = state.rows[at + 2].cells if at + 2 < len(state.rows) else ()
    return len(state.headings) < _COLUMNS_SURE and _goes_under(state, further)


def _are_questions(state: _Table, at: int) -> bool:
    """Whether the columns are one of questions and one of answers."""
    if len(state.headings) != 2:
        return False
    if any(_COLUMN_NAMES.fullmatch(label_of(cell)) for cell in state.headings):
        return True
    body = [row.cells for row in state.rows[at + 1 :] if len(row.cells) == 2]
    return all(says(cells[0]) for cells in body) and all(
        cells[1].is_blank or cells[1].holders for cells in body
    )


# --- cells beside each other --------------------------------------------------------


def _spanning(state: _Table, first: Cell, at: int) -> Iterator[Entry]:
    """Yield the rows beside a cell that spans them: its answer, or its labels."""
    last = min(at + first.height, len(state.rows))
    beside = [
        [cell for cell in row.cells if cell is not first] for row in state.rows[at:last]
    ]
    state.at = last
    alone = [cells[0] for cells in beside if len(cells) == 1]
    if len(alone) == len(beside) and not any(_is_own(state, cell) for cell in alone):
        lines = tuple(line for cell in alone for line in cell.lines)
        whole = replace(alone[0], lines=lines)
        yield from answer_in(label_of(first), whole, state.setting)
        return
    label = label_of(first)
    group = replace(state.setting, prefix=joined(state.setting.prefix, label))
    for cells in beside:
        yield from _scanned(state, cells, group)


def _is_own(state: _Table, cell: Cell) -> bool:
    """Whether a cell has its label in itself, or is one."""
    return state.is_set_off(cell) or has_pairs(cell)


def _scanned(state: _Table, cells: Sequence[Cell], setting: Setting) -> Iterator[Entry]:
    """Yield the labels of cells side by side with their answers."""
    cells = _without_numbering(cells)
    if len(cells) == 1:
        yield from _alone(state, cells[0], setting)
    elif any(is_bare(cell) for cell in cells):
        yield from row_of_boxes(cells, setting)
    elif not any(state.is_set_off(cell) for cell in cells):
        yield from _unmarked(state, cells, setting)
    elif len(cells) == 2 and all(state.is_set_off(cell) for cell in cells):
        ask = not cells[0].text.endswith(":") or cells[1].text.endswith(":")
        yield from answer_in(label_of(cells[0]), cells[1], setting, ask=ask)
    elif _alternate(state, cells):
        for label, answer in zip(cells[::2], cells[1::2], strict=True):
            ask = not state.habits.answers_off
            yield from answer_in(label_of(label), answer, setting, ask=ask)
    else:
        yield from _marked(state, cells, setting)


def _without_numbering(cells: Sequence[Cell]) -> Sequence[Cell]:
    is_numbered = len(cells) > 2 and _NUMBERING.fullmatch(cells[0].text)
    return cells[1:] if is_numbered else cells


def _alone(state: _Table, cell: Cell, setting: Setting) -> Iterator[Entry]:
    """Yield what is in a cell that has its row to itself.

    A label has its answer below it, in the next row if that is one plain cell.
    """
    below = state.rows[state.at].cells if state.at < len(state.rows) else ()
    is_label_only = state.is_set_off(cell) and not has_pairs(cell)
    if is_label_only and len(below) == 1 and not _is_own(state, below[0]):
        state.at += 1
        yield from answer_in(label_of(cell), below[0], setting)
        return
    yield from entries_in(cell.lines, setting)
    if is_label_only:
        state.setting = replace(state.setting, question=label_of(cell))


def _has_heads(state: _Table) -> bool:
    """Whether the first row of a table of two columns heads them."""
    top = state.rows[0].cells
    return len(top) == 2 and are_heads(top[0].text, top[1].text)


def _unmarked(
    state: _Table, cells: Sequence[Cell], setting: Setting
) -> Iterator[Entry]:
    """Yield labels and answers where nothing but their order tells them apart."""
    said = [cell for cell in cells if not cell.is_blank]
    is_row = state.habits.at_left and len(cells) == 2 and says(cells[0])
    if not is_row and all(has_pairs(cell) or has_boxes(cell) for cell in said):
        several = sum(map(has_boxes, said)) > 1 and bool(setting.question)
        for cell in said:
            beside = replace(setting, is_beside=several)
            yield from entries_in(cell.lines, beside if several else setting)
        return
    if len(cells) == 2 and says(cells[0]):
        ask = cells[0].column > 1 or _may_hold_both(cells[0], cells[1:])
        ask = ask or _has_heads(state)
        yield from answer_in(label_of(cells[0]), cells[1], setting, ask=ask)
        return
    yield from _in_turn(cells, setting)


def _may_hold_both(cell: Cell, answers: Sequence[Cell]) -> bool:
    """Whether a label may have its answer behind its own colon, and none beside it."""
    return has_pairs(cell) and all(answer.is_blank for answer in answers)


def _in_turn(cells: Sequence[Cell], setting: Setting) -> Iterator[Entry]:
    """Yield labels and answers in turn; a person looks, for nothing says so."""
    waiting = list(cells)
    while waiting:
        label = waiting.pop(0)
        if not says(label):
            yield from entries_in(label.lines, setting)
            continue
        if waiting:
            answer = waiting.pop(0)
            yield from answer_in(label_of(label), answer, setting, ask=True)
    # An odd cell at the end has no label, and stays in the paper's lines.


def _alternate(state: _Table, cells: Sequence[Cell]) -> bool:
    """Whether answers are set off and labels are not, as in a shaded form."""
    if len(cells) % 2:
        return False
    labels, answers = cells[::2], cells[1::2]
    plain = all(says(c) and not state.is_set_off(c) for c in labels)
    return plain and all(state.is_set_off(c) or c.is_blank for c in answers)


def _marked(state: _Table, cells: Sequence[Cell], setting: Setting) -> Iterator[Entry]:
    """Yield each cell that is set off with the cells up to the next one."""
    at = 0
    while at < len(cells):
        cell = cells[at]
        end = at + 1
        if not state.is_set_off(cell):
            yield from entries_in(cell.lines, setting)
            at = end
            continue
        while end < len(cells) and not state.is_set_off(cells[end]):
            end += 1
        yield from _label_and_answers(state, cell, cells[at + 1 : end], setting)
        at = end


def _label_and_answers(
    state: _Table, cell: Cell, answers: Sequence[Cell], setting: Setting
) -> Iterator[Entry]:
    said = [answer for answer in answers if not answer.is_blank]
    if has_pairs(cell) and not said and not state.habits.at_left:
        yield from entries_in(cell.lines, setting)
        return
    if not answers:
        if cell.text.endswith(":"):
            yield Entry(joined(setting.prefix, label_of(cell)))
        return
    has_own = not state.habits.at_left and any(map(has_pairs, said))
    if has_own and cell.text.endswith(":"):
        # "School:" beside "Year: 4" may be two labels, the first one left blank.
        yield Entry(joined(setting.prefix, label_of(cell)), ask=True)
        for answer in said:
            yield from entries_in(answer.lines, setting)
        return
    doubtful = len(said) > 1 or has_own or _may_hold_both(cell, answers)
    for answer in said or answers[:1]:
        yield from answer_in(label_of(cell), answer, setting, ask=doubtful)
