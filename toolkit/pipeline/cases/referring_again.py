"""What comes back: a case that was put off, and a pupil who is referred once more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from toolkit import states
from toolkit.catalogue import Service
from toolkit.model import Case, Status
from toolkit.pipeline.desk import TOOLKIT, Desk


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier case of the same pupil: how it ended, and what was said of another.

    `allowed` is null where nothing was said of it, as after a decline; `conditions` are
    then what would change the decision.
    """

    ref: str
    status: Status
    outcome: str = ""
    reasons: tuple[str, ...] = ()
    allowed: bool | None = None
    conditions: tuple[str, ...] = field(default=(), repr=False)


def supersede(desk: Desk, earlier: str, new: str, now: dt.datetime) -> None:
    """Record that a new case follows one that is over; nothing where it is not."""
    case = desk.casebook.case(earlier)
    if case.status not in states.STEPS["re-refer"].moves:
        return
    status = states.move(earlier, case.status, "re-refer", (states.ITSELF,))
    why = f"Referred again: {new}."
    desk.casebook.change_status(earlier, status, why, by=TOOLKIT, at=now)


def bring_back(desk: Desk, case: Case, now: dt.datetime) -> None:
    """Bring a case that was put off back to the desk, because something came for it."""
    if case.status not in states.STEPS["come-back"].moves:
        return
    status = states.move(case.ref, case.status, "come-back", (states.ITSELF,))
    why = "Something came for a case that was put off."
    desk.casebook.change_status(case.ref, status, why, by=TOOLKIT, at=now)


def earlier_cases(desk: Desk, case: Case, service: Service) -> tuple[Earlier, ...]:
    """Return what is to be known of a pupil's earlier cases."""
    return tuple(_looked_back(desk.casebook.case(ref), service) for ref in case.earlier)


def _looked_back(case: Case, service: Service) -> Earlier:
    decision = case.decision
    if decision is None:
        return Earlier(case.ref, case.status)
    exits = [service.exit_reason(code) for code in decision.reasons]
    allowed = [reason.rereferral for reason in exits if reason]
    return Earlier(
        case.ref,
        case.status,
        decision.outcome,
        decision.reasons,
        all(allowed) if allowed else None,
        tuple(_conditions(service, decision.reasons)),
    )


def _conditions(service: Service, codes: tuple[str, ...]) -> Iterator[str]:
    for code in codes:
        if ended := service.exit_reason(code):
            yield ended.conditions
        elif declined := service.reason(code):
            yield declined.would_change
