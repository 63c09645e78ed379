"""14. A pupil has extra funding, and nobody says how it is used."""

from __future__ import annotations

import pytest

from tests.scenarios.offices import AMARA, Office, filled, finding, outcome

NONE = {"ehcp_in_place": "no", "lhnf_in_place": "no", "pupil_premium": "no"}


@pytest.mark.parametrize(
    "fund",
    [
        pytest.param({"ehcp_in_place": "final"}, id="a plan"),
        pytest.param({"lhnf_in_place": "yes"}, id="local high needs funding"),
        pytest.param({"pupil_premium": "yes"}, id="pupil premium"),
    ],
)
def test_the_use_of_each_fund_is_asked_for(
    office: Office, fund: dict[str, str]
) -> None:
    """ESMA-037 and VR-08: the school is asked for the one sentence that is missing."""
    checked = office.checks(
        {"request.pdf": filled("service-request", {**AMARA, **NONE, **fund})}
    )
    funding = finding(checked, "RQ-08")

    assert (funding["outcome"], funding["weight"]) == ("not met", "ask")
    assert "funding" in funding["mend"]


def test_a_school_without_any_fund_is_not_asked(office: Office) -> None:
    """A question about nothing costs a school a day."""
    checked = office.checks(
        {"request.pdf": filled("service-request", {**AMARA, **NONE})}
    )

    assert outcome(checked, "RQ-08") == "not applicable"
