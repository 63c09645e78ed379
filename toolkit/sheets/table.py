"""What a spreadsheet is to the other rooms: columns, rows and cells of text."""

from __future__ import annotations

import datetime as dt
import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

Written: TypeAlias = "str | int | float | dt.date"
"""What a cell of a table we write may hold."""


# --- what is read -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell, as text, and the address a person finds it by: `C7`.

    Dates are `2026-11-16` in Excel files, and as they were typed in CSV files.
    """

    text: str = field(repr=False)
    address: str

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class SheetFault:
    """What is wrong with a spreadsheet, where, and how to mend it.

    `address` is a cell (`C7`), a column (`C`) or empty for the sheet as a whole.
    """

    sentence: str = field(repr=False)
    remedy: str = ""
    address: str = ""

    def __str__(self) -> str:
        return f"{self.sentence} {self.remedy}".strip()


@dataclass(frozen=True, slots=True)
class Headings:
    """The columns of a sheet: their names as written and their letters, in order."""

    names: tuple[str, ...]
    letters: tuple[str, ...]

    def place(self, name: str) -> int | None:
        """Return which column a name means, counted from 0; null if none does."""
        wanted = named_alike(name)
        keys = [named_alike(written) for written in self.names]
        return keys.index(wanted) if wanted in keys else None


@dataclass(frozen=True, slots=True)
class Row:
    """One row under the headings. `number` is the one the spreadsheet program shows."""

    number: int
    texts: tuple[str, ...] = field(repr=False)
    headings: Headings = field(repr=False)

    def cell(self, name: str) -> Cell:
        """Return the cell of a column, found without case, spaces and punctuation.

        Raises:
            KeyError: If the sheet has no such column.
        """
        place = self.headings.place(name)
        if place is None:
            raise KeyError(name)
        text = self.texts[place] if place < len(self.texts) else ""
        return Cell(text, f"{self.headings.letters[place]}{self.number}")

    def text(self, name: str) -> str:
        """Return what stands in a column; empty if nothing does, or there is none."""
        place = self.headings.place(name)
        if place is None or place >= len(self.texts):
            return ""
        return self.texts[place]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands in a spreadsheet: headings, the rows below, and what is odd in it.

    Rows without anything in them are left out. `title` is the sheet's own name in an
    Excel file. `hidden_rows` and `hidden_columns` count what was hidden and not read.
    """

    headings: Headings
    rows: tuple[Row, ...] = field(repr=False)
    faults: tuple[SheetFault, ...] = ()
    title: str = ""
    hidden_rows: int = 0
    hidden_columns: int = 0

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings as they are written, from left to right."""
        return self.headings.names

    def has(self, name: str) -> bool:
        """Whether there is a column of that name."""
        return self.headings.place(name) is not None

    def missing(self, names: Iterable[str]) -> tuple[SheetFault, ...]:
        """Return a fault for each of these columns that is not there."""
        return tuple(self._missing(name) for name in names if not self.has(name))

    def _missing(self, name: str) -> SheetFault:
        there = ", ".join(f"“{n}”" for n in self.columns if n) or "none"
        keys = {named_alike(n): n for n in self.columns if n}
        near = difflib.get_close_matches(named_alike(name), keys, n=1)
        mend = f"Rename “{keys[near[0]]}”, or add" if near else "Add"
        hidden = " If it is hidden, show it." if self.hidden_columns else ""
        return SheetFault(
            f"Your file needs a column called “{name}”. Its columns are: {there}.",
            f"{mend} a column with that heading.{hidden}",
        )


def named_alike(name: str) -> str:
    """Return a heading as it is compared: `Date of birth ` is `date_of_birth`."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


# --- what is written ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table we write.

    `choices` are the only values its drop-down offers. `about` is shown beside the cell
    while somebody fills it in. `width` counts characters; a `notes` column is wide and
    breaks its lines.
    """

    name: str
    choices: tuple[str, ...] = ()
    about: str = ""
    width: int = 0
    notes: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Columns, and rows with one value for each; rows may come one by one."""

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Written, ...]] = field(repr=False)
