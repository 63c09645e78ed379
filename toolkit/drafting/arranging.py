"""Meetings that are arranged, evidence that is due and consent that was given."""

from __future__ import annotations

import datetime as dt

from toolkit.calendar import (
    add_school_days,
    covers,
    is_school_day,
    local_date,
    school_calendar,
)
from toolkit.drafting.situation import Facts, Situation
from toolkit.errors import CannotDo, MissingFact
from toolkit.model import Recorded

MEETING_DATE = "meeting-date"
"""The kind of record that says when and where a meeting will be."""

EVIDENCE, EVIDENCE_QUESTION = "evidence", "evidence_question"
"""The names under which a situation holds the days newer evidence is due."""


def review(situation: Situation) -> Facts:
    """Return the review that is arranged.

    Raises:
        MissingFact: If none is.
        CannotDo: If it is on a day the pupil's school is closed.
    """
    meeting = arranged(situation, "review")
    if meeting is None:
        raise MissingFact(
            f"No review meeting is arranged for {situation.case.ref}, so nobody was "
            "invited.",
            remedy="Say when it is: `toolkit record REF meeting-date --on DATE`.",
        )
    _refuse_closed(situation, meeting.on)
    chair = meeting.text("chaired_by") or situation.words("review_chair")
    return {
        "on": meeting.on,
        "at": meeting.text("at"),
        "place": meeting.text("place"),
        "link": meeting.text("link"),
        "chair": chair,
    }


def planning(situation: Situation) -> Facts:
    """Return the planning meeting that is arranged; empty if none is."""
    meeting = arranged(situation, "planning")
    if meeting is None:
        return {}
    place = meeting.text("place") or "online"
    return {"on": meeting.on, "place": f"{meeting.text('at')}, {place}"}


def newer_evidence(situation: Situation) -> Facts:
    """Return the evidence that is held and by when newer evidence is asked for.

    `is_question` is whether support needs it to go on, `weeks` after how many. Without
    a date by the service's clocks there is no `due`, and a letter that asks is refused.
    A date that has passed gives way to one the school can still keep.

    Raises:
        BeyondCalendar: If the calendar ends before that day.
    """
    held = [day for day in _evidence_days(situation) if day <= situation.on]
    facts: Facts = {"held_on": max(held, default="")}
    days, refresh = situation.ahead, situation.service.evidence
    question = days.get(EVIDENCE_QUESTION)
    due = question or days.get(EVIDENCE)
    if due is not None:
        facts["due"] = due if due > situation.on else _soon(situation)
    if refresh is not None:
        near = dt.timedelta(weeks=refresh.remind_weeks + 1)
        facts["is_question"] = bool(question and question - situation.on <= near)
        facts["weeks"] = refresh.hard_weeks
    return facts


def _soon(situation: Situation) -> dt.date:
    """Return the last of the days a school usually has to reply, from today."""
    service = situation.service
    return add_school_days(situation.on, service.clocks.reply_days, service.calendar)


def consent(situation: Situation) -> Facts:
    """Return the consent to talk to health staff.

    Raises:
        MissingFact: If it is not there, was taken back, or its signature or date was
            not read for sure.
    """
    settled = situation.referral.settled
    signed = settled("consent_signature"), settled("consent_scope_share_health")
    given = settled("consent_date")
    withdrawn = situation.value("consent_withdrawn_at")
    if not all(signed) or not isinstance(given, dt.date) or withdrawn:
        raise MissingFact(
            f"No consent to talk to health staff is certain for {situation.case.ref}, "
            "so nothing was written to them.",
            remedy="Ask the school for it, or confirm what was read on the form.",
        )
    return {"on": given}


def asked(situation: Situation) -> Facts:
    """Return the day the school was last asked for something; empty if it never was."""
    service = situation.service
    asking = service.decision("ask")
    letters = {service.acknowledgement, *(asking.documents if asking else ())}
    days = [
        local_date(made.at)
        for made in situation.case.documents
        if made.document in letters
    ]
    return {"on": max(days)} if days else {}


def answer_by(situation: Situation) -> dt.date:
    """Return the day by which a school that is reminded today has to answer.

    Raises:
        BeyondCalendar: If the calendar ends before that day.
    """
    service = situation.service
    return add_school_days(
        situation.on, service.reminders.school_days, service.calendar
    )


def arranged(situation: Situation, what: str) -> Recorded | None:
    """Return what was written down last of a meeting that is still to come."""
    found = [
        record
        for record in situation.case.records
        if record.kind == MEETING_DATE
        and record.text("what") == what
        and record.on >= situation.on
    ]
    return max(found, key=lambda record: record.at, default=None)


def _refuse_closed(situation: Situation, on: dt.date) -> None:
    calendar = school_calendar(
        situation.service.calendar,
        laestab=situation.words("school_laestab"),
        name=situation.words("school_name"),
    )
    if covers(on, calendar) and not is_school_day(on, calendar):
        raise CannotDo(
            f"The review of {situation.case.ref} is on a day on which the pupil’s "
            "school is closed, so no invitation was written.",
            remedy="Agree another day: `toolkit record REF meeting-date --on DATE`.",
        )


def _evidence_days(situation: Situation) -> list[dt.date]:
    """Return the dates of all medical evidence, recorded, stated or on a letter."""
    days = [r.on for r in situation.case.records if r.kind == "evidence"]
    stated = (situation.value(f"evidence_{n}_date") for n in range(1, 10))
    days += [day for day in stated if isinstance(day, dt.date)]
    for held in situation.case.papers:
        answers = held.understood.answers if held.understood else {}
        written = answers.get("paper_date")
        if held.form in _medical(situation) and written is not None:
            days += [written.value] if isinstance(written.value, dt.date) else []
    return days


def _medical(situation: Situation) -> frozenset[str]:
    """Return the sorts of letter that say whether a pupil can attend."""
    return frozenset(
        sort.key
        for sort in situation.service.letter_sorts
        if any(fact.key == "says_unable" for fact in sort.facts)
    )
