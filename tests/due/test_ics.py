"""What is due as a calendar file that the office's own calendar takes in."""

from __future__ import annotations

import datetime as dt

import pytest
from icalendar import Calendar, Event

from toolkit.due.ics import calendar_file, meeting_file
from toolkit.due.meetings import Meeting
from toolkit.model import Deadline

NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
REF = "ESMA-2026-0042-E"
REVIEW = Deadline("review meeting", dt.date(2026, 12, 18), "ESMA-083")
FIRST_END = Deadline("lessons end", dt.date(2026, 12, 18), "ESMA-060")
LAST_END = Deadline("lessons end", dt.date(2027, 2, 12), "ESMA-060")


def entries(*items: tuple[str, Deadline]) -> dict[str, tuple[str, dt.date, dt.date]]:
    """Return the file's entries by their identity: words, first day, day after."""
    file = Calendar.from_ical(calendar_file(items, "What is due", NOW))
    return {
        str(event["UID"]): (str(event["SUMMARY"]), event.start, event.end)
        for event in file.events
    }


def test_an_entry_is_a_whole_day_that_names_the_case_and_the_rule() -> None:
    """A reference, and nobody's name: calendars are shared and printed."""
    [entry] = entries((REF, REVIEW)).values()

    assert entry == (
        "ESMA-2026-0042-E: review meeting (ESMA-083)",
        dt.date(2026, 12, 18),
        dt.date(2026, 12, 19),
    )


def test_a_date_that_moves_keeps_its_identity() -> None:
    """Else the office would have the old date and the new one side by side."""
    moved = Deadline(REVIEW.what, dt.date(2027, 1, 29), REVIEW.rule)

    assert entries((REF, REVIEW)).keys() == entries((REF, moved)).keys()


def test_two_cases_and_two_duties_are_four_entries() -> None:
    """None may overwrite another."""
    other = "ESMA-2026-0043-1"

    found = entries((REF, REVIEW), (REF, LAST_END), (other, REVIEW), (other, LAST_END))

    assert len(found) == 4


def test_the_later_of_two_ends_is_the_same_entry_once_the_first_has_passed() -> None:
    """What has passed drops out of the list, and the other must stay itself."""
    both, one = entries((REF, FIRST_END), (REF, LAST_END)), entries((REF, LAST_END))

    [(identity, entry)] = one.items()
    assert both[identity] == entry
    assert len(both) == 2


def test_a_calendar_program_finds_what_it_needs() -> None:
    """The standard asks for a version, a maker and a moment for each entry."""
    file = Calendar.from_ical(calendar_file([(REF, REVIEW)], "What is due", NOW))

    assert (file["VERSION"], file["METHOD"]) == ("2.0", "PUBLISH")
    [event] = file.walk("VEVENT")
    assert event.DTSTAMP == NOW
    assert event["DTSTART"].params["VALUE"] == "DATE"


# --- a meeting people are invited to ------------------------------------------------


def meeting(at: str, on: dt.date = dt.date(2026, 12, 17)) -> Event:
    """Return the calendar entry of a review at the library."""
    asked = Meeting("Review meeting", on, at, "The library")
    [event] = Calendar.from_ical(meeting_file(REF, asked, NOW)).events
    return event


def test_an_invitation_lasts_an_hour_by_the_english_clock() -> None:
    """Two in the afternoon in June is one o'clock in the world's time."""
    event = meeting("14:00", dt.date(2027, 6, 17))

    assert event.start == dt.datetime(2027, 6, 17, 13, 0, tzinfo=dt.UTC)
    assert event.end == dt.datetime(2027, 6, 17, 14, 0, tzinfo=dt.UTC)
    assert (event["SUMMARY"], event["LOCATION"]) == (
        "ESMA-2026-0042-E: Review meeting",
        "The library",
    )


def test_a_start_nobody_can_read_makes_it_a_whole_day() -> None:
    """Better no time than a wrong one: the letter says it as it was written."""
    assert meeting("after lunch").start == dt.date(2026, 12, 17)


def test_a_meeting_that_moves_stays_the_same_entry() -> None:
    """Two entries would bring people on the wrong day."""
    moved = meeting("10:00", dt.date(2026, 12, 18))

    assert moved["UID"] == meeting("14:00")["UID"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("14:00", dt.time(14)),
        ("9.30 am", dt.time(9, 30)),
        ("2pm", dt.time(14)),
        ("12 PM", dt.time(12)),
        ("12am", dt.time(0)),
        pytest.param("2", None, id="a lone number"),
        pytest.param("25:00", None, id="no such hour"),
        pytest.param("13pm", None, id="no such half of the day"),
        pytest.param("10:75", None, id="no such minute"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_a_time_is_read_only_where_there_is_no_doubt(
    written: str, meant: dt.time | None
) -> None:
    """A lone 2 does not say which half of the day."""
    assert Meeting("Review meeting", NOW.date(), written).starts == meant
