"""13. The form says the absence is authorised; the register it came with shows O."""

from __future__ import annotations

from tests.scenarios.offices import AMARA, Office, Told, filled, outcome, typed


def _register() -> bytes:
    return typed(
        "Attendance register",
        "Pupil name: Amara Okafor",
        "DOB: 03/05/2012",
        "Date printed: 13 November 2026",
        "Possible sessions: 10. Sessions attended: 0. Unauthorised absences: 4.",
        "Week beginning 02/11/2026",
        "Mon 09/11/2026 I I",
        "Tue 10/11/2026 O O",
        "Wed 11/11/2026 I I",
        "Thu 12/11/2026 O O",
    )


def _contradiction(checked: Told) -> Told:
    [found] = [f for f in checked["findings"] if f["code"] == "register-unauthorised"]
    return found


def test_a_register_that_says_otherwise_is_a_question_with_its_dates(
    office: Office,
) -> None:
    """VR-10: the head teacher is asked about named days; nobody is blamed for them."""
    papers = {
        "request.pdf": filled("service-request", AMARA),
        "register.pdf": _register(),
    }
    checked = office.checks(papers)
    found = _contradiction(checked)

    assert (found["outcome"], found["weight"]) == ("not met", "ask")
    assert "10 November 2026" in found["sentence"]
    assert "12 November 2026" in found["sentence"]
    assert {mark["paper"] for mark in found["decided_by"]} == set(papers)
    assert not checked["ready"]
    assert outcome(checked, "E3") in {"met", "cannot tell"}
