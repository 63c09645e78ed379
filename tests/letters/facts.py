"""Complete sample facts for every document: invented people, schools and numbers.

This is also the contract: a document is given exactly these facts, by these names.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TypeAlias

from tests.letters import situations
from tests.letters.people import parent, school, school_person, signer
from tests.letters.process_facts import PROCESS
from toolkit.calendar import CalendarSet
from toolkit.catalogue import (
    Clocks,
    Contact,
    DocumentTemplate,
    HouseStyle,
    Residence,
    Service,
)
from toolkit.model import Gap, LetterOrder

Facts: TypeAlias = dict[str, object]

REF = "ESMA-2026-0042-E"
TODAY = dt.date(2026, 11, 19)
RECEIVED = dt.date(2026, 11, 18)
MEETING = dt.date(2026, 11, 25)
DECISION_DUE = dt.date(2026, 12, 2)
REPLY_BY = dt.date(2026, 11, 24)


def service(**changes: object) -> Service:
    """Return an invented council's service."""
    style = HouseStyle(
        council="Northmoor County Council",
        strapline="Learning that goes on",
        colour="#1d4f73",
        accent="#c2571a",
        sign_off="Yours sincerely",
        other_formats=(
            "You can have this letter in large print, easy read, Braille or audio. "
            "Call us and say what you need."
        ),
        interpreters="We can arrange an interpreter for a call or a meeting, free.",
        complaints=(
            "If you are unhappy with how we have handled this, you can complain to the "
            "council, and then to the Ombudsman."
        ),
        privacy="We share what we know only with people who help with the learning.",
    )
    given: Facts = {
        "key": "northmoor",
        "prefix": "ESMA",
        "title": "Education for Children Who Are Unwell",
        "short_title": "ECWU",
        "council": "Northmoor County Council",
        "la_code": "919",
        "plan_title": "Holistic Reintegration Plan",
        "plan_abbreviation": "HRP",
        "source_date": dt.date(2026, 9, 1),
        "contact": Contact(
            phone="01632 960123",
            email="learning&absence@northmoor.example",
            address=("County Offices", "Hollowmere", "AL97 1ES"),
            hours="Monday to Friday, 9am to 4pm, in term time",
            source="T",
        ),
        "areas": (),
        "roles": {},
        "clocks": Clocks(2, 1, 12, 5, 15, 15, 5, 20, "T"),
        "calendar": CalendarSet(
            council="Northmoor",
            terms=(),
            half_terms=(),
            bank_holidays=frozenset(),
            inset_days=frozenset(),
            closures=frozenset(),
            source="T",
            checked_on=dt.date(2026, 9, 1),
            illustrative=True,
        ),
        "residence": Residence({}, "T"),
        "tiers": (),
        "requirements": (),
        "criteria": (),
        "reasons": (),
        "decisions": (),
        "forms": (),
        "letter_sorts": (),
        "signposts": (),
        "house_style": style,
        "acknowledgement": "acknowledgement",
        "version": "1",
        "folder": Path(),
    }
    return Service(**(given | changes))  # type: ignore[arg-type] # every field is above


def order(template: DocumentTemplate, **changes: object) -> LetterOrder:
    """Return an order for one document with its sample facts, some of them changed."""
    return LetterOrder(
        document=template.key,
        service="northmoor",
        ref=REF,
        version=1,
        on=TODAY,
        facts=facts_for(template.key) | changes,
    )


def facts_for(document: str) -> Facts:
    """Return one document's sample facts, whole."""
    if document not in _DOCUMENTS:
        return {**situations.facts(document), "case": _case()}
    return {"case": _case(), **_DOCUMENTS[document]()}


# --- facts that many documents share ------------------------------------------------


def _case() -> Facts:
    return {
        "ref": REF,
        "pupil": "Amara",
        "pupil_forename": "Amara",
        "pupil_full_name": "Amara Okafor",
        "dob": dt.date(2012, 5, 3),
        "year_group": "Year 10",
        "received": RECEIVED,
        "status": "ready for the meeting",
    }


def _decision() -> Facts:
    return {"by": "Eszter Szabo", "on": MEETING}


def _criteria(outcome: str) -> list[Facts]:
    return [
        {
            "label": "The pupil is of compulsory school age",
            "outcome": "Met",
            "sentence": "The date of birth makes the pupil 14.",
            "looked_at": "Service request, 18 November 2026",
        },
        {
            "label": "Medical evidence supports the absence",
            "outcome": outcome,
            "sentence": "A GP wrote on 3 November 2026. No further advice is named.",
            "looked_at": "Letter from a GP, 3 November 2026",
        },
    ]


def _offers() -> list[Facts]:
    return [
        {
            "label": "Live online group lessons",
            "about": "A teacher teaches a small group over the internet.",
        },
        {
            "label": "A telepresence robot",
            "about": "It sits in class. Amara sees, hears and speaks through it.",
        },
    ]


# --- one for each document ----------------------------------------------------------


def _acknowledgement() -> Facts:
    return {
        "recipient": school_person(),
        "received": [
            {"name": "Service request form", "date": RECEIVED},
            {"name": "Medical letter", "date": RECEIVED},
            {"name": "Baseline form", "date": RECEIVED},
        ],
        "unreadable": [
            {
                "name": "Consent form",
                "why": "The file is protected with a password. Please unlock it.",
            }
        ],
        "missing": [
            {
                "label": "Signed parental consent",
                "sentence": "We have not had a consent form that we could open.",
                "mend": "Please send the consent form, signed and dated by a parent.",
                "checklist": "C5",
            },
            {
                "label": "Likely length of absence",
                "sentence": "The medical letter does not say how long it may last.",
                "mend": "Please ask the health professional how long it may last.",
                "checklist": "",
            },
        ],
        "evidence_asked": True,
        "reply_by": REPLY_BY,
        "meeting": MEETING,
        "decision_due": DECISION_DUE,
    }


def _acknowledgement_email() -> Facts:
    whole = _acknowledgement()
    wanted = ("recipient", "missing", "reply_by", "meeting", "decision_due")
    return {name: whole[name] for name in wanted}


def _decline_school() -> Facts:
    return {
        "recipient": school_person(),
        "signer": signer(),
        "decision": _decision(),
        "criteria": _criteria("Not met"),
        "reasons": [
            {
                "label": "Only universal evidence, no further advice",
                "for_parents": (
                    "We have a letter from your GP. We could not see that anybody else "
                    "has been asked for advice about your child’s health."
                ),
                "for_school": (
                    "The only medical evidence is a GP’s letter, and nothing shows "
                    "that further medical advice is being sought."
                ),
                "would_change": (
                    "We will look again as soon as we know that more advice has been "
                    "asked for, and from whom."
                ),
            }
        ],
        "signposts": [
            {"name": "School Health", "about": "Nurses who give advice in school."},
            {"name": "Families First", "about": "Early help for the whole family."},
        ],
        "note": "",
    }


def _decline_parent() -> Facts:
    return _decline_school() | {"recipient": parent(), "school": school()}


def _decline_email() -> Facts:
    return {
        "recipient": school_person(),
        "signer": signer(),
        "decision": _decision(),
    }


def _acceptance_school() -> Facts:
    return {
        "recipient": school_person(),
        "signer": signer(),
        "decision": _decision(),
        "criteria": _criteria("Met"),
        "offers": _offers(),
        "guidance": ["Name one adult whom Amara can go to.", "Agree rest breaks."],
        "planning": {"on": dt.date(2026, 12, 8), "place": "2pm at Willowmere High"},
        "note": "We would like to hear from the hospital before the first lesson.",
    }


def _acceptance_parent() -> Facts:
    return {
        "recipient": parent(),
        "signer": signer(),
        "school": school(),
        "offers": _offers(),
        "planning": {},
    }


def _acceptance_email() -> Facts:
    return {
        "recipient": school_person(),
        "signer": signer(),
        "offers": _offers(),
    }


def _plan() -> Facts:
    to_agree = Gap("to agree at the meeting")
    lesson_gap = Gap("to agree")
    return {
        "school": school(),
        "plan": {
            "version": 1,
            "is_draft": True,
            "meeting_on": Gap("date to agree"),
            "pupil_voice": Gap("Amara has not been asked yet: ask before the meeting"),
            "strengths": "Drawing, and explaining things to others.\nMaths puzzles.",
            "helps": "Knowing the day before what a lesson is about.",
            "does_not_help": "Crowded corridors & loud bells.",
            "outcomes": "To sit in class with friends again by the summer.",
            "communication": Gap("ask Amara"),
            "parent_views": "Mornings are hardest. Short lessons go best.",
            "health_summary": "Gets very tired; rest helps. Good and bad days.",
            "hours_manageable": "Up to 5 hours a week at first, in short lessons.",
            "environment": "A quiet room; lessons after 10am.",
            "next_appointment": dt.date(2027, 1, 14),
            "evidence_from": "Consultant paediatrician, letter of 3 November 2026",
            "evidence_due": dt.date(2027, 2, 17),
            "working_well": "Work sent home in English is done and marked.",
            "not_working": "A full day in school.",
            "barriers": "Tiredness, and worry about missed work.",
            "school_offer": "Two afternoons a week in the learning base.",
            "safe_adult": "The school’s designated safeguarding lead",
            "supervising_adult": to_agree,
            "emergency_steps": to_agree,
            "risk_assessment": Gap("needed before any lesson at home"),
            "risk_until": Gap("date"),
            "steps_end": "Full time at school",
            "ideas": ["Ear defenders & a quiet room."],
            "attendance": "41.6% of sessions this school year",
            "register": to_agree,
            "exit": "Support ends when Amara is back at school full time, or sooner "
            "if everybody agrees.",
            "in_touch": to_agree,
            "people": [
                {"role": "Pupil", "name": "Amara Okafor", "contact": lesson_gap},
                {
                    "role": "School lead and chair",
                    "name": "Siobhan O'Neill",
                    "contact": "senco@willowmere-school.example",
                },
                {"role": "Teacher", "name": lesson_gap, "contact": "01632 960123"},
            ],
            "baseline": [
                {"area": "English", "now": "At the expected level", "towards": "6"},
                {"area": "Maths", "now": "Above", "towards": "7"},
                {"area": "Wellbeing", "now": "2 of 5", "towards": lesson_gap},
            ],
            "funding": [
                {"fund": "Pupil premium", "use": "A mentor for two hours a week."}
            ],
            "targets": [
                {
                    "area": area,
                    "target": to_agree,
                    "measure": to_agree,
                    "owner": to_agree,
                    "by": Gap("date"),
                }
                for area in ("Learning", "Wellbeing", "Return to school")
            ],
            "provision": [
                {
                    "what": "Live online group lessons",
                    "who": "Education for Children Who Are Unwell",
                    "how": "Online, at home",
                    "hours": lesson_gap,
                },
                {
                    "what": "Art and history",
                    "who": "Willowmere High",
                    "how": "Work sent and marked",
                    "hours": lesson_gap,
                },
            ],
            "timetable": [
                {
                    "time": time,
                    "monday": lesson_gap,
                    "tuesday": lesson_gap,
                    "wednesday": lesson_gap,
                    "thursday": lesson_gap,
                    "friday": lesson_gap,
                }
                for time in ("Morning", "Afternoon")
            ],
            "steps": [
                {"step": "Visit to meet the key adult", "on": Gap("date"), "hours": 1},
                {"step": "Two lessons a week", "on": Gap("date"), "hours": 2.5},
                {"step": "Full-time school", "on": Gap("date"), "hours": 32.5},
            ],
            "adjustments": [
                "A key adult to go to.",
                "Leaving lessons five minutes early.",
                Gap("others to choose together"),
            ],
            "exams": {
                "officer": Gap("name"),
                "subjects": "English, maths, science, art",
                "arrangements": Gap("apply as early as possible"),
            },
            "reviews": [
                {"what": "First review", "on": Gap("date"), "chair": "Siobhan O'Neill"},
                {"what": "Second review", "on": Gap("date"), "chair": lesson_gap},
            ],
            "agreed": [
                {"role": role, "name": Gap("name"), "on": Gap("date")}
                for role in ("Pupil", "Parent or carer", "School", "Service", "Health")
            ],
            "versions": [
                {"number": 1, "on": TODAY, "what": "First draft from the referral"}
            ],
        },
    }


_DOCUMENTS = {
    "acknowledgement": _acknowledgement,
    "acknowledgement-email": _acknowledgement_email,
    "decline-school": _decline_school,
    "decline-parent": _decline_parent,
    "decline-email": _decline_email,
    "acceptance-school": _acceptance_school,
    "acceptance-parent": _acceptance_parent,
    "acceptance-email": _acceptance_email,
    "plan": _plan,
    **PROCESS,
}
