"""Hints that a look is worth while: the file system's events, where they arrive.

The scan is the truth. Without a single event everything is still taken, only later.
"""

from __future__ import annotations

import os
import secrets
import threading
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirModifiedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from toolkit.intake.disks import disk_of
from toolkit.intake.litter import is_litter

AUTO = "auto"
EVENTS = "events"
POLLING = "polling"

PROBE = ".toolkit-probe-"
"""How the hidden file that tries out events is named; it lives for a moment."""

_PROBE_SECONDS = 1.5
_ENDING_SECONDS = 5.0
# Reading is an event too, and our own reading must not wake us.
_WORTH_A_LOOK: list[type[FileSystemEvent]] = [
    DirCreatedEvent,
    DirModifiedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]


class Hints:
    """Wakes the watcher when something happens in the intake, if the system tells.

    `mode` is `events` or `polling`, and `why` says why that, as a part of a sentence.

    Args:
        folder: The intake.
        asked: `auto`, `events` or `polling`.
        wake: Set whenever a look is worth while.
    """

    def __init__(self, folder: Path, asked: str, wake: threading.Event) -> None:
        self._folder, self._asked = folder, asked
        self._ears = _Ears(folder, wake)
        self._observer: BaseObserver | None = None
        self.mode, self.why = POLLING, "nothing else was tried yet"

    def start(self) -> None:
        """Find out whether events arrive here, and listen to them if they do."""
        self.stop()
        self.mode, self.why = POLLING, self._why_not_to_try() or self._listen()
        if not self.why:
            self.mode, self.why = EVENTS, "a trial file was noticed at once"
        elif self._observer is not None:
            self.stop()

    def stop(self) -> None:
        """Listen no more."""
        observer, self._observer = self._observer, None
        if observer is not None and observer.is_alive():
            observer.stop()
            observer.join(_ENDING_SECONDS)

    @property
    def is_deaf(self) -> bool:
        """Whether we rely on events and their source has ended."""
        if self._observer is None:
            return self.mode == EVENTS
        sources = (self._observer, *self._observer.emitters)
        return not all(source.is_alive() for source in sources)

    def _why_not_to_try(self) -> str:
        if self._asked == POLLING:
            return "the settings ask for it"
        disk = disk_of(self._folder)
        if disk.is_share and self._asked == AUTO:
            return (
                f"the folder is on a share ({disk.kind}), and what other computers "
                "put there makes no event here"
            )
        return ""

    def _listen(self) -> str:
        """Start listening and return why it is of no use; empty when it is."""
        observer = Observer()
        try:
            # Not what happens inside a dropped folder: until that is taken, it is
            # looked at again and again anyway.
            observer.schedule(self._ears, str(self._folder), event_filter=_WORTH_A_LOOK)
            observer.start()
        except OSError:
            return "the system would not watch the folder"
        self._observer = observer
        try:
            is_heard = self._ears.hear(_PROBE_SECONDS)
        except OSError:
            return "no trial file could be written into the folder"
        return "" if is_heard else "a trial file was not noticed"


class _Ears(FileSystemEventHandler):
    """Sorts events: the trial's own, those of litter, and those worth a look."""

    def __init__(self, folder: Path, wake: threading.Event) -> None:
        self._folder, self._wake = folder, wake
        self._probe = ""
        self._heard = threading.Event()

    def hear(self, seconds: float) -> bool:
        """Write a hidden file and return whether that is told within some seconds."""
        self._heard.clear()
        self._probe = f"{PROBE}{secrets.token_hex(8)}"
        probe = self._folder / self._probe
        try:
            probe.write_bytes(b"")
            return self._heard.wait(seconds)
        finally:
            probe.unlink(missing_ok=True)

    def dispatch(self, event: FileSystemEvent) -> None:
        """Take one event."""
        for path in (event.src_path, event.dest_path):
            named = Path(os.fsdecode(path)) if path else self._folder
            if named.name == self._probe:
                self._heard.set()
            elif self._is_worth_a_look(named):
                self._wake.set()

    def _is_worth_a_look(self, path: Path) -> bool:
        try:
            inside = path.relative_to(self._folder).parts
        except ValueError:
            return True  # told by another name of the folder
        return bool(inside) and not any(is_litter(name) for name in inside)


def clear_probes(folder: Path) -> None:
    """Remove trial files that an interrupted trial left behind."""
    for left in folder.glob(f"{PROBE}*"):
        left.unlink(missing_ok=True)
