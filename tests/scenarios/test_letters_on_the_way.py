"""The letters that a decision or a date brings with it, from the command line."""

from __future__ import annotations

import pytest

from tests.scenarios.offices import AMARA, BY, Office, filled, the_pack

REVIEW = ("--set", "what=review", "--set", "at=14:00", "--set", "place=The library")


@pytest.fixture
def supported(office: Office) -> tuple[Office, str]:
    """Return an office that has supported one pupil for a week."""
    office.takes_in({"request.pdf": filled("service-request", AMARA)})
    ref = office.case()["ref"]
    office.starts_support(ref)
    return office, ref


def names(office: Office, document: str) -> set[str]:
    """Return what was made of a document: `-parent.pdf` for `review-invitation`."""
    return {
        file.name.rpartition(f"_{document}")[2].partition("_")[0] + file.suffix
        for file in office.workspace.outbox.rglob(f"*_{document}*")
    }


def test_everybody_is_invited_once_when_the_day_for_it_has_come(
    office: Office,
) -> None:
    """The school, each parent, the pupil and the clinic, each in their own words."""
    office.takes_in(the_pack())
    ref = office.case()["ref"]
    office.starts_support(ref)
    office.types("record", ref, "meeting-date", *BY, "--on", "17/12/2026", *REVIEW)
    office.later(days=14)
    first = office.types("due", "--draft")
    made = names(office, "review-invitation")
    again = office.types("due", "--draft")

    assert (first.code, again.code) == (0, 0)
    assert made == {
        *(".pdf", ".docx", ".ics"),
        *("-parent.pdf", "-parent.docx", "-parent.ics"),
        *("-pupil.pdf", "-pupil.docx"),
        *("-health.pdf", "-health.docx", "-health.ics"),
    }
    assert "drafted" not in again.err


def test_the_calendar_entry_beside_an_invitation_names_nobody(
    supported: tuple[Office, str],
) -> None:
    """Calendars are shared, printed and synchronised to phones."""
    office, ref = supported
    early = office.types("write", "review-invitation", ref, "--format", "ics")
    office.types("record", ref, "meeting-date", *BY, "--on", "17/12/2026", *REVIEW)
    office.types("write", "review-invitation", ref, "--format", "ics")

    assert early.code == 1
    assert "No review meeting is arranged" in early.err
    [entry] = office.workspace.outbox.rglob("*.ics")
    said = entry.read_text(encoding="utf-8")
    assert f"SUMMARY:{ref}: Review meeting" in said
    assert "DTSTART:20261217T140000Z" in said
    assert "Amara" not in said
    assert "Okafor" not in said


def test_closing_drafts_a_letter_for_the_school_each_parent_and_the_pupil(
    supported: tuple[Office, str],
) -> None:
    """With the reason's own words in each."""
    office, ref = supported
    ends = ("--on", "18/12/2026", "--set", "destination=full_time")
    office.types("record", ref, "exit", *BY, *ends)
    said = office.types("decide", ref, "close", *BY, "--reason", "reintegrated")

    assert said.code == 0
    assert names(office, "exit") == {
        *("-school.pdf", "-school.docx"),
        *("-parent.pdf", "-parent.docx"),
        *("-pupil.pdf", "-pupil.docx"),
    }


def test_sending_on_drafts_letters_that_say_to_whom(office: Office) -> None:
    """ESMA-019: the hospital is teaching, and everybody hears it the same day."""
    office.takes_in({"request.pdf": filled("service-request", AMARA)})
    ref = office.case()["ref"]
    why = ("--reason", "hospital_providing", "--despite", "The ward has called.")
    said = office.types("decide", ref, "redirect", *BY, *why)

    assert said.code == 0
    assert {"-school.pdf", "-parent.pdf"} <= names(office, "redirect")


def test_a_school_that_does_not_answer_is_reminded_and_then_told_of_the_lapse(
    office: Office,
) -> None:
    """Scenario 16, with its letters: one reminder, then a kind word."""
    office.takes_in({"request.pdf": filled("service-request", AMARA)})
    ref = office.case()["ref"]
    office.later(days=9)
    reminded = office.types("due", "--draft")
    office.types("record", ref, "reminder", *BY)
    office.later(days=12)
    lapsed = office.types("decide", ref, "lapse", *BY)

    assert (reminded.code, lapsed.code) == (0, 0)
    assert names(office, "reminder") == {".pdf", ".docx"}
    assert names(office, "lapsed") == {".pdf", ".docx"}
