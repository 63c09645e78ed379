"""8. The SENCo sends the request again with a new attendance figure and phone."""

from __future__ import annotations

from tests.scenarios.offices import AMARA, BY, Office, filled

DESPITE = ("--despite", "The letter was read out to us by phone.")
CORRECTED = {
    **AMARA,
    "attendance_pct_ytd": "38.5",
    "referrer_phone": "01632 960199",
}


def test_the_same_case_shows_what_changed_and_no_clock_starts_again(
    office: Office,
) -> None:
    """Two versions are one referral: the first stays, and each change is shown."""
    office.takes_in({"request.pdf": filled("service-request", AMARA)})
    first = office.case()
    office.later(days=1)
    office.takes_in({"request again.pdf": filled("service-request", CORRECTED)})
    second = office.case()

    [newer] = second["changes"]
    changed = {a["question"]: (a["old"], a["new"]) for a in newer["answers"]}
    assert changed["attendance_pct_ytd"] == ("41.5", "38.5")
    assert changed["referrer_phone"] == ("01632 960101", "01632 960199")
    assert set(changed) == {"attendance_pct_ytd", "referrer_phone"}
    assert len(second["papers"]) == 2
    assert _dates(second) == _dates(first)


def test_after_a_decision_the_lead_teacher_is_told(office: Office) -> None:
    """A decision must not stand unseen on figures that were put right later."""
    office.takes_in({"request.pdf": filled("service-request", AMARA)})
    ref = office.case()["ref"]
    office.types("decide", ref, "guidance", *BY, *DESPITE)
    office.later(days=1)
    taken = office.takes_in({"again.pdf": filled("service-request", CORRECTED)})

    case = office.case()
    assert case["status"] == "guidance_only"
    assert case["decision"]["outcome"] == "guidance"
    assert "lead teacher" in " ".join(done["note"] for done in taken["done"])
    assert [one["ref"] for one in office.asks("cases", "--waiting")] == [ref]


def _dates(case: dict[str, list[dict[str, str]]]) -> dict[str, str]:
    wanted = {"next meeting", "decision due", "assessment due"}
    return {d["what"]: d["due"] for d in case["deadlines"] if d["what"] in wanted}
