"""Waiting for quiet: what two looks at the intake saw, and what may be taken now.

Times are those of a clock that only goes forward, so that setting the computer's own
clock, or a share whose clock is wrong, neither hurries nor holds up anything.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.intake.noticing import LEAVING, Dropped, Look, looks_at
from toolkit.intake.unfinished import Hold, why_unfinished

QUIET_FOR = dt.timedelta(seconds=2)
PATIENCE = dt.timedelta(minutes=10)

_ASK_AGAIN_SECONDS = 2.0
_TOGETHER_SECONDS = 0.5  # what one hand drops may take so long to be there
_FIRST_DELAY_SECONDS = 1.0
_LONGEST_DELAY_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Pending:
    """Something that is not taken yet, why, and for how many seconds it has lain so."""

    path: Path = field(repr=False)
    why: Hold
    seconds: float


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look found.

    `ready` is in the order it was put there. `next_look` is in how many seconds another
    look may find more ready; infinite when nothing is pending. `has_news` says that
    something came or changed since the look before.
    """

    ready: tuple[Dropped, ...] = ()
    pending: tuple[Pending, ...] = ()
    next_look: float = math.inf
    has_news: bool = False

    @property
    def count(self) -> int:
        """How many things lie in the intake."""
        return len(self.ready) + len(self.pending)


def growing(tries: int, longest: float = _LONGEST_DELAY_SECONDS) -> float:
    """Return the seconds to wait before trying again: 1, 2, 4, ... up to the longest.

    Args:
        tries: How often it has been tried already, from 1.
        longest: In seconds.
    """
    return min(longest, _FIRST_DELAY_SECONDS * 2.0 ** min(tries - 1, 30))


@dataclass(slots=True)
class _Lying:
    """One thing in the intake, and since when it has lain unchanged."""

    marks: tuple[object, ...]
    since: float
    not_before: float = -math.inf
    tries: int = 0
    lacks: Hold | None = None


class Settling:
    """Remembers what lay in the intake, so that only what stays as it is gets taken.

    Args:
        folder: The intake.
        quiet_for: How long nothing of a thing may have changed.
        patience: How long a thing that stays unchanged but seems unfinished is waited
            for. Then it is taken all the same, for the reader to say what is wrong.
        why_held: Tells of one file what holds it.
    """

    def __init__(
        self,
        folder: Path,
        quiet_for: dt.timedelta = QUIET_FOR,
        patience: dt.timedelta = PATIENCE,
        why_held: Callable[[Path], Hold | None] = why_unfinished,
    ) -> None:
        self._folder = folder
        self._quiet = quiet_for.total_seconds()
        self._patience = max(patience, quiet_for).total_seconds()
        self._why_held = why_held
        self._lying: dict[Path, _Lying] = {}

    def look(self, moment: float) -> Seen:
        """Look once, and say what has settled since the looks before.

        Args:
            moment: In seconds, of a clock that only goes forward.

        Raises:
            CannotStore: If the folder cannot be read. What was seen before still
                counts when it can be read again.
        """
        looks = looks_at(self._folder)
        before, self._lying = self._lying, {}
        for look in looks:
            self._lying[look.path] = _again(before.get(look.path), look, moment)
        ready, pending = self._sorted_out(looks, moment)
        if self._are_others_about_to_be(pending) and self._are_fresh(ready, moment):
            pending += [Pending(look.path, Hold.FRESH, self._quiet) for look in ready]
            ready = []
        return Seen(
            tuple(look.dropped() for look in sorted(ready, key=Look.order)),
            tuple(pending),
            min((self._wait(one, moment) for one in pending), default=math.inf),
            has_news=any(before.get(p) is not now for p, now in self._lying.items()),
        )

    def _are_others_about_to_be(self, pending: list[Pending]) -> bool:
        return any(
            one.why is Hold.FRESH and self._quiet - one.seconds < _TOGETHER_SECONDS
            for one in pending
        )

    def _are_fresh(self, ready: list[Look], moment: float) -> bool:
        """Whether they have only just settled: then the rest of a drop may follow."""
        since = [self._lying[look.path].since for look in ready]
        return moment - min(since, default=moment) < self._quiet + 2 * _TOGETHER_SECONDS

    def put_off(self, path: Path, moment: float) -> None:
        """Offer a thing again only after a delay, longer each time."""
        lying = self._lying.get(path)
        if lying is not None:
            lying.tries += 1
            lying.not_before = moment + growing(lying.tries)

    def _sorted_out(
        self, looks: tuple[Look, ...], moment: float
    ) -> tuple[list[Look], list[Pending]]:
        ready, pending = [], []
        for look in looks:
            lying = self._lying[look.path]
            hold = self._hold(look, lying, moment)
            if hold is None:
                ready.append(look)
            else:
                pending.append(Pending(look.path, hold, moment - lying.since))
        return ready, pending

    def _hold(self, look: Look, lying: _Lying, moment: float) -> Hold | None:
        if moment < lying.not_before:
            return Hold.PUT_OFF
        quiet = moment - lying.since
        if LEAVING in look.path.parts:
            return None  # taken before; only the clearing is left
        if quiet < self._quiet:
            return Hold.FRESH
        hold = lying.lacks or self._what_holds(look)
        if hold in {Hold.EMPTY, Hold.UNFINISHED}:
            lying.lacks = hold  # unchanged, it still will at the next look
        is_waited_for = hold is not None and (hold.is_lasting or quiet < self._patience)
        return hold if is_waited_for else None

    def _what_holds(self, look: Look) -> Hold | None:
        dropped = look.dropped()
        if dropped.is_empty:
            return Hold.EMPTY
        holds = [self._why_held(file.path) for file in dropped.files]
        if look.has_unfinished:
            holds.append(Hold.BESIDE)
        there = [hold for hold in holds if hold is not None]
        # What lasts comes first: it must not be outwaited.
        return min(there, key=lambda hold: not hold.is_lasting, default=None)

    def _wait(self, pending: Pending, moment: float) -> float:
        if pending.why is Hold.FRESH:
            return self._quiet - pending.seconds
        if pending.why is Hold.PUT_OFF:
            return self._lying[pending.path].not_before - moment
        if pending.why in {Hold.EMPTY, Hold.UNFINISHED}:
            return self._patience - pending.seconds
        return max(_ASK_AGAIN_SECONDS, self._quiet)  # the end of a lock is no event


def _again(before: _Lying | None, look: Look, moment: float) -> _Lying:
    if before is None or before.marks != look.marks:
        return _Lying(look.marks, moment)
    return before
