"""Marks already made of a Word part, and the words that are theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from toolkit.model import Mark


@dataclass(frozen=True, slots=True)
class Taken:
    """Marks, and which elements of the part belong to which, by its number from 0."""

    marks: tuple[Mark, ...] = ()
    owners: Mapping[etree._Element, int] = field(default_factory=dict)

    def and_(self, other: Taken) -> Taken:
        """Return both, the other's numbers following these."""
        start = len(self.marks)
        moved = {element: at + start for element, at in other.owners.items()}
        return Taken(self.marks + other.marks, moved | dict(self.owners))


@dataclass(slots=True)
class Keys:
    """The keys given so far, so that no two marks share one."""

    taken: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)

    def own(self, key: str) -> str:
        """Return the key if nobody has it yet, else with `#2`, `#3` ... behind it."""
        one = key
        while one in self.taken:
            self.counts[key] = self.counts.get(key, 1) + 1
            one = f"{key} #{self.counts[key]}"
        self.taken.add(one)
        return one
