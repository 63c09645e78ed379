"""Spreadsheets as offices keep them, and as nobody should: made for the tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.sheets import Sheet, read


def _leave(sheet: Worksheet) -> None:
    """Change nothing."""


def book(
    *rows: Iterable[object], change: Callable[[Worksheet], None] = _leave
) -> bytes:
    """Return an Excel file with these rows, after `change` was made to its sheet."""
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(list(row))
    change(sheet)
    return saved(workbook)


def saved(workbook: Workbook) -> bytes:
    """Return a workbook as a file."""
    contents = io.BytesIO()
    workbook.save(contents)
    return contents.getvalue()


def read_back(folder: Path, contents: bytes) -> Sheet:
    """Read a file with these contents."""
    path = folder / "list"
    path.write_bytes(contents)
    return read(path)


def with_part(contents: bytes, name: str, part: bytes) -> bytes:
    """Return an Excel file with one part added, or in place of the one of that name."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(contents)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for kept in old.namelist():
            if kept != name:
                new.writestr(kept, old.read(kept))
        new.writestr(name, part)
    return made.getvalue()


def part_of(contents: bytes, name: str) -> bytes:
    """Return one part of an Excel file."""
    with zipfile.ZipFile(io.BytesIO(contents)) as opened:
        return opened.read(name)


SHEET = "xl/worksheets/sheet1.xml"
