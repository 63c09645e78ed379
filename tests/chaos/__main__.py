"""`make chaos`: the long storm, and its figures.

Run as `python -m tests.chaos --arrivals 10000`.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path

from tests.chaos.droppings import Hands, referrals
from tests.chaos.storm import Storm


def main() -> int:
    """Let it rage, print what was done and found; 1 when something did not hold."""
    asked = argparse.ArgumentParser(prog="make chaos")
    asked.add_argument("--arrivals", type=int, default=10_000)
    asked.add_argument("--referrals", type=int, default=100)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--calm", type=float, default=15.0)
    given = asked.parse_args()
    chance = random.Random(given.seed)  # noqa: S311 - to have it again
    papers = referrals(given.referrals)
    with tempfile.TemporaryDirectory(prefix="chaos-") as root:
        storm = Storm(
            Path(root),
            chance,
            lambda intake, aside: Hands(intake, aside, chance, papers),
            given.calm,
            disk_mb=20 + given.arrivals // 50,
        )
        result = storm.rage(given.arrivals, patience=3600)
        print(result)  # noqa: T201
    return 1 if result.faults else 0


if __name__ == "__main__":
    sys.exit(main())
