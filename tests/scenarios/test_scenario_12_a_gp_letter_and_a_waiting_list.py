"""12. The only evidence is a GP's, and CAMHS has a waiting list."""

from __future__ import annotations

import datetime as dt

from tests.scenarios.offices import BY, SIOBHAN, Office, filled, finding, outcome, typed

GP_ONLY = "evidence_universal_only_no_further_advice"


def test_a_gp_letter_is_a_condition_and_no_ground_for_a_decline(
    office: Office,
) -> None:
    """Nobody is turned away because the letter is from a GP."""
    office.takes_in(_pack(), folder="from the school")
    case = office.case()
    assert outcome(case, "E2") == "cannot tell"
    assert "waiting list" in finding(case, "E2")["sentence"]
    assert case["proposed"] == "ask"

    refused = office.types("decide", case["ref"], "decline", *BY, "--reason", GP_ONLY)
    assert refused.code == 2
    assert "put off" in refused.err
    assert office.case()["decision"] is None


def test_a_lead_teacher_may_accept_it_and_looks_again_after_six_weeks(
    office: Office,
) -> None:
    """What could not be told is kept with the decision, and comes up again."""
    office.takes_in(_pack(), folder="from the school")
    ref = office.case()["ref"]
    accepted = office.types("decide", ref, "accept", *BY)
    office.later(days=14)
    case = office.case()

    assert accepted.code == 0, accepted.err
    kept = {f["rule"]: f["outcome"] for f in case["decision"]["because"]}
    assert kept["RQ-05"] == kept["E2"] == "cannot tell"
    again = [d["due"] for d in case["deadlines"] if "GP" in d["what"]]
    six_weeks = dt.date(2026, 11, 16) + dt.timedelta(weeks=6)
    assert again
    assert all(day >= "2026-12-14" for day in again)
    assert all(day <= (six_weeks + dt.timedelta(days=10)).isoformat() for day in again)


def _pack() -> dict[str, bytes]:
    """Return a referral whose only evidence is a GP's letter."""
    return {
        "request.pdf": filled("service-request", SIOBHAN),
        "consent.docx": filled("consent", SIOBHAN, "docx"),
        "letter.pdf": typed(
            "Hollowmere Surgery: medical letter",
            "6 November 2026",
            f"Re: {SIOBHAN['pupil_legal_forename']} {SIOBHAN['pupil_legal_surname']}, "
            f"DOB: {SIOBHAN['dob']}",
            "She is medically unable to attend school at present.",
            "I have referred her to CAMHS, and she is on the waiting list.",
            "Yours sincerely",
            "Dr Alan Birch",
            "General practitioner",
            "Telephone 01632 960330",
        ),
    }
