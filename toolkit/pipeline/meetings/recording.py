"""Recording what a meeting decided, case by case, each of them once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.catalogue import Catalogue
from toolkit.errors import ToolkitError
from toolkit.pipeline.cases.checking import whole_case
from toolkit.pipeline.cases.deciding import decide
from toolkit.pipeline.cases.drafts import Drafts
from toolkit.pipeline.desk import Desk
from toolkit.pipeline.meetings.outcomes import DISCUSS, Taken
from toolkit.states import move
from toolkit.workspace import DeskPerson

_WHY = "Discussed at the weekly meeting; not decided yet."


@dataclass(frozen=True, slots=True)
class Minute:
    """What was recorded of one case, and the drafts that follow from it."""

    ref: str
    outcome: str
    drafts: Drafts


@dataclass(frozen=True, slots=True)
class Minutes:
    """What was recorded of a meeting, in the order of its sheet."""

    cases: tuple[Minute, ...]

    @property
    def refused(self) -> tuple[ToolkitError, ...]:
        """What could not be written, and why."""
        return tuple(fault for one in self.cases for fault in one.drafts.refused)


def record(
    desk: Desk,
    catalogue: Catalogue,
    taken: Sequence[Taken],
    by: DeskPerson,
    now: dt.datetime,
) -> Minutes:
    """Record rows that were looked at, and draft what follows. Nothing is sent.

    Whatever stops it half way, the same sheet may be recorded again: what is recorded
    already is left as it is.

    Raises:
        CannotDo: If a case has changed since the rows were looked at.
    """
    return Minutes(tuple(_one(desk, catalogue, row, by, now) for row in taken))


def _one(
    desk: Desk, catalogue: Catalogue, row: Taken, by: DeskPerson, now: dt.datetime
) -> Minute:
    if row.decision is not None:
        drafts = decide(desk, catalogue, row.ref, row.decision, now)
        return Minute(row.ref, row.outcome, drafts)
    case = whole_case(desk, catalogue, row.ref)
    status = move(case.ref, case.status, DISCUSS, by.roles)
    desk.casebook.change_status(case.ref, status, _WHY, by=by.name, at=now)
    return Minute(case.ref, row.outcome, Drafts((), ()))
