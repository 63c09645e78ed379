"""How big, deep and slow a paper may be before we decline to open it.

Every limit is far above anything a school has reason to send and far below what would
trouble the office's computer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.model import Problem
from toolkit.reading.problems import problem

_MEGABYTE = 1_000_000
_OFFICE_SHARE = 0.6  # of a paper's deadline, for turning office files into Word files


@dataclass(frozen=True, slots=True)
class Limits:
    """The most we accept of one paper.

    Sizes are in bytes unless the name says otherwise; lengths are in characters.
    """

    max_bytes: int = 100 * _MEGABYTE
    """One file. Twice what most mail servers let through."""

    max_pages: int = 1000
    """Pages of one PDF. The thickest case bundle we have heard of had 300."""

    max_inflated: int = 300 * _MEGABYTE
    """All members of one zip or Word file together, and of all zips nested in it."""

    max_part: int = 60 * _MEGABYTE
    """One XML part of a Word file. A 500-page document has about 10 megabytes."""

    max_ratio: int = 100
    """Inflated size to zipped size. Text zips 5 to 20 times, blank pages 40 times."""

    ratio_from: int = 20 * _MEGABYTE
    """Below this inflated size the ratio is harmless and not looked at."""

    max_members: int = 2000
    """Members of one zip."""

    max_papers: int = 500
    """Papers inside one message or archive, all levels together."""

    max_depth: int = 4
    """Messages in messages, zips in zips. A forwarded mail with a zip is 3."""

    max_fields: int = 20_000
    """Fields and widgets of one form. The largest public form we know has 3,000."""

    max_value_length: int = 20_000
    """One answer; ten pages of typing. Longer answers are cut and a person asked."""

    max_dots: int = 120 * _MEGABYTE
    """Dots of one picture. A page of A3 at 600 dots an inch has 70 million."""

    max_pictures: int = 60
    """Pages of one paper, and all inside it, that are read by machine; 2 s each."""

    max_text_length: int = 5_000_000
    """The running text of one paper; about 2,000 pages."""

    deadline_seconds: float = 30.0
    """One file, from the first byte sent to the reader to its answer.

    When pages are read by machine, from one of them to the next.
    """

    memory_mb: int = 2048
    """Address space of the reading child; the libraries alone map about 500."""


LIMITS = Limits()


class Refusal(Exception):
    """A paper cannot or must not be read; caught by `read`, never seen outside."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.problem: Problem = problem(code, **facts)


@dataclass(slots=True)
class Allowance:
    """What is left for everything nested in one paper: shared by all its levels.

    The only changing value in this room: a bomb is a sum over siblings, so they must
    share one purse. `issued` are the blanks any of them may be a copy of. `progress` is
    called whenever a page has been read by machine, which is slow but does not hang.
    """

    limits: Limits
    issued: tuple[Path, ...] = ()
    progress: Callable[[], None] = lambda: None
    inflated_left: int = field(init=False)
    papers_left: int = field(init=False)
    pictures_left: int = field(init=False)
    office_seconds_left: float = field(init=False)

    def __post_init__(self) -> None:
        self.inflated_left = self.limits.max_inflated
        self.papers_left = self.limits.max_papers
        self.pictures_left = self.limits.max_pictures
        # The rest is for what is then read, and for LibreOffice to be ended in time.
        self.office_seconds_left = self.limits.deadline_seconds * _OFFICE_SHARE

    def spend(self, count: int) -> None:
        """Take `count` inflated bytes out of what is left.

        Raises:
            Refusal: If there are not so many left.
        """
        self.inflated_left -= count
        if self.inflated_left < 0:
            raise Refusal("too-big-to-open")

    def take_paper(self) -> None:
        """Count one nested paper.

        Raises:
            Refusal: If there are too many papers inside.
        """
        self.papers_left -= 1
        if self.papers_left < 0:
            raise Refusal("too-many-papers", count=self.limits.max_papers)

    def take_pictures(self, pages: Sequence[int]) -> tuple[int, ...]:
        """Count pages to be read by machine; return as many as are left."""
        taken = tuple(pages[: self.pictures_left])
        self.pictures_left -= len(taken)
        return taken
