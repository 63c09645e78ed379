"""Measures the watcher: how soon, how idle, and how much it adds to the pure work.

Run as `python -m tests.chaos.measures [soon|idle|many] [--arrivals 500]`.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import ParamSpec, TypeVar

from tests.chaos.droppings import referrals
from tests.pipeline.desks import answers_of, filled
from tests.pipeline.watchers import Watched, made, watched
from toolkit import workspace as workspaces
from toolkit.pipeline.arrivals import taking
from toolkit.pipeline.cases import drafts
from toolkit.reading import Reader
from toolkit.workspace import Watching, Workspace

P = ParamSpec("P")
R = TypeVar("R")
_OLD_FILES = 10_000
_IDLE_SECONDS = 60
_TIMES = 5


@contextmanager
def _running(root: Path) -> Iterator[tuple[Workspace, subprocess.Popen[bytes]]]:
    workspace = workspaces.make(root)
    watcher = subprocess.Popen(
        [sys.executable, "-m", "toolkit", "intake", "--watch"],
        env={**os.environ, "TOOLKIT_WORKSPACE": str(root)},
        stderr=subprocess.DEVNULL,
    )
    try:
        yield workspace, watcher
    finally:
        watcher.terminate()
        watcher.wait()


def soon(root: Path) -> str:
    """Return how long a complete referral takes from the drop to its drafted reply."""
    taken = []
    with _running(root) as (workspace, _):
        _until(workspace.board.exists)
        for number in range(_TIMES + 1):
            draft = _complete_referral(root / "draft", number)
            began = time.monotonic()
            draft.rename(workspace.intake / f"post {number}")
            _until(partial(_has_mails, workspace, number + 1))
            taken.append(time.monotonic() - began)
    quiet = Watching().quiet_for.total_seconds()
    usual = statistics.median(taken[1:])
    return (
        f"drop to reply, three forms: {usual:.1f} s (first {taken[0]:.1f} s), of which "
        f"{quiet:.0f} s are the quiet period"
    )


def _complete_referral(folder: Path, number: int) -> Path:
    """Lay the three forms of a child of its own into a folder."""
    name = f"Amara{chr(97 + number)}"
    answers = {
        **answers_of("Amara"),
        "pupil_legal_forename": name,
        "consent_pupil_name": f"{name} Okafor",
        "upn": "",
        "dob": f"0{number + 1}/05/2012",
    }
    folder.mkdir()
    for form in ("service-request", "baseline", "consent"):
        (folder / f"{form}.pdf").write_bytes(filled(form, answers))
    return folder


def idle(root: Path) -> str:
    """Return how much of a core an idle watcher uses beside old files."""
    for folder in ("outbox/old", "intake"):
        (root / folder).mkdir(parents=True)
        for number in range(_OLD_FILES):
            (root / folder / f".old-{number}").write_bytes(b"old")
    with _running(root) as (workspace, watcher):
        _until(workspace.board.exists)
        time.sleep(5)
        before = _seconds_used(watcher.pid)
        time.sleep(_IDLE_SECONDS)
        used = _seconds_used(watcher.pid) - before
    return (
        f"idle beside {_OLD_FILES} old files in the outbox and as many hidden ones in "
        f"the intake: {100 * used / _IDLE_SECONDS:.2f} % of a core"
    )


def many(root: Path, arrivals: int) -> str:
    """Return how long so many referrals at once take, beside the pure work in it."""
    spent = {"reading": 0.0, "rendering": 0.0}
    _timed(Reader, "read", spent, "reading")
    _timed(taking, "look", spent, "reading")
    _timed(drafts, "write", spent, "rendering")
    _timed(drafts, "message", spent, "rendering")
    papers = referrals(arrivals)
    workspace = made(root, Watching())
    for number, contents in enumerate(papers):
        (workspace.intake / f"{number}.pdf").write_bytes(contents)
    began = time.monotonic()
    with watched(workspace) as at:
        # Counting files takes time of the very process that is measured.
        _until(lambda: _has_mails(workspace, arrivals) or _is_stuck(at), every=2.0)
        seconds = time.monotonic() - began
    pure = sum(spent.values())
    return (
        f"{arrivals} referrals at once: {seconds:.0f} s, {arrivals / seconds:.1f} a "
        f"second; reading {spent['reading']:.0f} s and rendering "
        f"{spent['rendering']:.0f} s of it, so {100 * (seconds / pure - 1):.0f} % more"
    )


def _timed(owner: object, name: str, spent: dict[str, float], part: str) -> None:
    """Let a function add the time it takes to a part."""
    setattr(owner, name, _adding(getattr(owner, name), spent, part))


def _adding(work: Callable[P, R], spent: dict[str, float], part: str) -> Callable[P, R]:
    def timed(*given: P.args, **named: P.kwargs) -> R:
        began = time.monotonic()
        try:
            return work(*given, **named)
        finally:
            spent[part] += time.monotonic() - began

    return timed


def _is_stuck(at: Watched) -> bool:
    return at.count("problem") > 0


def _has_mails(workspace: Workspace, count: int) -> bool:
    return sum(1 for _ in workspace.outbox.glob("cases/*/*.eml")) >= count


def _seconds_used(process: int) -> float:
    """Return the processor time of a process and of the children it has ended."""
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _until(is_so: Callable[[], bool], every: float = 0.05) -> None:
    while not is_so():
        time.sleep(every)


def main() -> None:
    """Print what was asked for."""
    asked = argparse.ArgumentParser(prog="python -m tests.chaos.measures")
    asked.add_argument("what", choices=("soon", "idle", "many"))
    asked.add_argument("--arrivals", type=int, default=500)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="measures-") as root:
        place = Path(root)
        told = {
            "soon": lambda: soon(place),
            "idle": lambda: idle(place),
            "many": lambda: many(place, given.arrivals),
        }[given.what]()
        print(told)  # noqa: T201


if __name__ == "__main__":
    main()
