"""A full week at school, as the service counts it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.checklist.referrals import ESMA
from toolkit.support import full_week


@pytest.mark.parametrize(
    ("year", "hours"),
    [
        pytest.param("R", 21, id="reception"),
        pytest.param("6", 23.5, id="the last year of primary school"),
        pytest.param("11", 25, id="the last year of secondary school"),
        pytest.param("", None, id="nobody knows the year"),
    ],
)
def test_a_full_week_follows_the_year_group(year: str, hours: float | None) -> None:
    """A part-time timetable is compared with it."""
    assert full_week(ESMA, year) == hours


def test_a_service_without_such_a_table_has_no_full_week() -> None:
    """Then nothing is compared, rather than guessed."""
    assert full_week(replace(ESMA, records=()), "10") is None
