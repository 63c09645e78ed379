from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.pipeline.desks import NOW, answers_of, filled, trial
from toolkit.errors import BeyondCalendar

AMARA = answers_of("Amara")
IN_TEN_YEARS = NOW.replace(year=NOW.year + 10)


def test_a_calendar_that_has_ended_stops_the_letter_and_not_the_case(
    tmp_path: Path,
) -> None:
    """Next year's terms come late; a referral must not be lost over that."""
    with trial(tmp_path) as at:
        at.drop("request.pdf", filled("service-request", AMARA))
        report = at.take_in(IN_TEN_YEARS)

        assert len(at.cases()) == 1
        assert [type(fault) for fault in report.stopped] == [BeyondCalendar]


def test_a_reply_that_could_not_be_written_is_written_by_a_later_pass(
    tmp_path: Path,
) -> None:
    """Once the school has said who asks, nobody has to remember the letter."""
    nobody = ("referrer_name", "senco_name", "named_school_contact", "headteacher_name")
    without = {key: said for key, said in AMARA.items() if key not in nobody}
    with trial(tmp_path) as at:
        at.drop("request.pdf", filled("service-request", without))
        first = at.take_in()
        again = at.take_in()
        at.drop("request again.pdf", filled("service-request", AMARA))
        at.take_in(NOW + dt.timedelta(hours=1))
        [case] = at.cases()

    assert len(first.stopped) == len(again.stopped) > 0
    assert {d.document for d in case.documents} >= {"acknowledgement"}
