"""A watcher to try things on: at work in a thread, quiet and patient for moments."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.pipeline.desks import catalogue
from toolkit import workspace as workspaces
from toolkit.catalogue import Catalogue
from toolkit.pipeline import Clock, Definitions, Stop, desk_of, watch
from toolkit.workspace import Watching, Workspace

SOON = 30.0
QUICK = Watching(
    quiet_for=dt.timedelta(seconds=0.2),
    patience=dt.timedelta(seconds=1),
    rescan=dt.timedelta(seconds=0.3),
)
CLOCK = Clock(lambda: dt.datetime.now(dt.UTC), time.monotonic)  # noqa: TID251


@dataclass
class Watched:
    """A workspace with a watcher at work, and everything it told."""

    workspace: Workspace
    stop: Stop = field(default_factory=Stop)
    told: list[tuple[str, dict[str, str | float]]] = field(default_factory=list)

    def tell(self, what: str, /, **facts: str | float) -> None:
        """Keep one line."""
        self.told.append((what, facts))

    def drop(self, name: str, contents: bytes = b"A few words.") -> Path:
        """Put a file into the intake, in one act."""
        at = self.workspace.intake / name
        at.parent.mkdir(parents=True, exist_ok=True)
        draft = at.with_name(f".draft-{at.name}")
        draft.write_bytes(contents)
        return draft.rename(at)

    def count(self, what: str) -> int:
        """Return how often something was told."""
        return sum(one == what for one, _ in self.told)

    def until(self, is_so: Callable[[], bool]) -> bool:
        """Wait until something is so; false when it is not in good time."""
        ends = time.monotonic() + SOON
        while not is_so():
            if time.monotonic() > ends:
                return False
            time.sleep(0.05)
        return True

    def until_told(self, what: str, times: int = 1) -> bool:
        """Wait until something was told so often."""
        return self.until(lambda: self.count(what) >= times)

    def until_empty(self) -> bool:
        """Wait until nothing lies in the intake and all that came was read."""
        return self.until(lambda: not self.left()) and self.until(self._is_read)

    def left(self) -> list[str]:
        """Return what lies in the intake, hidden or not."""
        return sorted(path.name for path in self.workspace.intake.iterdir())

    def health(self) -> dict[str, object]:
        """Return what a monitor would read."""
        self.until(self.workspace.health.exists)
        found = json.loads(self.workspace.health.read_text(encoding="utf-8"))
        assert isinstance(found, dict)
        return found

    def arrivals(self) -> int:
        """Return how many arrivals were recorded."""
        with desk_of(self.workspace) as desk:
            assert desk.casebook.head()
        return _recorded(self.workspace)

    def _is_read(self) -> bool:
        with desk_of(self.workspace) as desk:
            return not desk.casebook.arrivals_waiting_to_be_read()


def _recorded(workspace: Workspace) -> int:
    with sqlite3.connect(workspace.casebook) as book:
        [(count,)] = book.execute("SELECT count(*) FROM arrivals")
    book.close()
    return int(count)


def made(root: Path, ways: Watching = QUICK) -> Workspace:
    """Make a workspace that is watched in that way."""
    return replace(workspaces.make(root), watching=ways)


@contextmanager
def watched(
    workspace: Workspace, load: Callable[[], Catalogue] = catalogue
) -> Iterator[Watched]:
    """Let a watcher work while inside; afterwards it has stopped."""
    at = Watched(workspace)
    loaded = Definitions(workspace.definition_roots, load)
    thread = threading.Thread(
        target=watch, args=(workspace, loaded, CLOCK, at.stop, at.tell)
    )
    thread.start()
    try:
        yield at
    finally:
        at.stop.ask()
        thread.join()
