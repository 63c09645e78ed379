"""Spreadsheets in and out: CSV and Excel files as plain tables of text.

The only room with openpyxl. It knows rows, columns and cells, and nothing of cases.
"""

from __future__ import annotations

from pathlib import Path

from toolkit.sheets.table import (
    Cell,
    Column,
    Row,
    Sheet,
    SheetFault,
    Table,
    named_alike,
)

# openpyxl loads in the function that needs it, so that other commands start at once.
# ruff: noqa: PLC0415

__all__ = [
    "Cell",
    "Column",
    "Row",
    "Sheet",
    "SheetFault",
    "Table",
    "named_alike",
    "read",
    "write",
]


def read(path: Path) -> Sheet:
    """Return what stands in a CSV or Excel file.

    A CSV file may be UTF-8, UTF-16 or Windows-1252, with commas, semicolons or tabs.
    Of an Excel file the first sheet that is not hidden is read, without its hidden rows
    and columns, which are counted; formulas give the result the file stores, and
    nothing in it is ever run. The first row with something in it holds the headings.

    Raises:
        UnreadableFile: If it is neither, is locked, damaged or too big, or holds
            macros; what it is and what to do, without the file's name.
    """
    from toolkit.sheets.reading import read_file

    return read_file(path)


def write(table: Table, suffix: str, *others: Table) -> bytes:
    """Return a table as a file of this suffix: `csv` or `xlsx`.

    No text starts a formula in it. An Excel file has its headings frozen, drop-downs
    for the columns with choices, and `others` as further sheets; a CSV file is UTF-8
    with a byte order mark, because Excel asks for one.

    Raises:
        CannotDo: If the suffix is neither.
        ValueError: If a row has not one value for each column.
    """
    from toolkit.sheets.writing import write_file

    return write_file(table, suffix, others)
