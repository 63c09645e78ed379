"""How many answers come out right, by every route; `make accuracy` runs it.

Every form of every service is filled with invented answers, sent through a route and
read in the same supervised child that reads the office's papers.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.measures.counting import Tally
from tests.measures.forms import Known, all_forms, catalogue
from tests.measures.judging import Judged, Read, judge
from tests.measures.papers import ROUTES, Route, order_of
from tests.measures.reading import papers_in, patient_reader, say, show_progress
from toolkit.meaning import understand
from toolkit.model import Document
from toolkit.recognise import recognise

TODAY = dt.date(2026, 11, 16)
_FEW = 6000  # answers in a route; below that the rate of silent ones says little


@dataclass(frozen=True, slots=True)
class Job:
    """One form in one route, and the seed its answers come from."""

    route: str
    form: int
    seed: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one paper."""

    route: str
    is_known: bool
    seconds: float
    judged: tuple[Judged, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table and return 0 if every bar is cleared."""
    wanted = _parser().parse_args(arguments)
    routes = [ROUTES[key] for key in wanted.routes or ROUTES]
    for route in routes:
        if not route.is_here:
            say(f"{route.key} is left out: there is no {route.needs} here.")
    here = [route for route in routes if route.is_here]
    tallies = _measured(here, wanted)
    _print_table(tallies)
    _print_examples(tallies, wanted.examples)
    if wanted.details:
        _write_details(tallies, wanted.details)
    faults = [fault for tally in tallies for fault in tally.faults()]
    heading = "Bars that are not cleared:" if faults else "Every bar is cleared."
    say("\n".join(("", heading, *faults)))
    return 1 if faults else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.measures.accuracy")
    parser.add_argument("--seed", default="1", help="any text; the same answers again")
    parser.add_argument("--forms", type=int, default=8, help="sets of forms a route")
    parser.add_argument("--scans", type=int, default=1, help="sets for each scan route")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 2)
    parser.add_argument("--examples", type=int, default=5, help="shown for each route")
    parser.add_argument("--details", type=Path, help="every answer not right, as JSON")
    parser.add_argument("--routes", nargs="*", choices=list(ROUTES), metavar="ROUTE")
    return parser


def _measured(routes: Sequence[Route], wanted: argparse.Namespace) -> list[Tally]:
    tallies = {route.key: Tally(route) for route in routes}
    jobs = list(_jobs(routes, wanted))
    with ProcessPoolExecutor(wanted.jobs) as pool:
        for done, outcome in enumerate(pool.map(measure, jobs), start=1):
            tally = tallies[outcome.route]
            tally.papers += 1
            tally.unknown += not outcome.is_known
            tally.seconds += outcome.seconds
            for judged in outcome.judged:
                tally.add(judged)
            show_progress(done, len(jobs), "papers")
    return list(tallies.values())


def _jobs(routes: Sequence[Route], wanted: argparse.Namespace) -> Iterator[Job]:
    for route in routes:
        for copy in range(wanted.scans if route.scan else wanted.forms):
            for form in range(len(all_forms())):
                yield Job(route.key, form, f"{wanted.seed}/{copy}")


# --- one paper ----------------------------------------------------------------------


def measure(job: Job) -> Outcome:
    """Make one paper, read it and judge every answer on it."""
    route, known = ROUTES[job.route], all_forms()[job.form]
    order = order_of(known, route, job.seed)
    name = f"form.{route.suffix}"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(route.make(order))
        started = time.perf_counter()
        document = patient_reader().read(path, name)
        seconds = time.perf_counter() - started
    reads = [_understood(each, known) for each in papers_in(document)]
    is_known = any(read.recognised.fit is not None for read in reads)
    return Outcome(route.key, is_known, seconds, tuple(judge(order, route, reads)))


def _understood(document: Document, known: Known) -> Read:
    recognised = recognise(document, catalogue().services.values())
    return Read(recognised, understand(recognised, known.service, TODAY))


# --- what is printed ----------------------------------------------------------------

_HEAD = (
    *("route", "papers", "unknown", "answers", "typed right", "ticks right"),
    *("asked", "silent", "deciding", "silent", "s/paper"),
)


def _print_table(tallies: Sequence[Tally]) -> None:
    rows = [_HEAD, *(_row(tally) for tally in tallies)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(_HEAD))]
    for row in rows:
        first, *others = row
        pairs = zip(others, widths[1:], strict=True)
        cells = (text.rjust(width) for text, width in pairs)
        say("  ".join((first.ljust(widths[0]), *cells)))
    few = [tally.route.key for tally in tallies if tally.answers < _FEW]
    if few:
        say(f"\nFewer than {_FEW:,} answers, so the silent rate says little:")
        say(", ".join(few))


def _row(tally: Tally) -> tuple[str, ...]:
    return (
        tally.route.key,
        str(tally.papers),
        str(tally.unknown),
        f"{tally.answers:,}",
        f"{tally.typed.rate:.2%}",
        f"{tally.boxes.rate:.2%}",
        f"{tally.asked / max(tally.answers, 1):.2%}",
        str(tally.silent),
        f"{tally.deciding:,}",
        str(tally.deciding_silent),
        f"{tally.seconds / max(tally.papers, 1):.2f}",
    )


def _print_examples(tallies: Sequence[Tally], most: int) -> None:
    """Print some silently wrong answers; the people in them are invented."""
    for tally in tallies:
        silent = [each for each in tally.examples if each.verdict == "silent"]
        for each in silent[:most]:
            say(f"\n{tally.route.key}  {each.form}/{each.key} ({each.kind})")
            say(f"  put in: {each.put!r}\n  found:  {each.found!r}")


def _write_details(tallies: Sequence[Tally], path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        for tally in tallies:
            for each in tally.examples:
                row = {"route": tally.route.key, **asdict(each)}
                file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.exit(main())
