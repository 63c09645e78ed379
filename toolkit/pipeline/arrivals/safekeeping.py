"""From the intake into the vault and the casebook, before anybody reads anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from toolkit.deliver import move_aside
from toolkit.intake import Dropped, clear, take
from toolkit.pipeline.arrivals.reporting import Report, Step
from toolkit.pipeline.desk import TOOLKIT, Desk
from toolkit.pipeline.faults import noting

STRANGE = (
    "This is a link, a device or a folder that cannot be opened, so it was not taken. "
    "Put the papers themselves into the intake."
)


def never() -> bool:
    """Answer that it is not enough yet."""
    return False


def make_safe(
    desk: Desk,
    waiting: Iterable[Dropped],
    report: Report,
    now: dt.datetime,
    is_enough: Callable[[], bool] = never,
) -> tuple[Dropped, ...]:
    """Bring what waits into the vault and the casebook; return what could not be.

    The order is: copy, verify, record, and only then clear the intake, so that a crash
    anywhere leaves a drop either untouched or safe. What cannot be brought there now
    stays where it is, and the others are taken all the same.

    Args:
        desk: The workspace.
        waiting: What lies in the intake and has settled.
        report: What was done is added to it, and why something was not.
        now: When they arrived.
        is_enough: Asked between two of them; the rest then stays for the next pass.
    """
    left = []
    for dropped in waiting:
        if is_enough():
            report.more = True
            break
        left.append(dropped)
        with noting(report.stop):
            _make_one_safe(desk, dropped, report, now)
            left.pop()
    return tuple(left)


def _make_one_safe(
    desk: Desk, dropped: Dropped, report: Report, now: dt.datetime
) -> None:
    """Take one drop to safety, and lay aside what is no plain file."""
    for strange in dropped.strange:
        move_aside(strange, desk.workspace.outbox, STRANGE)
        report.add(Step.SET_ASIDE, name=strange.name, note=STRANGE)
    if dropped.files:
        arrival = take(dropped, desk.vault, at=now)
        if arrival is None:
            return  # it changed while we looked; the next pass will notice it again
        if desk.casebook.record_arrival(arrival, by=TOOLKIT):
            report.add(Step.TAKEN, name=arrival.name, arrival=arrival.id)
    clear(dropped)
