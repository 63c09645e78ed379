"""What is due while a pupil is supported."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checklist.referrals import GP, checked, request
from tests.due.situations import (
    ACCEPTED,
    SERVICE,
    day,
    document,
    lessons,
    listed,
    moment,
    only,
    record,
    supported,
    undecided,
)
from toolkit.calendar import is_school_day, is_term_working_day
from toolkit.catalogue import DateName, ReviewRule, Reviews, Weeks
from toolkit.due import DONE, OPEN, OVERDUE, due
from toolkit.due.evidence import CONDITION, HARD, LETTER, SOFT, TERMLY
from toolkit.due.growing import SCHOOL_AGE
from toolkit.due.supporting import (
    CONTACT,
    HEALTHCARE_NOTICE,
    HEALTHCARE_PLAN,
    INVITATIONS,
    LESSONS_END,
    MINUTES,
    PLANNING,
    REVIEW,
)
from toolkit.errors import BeyondCalendar
from toolkit.model import (
    Decision,
    Finding,
    Identity,
    Outcome,
    Recorded,
    Status,
    Value,
    Weight,
)

ACCESS = "access arrangements for examinations, with the school"
LAST_DAY = (
    "access arrangements: the usual last day is 31 January, check it with the school"
)
AFTER = "plans for after Year 11"


def reviews() -> Reviews:
    """Return the service's rules about reviews."""
    assert SERVICE.reviews is not None
    return SERVICE.reviews


# --- planning and lessons -----------------------------------------------------------


def test_a_planning_meeting_follows_within_ten_school_days() -> None:
    """Accepted on 14 October: the half term does not count, nor the INSET day."""
    found = only(supported(), "15 Oct 2026", PLANNING)

    assert (found.due, found.rule, found.state) == (
        day("5 Nov 2026"),
        "ESMA-056",
        OPEN,
    )


def test_the_planning_meeting_comes_before_the_first_lesson() -> None:
    """Family and school are heard before the teaching starts."""
    assert only(supported(lessons("2 Nov 2026")), "15 Oct 2026", PLANNING).due == day(
        "23 Oct 2026"
    )


def test_a_lesson_on_the_very_day_brings_the_planning_meeting_forward() -> None:
    """The tenth school day is 5 November: a first lesson then is heard of before."""
    assert only(supported(lessons("5 Nov 2026")), "15 Oct 2026", PLANNING).due == day(
        "4 Nov 2026"
    )


def test_a_case_accepted_again_is_planned_again() -> None:
    """It counts from the last time, not from the first."""
    again = Decision("accept", "Office Trial", moment(day("9 Nov 2026")))
    case = supported()
    case = replace(case, decision=again, decisions=(*case.decisions, again))

    assert only(case, "9 Nov 2026", PLANNING).due == day("23 Nov 2026")


def test_a_planning_meeting_that_was_held_is_done() -> None:
    """One that is only arranged is not."""
    held = supported(record("planning-meeting", "20 Oct 2026"))

    assert only(held, "21 Oct 2026", PLANNING).state == DONE
    assert only(held, "19 Oct 2026", PLANNING).state == OPEN


def table(on: str, *spans: tuple[str, str]) -> Recorded:
    """Return a table of lessons agreed on a day, each from one day to another."""
    rows: list[dict[str, Value]] = [
        {"offer": "one-to-one", "start": day(start), "end": day(end)}
        for start, end in spans
    ]
    return record("provision", on, *rows)


def test_the_end_of_the_lessons_is_named_and_stays_until_somebody_acts() -> None:
    """A Saturday moves back to Friday; the newest table takes the older one's place."""
    case = supported(
        table("14 Oct 2026", ("9 Nov 2026", "11 Dec 2026")),
        table(
            "9 Nov 2026", ("9 Nov 2026", "23 Jan 2027"), ("4 Jan 2027", "12 Feb 2027")
        ),
    )

    assert [d.due for d in listed(case, "9 Nov 2026", LESSONS_END)] == [
        day("22 Jan 2027"),
        day("12 Feb 2027"),
    ]
    [last] = listed(case, "1 Mar 2027", LESSONS_END)
    assert (last.due, last.state) == (day("12 Feb 2027"), OVERDUE)


@pytest.mark.parametrize(
    ("records", "review"),
    [
        pytest.param(
            (
                table("14 Oct 2026", ("9 Nov 2026", "18 Dec 2026")),
                table("11 Jan 2027", ("11 Jan 2027", "12 Feb 2027")),
            ),
            "18 Dec 2026",
            id="lessons that had begun",
        ),
        pytest.param(
            (
                table("14 Oct 2026", ("9 Nov 2026", "18 Dec 2026")),
                table("6 Nov 2026", ("11 Jan 2027", "12 Feb 2027")),
            ),
            "12 Feb 2027",
            id="lessons put off before they began",
        ),
        pytest.param(
            (
                table("14 Oct 2026", ("9 Nov 2026", "18 Dec 2026")),
                record("start", "11 Jan 2027"),
            ),
            "12 Feb 2027",
            id="the day somebody wrote down",
        ),
    ],
)
def test_reviews_count_from_the_day_the_support_really_started(
    records: tuple[Recorded, ...], review: str
) -> None:
    """A plan that changed before it began must not make a review overdue."""
    assert only(supported(*records), "11 Jan 2027", REVIEW).due == day(review)


# --- reviews ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "held", "due_on", "rule"),
    [
        pytest.param(
            "9 Nov 2026", (), "18 Dec 2026", "ESMA-083", id="six weeks, in the holiday"
        ),
        pytest.param(
            "11 Jan 2027", (), "12 Feb 2027", "ESMA-082", id="the half term is shorter"
        ),
        pytest.param(
            "9 Nov 2026", ("18 Dec 2026",), "29 Jan 2027", "ESMA-083", id="after one"
        ),
        pytest.param(
            "9 Nov 2026",
            ("27 Nov 2026",),
            "8 Jan 2027",
            "ESMA-083",
            id="after an early",
        ),
        pytest.param(
            "4 Jan 2027", ("12 Feb 2027",), "25 Mar 2027", "ESMA-083", id="to Easter"
        ),
    ],
)
def test_a_review_is_due_at_six_weeks_or_at_the_end_of_a_half_term_without_one(
    start: str, held: tuple[str, ...], due_on: str, rule: str
) -> None:
    """Whichever comes first; in a holiday the last school day before it."""
    case = supported(lessons(start), *(record("review", on) for on in held))

    found = only(case, held[-1] if held else start, REVIEW)

    assert (found.due, found.rule, found.state) == (day(due_on), rule, OPEN)


@pytest.mark.parametrize(
    ("change", "due_on"),
    [
        pytest.param({"rule": ReviewRule.HALF_TERM}, "12 Feb 2027", id="half term"),
        pytest.param({"rule": ReviewRule.WEEKS}, "22 Feb 2027", id="weeks"),
        pytest.param(
            {"rule": ReviewRule.WEEKS, "counted": Weeks.TERM},
            "1 Mar 2027",
            id="weeks of school",
        ),
    ],
)
def test_a_council_may_count_reviews_another_way(
    change: dict[str, ReviewRule | Weeks], due_on: str
) -> None:
    """From Monday 11 January; the half term is the week of 15 February."""
    service = replace(SERVICE, reviews=replace(reviews(), **change))  # type: ignore[arg-type] # its own fields
    found = due(supported(lessons("11 Jan 2027")), service, day("11 Jan 2027"))

    assert [d.due for d in found if d.what == REVIEW] == [day(due_on)]


def test_a_review_that_is_only_arranged_was_not_held() -> None:
    """Its record may be begun before it takes place."""
    case = supported(lessons("9 Nov 2026"), record("review", "16 Dec 2026"))

    assert only(case, "15 Dec 2026", REVIEW).due == day("18 Dec 2026")
    assert only(case, "16 Dec 2026", REVIEW).due == day("27 Jan 2027")


def test_without_lessons_the_review_counts_from_the_plan() -> None:
    """And without a plan there is nothing to review."""
    planned = supported(record("plan", "9 Nov 2026"))

    assert only(planned, "9 Nov 2026", REVIEW).due == day("18 Dec 2026")
    assert listed(supported(), "9 Nov 2026", REVIEW) == []


def test_invitations_go_out_ten_school_days_before_a_review() -> None:
    """Health staff need the notice; a document made for it shows that they went."""
    case = supported(lessons("9 Nov 2026"))
    sent = replace(case, documents=(document("review-invitation", "3 Dec 2026"),))

    assert only(case, "1 Dec 2026", INVITATIONS).due == day("4 Dec 2026")
    assert only(case, "7 Dec 2026", INVITATIONS).state == OVERDUE
    assert only(sent, "7 Dec 2026", INVITATIONS).state == DONE


def test_minutes_follow_a_review_within_five_school_days() -> None:
    """The INSET day after the holiday does not count."""
    case = supported(lessons("9 Nov 2026"), record("review", "18 Dec 2026"))
    sent = replace(case, documents=(document("review-minutes", "18 Dec 2026"),))

    assert only(case, "5 Jan 2027", MINUTES).due == day("11 Jan 2027")
    assert only(sent, "12 Jan 2027", MINUTES).state == DONE
    action: dict[str, Value] = {"action": "Ring the family", "owner": "tutor"}
    noted = supported(lessons("9 Nov 2026"), record("review", "18 Dec 2026", action))
    assert only(noted, "12 Jan 2027", MINUTES).state == DONE


def test_no_review_is_due_after_school_age_has_ended() -> None:
    """Born on 15 December 2010: the last one lies before 25 June 2027."""
    leaver = supported(
        lessons("9 Nov 2026"), record("review", "28 May 2027"), dob="15 Dec 2010"
    )
    younger = supported(lessons("9 Nov 2026"), record("review", "28 May 2027"))

    last = replace(leaver, records=(record("review", "14 May 2027"),))
    assert listed(leaver, "1 Jun 2027", REVIEW) == []
    assert only(last, "1 Jun 2027", REVIEW).due == day("25 Jun 2027")
    assert only(younger, "1 Jun 2027", REVIEW).due == day("9 Jul 2027")


def test_contact_is_a_clock_only_where_a_council_sets_it() -> None:
    """The sources give no number."""
    case = supported(record("contact", "9 Nov 2026"))
    service = replace(SERVICE, reviews=replace(reviews(), contact_weeks=4))

    found = [d for d in due(case, service, day("9 Nov 2026")) if d.what == CONTACT]

    assert [d.due for d in found] == [day("7 Dec 2026")]
    assert listed(case, "9 Nov 2026", CONTACT) == []


def test_the_healthcare_plan_is_reviewed_every_year_with_four_weeks_notice() -> None:
    """What the school owes moves forward, what the office owes moves back."""
    case = supported(answers={"ihcp_review_date": day("13 Feb 2026")})
    holiday = supported(answers={"ihcp_review_date": day("17 Feb 2026")})

    assert only(case, "1 Dec 2026", HEALTHCARE_NOTICE).due == day("15 Jan 2027")
    assert only(case, "1 Dec 2026", HEALTHCARE_PLAN).due == day("22 Feb 2027")
    assert only(holiday, "1 Mar 2027", HEALTHCARE_PLAN).state == OVERDUE


def test_a_healthcare_plan_of_the_leap_day_is_reviewed_on_the_first_of_march() -> None:
    """The calendar of this test begins in 2026; the day is overdue all the same."""
    case = supported(answers={"ihcp_review_date": day("29 Feb 2024")})

    found = only(case, "9 Nov 2026", HEALTHCARE_PLAN)

    assert (found.due, found.state) == (day("1 Mar 2025"), OVERDUE)


# --- medical evidence ---------------------------------------------------------------


def test_newer_evidence_is_asked_for_after_twelve_and_twenty_four_weeks() -> None:
    """From 9 November: a prompt on 1 February, a question on 26 April."""
    case = supported(lessons("9 Nov 2026"))

    soft = only(case, "9 Nov 2026", SOFT)
    hard = only(case, "1 Feb 2027", HARD)

    assert (soft.due, soft.rule) == (day("1 Feb 2027"), "ESMA-088")
    assert (hard.due, hard.rule) == (day("26 Apr 2027"), "ESMA-087")
    assert listed(case, "29 Jan 2027", HARD) == []


def test_the_letter_goes_two_weeks_before_and_not_on_the_first_day_back() -> None:
    """The 22nd week begins on 12 April, the first day of term: before Easter, then."""
    case = supported(lessons("9 Nov 2026"))

    assert only(case, "9 Nov 2026", LETTER).due == day("18 Jan 2027")
    assert [d.due for d in listed(case, "1 Feb 2027", LETTER)] == [
        day("18 Jan 2027"),
        day("25 Mar 2027"),
    ]


def test_a_letter_that_was_written_is_done() -> None:
    """The next one is still to come."""
    written = (document("evidence-reminder", "15 Jan 2027"),)
    case = supported(lessons("9 Nov 2026"), documents=written)

    assert [d.state for d in listed(case, "2 Feb 2027", LETTER)] == [DONE, OPEN]


def test_newer_evidence_starts_the_weeks_again() -> None:
    """Nobody is asked for what is already on file."""
    case = supported(lessons("9 Nov 2026"), record("evidence", "25 Jan 2027"))

    assert only(case, "1 Feb 2027", SOFT).due == day("19 Apr 2027")
    assert listed(case, "1 Feb 2027", HARD) == []


def test_evidence_from_before_the_first_lesson_starts_nothing() -> None:
    """The letter that came with the referral is as old as the referral."""
    case = supported(lessons("9 Nov 2026"), record("evidence", "20 Oct 2026"))

    assert only(case, "9 Nov 2026", SOFT).due == day("1 Feb 2027")


def test_a_council_may_count_only_the_weeks_with_school() -> None:
    """Twelve of them end on 15 February, in the half term; 24 on 31 May."""
    assert SERVICE.evidence is not None
    refresh = replace(SERVICE.evidence, counted=Weeks.TERM)
    service = replace(SERVICE, evidence=refresh)
    case = supported(lessons("9 Nov 2026"))

    found = {d.what: d.due for d in due(case, service, day("22 Feb 2027"))}

    assert found[SOFT] == day("22 Feb 2027")
    assert found[HARD] == day("7 Jun 2027")


def test_each_term_begins_with_a_question_about_the_evidence() -> None:
    """By the end of its first week, until something newer has come."""
    case = supported(lessons("9 Nov 2026"))
    newer = supported(lessons("9 Nov 2026"), record("evidence", "6 Jan 2027"))

    assert only(case, "9 Nov 2026", TERMLY).due == day("8 Jan 2027")
    assert only(case, "1 Feb 2027", TERMLY).state == OVERDUE
    assert only(newer, "1 Feb 2027", TERMLY).due == day("16 Apr 2027")
    assert only(newer, "1 Feb 2027", TERMLY).rule == "ESMA-086"
    assert only(case, "13 Apr 2027", TERMLY).due == day("16 Apr 2027")
    begins = supported(lessons("4 Jan 2027"))
    assert only(begins, "4 Jan 2027", TERMLY).due == day("16 Apr 2027")


def conditional(*records: Recorded) -> list[tuple[dt.date, str]]:
    """Return the second look at evidence a GP alone gave."""
    part = Finding("evidence-from", "E2", Weight.ASK, Outcome.CANNOT_TELL, "")
    whole = replace(part, code="criterion-evidence", parts=(part,))
    case = replace(supported(*records), findings=(whole,))
    return [(d.due, d.state) for d in listed(case, "15 Oct 2026", CONDITION)]


def test_evidence_of_a_gp_alone_is_looked_at_again_after_six_weeks() -> None:
    """Accepted on 14 October on a condition: by 25 November somebody looks again."""
    assert conditional() == [(day("25 Nov 2026"), OPEN)]
    assert conditional(record("evidence", "15 Oct 2026")) == [
        (day("25 Nov 2026"), DONE)
    ]
    on_the_day = record("evidence", ACCEPTED)
    assert conditional(on_the_day) == [(day("25 Nov 2026"), DONE)]
    assert listed(supported(), "15 Oct 2026", CONDITION) == []


def test_the_checklist_is_what_makes_an_acceptance_conditional() -> None:
    """Scenario 12: a GP's letter alone is never turned away, and looked at again."""
    letter = {"medical-letter": {"author_role": "General practitioner"}}
    by_a_gp = checked({**request(**GP), **letter}).findings
    by_a_consultant = checked().findings

    assert listed(replace(supported(), findings=by_a_gp), "15 Oct 2026", CONDITION)
    assert not listed(
        replace(supported(), findings=by_a_consultant), "15 Oct 2026", CONDITION
    )


def test_the_condition_is_the_one_of_the_day_it_was_accepted() -> None:
    """What a later check finds does not undo what was agreed."""
    then = Finding("evidence-from", "E2", Weight.ASK, Outcome.CANNOT_TELL, "")
    other = Finding("consent", "RQ-07", Weight.ASK, Outcome.MET, "")
    now_met = replace(then, outcome=Outcome.MET)

    def looked_at_again(because: Finding, found: Finding) -> bool:
        decision = Decision("accept", "T", moment(ACCEPTED), because=(because,))
        case = replace(supported(), decision=decision, findings=(found,))
        return bool(listed(case, "15 Oct 2026", CONDITION))

    assert looked_at_again(then, now_met)
    assert not looked_at_again(now_met, then)
    assert looked_at_again(other, then)


# --- growing older ------------------------------------------------------------------


def test_support_ends_with_school_age_on_the_last_friday_of_june() -> None:
    """The pupil's birthday decides, not the year they are taught in."""
    leaver = supported(dob="15 Dec 2010", answers={"year_group": 10})

    found = only(leaver, "9 Nov 2026", SCHOOL_AGE)

    assert (found.due, found.rule) == (day("25 Jun 2027"), "ESMA-002")
    assert listed(supported(dob="1 Sep 2011"), "9 Nov 2026", SCHOOL_AGE) == []


def test_year_ten_and_eleven_have_their_prompts() -> None:
    """Access arrangements take months; 31 January 2027 is a Sunday."""
    eleven = supported(answers={"year_group": 11}, accepted=day("9 Sep 2026"))

    assert only(eleven, "1 Oct 2026", ACCESS).due == day("1 Dec 2026")
    assert only(eleven, "1 Oct 2026", LAST_DAY).due == day("29 Jan 2027")
    assert only(eleven, "1 Oct 2026", AFTER).due == day("28 May 2027")
    in_time = supported(answers={"year_group": 11}, accepted=day("1 Dec 2026"))
    assert only(in_time, "1 Dec 2026", ACCESS).due == day("1 Dec 2026")
    ten = supported(answers={"year_group": 10}, accepted=day("9 Sep 2026"))
    assert only(ten, "10 Sep 2026", ACCESS).due == day("30 Sep 2026")
    assert listed(ten, "10 Sep 2026", AFTER) == []


def test_a_prompt_whose_day_had_passed_is_due_as_soon_as_can_be() -> None:
    """A Year 11 pupil accepted in March still has examinations in May."""
    late = supported(answers={"year_group": 11}, accepted=day("8 Mar 2027"))

    assert only(late, "9 Mar 2027", ACCESS).due == day("22 Mar 2027")
    held = replace(late, records=(record("planning-meeting", "8 Mar 2027"),))
    assert only(held, "16 Mar 2027", ACCESS).state == DONE


def test_the_year_group_follows_the_birthday_when_nobody_gave_it() -> None:
    """And it grows with the school year."""
    by_birthday = supported(dob="15 Dec 2010", accepted=day("9 Sep 2026"))

    assert only(by_birthday, "1 Oct 2026", ACCESS).due == day("1 Dec 2026")
    assert listed(supported(dob="3 May 2013"), "1 Oct 2026", ACCESS) == []


def test_without_a_birthday_nothing_depends_on_it() -> None:
    """A case brought over from a list may have none yet; its reviews are due."""
    unknown = replace(supported(lessons("9 Nov 2026")), identity=Identity())

    assert listed(unknown, "9 Nov 2026", SCHOOL_AGE) == []
    assert listed(unknown, "9 Nov 2026", ACCESS) == []
    assert only(unknown, "9 Nov 2026", REVIEW).due == day("18 Dec 2026")


# --- the whole list -----------------------------------------------------------------


def test_every_deadline_names_a_rule_and_they_come_in_order() -> None:
    """“Why this date?” has an answer; the clocks of the decision stand first."""
    case = supported(
        lessons("9 Nov 2026"),
        record("review", "18 Dec 2026"),
        dob="15 Dec 2010",
        answers={"ihcp_review_date": day("13 Feb 2026")},
    )

    found = due(case, SERVICE, day("1 Feb 2027"))[4:]

    assert [d.what for d in found if not d.rule] == []
    assert [d.due for d in found] == sorted(d.due for d in found)
    assert len(found) > 10


def test_the_service_we_ship_names_a_rule_for_every_date() -> None:
    """One left out would stand in the list without a reason."""
    assert set(SERVICE.clocks.rules) == set(DateName)


def test_a_service_without_these_clocks_has_none() -> None:
    """Another council may review nothing and ask for no newer evidence."""
    bare = replace(SERVICE, reviews=None, evidence=None, prompts=())
    case = supported(lessons("9 Nov 2026"), dob="15 Dec 2010")

    found = due(case, bare, day("9 Nov 2026"))[4:]

    assert {d.what for d in found} == {LESSONS_END, SCHOOL_AGE}


def test_what_lies_beyond_the_calendar_is_left_out() -> None:
    """Nobody knows yet on which day it falls."""
    case = supported(lessons("7 Jun 2027"))

    assert listed(case, "1 Jul 2027", SOFT) == []
    assert only(case, "1 Jul 2027", REVIEW).due == day("19 Jul 2027")


def test_a_calendar_that_has_ended_is_said_and_not_passed_over() -> None:
    """Silence would look like “nothing is due”."""
    with pytest.raises(BeyondCalendar, match="ends on 31 August 2027"):
        due(supported(lessons("9 Nov 2026")), SERVICE, day("1 Sep 2027"))


def test_what_followed_from_before_the_calendar_is_overdue_and_not_forgotten() -> None:
    """About when is enough; a list without it would look as if nothing were due."""
    old = supported(
        lessons("2 Mar 2026", "31 Jul 2026"),
        accepted=day("2 Mar 2026"),
        answers={"ihcp_review_date": day("20 Aug 2025")},
    )
    reviewed = supported(lessons("2 Mar 2026"), record("review", "9 Jul 2026"))

    overdue = {
        d.what: d.due
        for d in due(old, SERVICE, day("9 Nov 2026"))
        if d.state == OVERDUE
    }

    assert overdue[PLANNING] == day("16 Mar 2026")
    assert overdue[REVIEW] == day("13 Apr 2026")
    assert overdue[INVITATIONS] == day("30 Mar 2026")
    assert overdue[LESSONS_END] == day("31 Jul 2026")
    assert overdue[SOFT] == day("25 May 2026")
    assert overdue[HARD] == day("2 Sep 2026")
    assert overdue[HEALTHCARE_PLAN] == day("2 Sep 2026")
    assert overdue[HEALTHCARE_NOTICE] == day("23 Jul 2026")
    assert only(reviewed, "9 Nov 2026", MINUTES).due == day("16 Jul 2026")
    assert only(reviewed, "9 Nov 2026", REVIEW).due == day("20 Aug 2026")


days = st.dates(dt.date(2026, 9, 2), dt.date(2027, 5, 28))
law = settings(deadline=None)  # how long a sum takes says nothing about its answer


@law
@given(days, days, days, days, st.dates(dt.date(2010, 9, 1), dt.date(2016, 8, 31)))
def test_a_deadline_never_falls_on_a_day_that_is_not_one(
    accepted: dt.date,
    start: dt.date,
    held: dt.date,
    today: dt.date,
    born: dt.date,
) -> None:
    """Whatever is written down, somebody is at work on the day: office or school."""
    row: dict[str, Value] = {
        "offer": "av1",
        "subject": "",
        "start": start,
        "end": start + (held - start),
    }
    case = supported(
        record("provision", start, row),
        record("review", held),
        record("evidence", held),
        dob=f"{born:%d %b %Y}",
        accepted=accepted,
        answers={"ihcp_review_date": held - dt.timedelta(days=300)},
    )
    service = replace(SERVICE, reviews=replace(reviews(), contact_weeks=3))

    found = due(case, service, today)[4:]

    assert [d for d in found if not is_term_working_day(d.due, SERVICE.calendar)] == []


@law
@given(days, st.sampled_from([Status.INCOMPLETE, Status.READY, Status.DEFERRED]), days)
def test_no_clock_of_a_referral_ends_on_a_day_off(
    received: dt.date, status: Status, today: dt.date
) -> None:
    """A meeting in the half term or a decision on a Sunday would help nobody."""
    case = undecided(f"{received:%d %b %Y}", status=status)

    found = due(case, SERVICE, max(received, today))

    assert [d for d in found if not is_term_working_day(d.due, SERVICE.calendar)] == []
    assert any(is_school_day(d.due, SERVICE.calendar) for d in found)


anything = st.one_of(
    st.none(),
    st.text(max_size=5),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
)


@law
@given(
    st.fixed_dictionaries(
        dict.fromkeys(
            (
                *("school_days_missed", "date_of_referral", "year_group"),
                *("school_laestab", "school_name", "ihcp_review_date"),
            ),
            anything,
        )
    ),
    st.lists(st.fixed_dictionaries({"start": anything, "end": anything}), max_size=3),
    st.none() | st.dates(),
)
def test_nothing_anybody_writes_can_break_the_list(
    answers: dict[str, Value], rows: list[dict[str, Value]], born: dt.date | None
) -> None:
    """A slip on one form must not hide what is due in every other case."""
    person = Identity("Amara", "Okafor", "", born)
    accepted = supported(record("provision", ACCEPTED, *rows), answers=answers)
    waiting = undecided("14 Oct 2026", answers=answers)

    for_accepted = due(replace(accepted, identity=person), SERVICE, ACCEPTED)
    for_waiting = due(replace(waiting, identity=person), SERVICE, ACCEPTED)

    assert [d.what for d in for_accepted[:4]] == [d.what for d in for_waiting[:4]]


def test_a_date_rolls_the_other_way_where_a_council_says_so() -> None:
    """Six weeks after acceptance on 20 November is New Year's Day."""
    case = supported(record("contact", ACCEPTED))
    forward = replace(
        SERVICE,
        clocks=replace(SERVICE.clocks, own_duties=SERVICE.clocks.others_duties),
        reviews=replace(reviews(), contact_weeks=2),
    )
    back = replace(forward, clocks=SERVICE.clocks)

    assert [
        d.due
        for service in (back, forward)
        for d in due(case, service, ACCEPTED)
        if d.what == CONTACT
    ] == [day("23 Oct 2026"), day("2 Nov 2026")]
