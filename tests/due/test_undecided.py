"""What is due until somebody decides."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.due.situations import (
    SERVICE,
    day,
    document,
    listed,
    moment,
    only,
    record,
    undecided,
)
from toolkit.calendar import SchoolDays
from toolkit.due import DONE, OPEN, OVERDUE, due
from toolkit.due.deciding import LAPSE, REMINDER, REPLY
from toolkit.errors import BeyondCalendar
from toolkit.model import Decision, Status, Value
from toolkit.propose import ASSESSMENT, DECISION, MEETING, RECEIPT

ASKED = document("acknowledgement", "16 Nov 2026")
FIFTEEN = "absence reaches 15 school days"


def test_a_new_referral_has_its_meeting_its_decision_and_its_assessment() -> None:
    """These are the dates the acknowledgement names, each with its rule."""
    found = due(undecided(status=Status.READY), SERVICE, day("16 Nov 2026"))

    assert [(d.what, d.due, d.rule, d.state) for d in found] == [
        (MEETING, day("18 Nov 2026"), "ESMA-050", OPEN),
        (DECISION, day("25 Nov 2026"), "ESMA-051", OPEN),
        (ASSESSMENT, day("7 Dec 2026"), "ESMA-052", OPEN),
        (RECEIPT, day("23 Nov 2026"), "ESMA-051", OPEN),
    ]


def test_a_referral_nobody_decided_is_overdue_and_goes_to_the_coming_meeting() -> None:
    """A meeting that has been is no use to anybody; the promise is still owed."""
    case = undecided(status=Status.READY)

    assert only(case, "18 Nov 2026", MEETING).due == day("18 Nov 2026")
    assert only(case, "26 Nov 2026", MEETING).due == day("2 Dec 2026")
    assert only(case, "26 Nov 2026", DECISION).state == OVERDUE
    assert only(case, "25 Nov 2026", DECISION).state == OPEN
    assert only(case, "26 Nov 2026", ASSESSMENT).state == OPEN


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        pytest.param("defer", Status.DEFERRED, id="put off"),
        pytest.param("ask", Status.INCOMPLETE, id="asked for more"),
    ],
)
def test_a_referral_put_off_is_decided_after_the_meeting_that_follows(
    outcome: str, status: Status
) -> None:
    """The fifteen days in which help is found still count from receipt."""
    decision = Decision(outcome, "Office Trial", moment(day("18 Nov 2026")))
    case = undecided(status=status, decision=decision)

    assert only(case, "19 Nov 2026", MEETING).due == day("25 Nov 2026")
    assert only(case, "19 Nov 2026", DECISION).due == day("2 Dec 2026")
    assert only(case, "19 Nov 2026", ASSESSMENT).due == day("7 Dec 2026")


def test_a_school_that_was_asked_has_five_school_days_and_then_a_reminder() -> None:
    """The reply is due on the day the letter names; the reminder the day after."""
    case = undecided("16 Nov 2026", ASKED)

    assert only(case, "17 Nov 2026", REPLY).due == day("23 Nov 2026")
    assert only(case, "17 Nov 2026", REMINDER).due == day("24 Nov 2026")
    assert only(case, "24 Nov 2026", REPLY).state == OVERDUE
    assert only(case, "24 Nov 2026", REMINDER).state == OPEN
    assert listed(case, "25 Nov 2026", LAPSE) == []


def test_after_a_reminder_somebody_says_whether_the_referral_lapses() -> None:
    """Nothing lapses by itself, and never before a reminder has gone."""
    case = undecided("16 Nov 2026", ASKED, records=(record("reminder", "24 Nov 2026"),))

    assert only(case, "25 Nov 2026", REMINDER).state == DONE
    assert only(case, "25 Nov 2026", LAPSE).due == day("1 Dec 2026")
    assert only(case, "2 Dec 2026", LAPSE).state == OVERDUE
    assert listed(case, "25 Nov 2026", REPLY) == []


def test_a_reminder_by_phone_on_the_day_of_the_letter_counts() -> None:
    """Somebody rang to say what the letter would ask for."""
    case = undecided("16 Nov 2026", ASKED, records=(record("reminder", "16 Nov 2026"),))

    assert only(case, "17 Nov 2026", LAPSE).due == day("23 Nov 2026")


def test_a_newer_letter_starts_the_days_again() -> None:
    """A school that sent half of it and was asked again gets its five days."""
    again = document("acknowledgement", "27 Nov 2026")
    case = undecided(
        "16 Nov 2026", ASKED, again, records=(record("reminder", "24 Nov 2026"),)
    )

    assert only(case, "30 Nov 2026", REPLY).due == day("4 Dec 2026")
    assert listed(case, "30 Nov 2026", LAPSE) == []


def test_nobody_waits_for_a_reply_once_everything_is_there() -> None:
    """The acknowledgement of a complete referral asks for nothing."""
    case = undecided("16 Nov 2026", ASKED, status=Status.READY)

    assert listed(case, "17 Nov 2026", REPLY) == []


@pytest.mark.parametrize(
    ("missed", "on"),
    [
        pytest.param(13.5, "18 Nov 2026", id="thirteen days and a half"),
        pytest.param(14, "17 Nov 2026", id="fourteen days"),
        pytest.param(2, "3 Dec 2026", id="two days"),
    ],
)
def test_an_early_referral_shows_when_the_absence_reaches_fifteen_days(
    missed: float, on: str
) -> None:
    """From that day the council has to arrange education."""
    answers: dict[str, Value] = {
        "school_days_missed": missed,
        "date_of_referral": day("16 Nov 2026"),
    }

    found = only(undecided(answers=answers), "16 Nov 2026", FIFTEEN)

    assert (found.due, found.rule) == (day(on), "ESMA-013")


def test_the_forecast_counts_by_the_pupils_own_school() -> None:
    """Its INSET day is no school day, whatever the council's calendar says."""
    answers: dict[str, Value] = {
        "school_days_missed": 14,
        "date_of_referral": day("26 Nov 2026"),
        "school_name": "Willowmere High",
        "school_laestab": "919/9001",
    }
    own = replace(
        SERVICE.calendar,
        schools=(school_with_inset(day("27 Nov 2026")),),
    )

    [found] = [
        d
        for d in due(
            undecided("26 Nov 2026", answers=answers),
            replace(SERVICE, calendar=own),
            day("26 Nov 2026"),
        )
        if d.what == FIFTEEN
    ]

    assert found.due == day("30 Nov 2026")


@pytest.mark.parametrize(
    "missed",
    [
        pytest.param(15, id="reached already"),
        pytest.param("many", id="no number"),
        pytest.param(True, id="a tick"),
    ],
)
def test_there_is_no_forecast_without_a_number_below_fifteen(
    missed: int | str,
) -> None:
    """Nothing is guessed."""
    answers = {"school_days_missed": missed}

    assert listed(undecided(answers=answers), "16 Nov 2026", FIFTEEN) == []


@pytest.mark.parametrize(
    "status",
    [
        pytest.param(Status.DECLINED, id="declined"),
        pytest.param(Status.GUIDANCE_ONLY, id="guidance only"),
        pytest.param(Status.CLOSED, id="closed"),
        pytest.param(Status.WITHDRAWN, id="withdrawn"),
    ],
)
def test_a_decided_case_has_its_clocks_done(status: Status) -> None:
    """They stay in sight: somebody may ask whether the council was in time."""
    found = due(undecided(status=status), SERVICE, day("1 Feb 2027"))

    assert {d.state for d in found} == {DONE}
    assert len(found) == 4


def test_a_case_older_than_the_calendar_is_shown_without_its_clocks() -> None:
    """An old case must still open when its year is taken out of the file."""
    case = undecided("6 Oct 2025", status=Status.CLOSED)

    assert due(case, SERVICE, day("1 Feb 2027")) == ()


def test_an_undecided_case_beyond_the_calendar_is_not_guessed() -> None:
    """Somebody has to add next year's terms first."""
    with pytest.raises(BeyondCalendar, match="ends on"):
        due(undecided("20 Jul 2027"), SERVICE, day("20 Jul 2027"))


def school_with_inset(on: dt.date) -> SchoolDays:
    """Return an invented school that trains its staff on a day of its own."""
    days = frozenset({on, *SERVICE.calendar.inset_days})
    return SchoolDays("Willowmere High", "9199001", days, frozenset(), (), (), "T")
