"""Every date sum the council's deadlines rest on, with the dates worked out by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.calendars import DEMO, demo
from toolkit.calendar import (
    ILLNESS_CODES,
    Absence,
    CalendarSet,
    SchoolDays,
    Span,
    absence_in_year,
    add_school_days,
    add_term_working_days,
    add_weeks_of_school,
    add_working_days,
    compulsory_school_age,
    count_absence,
    covers,
    end_of_half_term,
    end_of_next_half_term,
    fifteenth_day,
    first_day_covered,
    is_first_day_back,
    is_school_day,
    is_term_working_day,
    is_working_day,
    last_day_covered,
    local_date,
    meeting_for,
    next_meeting,
    pregnancy_eligible_from,
    review_due,
    school_calendar,
    school_day_on_or_before,
    school_days_between,
    subtract_school_days,
    term_working_day_on_or_after,
    term_working_day_on_or_before,
    weeks_before_due_date,
    will_reach,
    year_group,
)
from toolkit.errors import BeyondCalendar, ExitCode

WEDNESDAY = 2


def day(text: str) -> dt.date:
    """Read `16 Nov 2026`, so that the rows look like the calendar on the wall."""
    return dt.datetime.strptime(text, "%d %b %Y").date()  # noqa: DTZ007 -- a date only


def moment(text: str) -> dt.datetime:
    """Read an aware moment."""
    return dt.datetime.fromisoformat(text)


# --- kinds of day -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "school", "term", "working"),
    [
        pytest.param("16 Nov 2026", True, True, True, id="a Monday in term"),
        pytest.param("21 Nov 2026", False, False, False, id="a Saturday"),
        pytest.param("2 Nov 2026", False, True, True, id="an INSET day"),
        pytest.param("28 Oct 2026", False, False, True, id="half term"),
        pytest.param("22 Dec 2026", False, False, True, id="the Christmas holiday"),
        pytest.param("28 Dec 2026", False, False, False, id="a substitute holiday"),
        pytest.param("3 May 2027", False, False, False, id="a bank holiday in term"),
        pytest.param("18 Dec 2026", True, True, True, id="the last day of term"),
        pytest.param("19 Jul 2027", False, False, True, id="the school is closed"),
    ],
)
def test_a_day_is_a_school_day_a_term_day_or_a_working_day(
    on: str, *, school: bool, term: bool, working: bool
) -> None:
    """Schools, the office in term and the office all year keep different days."""
    calendar = demo(closures=frozenset({day("19 Jul 2027")}))

    assert is_school_day(day(on), calendar) is school
    assert is_term_working_day(day(on), calendar) is term
    assert is_working_day(day(on), calendar) is working


def test_the_year_has_192_school_days_in_half_terms_of_known_length() -> None:
    """A wrong term date shows here before it shows in a letter."""
    halves = [
        ("1 Sep 2026", "23 Oct 2026"),
        ("2 Nov 2026", "18 Dec 2026"),
        ("4 Jan 2027", "12 Feb 2027"),
        ("22 Feb 2027", "25 Mar 2027"),
        ("12 Apr 2027", "28 May 2027"),
        ("7 Jun 2027", "21 Jul 2027"),
    ]
    lengths = [len(school_days_between(day(a), day(b), DEMO)) for a, b in halves]

    assert lengths == [38, 34, 29, 24, 34, 33]
    assert len(school_days_between(day("1 Sep 2026"), day("21 Jul 2027"), DEMO)) == 192


# --- the fifteen-day counter --------------------------------------------------------


@pytest.mark.parametrize(
    ("first_absent", "calendar", "fifteenth"),
    [
        pytest.param("9 Nov 2026", DEMO, "27 Nov 2026", id="from 9 November"),
        pytest.param(
            "9 Nov 2026",
            demo(add_inset=frozenset({dt.date(2026, 11, 27)})),
            "30 Nov 2026",
            id="from 9 November, INSET on the 27th",
        ),
        pytest.param(
            "12 Oct 2026",
            demo(no_inset=frozenset({dt.date(2026, 11, 2)})),
            "6 Nov 2026",
            id="over half term, no INSET",
        ),
        pytest.param("12 Oct 2026", DEMO, "9 Nov 2026", id="over half term, INSET"),
    ],
)
def test_day_fifteen_counts_the_first_absent_day(
    first_absent: str, calendar: CalendarSet, fifteenth: str
) -> None:
    """From day fifteen the council must arrange education; a day out is a day lost."""
    assert fifteenth_day(day(first_absent), 15, calendar) == day(fifteenth)


def test_an_absence_said_to_begin_at_the_weekend_begins_on_monday() -> None:
    """Schools often give the day the child fell ill, not the day the school missed."""
    assert fifteenth_day(day("7 Nov 2026"), 1, DEMO) == day("9 Nov 2026")


@pytest.mark.parametrize(
    ("codes", "days"),
    [
        pytest.param("I" * 14 + "I/" * 16, 15.0, id="7 full and 16 half days"),
        pytest.param("I" * 29, 14.5, id="29 sessions"),
        pytest.param("C" * 2 + "O" * 2, 2.0, id="leave and unauthorised count"),
        pytest.param("QYXZ#", 0.0, id="sessions not required"),
        pytest.param("KVPWBDL/\\", 0.0, id="attending"),
    ],
)
def test_two_sessions_are_a_day(codes: str, days: float) -> None:
    """Half days add up, and a session nobody required is no absence."""
    assert count_absence(codes) == days


def test_the_sickness_return_counts_illness_only() -> None:
    """A pupil coded C on local advice never appears in the national return."""
    assert count_absence(["C2", "C", "i", "I"], ILLNESS_CODES) == 1.0


def test_an_absence_that_goes_on_reaches_fifteen_on_a_school_day() -> None:
    """An early referral needs the date by which it will be due."""
    assert will_reach(13.5, 15, day("18 Dec 2026"), DEMO) == day("6 Jan 2027")
    assert will_reach(15, 15, day("18 Dec 2026"), DEMO) == day("18 Dec 2026")


def sessions(*missed: tuple[str, str]) -> list[tuple[dt.date, str]]:
    """Return sessions: a day, and the codes of its morning and afternoon."""
    return [(day(on), code) for on, codes in missed for code in codes]


FORTNIGHT = [(f"{n} Nov 2026", "II") for n in (9, 10, 11, 12, 13, 16, 17, 18, 19, 20)]


def test_the_counter_adds_up_the_sessions_of_a_school_year() -> None:
    """Last summer's illness is another year's, and tomorrow has not happened."""
    register = sessions(
        ("20 Jul 2026", "II"), ("7 Sep 2026", "I/"), *FORTNIGHT, ("24 Nov 2026", "II")
    )

    counted = absence_in_year(
        register, threshold=15, today=day("23 Nov 2026"), calendar=DEMO
    )

    assert counted == Absence(10.5, None, day("30 Nov 2026"))


def test_the_counter_says_on_which_day_the_threshold_was_reached() -> None:
    """Days need not follow each other, and half a day is not enough."""
    days = [*FORTNIGHT, *((f"{n} Dec 2026", "II") for n in (1, 2, 3, 4))]
    short = sessions(*days, ("7 Dec 2026", "I/"))
    enough = sessions(*days, ("7 Dec 2026", "I/"), ("9 Dec 2026", "/I"))
    today = day("10 Dec 2026")

    near = absence_in_year(short, threshold=15, today=today, calendar=DEMO)
    there = absence_in_year(enough, threshold=15, today=today, calendar=DEMO)

    assert near == Absence(14.5, None, day("11 Dec 2026"))
    assert there == Absence(15.0, day("9 Dec 2026"), day("9 Dec 2026"))


@given(st.permutations([(d, c) for d, cs in FORTNIGHT for c in cs]))
def test_the_counter_does_not_depend_on_the_order_of_the_register(
    register: list[tuple[str, str]],
) -> None:
    """Registers are printed by week, by month, or newest first."""
    counted = absence_in_year(
        sessions(*register), threshold=10, today=day("20 Nov 2026"), calendar=DEMO
    )

    assert counted.reached == day("20 Nov 2026")


# --- decision and assessment clocks -------------------------------------------------


@pytest.mark.parametrize(
    ("received", "working", "term_working", "meeting", "decision", "assessed"),
    [
        pytest.param(
            "16 Nov 2026",
            "23 Nov 2026",
            "23 Nov 2026",
            "18 Nov 2026",
            "25 Nov 2026",
            "7 Dec 2026",
            id="in mid-term",
        ),
        pytest.param(
            "22 Oct 2026",
            "29 Oct 2026",
            "5 Nov 2026",
            "4 Nov 2026",
            "11 Nov 2026",
            "20 Nov 2026",
            id="before half term",
        ),
        pytest.param(
            "17 Dec 2026",
            "24 Dec 2026",
            "7 Jan 2027",
            "6 Jan 2027",
            "13 Jan 2027",
            "22 Jan 2027",
            id="before Christmas",
        ),
        pytest.param(
            "25 Mar 2027",
            "5 Apr 2027",
            "16 Apr 2027",
            "14 Apr 2027",
            "21 Apr 2027",
            "30 Apr 2027",
            id="before Easter",
        ),
    ],
)
def test_the_clocks_run_as_worked_out_by_hand(
    received: str,
    working: str,
    term_working: str,
    meeting: str,
    decision: str,
    assessed: str,
) -> None:
    """Each deadline in a letter is one of these columns."""
    arrived = day(received)
    met = next_meeting(arrived, WEDNESDAY, DEMO)

    assert add_working_days(arrived, 5, DEMO) == day(working)
    assert add_term_working_days(arrived, 5, DEMO) == day(term_working)
    assert met == day(meeting)
    assert add_term_working_days(met, 5, DEMO) == day(decision)
    assert add_school_days(arrived, 15, DEMO) == day(assessed)


@pytest.mark.parametrize(
    ("received", "five_days_on"),
    [
        pytest.param("16 Nov 2026", "21 Nov 2026", id="in mid-term"),
        pytest.param("22 Oct 2026", "27 Oct 2026", id="before half term"),
        pytest.param("17 Dec 2026", "22 Dec 2026", id="before Christmas"),
        pytest.param("25 Mar 2027", "30 Mar 2027", id="before Easter"),
    ],
)
def test_five_days_of_the_calendar_can_end_when_nobody_is_there(
    received: str, five_days_on: str
) -> None:
    """A Saturday or a holiday each time; the office counts its own days of term."""
    assert day(received) + dt.timedelta(days=5) == day(five_days_on)
    assert not is_term_working_day(day(five_days_on), DEMO)


@pytest.mark.parametrize(
    ("half_term", "fifteenth"),
    [
        pytest.param(("23 Oct 2023", "27 Oct 2023"), "3 Nov 2023", id="one council"),
        pytest.param(("30 Oct 2023", "3 Nov 2023"), "27 Oct 2023", id="its neighbour"),
    ],
)
def test_the_fifteenth_day_depends_on_the_councils_half_term(
    half_term: tuple[str, str], fifteenth: str
) -> None:
    """No rule computes a council's holidays: two neighbours were a week apart."""
    first, last = map(day, half_term)
    calendar = replace(
        DEMO,
        terms=(Span("Autumn 2023", day("4 Sep 2023"), day("22 Dec 2023")),),
        half_terms=(Span("Half term", first, last),),
    )

    assert fifteenth_day(day("9 Oct 2023"), 15, calendar) == day(fifteenth)


@pytest.mark.parametrize(
    ("received", "five_school_days"),
    [
        pytest.param("22 Oct 2026", "6 Nov 2026", id="over 2 November"),
        pytest.param("17 Dec 2026", "8 Jan 2027", id="over 4 January"),
    ],
)
def test_leaving_out_inset_days_makes_a_deadline_a_day_later(
    received: str, five_school_days: str
) -> None:
    """A council may choose to count school days instead."""
    assert add_school_days(day(received), 5, DEMO) == day(five_school_days)


@pytest.mark.parametrize(
    ("received", "fifteen_with_inset"),
    [
        pytest.param("22 Oct 2026", "19 Nov 2026", id="over 2 November"),
        pytest.param("17 Dec 2026", "21 Jan 2027", id="over 4 January"),
    ],
)
def test_counting_inset_days_brings_the_assessment_a_day_forward(
    received: str, fifteen_with_inset: str
) -> None:
    """A council may count its own working days instead of the pupils'."""
    assert add_term_working_days(day(received), 15, DEMO) == day(fifteen_with_inset)


@pytest.mark.parametrize(
    ("received", "meeting"),
    [
        pytest.param("2026-11-17T11:59:00+00:00", "18 Nov 2026", id="before noon"),
        pytest.param("2026-11-17T12:00:00+00:00", "18 Nov 2026", id="noon itself"),
        pytest.param("2026-11-17T12:00:01+00:00", "25 Nov 2026", id="after noon"),
        pytest.param("2026-11-18T08:00:00+00:00", "25 Nov 2026", id="the day itself"),
        pytest.param("2026-09-22T10:59:00+00:00", "23 Sep 2026", id="summer, in time"),
        pytest.param("2026-09-22T11:01:00+00:00", "30 Sep 2026", id="summer, too late"),
        pytest.param("2026-12-16T13:00:00+00:00", "6 Jan 2027", id="over Christmas"),
        pytest.param("2027-02-16T09:00:00+00:00", "24 Feb 2027", id="in half term"),
    ],
)
def test_a_paper_after_the_cut_off_goes_to_the_meeting_after(
    received: str, meeting: str
) -> None:
    """The cut-off is noon, on the English clock, of the working day before."""
    found = meeting_for(
        moment(received),
        weekday=WEDNESDAY,
        cut_off_days_before=1,
        cut_off_hour=12,
        calendar=DEMO,
    )

    assert found == day(meeting)


def test_the_cut_off_goes_back_over_a_weekend_and_a_bank_holiday() -> None:
    """A Tuesday meeting after the May holiday closes on the Friday before."""
    late = meeting_for(
        moment("2027-04-30T13:00:00+00:00"),
        weekday=1,
        cut_off_days_before=1,
        cut_off_hour=12,
        calendar=DEMO,
    )

    assert late == day("11 May 2027")


@pytest.mark.parametrize(
    ("received", "on"),
    [
        pytest.param("2026-06-30T23:20:00+00:00", "1 Jul 2026", id="00:20 in summer"),
        pytest.param("2026-06-30T22:59:00+00:00", "30 Jun 2026", id="23:59 in summer"),
        pytest.param("2026-12-01T00:20:00+00:00", "1 Dec 2026", id="winter"),
        pytest.param("2026-10-25T00:30:00+00:00", "25 Oct 2026", id="the hour repeats"),
    ],
)
def test_a_message_after_midnight_arrived_today(received: str, on: str) -> None:
    """Twenty past midnight in summer is yesterday in UTC, but not in England."""
    assert local_date(moment(received)) == day(on)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    """Guessing the zone would move a deadline by a day."""
    naive = dt.datetime(2026, 7, 1, 0, 20)  # noqa: DTZ001 -- the fault under test

    with pytest.raises(ValueError, match="time zone"):
        local_date(naive)


# --- the edges of the calendar ------------------------------------------------------


def test_a_deadline_beyond_the_calendar_is_refused_and_says_what_to_add() -> None:
    """Next year's holidays are not known; a guessed deadline would be a promise."""
    with pytest.raises(BeyondCalendar) as stopped:
        add_school_days(day("20 Jul 2027"), 5, DEMO)

    assert str(stopped.value) == (
        "The calendar for Northshire ends on 31 August 2027, and a date after that is"
        " needed. Add the next school year to the service's calendar file."
    )
    assert stopped.value.exit_code is ExitCode.BAD_DEFINITION


@pytest.mark.parametrize(
    ("on", "known"),
    [
        pytest.param("31 Jul 2026", False, id="the year before"),
        pytest.param("1 Aug 2026", True, id="the summer before"),
        pytest.param("31 Aug 2027", True, id="the last day of the school year"),
        pytest.param("1 Sep 2027", False, id="the year after"),
    ],
)
def test_the_calendar_knows_its_school_years_and_the_summer_before(
    on: str, *, known: bool
) -> None:
    """A day outside is not a holiday: nobody knows what it is."""
    assert covers(day(on), DEMO) is known


def test_counting_from_before_the_calendar_is_refused() -> None:
    """Days of the year before are unknown, so a count over them would be short."""
    with pytest.raises(BeyondCalendar, match="begins on 1 August 2026"):
        school_days_between(day("1 Jun 2026"), day("1 Oct 2026"), DEMO)


def test_counting_no_days_is_refused() -> None:
    """Nought days after a Saturday has no answer."""
    with pytest.raises(ValueError, match="at least one"):
        add_working_days(day("16 Nov 2026"), 0, DEMO)


# --- ages ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dob", "start", "end", "year"),
    [
        pytest.param("1 Jan 2022", "31 Mar 2027", "25 Jun 2038", 0, id="1 Jan 2022"),
        pytest.param("31 Dec 2021", "31 Dec 2026", "25 Jun 2038", 0, id="31 Dec 2021"),
        pytest.param("31 Aug 2021", "31 Aug 2026", "26 Jun 2037", 1, id="31 Aug 2021"),
        pytest.param("1 Sep 2021", "31 Dec 2026", "25 Jun 2038", 0, id="1 Sep 2021"),
        pytest.param("15 Dec 2010", "31 Dec 2015", "25 Jun 2027", 11, id="15 Dec 2010"),
        pytest.param("1 Sep 2010", "31 Dec 2015", "25 Jun 2027", 11, id="1 Sep 2010"),
        pytest.param("31 Aug 2011", "31 Aug 2016", "25 Jun 2027", 11, id="31 Aug 2011"),
        pytest.param("1 Sep 2011", "31 Dec 2016", "30 Jun 2028", 10, id="1 Sep 2011"),
        pytest.param("29 Feb 2012", "31 Mar 2017", "30 Jun 2028", 10, id="leap day"),
    ],
)
def test_school_age_follows_from_the_birthday(
    dob: str, start: str, end: str, year: int
) -> None:
    """Whether a child is of school age decides whether the council must act."""
    assert compulsory_school_age(day(dob)) == (day(start), day(end))
    assert year_group(day(dob), day("22 Nov 2026")) == year


@pytest.mark.parametrize(
    ("year", "last_friday"),
    [
        pytest.param(2010, "26 Jun 2026", id="2026"),
        pytest.param(2011, "25 Jun 2027", id="2027"),
        pytest.param(2012, "30 Jun 2028", id="2028"),
        pytest.param(2013, "29 Jun 2029", id="2029"),
        pytest.param(2014, "28 Jun 2030", id="2030"),
    ],
)
def test_school_age_ends_on_the_last_friday_of_june(
    year: int, last_friday: str
) -> None:
    """The leaving date moves every year."""
    assert compulsory_school_age(dt.date(year, 3, 1))[1] == day(last_friday)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2040, 12, 31)))
def test_school_age_begins_at_five_and_ends_about_sixteen(dob: dt.date) -> None:
    """Whatever the birthday, nobody begins at six or leaves at fifteen and a half."""
    start, end = compulsory_school_age(dob)

    assert 5 * 365 < (start - dob).days < 5 * 365.25 + 154
    assert 15.75 * 365.25 < (end - dob).days < 16.85 * 365.25
    assert end.weekday() == 4


def test_a_pregnancy_counts_from_its_twenty_ninth_week() -> None:
    """Due on 20 March: eligible from Saturday 2 January, in the holidays."""
    assert pregnancy_eligible_from(day("20 Mar 2027")) == day("2 Jan 2027")


@pytest.mark.parametrize(
    ("on", "weeks"),
    [
        pytest.param("2 Jan 2027", 11, id="29 weeks"),
        pytest.param("3 Jan 2027", 10, id="a day later"),
        pytest.param("20 Mar 2027", 0, id="the due date"),
        pytest.param("5 Apr 2027", -2, id="16 days past it"),
    ],
)
def test_weeks_to_the_due_date_are_whole_weeks(on: str, weeks: int) -> None:
    """Nobody rounds a pregnancy up."""
    assert weeks_before_due_date(day("20 Mar 2027"), day(on)) == weeks


# --- reviews ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "due"),
    [
        pytest.param("9 Nov 2026", "18 Dec 2026", id="six weeks end in the holiday"),
        pytest.param("11 Jan 2027", "12 Feb 2027", id="the half term ends first"),
        pytest.param("7 Jun 2027", "19 Jul 2027", id="six weeks come first"),
    ],
)
def test_a_review_is_due_at_six_weeks_or_the_end_of_the_half_term(
    start: str, due: str
) -> None:
    """Whichever comes first, and never in a holiday."""
    assert review_due(day(start), 6, DEMO) == day(due)


def test_a_half_term_ends_on_its_last_school_day() -> None:
    """From a holiday, the next half term is meant."""
    assert end_of_half_term(day("9 Nov 2026"), DEMO) == day("18 Dec 2026")
    assert end_of_half_term(day("28 Oct 2026"), DEMO) == day("18 Dec 2026")
    assert end_of_half_term(day("1 Oct 2026"), DEMO) == day("23 Oct 2026")
    assert school_day_on_or_before(day("12 Apr 2027"), DEMO) == day("12 Apr 2027")


@pytest.mark.parametrize(
    ("start", "weeks", "end"),
    [
        pytest.param("9 Nov 2026", 10, "18 Jan 2027", id="ten"),
        pytest.param("9 Nov 2026", 12, "1 Feb 2027", id="twelve"),
        pytest.param("9 Nov 2026", 22, "12 Apr 2027", id="twenty-two"),
        pytest.param("9 Nov 2026", 24, "26 Apr 2027", id="twenty-four"),
    ],
)
def test_evidence_counts_weeks_of_the_calendar(
    start: str, weeks: int, end: str
) -> None:
    """These are the dates a reminder of medical evidence names."""
    assert day(start) + dt.timedelta(weeks=weeks) == day(end)


@pytest.mark.parametrize(
    ("weeks", "end"),
    [
        pytest.param(12, "15 Feb 2027", id="twelve"),
        pytest.param(24, "31 May 2027", id="twenty-four"),
    ],
)
def test_weeks_of_school_leave_out_the_holidays(weeks: int, end: str) -> None:
    """A council may count only these; the letter then says so."""
    assert add_weeks_of_school(day("9 Nov 2026"), weeks, DEMO) == day(end)


def test_thirty_days_of_term_are_not_six_weeks() -> None:
    """Counted instead of weeks they land on an INSET day, or on the day after it."""
    assert add_term_working_days(day("9 Nov 2026"), 30, DEMO) == day("4 Jan 2027")
    assert add_school_days(day("9 Nov 2026"), 30, DEMO) == day("5 Jan 2027")


@pytest.mark.parametrize(
    ("start", "end", "days", "middle"),
    [
        pytest.param(
            "9 Nov 2026", "18 Dec 2026", 30, "27 Nov 2026", id="one half term"
        ),
        pytest.param("9 Nov 2026", "12 Feb 2027", 59, "18 Dec 2026", id="two"),
    ],
)
def test_half_terms_of_support_have_these_lengths(
    start: str, end: str, days: int, middle: str
) -> None:
    """Half of the school days lie on or before the day in the middle."""
    counted = school_days_between(day(start), day(end), DEMO)

    assert len(counted) == days
    assert counted[(days - 1) // 2] <= day(middle) <= counted[days // 2]


def test_the_half_term_after_this_one_ends_on_its_last_school_day() -> None:
    """Once a review was held in a half term, the next one is what counts."""
    assert end_of_next_half_term(day("27 Nov 2026"), DEMO) == day("12 Feb 2027")
    assert end_of_next_half_term(day("18 Dec 2026"), DEMO) == day("12 Feb 2027")


@pytest.mark.parametrize(
    ("on", "back"),
    [
        pytest.param("12 Apr 2027", True, id="after Easter"),
        pytest.param("3 Nov 2026", True, id="after half term and INSET"),
        pytest.param("16 Nov 2026", False, id="a Monday"),
        pytest.param("13 Apr 2027", False, id="the second day"),
        pytest.param("2 Nov 2026", False, id="the INSET day itself"),
    ],
)
def test_the_first_day_back_is_known(on: str, *, back: bool) -> None:
    """Nothing that leaves a school time to act may arrive on it."""
    assert is_first_day_back(day(on), DEMO) is back


# --- schools with days of their own -------------------------------------------------

NOWHERE = frozenset[dt.date]()
WILLOWMERE = SchoolDays(
    "Willowmere High",
    "919/9001",
    frozenset({day("1 Sep 2026"), day("27 Nov 2026")}),
    frozenset({day("4 May 2027")}),
    (),
    (),
    "T",
)
REDGATE = SchoolDays(
    "Redgate Grammar",
    "",
    NOWHERE,
    NOWHERE,
    (Span("Autumn", day("7 Sep 2026"), day("11 Dec 2026")),),
    (Span("Half term", day("19 Oct 2026"), day("30 Oct 2026")),),
    "T",
)
WITH_SCHOOLS = replace(DEMO, schools=(WILLOWMERE, REDGATE))


@pytest.mark.parametrize(
    ("laestab", "name", "fifteenth"),
    [
        pytest.param("9199001", "", "30 Nov 2026", id="by its number"),
        pytest.param("919/9001", "Willowmere", "30 Nov 2026", id="by its other number"),
        pytest.param("", "willowmere  HIGH", "30 Nov 2026", id="by its name"),
        pytest.param("9199002", "Willowmere High", "27 Nov 2026", id="a namesake"),
        pytest.param("", "Ashbourne Lane Primary", "27 Nov 2026", id="another school"),
        pytest.param("", "", "27 Nov 2026", id="no school"),
    ],
)
def test_an_absence_counts_by_the_pupils_own_school(
    laestab: str, name: str, fifteenth: str
) -> None:
    """Its INSET day on 27 November is no day of absence."""
    own = school_calendar(WITH_SCHOOLS, laestab=laestab, name=name)

    assert fifteenth_day(day("9 Nov 2026"), 15, own) == day(fifteenth)


def test_a_schools_inset_days_stand_in_place_of_the_councils() -> None:
    """It teaches on the council's INSET day, and closes on its own occasional day."""
    own = school_calendar(WITH_SCHOOLS, laestab="9199001")

    assert is_school_day(day("2 Nov 2026"), own)
    assert not is_school_day(day("27 Nov 2026"), own)
    assert not is_school_day(day("4 May 2027"), own)
    assert is_school_day(day("4 May 2027"), WITH_SCHOOLS)


def test_a_school_outside_the_county_keeps_its_own_terms() -> None:
    """For the years it gives; its half terms and INSET days come with them."""
    own = school_calendar(WITH_SCHOOLS, name="Redgate Grammar")

    assert not is_school_day(day("19 Oct 2026"), own)
    assert is_school_day(day("2 Nov 2026"), own)
    assert not is_school_day(day("14 Dec 2026"), own)
    assert own.council == "Redgate Grammar"


# --- moving a date onto a day of work ------------------------------------------------


@pytest.mark.parametrize(
    ("on", "before", "after"),
    [
        pytest.param("21 Nov 2026", "20 Nov 2026", "23 Nov 2026", id="a Saturday"),
        pytest.param("28 Oct 2026", "23 Oct 2026", "2 Nov 2026", id="half term, INSET"),
        pytest.param("3 May 2027", "30 Apr 2027", "4 May 2027", id="a bank holiday"),
        pytest.param("16 Nov 2026", "16 Nov 2026", "16 Nov 2026", id="a day of work"),
    ],
)
def test_a_date_moves_to_a_day_on_which_the_office_works(
    on: str, before: str, after: str
) -> None:
    """The office is open on INSET days."""
    assert term_working_day_on_or_before(day(on), DEMO) == day(before)
    assert term_working_day_on_or_after(day(on), DEMO) == day(after)


def test_counting_school_days_backwards_is_counting_forwards() -> None:
    """Ten school days before 18 December is 4 December."""
    assert subtract_school_days(day("18 Dec 2026"), 10, DEMO) == day("4 Dec 2026")
    with pytest.raises(ValueError, match="at least one"):
        subtract_school_days(day("18 Dec 2026"), 0, DEMO)


# --- laws ---------------------------------------------------------------------------

in_the_year = st.dates(dt.date(2026, 8, 1), dt.date(2027, 5, 1))


@given(in_the_year, st.integers(1, 30))
def test_the_days_counted_to_a_date_are_the_days_asked_for(
    start: dt.date, count: int
) -> None:
    """Adding and counting are the same sum, so no two pages can disagree."""
    end = add_school_days(start, count, DEMO)
    after = school_days_between(start + dt.timedelta(days=1), end, DEMO)

    assert len(after) == count
    assert after[-1] == end


@given(in_the_year, st.integers(1, 20))
def test_working_days_never_come_later_than_term_days_nor_those_than_school_days(
    start: dt.date, count: int
) -> None:
    """Every school day is a term-time working day, and every one of those a working."""
    school = add_school_days(start, count, DEMO)
    term = add_term_working_days(start, count, DEMO)

    assert add_working_days(start, count, DEMO) <= term <= school


# --- a calendar with nothing in it --------------------------------------------------


def test_a_calendar_without_terms_answers_nothing() -> None:
    """An empty file must not make every day a holiday."""
    empty = replace(DEMO, terms=())

    assert not covers(day("16 Nov 2026"), empty)
    with pytest.raises(BeyondCalendar, match="has no terms"):
        is_working_day(day("16 Nov 2026"), empty)
    with pytest.raises(BeyondCalendar, match="has no terms"):
        first_day_covered(empty)
    with pytest.raises(BeyondCalendar, match="has no terms"):
        last_day_covered(empty)


def test_a_day_nought_of_an_absence_is_refused() -> None:
    """The first absent day is day one."""
    with pytest.raises(ValueError, match="at least one"):
        fifteenth_day(day("9 Nov 2026"), 0, DEMO)
