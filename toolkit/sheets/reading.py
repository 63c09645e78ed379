"""From a file to a sheet: what sort of file it is, and what its headings are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.errors import UnreadableFile
from toolkit.sheets.table import Headings, Row, Sheet, SheetFault, named_alike

MOST_BYTES = 50_000_000
MOST_ROWS = 200_000
MOST_COLUMNS = 256
"""Far above the largest list an office keeps, far below what a machine chokes on."""

_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_NO_TABLES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf", b"GIF8")


@dataclass(frozen=True, slots=True)
class Grid:
    """What a file holds before anybody looks for headings: numbered rows of text.

    `letters` name the columns that were read; `rows` are `(number, texts)`.
    """

    letters: tuple[str, ...]
    rows: Sequence[tuple[int, tuple[str, ...]]] = field(repr=False)
    faults: tuple[SheetFault, ...] = ()
    title: str = ""
    hidden_rows: int = 0
    hidden_columns: int = 0


def read_file(path: Path) -> Sheet:
    """Do what `toolkit.sheets.read` does."""
    from toolkit.sheets.from_csv import grid_of_csv  # noqa: PLC0415 - they need Grid
    from toolkit.sheets.from_excel import grid_of_excel  # noqa: PLC0415 - as above

    contents = _contents(path)
    is_excel = contents.startswith(_ZIP)
    return _sheet(grid_of_excel(contents) if is_excel else grid_of_csv(contents))


def _contents(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise too_big(f"it is {size // 1_000_000} MB")
        contents = path.read_bytes()
    except OSError as fault:
        raise UnreadableFile(
            "The spreadsheet could not be opened.",
            remedy="Check that it is there and that no other program holds it.",
        ) from fault
    if contents.startswith(_OLD_OFFICE):
        raise UnreadableFile(
            "The spreadsheet is locked with a password, or is in the old .xls format.",
            remedy="Open it, save it without a password as .xlsx, and use that.",
        )
    if contents.startswith(_NO_TABLES):
        raise not_a_sheet()
    return contents


def too_big(how: str) -> UnreadableFile:
    """Describe a spreadsheet that is larger than we read, and in what way."""
    return UnreadableFile(
        f"The spreadsheet is too big to read: {how}.",
        remedy="Save only the sheet and the rows you need as a new file.",
    )


def not_a_sheet() -> UnreadableFile:
    """Describe a file that is no spreadsheet."""
    return UnreadableFile(
        "The file is not a spreadsheet we can read.",
        remedy="Save it as .xlsx or .csv, and use that.",
    )


def _sheet(grid: Grid) -> Sheet:
    """Return the grid with its first row as headings."""
    filled = [(number, texts) for number, texts in grid.rows if any(texts)]
    if not filled:
        raise UnreadableFile(
            "The spreadsheet is empty.",
            remedy="Check that you saved it, and that its sheet is not hidden.",
        )
    (first, names), below = filled[0], filled[1:]
    used = max((_used(texts) for _, texts in filled), default=0)
    letters = grid.letters[:used]
    headings = Headings(tuple(_padded(names, used)), letters)
    return Sheet(
        headings=headings,
        rows=tuple(Row(number, texts, headings) for number, texts in below),
        faults=(*grid.faults, *_heading_faults(headings, first, below)),
        title=grid.title,
        hidden_rows=grid.hidden_rows,
        hidden_columns=grid.hidden_columns,
    )


def _used(texts: Sequence[str]) -> int:
    return max((n for n, text in enumerate(texts, start=1) if text), default=0)


def _padded(names: Sequence[str], length: int) -> list[str]:
    return [*names[:length], *[""] * (length - len(names))]


def _heading_faults(
    headings: Headings, row: int, below: Sequence[tuple[int, tuple[str, ...]]]
) -> tuple[SheetFault, ...]:
    """Return what is wrong with the headings, from left to right."""
    counted = Counter(named_alike(name) for name in headings.names)
    return (
        *_without_name(headings, below),
        *(
            SheetFault(
                f"Your file has {counted[named_alike(name)]} columns called “{name}”, "
                "so we cannot tell which one counts.",
                "Delete or rename one of them.",
                f"{letter}{row}",
            )
            for name, letter in zip(headings.names, headings.letters, strict=True)
            if name and counted[named_alike(name)] > 1
        ),
    )


def _without_name(
    headings: Headings, below: Sequence[tuple[int, tuple[str, ...]]]
) -> list[SheetFault]:
    """Return a fault for each column with something in it and nothing above it."""
    faults = []
    for place, (name, letter) in enumerate(
        zip(headings.names, headings.letters, strict=True)
    ):
        if name:
            continue
        numbers = [n for n, texts in below if place < len(texts) and texts[place]]
        if numbers:
            faults.append(
                SheetFault(
                    f"Row {numbers[0]} has something in column {letter}, "
                    "which has no heading.",
                    "Give the column a heading, or empty it.",
                    f"{letter}{numbers[0]}",
                )
            )
    return faults
