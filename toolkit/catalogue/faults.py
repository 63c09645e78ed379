"""A fault in a definition: which file, which key, and what was expected there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit.errors import BadDefinition


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong with one key of one file.

    `file` is relative to the workspace, with `/` between folders. `key` reads like
    `requirement RQ-07.weight`; it is empty when the whole file is meant. `expected` is
    a plain sentence.
    """

    file: str
    key: str
    expected: str

    def __str__(self) -> str:
        where = f"{self.file}, {self.key}" if self.key else self.file
        return f"{where}: {self.expected}"

    def as_error(self) -> BadDefinition:
        """Return what stops us when only this fault can be told."""
        return BadDefinition(
            str(self),
            remedy="Run `toolkit definitions check` to see every fault in one list.",
        )


def twice(file: str, what: str, names: Iterable[str]) -> Iterator[Fault]:
    """Yield a fault for every name that stands in the list more than once.

    Args:
        file: The file the names stand in.
        what: What the name is of, for instance `reason`.
        names: In the order of the file.
    """
    seen: set[str] = set()
    told: set[str] = set()
    for name in names:
        if name in seen and name not in told:
            told.add(name)
            yield Fault(
                file, f"{what} {name}", "This is here twice. Each may be here once."
            )
        seen.add(name)
