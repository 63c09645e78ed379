"""The plan, the minutes and what belongs to them, by the commands a teacher types."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios.offices import AMARA, BY, Office, filled

WEEKS = "week,offered,attended\n23/11/2026,3,2\n30/11/2026,3,3\n"
TARGETS = "target,owner,by_when,measure\nA chapter a week,Tutor,18/12/2026,A log\n"
ACTIONS = "action,owner,by_when\nLend a laptop,School lead,11/12/2026\n"
FACTS = """
[plan]
adjustments = ["soft-start"]

[timetable]
start = 2026-11-23
end = 2026-12-18
hours = 6
"""
DOCUMENTS = (
    "agreement",
    "plan",
    "review-minutes",
    "code-notice",
    "risk-assessment",
    "timetable-agreement",
    "stakeholder-report",
    "check-sheet",
    "apdr-blank",
    "pastoral-plan",
    "healthcare-plan",
    "hospital-plan",
)


@pytest.fixture
def supported(office: Office) -> tuple[Office, str]:
    """Return an office with a pupil for whom everything has been recorded."""
    office.takes_in({"request.pdf": filled("service-request", AMARA)})
    ref = office.case()["ref"]
    office.starts_support(ref)
    sheet = office.workspace.root / "targets.csv"
    sheet.write_text(TARGETS, encoding="utf-8")
    voice = ("--set", "pupil_voice=I want to see my class.")
    office.types("record", ref, "plan", *BY, *voice, "--from", str(sheet))
    office.later(days=15)
    office.records(ref, "attendance", WEEKS)
    office.records(ref, "review", ACTIONS)
    return office, ref


def facts_in(folder: Path) -> str:
    """Write a person's own facts into a file and return where it is."""
    file = folder / "agreed.toml"
    file.write_text(FACTS, encoding="utf-8")
    return str(file)


def test_every_document_of_support_is_written_in_word_and_pdf(
    supported: tuple[Office, str], tmp_path: Path
) -> None:
    """What is listed can be written, for a case that came by the ordinary way."""
    office, ref = supported
    facts = facts_in(tmp_path)
    answers = {
        name: office.types("write", name, ref, "--from", facts) for name in DOCUMENTS
    }
    made = {
        (file.name.split("_")[1], file.suffix)
        for file in office.workspace.case_folder(ref).iterdir()
    }

    assert [record["kind"] for record in office.case()["records"]].count("plan") == 1
    assert {name: said.err for name, said in answers.items() if said.code} == {}
    assert {(name, end) for name in DOCUMENTS for end in (".docx", ".pdf")} <= made


def test_a_closed_case_has_its_notice_about_codes(
    supported: tuple[Office, str],
) -> None:
    """The school goes back to its usual codes the day our lessons end."""
    office, ref = supported
    said = office.types("decide", ref, "close", *BY, "--reason", "reintegrated")

    folder = office.workspace.case_folder(ref)
    assert "code-notice" in {file.name.split("_")[1] for file in folder.iterdir()}
    assert said.code == 0
