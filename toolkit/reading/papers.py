"""One file, and the files inside it, as a `Document`.

The readers of PDF, Word and mail load large libraries, so each is loaded when its first
file comes: most commands never read a paper.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from toolkit.model import Document, Line, PaperSort, Place
from toolkit.reading.archive import members_of
from toolkit.reading.found import Found, Member, Opened
from toolkit.reading.limits import LIMITS, Allowance, Limits, Refusal
from toolkit.reading.packing import open_zip
from toolkit.reading.problems import problem
from toolkit.reading.sorts import FileSort, decoded, pdf_start, tell


def read(
    contents: bytes,
    name: str,
    limits: Limits = LIMITS,
    issued: Sequence[Path] = (),
    progress: Callable[[], None] = lambda: None,
) -> Document:
    """Return what is on a paper, in this process.

    A file that cannot be read is a document of sort `unreadable` with the reason as
    its problem; nothing in a file makes this raise. It can still be slow, or crash a
    library, which is what `Reader` is for.

    Args:
        contents: The whole file.
        name: The sender's own name for it; never used to tell what it is.
        limits: The most to accept.
        issued: Blanks of our own forms as they were issued, as `Issues` takes them;
            one is opened only when a paper bears its edition id.
        progress: Called whenever a page was read by machine, which takes a while.
    """
    allowance = Allowance(limits, tuple(issued), progress)
    return _read(Member(name, contents), allowance, 0)


def _read(paper: Member, allowance: Allowance, depth: int) -> Document:
    contents = paper.contents
    sha256 = hashlib.sha256(contents).hexdigest()
    try:
        if paper.opened is None:
            found = _found(contents, sha256, allowance, depth)
        else:
            found = _carried(paper.opened, allowance, depth)
    except Refusal as refusal:
        found = _refused(refusal)
    except (MemoryError, RecursionError):
        found = _refused(Refusal("too-big-to-open"))
    return found.document(paper.name, sha256, len(contents))


def _refused(refusal: Refusal) -> Found:
    return Found(PaperSort.UNREADABLE, problems=(refusal.problem,))


def _found(contents: bytes, paper: str, allowance: Allowance, depth: int) -> Found:
    if len(contents) > allowance.limits.max_bytes:
        raise Refusal("too-big-to-open")
    try:
        sort = tell(contents)
    except Refusal as refusal:
        return _office(contents, paper, allowance, refusal)
    if sort is FileSort.PDF:
        from toolkit.reading.pdf_file import read_pdf

        whole = contents[pdf_start(contents) :]
        return read_pdf(whole, paper, allowance)
    if sort is FileSort.ZIP:
        return _zip(contents, paper, allowance, depth)
    if sort in {FileSort.MESSAGE, FileSort.OUTLOOK}:
        return _carried(_opened(contents, paper, sort, allowance), allowance, depth)
    if sort is FileSort.IMAGE:
        from toolkit.reading.scans.image_file import read_image

        return read_image(contents, paper, allowance)
    return _text(contents, paper, allowance.limits)


def _text(contents: bytes, paper: str, limits: Limits) -> Found:
    text = decoded(contents) or ""
    if len(text) > limits.max_text_length:
        raise Refusal("too-big-to-open")
    lines = (line.strip() for line in text.splitlines())
    return Found(
        PaperSort.TEXT,
        lines=tuple(Line(line, Place(paper)) for line in lines if line),
    )


# --- papers in papers ---------------------------------------------------------------


def _opened(
    contents: bytes, paper: str, sort: FileSort, allowance: Allowance
) -> Opened:
    if sort is FileSort.OUTLOOK:
        from toolkit.reading.outlook import open_outlook

        return open_outlook(contents, paper, allowance.limits)
    from toolkit.reading.message import open_message

    return open_message(contents, paper, allowance.limits)


def _carried(opened: Opened, allowance: Allowance, depth: int) -> Found:
    """Return a message with the papers it carries."""
    papers = tuple(_nested(member, allowance, depth) for member in opened.members)
    return replace(opened.found, papers=papers)


def _zip(contents: bytes, paper: str, allowance: Allowance, depth: int) -> Found:
    """Return a Word document, or the papers of an archive."""
    with open_zip(contents, allowance.limits) as zipped:
        names = {name.lower() for name in zipped.namelist()}
        if "[content_types].xml" in names or "word/document.xml" in names:
            from toolkit.reading.word.documents import main_part, package_of, read_word

            package = package_of(zipped, allowance.limits)
            if main := main_part(package):
                return read_word(package, main, paper)
            raise Refusal(_other_office(names))
        if b"application/vnd.oasis.opendocument" in contents[:256]:
            refusal = Refusal("open-document")
            return _office(contents, paper, allowance, refusal)
        if not names:
            raise Refusal("empty")
        members = members_of(zipped, allowance)
        papers = tuple(_nested(member, allowance, depth) for member in members)
    return Found(PaperSort.ARCHIVE, papers=papers)


def _office(
    contents: bytes, paper: str, allowance: Allowance, refusal: Refusal
) -> Found:
    """Return an older office file, read as the Word file that LibreOffice makes of it.

    Raises:
        Refusal: The one given, if it is no such file or none could be made of it.
    """
    from toolkit.reading.office import as_word

    made = as_word(contents, refusal.problem.code, allowance)
    if made is None:
        raise refusal
    try:
        found = _zip(made, paper, allowance, allowance.limits.max_depth)
    except Refusal as broken:
        raise refusal from broken
    if found.sort is not PaperSort.WORD or not (found.lines or found.marks):
        raise refusal
    return replace(found, problems=(*found.problems, problem("converted")))


def _other_office(names: set[str]) -> str:
    if any(name.startswith("xl/") for name in names):
        return "spreadsheet"
    if any(name.startswith("ppt/") for name in names):
        return "slides"
    return "damaged"


def _nested(member: Member, allowance: Allowance, depth: int) -> Document:
    """Return a paper inside another; refused ones keep their name."""
    refusal = member.refusal
    try:
        allowance.take_paper()
        if depth + 1 > allowance.limits.max_depth:
            raise Refusal("too-deep")  # noqa: TRY301 it is the same answer
    except Refusal as too_much:
        refusal = refusal or too_much
    if refusal is None:
        return _read(member, allowance, depth + 1)
    sha256 = hashlib.sha256(member.contents).hexdigest()
    size = len(member.contents)
    return _refused(refusal).document(member.name, sha256, size)
