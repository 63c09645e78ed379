"""4. The consent comes by itself, two days later, in an e-mail headed “forgot this”."""

from __future__ import annotations

from tests.scenarios.offices import AMARA, Office, filled, mail, outcome


def test_what_was_forgotten_joins_its_case_and_moves_no_date(office: Office) -> None:
    """The missing list shrinks; the clock keeps the day the referral first came."""
    office.takes_in({"request.pdf": filled("service-request", AMARA)})
    before = office.case()
    office.later(days=2)
    consent = {"consent.pdf": filled("consent", AMARA)}
    sent = mail("forgot this", consent, "h.marsh@willowmere-school.example")
    office.takes_in({"message.eml": sent})
    after = office.case()

    decided = [_due(case, "decision days from receipt") for case in (before, after)]
    assert (outcome(before, "RQ-07"), outcome(after, "RQ-07")) == ("not met", "met")
    assert decided[0] == decided[1]
    assert after["opened"] == before["opened"]


def _due(case: dict[str, list[dict[str, str]]], what: str) -> str:
    return next(d["due"] for d in case["deadlines"] if d["what"] == what)
