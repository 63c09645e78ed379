from __future__ import annotations

import datetime as dt
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit.errors import CannotStore
from toolkit.intake import Turn

NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)


def turn(root: Path) -> Turn:
    """Return somebody's hand on the one turn."""
    return Turn(root / "turn", "taking in papers")


def test_only_one_has_the_turn(tmp_path: Path) -> None:
    """Two runs over one folder take each arrival once."""
    first, second = turn(tmp_path), turn(tmp_path)

    assert (first.take(NOON), second.take(NOON)) == (True, False)


def test_the_next_has_it_when_it_is_given_back(tmp_path: Path) -> None:
    """As often as anybody likes."""
    first, second = turn(tmp_path), turn(tmp_path)
    first.take(NOON)
    first.give_back()

    assert second.take(NOON)
    assert not first.take(NOON)


def test_who_has_it_can_be_read(tmp_path: Path) -> None:
    """Somebody who finds it taken must know whom to ask."""
    first = turn(tmp_path)
    first.take(NOON)
    shown = str(turn(tmp_path).holder())

    assert "taking in papers since 2026-11-23 12:00" in shown
    assert shown.startswith("process ")


def test_nobody_has_a_turn_that_was_given_back(tmp_path: Path) -> None:
    """Though the note of the last one is still in the file."""
    first = turn(tmp_path)
    first.take(NOON)
    first.give_back()

    assert turn(tmp_path).holder() is None


_HOLDING = """
import datetime as dt, sys, time
from pathlib import Path
from toolkit.intake import Turn
Turn(Path(sys.argv[1]), "watching").take(dt.datetime.now(dt.UTC))
print("taken", flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_a_holder_that_is_killed_blocks_nobody(tmp_path: Path) -> None:
    """A crash in the night must not stop the morning's papers."""
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDING, str(tmp_path / "turn")], stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        during = turn(tmp_path).take(NOON)
        holder.send_signal(signal.SIGKILL)
        holder.wait()

    assert not during
    assert turn(tmp_path).take(NOON)


def test_a_turn_that_cannot_be_kept_is_said(tmp_path: Path) -> None:
    """Without it, two runs could take the same papers."""
    with pytest.raises(CannotStore, match="two runs"):
        Turn(tmp_path / "gone" / "turn", "").take(NOON)
