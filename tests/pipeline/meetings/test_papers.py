"""The papers of a meeting: who has a page, what is on it, what the sheet asks."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pikepdf
import pytest
from openpyxl import load_workbook

from tests.pipeline.meetings.weeks import (
    ALONE,
    AMARA,
    DAY,
    JAKUB_REF,
    MATEUSZ,
    SIOBHAN,
    Papers,
    folder,
    make_papers,
    sheet,
)
from tests.scenarios.offices import BY, Office, text_of
from toolkit.pdf import look_into

PAPERS = "meeting_esma_20261118"


def test_the_longest_wait_comes_first_and_what_waits_stands_apart(
    papers: Papers,
) -> None:
    """The meeting works through the list from the top."""
    told = papers.told

    assert told["discussing"] == [AMARA, JAKUB_REF, SIOBHAN, MATEUSZ]
    assert told["waiting"] == [ALONE]
    assert (told["lapsing"], told["deferred"], told["later"]) == ([], [], 0)


def test_the_papers_are_named_by_their_day_and_never_by_a_child(
    papers: Papers,
) -> None:
    """File names turn up in lists, in backups and on other people's screens."""
    names = [path.name for path in papers.pdf.parent.iterdir()]

    assert sorted(names) == [f"{PAPERS}.csv", f"{PAPERS}.pdf", f"{PAPERS}.xlsx"]
    assert papers.pdf.parent.name == DAY


def test_the_pdf_can_be_read_aloud_and_leafed_through(papers: Papers) -> None:
    """It is tagged, titled and has a bookmark for every case."""
    found = look_into(papers.pdf.read_bytes())

    assert (found.tagged, found.problems, found.language) == (True, (), "en-GB")
    assert found.title == "ESMA weekly meeting, Wednesday 18 November 2026"
    with pikepdf.open(papers.pdf) as pdf, pdf.open_outline() as outline:
        marks = [str(item.title) for item in outline.root]
    assert f"Siobhan O'Neill {SIOBHAN}" in marks
    assert marks[-3:] == [
        "Waiting for information",
        "Reminded, and nothing has come",
        "Put off earlier",
    ]


def test_the_contents_say_on_which_page_a_case_is(papers: Papers) -> None:
    """Somebody with printed pages finds the case."""
    pages = papers.pages

    at = next(n for n, page in enumerate(pages[1:], 2) if MATEUSZ in page)
    assert f"Mateusz Kowalczyk Smith & <Sons> Academy 2 days decline {at}" in pages[0]


def test_a_page_says_who_it_is_and_by_when_to_decide(papers: Papers) -> None:
    """The first line of the page is what the chair reads out."""
    page = papers.page(AMARA)

    assert "14, Year 10 Willowmere High East 2 days, 2 school days" in page
    assert "25 November 2026 7 December 2026" in page
    assert "Asked for Online lessons in a small group; A telepresence robot" in page


def test_a_proposal_is_never_a_decision(papers: Papers) -> None:
    """People must not mistake what the rules work out for what was agreed."""
    page = papers.page(MATEUSZ)

    assert "Proposed, not decided: Decline, with reasons." in page
    assert "The pupil lives outside Hertfordshire" in page


def test_each_criterion_shows_what_was_written_and_where(papers: Papers) -> None:
    """The meeting judges by the paper, so the page leads to it."""
    page = papers.page(AMARA)

    assert "Met Date of birth: “03/05/2012” (Service request, page 2)" in page
    assert "“Consultant paediatrician” (Medical letter, page 1)" in page


def test_evidence_from_a_gp_alone_is_a_question_and_not_a_no(papers: Papers) -> None:
    """Nobody is turned away because a specialist has a waiting list."""
    page = papers.page(SIOBHAN)

    assert "E2 Medical evidence that bears out the absence Cannot tell" in page
    assert "Questions for the meeting" in page
    assert "Referred to CAMHS and on the waiting list" in page


def test_what_is_missing_is_told_where_nothing_can_be_decided(papers: Papers) -> None:
    """The office sees why a case has no page."""
    last = papers.pages[-1]

    assert ALONE in last
    assert (
        "Medical evidence or a current treatment plan; Signed parental consent" in last
    )


def test_care_about_a_family_stands_at_the_top(papers: Papers) -> None:
    """Nobody rings a family that needs an interpreter without one."""
    assert "Take care: Interpreter or signer: Polish." in papers.page(JAKUB_REF)


def test_a_case_that_came_after_the_cut_off_is_only_counted(office: Office) -> None:
    """Late papers get the same time to be read as everybody's."""
    told = office.asks("meeting", "pack", "2026-11-11")

    assert told["discussing"] == []
    assert told["later"] == 5


@pytest.mark.parametrize(
    ("day", "following"),
    [
        pytest.param("2026-11-19", "Wednesday 25 November 2026", id="a Thursday"),
        pytest.param("2026-12-23", "Wednesday 6 January 2027", id="in the holidays"),
    ],
)
def test_a_day_without_a_meeting_is_refused_with_the_next_one(
    office: Office, day: str, following: str
) -> None:
    """A mistyped date must not make papers nobody meets for."""
    said = office.types("meeting", "pack", day)

    assert said.code == 2
    assert following in said.err


def test_a_dry_run_writes_nothing(office: Office) -> None:
    """Somebody may look at the list first."""
    said = office.types("meeting", "pack", DAY, "--dry-run")

    assert AMARA in said.out
    assert not folder(office).exists()


def test_the_papers_go_where_they_are_told(office: Office, tmp_path: Path) -> None:
    """A shared folder of the meeting is a usual place; the sheets go beside."""
    office.types("meeting", "pack", DAY, "-o", str(tmp_path / "wednesday.pdf"))

    assert (tmp_path / "wednesday.xlsx").exists()
    assert "Amara Okafor" in text_of(tmp_path / "wednesday.pdf")


def test_the_sheet_has_initials_and_the_outcomes_to_choose_from(
    office: Office,
) -> None:
    """It travels further than the papers, so it names nobody."""
    book = load_workbook(sheet(office, "xlsx"))

    leaf = book["Meeting 2026-11-18"]
    assert [cell.value for cell in leaf[2]][:3] == [AMARA, "AO", "accept"]
    assert leaf.max_row == 5
    chosen = {cell.value for cell in book["Choices"]["A"]}
    assert {"accept", "decline", "discussed"} <= chosen
    assert "close" not in chosen
    assert ("other_with_text",) in list(
        book["Reasons"].iter_rows(max_col=1, values_only=True)
    )


def test_the_csv_asks_the_same(office: Office) -> None:
    """Offices without Excel fill in that one."""
    text = sheet(office).read_text(encoding="utf-8-sig")

    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][:5] == ["reference", "initials", "proposed", "outcome", "reasons"]
    assert [row[2] for row in rows[1:]] == ["accept", "ask", "ask", "decline"]


def test_what_was_asked_for_is_waited_for_until_it_comes(office: Office) -> None:
    """The next meeting does not go through the same gap again."""
    office.types("decide", JAKUB_REF, "ask", *BY)
    office.later(days=7)

    told = office.asks("meeting", "pack", "2026-11-25")

    assert JAKUB_REF in told["waiting"]


def test_a_case_put_off_is_on_the_list_and_on_the_sheet(office: Office) -> None:
    """What was put off must come back before anybody's eyes."""
    office.types("decide", SIOBHAN, "defer", *BY, "--note", "After the clinic.")

    made = make_papers(office)

    assert made.told["deferred"] == [SIOBHAN]
    assert "After the clinic." in made.pages[-1]
    assert SIOBHAN in sheet(office).read_text(encoding="utf-8-sig")
