"""The risk assessment: where lessons are, who is there, and what was noted of it."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.drafting.noted import answer, newest
from toolkit.drafting.planned import lessons
from toolkit.drafting.situation import Facts, Situation
from toolkit.errors import CannotDo
from toolkit.model import Gap
from toolkit.support import PROVISION

_HOME, _PUBLIC = "home", "public_place"
_ALONE = frozenset({_HOME, _PUBLIC})


def risk(situation: Situation, version: int) -> Facts:
    """Return the facts of a risk assessment for where the pupil is taught.

    The newest assessment that was recorded says where; without one, the lessons do.
    What people noted of hazards is sensitive and stays in the case.

    Raises:
        CannotDo: If lessons are at home or in a public place and nobody is named who is
            there throughout.
    """
    record = newest(situation, "risk-assessment")
    venue = record.text("venue") if record else _venue_of_lessons(situation)
    adult = _adult(situation)
    if venue in _ALONE and not adult:
        raise CannotDo(
            f"The risk assessment for {situation.case.ref} names no adult who is there "
            "throughout, so it was not written.",
            remedy="Record who it is with `toolkit record REF risk-assessment "
            "--set supervising_adult=…`, then write it again.",
        )
    return {
        "version": version,
        "where": answer(situation, record, "venue")
        or _label(situation, venue)
        or Gap("at home, at a base, at school, online or with a robot"),
        "is_home": venue == _HOME,
        "is_away": venue in {_HOME, _PUBLIC, "base"},
        "is_remote": venue in {"online", "robot"},
        "adult": adult or Gap("who it is, or not needed here"),
        "done_on": record.on if record else Gap("date"),
        "is_over": record is not None
        and (record.day("valid_until") or situation.on) < situation.on,
        "again_by": answer(situation, record, "valid_until") or Gap("date"),
        "activity": ", ".join(_taught(situation)) or Gap("which lessons"),
        "emergency": situation.words("medical_emergency_steps")
        or Gap("the family to say"),
        "level": Gap("low, medium or high"),
        "left": Gap("low, medium or high"),
        "owner": Gap("name and date"),
        "name": Gap("name"),
        "on": Gap("date"),
    }


def _adult(situation: Situation) -> str:
    """Return the adult who is there: what a person adds now, else what is known."""
    said = situation.extra.get("risk")
    added = said.get("adult") if isinstance(said, Mapping) else ""
    record = newest(situation, "risk-assessment")
    recorded = record.text("supervising_adult") if record else ""
    return str(added or recorded or situation.words("supervising_adult")).strip()


def _venue_of_lessons(situation: Situation) -> str:
    """Return the venue that asks for most care of those where the pupil is taught."""
    table = newest(situation, PROVISION)
    rows = table.rows if table else ()
    found = {str(row.get("venue") or row.get("mode") or "") for row in rows}
    order = (_HOME, _PUBLIC, "base", "school", "robot", "online")
    return next((venue for venue in order if venue in found), "")


def _label(situation: Situation, venue: str) -> str:
    kind = situation.service.record_kind("risk-assessment")
    asked = kind.questions if kind else ()
    labels = {c.value: c.label for question in asked for c in question.choices}
    return labels.get(venue, venue)


def _taught(situation: Situation) -> list[str]:
    rows = [row for row in lessons(situation) if row.get("mode")]
    return list(dict.fromkeys(str(row.get("subject") or row["offer"]) for row in rows))
