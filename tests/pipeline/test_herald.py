"""How often the board and the health file are written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.pipeline.desks import NOW, catalogue
from tests.pipeline.watchers import made
from toolkit.catalogue import Catalogue
from toolkit.pipeline import Clock, Definitions
from toolkit.pipeline.watching.health import WATCHING, Health
from toolkit.pipeline.watching.herald import TRUE_FOR, Herald

HEALTH = Health(
    WATCHING, "events", "it was tried", NOW, NOW + dt.timedelta(minutes=3), 1
)


@dataclass
class Ticks:
    """A clock that goes forward when it is told to."""

    seconds: float = 1000.0

    def now(self) -> dt.datetime:
        """Return the moment."""
        return NOW + dt.timedelta(seconds=self.seconds)

    def ticks(self) -> float:
        """Return its seconds."""
        return self.seconds


@pytest.fixture
def ticks() -> Ticks:
    """A clock of our own."""
    return Ticks()


@pytest.fixture
def herald(tmp_path: Path, ticks: Ticks) -> Herald:
    """A herald that has just drawn its board."""
    workspace = made(tmp_path)
    definitions = Definitions(workspace.definition_roots, catalogue)
    found = Herald(workspace, definitions, Clock(ticks.now, ticks.ticks))
    found.draw_alone(HEALTH)
    assert workspace.board.exists()
    return found


def news(herald: Herald) -> tuple[int, str]:
    """Return a head of the casebook that the board does not know."""
    return herald.head[0] + 1, "another"


def test_under_load_the_board_is_written_at_most_every_few_seconds(
    herald: Herald, ticks: Ticks
) -> None:
    """Five hundred arrivals at once are five hundred changes."""
    at_once = herald.wants_to_draw(HEALTH, news(herald))
    ticks.seconds += 2.9
    soon = herald.wants_to_draw(HEALTH, news(herald))
    ticks.seconds += 0.2
    later = herald.wants_to_draw(HEALTH, news(herald))

    assert (at_once, soon, later) == (False, False, True)


def test_a_board_that_says_nothing_new_is_not_written_again(
    herald: Herald, ticks: Ticks
) -> None:
    """An idle watcher leaves the disk alone."""
    ticks.seconds += 60

    assert not herald.wants_to_draw(HEALTH, herald.head)


def test_a_board_is_written_again_before_it_stops_being_true(
    herald: Herald, ticks: Ticks
) -> None:
    """It says five minutes ahead until when it is true."""
    ticks.seconds += 121

    assert herald.wants_to_draw(HEALTH, herald.head)


def test_however_long_drawing_takes_the_board_never_stops_being_true(
    tmp_path: Path, ticks: Ticks
) -> None:
    """On a slow computer under load the board is late, but never out of date."""
    workspace = made(tmp_path)

    def slowly() -> Catalogue:
        ticks.seconds += 20
        return catalogue()

    definitions = Definitions(workspace.definition_roots, slowly)
    herald = Herald(workspace, definitions, Clock(ticks.now, ticks.ticks))
    herald.draw_alone(HEALTH)
    soon = herald.wants_to_draw(HEALTH, news(herald))
    ticks.seconds += TRUE_FOR.total_seconds() / 2

    assert not soon
    assert herald.wants_to_draw(HEALTH, news(herald))


def test_the_health_file_is_written_at_once_when_something_is_wrong_and_else_rarely(
    herald: Herald, ticks: Ticks, tmp_path: Path
) -> None:
    """A monitor reads it every minute."""
    file = made(tmp_path).health
    herald.tell(HEALTH)
    file.unlink()
    ticks.seconds += 5
    herald.tell(replace(HEALTH, written=NOW + dt.timedelta(seconds=5)))
    is_quiet = not file.exists()
    herald.tell(replace(HEALTH, state="the intake cannot be reached"))

    assert is_quiet
    assert file.exists()
