"""The turn of a single run: it waits a while for another one to end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from toolkit.errors import CannotStore
from toolkit.intake import Holder, Turn
from toolkit.pipeline.watching.surroundings import Clock
from toolkit.workspace import Workspace

PATIENCE_SECONDS = 60.0
_ASK_AGAIN_SECONDS = 0.02  # a watcher leaves a moment between two passes


def watcher_of(workspace: Workspace) -> Holder | None:
    """Return the watcher at work in a workspace; null when there is none."""
    return Turn(workspace.watching_lock, "").holder()


@contextmanager
def my_turn(
    workspace: Workspace,
    clock: Clock,
    rest: Callable[[float], None],
    patience: float = PATIENCE_SECONDS,
) -> Iterator[None]:
    """Take in papers while nobody else does, so that each is taken once.

    Args:
        workspace: Whose intake it is.
        clock: The time.
        rest: Waits for some seconds.
        patience: For how many seconds to wait for another run to end.

    Raises:
        CannotStore: If another run does not end in that time; it says which.
    """
    turn = Turn(workspace.taking_lock, "taking in papers")
    until = clock.ticks() + patience
    while not turn.take(clock.now()):
        if clock.ticks() > until:
            raise CannotStore(
                f"Another run is taking in papers here: {turn.holder() or 'unknown'}.",
                remedy="Wait until it has ended; it takes what you dropped.",
            )
        rest(_ASK_AGAIN_SECONDS)
    try:
        yield
    finally:
        turn.give_back()
