"""The watcher: looks at the intake again and again and takes in what has settled.

A round is: look, take what is ready, read and answer for a few seconds, tell. Whatever
cannot be done now is tried again after a delay that grows, and the others go on.
Stopped in the middle of anything, the next watcher finds either the old state or the
new one.
"""

from __future__ import annotations

import datetime as dt
import os

from toolkit.errors import ToolkitError
from toolkit.intake import Hints, Seen, Turn
from toolkit.pipeline.arrivals.sweeping import sweep
from toolkit.pipeline.desk import Desk
from toolkit.pipeline.watching.health import AWAY, STOPPED, WATCHING, Health
from toolkit.pipeline.watching.herald import ALIVE_FOR, Herald, held
from toolkit.pipeline.watching.lookout import Lookout
from toolkit.pipeline.watching.shift import Shift
from toolkit.pipeline.watching.standing_by import Definitions
from toolkit.pipeline.watching.surroundings import Clock, Stop, Tell
from toolkit.pipeline.watching.tidying import seldom_tidying
from toolkit.workspace import Workspace

_STANDING_BY_SECONDS = 2.0
_LEAST_REST_SECONDS = 0.05


def watch(
    workspace: Workspace,
    definitions: Definitions,
    clock: Clock,
    stop: Stop,
    tell: Tell,
) -> None:
    """Watch the intake until somebody asks to stop.

    Only one watcher of a workspace is at work; another stands by and takes over when
    that one ends, however it ends.

    Args:
        workspace: The desk's.
        definitions: What papers are read by, loaded when they are needed.
        clock: The time.
        stop: Asked before every round and between two arrivals.
        tell: Is told what happens, by references and numbers only.

    Raises:
        CannotStore: If the workspace itself cannot be written.
    """
    seat = Turn(workspace.watching_lock, "watching")
    if not _seated(seat, clock, stop, tell):
        return
    if swept := sweep(workspace, clock.now()):
        tell("half-written files removed", count=swept)
    watcher = _Watcher(workspace, definitions, clock, stop, tell)
    try:
        with seldom_tidying():
            while not stop.is_asked:
                watcher.round()
        watcher.say_goodbye()
    finally:
        watcher.close()
        seat.give_back()


def _seated(seat: Turn, clock: Clock, stop: Stop, tell: Tell) -> bool:
    """Wait until no other watcher is at work; false when asked to stop before."""
    is_told = False
    while not stop.is_asked:
        if seat.take(clock.now()):
            return True
        if not is_told:
            tell("standing by", who=str(seat.holder() or "another watcher"))
            is_told = True
        stop.rest(0, _STANDING_BY_SECONDS)
    return False


class _Watcher:
    """One watcher at work."""

    def __init__(
        self,
        workspace: Workspace,
        definitions: Definitions,
        clock: Clock,
        stop: Stop,
        tell: Tell,
    ) -> None:
        self._workspace, self._clock, self._stop = workspace, clock, stop
        self._hints = Hints(workspace.intake, workspace.watching.mode, stop.wake)
        self._lookout = Lookout(workspace, self._hints, clock.ticks, tell)
        self._shift = Shift(workspace, definitions, clock, stop, tell, self._beat)
        self._herald = Herald(workspace, definitions, clock)
        self._is_woken = False
        self._last_pass: dt.datetime | None = None
        self._seen = Seen()

    def round(self) -> None:
        """Look, work, tell, and rest until there is something to do."""
        self._seen = self._lookout.look(is_woken=self._is_woken)
        if self._shift.is_due(self._seen):
            for path in self._shift.work(self._seen, self._draw):
                self._lookout.put_off(path)
            self._last_pass = self._clock.now()
            # What was taken is gone now, and what was put off is not ready.
            self._seen = self._lookout.look(is_woken=True)
        self._herald.tell(self._health())
        self._draw_if_idle()
        if not self._seen.count:
            self._shift.warm_up()
        self._rest()

    def say_goodbye(self) -> None:
        """Tell that nobody watches any more."""
        health = self._health(STOPPED)
        self._herald.tell_at_once(health)
        self._herald.draw_alone(health)

    def close(self) -> None:
        """End everything that was started."""
        self._hints.stop()
        self._shift.close()

    def _draw(self, desk: Desk) -> None:
        """Draw the board within a pass, when it is time to."""
        health = self._health()
        if self._herald.wants_to_draw(health, self._shift.head):
            self._herald.draw(desk, health)

    def _draw_if_idle(self) -> None:
        health = self._health()
        if self._herald.wants_to_draw(health, self._shift.head):
            with self._shift.unnoticed():
                self._herald.draw_alone(health)
            self._shift.notice(self._herald.head)

    def _beat(self) -> None:
        self._herald.tell(self._health())

    def _rest(self) -> None:
        pauses = [
            self._lookout.pause(self._seen),
            self._shift.pause(self._seen),
            self._herald.pause(self._health(), self._shift.head),
        ]
        least = _LEAST_REST_SECONDS + self._lookout.least_pause
        self._is_woken = self._stop.rest(least, min(pauses))

    def _health(self, state: str = "") -> Health:
        now = self._clock.now()
        away = self._lookout.trouble
        trouble: tuple[ToolkitError, ...] = () if away is None else (away,)
        problems = (*trouble, *self._shift.problems, *self._herald.problems)
        return Health(
            state=state or (WATCHING if away is None else AWAY),
            mode=self._hints.mode,
            why=self._hints.why,
            written=now,
            alive_until=now if state == STOPPED else now + ALIVE_FOR,
            process=os.getpid(),
            last_pass=self._last_pass,
            taken=self._shift.taken,
            held=held(self._seen),
            problems=tuple({str(fault): fault for fault in problems}.values()),
        )
