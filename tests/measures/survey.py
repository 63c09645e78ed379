"""Reads every file of a folder tree and says how that went; `make survey` runs it.

The files are other people's: nothing of what is on them is printed, and the details
are written only where `--details` says.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.measures.forms import catalogue
from tests.measures.reading import papers_in, reader, say, show_progress
from tests.measures.truths import Held, Outcome, held
from toolkit.model import Document, PaperSort
from toolkit.reading import LIMITS
from toolkit.recognise import recognise

_GRACE_SECONDS = 5.0
_SENTENCE = re.compile(r"[A-Z].{19,}[.?]", re.DOTALL)
_MACHINE_WORDS = re.compile(
    r"\b(?:error|exception|traceback|failed|invalid|null|none|errno)\b", re.IGNORECASE
)
_WRONG = {Outcome.SILENT, Outcome.UNSEEN}


@dataclass(frozen=True, slots=True)
class Looked:
    """What became of one file; `megabytes` is the most its reading child held."""

    path: Path
    document: Document | None
    seconds: float
    megabytes: float
    crash: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its problems, those of papers inside it too."""
        return () if self.document is None else tuple(_codes(self.document))


def main(arguments: Sequence[str] | None = None) -> int:
    """Survey a folder, print the tables and return 0 if nothing went wrong."""
    wanted = _parser().parse_args(arguments)
    if not wanted.corpus.is_dir():
        say(f"{wanted.corpus} is not a folder. Say CORPUS=DIR.")
        return 2
    paths = sorted(path for path in wanted.corpus.rglob("*") if path.is_file())
    truths = [path for path in paths if path.name == "truth.jsonl"]
    papers = [path for path in paths if path.suffix != ".jsonl"]
    looked = list(_looked(papers, wanted.jobs))
    documents = {each.path: each.document for each in looked if each.document}
    values = [value for truth in truths for value in held(truth, documents)]
    _print_files(looked, wanted.corpus)
    _print_values(values)
    if wanted.details:
        _write_details(looked, values, wanted.details, wanted.corpus)
    faults = [*_faults(looked, wanted.corpus), *_value_faults(values)]
    say("\n" + "\n".join(faults or ["Nothing went wrong."]))
    return 1 if faults else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.measures.survey")
    parser.add_argument("corpus", type=Path, help="the folder to read, whole")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 2)
    parser.add_argument("--details", type=Path, help="a file for every row, as JSON")
    return parser


def _looked(papers: Sequence[Path], jobs: int) -> Iterator[Looked]:
    with ProcessPoolExecutor(jobs) as pool:
        for done, looked in enumerate(pool.map(look, papers), start=1):
            show_progress(done, len(papers), "files")
            yield looked


# --- one file -----------------------------------------------------------------------


def look(path: Path) -> Looked:
    """Read one file and recognise it, whatever happens."""
    started = time.perf_counter()
    try:
        document = reader().read(path, path.name)
        seconds = time.perf_counter() - started
        services = tuple(catalogue().services.values())
        for each in document.papers:
            recognise(each, services)
        document = recognise(document, services).document
    except Exception as fault:  # noqa: BLE001 -- any fault is what we look for
        seconds = time.perf_counter() - started
        where = traceback.extract_tb(fault.__traceback__)[-1]
        crash = f"{type(fault).__name__} in {Path(where.filename).name}:{where.lineno}"
        return Looked(path, None, seconds, _megabytes(), crash)
    return Looked(path, document, seconds, _megabytes())


def _codes(document: Document) -> Iterator[str]:
    return (problem.code for each in papers_in(document) for problem in each.problems)


def _megabytes() -> float:
    """Return the most the reading child has held so far; 0 where nobody can tell."""
    child = reader()._child
    status = Path(f"/proc/{child._process.pid}/status") if child else Path()
    try:
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


# --- what is printed ----------------------------------------------------------------


def _print_files(looked: Sequence[Looked], corpus: Path) -> None:
    folders: dict[str, list[Looked]] = {}
    for each in looked:
        parts = each.path.relative_to(corpus).parts
        folders.setdefault(parts[0] if len(parts) > 1 else ".", []).append(each)
    say(f"{'folder':20} files  crashes  late  unreadable  with problems  slowest s")
    for name, inside in folders.items():
        unreadable = sum(_is_unreadable(each) for each in inside)
        problems = sum(bool(each.codes) for each in inside)
        slowest = max(each.seconds for each in inside)
        say(
            f"{name:20} {len(inside):5} {sum(map(_is_crash, inside)):8}"
            f" {sum(map(_is_late, inside)):5} {unreadable:11} {problems:14}"
            f" {slowest:10.1f}"
        )
    sorts = Counter(each.document.sort.value for each in looked if each.document)
    codes = Counter(code for each in looked for code in set(each.codes))
    most = max((each.megabytes for each in looked), default=0.0)
    say(f"\nThe most a reading child held: {most:.0f} MB")
    say("Sorts: " + ", ".join(f"{n} {sort}" for sort, n in sorts.most_common()))
    say("Problems: " + ", ".join(f"{n} {code}" for code, n in codes.most_common()))


def _print_values(values: Sequence[Held]) -> None:
    checks = dict.fromkeys(value.check for value in values)
    if not checks:
        return
    head = "".join(f"{outcome.value:>9}" for outcome in Outcome)
    say(f"\n{'values held against the truth':30}{head}")
    for check in checks:
        counts = Counter(value.outcome for value in values if value.check == check)
        say(f"{check:30}" + "".join(f"{counts[o]:9}" for o in Outcome))


def _write_details(
    looked: Sequence[Looked], values: Sequence[Held], path: Path, corpus: Path
) -> None:
    with path.open("w", encoding="utf-8") as file:
        for each in looked:
            row = {
                "file": str(each.path.relative_to(corpus)),
                "sort": each.document.sort if each.document else "",
                "seconds": round(each.seconds, 2),
                "megabytes": round(each.megabytes),
                "problems": each.codes,
                "crash": each.crash,
            }
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
        for value in values:
            if value.outcome is not Outcome.RIGHT:
                file.write(json.dumps(asdict(value), ensure_ascii=False) + "\n")


# --- what must not be ---------------------------------------------------------------


def _faults(looked: Sequence[Looked], corpus: Path) -> Iterator[str]:
    for each in looked:
        name = each.path.relative_to(corpus)
        if _is_crash(each):
            yield f"{name}: {each.crash or 'the reading child broke'}"
        if _is_late(each):
            yield f"{name}: took {each.seconds:.0f} seconds"
        if each.document is not None:
            yield from (f"{name}: {fault}" for fault in _bad_sentences(each.document))


def _is_crash(looked: Looked) -> bool:
    return bool(looked.crash) or "broke-the-reader" in looked.codes


def _is_late(looked: Looked) -> bool:
    return looked.seconds > LIMITS.deadline_seconds + _GRACE_SECONDS


def _is_unreadable(looked: Looked) -> bool:
    document = looked.document
    return document is not None and document.sort is PaperSort.UNREADABLE


def _bad_sentences(document: Document) -> Iterator[str]:
    """Yield why the sentences about a paper are none that a person should get."""
    for each in papers_in(document):
        if each.sort is PaperSort.UNREADABLE and not each.problems:
            yield "unreadable, and no sentence says why"
        for problem in each.problems:
            if not _SENTENCE.fullmatch(problem.sentence):
                yield f"{problem.code} is told in no whole sentence"
            if _MACHINE_WORDS.search(problem.sentence):
                yield f"{problem.code} is told in a machine's words"


def _value_faults(values: Sequence[Held]) -> Iterator[str]:
    checked = {"stored fields", "viewer differs"}
    for value in values:
        must_hold = value.check in checked or value.check.startswith("copies")
        if must_hold and value.outcome in _WRONG:
            yield f"{value.file}: “{value.key}” is {value.outcome} ({value.check})"


if __name__ == "__main__":
    sys.exit(main())
