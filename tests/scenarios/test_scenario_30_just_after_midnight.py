"""30. A referral arrives twenty minutes after midnight, in British Summer Time."""

from __future__ import annotations

import datetime as dt

from tests.scenarios.offices import AMARA, Office, filled, text_of


def test_the_day_it_came_is_the_day_on_the_wall_in_england(office: Office) -> None:
    """20 past midnight on 1 July is still 30 June in the casebook's own hours."""
    office.at(dt.datetime(2026, 6, 30, 23, 20, tzinfo=dt.UTC))
    office.takes_in({"request.pdf": filled("service-request", AMARA)})
    [receipt] = [p for p in office.letters("acknowledgement") if p.suffix == ".pdf"]

    assert receipt.name.endswith("_20260701.pdf")
    assert "1 July 2026" in text_of(receipt)
    assert "30 June" not in text_of(receipt)
    assert office.case()["opened"] == "2026-06-30T23:20:00+00:00"
