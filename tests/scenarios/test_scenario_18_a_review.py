"""18. A teacher gets a review ready, holds it, and writes down what was agreed."""

from __future__ import annotations

from pathlib import Path

from tests.scenarios.offices import AMARA, Office, filled

WEEKS = "week,offered,attended,reason\n23/11/2026,3,3,\n30/11/2026,3,1,A hospital day\n"
ACTIONS = (
    "action,owner,by_when,note\n"
    "Two visits to the art room,Tom Adeyemi,15/01/2027,\n"
    "Ask about a rest card,Helen Marsh,08/01/2027,\n"
)


def test_what_a_review_needs_and_agrees_is_kept_with_the_case(office: Office) -> None:
    """ESMA-082, ESMA-091: the sheet is filled in offline; nothing is typed twice."""
    office.takes_in({"request.pdf": filled("service-request", AMARA)})
    ref = office.case()["ref"]
    office.starts_support(ref)
    before = office.due()["review meeting"]
    office.later(days=16)
    office.records(ref, "attendance", WEEKS)
    office.records(ref, "review", ACTIONS)

    records = {kept["kind"]: kept for kept in office.case()["records"]}
    assert [row["attended"] for row in records["attendance"]["rows"]] == [3, 1]
    assert [row["owner"] for row in records["review"]["rows"]] == [
        "Tom Adeyemi",
        "Helen Marsh",
    ]
    assert before == "2026-12-18"
    assert office.due()["review meeting"] > before


def test_a_sheet_for_the_meeting_can_be_taken_away(
    office: Office, tmp_path: Path
) -> None:
    """The meeting is at a school whose network the laptop may not join."""
    sheet = tmp_path / "review.xlsx"
    said = office.types("record", "--example", "review", "-o", str(sheet))

    assert said.code == 0
    assert sheet.stat().st_size > 1000
