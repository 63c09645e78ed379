"""17. Meeting day: the papers by wait, the outcomes by keyboard, drafts at once."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from tests.scenarios.offices import AMARA, BY, MATEUSZ, Office, text_of, the_pack

DAY = "2026-11-18"


def test_the_lead_teacher_goes_through_the_papers_and_records_them(
    office: Office,
) -> None:
    """Each case has its page; what is decided is drafted, and nothing leaves."""
    office.takes_in(the_pack(MATEUSZ), "first")
    office.later(hours=2)
    office.takes_in(the_pack(AMARA), "second")
    office.later(days=1)
    told = office.asks("meeting", "pack", DAY)
    later, earlier = told["discussing"][1], told["discussing"][0]
    words = text_of(Path(told["pdf"]))
    sheet = _filled(Path(told["sheets"][0]), {later: "accept"})
    office.at(office.clock[0].replace(day=18, hour=11))
    said = office.types("meeting", "record", str(sheet), *BY)

    cases = {case["ref"]: case for case in office.cases()}
    assert words.index("Mateusz Kowalczyk") < words.index("Amara Okafor")
    assert "Decide by" in words
    assert said.code == 0
    assert (cases[later]["status"], cases[later]["decision"]["by"]) == (
        "accepted",
        "Office Trial",
    )
    assert office.letters("acceptance-school")
    assert cases[later]["postings"] == []
    assert f"{earlier}: no outcome, so it stays where it is" in said.out


def _filled(sheet: Path, outcomes: dict[str, str]) -> Path:
    book = load_workbook(sheet)
    for row in book.worksheets[0].iter_rows(min_row=2):
        row[3].value = outcomes.get(str(row[0].value))
    book.save(sheet)
    return sheet
