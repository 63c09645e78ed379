"""Adds verdicts up, route by route, and holds them against the bars."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.measures.judging import Judged, Verdict
from tests.measures.papers import Route

_ONE_IN = 2000  # fewer than one silently wrong answer in so many
_RIGHT = {Verdict.RIGHT, Verdict.RIGHT_ASKED}


@dataclass(slots=True)
class Share:
    """How many of some answers there were, and how many of them were right."""

    answers: int = 0
    right: int = 0

    @property
    def rate(self) -> float:
        """The share of right ones, 0 to 1; 1 when there were none."""
        return self.right / self.answers if self.answers else 1.0


@dataclass(slots=True)
class Tally:
    """The counts of one route.

    `asked` are those a person is asked about, right or not. `seconds` are spent
    reading.
    """

    route: Route
    papers: int = 0
    unknown: int = 0
    seconds: float = 0.0
    typed: Share = field(default_factory=Share)
    boxes: Share = field(default_factory=Share)
    asked: int = 0
    silent: int = 0
    deciding: int = 0
    deciding_silent: int = 0
    examples: list[Judged] = field(default_factory=list)

    @property
    def answers(self) -> int:
        """All answers."""
        return self.typed.answers + self.boxes.answers

    def add(self, judged: Judged) -> None:
        """Count one answer."""
        share = self.boxes if judged.is_box else self.typed
        share.answers += 1
        share.right += judged.verdict in _RIGHT
        self.asked += judged.verdict in {Verdict.ASKED, Verdict.RIGHT_ASKED}
        self.deciding += judged.is_deciding
        if judged.verdict is Verdict.SILENT:
            self.silent += 1
            self.deciding_silent += judged.is_deciding
        if judged.verdict in {Verdict.SILENT, Verdict.ASKED}:
            self.examples.append(judged)

    def faults(self) -> Iterator[str]:
        """Yield each bar that is not cleared, in words."""
        name, typed, ticks = self.route.key, self.route.typed, self.route.ticks
        if typed is not None and self.typed.rate < typed:
            yield f"{name}: {self.typed.rate:.2%} of answers right, not {typed:.1%}"
        if ticks is not None and self.boxes.rate < ticks:
            yield f"{name}: {self.boxes.rate:.2%} of ticks right, not {ticks:.1%}"
        if self.silent * _ONE_IN >= max(self.answers, 1):
            yield f"{name}: {self.silent} of {self.answers:,} answers silently wrong"
        if self.deciding_silent:
            yield (
                f"{name}: {self.deciding_silent} of {self.deciding:,} deciding answers"
                " silently wrong"
            )
