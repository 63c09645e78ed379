"""The pages of a PDF that have no fields: copies of our blanks, and other forms.

Comes after the fields are read. Splits a file of several papers into its parts, reads
each part's printed answers by the issued blank it is a copy of, or by its own labels.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import pypdfium2
import pypdfium2.raw as pdfium_c

from toolkit.model import Mark, MarkKind, PaperSort
from toolkit.reading.found import Found
from toolkit.reading.geometry import Sheet
from toolkit.reading.pages.issued import Issued, Issues
from toolkit.reading.pages.missing import with_missing
from toolkit.reading.pages.pairs import pairs_of
from toolkit.reading.pages.printed import PrintedPage, read_printed
from toolkit.reading.pages.prompts import is_prompt
from toolkit.reading.pages.prose import is_prose
from toolkit.reading.pages.runs import PageLook, runs_of
from toolkit.reading.pages.shapes import Shapes, shapes_of
from toolkit.reading.pages.text import edition_at_foot
from toolkit.reading.pages.words import Word, glyphs_of, words_of_glyphs
from toolkit.reading.problems import problem
from toolkit.reading.scans.parts import (
    looks_of,
    with_scanned,
    with_scans,
    without_gaps,
)
from toolkit.reading.scans.reading import Scan, Scans

_HALF = 0.5  # of a page, that a picture of a page fills
_SEVERAL = 4  # fields on a page; a scan may have one, for a signature
_UNSEEN = 3  # the mode of text that machines lay under a picture
# A bundle of hundreds of pages is no form, and its pages are not worth the time.
_MOST_PAGES = 60


@dataclass(frozen=True, slots=True)
class Source:
    """A PDF whose words were read.

    `contents` are the file as pdfium can open it, `paper` the SHA-256 of what came, for
    the places, and `plain` the numbers of the pages with nothing on them but words.
    """

    contents: bytes = field(repr=False)
    sheets: tuple[Sheet, ...]
    paper: str
    plain: frozenset[int] = frozenset()


def with_pages(source: Source, found: Found, issues: Issues, scan: Scan) -> Found:
    """Return what was found with the marks of pages without fields, in its parts.

    Args:
        source: The PDF.
        found: What its fields and its words say.
        issues: The issued blanks that it may be a copy of.
        scan: Reads the pages that are pictures, those of these numbers among them.
    """
    pages = _Pages(source, found, issues)
    try:
        return pages.read(scan)
    finally:
        pages.close()


class _Pages:
    """One PDF's pages, opened when the first of them is looked at."""

    def __init__(self, source: Source, found: Found, issues: Issues) -> None:
        self._contents, self._found, self._paper = source.contents, found, source.paper
        self._plain = source.plain
        self._opened: pypdfium2.PdfDocument | None = None
        self._open: dict[int, pypdfium2.PdfPage] = {}
        self._sheets = {sheet.number: sheet for sheet in source.sheets}
        self._issues = issues
        self._fields = Counter(mark.place.page for mark in found.marks)
        self._scans = Scans({}, ())

    @property
    def _pdf(self) -> pypdfium2.PdfDocument:
        if self._opened is None:
            self._opened = pypdfium2.PdfDocument(self._contents)
        return self._opened

    def _page(self, number: int) -> pypdfium2.PdfPage:
        """Return a page, open; the last few stay so, as opening one takes a while."""
        if number not in self._open:
            if len(self._open) >= _MOST_PAGES:
                self._open.pop(next(iter(self._open))).close()
            self._open[number] = self._pdf[number - 1]
        return self._open[number]

    def close(self) -> None:
        """Let go of the file."""
        for page in self._open.values():
            page.close()
        if self._opened is not None:
            self._opened.close()

    def read(self, scan: Scan) -> Found:
        looks = [self._look(sheet) for sheet in self._sheets.values()]
        # A page without words may have them drawn as shapes, which a machine can read.
        unworded = [
            lk.number for lk in looks if lk.is_scan or not (lk.lines or lk.has_fields)
        ]
        self._scans = scan(unworded)
        self._found = with_scans(self._found, self._scans)
        looks = looks_of(looks, self._scans)
        runs = runs_of(looks)
        # The fields of a file are one form, unless it says that it is several of ours.
        is_one = bool(self._fields) and not any(look.edition for look in looks)
        if is_one or len(runs) < 2:
            return self._part(looks)
        parts = [self._numbered(run) for run in runs]
        return replace(
            self._found,
            marks=(),
            lines=(),
            edition="",
            parts=tuple(parts),
        )

    def _look(self, sheet: Sheet) -> PageLook:
        lines = tuple(ln for ln in self._found.lines if ln.place.page == sheet.number)
        edition = edition_at_foot(lines)
        # What was typed into fields is not read from a picture as well; and to open
        # the page again would take as long as all else that is read of it.
        has_fields = self._fields[sheet.number] >= _SEVERAL
        is_plain = sheet.number in self._plain
        is_scan = not has_fields and not is_plain and self._is_scan(sheet)
        holds = self._fields[sheet.number] > 0
        return PageLook(sheet.number, lines, edition, is_scan, has_fields=holds)

    def _is_scan(self, sheet: Sheet) -> bool:
        """Whether a page is a picture, with no words or with words laid under it."""
        try:
            page = self._page(sheet.number)
            pictures = page.get_objects([pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=4)
            left, bottom, right, top = sheet.shown
            least = _HALF * (right - left) * (top - bottom)
            if not any(_area(picture.get_bounds()) >= least for picture in pictures):
                return False
            texts = page.get_objects([pdfium_c.FPDF_PAGEOBJ_TEXT], max_depth=4)
            return all(
                pdfium_c.FPDFTextObj_GetTextRenderMode(text) == _UNSEEN
                for text in texts
            )
        except pypdfium2.PdfiumError:
            return True

    # --- one part -------------------------------------------------------------------

    def _numbered(self, run: Sequence[PageLook]) -> Found:
        first, last = run[0].number, run[-1].number
        name = f"{first}-{last}" if last > first else str(first)
        return replace(self._part(run), part=name, pages=len(run))

    def _part(self, run: Sequence[PageLook]) -> Found:
        """Return what is on a run of pages that is one paper."""
        pages = {look.number for look in run}
        is_first = 1 in pages
        marks = tuple(
            mark
            for mark in self._found.marks
            if mark.place.page in pages or (is_first and mark.place.page is None)
        )
        lines = tuple(line for look in run for line in look.lines)
        edition = next((look.edition for look in run if look.edition), "")
        if is_first and self._found.edition:
            edition = edition or self._found.edition
        part = replace(
            self._found,
            sort=self._sort(marks, run),
            marks=marks,
            lines=lines,
            edition=edition,
        )
        part = self._with_printed(part, run)
        part = with_scanned(part, run, self._scans, self._paper)
        return without_gaps(part, run, self._scans, self._issues)

    def _sort(self, marks: Sequence[Mark], run: Sequence[PageLook]) -> PaperSort:
        if len(run) == len(self._sheets):
            return self._found.sort
        if marks:
            return PaperSort.PDF_FORM
        worded = any(look.lines and not look.is_scan for look in run)
        return PaperSort.PDF_PAGE if worded else PaperSort.SCAN

    def _with_printed(self, part: Found, run: Sequence[PageLook]) -> Found:
        taken = {mark.place.page for mark in part.marks}
        bare = [p for p in run if p.lines and not p.is_scan and p.number not in taken]
        if not bare or len(self._sheets) > _MOST_PAGES:
            return part
        issued = self._issues.issue(part.edition) if part.edition else None
        if issued is not None:
            part, bare = self._by_issue(part, bare, issued, run)
        if part.marks:
            return part
        marks = self._by_labels(bare)
        if issued is not None and bare:
            # A form of ours in a layout that was never issued: typed anew, or printed
            # from Word. Its labels are ours, but where its answers stand is not known.
            marks = (replace(mark, ask=mark.ask or _says(mark)) for mark in marks)
            told = (*part.problems, problem("other-layout"))
            part = replace(part, problems=told)
        return replace(part, marks=tuple(marks))

    def _by_issue(
        self,
        part: Found,
        bare: Sequence[PageLook],
        issued: Issued,
        run: Sequence[PageLook],
    ) -> tuple[Found, list[PageLook]]:
        """Return the part with what its pages say by their blank, and the others."""
        pages = [self._printed_page(look.number) for look in bare]
        printed = read_printed(self._pdf, pages, issued, self._paper)
        known = {mark.key for mark in part.marks}
        marks = tuple(mark for mark in printed.marks if mark.key not in known)
        part = replace(
            part,
            marks=(*part.marks, *marks),
            problems=(*part.problems, *printed.problems),
        )
        if marks and not any(look.is_scan for look in run):
            part = with_missing(part, issued)
        return part, [look for look in bare if look.number not in printed.laid]

    def _printed_page(self, number: int) -> PrintedPage:
        sheet = self._sheets[number]
        return PrintedPage(sheet, glyphs_of(self._page(number), sheet))

    def _by_labels(self, looks: Sequence[PageLook]) -> Iterator[Mark]:
        words: list[Word] = []
        drawn = Shapes()
        for look in looks:
            is_plain = look.number in self._plain
            if is_plain and is_prose(look.lines):
                continue
            sheet, page = self._sheets[look.number], self._page(look.number)
            words += words_of_glyphs(glyphs_of(page, sheet), look.number)
            shapes = Shapes() if is_plain else shapes_of(page, sheet)
            drawn.rules += shapes.rules
            drawn.ticks += shapes.ticks
            drawn.rings += shapes.rings
        for mark in pairs_of(words, drawn.rules, drawn.ticks, drawn.rings):
            text = "" if is_prompt(mark.text) else mark.text
            place = replace(mark.place, paper=self._paper)
            yield replace(mark, text=text, place=place)


def _says(mark: Mark) -> bool:
    return bool(mark.text) or mark.kind is MarkKind.TICK


def _area(bounds: tuple[float, float, float, float]) -> float:
    left, bottom, right, top = bounds
    return abs((right - left) * (top - bottom))
