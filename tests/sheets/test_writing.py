"""What we write into spreadsheets stays what it is, and reads back so."""

from __future__ import annotations

import csv
import datetime as dt
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.sheets.books import read_back
from toolkit.errors import CannotDo
from toolkit.sheets import Column, Table, write

FORMULAS = (
    "=1+1",
    "+44 1632",
    "-5",
    "@SUM(A1)",
    "\t=1",
    " =1",
    "'=1",
    '=HYPERLINK("x")',
)


def _table(*values: str) -> Table:
    return Table("Trial", (Column("Value"),), [(value,) for value in values])


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_starts_a_formula_in_a_csv_file(text: str) -> None:
    """What a sender wrote must not run when somebody opens our list."""
    written = write(_table(text), "csv").decode("utf-8-sig")

    [_, [cell]] = list(csv.reader(io.StringIO(written, newline="")))
    assert cell == f"'{text}"


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula_in_an_excel_file(text: str) -> None:
    """It is typed as text, so that neither opening nor editing makes it run."""
    book = load_workbook(io.BytesIO(write(_table(text), "xlsx")))

    cell = book["Trial"]["A2"]
    assert (cell.data_type, cell.value) == ("s", text)
    assert cell.quotePrefix
    assert cell.number_format == "@"


_text = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn"]))


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.tuples(_text, _text), min_size=1, max_size=5))
def test_what_is_written_is_read_back(suffix: str, rows: list[tuple[str, str]]) -> None:
    """A list that goes out and comes back says what it said."""
    columns = (Column("Name"), Column("Note", notes=True))
    with tempfile.TemporaryDirectory() as folder:
        contents = write(Table("Trial", columns, rows), suffix)
        sheet = read_back(Path(folder), contents)

    meant = [tuple(text.strip() for text in row) for row in rows]
    assert [(row.text("name"), row.text("note")) for row in sheet.rows] == [
        row for row in meant if any(row)
    ]
    assert sheet.faults == ()


def test_numbers_and_dates_stay_what_they_are(tmp_path: Path) -> None:
    """Somebody sorts and adds them in Excel."""
    columns = (Column("Days"), Column("Due"))
    table = Table("Trial", columns, [(12, dt.date(2026, 11, 25))])

    contents = write(table, "xlsx")

    row = load_workbook(io.BytesIO(contents))["Trial"][2]
    assert (row[0].value, row[0].data_type) == (12, "n")
    assert row[1].number_format == "dd/mm/yyyy"
    assert read_back(tmp_path, contents).rows[0].texts == ("12", "2026-11-25")


def test_the_headings_stay_in_sight_and_choices_are_offered() -> None:
    """A long list is filled in without scrolling up or guessing the words."""
    columns = (Column("Case"), Column("Outcome", ("accept", "ask, again")))
    contents = write(Table("Trial", columns, [("X", "")]), "xlsx")

    book = load_workbook(io.BytesIO(contents))
    sheet, choices = book["Trial"], book["Choices"]
    assert sheet.freeze_panes == "A2"
    [rule] = sheet.data_validations.dataValidation
    assert rule.formula1 == "'Choices'!$A$1:$A$2"
    assert "B2" in rule.sqref
    assert [cell.value for cell in choices["A"]] == ["accept", "ask, again"]
    assert choices.sheet_state == "hidden"


def test_our_own_book_reads_as_its_first_table(tmp_path: Path) -> None:
    """The choices and further sheets do not get in the way when it comes back."""
    columns = (Column("Outcome", ("accept", "ask")),)
    more = Table("Reasons", (Column("Code"),), [("other",)])

    sheet = read_back(
        tmp_path, write(Table("Outcomes", columns, [("ask",)]), "xlsx", more)
    )

    assert (sheet.title, sheet.rows[0].texts) == ("Outcomes", ("ask",))


def test_an_odd_title_still_names_a_sheet(tmp_path: Path) -> None:
    """Excel refuses a file whose sheet has a slash in its name."""
    table = Table("[a/b]:*?" + "x" * 40, (Column("Name"),), [])

    assert read_back(tmp_path, write(table, "xlsx")).columns == ("Name",)


def test_signs_excel_cannot_hold_become_spaces(tmp_path: Path) -> None:
    """A bell in a pasted note must not make the whole file unreadable."""
    contents = write(_table("one\x07two\ud800"), "xlsx")

    assert read_back(tmp_path, contents).rows[0].texts == ("one two",)


def test_a_row_that_does_not_fit_its_columns_is_our_own_fault() -> None:
    """Values under the wrong heading would be a silent wrong answer."""
    table = Table("Trial", (Column("One"), Column("Two")), [("only",)])

    with pytest.raises(ValueError, match="not one a column"):
        write(table, "csv")


def test_any_other_suffix_is_refused() -> None:
    """Old formats are not written."""
    with pytest.raises(CannotDo, match="“ods”"):
        write(_table("x"), "ods")
