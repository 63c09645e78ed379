"""What other processes do to the intake under test; started by `multiprocessing`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from toolkit.casebook import Casebook, Vault
from toolkit.intake import clear, take, waiting

NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)


def take_everything_in(root: Path, looks: int) -> None:
    """Look into the intake so many times and take in what is there."""
    vault = Vault(root / "vault")
    with Casebook(root / "casebook.sqlite") as book:
        for _ in range(looks):
            for dropped in waiting(
                root / "intake", now=NOON, quiet_for=dt.timedelta(0)
            ):
                arrival = take(dropped, vault, at=NOON)
                if arrival is not None:
                    book.record_arrival(arrival, by="toolkit")
                    clear(dropped)
