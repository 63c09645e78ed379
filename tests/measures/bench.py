"""How fast reading is beside plain libraries, as ratios of one run; `make bench`.

Everything that is compared runs in turn, round after round, so that a busy machine
slows both; the ratio is that of the medians.
"""

from __future__ import annotations

import argparse
import ctypes
import io
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pdfplumber
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium_c

from tests.measures.forms import catalogue
from tests.measures.people import SENTENCES
from tests.measures.reading import say
from tests.papers import pdfs
from toolkit.compose import typed
from toolkit.pdf import fill
from toolkit.reading import read

_PAGES, _FIELDS_A_PAGE = 5, 24
_LETTER_PAGES = (2, 4, 6, 6)
_LINES_A_PAGE = 34
_HEAD_OF_LETTER = (
    "Date: 12 November 2026",
    "Re: Amara Okafor",
    "Date of birth: 3/5/2012",
)
_EVERYTHING = (
    *("toolkit.cli", "toolkit.reading", "weasyprint", "pikepdf", "pypdf", "pypdfium2"),
    *("pdfplumber", "docx", "docxtpl", "jinja2", "lxml.etree", "marshmallow"),
    *("sqlalchemy", "stdnum.gb", "watchdog.observers", "cv2", "pyhanko", "rapidfuzz"),
)


@dataclass(frozen=True, slots=True)
class Race:
    """Two ways to do one thing, and how their times may compare.

    `most` is the most of the other's time that ours may take.
    """

    about: str
    ours: Callable[[], object]
    other: Callable[[], object]
    most: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all races, print them and return 0 if every bar is cleared."""
    parser = argparse.ArgumentParser(prog="python -m tests.measures.bench")
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args(arguments).rounds
    say(f"{'what':62}{'ours ms':>9}{'other ms':>9}{'ours/other':>12}{'bar':>8}")
    results = [_run(race, rounds) for race in _races()]
    return 0 if all(results) else 1


def _run(race: Race, rounds: int) -> bool:
    race.ours()
    race.other()
    times = [(_seconds(race.ours), _seconds(race.other)) for _ in range(rounds)]
    ours, other = (statistics.median(row) * 1000 for row in zip(*times, strict=True))
    ratio = ours / other
    is_cleared = bool(ratio <= race.most)
    verdict = "" if is_cleared else "  NOT CLEARED"
    say(f"{race.about:62}{ours:9.1f}{other:9.1f}{ratio:12.3f}{race.most:8.3f}{verdict}")
    return is_cleared


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _races() -> Iterator[Race]:
    form = long_form()
    yield Race(
        "a 5-page form of 120 fields: reading / pikepdf + pypdfium2",
        lambda: read(form, "form.pdf"),
        lambda: (_fields(form), _words(form)),
        most=2.0,
    )
    letters = _letters()
    yield Race(
        f"attachments of {_page_count(letters)} pages: reading / pdfplumber",
        lambda: [read(letter, "letter.pdf") for letter in letters],
        lambda: [_plumbed(letter) for letter in letters],
        most=0.1,
    )
    yield Race(
        "toolkit --help / importing everything",
        lambda: _python("-m", "toolkit", "--help"),
        lambda: _python("-c", f"import {', '.join(_EVERYTHING)}"),
        most=0.1,
    )


# --- what is read -------------------------------------------------------------------


def long_form() -> bytes:
    """Return a filled form of 5 pages with 24 fields on each, one in four a tick."""
    pdf = pikepdf.new()
    fields = []
    for page in range(_PAGES):
        lines = [SENTENCES[at % len(SENTENCES)] for at in range(page, page + 28)]
        plain = [line.replace("ó", "o").replace("ë", "e") for line in lines]
        pdfs.a_page(pdf, pdfs.words_at(plain))
        mine = [_field(pdf, page, at) for at in range(_FIELDS_A_PAGE)]
        pdf.pages[-1].obj.Annots = pikepdf.Array(mine)
        fields += mine
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(fields))
    answers = {
        str(field.T): True if field.FT == "/Btn" else SENTENCES[at % 5]
        for at, field in enumerate(fields)
    }
    return fill(pdfs.saved(pdf), answers)


def _field(pdf: pikepdf.Pdf, page: int, at: int) -> pikepdf.Object:
    name = f"question {page}-{at}"
    if at % 4 == 3:
        make = pdfs.tick(name)
    else:
        row, column = divmod(at, 2)
        left, low = 72 + 230 * column, 760 - 58 * row
        make = pdfs.text(name, rect=(left, low, left + 220, low + 18))
    return pdf.make_indirect(make(pdf))


def _letters() -> list[bytes]:
    roots = catalogue().templates
    counts = [pages * _LINES_A_PAGE for pages in _LETTER_PAGES]
    lines = [
        [*_HEAD_OF_LETTER, *(SENTENCES[at % len(SENTENCES)] for at in range(n))]
        for n in counts
    ]
    return [typed("To whom it may concern", some, "pdf", roots) for some in lines]


def _page_count(letters: Sequence[bytes]) -> int:
    return sum(len(pypdfium2.PdfDocument(letter)) for letter in letters)


# --- how others read it -------------------------------------------------------------


def _fields(contents: bytes) -> dict[str, tuple[str, str]]:
    """Walk the fields as pikepdf gives them: name, type and value."""
    with pikepdf.open(io.BytesIO(contents)) as pdf:
        return {
            str(field.T): (str(field.FT), str(field.get("/V", "")))
            for field in pdf.Root.AcroForm.Fields
        }


def _words(contents: bytes) -> list[tuple[str, float, float, float, float]]:
    """Return all words with their boxes out of pdfium's characters."""
    words: list[tuple[str, float, float, float, float]] = []
    with pypdfium2.PdfDocument(contents) as pdf:
        for page in pdf:
            words += _page_words(page.get_textpage())
    return words


def _page_words(
    text: pypdfium2.PdfTextPage,
) -> Iterator[tuple[str, float, float, float, float]]:
    edges = [ctypes.c_double() for _ in range(4)]
    word = ""
    boxes: list[tuple[float, ...]] = []
    for at in range(pdfium_c.FPDFText_CountChars(text)):
        letter = chr(pdfium_c.FPDFText_GetUnicode(text, at))
        if letter.isspace():
            if word:
                yield (word, *_round(boxes))
            word, boxes = "", []
            continue
        pdfium_c.FPDFText_GetCharBox(text, at, *edges)
        word += letter
        boxes.append(tuple(edge.value for edge in edges))
    if word:
        yield (word, *_round(boxes))


def _round(boxes: Sequence[tuple[float, ...]]) -> tuple[float, float, float, float]:
    lefts, rights, lows, highs = zip(*boxes, strict=True)
    return min(lefts), max(rights), min(lows), max(highs)


def _plumbed(contents: bytes) -> int:
    with pdfplumber.open(io.BytesIO(contents)) as pdf:
        return sum(len(page.extract_words()) for page in pdf.pages)


def _python(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)


if __name__ == "__main__":
    sys.exit(main())
