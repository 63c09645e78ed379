"""A small storm in every test run; `make chaos` has the long one."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")


def test_nothing_dropped_is_lost_or_taken_twice_whatever_goes_wrong(
    tmp_path: Path,
) -> None:
    """The promise of the whole intake, held under every fault that can be staged."""
    from tests.chaos.droppings import Hands, referrals  # noqa: PLC0415 - POSIX only
    from tests.chaos.storm import Storm  # noqa: PLC0415

    chance = random.Random(4)  # noqa: S311 - to have the same storm every time
    papers = referrals(1)
    storm = Storm(
        tmp_path,
        chance,
        lambda intake, aside: Hands(intake, aside, chance, papers),
        calm=0.6,
    )
    result = storm.rage(arrivals=50, patience=90)

    print(result)  # noqa: T201 - the figures are the point
    assert result.faults == [], str(result)
