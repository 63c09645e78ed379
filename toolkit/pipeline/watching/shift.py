"""One pass after another: what is done with what the lookout found ready."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from toolkit.errors import MissingFact, ToolkitError
from toolkit.intake import Dropped, Hold, Seen, Turn, growing
from toolkit.pipeline.arrivals.reporting import Done, Report, Step
from toolkit.pipeline.arrivals.safekeeping import make_safe
from toolkit.pipeline.arrivals.taking import Pace, go_on
from toolkit.pipeline.desk import Desk, desk_of
from toolkit.pipeline.faults import noting
from toolkit.pipeline.watching.standing_by import Definitions, ResidentReader, warm_up
from toolkit.pipeline.watching.surroundings import Clock, Head, Stop, Tell
from toolkit.workspace import Workspace

_PART_SECONDS = 3.0
"""How long a pass reads, and then answers, before it looks for what was dropped."""

_TURN_SECONDS = 0.2
_ONCE_MORE_SECONDS = 2.0
_IN_ANY_CASE_SECONDS = 600.0
_SHOWN_SECONDS = 24 * 3600.0

Marks = tuple[tuple[int, int, int], ...]


class Shift:
    """Takes in what is ready, and tries again later what could not be done.

    Args:
        workspace: The desk's.
        definitions: What papers are read by.
        clock: The time.
        stop: Asked between two arrivals.
        tell: Is told what was done, by references and numbers only.
        beat: Called before every paper, to say that we are alive.
    """

    def __init__(
        self,
        workspace: Workspace,
        definitions: Definitions,
        clock: Clock,
        stop: Stop,
        tell: Tell,
        beat: Callable[[], None],
    ) -> None:
        self._workspace, self._definitions = workspace, definitions
        self._clock, self._stop, self._tell = clock, stop, tell
        self._turn = Turn(workspace.taking_lock, "taking in papers")
        self._reader = ResidentReader()
        self._troubles = _Troubles(tell)
        self._due = self._not_before = -math.inf
        self._tries = 0
        self._left_as: Marks = ()
        self._pace = Pace(self._reader, self._begin, self._is_enough, beat, {})
        self._ends = -math.inf
        self.head: Head = (0, "")
        self.taken = 0
        self._is_warm = self._is_behind = False

    def warm_up(self) -> None:
        """Get ready for the first paper, while there is none."""
        if not self._is_warm:
            self._is_warm = True
            with noting(_let_be):
                warm_up(self._definitions, self._reader)

    def close(self) -> None:
        """End what was kept ready."""
        self._reader.close()

    @property
    def problems(self) -> tuple[ToolkitError, ...]:
        """What could not be done and is tried again, or still waits for a person."""
        return self._troubles.at(self._clock.ticks())

    def is_due(self, seen: Seen) -> bool:
        """Whether there is something to do now."""
        moment = self._clock.ticks()
        if moment < self._not_before:
            return False
        return bool(seen.ready) or moment >= self._due or self._marks() != self._left_as

    def pause(self, seen: Seen) -> float:
        """Return in how many seconds there is something to do again; 0 for at once."""
        due = -math.inf if seen.ready else self._due
        return max(
            0.0, due - self._clock.ticks(), self._not_before - self._clock.ticks()
        )

    @contextmanager
    def unnoticed(self) -> Iterator[None]:
        """Let what opening the casebook does to its files be no reason for a pass."""
        is_ours = self._marks() == self._left_as
        yield
        if is_ours:
            self._left_as = self._marks()

    def notice(self, head: Head) -> None:
        """Take the casebook's last event, as somebody else saw it, for a reason."""
        if head != self.head:
            self._due = -math.inf

    def work(self, seen: Seen, draw: Callable[[Desk], None]) -> tuple[Path, ...]:
        """Make one pass and return the paths of what could not be taken.

        Args:
            seen: What the lookout saw.
            draw: Draws the board, when it is time to.
        """
        if not self._has_turn():
            return ()
        report = Report(hear=self._hear)
        left: list[Dropped] = []
        is_open, before = False, self.head
        try:
            with noting(report.stop), desk_of(self._workspace) as desk:
                is_open = True
                left += make_safe(
                    desk, seen.ready, report, self._clock.now(), self._is_stopping
                )
                now = self._clock.now()
                go_on(desk, self._definitions, report, now, self._pace)
                self._note(report, seen)
                before, self.head = self.head, desk.casebook.head()
                draw(desk)
        finally:
            self._turn.give_back()
        self._note(report, seen)
        self._left_as = self._marks()
        self._plan(report, is_open=is_open, has_news=before != self.head)
        return tuple(dropped.path for dropped in left)

    def _has_turn(self) -> bool:
        """Take our turn; when another run has it, come back in a moment."""
        moment = self._clock.ticks()
        try:
            if self._turn.take(self._clock.now()):
                self._is_behind = False
                return True
            if not self._is_behind:
                who = str(self._turn.holder() or "")
                self._tell("another run has its turn", who=who)
            self._is_behind = True
        except ToolkitError as fault:
            self._troubles.hear((fault,), moment, is_kept=False)
            self._tries += 1
        self._not_before = moment + max(_TURN_SECONDS, growing(self._tries or 1) / 2)
        return False

    def _begin(self) -> None:
        self._ends = self._clock.ticks() + _PART_SECONDS

    def _is_stopping(self) -> bool:
        return self._stop.is_asked

    def _is_enough(self) -> bool:
        return self._stop.is_asked or self._clock.ticks() > self._ends

    def _hear(self, one: Done) -> None:
        """Tell of one thing that was done, by its numbers only."""
        facts = {"ref": one.ref, "arrival": one.arrival}
        self._tell(one.step.value, **{k: v for k, v in facts.items() if v})
        self.taken += one.step is Step.TAKEN

    def _note(self, report: Report, seen: Seen) -> None:
        """Keep what went wrong in a pass."""
        is_kept = any(one.why is Hold.PUT_OFF for one in seen.pending)
        self._troubles.hear(report.stopped, self._clock.ticks(), is_kept=is_kept)

    def _plan(self, report: Report, *, is_open: bool, has_news: bool) -> None:
        """Say when to work next even if nothing new is dropped.

        What somebody else writes while we close the casebook leaves no mark, so after
        any change there is one more pass.
        """
        moment = self._clock.ticks()
        self._tries = self._tries + 1 if report.stopped else 0
        self._due = moment + (_ONCE_MORE_SECONDS if has_news else _IN_ANY_CASE_SECONDS)
        if report.more:
            self._due = moment
        if report.stopped and not report.more:
            self._due = moment + growing(self._tries)
        self._not_before = -math.inf if is_open else self._due

    def _marks(self) -> Marks:
        """Return what tells whether somebody else wrote into the casebook."""
        book = self._workspace.casebook
        files = (book, book.with_name(f"{book.name}-wal"))
        return tuple(
            (seen.st_ino, seen.st_size, seen.st_mtime_ns)
            for seen in (path.stat() for path in files if path.exists())
        )


class _Troubles:
    """What is wrong just now, told once when it begins and once when it ends."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._now: dict[str, ToolkitError] = {}
        self._stay: dict[str, tuple[float, ToolkitError]] = {}

    def hear(
        self,
        faults: list[ToolkitError] | tuple[ToolkitError, ...],
        moment: float,
        *,
        is_kept: bool,
    ) -> None:
        """Take the faults of one pass in the place of those of the last.

        Args:
            faults: Of this pass.
            moment: Now, in seconds that only go forward.
            is_kept: Whether what stopped something before still stops it.
        """
        before = self._now
        self._now = {**before} if is_kept else {}
        for fault in faults:
            if _stays(fault):
                self._stay[str(fault)] = moment, fault
            else:
                self._now[str(fault)] = fault
            if str(fault) not in before:
                self._tell("problem", sentence=str(fault))
        if before and not self._now:
            self._tell("problems are over")

    def at(self, moment: float) -> tuple[ToolkitError, ...]:
        """Return everything that is wrong."""
        young = moment - _SHOWN_SECONDS
        self._stay = {k: v for k, v in self._stay.items() if v[0] > young}
        return (*self._now.values(), *(fault for _, fault in self._stay.values()))


def _stays(fault: ToolkitError) -> bool:
    """Whether nothing tries it again: a person must, so it is shown for a day."""
    return isinstance(fault, MissingFact) or type(fault) is ToolkitError


def _let_be(fault: ToolkitError) -> None:
    """Leave it: the first paper meets it again, and then it is told."""
    del fault
