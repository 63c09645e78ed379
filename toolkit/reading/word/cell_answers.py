"""The answer in a table's cell, once its label is known: words, or boxes to tick."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.reading.word.cells import has_boxes, is_bare, label_of, says
from toolkit.reading.word.grid import Cell
from toolkit.reading.word.labels import pairs_in
from toolkit.reading.word.looks import Look
from toolkit.reading.word.pairs import (
    Entry,
    Setting,
    answered,
    entries_in,
    joined,
    ticked,
)
from toolkit.reading.word.ticks import Glyph, boxes_in, tidied
from toolkit.reading.word.words import Piece, Words

_CROSSES = {"x", "X", "×"}
_LOOSE = {Glyph.TICK, Glyph.CROSS}


def answer_in(
    label: str, cell: Cell, setting: Setting, *, ask: bool = False
) -> Iterator[Entry]:
    """Yield the answer in a cell under its label: words, or boxes to tick.

    Ticks before words, without any box, may be somebody's list and no choice.
    """
    name = joined(setting.prefix, tidied(label))
    lines = [line for line in cell.lines if line.text.strip()]
    if not has_boxes(cell) or _is_list(cell):
        yield answered(name, cell.lines, ask=ask or has_boxes(cell))
        return
    if is_bare(cell):
        yield from ticked(lines, setting, tidied(label), is_beside=True)
        return
    beside = replace(setting, question=tidied(label), is_beside=True)
    yield from entries_in(cell.lines, beside)
    written = [line for line in lines if not boxes_in(line) and not pairs_in(line)]
    if written:
        yield answered(name, written, ask=True)


def _is_list(cell: Cell) -> bool:
    """Whether a cell has ticks or crosses before words, and no boxes."""
    glyphs = {box.glyph for line in cell.lines for box in boxes_in(line)}
    return glyphs <= _LOOSE and not is_bare(cell)


def crosses_in(cells: Sequence[Cell], labels: Sequence[str]) -> Iterator[Entry]:
    """Yield cells of which one has a cross typed in it, as boxes under their labels.

    A person looks: it takes knowing the form to know that these are boxes.
    """
    for cell, label in zip(cells, labels, strict=True):
        yield Entry(label, is_tick=True, tick=not cell.is_blank, ask=True)


def are_crossed(cells: Sequence[Cell]) -> bool:
    """Whether cells have a typed cross in them, or nothing."""
    said = [cell for cell in cells if not cell.is_blank]
    return bool(said) and all(cell.text in _CROSSES for cell in said)


def row_of_boxes(cells: Sequence[Cell], setting: Setting) -> Iterator[Entry]:
    """Yield the boxes of a row in which boxes have cells of their own.

    The cells are read as one line, wide gaps between them.
    """
    said = [cell for cell in cells if not cell.is_blank]
    if len(said) == 2 and not is_bare(said[0]):
        yield from answer_in(label_of(said[0]), said[1], setting)
        return
    gap = Piece("\t", Look())
    pieces = [
        piece
        for cell in said
        for line in _in_one(cell)
        for piece in (*line.pieces, gap)
    ]
    line = Words(tuple(pieces[:-1]))
    yield from ticked([line], setting, setting.question, is_beside=False)


def _in_one(cell: Cell) -> Iterator[Words]:
    """Yield a label's cell as its label only, another cell as it is."""
    if says(cell):
        yield Words((Piece(label_of(cell)),))
    else:
        yield from (line for line in cell.lines if line.text.strip())
