from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.casebook.conftest import Place
from tests.casebook.happened import (
    AMARA,
    DESK,
    NOON,
    an_arrival,
    as_read,
    sha256_of,
)
from toolkit.casebook import Casebook, NewCase
from toolkit.model import ArrivalKind


@pytest.fixture
def book(place: Place) -> Iterator[Casebook]:
    """A fresh casebook."""
    with Casebook(place) as opened:
        yield opened


def taken(book: Casebook, *papers: str, arrival: str) -> None:
    """Let papers arrive and be read."""
    book.record_arrival(an_arrival(*papers, arrival_id=arrival), by=DESK)
    read = [as_read(paper) for paper in papers]
    book.record_read(arrival, read, by=DESK, at=NOON)


def test_what_became_of_every_paper_of_an_arrival_is_told(book: Casebook) -> None:
    """The board answers “where is what I dropped this morning?”."""
    taken(book, "form", "letter", "torn", "note", arrival="monday")
    opener = (sha256_of("form"), sha256_of("letter"))
    ref = book.open_case(
        NewCase("northshire", "NOR", "monday", AMARA, opener), by=DESK, at=NOON
    )
    book.wait("monday", sha256_of("note"), "Whose?", by=DESK, at=NOON)
    book.record_set_aside(
        "monday",
        "It is torn.",
        by=DESK,
        at=NOON,
        paper=an_arrival("torn").papers[0],
    )

    [came] = book.came_lately(5)
    assert came.kind is ArrivalKind.FOLDER
    assert (came.cases, came.waiting, came.set_aside) == ({ref: 2}, 1, 1)


def test_an_arrival_nobody_has_read_yet_is_told_as_such(book: Casebook) -> None:
    """It is safe all the same."""
    book.record_arrival(an_arrival("form"), by=DESK)

    [came] = book.came_lately(5)
    assert not came.is_read
    assert (came.cases, came.waiting, came.set_aside) == ({}, 0, 0)


def test_the_newest_come_first_and_no_more_than_asked_for(book: Casebook) -> None:
    """A board with ten thousand rows is read by nobody."""
    taken(book, "one", arrival="first")
    taken(book, "two", arrival="second")
    taken(book, "three", arrival="third")

    assert [came.arrival for came in book.came_lately(2)] == ["third", "second"]
