"""Word tables as grids: which cell stands where, what it covers, how it looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from toolkit.reading.markup import attribute, child, name_of
from toolkit.reading.word.looks import is_shaded
from toolkit.reading.word.text import SETTINGS, blocks_of, nearest
from toolkit.reading.word.words import Held, Words, boxes_of, words_of

_MOST_COLUMNS = 200


@dataclass(slots=True)
class Cell:
    """One cell: its first row and column from 0, what it covers, and its lines.

    `sets_off` says that its ground or the table's style sets it off from others. The
    tables and text boxes inside it are not part of its lines.
    """

    row: int
    column: int
    lines: tuple[Words, ...]
    width: int = 1
    height: int = 1
    is_shaded: bool = False
    is_styled: bool = False
    inside: tuple[etree._Element, ...] = field(default=(), repr=False)
    text: str = field(init=False, repr=False)
    """The cell's lines, those at its top and bottom that are blank left out."""

    def __post_init__(self) -> None:
        self.text = "\n".join(line.text.rstrip() for line in self.lines).strip()

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all stands in the cell."""
        return not self.text

    @property
    def holders(self) -> tuple[int, ...]:
        """The numbers of the marks that stand in the cell."""
        return tuple(number for line in self.lines for number in line.holders)

    @property
    def is_bold(self) -> bool:
        """Whether the first of the cell's lines that says anything is all bold."""
        said = (line for line in self.lines if line.text.strip())
        first = next(said, None)
        return first is not None and first.is_bold


@dataclass(frozen=True, slots=True)
class Row:
    """The cells that begin in one row of a table; `repeats` if printed on each page."""

    cells: tuple[Cell, ...]
    repeats: bool = False


def grid_of(table: etree._Element, held: Held) -> tuple[Row, ...]:
    """Return a table's rows; merged cells are one cell, where the first of them is."""
    rows = []
    above: dict[int, Cell] = {}
    styled_row, styled_column = held.styles.emphasised(table)
    for at, row in enumerate(nearest(table, {"tr"}, SETTINGS)):
        cells: list[Cell] = []
        column = _number(child(row, "trPr", "gridBefore"), 0)
        for element in nearest(row, {"tc"}, SETTINGS):
            width = _number(child(element, "tcPr", "gridSpan"), 1)
            if not _goes_on(element, at, above.get(column), cells):
                cell = _cell(element, held)
                cell.row, cell.column, cell.width = at, column, width
                cell.is_styled = (styled_row and at == 0) or (
                    styled_column and column == 0
                )
                cells.append(cell)
                above[column] = cell
            column = min(column + width, _MOST_COLUMNS)
        repeats = child(row, "trPr", "tblHeader") is not None
        rows.append(Row(tuple(cells), repeats=repeats))
    return tuple(rows)


def _goes_on(
    element: etree._Element, at: int, above: Cell | None, before: Sequence[Cell]
) -> bool:
    """Whether a cell is the rest of a merged one, which then grows by it."""
    up = child(element, "tcPr", "vMerge")
    is_under = above is not None and above.row + above.height == at
    if up is not None and attribute(up, "val") != "restart" and above and is_under:
        above.height += 1
        return True
    across = child(element, "tcPr", "hMerge")
    is_rest = across is not None and attribute(across, "val") != "restart"
    if is_rest and before:
        before[-1].width += 1
        return True
    return False


def _cell(element: etree._Element, held: Held) -> Cell:
    lines: list[Words] = []
    inside: list[etree._Element] = []
    for block in blocks_of(element):
        if name_of(block) == "p":
            lines += words_of(block, held).lines()
            inside += boxes_of(block)
        else:
            inside.append(block)
    return Cell(0, 0, tuple(lines), is_shaded=is_shaded(element), inside=tuple(inside))


def _number(setting: etree._Element | None, usual: int) -> int:
    said = "" if setting is None else (attribute(setting, "val") or "")
    return min(int(said), _MOST_COLUMNS) if said.isascii() and said.isdigit() else usual
