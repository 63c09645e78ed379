"""Referrals whose papers do not agree, and what the checklist says of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from tests.checklist.referrals import ESMA, TIMETABLE, Answers, Written, checked
from toolkit.model import Checked, Finding, Outcome

NOT_MET, UNCLEAR = Outcome.NOT_MET, Outcome.CANNOT_TELL
CODES = frozenset(each.check.code for each in ESMA.contradictions)

Changes = Mapping[str, Answers]

PRINT: Answers = {"paper_pupil_name": "Amara Okafor"}
PLAN: Answers = {**TIMETABLE}
ON_TIMETABLE: Answers = {
    "on_reduced_timetable": "yes",
    "rtt_plan_attached": "yes",
    "rtt_hours_per_week": 6,
    "rtt_start_date": dt.date(2026, 11, 9),
    "rtt_end_date": dt.date(2026, 12, 18),
    "rtt_parent_agreement": "yes",
}


def told(found: Checked) -> list[Finding]:
    """Return the contradictions that are open."""
    return [finding for finding in found.findings if finding.code in CODES]


def opened(changes: Changes | None, code: str) -> Finding | None:
    """Return one contradiction of a complete referral, changed; null when not open."""
    return next((f for f in told(checked(changes)) if f.code == code), None)


def register(marks: str, **answers: Written) -> Changes:
    """Return a referral with a print of the register, changed."""
    return {
        "register-print": {**PRINT, "register_marks": marks},
        "service-request": answers,
    }


def timetable(plan: Answers | None = None, **answers: Written) -> Changes:
    """Return a referral with a reduced timetable and its plan, both changed."""
    return {
        "service-request": {**ON_TIMETABLE, **answers},
        "reduced-timetable": {**PLAN, **(plan or {})},
    }


def letter(**facts: Written) -> Changes:
    """Return a referral whose medical letter is changed."""
    return {"medical-letter": facts}


def consent(**answers: Written) -> Changes:
    """Return a referral whose consent form is changed."""
    return {"consent": answers}


NO_MEDICAL_REASON: Answers = {
    f"referral_reason_type_{reason}": False
    for reason in (
        "medical_physical",
        "medical_mental",
        "pregnancy",
        "hospital_discharge",
    )
}
JUNE = dt.date(2026, 6, 1)
NEXT_YEAR = dt.date(2027, 1, 11)
MARKS = "2026-11-12 I I; 2026-11-13 O I"
THIRTY = "; ".join(f"2026-10-{day:02} I I" for day in range(5, 20))
