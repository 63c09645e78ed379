"""What a school is told about its register while we teach, and when it ends."""

from __future__ import annotations

import datetime as dt

from toolkit.calendar import local_date
from toolkit.catalogue import RegisterCodes
from toolkit.drafting.noted import newest
from toolkit.drafting.situation import Facts, Situation
from toolkit.errors import MissingFact
from toolkit.model import Status
from toolkit.support import ways_taught

_OVER = {Status.CLOSED, Status.WITHDRAWN}


def codes(situation: Situation, version: int) -> Facts:
    """Return the advice on register codes for the lessons that count, or that it ends.

    Raises:
        MissingFact: If the service gives no such advice, or while support goes on and
            no lessons are recorded.
    """
    register, ref = situation.service.register, situation.case.ref
    if register is None:
        raise MissingFact(
            f"{situation.service.short_title} gives no advice on register codes.",
            remedy="Put register-codes.toml into the folder of the service.",
        )
    ended = _ended(situation)
    advice = ways_taught(register, situation.case.records, situation.on)
    if ended is None and not advice:
        raise MissingFact(
            f"No lessons are recorded for {ref}, so there are no codes to write about.",
            remedy=f"Record them first with `toolkit record {ref} provision`.",
        )
    return {
        "version": version,
        "is_over": ended is not None,
        **({"ended": ended} if ended else {}),
        **_since(situation),
        **_always(register),
        "ways": []
        if ended
        else [
            {
                "label": way.label,
                "codes": " or ".join(way.codes),
                "national": way.sentence,
            }
            for way in advice
        ],
    }


def _always(register: RegisterCodes) -> Facts:
    return {
        "decides": register.decides,
        "council": register.council,
        "caution": register.caution,
        "return_note": register.return_note,
        "ends": register.ends,
    }


def _since(situation: Situation) -> Facts:
    started = newest(situation, "start")
    return {"since": started.on} if started else {}


def _ended(situation: Situation) -> dt.date | None:
    """Return the day support ended; null while it goes on."""
    case = situation.case
    if case.status not in _OVER:
        return None
    end = newest(situation, "exit")
    if end is not None:
        return end.on
    return local_date(case.decision.at) if case.decision else situation.on
