"""The end of support: the day, the reasons, and what everybody does next."""

from __future__ import annotations

import datetime as dt

from toolkit.calendar import compulsory_school_age, local_date
from toolkit.drafting.history import progress
from toolkit.drafting.recorded import label
from toolkit.drafting.situation import Facts, Situation
from toolkit.errors import CannotDo
from toolkit.model import Recorded
from toolkit.support import PROVISION, latest

EXIT = "exit"


def ending(situation: Situation) -> Facts | None:
    """Return why and when support ends and what is next; null if nobody decided so.

    Raises:
        CannotDo: If support is said to end after compulsory school age.
    """
    decision, service = situation.case.decision, situation.service
    codes = decision.reasons if decision else ()
    reasons = [found for code in codes if (found := service.exit_reason(code))]
    if not reasons:
        return None
    record = latest(situation.case.records, EXIT)
    return {
        "on": _last_day(situation, record),
        "destination": _destination(situation, record),
        "robot": _robot_is_out(situation, record),
        "progress": progress(situation),
        "reasons": [
            {
                "for_school": reason.for_school,
                "for_parents": reason.for_parents,
                "for_pupil": reason.for_pupil,
                "conditions": reason.conditions,
            }
            for reason in reasons
        ],
        "school_steps": [step for each in reasons for step in each.school_steps],
        "family_steps": [step for each in reasons for step in each.family_steps],
        "may_return": all(reason.rereferral for reason in reasons),
    }


def _last_day(situation: Situation, record: Recorded | None) -> dt.date:
    """Return the day that was recorded, else the day it was decided.

    Without a record it is never after school age, where the support ends by itself.
    """
    dob, decision = situation.case.identity.dob, situation.case.decision
    over = compulsory_school_age(dob)[1] if dob else dt.date.max
    if record is None:
        decided = local_date(decision.at) if decision else situation.on
        return min(decided, over)
    if record.on > over:
        raise CannotDo(
            f"Support for {situation.case.ref} is recorded to end after compulsory "
            "school age, so no letter about the end was written.",
            remedy="Record the end again, with `toolkit record REF exit --on DATE`.",
        )
    return record.on


def _destination(situation: Situation, record: Recorded | None) -> str:
    value = record.text("destination") if record else ""
    if value in {"", "not_known"}:
        return ""
    return label(situation, EXIT, "destination", value)


def _robot_is_out(situation: Situation, record: Recorded | None) -> bool:
    """Whether a robot was lent and nobody has said that it came back."""
    lent = any(
        row.get("mode") == "robot"
        for table in situation.case.records
        if table.kind == PROVISION
        for row in table.rows
    )
    return lent and (record is None or record.text("robot_returned") != "yes")
