"""Referrals made by hand: invented people, and their papers as already understood."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping

from toolkit.catalogue import builtin_root, load
from toolkit.checklist import RULES, check, merge
from toolkit.model import (
    Answer,
    Checked,
    Document,
    Finding,
    Fit,
    Mark,
    MarkKind,
    PaperSort,
    Place,
    Understood,
    Value,
)

TODAY = dt.date(2026, 11, 22)
CATALOGUE = load(builtin_root(), rules=frozenset(RULES))
ESMA = CATALOGUE.service("esma")

Written = Value | Answer | None
Answers = Mapping[str, Written]

REQUEST: Answers = {
    "referrer_name": "Helen Marsh",
    "referrer_role": "SENCo",
    "referrer_email": "h.marsh@willowmere-school.example",
    "referrer_phone": "01632 960101",
    "date_of_referral": dt.date(2026, 11, 16),
    "designated_officer_informed": "Helen Marsh",
    "pupil_legal_surname": "Okafor",
    "pupil_legal_forename": "Amara",
    "dob": dt.date(2012, 5, 3),
    "upn": "F919999916001",
    "year_group": "10",
    "home_address_lines": "14 Larkfield Rise\nHollowmere",
    "postcode": "AL97 4QT",
    "parent_1_name": "Ngozi Okafor",
    "parent_1_relationship": "Mother",
    "parent_1_has_parental_responsibility": "yes",
    "parent_views": "She misses her friends.",
    "school_name": "Willowmere High",
    "named_school_contact": "Tom Adeyemi",
    "review_chair": "Daniel Ferris",
    "dsl_name": "Priya Ramanathan",
    "exams_officer": "Tom Adeyemi",
    "safeguarding_adult_during_absence": "Priya Ramanathan",
    "sen_status": "N",
    "ehcp_in_place": "no",
    "lhnf_in_place": "no",
    "pupil_premium": "no",
    "reason_for_absence": "Long tiredness after a viral illness",
    "last_date_attended_regularly": dt.date(2026, 10, 5),
    "school_days_missed": 24,
    "attendance_pct_ytd": 41.5,
    "absence_authorised": "yes",
    "register_code_in_use": "I",
    "expected_duration": "About 12 weeks",
    "expected_duration_source": "health",
    "electively_home_educated": "no",
    "evidence_1_document": "Clinic letter",
    "evidence_1_author_name": "Dr Ewa Nowak",
    "evidence_1_author_role": "Consultant paediatrician",
    "evidence_1_org": "Hollowmere General Hospital",
    "evidence_1_contact": "01632 960220",
    "evidence_1_date": dt.date(2026, 10, 30),
    "evidence_1_states_unfit": "yes",
    "accepted_by_school": "yes",
    "apdr_attached": "yes",
    "working_well": "Short check-ins with her tutor.",
    "not_working": "Full days.",
    "school_education_on_offer": "English and maths set online and marked.",
    "work_set_and_marked_first15": "yes",
    "pupil_voice": "I want to see my class.",
    "outcomes_sought": "Full days by the summer.",
    "on_reduced_timetable": "no",
}
CONSENT: Answers = {
    "consent_pupil_name": "Amara Okafor",
    "dob": dt.date(2012, 5, 3),
    "consent_signer_name": "Ngozi Okafor",
    "consent_signature": "Ngozi Okafor",
    "consent_date": dt.date(2026, 11, 12),
    "consent_scope_referral": True,
    "consent_scope_share_health": True,
    "consent_scope_photos": False,
}
BASELINE: Answers = {
    "pupil_legal_surname": "Okafor",
    "pupil_legal_forename": "Amara",
    "dob": dt.date(2012, 5, 3),
    "subject_1_name": "English",
    "subject_1_board": "AQA",
    "attainment_english": "GCSE grade 6",
    "attainment_maths": "GCSE grade 5",
    "attainment_science": "GCSE grade 5",
    "engagement_rating": "4",
    "emotional_wellbeing_baseline": "5 out of 10 on her own scale",
}
LETTER: Answers = {
    "paper_pupil_name": "Amara Okafor",
    "paper_pupil_dob": dt.date(2012, 5, 3),
    "paper_date": dt.date(2026, 10, 30),
    "author_name": "Dr Ewa Nowak",
    "author_role": "Consultant paediatrician",
}
APDR: Answers = {
    "paper_pupil_name": "Amara Okafor",
    "paper_date": dt.date(2026, 10, 23),
}
TIMETABLE: Answers = {
    "paper_pupil_name": "Amara Okafor",
    "plan_start": dt.date(2026, 11, 9),
    "plan_end": dt.date(2026, 12, 18),
    "plan_hours": "6",
    "parent_agreed": "agreed and signed",
}
FUNDING: Answers = {"paper_pupil_name": "Amara Okafor"}

COMPLETE: Mapping[str, Answers] = {
    "service-request": REQUEST,
    "consent": CONSENT,
    "baseline": BASELINE,
    "medical-letter": LETTER,
    "apdr": APDR,
}

GP: Answers = {
    "evidence_1_author_role": "GP",
    "evidence_1_org": "Hollowmere Surgery",
}


def doubtful(text: str, why: str = "") -> Answer:
    """Return an answer a person must look at first."""
    return Answer(Mark("", text=text, ask=True, place=Place(page=2)), None, why)


def drawn() -> Answer:
    """Return an answer somebody signed with a pen."""
    return Answer(Mark("", kind=MarkKind.SIGNATURE), value=True)


def paper(form: str, answers: Answers, *, service: str = "esma") -> Understood:
    """Return one paper; without a form it is one nobody could place."""
    sha256 = hashlib.sha256(f"{form} {sorted(answers)}".encode()).hexdigest()
    document = Document("paper.pdf", sha256, 1000, PaperSort.PDF_FORM, pages=3)
    fit = Fit(service, form, "2026", "fields", 0.99) if form else None
    return Understood(document, fit, {k: _answer(k, v) for k, v in answers.items()})


def papers(
    changes: Mapping[str, Answers] | None = None, *, without: Iterable[str] = ()
) -> list[Understood]:
    """Return a complete referral's papers, with answers changed and papers left out.

    `changes` maps a form or letter sort to the answers that differ; a sort the complete
    referral lacks is added.
    """
    changes = changes or {}
    added = [sort for sort in changes if sort not in COMPLETE]
    return [
        paper(sort, {**COMPLETE.get(sort, {}), **changes.get(sort, {})})
        for sort in (*COMPLETE, *added)
        if sort not in without
    ]


def checked(
    changes: Mapping[str, Answers] | None = None,
    *,
    without: Iterable[str] = (),
    also: Iterable[Understood] = (),
    today: dt.date = TODAY,
) -> Checked:
    """Return a complete referral, changed, as the checklist finds it."""
    everything = [*papers(changes, without=without), *also]
    return check(merge(ESMA, everything), ESMA, today=today)


def request(**answers: Written) -> Mapping[str, Answers]:
    """Return changes to the service request alone."""
    return {"service-request": answers}


def part(finding: Finding, code: str) -> Finding:
    """Return one part of a finding."""
    return next(each for each in finding.parts if each.code == code)


def _answer(key: str, written: Written) -> Answer:
    if isinstance(written, Answer):
        return written
    tick = written if isinstance(written, bool) else None
    kind = MarkKind.TEXT if tick is None else MarkKind.TICK
    text = "" if written is None or tick is not None else str(written)
    mark = Mark(key, kind, text, tick, place=Place(page=1, label=key))
    return Answer(mark, written)
