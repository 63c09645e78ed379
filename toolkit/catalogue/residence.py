"""The table of postcodes a council loads: in, out, and unknown for all others."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from toolkit.catalogue.faults import Fault
from toolkit.catalogue.keys import POSTCODE
from toolkit.catalogue.reading_files import Sheet, Shelf, text_of

_HEADINGS = ["postcode", "residence"]
_GOOD_LINE = re.compile(rf"^({POSTCODE.pattern}),(in|out)\r?$", re.MULTILINE)


def postcodes_of(shelf: Shelf, file: str) -> tuple[dict[str, str], Sheet]:
    """Return the table of postcodes, and the sheet with every fault in it.

    Postcodes are written the usual way, capital letters and one space: `AL97 4QT`.
    """
    text, sheet = text_of(shelf, file)
    if text is None:
        return {}, sheet
    if (table := _without_faults(text)) is not None:
        return table, sheet
    try:
        rows = list(csv.reader(text.splitlines()))
    except csv.Error:
        told = "Lines of a postcode, a comma and in or out are needed."
        return {}, Sheet(file, sheet.contents, faults=(Fault(file, "", told),))
    if not rows or [cell.strip() for cell in rows[0]] != _HEADINGS:
        told = "The first line has to be: postcode,residence"
        return {}, Sheet(file, sheet.contents, faults=(Fault(file, "line 1", told),))
    table = {}
    faults = tuple(_read_rows(file, rows, table))
    return table, Sheet(file, sheet.contents, faults=faults)


def _without_faults(text: str) -> dict[str, str] | None:
    """Return the table of a file in which every line is good; null for any other.

    A county has a hundred thousand lines, and every command reads them.
    """
    heading, *lines = text.splitlines() or [""]
    rows = _GOOD_LINE.findall(text)
    table = dict(rows)
    good = heading == ",".join(_HEADINGS) and len(rows) == len(lines) == len(table)
    return table if good else None


def _read_rows(
    file: str, rows: list[list[str]], table: dict[str, str]
) -> Iterator[Fault]:
    """Put every good row into the table, and yield a fault for every other."""
    for line, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        told = _fault_of_row(row, table)
        if told:
            yield Fault(file, f"line {line}", told)
        else:
            table[row[0].strip()] = row[1].strip()


def _fault_of_row(row: list[str], table: dict[str, str]) -> str:
    if len(row) != 2:
        return "A postcode, a comma and in or out are needed."
    postcode, residence = row[0].strip(), row[1].strip()
    if not POSTCODE.fullmatch(postcode):
        return "A postcode in capital letters with one space is needed: AL97 4QT."
    if residence not in {"in", "out"}:
        return "The word in or the word out is needed after the comma."
    return "This postcode is here twice." if postcode in table else ""
