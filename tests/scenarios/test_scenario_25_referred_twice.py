"""25. The school and the hospital school both refer the same pupil."""

from __future__ import annotations

import email
import email.policy

from tests.scenarios.offices import AMARA, Office, filled

HOSPITAL = {
    **AMARA,
    "referrer_name": "Ruth Adeyemi",
    "referrer_role": "Hospital school teacher",
    "referrer_email": "r.adeyemi@hospital-school.example",
    "referrer_phone": "01632 960144",
}


def test_one_case_knows_both_and_both_are_answered(office: Office) -> None:
    """Two people who care about one child must not start two clocks."""
    office.takes_in({"from school.pdf": filled("service-request", AMARA)})
    office.later(hours=3)
    office.takes_in({"from hospital.pdf": filled("service-request", HOSPITAL)})

    case = office.case()
    changed = {a["question"]: a["old"] for n in case["changes"] for a in n["answers"]}
    assert len(case["papers"]) == 2
    assert changed["referrer_name"] == "Helen Marsh"
    mails = office.letters("acknowledgement-email")
    told = {
        email.message_from_bytes(p.read_bytes(), policy=email.policy.default)["to"]
        for p in mails
    }
    assert told == {
        "h.marsh@willowmere-school.example",
        "r.adeyemi@hospital-school.example",
    }
