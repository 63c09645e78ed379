"""The minutes of a review: what was recorded, the open targets, and what to add."""

from __future__ import annotations

from toolkit.drafting.history import attendance
from toolkit.drafting.noted import answer, cells, newest, next_review, rows
from toolkit.drafting.planned import lessons, steps, targets
from toolkit.drafting.situation import Facts, Situation
from toolkit.model import Gap

_TO_ADD = Gap("to add")
_NAMES = Gap("names")


def minutes(situation: Situation, version: int) -> Facts:
    """Return the facts of a review's minutes; what was said is for the chair to add.

    Targets of the newest plan are carried forward until a newer plan takes their place.
    What was noted as sensitive stays in the case.

    Raises:
        BeyondCalendar: If a date lies beyond the calendar.
    """
    review, agreed = newest(situation, "review"), newest(situation, "plan")
    return {
        "version": version,
        "held_on": review.on if review else Gap("date"),
        "chair": answer(situation, review, "chaired_by")
        or situation.words("review_chair")
        or Gap("name"),
        "taker": Gap("name"),
        "present": _NAMES,
        "apologies": _NAMES,
        "advice": Gap("who sent it, and the date"),
        "attendance": attendance(situation) or {},
        "in_school": Gap("the school to say"),
        "engagement": _TO_ADD,
        "progress": progress(situation),
        "pupil_views": Gap("ask the pupil"),
        "parent_views": Gap("ask the family"),
        "health": Gap("only what planning needs"),
        "evidence_on": _evidence(situation),
        "targets": _standing(situation),
        "step": _step(situation),
        "moved": Gap("yes or no, and why"),
        "adjustments": _TO_ADD,
        "codes": Gap("the headteacher to say"),
        "safeguarding": Gap("yes or no"),
        "exams": answer(situation, review, "exams") or _TO_ADD,
        "funding": answer(situation, agreed, "funding_use")
        or situation.words("funding_use_statement")
        or Gap("the school to say"),
        "actions": _actions(situation),
        "next_review": next_review(situation),
        "exit": Gap("go on, change or end, and why"),
    }


def progress(situation: Situation) -> list[Facts]:
    """Return where the pupil was and is in each subject; gaps where nobody said."""
    wanted = ("at_start", "now")
    known = {
        str(row.get("subject")): {key: row.get(key, _TO_ADD) for key in wanted}
        for row in rows(situation, newest(situation, "progress"))
    }
    taught = [str(row["subject"]) for row in lessons(situation) if "subject" in row]
    return [
        {"subject": subject, **known.get(subject, dict.fromkeys(wanted, _TO_ADD))}
        for subject in dict.fromkeys((*known, *taught))
    ]


def _evidence(situation: Situation) -> object:
    newer = newest(situation, "evidence")
    return newer.on if newer else situation.value("evidence_1_date") or Gap("date")


def _standing(situation: Situation) -> list[Facts]:
    return [
        {**target, "standing": Gap("green, amber or red"), "next": _TO_ADD}
        for target in targets(situation)
    ]


def _step(situation: Situation) -> object:
    """Return the step that has begun last; a gap where none has."""
    begun = [
        step
        for step in steps(situation)
        if not isinstance(step["on"], Gap) and str(step["on"]) <= str(situation.on)
    ]
    return begun[-1]["step"] if begun else Gap("no step has begun")


def _actions(situation: Situation) -> list[Facts]:
    noted = [
        {
            **cells(row, action="what", owner="who"),
            "by": row.get("by_when", Gap("date")),
        }
        for row in rows(situation, newest(situation, "review"))
    ]
    blank: Facts = {"action": Gap("what"), "owner": Gap("who"), "by": Gap("date")}
    return noted or [blank, blank, blank]
