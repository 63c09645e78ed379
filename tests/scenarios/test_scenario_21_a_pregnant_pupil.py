"""21. A pregnant pupil, due on 20 March, is referred in November."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.scenarios.offices import AMARA, Office, Told, filled

EXPECTING = {
    **AMARA,
    "referral_reason_type_medical_physical": False,
    "referral_reason_type_pregnancy": True,
    "pregnant": "pregnant",
    "estimated_due_date": "20/03/2027",
}


def _weeks(office: Office, day: dt.date) -> Told:
    office.at(dt.datetime.combine(day, dt.time(9, 30), tzinfo=dt.UTC))
    said = {**EXPECTING, "date_of_referral": f"{day:%d/%m/%Y}"}
    checked = office.checks({"request.pdf": filled("service-request", said)})
    return [f for f in checked["findings"] if f["code"] == "pregnancy-weeks"]


def test_before_twenty_nine_weeks_the_day_is_named(office: Office) -> None:
    """ESMA-001, ESMA-008, VR-14: 2 January is a Saturday, and it counts."""
    [found] = _weeks(office, dt.date(2026, 11, 16))

    assert "2 January 2027" in found["sentence"]
    assert "20 March 2027" in found["sentence"]
    assert "illness" not in found["sentence"]
    assert found["outcome"] == "cannot tell"


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        pytest.param(dt.date(2027, 1, 1), True, id="the day before"),
        pytest.param(dt.date(2027, 1, 2), False, id="at 29 weeks"),
    ],
)
def test_from_twenty_nine_weeks_nothing_is_asked(
    office: Office, day: dt.date, *, is_open: bool
) -> None:
    """ESMA-008: support can begin on the day itself."""
    assert bool(_weeks(office, day)) is is_open
