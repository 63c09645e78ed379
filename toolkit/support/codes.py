"""Which advice on register codes a case's lessons call for. The head decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from toolkit.catalogue import CodeAdvice, RegisterCodes
from toolkit.model import Recorded
from toolkit.support.rows import Row
from toolkit.support.standing import latest

PROVISION = "provision"
"""The kind of record whose rows say how lessons are given, by `mode` and `venue`."""


def ways_taught(
    register: RegisterCodes, records: Sequence[Recorded], on: dt.date
) -> tuple[CodeAdvice, ...]:
    """Return the advice for the lessons that count, in the definition's order.

    The newest table of lessons counts, without rows that have ended. Advice that is
    bound to no way of teaching comes with any; without lessons there is none.

    Args:
        register: The service's advice.
        records: What was recorded for the case.
        on: The day it is asked for.
    """
    table = latest(records, PROVISION)
    rows = [row for row in table.rows if not _is_over(row, on)] if table else []
    taught = [row for row in rows if row.get("mode")]
    if not taught:
        return ()
    return tuple(
        advice
        for advice in register.advice
        if not advice.modes or any(_fits(advice, row) for row in taught)
    )


def _fits(advice: CodeAdvice, row: Row) -> bool:
    is_there = not advice.venues or row.get("venue") in advice.venues
    return row.get("mode") in advice.modes and is_there


def _is_over(row: Row, on: dt.date) -> bool:
    end = row.get("end")
    return isinstance(end, dt.date) and end < on
