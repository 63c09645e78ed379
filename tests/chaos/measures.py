"""Measures the watcher: how soon, how idle, and how much it adds to the pure work.

Run as `python -m tests.chaos.measures [soon|idle|many] [--arrivals 500]`.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ParamSpec, TypeVar

from tests.chaos.droppings import referrals
from tests.pipeline.desks import answers_of, filled
from tests.pipeline.watchers import Watched, made, watched
from toolkit import workspace as workspaces
from toolkit.pipeline.arrivals import taking
from toolkit.pipeline.cases import drafts
from toolkit.reading import read
from toolkit.workspace import Watching, Workspace

P = ParamSpec("P")
R = TypeVar("R")
_OLD_FILES = 10_000
_IDLE_SECONDS = 60
_TIMES = 5
_BAR = 25  # per cent that all else may add to the pure work


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
    """Return how much so many referrals at once cost beside the pure work in them.

    The pure work is reading every paper in this process, understanding it, and writing
    its reply. All else is overhead: the safe keeping, the reading child and its start,
    the casebook, the board. The bar is held against processor time: the time on the
    wall of a machine that others use too says nothing of this program.
    """
    papers = referrals(arrivals)
    reading = _reading_alone(papers)
    pure = {"reading": reading, "rendering": Spent()}
    _timed(taking, "look", pure["reading"])
    _timed(drafts, "write", pure["rendering"])
    _timed(drafts, "message", pure["rendering"])
    workspace = made(root, Watching())
    for number, contents in enumerate(papers):
        (workspace.intake / f"{number}.pdf").write_bytes(contents)
    whole, children = Spent(), _of_children()
    with watched(workspace) as at:
        with _into(whole, _of_others):
            # Counting files takes time of the very process that is measured.
            _until(lambda: _has_mails(workspace, arrivals) or _is_stuck(at), every=2.0)
        done = sum(1 for _ in workspace.outbox.glob("cases/*/*.eml"))
    whole.processor += _of_children() - children
    return _told(arrivals, done, whole, pure)


@dataclass
class Spent:
    """Seconds that something took: of a processor, and on the wall."""

    processor: float = 0.0
    wall: float = 0.0


def _told(arrivals: int, done: int, whole: Spent, pure: Mapping[str, Spent]) -> str:
    processor = sum(each.processor for each in pure.values())
    wall = sum(each.wall for each in pure.values())
    over = 100 * (whole.processor / processor - 1)
    parts = " and ".join(f"{k} {v.processor:.1f} s" for k, v in pure.items())
    return (
        f"{done} of {arrivals} referrals at once.\n"
        f"Processor time, held against the bar of {_BAR} %: {whole.processor:.1f} s in "
        f"all processes, {parts} of it, so {over:.1f} % more "
        f"({'held' if over < _BAR else 'NOT HELD'}).\n"
        f"On the wall, which counts only on a machine that does nothing else: "
        f"{whole.wall:.0f} s, {done / whole.wall:.1f} a second, so "
        f"{100 * (whole.wall / wall - 1):.0f} % more, the quiet period included."
    )


def _reading_alone(papers: Sequence[bytes]) -> Spent:
    """Return what reading the papers takes without a child and its pipes."""
    read(papers[0], "first.pdf")  # what is loaded once is no part of it
    spent = Spent()
    with _into(spent, time.thread_time):
        for contents in papers:
            read(contents, "paper.pdf")
    return spent


@contextmanager
def _into(spent: Spent, processor: Callable[[], float]) -> Iterator[None]:
    """Add what happens inside, by the given clock of the processor and by the wall."""
    began, began_at = processor(), time.monotonic()
    try:
        yield
    finally:
        spent.processor += processor() - began
        spent.wall += time.monotonic() - began_at


def _of_others() -> float:
    """Return the processor time of all threads of this process but the one asking."""
    return time.process_time() - time.thread_time()


def _of_children() -> float:
    """Return the processor time of the children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _timed(owner: object, name: str, spent: Spent) -> None:
    """Let a function add the time it takes to a part."""
    setattr(owner, name, _adding(getattr(owner, name), spent))


def _adding(work: Callable[P, R], spent: Spent) -> Callable[P, R]:
    def timed(*given: P.args, **named: P.kwargs) -> R:
        with _into(spent, time.thread_time):
            return work(*given, **named)

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
