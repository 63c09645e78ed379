"""9. The pupil is at a school of the county and lives in another council's area."""

from __future__ import annotations

import pytest

from tests.scenarios.offices import AMARA, BY, Office, filled, outcome, text_of


@pytest.mark.parametrize(
    ("postcode", "met"),
    [
        pytest.param("LU95 2RH", "not met", id="in another county"),
        pytest.param("SG96 1ZZ", "cannot tell", id="at the border"),
    ],
)
def test_where_the_pupil_lives_comes_from_the_table_alone(
    office: Office, postcode: str, met: str
) -> None:
    """ESMA-007 and VR-13: the letters SG are no council; unknown is a question."""
    checked = office.checks(
        {"request.pdf": filled("service-request", {**AMARA, "postcode": postcode})}
    )

    assert outcome(checked, "E4") == met


def test_a_decline_says_which_council_to_ask(office: Office) -> None:
    """A family is told where help is, not only where it is not."""
    office.takes_in(
        {"request.pdf": filled("service-request", {**AMARA, "postcode": "LU95 2RH"})}
    )
    ref = office.case()["ref"]
    office.types("decide", ref, "decline", *BY, "--reason", "not_resident_confirmed")
    [letter] = [p for p in office.letters("decline-parent") if p.suffix == ".pdf"]

    assert "another council" in text_of(letter)
