"""Tesseract, asked for words in pictures.

It is a program beside us and not a library: pictures go in through its input and words
come out of its output, so that nothing of a child's is ever written to a disk.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from io import BytesIO

from PIL import Image

from toolkit.reading.pages.issued import Grey

_PROGRAM = "tesseract"
# Best first: Latin knows the accents of children's names, which English loses.
_MODELS = ("Latin", "script/Latin", "eng")
_SECOND = "eng"
_ORIENTATION = "osd"
_WORD_LEVEL = "5"
_PAGE_COLUMN = "page_num"
_START_SECONDS = 20.0
_QUARTER_TURNS = {"0": 0, "90": 90, "180": 180, "270": 270}


class Layout(IntEnum):
    """What to expect in a picture; the numbers are Tesseract's page modes."""

    PAGE = 3
    COLUMN = 4
    BLOCK = 6
    LINE = 7


@dataclass(frozen=True, slots=True)
class Seen:
    """One word as seen: where, in dots from the top left, and how surely, 0 to 1.

    `line` is the same for the words of one line and rises down the page.
    """

    text: str = field(repr=False)
    sure: float
    left: int
    top: int
    right: int
    bottom: int
    line: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Engine:
    """An installed Tesseract: where it is, and the models to use of those it has.

    `second` is a smaller model for a second opinion, or the first when there is none.
    """

    program: str
    model: str
    second: str
    tells_orientation: bool


class OcrTrouble(Exception):
    """Tesseract gave no words in time, or broke; said as a problem."""


def engine() -> Engine | None:
    """Return the Tesseract of this computer; null if it has none that can read."""
    program = shutil.which(_PROGRAM)
    return None if program is None else _engine_at(program)


@lru_cache(maxsize=4)
def _engine_at(program: str) -> Engine | None:
    try:
        listed = _run([program, "--list-langs"], b"", _START_SECONDS).decode()
    except OcrTrouble:
        return None
    known = set(listed.splitlines())
    models = [model for model in _MODELS if model in known]
    if not models:
        return None
    second = _SECOND if _SECOND in known else models[0]
    return Engine(program, models[0], second, _ORIENTATION in known)


def words_in(
    pictures: Sequence[Grey],
    engine: Engine,
    layout: Layout,
    *,
    model: str = "",
    dpi: int = 300,
    seconds: float = 60.0,
) -> list[tuple[Seen, ...]]:
    """Return the words in each picture, all in one go: starting takes a while.

    Args:
        pictures: Grey; none may be empty.
        engine: Which Tesseract.
        layout: What to expect in each of the pictures.
        model: Which of its models; empty for the best.
        dpi: Dots an inch of the pictures.
        seconds: How long it may take for all of them.

    Raises:
        OcrTrouble: If it takes longer, or breaks.
    """
    if not pictures:
        return []
    called = [engine.program, "stdin", "stdout", "-l", model or engine.model]
    called += ["--psm", str(int(layout)), "--dpi", str(dpi), "tsv"]
    table = _run(called, _bundle(pictures), seconds).decode(errors="replace")
    return _words(table, len(pictures))


def turned_by(picture: Grey, engine: Engine, seconds: float = 30.0) -> int | None:
    """Return by how many degrees clockwise to turn a page upright; null if unsure.

    Raises:
        OcrTrouble: If Tesseract takes longer than `seconds`, or breaks.
    """
    if not engine.tells_orientation:
        return None
    called = [engine.program, "stdin", "stdout", "--psm", "0", "--dpi", "150"]
    try:
        told = _run(called, _bundle([picture]), seconds).decode(errors="replace")
    except OcrRefused:
        return None  # too few letters to tell from
    facts = dict(line.partition(": ")[::2] for line in told.splitlines())
    if float(facts.get("Orientation confidence", "0")) < 2.0:
        return None
    return _QUARTER_TURNS.get(facts.get("Rotate", ""))


class OcrRefused(OcrTrouble):
    """Tesseract looked at a picture and ended without an answer."""


def _run(called: list[str], given: bytes, seconds: float) -> bytes:
    """Run the program; what it says beside its answer may hold words of the paper."""
    try:
        ended = subprocess.run(  # noqa: S603 a program of ours, no words of strangers
            called,
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            timeout=seconds,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as broken:
        raise OcrTrouble from broken
    if ended.returncode != 0:
        raise OcrRefused
    return ended.stdout


def _bundle(pictures: Sequence[Grey]) -> bytes:
    """Return the pictures as the pages of one TIFF, which it takes from its input."""
    first, *others = (Image.fromarray(picture) for picture in pictures)
    bundle = BytesIO()
    first.save(bundle, format="TIFF", save_all=True, append_images=others)
    return bundle.getvalue()


def _words(table: str, count: int) -> list[tuple[Seen, ...]]:
    found: list[list[Seen]] = [[] for _ in range(count)]
    # Not `splitlines`: a word may hold one of the rarer breaks that it breaks at.
    lines = table.replace("\r\n", "\n").split("\n")
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
    for row in rows:
        text = (row.get("text") or "").strip()
        if row["level"] == _WORD_LEVEL and text:
            found[int(row[_PAGE_COLUMN]) - 1].append(_seen(row, text))
    return [tuple(words) for words in found]


def _seen(row: dict[str, str], text: str) -> Seen:
    left, top = int(row["left"]), int(row["top"])
    return Seen(
        text=text,
        sure=max(0.0, min(1.0, float(row["conf"]) / 100)),
        left=left,
        top=top,
        right=left + int(row["width"]),
        bottom=top + int(row["height"]),
        line=(int(row["block_num"]), int(row["par_num"]), int(row["line_num"])),
    )
