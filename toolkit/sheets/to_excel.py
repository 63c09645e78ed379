"""A table as an Excel workbook, written row by row."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import TYPE_STRING, Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.sheets.letters import letters_of
from toolkit.sheets.table import Column, Table, Written
from toolkit.sheets.writing import checked

_CHOICES = "Choices"
_ROWS_TO_FILL = 5_000  # how far down the drop-downs reach
_LONGEST_CELL = 32_767  # what Excel itself allows
_WIDE, _WIDEST, _NARROWEST = 60, 80, 10
_SHADE = PatternFill("solid", fgColor="E6EAEE")
# What XML cannot hold, and half letters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def excel(table: Table, others: Sequence[Table]) -> bytes:
    """Return the tables as one workbook, the first of them in front.

    Raises:
        ValueError: If a row has not one value for each column.
    """
    book = Workbook(write_only=True)
    book.properties.creator = ""
    book.properties.title = table.title
    tables = (table, *others)
    offered = [column for each in tables for column in each.columns if column.choices]
    for each in tables:
        _fill(book.create_sheet(_sheet_title(each.title)), each, offered)
    if offered:
        _list_choices(book.create_sheet(_CHOICES), offered)
    contents = io.BytesIO()
    book.save(contents)
    return contents.getvalue()


def _fill(sheet: Worksheet, table: Table, offered: Sequence[Column]) -> None:
    # A sheet that is written row by row takes what an ordinary one does, but for the
    # cells; openpyxl's types know only the ordinary one.
    sheet.freeze_panes = "A2"
    for number, column in enumerate(table.columns, start=1):
        letters = letters_of(number)
        sheet.column_dimensions[letters].width = _width(column)
        if column.choices or column.about:
            place = offered.index(column) + 1 if column.choices else 0
            sheet.data_validations.append(_validation(column, letters, place))
    sheet.append([_heading(sheet, column) for column in table.columns])
    pens = [_Pen(sheet, column) for column in table.columns]
    for row in checked(table):
        sheet.append([pen.write(v) for pen, v in zip(pens, row, strict=True)])


def _width(column: Column) -> int:
    if column.width:
        return min(max(column.width, _NARROWEST), _WIDEST)
    longest = max((len(choice) for choice in column.choices), default=0)
    usual = _WIDE if column.notes else max(len(column.name) + 2, longest + 4)
    return min(max(usual, _NARROWEST), _WIDEST)


def _heading(sheet: Worksheet, column: Column) -> Cell:
    cell = _Pen(sheet, column).write(column.name)
    cell.font = Font(bold=True)
    cell.fill = _SHADE
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


class _Pen:
    """Writes the cells of one column.

    A row is written out as it is appended, so one styled cell serves all rows: a new
    one for each takes three times as long.
    """

    def __init__(self, sheet: Worksheet, column: Column) -> None:
        as_text, any_other = WriteOnlyCell(sheet), WriteOnlyCell(sheet)
        for cell in (as_text, any_other):
            cell.alignment = Alignment(vertical="top", wrap_text=column.notes)
        # Text stays text, whatever it begins with, also once somebody has edited it.
        as_text.number_format = "@"
        as_text.quotePrefix = True
        self._as_text, self._any_other = as_text, any_other

    def write(self, value: Written) -> Cell:
        """Return the value's cell. A text is not cut: too long a one is our fault.

        Raises:
            ValueError: If it is longer than Excel allows.
        """
        if not isinstance(value, str):
            self._any_other.value = value
            is_date = isinstance(value, dt.date)
            self._any_other.number_format = "dd/mm/yyyy" if is_date else "General"
            return self._any_other
        if len(value) > _LONGEST_CELL:
            raise ValueError(f"{len(value)} characters do not fit into one cell")
        self._as_text.value = _UNPRINTABLE.sub(" ", value)
        self._as_text.data_type = TYPE_STRING
        return self._as_text


def _validation(column: Column, letters: str, place: int) -> DataValidation:
    """Return what a program offers, says and refuses in a column's cells."""
    rule = DataValidation(
        type="list" if column.choices else None,
        formula1=_range(column, place) if column.choices else None,
        allow_blank=True,
        showErrorMessage=bool(column.choices),
        errorTitle="Not one of the choices",
        error="Please choose one from the list, or leave the cell empty.",
        showInputMessage=bool(column.about),
        promptTitle=column.name[:32],
        prompt=column.about[:255],
    )
    rule.add(f"{letters}2:{letters}{_ROWS_TO_FILL + 1}")
    return rule


def _range(column: Column, place: int) -> str:
    letters = letters_of(place)
    return f"'{_CHOICES}'!${letters}$1:${letters}${len(column.choices)}"


def _list_choices(sheet: Worksheet, offered: Sequence[Column]) -> None:
    """List what the drop-downs offer on a hidden sheet.

    A list in the rule itself may neither be longer than 255 characters nor hold a
    comma.
    """
    sheet.sheet_state = "hidden"
    pens = [_Pen(sheet, column) for column in offered]
    for line in range(max(len(column.choices) for column in offered)):
        texts = (c.choices[line] if line < len(c.choices) else "" for c in offered)
        sheet.append([pen.write(text) for pen, text in zip(pens, texts, strict=True)])


def _sheet_title(title: str) -> str:
    """Return a sheet's name as Excel allows it: short, and without its own signs."""
    return re.sub(r"[\[\]:*?/\\]", " ", title).strip()[:31] or "Sheet"
