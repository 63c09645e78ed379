"""Python looks for garbage seldom while a watcher works, and as before afterwards."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from tests.pipeline.watchers import made, watched
from toolkit.pipeline.watching.tidying import seldom_tidying


def test_a_watcher_at_work_looks_for_garbage_seldom(tmp_path: Path) -> None:
    """It took a tenth of the time when hundreds of papers came at once."""
    before = gc.get_threshold()
    with watched(made(tmp_path)) as at:
        assert at.until(at.workspace.board.exists)
        within = gc.get_threshold()

    assert within[0] > 10 * before[0] > 0
    assert gc.get_threshold() == before


def test_whatever_breaks_off_python_goes_on_as_before() -> None:
    """Who uses the toolkit from a program of their own keeps their own setting."""
    before = gc.get_threshold()
    with pytest.raises(KeyError), seldom_tidying():
        raise KeyError

    assert gc.get_threshold() == before
