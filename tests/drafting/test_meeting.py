"""What the weekly meeting is told of a case, value by value."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.pipeline.desks import catalogue
from toolkit.drafting import Situation, initials, meeting_line, meeting_page
from toolkit.model import (
    Answer,
    Case,
    Decision,
    Finding,
    Identity,
    Mark,
    Outcome,
    Place,
    Proposal,
    Referral,
    Status,
    Value,
    Weight,
)

DAY = dt.date(2026, 11, 18)
OPENED = dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC)


def _situation(case: Case | None = None, **answers: Value) -> Situation:
    read = {key: Answer(Mark(key, text=str(v)), v) for key, v in answers.items()}
    referral = Referral("esma", read)
    whole = case or Case("ESMA-2026-0042-E", "esma", Status.READY, OPENED)
    service = catalogue().service("esma")
    return Situation(replace(whole, referral=referral), service, DAY, ())


@pytest.mark.parametrize(
    ("name", "short"),
    [
        pytest.param("Amara Okafor", "AO", id="two names"),
        pytest.param("Maisie-Grace Hartley", "MGH", id="a hyphen"),
        pytest.param("Siobhan O’Neill", "SO", id="an apostrophe"),
        pytest.param("noor", "N", id="one name in small letters"),
        pytest.param("Łukasz Żak", "ŁŻ", id="Polish letters"),
        pytest.param("", "", id="no name"),
    ],
)
def test_initials_are_the_first_letters_of_a_name(name: str, short: str) -> None:
    """The outcome sheet names nobody."""
    assert initials(name) == short


@pytest.mark.parametrize(
    ("born", "age"),
    [
        pytest.param(dt.date(2012, 11, 18), "14", id="on the birthday"),
        pytest.param(dt.date(2012, 11, 19), "13", id="the day before it"),
        pytest.param(dt.date(2012, 2, 29), "14", id="born on 29 February"),
        pytest.param(dt.date(2027, 1, 1), "", id="a date still to come"),
    ],
)
def test_the_age_is_that_of_the_day_of_the_meeting(born: dt.date, age: str) -> None:
    """Papers made the day before must not be a year out."""
    assert meeting_page(_situation(dob=born))["age"] == age


@pytest.mark.parametrize(
    ("address", "area"),
    [
        pytest.param("14 Larkfield Rise\nHollowmere", "East", id="one town"),
        pytest.param("1 Mill Lane, Ashbourne", "West", id="behind a comma"),
        pytest.param("3 Warehouse Yard\nLower Bramley", "", id="a town within a word"),
        pytest.param("2 St Albans Road\nHollowmere", "", id="towns of both areas"),
    ],
)
def test_the_area_is_told_only_when_one_fits(address: str, area: str) -> None:
    """A guess would send the case to the wrong team."""
    assert meeting_page(_situation(home_address_lines=address))["area"] == area


def test_the_wait_counts_from_the_day_after_it_came() -> None:
    """2 November, without lessons as it was, takes no school day from the wait."""
    line = meeting_line(_situation())

    assert (line["days_waited"], line["school_days_waited"]) == (16, 12)


def test_a_long_answer_is_cut_with_a_sign_that_it_goes_on() -> None:
    """One answer must not push the criteria off the page, nor end unseen."""
    page = meeting_page(_situation(reason_for_absence="word " * 200))

    [row] = [r for r in _rows(page["at_length"]) if "reason" in str(r["label"])]
    assert str(row["value"]).endswith("word …")
    assert len(str(row["value"])) < 430


def test_what_nobody_answered_is_listed_and_not_left_out() -> None:
    """A blank must not look like nothing to know."""
    page = meeting_page(_situation(school_days_missed=24))

    assert "Medical reason for the absence" in _texts(page["not_said"])
    assert "School days missed" not in _texts(page["not_said"])


def test_an_answer_somebody_must_look_at_says_so() -> None:
    """A number a machine read is not taken for what was written."""
    situation = _situation(school_days_missed=24)
    answer = Answer(Mark("school_days_missed", text="24", ask=True), 24)
    referral = replace(situation.referral, answers={"school_days_missed": answer})
    page = meeting_page(
        replace(situation, case=replace(situation.case, referral=referral))
    )

    [row] = _rows(page["in_short"])
    assert (row["value"], row["ask"]) == ("24", True)
    assert page["unconfirmed"] == 1


def _found(rule: str, outcome: Outcome, *marks: Mark, mend: str = "") -> Finding:
    return Finding(
        "code", rule, Weight.ASK, outcome, "Sentence.", "Label", "", mend, (), marks
    )


def test_what_cannot_be_told_is_a_question_and_asked_once() -> None:
    """Two rules that ask the same take one line."""
    findings = (
        _found("E2", Outcome.CANNOT_TELL, mend="Please send the letter."),
        _found("RQ-05", Outcome.CANNOT_TELL, mend="Please send the letter."),
        _found("RQ-07", Outcome.NOT_MET, mend="Please send the form."),
    )
    case = Case(
        "ESMA-2026-0042-E", "esma", Status.INCOMPLETE, OPENED, findings=findings
    )

    [asked] = _rows(meeting_page(_situation(case))["questions"])
    assert asked == {"label": "Label", "step": "Please send the letter."}


def test_the_same_place_is_named_once_and_a_blank_one_never() -> None:
    """What decided a finding is what somebody wrote."""
    mark = Mark("dob", text="03/05/2012", place=Place("a" * 64, 2))
    case = Case(
        "ESMA-2026-0042-E",
        "esma",
        Status.READY,
        OPENED,
        findings=(_found("E1", Outcome.MET, mark, mark, Mark("upn")),),
    )

    [found] = _rows(meeting_page(_situation(case))["criteria"])
    [place] = _rows(found["places"])
    assert (place["written"], place["page"]) == ("“03/05/2012”", 2)


def test_an_earlier_referral_tells_how_it_ended() -> None:
    """The meeting must not decline twice for what has been put right."""
    decision = Decision("decline", "Office Trial", OPENED, ("not_resident_confirmed",))
    before = Case(
        "ESMA-2025-0007-X", "esma", Status.RE_REFERRED, OPENED, decision=decision
    )

    page = meeting_page(_situation(), [(before, ("Ask again after moving.",))])
    [told] = _rows(page["earlier"])
    assert told["decided"] == "Decline, with reasons"
    assert told["reasons"] == ["The pupil lives outside Hertfordshire"]
    assert told["conditions"] == ["Ask again after moving."]


def test_a_case_without_a_name_has_a_line_all_the_same() -> None:
    """A scan nobody could read is still somebody's child."""
    case = Case(
        "ESMA-2026-0042-E",
        "esma",
        Status.INCOMPLETE,
        OPENED,
        identity=Identity(),
        proposed=Proposal("ask"),
    )

    line = meeting_line(_situation(case))
    assert (line["name"], line["initials"], line["school"]) == ("", "", "")


def _rows(value: object) -> list[dict[str, object]]:
    assert isinstance(value, list)
    return value


def _texts(value: object) -> list[str]:
    assert isinstance(value, list)
    return value
