"""Pages that are pictures, read by machine: copies of our blanks, and others.

A page is first looked at for the edition id at its foot. If it is a copy of a page of
that blank it is laid over it and read slot by slot; if not, its words are read as they
stand. A page whose foot could not be read is then tried against the blanks the other
pages are copies of, and in the end against all.
"""

from __future__ import annotations

import os
import re
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeAlias

import cv2
import numpy as np

from toolkit.model import Line, Mark, Problem
from toolkit.reading.limits import Allowance
from toolkit.reading.pages.issued import Grey, Issued, Issues
from toolkit.reading.problems import problem
from toolkit.reading.scans.aligning import DPI, LOOK_DPI, Laid, Look, laid_over, look_at
from toolkit.reading.scans.editions import edition_in
from toolkit.reading.scans.form import read_slots
from toolkit.reading.scans.ocr import Engine, Layout, OcrTrouble, engine, words_in
from toolkit.reading.scans.pictures import PagePicture, drawn_pages
from toolkit.reading.scans.qr import references_shown
from toolkit.reading.scans.straightening import (
    Straight,
    as_it_is,
    flattened,
    levelled,
    sheet_alone,
)
from toolkit.reading.scans.text import ScannedText, read_text

Draw: TypeAlias = Callable[[Sequence[int]], Iterator[PagePicture | int]]
"""Draws pages by number; gives the number itself for one that cannot be drawn."""

Scan: TypeAlias = "Callable[[Sequence[int]], Scans]"
"""Reads those of these pages of one file that are pictures."""

_FOOT = 0.14  # of a page's height, in which the edition id stands
_MOST_WORKERS = 4
# A page takes one or two seconds, and on a busy computer ten times that.
_BEAT_SECONDS = 5.0
_MOST_BEATS = 24
_PAGE_OF = re.compile(r"\bpage\s*(\d{1,3})\s*of\b", re.IGNORECASE)
_SPECKS = 0.00005  # of a page, that is dust
_BROKEN = (OcrTrouble, cv2.error, MemoryError)


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """One page that is a picture, as far as it could be read.

    `edition` is the id at its foot, and `laid` the number of the issued page that it
    is a copy of, `of` how many that has, or 0; then `marks` are its answers, and
    `lines` what is written beside them. `text` is there for other pages. `codes` are
    the references that square codes of our letters say.
    """

    number: int
    edition: str = ""
    laid: int = 0
    of: int = 0
    marks: tuple[Mark, ...] = field(default=(), repr=False)
    lines: tuple[Line, ...] = field(default=(), repr=False)
    text: ScannedText | None = field(default=None, repr=False)
    codes: tuple[Line, ...] = field(default=(), repr=False)
    is_bare: bool = False
    is_unread: bool = False


@dataclass(frozen=True, slots=True)
class Scans:
    """The pages read, by number, and what a person should know of them."""

    pages: Mapping[int, ScannedPage]
    problems: tuple[Problem, ...]


def read_scans(
    draw: Draw,
    numbers: Sequence[int],
    issues: Issues,
    paper: str,
    allowance: Allowance,
) -> Scans:
    """Return what the machine reads on pages that are pictures.

    Args:
        draw: Draws them; may be asked for a page twice.
        numbers: Which pages.
        issues: The blanks they may be copies of.
        paper: SHA-256 of the file, for the places.
        allowance: What is left for all papers that came together.
    """
    if not numbers:
        return Scans({}, ())
    found = engine()
    if found is None:
        return Scans({}, (problem("no-ocr", pages=listed(numbers)),))
    taken = allowance.take_pictures(numbers)
    pages = _Desk(draw, issues, paper, allowance, found).read(taken)
    unread = [n for n in numbers if n not in pages or pages[n].is_unread]
    return Scans(pages, tuple(_problems(list(pages.values()), unread)))


def scan_of(
    contents: bytes,
    pictures: Sequence[int],
    issues: Issues,
    paper: str,
    allowance: Allowance,
) -> Scan:
    """Return what reads a PDF's pages: those asked for, and `pictures` besides."""

    def scan(numbers: Sequence[int]) -> Scans:
        wanted = sorted({*numbers, *pictures})
        draw = partial(drawn_pages, contents)
        return read_scans(draw, wanted, issues, paper, allowance)

    return scan


def _problems(pages: Sequence[ScannedPage], unread: Sequence[int]) -> Iterator[Problem]:
    if unread:
        yield problem("not-all-read", pages=listed(unread))
    beside = [page.number for page in pages if page.laid and page.lines]
    if beside:
        yield problem("written-beside", pages=listed(beside))


def listed(numbers: Sequence[int]) -> str:
    """Return pages as a person lists them; of very many, the first twenty."""
    return ", ".join(f"page {number}" for number in numbers[:20])


# --- many pages ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Desk:
    """What is needed to read pages, several at a time."""

    draw: Draw
    issues: Issues
    paper: str
    allowance: Allowance
    engine: Engine

    def read(self, numbers: Sequence[int]) -> dict[int, ScannedPage]:
        """Return the pages; those that are still unknown are looked at once more."""
        cv2.setNumThreads(1)  # the pages share the cores
        page_of = _OnePage(self.issues, self.paper, self.engine)
        pages = self._each(page_of.read, numbers)
        editions = {page.edition for page in pages.values() if page.laid}
        unknown = [p.number for p in pages.values() if p.text and not p.edition]
        again = self._each(page_of.by_sight(pages, editions), unknown)
        pages.update(
            {n: replace(p, codes=pages[n].codes) for n, p in again.items() if p.laid}
        )
        return pages

    def _each(
        self, read: Callable[[PagePicture], ScannedPage], numbers: Sequence[int]
    ) -> dict[int, ScannedPage]:
        """Read pages side by side, drawing them one by one.

        The library that draws is used by one thread only; the machine that reads is
        a program of its own, so threads are enough to keep all cores at work.
        """
        pages: dict[int, ScannedPage] = {}
        waiting: deque[tuple[int, Future[ScannedPage]]] = deque()
        workers = _workers()
        with ThreadPoolExecutor(workers) as pool:
            for picture in self._drawn(numbers):
                if isinstance(picture, int):
                    pages[picture] = ScannedPage(picture, is_unread=True)
                    continue
                waiting.append((picture.number, pool.submit(read, picture)))
                if len(waiting) > workers:
                    self._take(pages, waiting)
            while waiting:
                self._take(pages, waiting)
        return pages

    def _drawn(self, numbers: Sequence[int]) -> Iterator[PagePicture | int]:
        drawing = self.draw(numbers)
        while True:
            with DRAWING:
                picture = next(drawing, None)
            if picture is None:
                return
            yield picture

    def _take(
        self,
        pages: dict[int, ScannedPage],
        waiting: deque[tuple[int, Future[ScannedPage]]],
    ) -> None:
        number, future = waiting.popleft()
        for _ in range(_MOST_BEATS):
            wait([future], timeout=_BEAT_SECONDS)
            self.allowance.progress()
            if future.done():
                break
        try:
            pages[number] = future.result()
        except _BROKEN:
            pages[number] = ScannedPage(number, is_unread=True)


DRAWING = threading.Lock()
"""Held while pages are drawn: the library that draws bears one thread at a time."""


def _workers() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    return max(1, min(_MOST_WORKERS, cores))


# --- one page -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _OnePage:
    """Reads one page; used by several threads at once."""

    issues: Issues
    paper: str
    engine: Engine

    def read(self, picture: PagePicture) -> ScannedPage:
        """Return what is on a page, with what a square code on it says."""
        codes = references_shown(picture, self.paper)
        return replace(self._read(picture), codes=codes)

    def _read(self, picture: PagePicture) -> ScannedPage:
        alone = sheet_alone(as_it_is(picture.grey))
        straight = levelled(alone)
        if is_bare(straight.grey):
            return ScannedPage(picture.number, is_bare=True)
        foot = self._foot(straight)
        edition = edition_in(foot, self.issues.editions)
        known = self._known(picture, edition, foot)
        if known is not None:
            return known
        text = read_text(picture, straight, self.engine)
        lines = tuple(text.lines(self.paper))
        if not edition:
            told = [line.text for line in lines]
            edition = edition_in(told, self.issues.editions)
            known = self._known(picture, edition, told)
            if known is not None:
                return known
        is_unread = not lines
        return ScannedPage(
            picture.number, edition, lines=lines, text=text, is_unread=is_unread
        )

    def by_sight(
        self, pages: Mapping[int, ScannedPage], editions: set[str]
    ) -> Callable[[PagePicture], ScannedPage]:
        """Return a reader of pages whose foot does not say what they are.

        Among the blanks of the pages beside it one is enough to be sure.  Among all,
        it has to be a page of one blank only, and then a person looks at everything.
        """

        def read(picture: PagePicture) -> ScannedPage:
            among = editions or set(self.issues.editions)
            forms = [form for e in sorted(among) if (form := self._issue(e))]
            look = look_at(picture.grey)
            found = [
                (form, laid)
                for form in forms
                for page in form.pages
                if (laid := _laid(look, form, page.number))
            ]
            if len({form.edition for form, _ in found}) != 1:
                return pages[picture.number]
            form, laid = max(found, key=lambda each: each[1].covered)
            known = self._slots(picture, form, laid)
            if editions:
                return known
            asked = tuple(replace(mark, ask=True) for mark in known.marks)
            return replace(known, marks=asked)

        return read

    def _foot(self, straight: Straight) -> list[str]:
        """Return the lines at what may be the foot of a page, whichever way up."""
        ways = [np.rot90(straight.grey, turns) for turns in range(4)]
        feet = [np.ascontiguousarray(way[-int(way.shape[0] * _FOOT) :]) for way in ways]
        if not self.issues.editions:
            return []
        seen = words_in(feet, self.engine, Layout.BLOCK, model=self.engine.second)
        rows: dict[tuple[int, tuple[int, int, int]], list[str]] = {}
        for at, words in enumerate(seen):
            for word in words:
                rows.setdefault((at, word.line), []).append(word.text)
        return [" ".join(row) for row in rows.values()]

    def _known(
        self, picture: PagePicture, edition: str, told: Sequence[str]
    ) -> ScannedPage | None:
        form = self._issue(edition) if edition else None
        if form is None:
            return None
        said = {int(n) for line in told for n in _PAGE_OF.findall(line)}
        look = look_at(picture.grey)
        order = sorted(form.pages, key=lambda page: page.number not in said)
        for page in order:
            if laid := _laid(look, form, page.number):
                return self._slots(picture, form, laid)
        return None

    def _slots(self, picture: PagePicture, form: Issued, laid: Laid) -> ScannedPage:
        read = read_slots(picture, laid, form, self.engine, self.paper)
        return ScannedPage(
            picture.number,
            form.edition,
            laid.page,
            len(form.pages),
            read.marks,
            read.beside,
        )

    def _issue(self, edition: str) -> Issued | None:
        with DRAWING:
            return self.issues.issue(edition)


def _laid(look: Look, form: Issued, page: int) -> Laid | None:
    with DRAWING:
        form.drawn(page, LOOK_DPI)
        form.drawn(page, DPI)
    return laid_over(look, form, page)


def is_bare(grey: Grey) -> bool:
    """Whether there is nothing on a page but dust and the shadow of its edges."""
    flat = cv2.medianBlur(flattened(grey), 3)
    dark = np.asarray(flat < 170, dtype=np.uint8)
    height, width = dark.shape
    count, _, facts, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    ink = 0
    for left, top, wide, high, area in facts[1:count]:
        is_edge = left == 0 or top == 0 or left + wide == width or top + high == height
        ink += 0 if is_edge else int(area)
    return bool(ink < _SPECKS * height * width)
