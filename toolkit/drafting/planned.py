"""What has been recorded for a pupil, laid into the plan where its gaps were."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from toolkit.calendar import local_date
from toolkit.catalogue import Service
from toolkit.drafting.arranging import arranged
from toolkit.drafting.noted import (
    Cells,
    ahead,
    answer,
    cells,
    newest,
    next_review,
    rows,
)
from toolkit.drafting.recorded import every
from toolkit.drafting.situation import Facts, Situation
from toolkit.drafting.week import week
from toolkit.model import Gap

_NAME, _DATE = Gap("name"), Gap("date")


def planned(situation: Situation, version: int) -> Facts:
    """Return what the records say of a plan; what they do not say is not there."""
    agreed, meeting = newest(situation, "plan"), newest(situation, "planning-meeting")
    meeting = meeting or arranged(situation, "planning")
    found: Facts = {
        "is_draft": agreed is None,
        "versions": _versions(situation, version),
        "reviews": _reviews(situation),
        "targets": targets(situation),
        "provision": _provision(situation),
        "timetable": _timetable(situation),
        "steps": steps(situation),
        "steps_end": _end_of_steps(situation),
        "pupil_voice": answer(situation, agreed, "pupil_voice")
        or answer(situation, agreed, "no_pupil_voice"),
        "meeting_on": meeting.on if meeting else None,
        "evidence_due": ahead(situation, "evidence"),
        **_risk(situation),
    }
    return {name: fact for name, fact in found.items() if fact not in (None, [], "")}


def targets(situation: Situation) -> list[Facts]:
    """Return the targets that were agreed last, in order."""
    return [
        {
            "area": f"Target {number}",
            **cells(row, target="target", measure="how we will know", owner="name"),
            "by": row.get("by_when", _DATE),
        }
        for number, row in enumerate(rows(situation, newest(situation, "plan")), 1)
    ]


def steps(situation: Situation) -> list[Facts]:
    """Return the steps back to school that were agreed last, in order."""
    return [
        {
            "step": _with_reason(row),
            "on": row.get("date", _DATE),
            "hours": row.get("hours", Gap("hours")),
        }
        for row in rows(situation, newest(situation, "steps"))
    ]


def lessons(situation: Situation) -> tuple[Cells, ...]:
    """Return the rows of what is provided that have not ended."""
    return tuple(
        row
        for row in rows(situation, newest(situation, "provision"))
        if not _is_over(row, situation.on)
    )


def with_strategies(extra: Mapping[str, object], service: Service) -> Facts:
    """Return a person's own facts, each strategy of the catalogue in its words.

    A plan's adjustments may be given by the keys of strategies or in words.
    """
    said = extra.get("plan")
    chosen = said.get("adjustments") if isinstance(said, Mapping) else None
    if not isinstance(said, Mapping) or not isinstance(chosen, list):
        return dict(extra)
    texts = {each.key: each.text for g in service.strategies for each in g.strategies}
    named = [texts.get(str(each), each) for each in chosen]
    return {**extra, "plan": {**said, "adjustments": named}}


def ideas(situation: Situation) -> list[str]:
    """Return every strategy there is, while none has been chosen."""
    said = situation.extra.get("plan")
    if isinstance(said, Mapping) and said.get("adjustments"):
        return []
    groups = situation.service.strategies[:1]
    return [strategy.text for group in groups for strategy in group.strategies]


def _with_reason(row: Cells) -> object:
    what, why = row.get("what", Gap("what happens")), row.get("why_fewer")
    return f"{what} ({why})" if why and not isinstance(what, Gap) else what


def _end_of_steps(situation: Situation) -> object:
    record = newest(situation, "steps")
    return answer(situation, record, "other_end") or answer(
        situation, record, "ends_in"
    )


def _is_over(row: Cells, on: dt.date) -> bool:
    end = row.get("end")
    return isinstance(end, dt.date) and end < on


def _provision(situation: Situation) -> list[Facts]:
    ours = [
        {
            "what": _called(row),
            "who": row.get("teacher", situation.service.short_title),
            "how": _how(row),
            "hours": row.get("hours_per_week", Gap("to agree")),
        }
        for row in lessons(situation)
    ]
    if not ours:
        return []
    school: Facts = {
        "what": "The wider curriculum",
        "who": situation.words("school_name") or "The school",
        "how": Gap("to agree at the meeting"),
        "hours": Gap("to agree"),
    }
    return [*ours, school]


def _called(row: Cells) -> str:
    what, subject = str(row.get("offer", "")), row.get("subject")
    return f"{subject}: {what}" if subject else what


def _how(row: Cells) -> object:
    said = [str(row[key]) for key in ("mode", "venue") if key in row]
    return "\n".join(said) if said else Gap("to agree at the meeting")


def _timetable(situation: Situation) -> list[Facts]:
    """Return a row of the week for each lesson; its days where they were said."""
    return [
        {"time": _called(row), **week(str(row.get("days", "")))}
        for row in lessons(situation)
        if row.get("mode")
    ]


def _risk(situation: Situation) -> Facts:
    record = newest(situation, "risk-assessment")
    return {
        "risk_assessment": answer(situation, record, "venue"),
        "risk_until": answer(situation, record, "valid_until"),
        "supervising_adult": answer(situation, record, "supervising_adult"),
    }


def _reviews(situation: Situation) -> list[Facts]:
    """Return the reviews there have been and the next one; none before the first."""
    held = every(situation, "review")
    chair = situation.words("review_chair") or _NAME
    past: list[Facts] = [
        {
            "what": f"Review {number}",
            "on": record.on,
            "chair": answer(situation, record, "chaired_by") or chair,
        }
        for number, record in enumerate(held, start=1)
    ]
    coming = next_review(situation)
    if not past and isinstance(coming, Gap):
        return []
    return [*past, {"what": "Next review", "on": coming, "chair": chair}]


def _versions(situation: Situation, version: int) -> list[Facts]:
    """Return every version of the plan that was written, and this one."""
    made = {
        each.version: local_date(each.at)
        for each in situation.case.documents
        if each.document == "plan"
    }
    made[version] = situation.on
    agreed = [record.on for record in every(situation, "plan")]
    return [
        {
            "number": number,
            "on": on,
            "what": "With the targets that were agreed"
            if any(day <= on for day in agreed)
            else "Draft from the referral",
        }
        for number, on in sorted(made.items())
    ]
