"""What machine-read pages add to the paper they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.model import Mark, PaperSort, Problem
from toolkit.reading.found import Found
from toolkit.reading.pages.issued import Issues
from toolkit.reading.pages.missing import with_missing
from toolkit.reading.pages.runs import PageLook
from toolkit.reading.problems import problem
from toolkit.reading.scans.reading import ScannedPage, Scans, listed

_SAYS_UNREAD = {"no-text", "picture-pages"}
_FEW_LETTERS = 200
_MORE = 1.5  # times a page's own letters that a machine sees if there is more on it


def looks_of(looks: Sequence[PageLook], scans: Scans) -> list[PageLook]:
    """Return the looks of a file's pages with what the machine read on some.

    Bare pages, as the backs of sheets are, belong to no paper and are left out, unless
    there are no others.
    """
    read = [_look(look, scans.pages.get(look.number)) for look in looks]
    bare = {page.number for page in scans.pages.values() if page.is_bare}
    return [lk for lk in read if lk.has_fields or lk.number not in bare] or read


def _look(look: PageLook, page: ScannedPage | None) -> PageLook:
    if page is None:
        return look
    lines = (*page.codes, *(page.lines or look.lines))
    edition = page.edition or look.edition
    copied = (page.laid, page.of) if page.laid else None
    return replace(look, lines=lines, edition=edition, is_scan=True, copied=copied)


def with_scans(found: Found, scans: Scans) -> Found:
    """Return what was found in a whole file, its problems no longer saying `unread`.

    What the machine could not read either is said by its own problems.
    """
    if not scans.pages and not scans.problems:
        return found
    scans = replace(scans, problems=_with_unseen(found, scans))
    kept = [each for each in found.problems if each.code not in _SAYS_UNREAD]
    seen = any(p.lines or p.marks for p in scans.pages.values())
    said = {each.code for each in scans.problems}
    if not (seen or found.lines or found.marks or said & {"no-ocr", "not-all-read"}):
        kept.append(problem("no-text"))
    return replace(found, problems=(*kept, *scans.problems))


def _with_unseen(found: Found, scans: Scans) -> tuple[Problem, ...]:
    """Return the problems with pages in whose pictures the machine saw nothing new.

    A scanner may print a line of its own on what it scans; it must not pass for what
    the page says.
    """
    own: dict[int | None, int] = {}
    for line in found.lines:
        own[line.place.page] = own.get(line.place.page, 0) + len(line.text)
    unseen = [
        page.number
        for page in scans.pages.values()
        if 0 < own.get(page.number, 0) <= _FEW_LETTERS
        and not (page.laid or page.is_unread)
        and sum(len(ln.text) for ln in page.lines) < _MORE * own[page.number]
    ]
    if not unseen:
        return scans.problems
    return (*scans.problems, problem("not-all-read", pages=listed(unseen)))


def with_scanned(
    part: Found, run: Sequence[PageLook], scans: Scans, paper: str
) -> Found:
    """Return a paper with the answers that its machine-read pages add.

    Args:
        part: The paper as far as it was read.
        run: Its pages.
        scans: All machine-read pages of the file.
        paper: SHA-256 of the file, for the places.
    """
    pages = [page for look in run if (page := scans.pages.get(look.number))]
    if not pages:
        return part
    marks = _merged([*part.marks, *(mark for page in pages for mark in page.marks)])
    if not marks:
        texts = [page.text for page in pages if page.text is not None]
        marks = _unique(mark for text in texts for mark in text.pairs(paper))
        if any(page.edition and not page.laid for page in pages):
            # It bears the id of a form of ours, and is no copy of what was issued.
            told = (*part.problems, problem("other-layout"))
            part = replace(part, problems=told)
    is_all = len(pages) == len(run)
    sort = PaperSort.SCAN if is_all and not part.marks else part.sort
    return replace(part, sort=sort, marks=tuple(marks))


def without_gaps(
    part: Found, run: Sequence[PageLook], scans: Scans, issues: Issues
) -> Found:
    """Return a paper with the problem that pages of its blank are missing, if so.

    Only for one with machine-read copies of pages, all of which could be read.
    """
    pages = [page for look in run if (page := scans.pages.get(look.number))]
    if not any(page.laid for page in pages) or any(page.is_unread for page in pages):
        return part
    issued = issues.issue(part.edition)
    if issued is None:
        return part
    others = tuple(each for each in part.problems if each.code != "page-missing")
    return with_missing(replace(part, problems=others), issued)


def _merged(marks: Sequence[Mark]) -> list[Mark]:
    """Return one mark for each key; those of pages that disagree ask."""
    groups: dict[str, list[Mark]] = {}
    for mark in marks:
        groups.setdefault(mark.key, []).append(mark)
    return [_one(group) for group in groups.values()]


def _one(marks: Sequence[Mark]) -> Mark:
    if len(marks) == 1 or len({(m.text, m.tick) for m in marks}) == 1:
        return next((mark for mark in marks if mark.ask), marks[0])
    said = next((mark for mark in marks if mark.text), marks[0])
    return replace(said, ask=True)


def _unique(marks: Iterator[Mark]) -> list[Mark]:
    """Return marks of several pages with `#2`, `#3` on the keys that come again."""
    times: dict[str, int] = {}
    named = []
    for mark in marks:
        label = mark.place.label or mark.key
        times[label] = times.get(label, 0) + 1
        key = label if times[label] == 1 else f"{label}#{times[label]}"
        named.append(replace(mark, key=key))
    return named
