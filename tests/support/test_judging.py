"""What is judged before a record is kept, by the checks that come with the toolkit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest

from tests.calendars import DEMO
from toolkit.catalogue import Judgement, RecordKind, Service, load
from toolkit.model import Outcome, Recorded, Value, Weight
from toolkit.support import Standing, judge, time_to_answer, usual_values, year_of
from toolkit.support.rules import RULES

MONDAY = dt.date(2026, 11, 16)
AT = dt.datetime(2026, 11, 16, 9, 30, tzinfo=dt.UTC)
MET, NOT_MET = Outcome.MET, Outcome.NOT_MET
CANNOT_TELL, NOT_APPLICABLE = Outcome.CANNOT_TELL, Outcome.NOT_APPLICABLE
Rows = tuple[Mapping[str, Value], ...]


@pytest.fixture(scope="module")
def service() -> Service:
    """The service that comes with the toolkit."""
    return load().service("esma")


def day(number: int, month: int = 11) -> dt.date:
    """Return a day of 2026."""
    return dt.date(2026, month, number)


def noted(
    kind: str,
    answers: Mapping[str, Value] | None = None,
    *,
    on: dt.date = MONDAY,
    rows: Rows = (),
) -> Recorded:
    """Return something written down by the office."""
    return Recorded(kind, on, "Office Trial", AT, answers or {}, rows)


def lesson(**cells: Value) -> Mapping[str, Value]:
    """Return a row of lessons."""
    usual: dict[str, Value] = {
        "offer": "one-to-one",
        "subject": "maths",
        "mode": "online",
        "hours_per_week": 3,
        "start": day(23),
    }
    return {**usual, **cells}


def outcome(
    service: Service,
    code: str,
    new: Recorded,
    *before: Recorded,
    year: str = "9",
    dob: dt.date | None = None,
) -> Outcome:
    """Return what one check of a kind finds."""
    kind = service.record_kind(new.kind)
    assert kind is not None
    found = judge(kind, new, Standing(before, service.calendar, year, dob))
    return next(f.outcome for f in found if f.code == code)


AT_HOME = lesson(mode="in_person", venue="home")
ADULT: Mapping[str, Value] = {
    "venue": "home",
    "supervising_adult": "Grandmother",
    "valid_until": day(1, 12),
}


@pytest.mark.parametrize(
    ("row", "before", "expected"),
    [
        pytest.param(AT_HOME, (), NOT_MET, id="none"),
        pytest.param(
            AT_HOME, (noted("risk-assessment", ADULT),), MET, id="with an adult"
        ),
        pytest.param(
            AT_HOME,
            (noted("risk-assessment", {"venue": "home", "valid_until": day(1, 12)}),),
            NOT_MET,
            id="without an adult",
        ),
        pytest.param(
            AT_HOME,
            (noted("risk-assessment", {**ADULT, "venue": "base"}),),
            NOT_MET,
            id="for another place",
        ),
        pytest.param(
            AT_HOME,
            (noted("risk-assessment", {**ADULT, "valid_until": day(20)}),),
            NOT_MET,
            id="run out before the lessons start",
        ),
        pytest.param(
            AT_HOME,
            (noted("risk-assessment", ADULT, on=day(24)),),
            NOT_MET,
            id="done after the lessons start",
        ),
        pytest.param(lesson(), (), NOT_APPLICABLE, id="online"),
    ],
)
def test_lessons_at_home_need_a_risk_assessment_that_names_an_adult(
    service: Service,
    row: Mapping[str, Value],
    before: tuple[Recorded, ...],
    expected: Outcome,
) -> None:
    """ESMA-067, ESMA-114: nobody teaches a child alone at home."""
    new = noted("provision", rows=(row,))

    assert outcome(service, "home-risk-assessment", new, *before) is expected


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        pytest.param(day(15), NOT_MET, id="the day before"),
        pytest.param(day(16), NOT_MET, id="the same day"),
        pytest.param(day(17), MET, id="the day after"),
    ],
)
def test_teaching_starts_after_family_and_school_were_consulted(
    service: Service, start: dt.date, expected: Outcome
) -> None:
    """ESMA-057: nobody is taught by a plan nobody has talked about."""
    meeting = noted("planning-meeting", on=day(16))
    lessons = noted("provision", rows=(lesson(start=start),))

    assert outcome(service, "after-planning", noted("start", on=start), meeting) is (
        expected
    )
    assert outcome(service, "after-planning", lessons, meeting) is expected


def test_support_does_not_start_before_any_planning_meeting(service: Service) -> None:
    """A meeting nobody recorded may never have been."""
    assert outcome(service, "after-planning", noted("start")) is NOT_MET


def test_lessons_may_be_agreed_before_the_planning_meeting(service: Service) -> None:
    """What the weekly meeting offers is the beginning of the plan."""
    new = noted("provision", rows=(lesson(),))

    assert outcome(service, "after-planning", new) is NOT_APPLICABLE


@pytest.mark.parametrize(
    ("year", "hours", "expected"),
    [
        pytest.param("2", 21, MET, id="year 2 full"),
        pytest.param("2", 21.5, NOT_MET, id="year 2 over"),
        pytest.param("6", 23.5, MET, id="year 6 full"),
        pytest.param("6", 24, NOT_MET, id="year 6 over"),
        pytest.param("9", 24, MET, id="year 9 full"),
        pytest.param("9", 25, NOT_MET, id="year 9 over"),
        pytest.param("11", 25, MET, id="year 11 full"),
        pytest.param("11", 26, NOT_MET, id="year 11 over"),
        pytest.param("", 5, CANNOT_TELL, id="year not known"),
    ],
)
def test_hours_are_compared_with_a_full_week_of_the_year(
    service: Service, year: str, hours: float, expected: Outcome
) -> None:
    """ESMA-062: more than a full week at school cannot be good for an ill child."""
    new = noted("provision", rows=(lesson(hours_per_week=hours),))

    assert outcome(service, "hours-cap", new, year=year) is expected


def test_only_lessons_of_the_same_weeks_are_added_up(service: Service) -> None:
    """A timetable that changes at half term is two timetables."""
    first = lesson(hours_per_week=20, start=day(2), end=day(20))
    second = lesson(hours_per_week=20, start=day(23))
    together = lesson(hours_per_week=20, start=day(20))

    one_by_one = noted("provision", rows=(first, second))
    overlapping = noted("provision", rows=(first, together))
    assert outcome(service, "hours-cap", one_by_one) is MET
    assert outcome(service, "hours-cap", overlapping) is NOT_MET


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(((16, 2), (23, 4)), MET, id="growing"),
        pytest.param(((16, 2), (23, 2)), MET, id="the same hours"),
        pytest.param(((16, 4), (23, 2)), NOT_MET, id="falling"),
        pytest.param(((23, 2), (16, 4)), NOT_MET, id="going back in time"),
        pytest.param(((16, 2), (16, 4)), NOT_MET, id="twice on a day"),
    ],
)
def test_steps_back_to_school_follow_each_other_and_grow(
    service: Service, rows: tuple[tuple[int, int], ...], expected: Outcome
) -> None:
    """ESMA-092: a plan that goes nowhere is noticed before it is agreed."""
    steps: Rows = tuple({"date": day(n), "hours": h} for n, h in rows)

    assert outcome(service, "rising", noted("steps", rows=steps)) is expected


def test_hours_may_fall_when_somebody_says_why(service: Service) -> None:
    """Health comes first, and the plan says so."""
    steps: Rows = (
        {"date": day(16), "hours": 4},
        {"date": day(23), "hours": 2, "why_fewer": "Treatment that week"},
    )

    assert outcome(service, "rising", noted("steps", rows=steps)) is MET


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        pytest.param(day(17), MET, id="a Tuesday of term"),
        pytest.param(day(21), NOT_MET, id="a Saturday"),
        pytest.param(day(25, 12), NOT_MET, id="Christmas Day"),
        pytest.param(dt.date(2040, 1, 9), CANNOT_TELL, id="beyond the calendar"),
    ],
)
def test_a_step_is_on_a_day_when_the_school_is_open(
    service: Service, on: dt.date, expected: Outcome
) -> None:
    """A child must not stand before a locked gate on the first day back."""
    steps: Rows = ({"date": on, "hours": 2},)

    assert outcome(service, "school-days", noted("steps", rows=steps)) is expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param({"health_there": "yes"}, MET, id="all four"),
        pytest.param({"health_there": "no"}, NOT_MET, id="one away without a reason"),
        pytest.param({}, NOT_MET, id="one not mentioned"),
        pytest.param(
            {"health_there": "no", "why_not": "Sent written advice."},
            MET,
            id="one away with a reason",
        ),
    ],
)
def test_a_planning_meeting_hears_all_four_groups_or_says_why_not(
    service: Service, said: Mapping[str, Value], expected: Outcome
) -> None:
    """ESMA-056: pupil, family, school and health plan together."""
    three: dict[str, Value] = dict.fromkeys(
        ("pupil_there", "family_there", "school_there"), "yes"
    )
    meeting = noted("planning-meeting", {**three, **said})

    assert outcome(service, "four-groups", meeting) is expected


@pytest.mark.parametrize(
    ("venue", "adult", "expected"),
    [
        pytest.param("home", "", NOT_MET, id="home without an adult"),
        pytest.param("home", "Grandmother", MET, id="home with an adult"),
        pytest.param("base", "", NOT_APPLICABLE, id="at a base"),
    ],
)
def test_a_risk_assessment_for_home_names_the_adult(
    service: Service, venue: str, adult: str, expected: Outcome
) -> None:
    """ESMA-114: an identified adult is there throughout."""
    new = noted("risk-assessment", {"venue": venue, "supervising_adult": adult})

    assert outcome(service, "adult-at-home", new) is expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param({}, NOT_MET, id="neither"),
        pytest.param({"pupil_voice": "I miss art."}, MET, id="said"),
        pytest.param({"no_pupil_voice": "Too ill."}, MET, id="why not"),
    ],
)
def test_a_plan_has_the_pupils_words_or_says_why_not(
    service: Service, said: Mapping[str, Value], expected: Outcome
) -> None:
    """ESMA-081: a plan about a child is made with the child."""
    assert outcome(service, "pupil-heard", noted("plan", said)) is expected


BORN_2011 = dt.date(2011, 3, 3)  # Year 11 ends on 25 June 2027


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        pytest.param({"end": dt.date(2027, 6, 25)}, MET, id="on the last day"),
        pytest.param({"end": dt.date(2027, 7, 2)}, NOT_MET, id="after it"),
        pytest.param({}, NOT_MET, id="without an end in the last year"),
    ],
)
def test_lessons_end_with_compulsory_school_age(
    service: Service, end: Mapping[str, Value], expected: Outcome
) -> None:
    """ESMA-002: what comes after Year 11 is planned in time."""
    new = noted("provision", rows=(lesson(**end),))

    assert outcome(service, "school-age", new, dob=BORN_2011) is expected


def test_lessons_without_an_end_are_no_matter_in_earlier_years(
    service: Service,
) -> None:
    """Nobody plans the end of a nine-year-old's lessons years ahead."""
    new = noted("provision", rows=(lesson(),))

    assert outcome(service, "school-age", new, dob=dt.date(2017, 3, 3)) is MET


FIRST_WEEK = day(2)


def weeks(*attended: int, offered: int = 5, first: dt.date = FIRST_WEEK) -> Rows:
    """Return weeks of attendance that follow each other."""
    return tuple(
        {
            "week": first + dt.timedelta(weeks=number),
            "offered": offered,
            "attended": came,
        }
        for number, came in enumerate(attended)
    )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(weeks(0, 0, 0), NOT_MET, id="three weeks"),
        pytest.param(weeks(0, 0), MET, id="two weeks"),
        pytest.param(weeks(0, 1, 0, 0), MET, id="one lesson between"),
        pytest.param(weeks(0, 0, 0, offered=0), MET, id="nothing was offered"),
    ],
)
def test_three_weeks_without_a_lesson_are_a_prompt_to_look(
    service: Service, rows: Rows, expected: Outcome
) -> None:
    """ESMA-130: the policy gives no number, so this only prompts and ends nothing."""
    assert outcome(service, "nothing-attended", noted("attendance", rows=rows)) is (
        expected
    )


def test_weeks_recorded_before_count_on(service: Service) -> None:
    """Somebody who records each week by itself is prompted all the same."""
    before = noted("attendance", rows=weeks(0, 0))
    now = noted("attendance", rows=weeks(0, first=day(16)))

    assert outcome(service, "nothing-attended", now, before) is NOT_MET


def test_the_prompt_about_attendance_stops_nobody(service: Service) -> None:
    """Figures are no verdict: the record is kept, and a person looks."""
    kind = service.record_kind("attendance")
    assert kind is not None

    assert [c.weight for c in kind.checks if c.code == "nothing-attended"] == [
        Weight.NOTE
    ]


def test_no_more_sessions_are_attended_than_offered(service: Service) -> None:
    """ESMA-091: a slip of the pen must not become a report."""
    rows: Rows = ({"week": day(2), "offered": 3, "attended": 5},)
    new = noted("attendance", rows=rows)

    assert outcome(service, "no-more-than-offered", new) is NOT_MET


def test_lessons_do_not_end_before_they_start(service: Service) -> None:
    """A swapped pair of dates would leave a child without lessons."""
    new = noted("provision", rows=(lesson(start=day(23), end=day(20)),))

    assert outcome(service, "in-order", new) is NOT_MET


def test_a_telepresence_robot_is_for_25_hours_unless_somebody_says_otherwise(
    service: Service,
) -> None:
    """ESMA-061: and whoever records it is told where the hours come from."""
    kind = service.record_kind("provision")
    assert kind is not None
    rows: Rows = ({"offer": "av1"}, {"offer": "av1", "hours_per_week": 10})

    [usual] = usual_values(kind, rows, "11")
    assert (usual.row, usual.column, usual.value) == (1, "hours_per_week", "25")
    assert "P:222" in usual.source


@pytest.mark.parametrize(
    ("year", "hours"),
    [("2", "21"), ("6", "23.5"), ("9", "24"), ("11", "25"), ("", "25")],
)
def test_the_usual_hours_are_no_more_than_a_full_week(
    service: Service, year: str, hours: str
) -> None:
    """ESMA-061: what the toolkit fills in must not be what it then warns of."""
    kind = service.record_kind("provision")
    assert kind is not None

    [usual] = usual_values(kind, ({"offer": "av1"},), year)
    assert usual.value == hours


def test_rows_are_called_by_their_number_in_the_sheet(service: Service) -> None:
    """Somebody looks for the row their spreadsheet shows."""
    kind: RecordKind | None = service.record_kind("provision")
    assert kind is not None
    new = noted("provision", rows=(lesson(), AT_HOME))
    standing = Standing((), service.calendar, "9", None, (2, 7))

    found = {f.code: f for f in judge(kind, new, standing)}
    assert "row 7" in found["home-risk-assessment"].sentence
    assert "row 2" not in found["home-risk-assessment"].sentence


def test_every_rule_of_the_vocabulary_is_built_and_used(service: Service) -> None:
    """A rule nobody uses is not known to work."""
    used = {check.rule for kind in service.records for check in kind.checks}

    assert set(RULES) == set(Judgement) == used


# --- reminders ----------------------------------------------------------------------


def test_a_school_has_five_school_days_after_its_reminder(service: Service) -> None:
    """Half term and weekends are nobody's time to answer."""
    sent = noted("reminder", on=day(22, 10))

    assert time_to_answer((sent,), service.reminders, DEMO) == day(6)


def test_without_a_reminder_no_time_runs(service: Service) -> None:
    """A school that was never reminded cannot be late."""
    assert time_to_answer((noted("contact"),), service.reminders, DEMO) is None


# --- the year group -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "dob", "expected"),
    [
        pytest.param("8", dt.date(2012, 5, 3), "8", id="the form's comes first"),
        pytest.param("", dt.date(2012, 5, 3), "10", id="else the birthday's"),
        pytest.param("", dt.date(2021, 12, 3), "R", id="reception"),
        pytest.param("", None, "", id="neither is known"),
    ],
)
def test_the_year_group_is_the_forms_else_the_birthdays(
    written: str, dob: dt.date | None, expected: str
) -> None:
    """A school may lawfully teach a pupil in another year."""
    assert year_of(written, dob, MONDAY) == expected
