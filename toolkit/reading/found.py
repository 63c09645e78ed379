"""What one reader found in a file, before the file's name and hash are added."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.model import Document, Line, Mark, PaperSort, Problem
from toolkit.reading.limits import Refusal


@dataclass(frozen=True, slots=True)
class Found:
    """The part of a `Document` that comes from inside the file."""

    sort: PaperSort
    pages: int | None = None
    marks: tuple[Mark, ...] = ()
    lines: tuple[Line, ...] = ()
    problems: tuple[Problem, ...] = ()
    papers: tuple[Document, ...] = ()
    edition: str = ""
    part: str = ""
    parts: tuple[Found, ...] = ()
    """The several papers of one file, each of which is a paper of its own."""

    def document(self, name: str, sha256: str, size: int) -> Document:
        """Return the document: what was found, under the sender's own file name."""
        return Document(
            name=name,
            sha256=sha256,
            size=size,
            sort=self.sort,
            pages=self.pages,
            marks=self.marks,
            lines=self.lines,
            problems=self.problems,
            papers=(
                *self.papers,
                *(part.document(name, sha256, size) for part in self.parts),
            ),
            edition=self.edition,
            part=self.part,
        )


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside another: its bytes, or why they could not be had.

    `opened` is what is in it, where whoever opened the outer file knows already: a
    message inside an Outlook message is no file that could be opened by itself.
    """

    name: str
    contents: bytes = b""
    refusal: Refusal | None = None
    opened: Opened | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A message: its own words, and the files it carries, in their order."""

    found: Found
    members: tuple[Member, ...]
