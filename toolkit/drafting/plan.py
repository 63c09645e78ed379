"""The plan: everything known filled in, the rest shown as gaps.

The first version comes from the referral. What people have recorded since takes the
place of its gaps.
"""

from __future__ import annotations

from toolkit.drafting.planned import ideas, planned
from toolkit.drafting.situation import Facts, Situation
from toolkit.drafting.week import DAYS
from toolkit.model import Gap

_TO_AGREE = Gap("to agree at the meeting")
_DATE = Gap("date")
_NAME = Gap("name")

# What a plan says and the question that asks for it, or what to fill in.
_ANSWERS = (
    ("pupil_voice", "pupil_voice", "ask the pupil before the meeting"),
    ("strengths", "pupil_strengths", "ask the pupil"),
    ("parent_views", "parent_views", "ask the family"),
    ("environment", "environment_advice", "ask the health professional"),
    ("next_appointment", "next_appointment", "date"),
    ("working_well", "working_well", "to add at the meeting"),
    ("not_working", "not_working", "to add at the meeting"),
    ("barriers", "barriers_to_attendance", "to add at the meeting"),
    ("school_offer", "school_education_on_offer", "the school to say"),
    ("safe_adult", "safeguarding_adult_during_absence", "the school to name"),
    ("supervising_adult", "supervising_adult", "the family to name"),
    ("emergency_steps", "medical_emergency_steps", "the family to say"),
)

_STARTING_POINTS = (
    ("English", "attainment_english"),
    ("Maths", "attainment_maths"),
    ("Science", "attainment_science"),
    ("Engagement with learning", "engagement_rating"),
    ("Wellbeing", "emotional_wellbeing_baseline"),
)

_FUNDS = (
    ("Education, health and care plan", "ehcp_in_place", "final"),
    ("Local High Needs Funding", "lhnf_in_place", "yes"),
    ("Pupil premium", "pupil_premium", "yes"),
)


def plan(situation: Situation, version: int) -> Facts:
    """Return a plan's facts: from the case and its records, and gaps elsewhere.

    Health is kept to what planning needs: no diagnosis and no medication.
    """
    facts: Facts = {
        "version": version,
        "is_draft": True,
        "meeting_on": Gap("date to agree"),
        # The pupil's own part is the pupil's: what others wrote does not go there.
        "helps": Gap("ask the pupil"),
        "does_not_help": Gap("ask the pupil"),
        "outcomes": Gap("ask the pupil"),
        "communication": Gap("ask the pupil"),
        "hours_manageable": _hours(situation),
        "health_summary": Gap("agree what to say with the family"),
        "evidence_from": _evidence(situation),
        "evidence_due": Gap("date"),
        "risk_assessment": Gap("needed before any lesson at home"),
        "risk_until": _DATE,
        "steps_end": Gap("full-time school, or another goal that is named"),
        "attendance": _attendance(situation),
        "register": _TO_AGREE,
        "exit": _TO_AGREE,
        "in_touch": _TO_AGREE,
        "people": _people(situation),
        "baseline": _baseline(situation),
        "funding": _funding(situation),
        "targets": _targets(),
        "provision": _provision(situation),
        "timetable": [
            {"time": time, **dict.fromkeys(DAYS, Gap("to agree"))}
            for time in ("Morning", "Afternoon")
        ],
        "steps": _steps(),
        "adjustments": [Gap("choose together")],
        "ideas": ideas(situation),
        "reviews": _reviews(situation),
        "agreed": [
            {"role": role, "name": _NAME, "on": _DATE}
            for role in ("Pupil", "Parent or carer", "School", "Health")
        ],
    }
    facts |= {name: _answer(situation, key, gap) for name, key, gap in _ANSWERS}
    exams = _exams(situation)
    facts |= {"exams": exams} if exams else {}
    return facts | planned(situation, version)


def _answer(situation: Situation, key: str, prompt: str) -> object:
    value = situation.value(key)
    return Gap(prompt) if value is None or value == "" else value


def _evidence(situation: Situation) -> object:
    role = situation.words("evidence_1_author_role")
    return role or Gap("who gave the advice")


def _attendance(situation: Situation) -> object:
    percent = situation.words("attendance_pct_ytd")
    return f"{percent}% this school year" if percent else Gap("the school to say")


def _people(situation: Situation) -> list[Facts]:
    rows = [
        ("School lead and chair of reviews", "review_chair"),
        ("Key adult at school", "named_school_contact"),
        ("Parent or carer", "parent_1_name"),
        ("Health", "evidence_1_author_name"),
    ]
    people: list[Facts] = [
        {
            "role": role,
            "name": situation.words(key) or _NAME,
            "contact": _reach(situation, situation.words(key)),
        }
        for role, key in rows
    ]
    service = situation.service
    teacher: Facts = {
        "role": f"{service.short_title} teacher",
        "name": _NAME,
        "contact": service.contact.phone,
    }
    return [*people, teacher]


def _reach(situation: Situation, name: str) -> object:
    """Return how to reach somebody at school; a family's own details stay out."""
    for who in ("referrer", "senco"):
        if name and name == situation.words(f"{who}_name"):
            return situation.words(f"{who}_email") or Gap("to agree")
    return Gap("to agree")


def _hours(situation: Situation) -> object:
    hours = situation.words("hours_manageable")
    if not hours:
        return Gap("ask the health professional")
    return f"{hours} hours a week" if hours.isdigit() else hours


def _baseline(situation: Situation) -> list[Facts]:
    return [
        {
            "area": area,
            "now": situation.label_of(key) or Gap("to add"),
            "towards": Gap("to agree"),
        }
        for area, key in _STARTING_POINTS
    ]


def _funding(situation: Situation) -> list[Facts]:
    use = situation.words("funding_use_statement")
    return [
        {"fund": fund, "use": use or Gap("the school to say")}
        for fund, key, value in _FUNDS
        if situation.words(key) == value
    ]


def _targets() -> list[Facts]:
    blank: Facts = {"target": _TO_AGREE, "measure": _TO_AGREE}
    return [
        {"area": area, **blank, "owner": _NAME, "by": _DATE}
        for area in ("Learning", "Wellbeing", "Return to school")
    ]


def _provision(situation: Situation) -> list[Facts]:
    service = situation.service
    ours = [
        (offer.label, service.short_title)
        for offer in service.offers
        if offer.teaches and situation.value(offer.asked_by) is True
    ]
    theirs = ("The wider curriculum", situation.words("school_name") or "The school")
    return [
        {"what": what, "who": who, "how": _TO_AGREE, "hours": Gap("to agree")}
        for what, who in (*ours, theirs)
    ]


def _steps() -> list[Facts]:
    prompts = ("first step", "next step", "full-time school, or another agreed goal")
    return [{"step": Gap(p), "on": _DATE, "hours": Gap("hours")} for p in prompts]


def _reviews(situation: Situation) -> list[Facts]:
    chair = situation.words("review_chair") or _NAME
    return [
        {"what": what, "on": _DATE, "chair": chair}
        for what in ("First review", "Second review")
    ]


def _exams(situation: Situation) -> Facts:
    """Return the examination facts for years 10 and 11; nothing for the others."""
    if situation.words("year_group") not in {"10", "11"}:
        return {}
    subjects = [
        situation.words(f"subject_{n}_name")
        for n in range(1, 10)
        if situation.words(f"subject_{n}_name")
    ]
    return {
        "officer": situation.words("exams_officer") or _NAME,
        "subjects": ", ".join(subjects) or Gap("the school to list"),
        "arrangements": situation.words("access_arrangements")
        or Gap("apply as early as possible"),
    }
