"""A part-time timetable for a limited time, as the family and the school agree it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from toolkit.drafting.planned import steps
from toolkit.drafting.situation import Facts, Situation
from toolkit.drafting.week import DAYS
from toolkit.errors import CannotDo, MissingFact
from toolkit.model import Gap
from toolkit.support import full_week, year_of

_LONGEST = dt.timedelta(weeks=6)
"""After this long it has to be agreed anew. Source: domain notes, councils' forms."""

_DATE = Gap("date")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")

_ASKED = (
    ("reason", "rtt_reason", "why, for health or for the way back to school"),
    ("start", "rtt_start_date", "date"),
    ("review", "rtt_review_date", "date, within two weeks"),
    ("work", "rtt_work_arrangement", "how work is set and looked at"),
    ("supervised", "rtt_offsite_supervision", "who is with the pupil"),
    ("told_on", "rtt_la_notified_on", "date"),
)


def timetable(situation: Situation, version: int) -> Facts:
    """Return the facts of an agreement on a part-time timetable.

    Raises:
        MissingFact: If no day is known on which it ends, or no hours.
        CannotDo: If the hours are those of a full week, or it ends before it starts.
    """
    hours, end = _hours(situation), _end(situation)
    full = _full_week(situation)
    start = _said(situation, "start", "rtt_start_date")
    _refuse_full(situation, hours, full)
    if isinstance(start, dt.date) and end <= start:
        raise CannotDo(
            f"The timetable of {situation.case.ref} ends before it starts.",
            remedy="Look at both days on the form and correct the one that is wrong.",
        )
    facts: Facts = {
        name: _said(situation, name, key) or Gap(prompt) for name, key, prompt in _ASKED
    }
    return facts | {
        "version": version,
        "hours": hours,
        "full": full or Gap("hours of a full week"),
        "end": end,
        "again_by": start + _LONGEST if isinstance(start, dt.date) else Gap("date"),
        "is_long": isinstance(start, dt.date) and end > start + _LONGEST,
        "grid": [
            {"time": time, **dict.fromkeys(DAYS, Gap("in school?"))}
            for time in ("Morning", "Afternoon")
        ],
        "steps": [step for step in steps(situation) if _is_by(step["on"], end)],
        "consulted": Gap("who, and when"),
        "safe_by": Gap("name and date"),
        "signed": [
            {"role": role, "name": Gap("name"), "signature": Gap("sign"), "on": _DATE}
            for role in ("Parent or carer the pupil lives with", "Headteacher")
        ],
    }


def _is_by(day: object, end: dt.date) -> bool:
    """Return whether a step belongs to this agreement: on or before its last day."""
    return not isinstance(day, dt.date) or day <= end


def _said(situation: Situation, name: str, key: str) -> object:
    """Return what a person adds now, else what the form says; null for neither."""
    added = situation.extra.get("timetable")
    if isinstance(added, Mapping) and added.get(name) not in {None, ""}:
        return added[name]
    return situation.value(key) or None


def _end(situation: Situation) -> dt.date:
    end = _said(situation, "end", "rtt_end_date")
    if not isinstance(end, dt.date):
        raise MissingFact(
            f"A part-time timetable has a day on which it ends, and none is known for "
            f"{situation.case.ref}.",
            remedy="Ask the school for it, or add `end` under [timetable] in the facts "
            "you give with `--from`.",
        )
    return end


def _hours(situation: Situation) -> float:
    said = str(_said(situation, "hours", "rtt_hours_per_week"))
    if not _NUMBER.fullmatch(said) or not float(said):
        raise MissingFact(
            f"The hours in school each week are not known for {situation.case.ref}.",
            remedy="Ask the school, or add `hours` under [timetable] in the facts you "
            "give with `--from`.",
        )
    return float(said)


def _full_week(situation: Situation) -> float | None:
    born = situation.value("dob")
    year = year_of(
        situation.words("year_group"),
        born if isinstance(born, dt.date) else None,
        situation.on,
    )
    return full_week(situation.service, year)


def _refuse_full(situation: Situation, hours: float, full: float | None) -> None:
    if full is not None and hours >= full:
        raise CannotDo(
            f"{hours:g} hours are a full week for this pupil ({full:g} hours), so the "
            f"timetable of {situation.case.ref} is not part-time.",
            remedy="Look at the hours on the form, and correct them if they are wrong.",
        )
