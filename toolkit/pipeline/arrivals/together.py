"""Papers that landed together and name the same pupil: offered to a person as one.

Somebody drops three files of one pupil side by side, without a folder. They are three
arrivals, and a paper among them that says too little joins nothing by itself. But a
person who is asked about it should see what came with it.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from toolkit.casebook import PaperPlace, WaitingPaper
from toolkit.matching import about_another, same_name
from toolkit.model import Identity
from toolkit.pipeline.arrivals.looking import Looked

T = TypeVar("T")

# What lands within the quiet period may be taken by two passes, and one may be busy
# with reading when the other's turn comes.
_BETWEEN_PASSES = dt.timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Company:
    """What landed together with a paper and names the same pupil.

    `papers` are the others that wait, by the hash and the arrival of each; `refs` the
    cases that papers went to.
    """

    papers: frozenset[tuple[str, str]] = frozenset()
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Landed:
    """A waiting paper, and what it says of whose it is; null when that was erased."""

    held: WaitingPaper
    looked: Looked | None

    @property
    def identity(self) -> Identity:
        """Whose it says it is."""
        return self.looked.identity if self.looked else Identity()

    @property
    def key(self) -> tuple[str, str]:
        """The hash of the paper and the arrival it came with."""
        return self.held.paper.sha256, self.held.arrival


class Beside:
    """Finds what landed together with a waiting paper and names the same pupil.

    Two papers that give another date of birth or UPN are never company.

    Args:
        waiting: All papers that wait.
        joined: The papers that went to cases.
        pupils: Whose each open case is, by its reference.
        quiet_for: Within how long things must have landed.
    """

    def __init__(
        self,
        waiting: Iterable[Landed],
        joined: Iterable[PaperPlace],
        pupils: Mapping[str, Identity],
        quiet_for: dt.timedelta,
    ) -> None:
        self._within = quiet_for + _BETWEEN_PASSES
        self._pupils = pupils
        # In order of time, so that of thousands only the near ones are looked at.
        self._waiting = sorted(((w.held.at, w) for w in waiting), key=_when)
        self._joined = sorted(((p.at, p.ref) for p in joined if p.at), key=_when)

    def company_of(self, one: Landed) -> Company:
        """Return what landed together with a waiting paper."""
        papers = frozenset(
            other.key
            for other in self._near(self._waiting, one.held.at)
            if other.key != one.key and _names_the_same(one.identity, other.identity)
        )
        refs = dict.fromkeys(self._near(self._joined, one.held.at))
        fitting = (r for r in refs if _is_of(one.identity, self._pupils.get(r)))
        return Company(papers, tuple(fitting))

    def _near(self, each: Sequence[tuple[dt.datetime, T]], at: dt.datetime) -> list[T]:
        first = bisect_left(each, at - self._within, key=_when)
        last = bisect_right(each, at + self._within, key=_when)
        return [found for _, found in each[first:last]]


def _when(pair: tuple[dt.datetime, object]) -> dt.datetime:
    return pair[0]


def _is_of(paper: Identity, pupil: Identity | None) -> bool:
    return pupil is not None and _names_the_same(paper, pupil)


def _names_the_same(one: Identity, other: Identity) -> bool:
    return same_name(one, other) and not about_another(one, other)
