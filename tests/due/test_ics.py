"""What is due as a calendar file that the office's own calendar takes in."""

from __future__ import annotations

import datetime as dt

from icalendar import Calendar

from toolkit.due.ics import calendar_file
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
