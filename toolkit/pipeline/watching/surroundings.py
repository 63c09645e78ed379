"""What a watcher needs of the world: clocks, a log, and somebody who may stop it."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeAlias

Head: TypeAlias = tuple[int, str]
"""The number and the hash of the casebook's last event."""


class Tell(Protocol):
    """Whatever keeps a log: what happened, and facts without anybody's name."""

    def __call__(self, what: str, /, **facts: str | float) -> None:
        """Put one line down."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Two clocks.

    `now` is the moment, with its time zone. `ticks` are seconds that only go forward,
    whatever is done to the computer's time.
    """

    now: Callable[[], dt.datetime]
    ticks: Callable[[], float]


class Stop:
    """Asks the watcher to stop once nothing is half done; safe from any thread."""

    def __init__(self) -> None:
        self.wake = threading.Event()
        self._asked = threading.Event()

    def ask(self) -> None:
        """Ask it."""
        self._asked.set()
        self.wake.set()

    @property
    def is_asked(self) -> bool:
        """Whether somebody did."""
        return self._asked.is_set()

    def rest(self, least: float, most: float) -> bool:
        """Wait, and return whether something woke us.

        Args:
            least: For so many seconds only being asked to stop counts.
            most: And so many altogether.
        """
        self._asked.wait(least)
        is_woken = self.wake.wait(max(0.0, most - least))
        self.wake.clear()
        return is_woken
