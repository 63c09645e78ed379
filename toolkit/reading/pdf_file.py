"""Opening a PDF: locked, damaged or mended; what it carries that we do not touch."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

from toolkit.model import Mark, PaperSort, Problem
from toolkit.reading.found import Found
from toolkit.reading.geometry import Sheet, sheet
from toolkit.reading.limits import Limits, Refusal
from toolkit.reading.pdf_form import Form, form_of
from toolkit.reading.pdf_objects import number, numbers, text_of
from toolkit.reading.pdf_page import Words, words_of
from toolkit.reading.problems import problem

# Everything pikepdf lets rise from a file that is not as it should be.
BROKEN = (
    pikepdf.PdfError,
    AttributeError,
    IndexError,
    KeyError,
    OverflowError,
    RecursionError,
    RuntimeError,
    TypeError,
    ValueError,
)

# What an action may be without anything running: moving about, and plain links.
_HARMLESS = {"/GoTo", "/GoToR", "/URI", "/Named", "/Thread", "/ResetForm", "/Hide"}


@dataclass(frozen=True, slots=True)
class _Opened:
    """An open PDF, and whether it had to be mended."""

    pdf: pikepdf.Pdf
    repaired: bool = False


def read_pdf(contents: bytes, paper: str, limits: Limits) -> Found:
    """Return what is on a PDF that starts with its header.

    Args:
        contents: The whole file.
        paper: Its SHA-256, for the places.
        limits: The most to accept.

    Raises:
        Refusal: If it is locked, damaged, too long, or only Adobe Reader can show it.
    """
    if _cut_short(contents):
        raise Refusal("damaged")
    try:
        opened = _open(contents)
        with opened.pdf as pdf:
            return _read(contents, opened, _sheets(pdf, limits), paper, limits)
    except BROKEN as broken:
        raise Refusal("damaged") from broken


def _cut_short(contents: bytes) -> bool:
    """Whether objects follow the last end mark: a saving that broke off.

    Forms are saved by adding to them, so a cut copy would show its earlier answers,
    and programs that look for the end mark in the last kilobyte would not complain.
    """
    _, _, after = contents.rpartition(b"%%EOF")
    return b" obj" in after


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
    return tuple(
        sheet(
            at,
            numbers(_inherited(page.obj, "/MediaBox")),
            numbers(_inherited(page.obj, "/CropBox")),
            number(_inherited(page.obj, "/Rotate"), 0),
        )
        for at, page in enumerate(pdf.pages, start=1)
    )


def _inherited(page: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """Return a page's own or inherited attribute; a page may be its own parent."""
    node = page
    for _ in range(64):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None


def _read(
    contents: bytes,
    opened: _Opened,
    sheets: tuple[Sheet, ...],
    paper: str,
    limits: Limits,
) -> Found:
    pdf = opened.pdf
    form = form_of(pdf, sheets, paper, limits)
    words = _words(contents, opened, sheets, paper, limits)
    if form.is_xfa and not form.marks:
        raise Refusal("xfa")
    return Found(
        sort=_sort(form.marks, words),
        pages=len(sheets),
        marks=form.marks,
        lines=words.lines,
        problems=tuple(_problems(opened, form, words)),
        edition=_edition(pdf) or words.edition,
    )


def _words(
    contents: bytes,
    opened: _Opened,
    sheets: tuple[Sheet, ...],
    paper: str,
    limits: Limits,
) -> Words:
    """Return the printed words; a file only qpdf understands is rewritten first."""
    if not opened.repaired:
        words = words_of(contents, sheets, paper, limits)
        if words is not None:
            return words
    rewritten = io.BytesIO()
    with warnings.catch_warnings():
        # It warns of boxes the form's list has forgotten; we have read those.
        warnings.simplefilter("ignore", pikepdf.PageCopyWarning)
        opened.pdf.save(rewritten, encryption=False, fix_metadata_version=False)
    words = words_of(rewritten.getvalue(), sheets, paper, limits)
    if words is None:
        raise Refusal("damaged")
    return words


def _sort(marks: tuple[Mark, ...], words: Words) -> PaperSort:
    if marks:
        return PaperSort.PDF_FORM
    return PaperSort.PDF_PAGE if words.lines else PaperSort.SCAN


def _problems(opened: _Opened, form: Form, words: Words) -> Iterator[Problem]:
    if opened.repaired:
        yield problem("repaired")
    if not words.lines and not form.marks:
        yield problem("no-text")
    elif words.pictures:
        yield problem("picture-pages", pages=_listed(words.pictures))
    if words.unread:
        yield problem("not-all-read", pages=_listed(words.unread))
    if form.was_cut:
        yield problem("too-long")
    if form.is_xfa and form.needs_rendering:
        yield problem("xfa")
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
    if "/AA" in thing:
        return True
    for key in ("/OpenAction", "/A"):
        action = thing.get(key)
        if isinstance(action, pikepdf.Dictionary):
            sort = action.get("/S")
            if sort not in _HARMLESS or (on_its_own and sort == "/URI"):
                return True
    return False
