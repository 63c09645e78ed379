"""What people do for a pupil once a case is open, as they wrote it down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.model.papers import Value


@dataclass(frozen=True, slots=True)
class Recorded:
    """One thing somebody wrote down for a case: a meeting, lessons, a review, an exit.

    `kind` is the key of one of the service's kinds of record; `on` the day it is about.
    `answers` are its values by question key, and `rows` those of its table, if it has
    one (lessons of a provision, targets of a plan). A newer record of the same kind
    stands beside the older one and never changes it. `despite` says why it was written
    down although a check asked for something else; `told` are the codes of the checks
    that had something to say.
    """

    kind: str
    on: dt.date
    by: str
    at: dt.datetime
    answers: Mapping[str, Value] = field(default_factory=dict, repr=False)
    rows: tuple[Mapping[str, Value], ...] = field(default=(), repr=False)
    despite: str = field(default="", repr=False)
    told: tuple[str, ...] = ()

    def text(self, key: str) -> str:
        """Return an answer in words; empty if there is none."""
        value = self.answers.get(key)
        return "" if value is None else str(value)

    def day(self, key: str) -> dt.date | None:
        """Return the date an answer gives; null if it gives none."""
        value = self.answers.get(key)
        return value if isinstance(value, dt.date) else None
