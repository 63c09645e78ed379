"""From a table to a file: text that stays text, headings that stay in sight."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Sequence

from toolkit.errors import CannotDo
from toolkit.sheets.from_csv import could_calculate
from toolkit.sheets.table import Table, Written


def write_file(table: Table, suffix: str, others: Sequence[Table]) -> bytes:
    """Do what `toolkit.sheets.write` does."""
    from toolkit.sheets.to_excel import excel  # noqa: PLC0415 - openpyxl loads slowly

    if suffix == "xlsx":
        return excel(table, others)
    if suffix == "csv":
        return _csv(table)
    raise CannotDo(
        f"A spreadsheet is not written as “{suffix}”.", remedy="Use csv or xlsx."
    )


def checked(table: Table) -> Iterator[tuple[Written, ...]]:
    """Return a table's rows one by one.

    Raises:
        ValueError: If a row has not one value for each column.
    """
    for row in table.rows:
        if len(row) != len(table.columns):
            raise ValueError(f"{table.title}: {len(row)} values, not one a column")
        yield row


def _csv(table: Table) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([_harmless(column.name) for column in table.columns])
    writer.writerows([_harmless(value) for value in row] for row in checked(table))
    return text.getvalue().encode("utf-8-sig")


def _harmless(value: Written) -> str:
    """Return a value as text that no program takes for a formula."""
    if isinstance(value, str):
        return f"'{value}" if could_calculate(value) else value
    return value.isoformat() if isinstance(value, dt.date) else str(value)
