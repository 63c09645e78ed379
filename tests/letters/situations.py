"""A pupil's case while support goes on, with everything people record for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeAlias

from tests.checklist.referrals import ESMA, Written, checked, request
from toolkit.catalogue import Agreement, Service, builtin_root, load_documents
from toolkit.drafting import Situation, orders
from toolkit.model import Case, Decision, Recorded, Status, Value

Facts: TypeAlias = dict[str, object]
Row: TypeAlias = Mapping[str, Value]

REF = "ESMA-2026-0042-E"
DAY = dt.date(2026, 11, 19)
NOW = dt.datetime(2026, 11, 18, 9, tzinfo=dt.UTC)
AT = dt.datetime(2026, 11, 19, 9, tzinfo=dt.UTC)
DOCUMENTS = load_documents(builtin_root())


def recorded(kind: str, on: dt.date, *rows: Row, **answers: Value) -> Recorded:
    """Return one thing written down on a day, with its rows and answers."""
    return Recorded(kind, on, "Office Trial", AT, answers, rows)


def _october(day: int) -> dt.date:
    return dt.date(2026, 10, day)


RECORDS = (
    recorded(
        "plan",
        _october(8),
        {
            "target": "Amara reads one chapter each week & tells her tutor about it.",
            "owner": "English teacher",
            "by_when": dt.date(2026, 12, 11),
            "measure": "Notes in the reading log",
        },
        {
            "target": "Amara meets a friend at the learning base each Friday.",
            "owner": "Key adult",
            "by_when": dt.date(2026, 11, 6),
            "measure": "Four visits",
        },
        pupil_voice="I want to see my class.",
        funding_use="A mentor for two hours a week",
    ),
    recorded(
        "provision",
        _october(8),
        {
            "offer": "online-group",
            "subject": "maths",
            "mode": "online",
            "hours_per_week": 3,
            "start": _october(12),
            "teacher": "Yusuf Ali",
            "days": "Monday 10:00 to 11:00, Wed 13:30",
        },
        {
            "offer": "one-to-one",
            "subject": "english",
            "mode": "in_person",
            "venue": "home",
            "hours_per_week": 1.5,
            "start": _october(14),
        },
    ),
    recorded(
        "risk-assessment",
        _october(9),
        venue="home",
        supervising_adult="Ngozi Okafor",
        valid_until=dt.date(2027, 10, 8),
        summary="A dog is kept in another room.",
    ),
    recorded(
        "steps",
        _october(8),
        {"date": dt.date(2026, 11, 9), "hours": 2, "what": "Two visits to the base"},
        {"date": dt.date(2027, 1, 5), "hours": 10, "what": "Mornings in lessons"},
        {"date": dt.date(2027, 2, 22), "hours": 25, "what": "Full days"},
        ends_in="full_time",
    ),
    recorded("start", _october(12)),
    recorded(
        "attendance",
        dt.date(2026, 11, 13),
        {"week": _october(12), "offered": 3, "attended": 3},
        {"week": _october(19), "offered": 3, "attended": 1, "reason": "Clinic"},
        {"week": dt.date(2026, 11, 2), "offered": 3, "attended": 0},
    ),
    recorded(
        "progress",
        dt.date(2026, 11, 13),
        {"subject": "maths", "at_start": "Grade 5", "now": "Grade 5, secure"},
        {"subject": "english", "at_start": "Grade 6", "now": "Grade 6"},
    ),
    recorded(
        "review",
        dt.date(2026, 11, 16),
        {
            "action": "Lend a laptop",
            "owner": "School lead",
            "by_when": dt.date(2026, 11, 27),
        },
        {
            "action": "Ask the clinic about longer lessons",
            "owner": "Teacher",
            "by_when": dt.date(2026, 12, 4),
        },
        chaired_by="Deputy headteacher",
        exams="A small room has been asked for.",
    ),
    recorded("objection", dt.date(2026, 11, 17), by_whom="family", summary="PA-16"),
)
ANSWERS: Mapping[str, Written] = {
    "on_reduced_timetable": "yes",
    "rtt_hours_per_week": 6,
    "rtt_start_date": dt.date(2026, 11, 9),
    "rtt_review_date": dt.date(2026, 11, 20),
    "rtt_end_date": dt.date(2026, 12, 18),
    "rtt_reason": "Getting back to school step by step",
    "rtt_parent_agreement": "yes",
    "medical_emergency_steps": "Call the family, then 999.",
}


def situation(
    *records: Recorded,
    service: Service = ESMA,
    status: Status = Status.ACTIVE,
    **answers: Written,
) -> Situation:
    """Return Amara's case with these records, or with all of them."""
    return _situation(records or RECORDS, service, status, answers)


def bare(**answers: Written) -> Situation:
    """Return a case for which nothing has been recorded."""
    return _situation((), ESMA, Status.ACTIVE, answers)


def _situation(
    records: tuple[Recorded, ...],
    service: Service,
    status: Status,
    answers: Mapping[str, Written],
) -> Situation:
    case = Case(
        REF,
        service.key,
        status,
        NOW,
        referral=checked(request(**{**ANSWERS, **answers})).referral,
        decision=Decision("accept", "Eszter Szabo", NOW),
        records=records,
    )
    ahead = {"review": dt.date(2026, 12, 18), "evidence": dt.date(2027, 1, 22)}
    return Situation(case, service, DAY, (), ahead=ahead)


def facts(document: str, told: Situation | None = None) -> Facts:
    """Return the facts one of the toolkit's own documents is given."""
    template = DOCUMENTS[document]
    order = orders(template, told or situation(service=_short(ESMA)), version=1)[0]
    return {name: order.facts[name] for name in template.needs if name in order.facts}


def _short(service: Service) -> Service:
    """Return the service with two clauses of each party: samples stay small."""
    agreed = service.agreement
    assert isinstance(agreed, Agreement)
    parties = tuple(
        replace(p, clauses=p.clauses[6:8] or p.clauses[:2]) for p in agreed.parties
    )
    groups = tuple(
        replace(group, strategies=group.strategies[:2]) for group in service.strategies
    )
    return replace(
        service, agreement=replace(agreed, parties=parties), strategies=groups
    )
