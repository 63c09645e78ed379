"""Sample facts of the letters that go out while a case is open, and at its end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from tests.letters.people import (
    Facts,
    clinician,
    parent,
    pupil,
    school,
    school_person,
    signer,
)

_TODAY = dt.date(2026, 11, 19)


def _missing() -> list[Facts]:
    return [
        {
            "label": "Signed parental consent",
            "sentence": "We have not had a consent form that we could open.",
            "mend": "Please send the consent form, signed and dated by a parent.",
            "checklist": "C5",
        },
        {
            "label": "Likely length of absence",
            "sentence": "The medical letter does not say how long it may last.",
            "mend": "",
            "checklist": "",
        },
    ]


def _reminder() -> Facts:
    return {
        "recipient": school_person(),
        "asked": {"on": dt.date(2026, 11, 11)},
        "missing": _missing(),
        "evidence_asked": True,
        "answer_by": dt.date(2026, 11, 26),
        "meeting": dt.date(2026, 11, 25),
    }


def _evidence_reminder() -> Facts:
    return {
        "recipient": school_person(),
        "newer": {
            "held_on": dt.date(2026, 6, 3),
            "due": dt.date(2026, 12, 3),
            "is_question": True,
            "weeks": 24,
        },
    }


def _ending() -> Facts:
    return {
        "on": dt.date(2026, 12, 18),
        "destination": "Full time at their school",
        "robot": True,
        "progress": [
            {
                "subject": "English",
                "at_start": "Reads for five minutes",
                "now": "Reads a chapter a day",
            },
            {
                "subject": "Maths",
                "at_start": "Fractions are hard",
                "now": "Adds and takes away fractions",
            },
        ],
        "reasons": [
            {
                "for_school": "The pupil has reintegrated to their school.",
                "for_parents": "Your child is back at school.",
                "for_pupil": "You are back at school now. That took courage.",
                "conditions": "The school can refer again at any time.",
            }
        ],
        "school_steps": ["Keep the key adult in place for the first weeks."],
        "family_steps": ["Tell the school early if a day gets too much."],
        "may_return": True,
    }


def _exit_school() -> Facts:
    return {"recipient": school_person(), "signer": signer(), "ending": _ending()}


def _exit_parent() -> Facts:
    return _exit_school() | {"recipient": parent(), "school": school()}


def _exit_pupil() -> Facts:
    return _exit_school() | {"recipient": pupil()}


def _redirect_school() -> Facts:
    return {
        "recipient": school_person(),
        "signer": signer(),
        "decision": {"by": "Eszter Szabo", "on": dt.date(2026, 11, 18)},
        "reasons": [
            {
                "label": "The pupil lives outside the county",
                "for_parents": "The address is in another council's area. That "
                "council can help you, even though the school is here.",
                "for_school": "The pupil's home address is outside the county, so the "
                "home council is the one to ask.",
                "would_change": "We will look again if the family moves here.",
            }
        ],
        "signposts": [
            {"name": "School Health", "about": "Nurses who give advice in school."}
        ],
        "note": "The home council has told us that it has places.",
    }


def _redirect_parent() -> Facts:
    return _redirect_school() | {"recipient": parent(), "school": school()}


def _lapsed() -> Facts:
    return {"recipient": school_person(), "signer": signer(), "missing": _missing()}


def _review() -> Facts:
    return {
        "on": dt.date(2026, 12, 10),
        "at": "14:00",
        "place": "The library at Willowmere High",
        "link": "https://meet.example/willowmere",
        "chair": "Deputy headteacher",
    }


def _review_invitation() -> Facts:
    return {"recipient": school_person(), "review": _review()}


def _review_invitation_parent() -> Facts:
    return {"recipient": parent(), "school": school(), "review": _review()}


def _review_invitation_pupil() -> Facts:
    return {"recipient": pupil(), "review": _review()}


def _review_invitation_health() -> Facts:
    return {
        "recipient": clinician(),
        "consent": {"on": dt.date(2026, 11, 10)},
        "review": _review(),
    }


def _health_advice_request() -> Facts:
    return {
        "recipient": clinician(),
        "signer": signer(),
        "school": school(),
        "consent": {"on": dt.date(2026, 11, 10)},
    }


def _attendance_handover() -> Facts:
    return {
        "recipient": pupil()
        | {"name": "The Attendance Team", "salutation": "colleagues"},
        "signer": signer(),
        "school": school(),
        "attendance": {
            "since": dt.date(2026, 11, 2),
            "offered": 10,
            "attended": 1,
            "weeks": [
                {"week": dt.date(2026, 11, 2), "offered": 5, "attended": 1},
                {"week": dt.date(2026, 11, 9), "offered": 5, "attended": 0},
            ],
        },
        "tried": [{"on": dt.date(2026, 11, 12), "what": "A contact: The family"}],
    }


def _absence_note() -> Facts:
    return {
        "recipient": school_person(),
        "absence": {
            "on": _TODAY,
            "told_by": "family",
            "excused": False,
            "unclear": True,
        },
    }


def _advice_record() -> Facts:
    return {
        "recipient": school_person(),
        "signer": signer(),
        "advice": [
            {
                "on": dt.date(2026, 11, 12),
                "how": "On the advice line",
                "what": "Name one adult.\nAgree rest breaks.",
            }
        ],
    }


def _cover_record() -> Facts:
    return {
        "recipient": school_person(),
        "cover": [
            {
                "on": dt.date(2026, 11, 12),
                "subject": "Maths",
                "was_set": True,
                "looked_at": dt.date(2026, 11, 16),
            },
            {
                "on": dt.date(2026, 11, 17),
                "subject": "English",
                "was_set": True,
                "looked_at": "",
            },
        ],
    }


PROCESS: Mapping[str, Callable[[], Facts]] = {
    "reminder": _reminder,
    "evidence-reminder": _evidence_reminder,
    "exit-school": _exit_school,
    "exit-parent": _exit_parent,
    "exit-pupil": _exit_pupil,
    "redirect-school": _redirect_school,
    "redirect-parent": _redirect_parent,
    "lapsed": _lapsed,
    "review-invitation": _review_invitation,
    "review-invitation-parent": _review_invitation_parent,
    "review-invitation-pupil": _review_invitation_pupil,
    "review-invitation-health": _review_invitation_health,
    "health-advice-request": _health_advice_request,
    "attendance-handover": _attendance_handover,
    "absence-note": _absence_note,
    "advice-record": _advice_record,
    "cover-record": _cover_record,
}
