"""11. A Year 11 pupil, 16 since October, is referred in March."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.scenarios.offices import AMARA, BY, Answers, Office, filled, finding, outcome

ELEVEN = {**AMARA, "dob": "12/10/2010", "year_group": "11"}


def _on(day: dt.date) -> Answers:
    return {**ELEVEN, "date_of_referral": f"{day:%d/%m/%Y}"}


@pytest.mark.parametrize(
    ("day", "met"),
    [
        pytest.param(dt.date(2027, 3, 8), "met", id="in March"),
        pytest.param(dt.date(2027, 6, 25), "met", id="the last Friday in June"),
        pytest.param(dt.date(2027, 6, 26), "not met", id="the day after"),
    ],
)
def test_a_sixteen_year_old_is_in_scope_until_the_last_friday_in_june(
    office: Office, day: dt.date, met: str
) -> None:
    """ESMA-002: “5 to 16” would turn this pupil away four months too early."""
    office.at(dt.datetime.combine(day, dt.time(9, 30), tzinfo=dt.UTC))
    case = office.checks({"request.pdf": filled("service-request", _on(day))})

    assert outcome(case, "E1") == met
    assert finding(case, "E1")["weight"] == "blocks-acceptance"


def test_the_end_of_school_age_and_what_comes_after_are_on_the_list(
    office: Office,
) -> None:
    """ESMA-002: plans for after Year 11 are made in May, before support ends."""
    day = dt.date(2027, 3, 8)
    office.at(dt.datetime.combine(day, dt.time(9, 30), tzinfo=dt.UTC))
    office.takes_in({"request.pdf": filled("service-request", _on(day))})
    why = ("--despite", "The papers were seen at the school.")
    office.types("decide", office.case()["ref"], "accept", *BY, *why)
    due = office.due()

    assert due["plans for after Year 11"].startswith("2027-05")
    assert due["school age ends, and the support with it"] == "2027-06-25"
