"""1. A SENCo drops a whole referral, filled on screen, in one folder."""

from __future__ import annotations

import hashlib

from tests.scenarios.offices import Office, Told, finding, text_of, the_pack

CHECKLIST = {
    "RQ-01": "C1",
    "RQ-03": "C2",
    "RQ-04": "C3",
    "RQ-05": "C4",
    "RQ-07": "C5",
    "RQ-08": "C6",
}


def _open(case: Told) -> list[str]:
    return [
        found["rule"]
        for found in case["findings"]
        if found["rule"].startswith(("RQ", "E"))
        and found["outcome"] not in {"met", "not applicable"}
    ]


def test_a_whole_referral_is_one_case_ready_for_the_meeting(office: Office) -> None:
    """Six papers in, one case out; the office only has to look."""
    pack = the_pack()
    office.takes_in(pack, "Willowmere High")
    case = office.case()

    assert (case["status"], case["proposed"]) == ("ready_for_meeting", "accept")
    assert _open(case) == []
    assert {rule: finding(case, rule)["checklist"] for rule in CHECKLIST} == CHECKLIST
    assert {d["what"]: d["due"] for d in case["deadlines"]}["next meeting"] == (
        "2026-11-18"
    )
    assert _sums(pack) == {paper["sha256"] for paper in case["papers"]}
    assert office.types("casebook", "check").code == 0
    assert list(office.workspace.intake.iterdir()) == []


def _sums(pack: dict[str, bytes]) -> set[str]:
    return {hashlib.sha256(contents).hexdigest() for contents in pack.values()}


def test_the_receipt_is_drafted_the_same_day_with_its_dates(office: Office) -> None:
    """ESMA-051: the school knows from the first day when it will hear."""
    office.takes_in({"request.pdf": the_pack()["service request.pdf"]})
    [receipt] = [p for p in office.letters("acknowledgement") if p.suffix == ".pdf"]
    words = text_of(receipt)

    assert "16 November 2026" in words  # it came
    assert "18 November 2026" in words  # the meeting
    assert "25 November 2026" in words  # the decision is told
