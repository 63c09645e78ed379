"""Opening a PDF: locked, damaged or mended; what it carries that we do not touch."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

from toolkit.model import Mark, PaperSort, Problem
from toolkit.reading.fields.answers import Answers, Told, with_notes
from toolkit.reading.fields.objects import BROKEN, number, text_of
from toolkit.reading.fields.second_opinion import doubted
from toolkit.reading.found import Found
from toolkit.reading.geometry import Sheet
from toolkit.reading.limits import Allowance, Limits, Refusal
from toolkit.reading.pages.issued import Issues
from toolkit.reading.pages.sheets import sheets_of
from toolkit.reading.pages.text import Watch, Words, words_of
from toolkit.reading.pdf_pages import Source, with_pages
from toolkit.reading.problems import problem
from toolkit.reading.scans.reading import scan_of

_ACTING = frozenset({"/AA", "/OpenAction", "/A"})

# What an action may be without anything running: moving about, and plain links.
_HARMLESS = {"/GoTo", "/GoToR", "/URI", "/Named", "/Thread", "/ResetForm", "/Hide"}


@dataclass(frozen=True, slots=True)
class _Opened:
    """An open PDF, and whether it had to be mended."""

    pdf: pikepdf.Pdf
    repaired: bool = False


def read_pdf(contents: bytes, paper: str, allowance: Allowance) -> Found:
    """Return what is on a PDF that starts with its header.

    Args:
        contents: The whole file.
        paper: Its SHA-256, for the places.
        allowance: What is left for all papers that came together.

    Raises:
        Refusal: If it is locked, damaged, too long, or only Adobe Reader can show it.
    """
    if _cut_short(contents):
        raise Refusal("damaged")
    limits, issues = allowance.limits, Issues(allowance.issued)
    try:
        opened = _open(contents)
        with opened.pdf as pdf:
            sheets = _sheets(pdf, limits)
            answers = Answers(pdf, sheets, paper, limits)
            words, drawn = _words(contents, opened, sheets, paper, limits, answers.look)
            told = answers.told(contents, drawn)
            found = _found(contents, opened, told, words, len(sheets))
        scan = scan_of(drawn, words.pictures, issues, paper, allowance)
        source = Source(drawn, sheets, paper, words.plain)
        whole = with_pages(source, found, issues, scan)
        return with_notes(whole, told.notes)
    except BROKEN as broken:
        raise Refusal("damaged") from broken


def _cut_short(contents: bytes) -> bool:
    """Whether objects follow the last end mark: a saving that broke off.

    Forms are saved by adding to them, so a cut copy would show its earlier answers,
    and programs that look for the end mark in the last kilobyte would not complain.
    """
    return contents.find(b" obj", max(contents.rfind(b"%%EOF"), 0)) >= 0


def _open(contents: bytes) -> _Opened:
    try:
        pdf = pikepdf.open(io.BytesIO(contents), attempt_recovery=False)
    except pikepdf.PasswordError as locked:
        raise Refusal("encrypted") from locked
    except BROKEN:
        return _mended(contents)
    return _Opened(pdf)


def _mended(contents: bytes) -> _Opened:
    try:
        pdf = pikepdf.open(io.BytesIO(contents))
    except pikepdf.PasswordError as locked:
        raise Refusal("encrypted") from locked
    except BROKEN as broken:
        # Locked in a way the library does not know: with a certificate, say.
        code = "encrypted" if b"/Encrypt" in contents else "damaged"
        raise Refusal(code) from broken
    if not _is_whole(pdf, contents):
        pdf.close()
        raise Refusal("damaged")
    return _Opened(pdf, repaired=True)


def _is_whole(pdf: pikepdf.Pdf, contents: bytes) -> bool:
    """Whether a mended file has all its pages and its form, as far as can be told."""
    try:
        root = pdf.Root
        if len(pdf.pages) != number(root.Pages.get("/Count"), -1):
            return False
        if "/AcroForm" not in root and b"/AcroForm" in contents:
            return False
        return all(_page_is_whole(page) for page in pdf.pages) and _has_all_fields(root)
    except BROKEN:
        return False


def _page_is_whole(page: pikepdf.Page) -> bool:
    contents = page.obj.get("/Contents")
    if contents is None:
        return False
    streams = contents if isinstance(contents, pikepdf.Array) else [contents]
    for stream in streams:
        stream.read_bytes()
    annotations = page.obj.get("/Annots", [])
    return all(isinstance(a, pikepdf.Dictionary) for a in annotations)


def _has_all_fields(root: pikepdf.Object) -> bool:
    """Whether every field that the form lists is there; a lost one is a null."""
    acro = root.get("/AcroForm", pikepdf.Dictionary())
    waiting = [acro.get("/Fields", pikepdf.Array())]
    seen: set[tuple[int, int]] = set()
    while waiting:
        for field in waiting.pop():
            if not isinstance(field, pikepdf.Dictionary):
                return False
            if "/Kids" in field and field.objgen not in seen:
                seen.add(field.objgen)
                waiting.append(field.Kids)
    return True


def _sheets(pdf: pikepdf.Pdf, limits: Limits) -> tuple[Sheet, ...]:
    count = len(pdf.pages)
    if count == 0:
        raise Refusal("damaged")
    if count > limits.max_pages:
        raise Refusal("too-many-pages", count=limits.max_pages)
    return sheets_of(pdf)


def _found(
    contents: bytes, opened: _Opened, told: Told, words: Words, pages: int
) -> Found:
    """Return what the fields and the words say."""
    if told.is_xfa and not told.marks:
        raise Refusal("xfa")
    marks = doubted(told.marks, contents) if opened.repaired else told.marks
    return Found(
        sort=_sort(marks, words),
        pages=pages,
        marks=marks,
        lines=words.lines,
        problems=tuple(_problems(opened, told, words)),
        edition=_edition(opened.pdf) or words.edition,
    )


def _words(
    contents: bytes,
    opened: _Opened,
    sheets: tuple[Sheet, ...],
    paper: str,
    limits: Limits,
    watch: Watch,
) -> tuple[Words, bytes]:
    """Return the printed words; a file only qpdf understands is rewritten first."""
    if not opened.repaired:
        words = words_of(contents, sheets, paper, limits, watch)
        if words is not None:
            return words, contents
    rewritten = io.BytesIO()
    with warnings.catch_warnings():
        # It warns of boxes the form's list has forgotten; we have read those.
        warnings.simplefilter("ignore", pikepdf.PageCopyWarning)
        opened.pdf.save(rewritten, encryption=False, fix_metadata_version=False)
    words = words_of(rewritten.getvalue(), sheets, paper, limits, watch)
    if words is None:
        raise Refusal("damaged")
    return words, rewritten.getvalue()


def _sort(marks: tuple[Mark, ...], words: Words) -> PaperSort:
    if marks:
        return PaperSort.PDF_FORM
    return PaperSort.PDF_PAGE if words.lines else PaperSort.SCAN


def _problems(opened: _Opened, told: Told, words: Words) -> Iterator[Problem]:
    if opened.repaired:
        yield problem("repaired")
    if not words.lines and not told.marks:
        yield problem("no-text")
    elif words.pictures:
        yield problem("picture-pages", pages=_listed(words.pictures))
    if words.unread:
        yield problem("not-all-read", pages=_listed(words.unread))
    if told.was_cut:
        yield problem("too-long")
    yield from told.problems
    if _is_active(opened.pdf):
        yield problem("active-content")


def _listed(pages: tuple[int, ...]) -> str:
    return ", ".join(f"page {at}" for at in pages[:20])


def _edition(pdf: pikepdf.Pdf) -> str:
    info = pdf.trailer.get("/Info")
    if not isinstance(info, pikepdf.Dictionary):
        return ""
    return text_of(info.get("/ToolkitEdition")).strip()[:200]


# --- what we do not touch -----------------------------------------------------------


def _is_active(pdf: pikepdf.Pdf) -> bool:
    """Whether the file holds scripts, actions that reach out, or other files."""
    root = pdf.Root
    names = root.get("/Names")
    if not isinstance(names, pikepdf.Dictionary):
        names = pikepdf.Dictionary()
    if {"/JavaScript", "/EmbeddedFiles"} & set(names.keys()) or "/Collection" in root:
        return True
    if _acts(root, on_its_own=True):
        return True
    return any(_page_acts(page.obj) for page in pdf.pages)


def _page_acts(page: pikepdf.Object) -> bool:
    if _acts(page):
        return True
    annotations = page.get("/Annots")
    if not isinstance(annotations, pikepdf.Array):
        return False
    dictionaries = (a for a in annotations if isinstance(a, pikepdf.Dictionary))
    return any(
        _acts(a) or a.get("/Subtype") in {"/FileAttachment", "/RichMedia", "/Movie"}
        for a in dictionaries
    )


def _acts(thing: pikepdf.Object, *, on_its_own: bool = False) -> bool:
    """Whether a catalogue, page or annotation does more than move about or link.

    A link that opens by itself (`on_its_own`) is more than a link.
    """
    keys = _ACTING & thing.keys()
    if "/AA" in keys:
        return True
    for key in keys:
        action = thing.get(key)
        if isinstance(action, pikepdf.Dictionary):
            sort = action.get("/S")
            if sort not in _HARMLESS or (on_its_own and sort == "/URI"):
                return True
    return False
