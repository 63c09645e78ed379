"""What is read from a CSV file, whoever saved it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sheets.books import read_back
from toolkit.errors import UnreadableFile
from toolkit.sheets import read

TEXT = "Name,Phone\r\nJakub Wiśniewski,01632 960123\r\n"


@pytest.mark.parametrize(
    "contents",
    [
        pytest.param(TEXT.encode("utf-8"), id="UTF-8"),
        pytest.param(TEXT.encode("utf-8-sig"), id="UTF-8 with a mark"),
        pytest.param(TEXT.encode("utf-16"), id="UTF-16 with a mark"),
        pytest.param(TEXT.encode("utf-16-le"), id="UTF-16 without a mark"),
        pytest.param(TEXT.encode("utf-16-be"), id="UTF-16 the other way round"),
        pytest.param(TEXT.replace(",", ";").encode(), id="semicolons"),
        pytest.param(TEXT.replace(",", "\t").encode(), id="tabs"),
        pytest.param(TEXT.replace("\r\n", "\n").encode(), id="short line ends"),
        pytest.param(("sep=;\r\n" + TEXT.replace(",", ";")).encode(), id="sep="),
    ],
)
def test_a_list_reads_the_same_however_it_was_saved(
    tmp_path: Path, contents: bytes
) -> None:
    """Offices save lists from many programs, and nobody knows of encodings."""
    sheet = read_back(tmp_path, contents)

    assert sheet.columns == ("Name", "Phone")
    assert sheet.rows[0].text("name") == "Jakub Wiśniewski"
    assert sheet.rows[0].text("PHONE") == "01632 960123"


def test_an_old_windows_list_keeps_its_apostrophes(tmp_path: Path) -> None:
    """Older Excel saves Windows-1252; the name must not come out as signs."""
    sheet = read_back(tmp_path, "Name\r\nSiobhan O’Neill\r\n".encode("cp1252"))

    assert sheet.rows[0].text("Name") == "Siobhan O’Neill"


def test_a_comma_within_quotation_marks_parts_nothing(tmp_path: Path) -> None:
    """Addresses have commas in them."""
    sheet = read_back(tmp_path, b'Name;Home\n"Ali; Yusuf";"1, The Green\nHollowmere"\n')

    assert sheet.rows[0].texts == ("Ali; Yusuf", "1, The Green\nHollowmere")


def test_rows_are_numbered_as_the_spreadsheet_program_numbers_them(
    tmp_path: Path,
) -> None:
    """Somebody looks for row 5 in Excel, where blank rows and long cells count."""
    sheet = read_back(tmp_path, b'\nName,Note\nAmara,"two\nlines"\n\nYusuf,x\n')

    assert [(row.number, row.text("name")) for row in sheet.rows] == [
        (3, "Amara"),
        (5, "Yusuf"),
    ]
    assert sheet.rows[1].cell("note").address == "B5"


def test_a_cell_beyond_the_headings_is_told(tmp_path: Path) -> None:
    """A comma too many moves every answer one column along."""
    sheet = read_back(tmp_path, b"Name,School\nOkafor, Amara,Willowmere\n")

    [fault] = sheet.faults
    assert fault.address == "C2"
    assert fault.sentence == ("Row 2 has something in column C, which has no heading.")


def test_two_columns_of_one_name_are_both_told(tmp_path: Path) -> None:
    """Nobody could say which of them counts."""
    sheet = read_back(tmp_path, b"Reference,Outcome,outcome \nX,accept,ask\n")

    assert [fault.address for fault in sheet.faults] == ["B1", "C1"]
    assert "2 columns called “Outcome”" in sheet.faults[0].sentence


def test_a_column_that_is_not_there_is_told_with_the_nearest_one(
    tmp_path: Path,
) -> None:
    """The reader sees what is there and what to rename."""
    sheet = read_back(tmp_path, b"Refrence,Outcome\nX,accept\n")

    [fault] = sheet.missing(["reference", "outcome"])
    assert fault.sentence == (
        "Your file needs a column called “reference”. "
        "Its columns are: “Refrence”, “Outcome”."
    )
    assert fault.remedy == "Rename “Refrence”, or add a column with that heading."


def test_a_cell_of_a_column_that_is_not_there_is_asked_for_in_vain(
    tmp_path: Path,
) -> None:
    """A mistyped column name in our own code must not read as an empty answer."""
    sheet = read_back(tmp_path, b"Name\nAmara\n")

    with pytest.raises(KeyError):
        sheet.rows[0].cell("surname")


@pytest.mark.parametrize(
    ("contents", "told"),
    [
        pytest.param(b"", "is empty", id="nothing"),
        pytest.param(b" ,\n,\n", "is empty", id="only commas"),
        pytest.param(b'Name\n"Amara\n', "do not pair", id="an open quotation mark"),
        pytest.param(b"%PDF-1.7 and so on", "not a spreadsheet", id="a PDF file"),
        pytest.param(b"Name\nAm\x81ra\n", "not a spreadsheet", id="no known letters"),
        pytest.param(b"a,b\x00c\n" * 9, "not a spreadsheet", id="zeros"),
        pytest.param(b"\xd0\xcf\x11\xe0" + b"x" * 99, "locked", id="a locked workbook"),
        pytest.param(b"," * 300 + b"x", "more than 256 columns", id="too wide"),
        pytest.param(b"x\n" * 200_001, "more than 200,000 rows", id="too long"),
        pytest.param(b'a\n"' + b"x" * 200_000, "do not pair", id="an endless cell"),
    ],
)
def test_what_cannot_be_read_is_said_kindly(
    tmp_path: Path, contents: bytes, told: str
) -> None:
    """The sentence says what it is and what to do, and names no file."""
    with pytest.raises(UnreadableFile, match=told) as refused:
        read_back(tmp_path, contents)

    assert refused.value.remedy
    assert "list" not in str(refused.value)


def test_a_file_of_two_gigabytes_is_refused_without_reading_it(tmp_path: Path) -> None:
    """A machine with little memory must not choke on a file dropped by mistake."""
    path = tmp_path / "huge.csv"
    with path.open("wb") as sparse:
        sparse.truncate(2_000_000_000)

    with pytest.raises(UnreadableFile, match="it is 2000 MB"):
        read(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A mistyped path is no fault of the toolkit."""
    with pytest.raises(UnreadableFile, match="could not be opened"):
        read(tmp_path / "nothing.csv")
