"""Whether the watcher is alive and well: one file a monitor reads, and the board."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.errors import ToolkitError

WATCHING = "watching"
AWAY = "the intake cannot be reached"
STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Health:
    """How the watcher is at one moment.

    `alive_until` is until when it is true: past that, nobody keeps it up. `mode` is
    `events` or `polling` and `why` the reason, as a part of a sentence. `held` counts
    what lies in the intake and is not taken yet, by the reason.
    """

    state: str
    mode: str
    why: str
    written: dt.datetime
    alive_until: dt.datetime
    process: int
    last_pass: dt.datetime | None = None
    taken: int = 0
    held: Mapping[str, int] = field(default_factory=dict)
    problems: Sequence[ToolkitError] = ()

    @property
    def sentence(self) -> str:
        """How the folder is watched, for a person."""
        if self.state == STOPPED:
            return (
                "The watcher was stopped; the intake is looked at when somebody runs "
                "it."
            )
        if self.state == AWAY:
            return "The intake cannot be reached; it is tried again and again."
        how = "by events" if self.mode == "events" else "by looking again and again"
        return f"The intake is watched {how}, because {self.why}."

    def as_json(self) -> bytes:
        """Return it as the file a monitor reads."""
        told = {
            "state": self.state,
            "sentence": self.sentence,
            "alive_until": _moment(self.alive_until),
            "written": _moment(self.written),
            "last_pass": _moment(self.last_pass),
            "mode": self.mode,
            "why": self.why,
            "process": self.process,
            "taken": self.taken,
            "waiting": {"total": sum(self.held.values()), "because": dict(self.held)},
            "problems": [
                {"sentence": fault.sentence, "remedy": fault.remedy}
                for fault in self.problems
            ],
        }
        return f"{json.dumps(told, ensure_ascii=False, indent=2)}\n".encode()


@dataclass(frozen=True, slots=True)
class Word:
    """The watcher's last word, as whoever reads its health file has it.

    `held` counts what is not taken yet, by the reason. `is_stopped` is whether it was
    asked to stop, and did.
    """

    sentence: str
    alive_until: dt.datetime
    is_stopped: bool
    held: Mapping[str, int]
    problems: tuple[str, ...]


def last_word(file: Path) -> Word | None:
    """Return the watcher's last word; null when there is none that can be read."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        return Word(
            sentence=str(told["sentence"]),
            alive_until=dt.datetime.fromisoformat(told["alive_until"]),
            is_stopped=told["state"] == STOPPED,
            held={str(k): int(n) for k, n in told["waiting"]["because"].items()},
            problems=tuple(
                f"{one['sentence']} {one['remedy']}".strip() for one in told["problems"]
            ),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _moment(moment: dt.datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")
