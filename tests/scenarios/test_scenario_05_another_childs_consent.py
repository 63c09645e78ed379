"""5. Among Amara's papers lies the consent of another child."""

from __future__ import annotations

import json

from tests.scenarios.offices import AMARA, JAKUB, Office, filled, outcome, text_of


def test_another_childs_consent_is_kept_apart_and_named_nowhere(
    office: Office,
) -> None:
    """VR-02: it is a breach already; our request must not make it a second one."""
    papers = {
        "request.pdf": filled("service-request", AMARA),
        "consent.pdf": filled("consent", JAKUB),
    }
    office.takes_in(papers, "Willowmere")
    case = office.case()
    [receipt] = [p for p in office.letters("acknowledgement") if p.suffix == ".pdf"]

    shown = json.dumps(case, ensure_ascii=False) + text_of(receipt)
    assert case["set_apart"] == 1
    assert outcome(case, "RQ-07") == "not met"
    assert "another child" in text_of(receipt)
    assert "Jakub" not in shown
    assert "Wiśniewski" not in shown
