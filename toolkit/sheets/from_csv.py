"""A CSV file as a grid: its encoding, its separator, its cells."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice

from toolkit.errors import UnreadableFile
from toolkit.sheets.letters import column_letters
from toolkit.sheets.reading import MOST_COLUMNS, MOST_ROWS, Grid, not_a_sheet, too_big

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_SEPARATORS = ",;\t"
_LOOKED_AT = 50  # rows from which the separator is told


def grid_of_csv(contents: bytes) -> Grid:
    """Return the rows of a CSV file, numbered as a spreadsheet program shows them.

    Raises:
        UnreadableFile: If it is no text, too long, or its quotation marks do not pair.
    """
    text = _decoded(contents)
    separator, text = _separator(text)
    rows = list(_rows(text, separator))
    widest = max((len(texts) for _, texts in rows), default=0)
    if widest > MOST_COLUMNS:
        raise too_big(f"it has more than {MOST_COLUMNS} columns")
    return Grid(letters=column_letters(widest), rows=rows)


def _decoded(contents: bytes) -> str:
    try:
        # One letter that cannot be read may be part of a name: nothing is guessed.
        text = contents.decode(_encoding(contents))
    except UnicodeDecodeError as fault:
        raise not_a_sheet() from fault
    if "\x00" in text:
        raise not_a_sheet()
    return text


def _encoding(contents: bytes) -> str:
    if contents.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if contents.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    beginning = contents[:1000]
    if beginning[1::2].count(0) > len(beginning) // 4:  # every other byte is nothing
        return "utf-16-le"
    if beginning[::2].count(0) > len(beginning) // 4:
        return "utf-16-be"
    try:
        contents.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _separator(text: str) -> tuple[str, str]:
    """Return what separates the cells, and the text without a line that says so."""
    first, _, rest = text.partition("\n")
    named = first.strip().casefold()
    if len(named) <= len("sep=;") and named.startswith("sep="):
        # Excel's own way; a tab is stripped away with the white space.
        return named[4:] or "\t", "\n" + rest
    return max(_SEPARATORS, key=lambda separator: _fit(text, separator)), text


def _fit(text: str, separator: str) -> tuple[float, int]:
    """Return how evenly a separator parts the first rows, then in how many cells."""
    try:
        rows = [r for r in islice(_reader(text, separator), _LOOKED_AT) if r]
    except csv.Error:
        return (0.0, 0)
    if not rows or len(rows[0]) < 2:
        return (0.0, 0)
    even = sum(len(row) == len(rows[0]) for row in rows) / len(rows)
    return (even, len(rows[0]))


def _reader(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def _rows(text: str, separator: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    number = 0
    try:
        for number, cells in enumerate(_reader(text, separator), start=1):
            if number > MOST_ROWS:
                raise too_big(f"it has more than {MOST_ROWS:,} rows")
            yield number, tuple(_as_typed(cell) for cell in cells)
    except csv.Error as fault:
        raise UnreadableFile(
            f"The quotation marks after row {number} of the spreadsheet do not pair, "
            "so we cannot tell where its cells end.",
            remedy="Open it in a spreadsheet program, save it again, and use that.",
        ) from fault


def _as_typed(cell: str) -> str:
    """Return a cell's text without the apostrophe that kept it from being a formula."""
    if cell.startswith("'") and could_calculate(cell[1:]):
        cell = cell[1:]
    return cell.strip()


def could_calculate(text: str) -> bool:
    """Whether a spreadsheet program could take a text for a formula.

    White space and apostrophes in front do not keep every program from it.
    """
    return text.startswith(_FORMULA_STARTS) or text.lstrip(" \xa0'").startswith(
        _FORMULA_STARTS
    )
