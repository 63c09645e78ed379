"""Answers and papers that may not agree, and what a person should look at."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.catalogue.definitions.requirements import Check
from toolkit.model import Weight


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two places that may not agree, or something to look at before the meeting.

    It is told only when it is open. `id` is the rule it comes from (VR-05, ESMA-013);
    several may come from one rule, so `check.code` tells them apart. `weight` is `ask`
    where the source makes something needed and `warn` or `note` otherwise.
    """

    id: str
    weight: Weight
    check: Check
    source: str
