"""10. A resident of the county goes to a school outside it."""

from __future__ import annotations

import pytest

from tests.scenarios.offices import AMARA, Office, filled, outcome


@pytest.mark.parametrize(
    "school",
    [
        pytest.param(
            {"school_name": "Bramley Vale Academy", "school_laestab": "8239002"},
            id="in another county",
        ),
        pytest.param({"school_name": "Larkspur Special School"}, id="a special school"),
        pytest.param({"school_name": "Redgate Grammar"}, id="an independent school"),
    ],
)
def test_where_and_what_the_school_is_does_not_count(
    office: Office, school: dict[str, str]
) -> None:
    """ESMA-007, ESMA-009: residence decides, and no sort of school excludes."""
    case = office.checks(
        {"request.pdf": filled("service-request", {**AMARA, **school})}
    )

    assert outcome(case, "E4") == "met"
    assert {f["outcome"] for f in case["findings"] if f["rule"] in {"E1", "E3"}} == {
        "met"
    }


def test_a_review_is_due_by_the_days_of_the_pupils_own_school(office: Office) -> None:
    """Its term ends two days before the county's, so the review comes before that."""
    said = {**AMARA, "school_name": "Bramley Vale Academy", "school_laestab": "8239002"}
    office.takes_in({"request.pdf": filled("service-request", said)})
    office.starts_support(office.case()["ref"])

    assert office.due()["review meeting"] == "2026-12-16"
