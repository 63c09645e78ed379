"""Telling how it goes: the health file for a monitor and the board for the office."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from toolkit.deliver import lay_down
from toolkit.errors import ToolkitError
from toolkit.intake import Hold, Seen, growing
from toolkit.pipeline.boarding import Board, Watch
from toolkit.pipeline.desk import Desk, desk_of
from toolkit.pipeline.faults import noting
from toolkit.pipeline.watching.health import STOPPED, Health
from toolkit.pipeline.watching.standing_by import Definitions
from toolkit.pipeline.watching.surroundings import Clock, Head
from toolkit.workspace import Workspace

_TELL_SECONDS = 15.0
_LEAST_TELL_SECONDS = 1.0
_DRAW_SECONDS = 120.0
_LEAST_DRAW_SECONDS = 3.0
_DRAW_SHARE = 50  # under load, drawing takes at most so small a part of the time
ALIVE_FOR = dt.timedelta(minutes=3)  # longer than the slowest paper takes
TRUE_FOR = dt.timedelta(minutes=5)


class Herald:
    """Writes the health file and the board, at once but never all the time.

    What cannot be written is one of the `problems`, and tried again.

    Args:
        workspace: Whose outbox they are laid in.
        definitions: For what the board calls things.
        clock: The time.
    """

    def __init__(
        self, workspace: Workspace, definitions: Definitions, clock: Clock
    ) -> None:
        self._workspace, self._definitions, self._clock = workspace, definitions, clock
        self._board = Board()
        self._told: Health | None = None
        self._told_at = self._drawn_at = self._draw_after = -math.inf
        self._tries = 0
        self._drawn: tuple[object, ...] | None = None
        self.head: Head = (0, "")
        self._faults: dict[Path, ToolkitError] = {}

    @property
    def problems(self) -> tuple[ToolkitError, ...]:
        """What could not be written just now."""
        return tuple(self._faults.values())

    def tell(self, health: Health) -> None:
        """Write the health file, if it says something new or would soon be too old."""
        age = self._clock.ticks() - self._told_at
        is_new = self._told is None or _news(health) != _news(self._told)
        if age >= (_LEAST_TELL_SECONDS if is_new else _TELL_SECONDS):
            self.tell_at_once(health)

    def tell_at_once(self, health: Health) -> None:
        """Write the health file."""
        self._told, self._told_at = health, self._clock.ticks()
        with self._writing(self._workspace.health):
            lay_down(health.as_json(), self._workspace.health)

    def wants_to_draw(self, health: Health, head: Head) -> bool:
        """Whether the board would say something else now, or will soon be too old.

        Args:
            health: As it is now.
            head: The casebook's last event.
        """
        moment = self._clock.ticks()
        is_new = head != self.head or self._drawn != _shown(health)
        is_old = moment - self._drawn_at > _DRAW_SECONDS
        return moment >= self._draw_after and (is_new or is_old)

    def draw(self, desk: Desk, health: Health) -> None:
        """Draw the board."""
        began = self._clock.ticks()
        with self._writing(self._workspace.board):
            catalogue = self._definitions.last_good or self._definitions()
            until = None if health.state == STOPPED else self._clock.now() + TRUE_FOR
            watch = Watch(health.sentence, until, _lasting(health))
            now = self._clock.now()
            self.head = desk.casebook.head()
            self._board.draw(desk, catalogue, now, health.problems, watch)
        self._has_drawn(began, health)

    def draw_alone(self, health: Health) -> None:
        """Draw the board when the desk is not open already."""
        began = self._clock.ticks()
        with self._writing(self._workspace.board), desk_of(self._workspace) as desk:
            self.draw(desk, health)
        if self._drawn_at < began:  # the desk could not be opened
            self._has_drawn(began, health)

    def _has_drawn(self, began: float, health: Health) -> None:
        ended = self._clock.ticks()
        is_bad = self._workspace.board in self._faults
        self._tries = self._tries + 1 if is_bad else 0
        pause = max(_LEAST_DRAW_SECONDS, _DRAW_SHARE * (ended - began))
        pause = min(pause, _DRAW_SECONDS)  # or it would be drawn after it is true
        self._draw_after = ended + (growing(self._tries) if is_bad else pause)
        self._drawn_at = ended
        self._drawn = None if is_bad else _shown(health)

    def pause(self, health: Health, head: Head) -> float:
        """Return in how many seconds to draw the board; infinite if it is drawn."""
        if head == self.head and self._drawn == _shown(health):
            return self._drawn_at + _DRAW_SECONDS - self._clock.ticks()
        return self._draw_after - self._clock.ticks()

    @contextmanager
    def _writing(self, path: Path) -> Iterator[None]:
        """Keep what goes wrong inside as a problem with that file."""
        self._faults.pop(path, None)
        with noting(lambda fault: self._faults.update({path: fault})):
            yield


def held(seen: Seen) -> Counter[str]:
    """Count what is not taken yet by the reason."""
    return Counter(pending.why.value for pending in seen.pending)


def _lasting(health: Health) -> dict[str, int]:
    """Return what is held by more than having just been dropped."""
    return {why: n for why, n in health.held.items() if why != Hold.FRESH.value}


def _news(health: Health) -> tuple[object, ...]:
    return *_shown(health), health.taken, health.held


def _shown(health: Health) -> tuple[object, ...]:
    problems = tuple(str(fault) for fault in health.problems)
    return health.state, health.mode, health.why, _lasting(health), problems
