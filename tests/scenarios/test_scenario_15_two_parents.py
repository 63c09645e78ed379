"""15. A mother without e-mail whose language is Urdu, and a father elsewhere."""

from __future__ import annotations

from pathlib import Path

from tests.scenarios.offices import AMARA, BY, Office, filled, text_of

DESPITE = ("--despite", "The letter was read out to us by phone.")
FAMILY = {
    **AMARA,
    "first_language": "Urdu",
    "interpreter_language": "Urdu",
    "parent_1_email": "",
    "parent_2_name": "Chidi Okafor",
    "parent_2_relationship": "Father",
    "parent_2_lives_with_pupil": "no",
    "parent_2_address": "9 Mill Row\nAshbourne\nSG97 2BD",
    "parent_2_contact_restriction": "no",
}


def test_each_parent_has_a_letter_to_post_with_the_offer_of_an_interpreter(
    office: Office,
) -> None:
    """There is no one channel for a family: the same decision goes to both by post."""
    office.takes_in({"request.pdf": filled("service-request", FAMILY)})
    office.types("decide", office.case()["ref"], "guidance", *BY, *DESPITE)
    [first] = [text_of(p) for p in office.letters("acceptance-parent") if _is_pdf(p)]
    [second] = [text_of(p) for p in office.letters("acceptance-parent-2") if _is_pdf(p)]

    assert "Ngozi Okafor" in first
    assert "Chidi Okafor" not in first
    assert "9 Mill Row" in second
    assert "interpreter" in first
    assert "large print" in first


def _is_pdf(path: Path) -> bool:
    return path.suffix == ".pdf"
