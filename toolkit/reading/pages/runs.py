"""Telling where one paper ends and the next begins in a file of several.

Only where it is clear: a form of ours begins or is complete, a letter has ended and
another begins, numbered pages begin again. A file that is not clearly several papers
stays one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.model import Line

_PAGE_OF = re.compile(r"\bpage\s+(\d{1,3})\s+(?:of|/)\s+(\d{1,3})\b", re.IGNORECASE)
_DEAR = re.compile(r"^\s*dear\b", re.IGNORECASE)
_CLOSING = re.compile(
    r"^\s*(?:yours (?:sincerely|faithfully|truly)|(?:kind|best|with kind) regards|"
    r"(?:with )?best wishes)\b",
    re.IGNORECASE,
)
_EDGE = 4  # lines at the top and the foot that may number a page
_FEW_LETTERS = 40


@dataclass(frozen=True, slots=True)
class PageLook:
    """What a page looks like before it is read.

    `edition` is the edition id at its foot, or empty; `is_scan` says that it is a
    picture of a page, `has_fields` that something can be filled in on it.
    """

    number: int
    lines: tuple[Line, ...] = field(default=(), repr=False)
    edition: str = ""
    is_scan: bool = False
    has_fields: bool = False
    copied: tuple[int, int] | None = None
    """Which page of how many of a blank a picture was found to be a copy of."""

    @property
    def numbered(self) -> tuple[int, int] | None:
        """The page's own number and the last one, as printed: `Page 2 of 10`."""
        if self.copied:
            return self.copied
        down = sorted(self.lines, key=_height)
        for line in (*reversed(down[-_EDGE:]), *down[:_EDGE]):
            if found := _PAGE_OF.search(line.text):
                return int(found[1]), int(found[2])
        return None

    @property
    def is_worded(self) -> bool:
        """Whether it has words of its own, and is no picture."""
        letters = sum(len(line.text) for line in self.lines)
        return not self.is_scan and letters >= _FEW_LETTERS

    @property
    def begins_letter(self) -> bool:
        """Whether somebody is addressed in its upper half."""
        half = self.lines[: max(len(self.lines) // 2, 12)]
        return self.is_worded and any(_DEAR.match(line.text) for line in half)

    @property
    def ends_letter(self) -> bool:
        """Whether a letter is closed on it."""
        return any(_CLOSING.match(line.text) for line in self.lines)


def _height(line: Line) -> float:
    return line.place.box[3] if line.place.box else 0.0


def runs_of(looks: Sequence[PageLook]) -> list[list[PageLook]]:
    """Return the pages as runs, each of one paper."""
    runs: list[list[PageLook]] = []
    for at, look in enumerate(looks):
        if not runs or _begins(look, runs[-1], looks[at:]):
            runs.append([])
        runs[-1].append(look)
    return runs


def _begins(look: PageLook, run: Sequence[PageLook], rest: Sequence[PageLook]) -> bool:
    edition = next((page.edition for page in reversed(run) if page.edition), "")
    if look.edition:
        again = look.numbered is not None and look.numbered[0] == 1
        seen = any(page.numbered == look.numbered for page in run if page.edition)
        return look.edition != edition or (again and seen)
    if edition:
        return _leaves_form(look, run, rest, edition)
    return _begins_plainly(look, run)


def _leaves_form(
    look: PageLook, run: Sequence[PageLook], rest: Sequence[PageLook], edition: str
) -> bool:
    """Whether a page without an edition id is no more of the form before it.

    A page of words is none, as the form's own pages all bear the id. A picture may be a
    page that was signed and scanned, unless all the form's pages are there.
    """
    numbers = {p.numbered[0] for p in run if p.edition and p.numbered}
    last = max((p.numbered[1] for p in run if p.edition and p.numbered), default=0)
    goes_on = any(
        page.edition == edition and page.numbered and page.numbered[0] not in numbers
        for page in rest
    )
    if goes_on:
        return False
    already_left = run[-1].edition == ""
    is_whole = bool(last) and numbers == set(range(1, last + 1))
    return not already_left and (look.is_worded or is_whole)


def _begins_plainly(look: PageLook, run: Sequence[PageLook]) -> bool:
    """Whether a page begins a paper after one that is no form of ours.

    Somebody else's fillable form is never cut: its pages may number themselves anew.
    """
    if look.has_fields or any(page.has_fields for page in run):
        return False
    before = run[-1]
    is_over = before.ends_letter or _is_last(before)
    if look.numbered and look.numbered[0] == 1:
        return _is_last(before) or (before.numbered is None and is_over)
    if look.begins_letter:
        return is_over or before.is_scan or any(p.begins_letter for p in run)
    return is_over and look.is_scan != before.is_scan


def _is_last(page: PageLook) -> bool:
    return page.numbered is not None and page.numbered[0] == page.numbered[1]
