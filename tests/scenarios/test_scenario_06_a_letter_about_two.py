"""6. A clinic's letter is about two children."""

from __future__ import annotations

from tests.scenarios.offices import AMARA, Office, clinic_letter, filled, outcome


def test_a_letter_about_two_children_is_put_before_a_person(office: Office) -> None:
    """Nobody but a person may say which page, if any, belongs in the file."""
    letter = clinic_letter(
        "Amara Okafor", "03/05/2012", "Re: Jakub Wiśniewski, DOB: 21/01/2013"
    )
    papers = {"request.pdf": filled("service-request", AMARA), "letter.pdf": letter}
    office.takes_in(papers, "Willowmere")

    [waiting] = office.asks("match")
    assert waiting["name"].endswith("letter.pdf")
    assert outcome(office.case(), "RQ-05") != "met"
