"""What is read from an Excel file: what a person sees in it, and nothing else."""

from __future__ import annotations

import datetime as dt
import io
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.sheets.books import SHEET, book, part_of, read_back, saved, with_part
from toolkit.errors import UnreadableFile


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        pytest.param("01632 960123", "General", "01632 960123", id="a phone as text"),
        pytest.param(1632960123, "00000000000", "01632960123", id="zeros in front"),
        pytest.param(1632960123, "00000\\ 000000", "01632 960123", id="a mask"),
        pytest.param(9990001014, "0", "9990001014", id="an NHS number"),
        pytest.param(62.5, "General", "62.5", id="a decimal"),
        pytest.param(0.1 + 0.2, "General", "0.3", id="what Excel shows of 0.1 + 0.2"),
        pytest.param(15.0, "General", "15", id="a whole number"),
        pytest.param(1e15, "General", "1000000000000000", id="a long number"),
        pytest.param(0.625, "0.0%", "62.5%", id="a percentage"),
        pytest.param(True, "General", "TRUE", id="a yes"),
        pytest.param(dt.date(2012, 5, 3), "dd/mm/yyyy", "2012-05-03", id="a date"),
        pytest.param(
            dt.datetime(2026, 11, 16, 9, 30),  # noqa: DTZ001 - Excel has no zones
            "dd/mm/yyyy hh:mm",
            "2026-11-16 09:30",
            id="a moment",
        ),
        pytest.param(dt.time(9, 5), "hh:mm", "09:05", id="a time of day"),
        pytest.param("  Amara\xa0", "General", "Amara", id="spaces at the ends"),
        pytest.param("#N/A", "General", "#N/A", id="what a formula came to"),
    ],
)
def test_a_cell_reads_as_somebody_sees_it(
    tmp_path: Path, value: object, number_format: str, shown: str
) -> None:
    """A phone that lost its nought, or a date that became a number, is a wrong one."""

    def formatted(sheet: Worksheet) -> None:
        sheet["A2"].number_format = number_format

    sheet = read_back(tmp_path, book(["Value"], [value], change=formatted))

    assert sheet.rows[0].text("value") == shown


def test_a_formula_gives_the_result_the_file_stores(tmp_path: Path) -> None:
    """What the office saw when they saved it is what counts; nothing is worked out."""
    formula = book(["Sum"], ["=1+1"])
    stored = part_of(formula, SHEET).replace(b"<v />", b"<v>2</v>")
    stored = stored.replace(b"<v></v>", b"<v>2</v>")

    sheet = read_back(tmp_path, with_part(formula, SHEET, stored))

    assert sheet.rows[0].text("sum") == "2"
    assert sheet.faults == ()


def test_a_formula_without_a_stored_result_is_told(tmp_path: Path) -> None:
    """It would read as an empty cell, and nobody would know."""
    sheet = read_back(tmp_path, book(["Name", "Sum"], ["Amara", "=1+1"]))

    [fault] = sheet.faults
    assert fault.address == "B2"
    assert "not stored" in fault.sentence


def test_hidden_rows_and_columns_are_left_out_and_counted(tmp_path: Path) -> None:
    """What nobody sees on the screen must not be acted on without a word."""

    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True

    contents = book(
        ["Name", "Secret", "Note"],
        ["Amara", "x", "one"],
        ["Yusuf", "y", "two"],
        ["Priya", "z", "three"],
        change=hide,
    )

    sheet = read_back(tmp_path, contents)

    assert sheet.columns == ("Name", "Note")
    assert [row.texts for row in sheet.rows] == [("Amara", "one"), ("Priya", "three")]
    assert (sheet.hidden_rows, sheet.hidden_columns) == (1, 1)
    assert sheet.rows[1].cell("note").address == "C4"


def test_a_column_that_is_missing_because_it_is_hidden_is_told_so(
    tmp_path: Path,
) -> None:
    """The heading is there in the file, and nobody sees why it is asked for."""

    def hide(sheet: Worksheet) -> None:
        sheet.column_dimensions["B"].hidden = True

    contents = book(["Name", "Outcome", "Note"], ["Amara", "ask", "x"], change=hide)
    sheet = read_back(tmp_path, contents)

    [fault] = sheet.missing(["outcome"])
    assert fault.remedy.endswith("If it is hidden, show it.")


def test_only_the_top_left_of_merged_cells_counts(tmp_path: Path) -> None:
    """Files of other programs keep what the merging covered up."""
    contents = book(["Name", "Note"], ["Amara", "seen"], ["Yusuf", "covered"])
    merged = part_of(contents, SHEET).replace(
        b"</sheetData>",
        b'</sheetData><mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>',
    )

    sheet = read_back(tmp_path, with_part(contents, SHEET, merged))

    assert [row.text("note") for row in sheet.rows] == ["seen", ""]


def test_the_first_sheet_that_is_not_hidden_is_read(tmp_path: Path) -> None:
    """Templates keep their lists on hidden sheets in front."""
    workbook = Workbook()
    hidden, shown = workbook.active, workbook.create_sheet("Outcomes")
    assert isinstance(hidden, Worksheet)
    hidden.append(["Choice"])
    hidden.sheet_state = "hidden"
    shown.append(["Reference"])

    sheet = read_back(tmp_path, saved(workbook))

    assert (sheet.title, sheet.columns) == ("Outcomes", ("Reference",))


def test_rows_far_down_keep_their_numbers(tmp_path: Path) -> None:
    """A gap in the list must not move what is below it."""

    def far_down(sheet: Worksheet) -> None:
        sheet["A500"] = "Amara"

    sheet = read_back(tmp_path, book(["Name"], change=far_down))

    assert [(row.number, row.text("name")) for row in sheet.rows] == [(500, "Amara")]


def test_what_the_file_says_of_its_own_size_is_not_believed(tmp_path: Path) -> None:
    """Some programs write a wrong one, and every row below it would be lost."""
    contents = book(["Name"], ["Amara"], ["Yusuf"])
    wrong = part_of(contents, SHEET).replace(b'ref="A1:A3"', b'ref="A1:A2"')

    sheet = read_back(tmp_path, with_part(contents, SHEET, wrong))

    assert [row.text("name") for row in sheet.rows] == ["Amara", "Yusuf"]


def _bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as parcel:
        parcel.writestr("xl/workbook.xml", "<workbook/>")
        with parcel.open(SHEET, "w") as part:
            for _ in range(210):
                part.write(b" " * 1_000_000)
    return made.getvalue()


def _other_zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parcel:
        parcel.writestr("word/document.xml", "<document/>")
    return made.getvalue()


_LAUGHS = (
    b'<!DOCTYPE w [<!ENTITY a "ha">]><worksheet xmlns="http://schemas.openxmlformats'
    b'.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
)
_LAYERED = b"".join(b'<mergeCell ref="A1:B9"/>' for _ in range(20_001))


_TWICE = b'<c r="A2" t="n"><v>5</v></c></row></sheetData>'


def _hide_all() -> bytes:
    whole = book(["Name"])
    part = part_of(whole, "xl/workbook.xml")
    hidden = part.replace(b'state="visible"', b'state="hidden"')
    return with_part(whole, "xl/workbook.xml", hidden)


@pytest.mark.parametrize(
    ("contents", "told"),
    [
        pytest.param(_bomb, "unpacks to 210 MB", id="a bomb"),
        pytest.param(_other_zip, "not a spreadsheet", id="a zip of something else"),
        pytest.param(
            lambda: book(["Name"])[:900], "damaged", id="a file copied by half"
        ),
        pytest.param(
            lambda: with_part(book(["Name"]), "xl/vbaProject.bin", b"x"),
            "holds macros",
            id="macros",
        ),
        pytest.param(
            lambda: with_part(book(["Name"]), SHEET, _LAUGHS), "damaged", id="entities"
        ),
        pytest.param(
            lambda: with_part(book(["Name"]), SHEET, b"<worksheet>"),
            "damaged",
            id="half a sheet",
        ),
        pytest.param(
            lambda: _changed(b'<row r="2"', b'<row r="1"'), "damaged", id="a row twice"
        ),
        pytest.param(
            lambda: _changed(b"</row></sheetData>", _TWICE),
            "damaged",
            id="a cell twice",
        ),
        pytest.param(
            lambda: _changed(b'<row r="2"', b'<row r="900000"'),
            "more than 200,000 rows",
            id="a row beyond the end",
        ),
        pytest.param(
            lambda: _changed(b'r="A2"', b'r="ZZ2"'),
            "more than 256 columns",
            id="a column beyond the end",
        ),
        pytest.param(
            lambda: _changed(b"</sheetData>", b"</sheetData>" + _LAYERED),
            "merged cells",
            id="a heap of merged cells",
        ),
        pytest.param(_hide_all, "hidden", id="every sheet hidden"),
    ],
)
def test_what_is_hostile_or_broken_is_refused_kindly(
    tmp_path: Path, contents: object, told: str
) -> None:
    """Nothing in a file can crash the run, fill the memory or reach other files."""
    assert callable(contents)

    with pytest.raises(UnreadableFile, match=told) as refused:
        read_back(tmp_path, contents())

    assert refused.value.remedy


@settings(max_examples=80, deadline=None)
@given(
    part=st.sampled_from(["xl/workbook.xml", "xl/styles.xml", SHEET]),
    place=st.floats(0, 1, exclude_max=True),
    length=st.integers(0, 40),
    put=st.binary(max_size=12),
)
def test_whatever_is_damaged_is_refused_and_never_a_crash(
    part: str, place: float, length: int, put: bytes
) -> None:
    """A file may be copied by half, or made so that it breaks us."""
    whole = book(["Name", "Days"], ["Amara", 24], ["=1+1", dt.date(2026, 11, 16)])
    old = part_of(whole, part)
    at = int(place * len(old))
    contents = with_part(whole, part, old[:at] + put + old[at + length :])

    with tempfile.TemporaryDirectory() as folder, suppress(UnreadableFile):
        assert read_back(Path(folder), contents).columns


def _changed(old: bytes, new: bytes) -> bytes:
    whole = book(["Name"], ["Amara"])
    part = part_of(whole, SHEET)
    assert old in part
    return with_part(whole, SHEET, part.replace(old, new))
