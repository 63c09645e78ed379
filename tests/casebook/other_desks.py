"""What other processes do to the casebook under test; started by `multiprocessing`."""

from __future__ import annotations

import os
from pathlib import Path

from tests.casebook.happened import DESK, NOON, a_new_case, receive
from toolkit.casebook import Casebook


def open_cases(place: Path | str, desk: str, count: int) -> list[str]:
    """Open the casebook and then cases in it, each in its own step."""
    refs = []
    with Casebook(place) as book:
        for number in range(count):
            with book.step():
                paper = f"{desk}-{number}.pdf"
                arrival = receive(book, paper, arrival_id=f"{desk}-{number}")
                refs.append(
                    book.open_case(a_new_case(arrival, paper), by=DESK, at=NOON)
                )
    return refs


def die_in_the_middle(place: Path | str) -> None:
    """Record half a step and end at once, as when the power goes."""
    book = Casebook(place)
    with book.step():
        arrival = receive(book, "half.pdf", arrival_id="half")
        book.open_case(a_new_case(arrival, "half.pdf"), by=DESK, at=NOON)
        os._exit(9)
