"""A first walk through an Excel sheet's XML: what is hidden, merged, used, not stored.

openpyxl's way of reading large sheets row by row tells none of this, and trusts the
row numbers it finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from toolkit.errors import UnreadableFile
from toolkit.sheets.letters import number_of
from toolkit.sheets.reading import MOST_COLUMNS, MOST_ROWS, too_big

_A_PIECE = 1 << 16
_MOST_MERGES = 20_000
_MOST_TOLD = 20  # formulas to name before the list helps nobody

_RANGE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6}):([A-Z]{1,3})([1-9][0-9]{0,6})")


@dataclass(frozen=True, slots=True)
class Merge:
    """One block of merged cells, by its first and last row and column, from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def hides(self, row: int, column: int) -> bool:
        """Whether a cell lies in the block and is not its top left one."""
        inside = self.top <= row <= self.bottom and self.left <= column <= self.right
        return inside and (row, column) != (self.top, self.left)


@dataclass(slots=True)
class Survey:
    """What a sheet holds, rows and columns counted from 1.

    `last_row` and `last_column` are the last with something in them. `unstored` are
    the cells whose formula has no stored result.
    """

    last_row: int = 0
    last_column: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    unstored: list[str] = field(default_factory=list)


def survey(source: IO[bytes]) -> Survey:
    """Walk through a sheet's XML once.

    Raises:
        UnreadableFile: If it is damaged, too long or too wide, or declares entities.
    """
    walker = _Walker()
    for _ in _parsed(source, walker):
        if walker.found.last_row > MOST_ROWS:
            raise too_big(f"it has more than {MOST_ROWS:,} rows")
        if walker.found.last_column > MOST_COLUMNS:
            raise too_big(f"it has more than {MOST_COLUMNS} columns")
        if len(walker.found.merges) > _MOST_MERGES:
            raise too_big(f"it has more than {_MOST_MERGES:,} merged cells")
    return walker.found


def refuse_entities(source: IO[bytes]) -> None:
    """Read a part of an Excel file to its end.

    Raises:
        UnreadableFile: If it is no XML or declares entities, as no Excel file does.
    """
    for _ in _parsed(source, None):
        pass


def _parsed(source: IO[bytes], walker: _Walker | None) -> Iterator[None]:
    """Parse piece by piece, stopping after each."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse
    if walker is not None:
        parser.StartElementHandler = walker.begins
        parser.EndElementHandler = walker.ends
        parser.CharacterDataHandler = walker.says
    try:
        while piece := source.read(_A_PIECE):
            parser.Parse(piece, False)  # noqa: FBT003 - expat takes no names
            yield
        parser.Parse(b"", True)  # noqa: FBT003 - as above
    except expat.ExpatError as fault:
        raise damaged() from fault


def _refuse(*_: object) -> None:
    raise damaged()


def damaged() -> UnreadableFile:
    """Describe a spreadsheet that is not whole."""
    return UnreadableFile(
        "The spreadsheet is damaged, so we could not read it.",
        remedy="Open it in a spreadsheet program, save it again, and use that.",
    )


class _Walker:
    """What is told of each element, as it begins, says something and ends."""

    def __init__(self) -> None:
        self.found = Survey()
        self._row = self._column = 0
        self._calculates = self._says = self._is_text = self._listens = False

    def begins(self, name: str, given: Mapping[str, str]) -> None:
        """Take note of a row, a cell, a column's width or a merged block."""
        tag = name.rpartition(" ")[2]
        if tag == "c":
            self._cell(given)
        elif tag in {"v", "t"}:
            self._listens = True
        elif tag == "f":
            self._calculates = True
        elif tag == "row":
            self._begin_row(given)
        elif tag == "col":
            self._columns(given)
        elif tag == "mergeCell":
            self._merge(given.get("ref", ""))

    def says(self, text: str) -> None:
        """Take note that a cell holds something."""
        if self._listens and text:
            self._says = True

    def ends(self, name: str) -> None:
        """Take note of what a cell turned out to hold."""
        tag = name.rpartition(" ")[2]
        if tag in {"v", "t"}:
            self._listens = False
        elif tag == "c":
            self._end_cell()

    def _begin_row(self, given: Mapping[str, str]) -> None:
        number = _number(given.get("r", str(self._row + 1)))
        if number <= self._row:  # openpyxl would leave such a row out and say nothing
            raise damaged()
        self._row, self._column = number, 0
        if _is_true(given.get("hidden")):
            self.found.hidden_rows.add(number)

    def _cell(self, given: Mapping[str, str]) -> None:
        column = number_of(given["r"]) if "r" in given else self._column + 1
        if column <= self._column:  # two cells of one place: only one would be read
            raise damaged()
        self._column = column
        self._calculates = self._says = False
        self._is_text = given.get("t") == "str"
        self._address = given.get("r", "")

    def _end_cell(self) -> None:
        if self._says:
            self.found.last_row = self._row
            self.found.last_column = max(self.found.last_column, self._column)
        elif self._calculates and not self._is_text:
            self.found.last_row = self._row
            if len(self.found.unstored) < _MOST_TOLD:
                self.found.unstored.append(self._address)

    def _columns(self, given: Mapping[str, str]) -> None:
        if _is_true(given.get("hidden")):
            first, last = _number(given.get("min", "")), _number(given.get("max", ""))
            self.found.hidden_columns.update(range(first, min(last, MOST_COLUMNS) + 1))

    def _merge(self, block: str) -> None:
        found = _RANGE.fullmatch(block)
        if found:
            left, top, right, bottom = found.groups()
            self.found.merges.append(
                Merge(int(top), number_of(left), int(bottom), number_of(right))
            )


def _is_true(value: str | None) -> bool:
    return value in {"1", "true"}


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 7):
        raise damaged()
    return int(text)
