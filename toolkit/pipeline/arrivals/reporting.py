"""What one pass did: for the person who ran it, and for the exit code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from toolkit.errors import ExitCode, ToolkitError, gravest


class Step(StrEnum):
    """What became of an arrival, a paper or a document."""

    TAKEN = "taken in"
    OPENED = "opened"
    JOINED = "joined"
    KNOWN = "known already"
    WAITING = "waits for a person"
    SET_ASIDE = "set aside"
    LEFT = "left where it is"
    DRAFTED = "drafted"
    STOPPED = "not done"


@dataclass(frozen=True, slots=True)
class Done:
    """One thing a pass did. `name` is the sender's own and never logged."""

    step: Step
    ref: str = ""
    name: str = field(default="", repr=False)
    note: str = field(default="", repr=False)
    arrival: str = ""


_CODES = {
    Step.WAITING: ExitCode.FINDINGS,
    Step.SET_ASIDE: ExitCode.UNREADABLE_FILE,
    Step.LEFT: ExitCode.UNREADABLE_FILE,
}


@dataclass(slots=True)
class Report:
    """What a pass did so far, in order; filled by the pass and read by the command.

    `more` says that the pass ended before everything that could be done was done.
    `hear` is told every single thing as soon as it is done.
    """

    done: list[Done] = field(default_factory=list)
    stopped: list[ToolkitError] = field(default_factory=list)
    open_findings: bool = False
    more: bool = False
    hear: Callable[[Done], None] | None = None

    def add(
        self,
        step: Step,
        ref: str = "",
        name: str = "",
        note: str = "",
        *,
        arrival: str = "",
    ) -> None:
        """Add one thing that was done."""
        self._put_down(Done(step, ref, name, note, arrival))

    def stop(self, fault: ToolkitError) -> None:
        """Add something that could not be done, once; the pass goes on."""
        if str(fault) not in map(str, self.stopped):
            self.stopped.append(fault)

    def include(self, other: Report) -> None:
        """Add everything another report says."""
        for one in other.done:
            self._put_down(one)
        self.open_findings |= other.open_findings
        for fault in other.stopped:
            self.stop(fault)

    def _put_down(self, one: Done) -> None:
        self.done.append(one)
        if self.hear is not None:
            self.hear(one)

    def count(self, step: Step) -> int:
        """Return how many things ended in that step."""
        return sum(one.step is step for one in self.done)

    @property
    def exit_code(self) -> ExitCode:
        """The gravest of everything met."""
        return gravest(
            *(_CODES.get(one.step, ExitCode.OK) for one in self.done),
            *(fault.exit_code for fault in self.stopped),
            ExitCode.FINDINGS if self.open_findings else ExitCode.OK,
        )
