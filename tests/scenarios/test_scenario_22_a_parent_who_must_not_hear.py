"""22. Separated parents, one of whom may not be contacted."""

from __future__ import annotations

from pathlib import Path

from tests.scenarios.offices import AMARA, BY, Office, filled, text_of

DESPITE = ("--despite", "The letter was read out to us by phone.")
FAMILY = {
    **AMARA,
    "address_confidential": "yes",
    "home_address_lines": "4 Elm Court\nHollowmere",
    "parent_1_address": "4 Elm Court\nHollowmere\nAL97 4QT",
    "parent_2_name": "Chidi Okafor",
    "parent_2_relationship": "Father",
    "parent_2_lives_with_pupil": "no",
    "parent_2_address": "9 Mill Row\nAshbourne\nSG97 2BD",
    "parent_2_contact_restriction": "yes",
}


def test_only_the_other_parent_gets_a_letter_and_nothing_gives_the_home_away(
    office: Office,
) -> None:
    """A letter in the wrong hands can put a child in danger."""
    office.takes_in({"request.pdf": filled("service-request", FAMILY)})
    ref = office.case()["ref"]
    decided = office.types("decide", ref, "guidance", *BY, *DESPITE)
    letters = {path: text_of(path) for path in _pdfs(office)}

    assert decided.code == 0, decided.err
    to_parents = [t for p, t in letters.items() if "acceptance-parent" in p.name]
    assert len(to_parents) == 1
    assert "Ngozi Okafor" in to_parents[0]
    assert [p.name for p, t in letters.items() if "Chidi" in t or "Mill Row" in t] == []
    to_school = [t for p, t in letters.items() if "acceptance-school" in p.name]
    assert "Elm Court" not in to_school[0]


def _pdfs(office: Office) -> list[Path]:
    return [p for p in office.letters("acceptance-*") if p.suffix == ".pdf"]
