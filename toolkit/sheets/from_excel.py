"""An Excel file as a grid, row by row, without running anything in it."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import cast

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.errors import UnreadableFile
from toolkit.sheets.letters import letters_of
from toolkit.sheets.reading import Grid, not_a_sheet, too_big
from toolkit.sheets.shown import as_shown
from toolkit.sheets.survey import Merge, Survey, damaged, refuse_entities, survey
from toolkit.sheets.table import SheetFault

_MOST_UNPACKED = 200_000_000
_MOST_PARTS = 2_000
_WORKBOOK = "xl/workbook.xml"


def grid_of_excel(contents: bytes) -> Grid:
    """Return the visible cells of an Excel file's first visible sheet.

    Raises:
        UnreadableFile: If it is no Excel file, is damaged or too big, holds macros, or
            all its sheets are hidden.
    """
    with _opening():
        _look_inside(contents)
        book = openpyxl.load_workbook(
            io.BytesIO(contents), read_only=True, data_only=True, keep_links=False
        )
        try:
            return _grid(_first_visible(book.worksheets))
        finally:
            book.close()


@contextmanager
def _opening() -> Iterator[None]:
    """Turn what a damaged file makes openpyxl do into a sentence.

    It has no exception of its own for that: whatever its parts stumble over comes out.
    """
    try:
        with warnings.catch_warnings():
            # It warns of what it leaves out: styles, links, printers. We want the text.
            warnings.simplefilter("ignore")
            yield
    except UnreadableFile:
        raise
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        zlib.error,
        ArithmeticError,
        AttributeError,
        EOFError,
        LookupError,
        NotImplementedError,
        OSError,
        RuntimeError,
        SyntaxError,  # what XML parsers raise
        TypeError,
        ValueError,
    ) as fault:
        raise damaged() from fault


def _look_inside(contents: bytes) -> None:
    """Refuse what must not be opened: bombs, macros, entities, other sorts of zip."""
    with zipfile.ZipFile(io.BytesIO(contents)) as parcel:
        parts = parcel.infolist()
        names = {part.filename for part in parts}
        if _WORKBOOK not in names:
            raise not_a_sheet()
        if any(name.endswith("vbaProject.bin") for name in names):
            raise UnreadableFile(
                "The spreadsheet holds macros, and we do not open those.",
                remedy="Save it as an ordinary workbook (.xlsx), and use that.",
            )
        unpacked = sum(part.file_size for part in parts)
        if unpacked > _MOST_UNPACKED or len(parts) > _MOST_PARTS:
            raise too_big(f"it unpacks to {unpacked // 1_000_000} MB")
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                with parcel.open(part) as source:
                    refuse_entities(source)


def _first_visible(sheets: Sequence[object]) -> ReadOnlyWorksheet:
    for sheet in sheets:
        if isinstance(sheet, ReadOnlyWorksheet) and sheet.sheet_state == "visible":
            return sheet
    raise UnreadableFile(
        "All sheets of the spreadsheet are hidden.",
        remedy="Show the one you mean, save the file, and use it again.",
    )


def _grid(sheet: ReadOnlyWorksheet) -> Grid:
    # No public way leads to the sheet's XML, and only there hidden rows are told.
    with sheet._get_source() as source:  # type: ignore[attr-defined]  # noqa: SLF001 - as said
        found = survey(source)
    shown = [
        n for n in range(1, found.last_column + 1) if n not in found.hidden_columns
    ]
    rows = list(_rows(sheet, found, shown))
    hidden = len([row for row in found.hidden_rows if row <= found.last_row])
    return Grid(
        letters=tuple(letters_of(number) for number in shown),
        rows=rows,
        faults=tuple(_not_stored(address) for address in found.unstored),
        title=str(sheet.title),
        hidden_rows=hidden,
        hidden_columns=found.last_column - len(shown),
    )


def _rows(
    sheet: ReadOnlyWorksheet, found: Survey, shown: Sequence[int]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    if not found.last_row or not shown:
        return
    sheet.reset_dimensions()  # what a file says of its own size is often not so
    merges = _Merges(found.merges)
    cells = cast("Worksheet", sheet).iter_rows(
        max_row=found.last_row, max_col=found.last_column
    )
    for number, row in enumerate(cells, start=1):
        if number in found.hidden_rows:
            continue
        covered = merges.of_row(number)
        yield (
            number,
            tuple(
                ""
                if any(merge.hides(number, column) for merge in covered)
                else as_shown(row[column - 1].value, row[column - 1].number_format)
                for column in shown
                if column <= len(row)
            ),
        )


class _Merges:
    """The merged blocks a row runs through, as the rows go by."""

    def __init__(self, merges: Sequence[Merge]) -> None:
        self._coming = sorted(merges, key=lambda merge: merge.top, reverse=True)
        self._here: list[Merge] = []

    def of_row(self, number: int) -> list[Merge]:
        """Return those of a row; rows are asked for in order."""
        while self._coming and self._coming[-1].top <= number:
            self._here.append(self._coming.pop())
        if self._here:
            self._here = [merge for merge in self._here if merge.bottom >= number]
        if len(self._here) > _MOST_PARTS:  # blocks that lie over each other
            raise damaged()
        return self._here


def _not_stored(address: str) -> SheetFault:
    return SheetFault(
        f"Cell {address} has a formula whose result is not stored in the file.",
        "Open the file in a spreadsheet program, save it, and use it again.",
        address,
    )
