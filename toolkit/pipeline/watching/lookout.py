"""Looking at the intake at the right moments, whatever happens to the share."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

from toolkit.errors import CannotStore
from toolkit.intake import Hints, Seen, Settling, clear_probes, growing
from toolkit.pipeline.watching.surroundings import Tell
from toolkit.workspace import Workspace

_FRESH_SHARE = 10  # looking takes at most a tenth of the time while something settles
_IDLE_SHARE = 200  # and half a hundredth of it when nothing does
_DEAF_LOOKS = 2
_TRY_EVENTS_AGAIN_SECONDS = 60.0


class Lookout:
    """Keeps an eye on the intake: by events where they arrive, and always by looking.

    Args:
        workspace: Whose intake it is.
        hints: Wake the watcher when something happens there.
        ticks: Seconds that only go forward.
        tell: Is told when the intake goes away, comes back, or is watched otherwise.
    """

    def __init__(
        self,
        workspace: Workspace,
        hints: Hints,
        ticks: Callable[[], float],
        tell: Tell,
    ) -> None:
        ways = workspace.watching
        self._folder, self._hints = workspace.intake, hints
        self._ticks, self._tell = ticks, tell
        self._rescan = ways.rescan.total_seconds()
        self._settling = Settling(self._folder, ways.quiet_for, ways.patience)
        self._cost = 0.0
        self._place: tuple[int, int] | None = None
        self._was_mounted = False
        self._tries = self._looks_unannounced = 0
        self._events_tried = -math.inf
        self.trouble: CannotStore | None = None

    def look(self, *, is_woken: bool) -> Seen:
        """Look once; what cannot be reached is `trouble`, and nothing is seen.

        Args:
            is_woken: Whether an event said that it is worth while.
        """
        began = self._ticks()
        try:
            self._check_mount()
            seen = self._settling.look(began)
            self._listen(seen, is_woken=is_woken)
        except CannotStore as fault:
            self._is_away(fault)
            return Seen()
        self._cost = self._ticks() - began
        if self.trouble is not None:
            self.trouble, self._tries = None, 0
            self._tell("intake is back")
        return seen

    def put_off(self, path: Path) -> None:
        """Let a thing that could not be taken wait for a while, longer each time."""
        self._settling.put_off(path, self._ticks())

    @property
    def least_pause(self) -> float:
        """For how many seconds not even an event is a reason to look again."""
        return self._cost * _FRESH_SHARE

    def pause(self, seen: Seen) -> float:
        """Return in how many seconds to look again if nothing wakes us."""
        if self.trouble is not None:
            return growing(self._tries)
        usual = max(self._rescan, self._cost * _IDLE_SHARE)
        return min(usual, max(seen.next_look, self.least_pause))

    def _is_away(self, fault: CannotStore) -> None:
        if self.trouble is None:
            self._tell("intake is away", why=str(fault))
            self._hints.stop()
        self.trouble, self._place = fault, None
        self._tries += 1

    def _check_mount(self) -> None:
        """Take an empty folder for no intake if a share is usually mounted on it.

        Raises:
            CannotStore: If the folder is there and its share is not.
        """
        is_mounted = self._folder.is_mount()
        if self._was_mounted and not is_mounted:
            raise CannotStore(
                f"The share that is usually mounted on {self._folder} is not there.",
                remedy="It is tried again by itself; have it mounted if that lasts.",
            )
        self._was_mounted = is_mounted

    def _listen(self, seen: Seen, *, is_woken: bool) -> None:
        """Begin to listen for events, or again when the old way has gone silent.

        Raises:
            CannotStore: If the folder went away in this moment.
        """
        try:
            found = self._folder.stat()
        except OSError as fault:
            raise CannotStore(f"The intake {self._folder} has gone.") from fault
        place = found.st_dev, found.st_ino
        is_same = place == self._place
        if is_same and not self._has_gone_silent(seen, is_woken=is_woken):
            return
        self._place, self._looks_unannounced = place, 0
        self._events_tried = self._ticks()
        clear_probes(self._folder)
        before = self._hints.mode, self._hints.why
        self._hints.start()
        if not is_same or before != (self._hints.mode, self._hints.why):
            self._tell("watching", mode=self._hints.mode, why=self._hints.why)

    def _has_gone_silent(self, seen: Seen, *, is_woken: bool) -> bool:
        """Whether something came more than once and no event told of it."""
        if self._hints.mode != "events":
            return False
        is_unannounced = seen.has_news and not is_woken
        self._looks_unannounced = self._looks_unannounced + 1 if is_unannounced else 0
        is_time = self._ticks() - self._events_tried > _TRY_EVENTS_AGAIN_SECONDS
        is_missing = self._looks_unannounced >= _DEAF_LOOKS
        return self._hints.is_deaf or (is_missing and is_time)
