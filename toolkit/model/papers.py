"""What arrives, what is on it and what it means.

Types that can hold a child's data have a `repr` that does not show it, so that neither
a log nor a traceback can leak it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom in PDF points from the top left of the page as displayed."""

Value: TypeAlias = str | bool | int | float | dt.date
"""What an answer means. A tick is a bool; a yes/no question keeps its word."""


# --- what arrives -------------------------------------------------------------------


class ArrivalKind(StrEnum):
    """How a thing arrived."""

    FILE = "file"
    FOLDER = "folder"
    ARCHIVE = "archive"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class Paper:
    """One file inside an arrival, known by the SHA-256 of its bytes.

    `name` is the sender's own file name (with folders, `/` between them): personal, for
    the casebook and the person only, never for a log.
    """

    sha256: str
    name: str = field(repr=False)
    size: int = 0


@dataclass(frozen=True, slots=True)
class Arrival:
    """One thing that arrived: a file, a dropped folder, a zip or a message.

    `id` is opaque and unique; the same bytes arriving twice are two arrivals.
    """

    id: str
    kind: ArrivalKind
    name: str = field(repr=False)
    at: dt.datetime
    papers: tuple[Paper, ...] = ()


# --- what is on a paper -------------------------------------------------------------


class PaperSort(StrEnum):
    """What sort of file a paper is, told from its bytes."""

    PDF_FORM = "pdf-form"
    PDF_PAGE = "pdf-page"
    SCAN = "scan"
    WORD = "word"
    IMAGE = "image"
    MESSAGE = "message"
    ARCHIVE = "archive"
    TEXT = "text"
    UNREADABLE = "unreadable"


class MarkKind(StrEnum):
    """What sort of mark somebody made."""

    TEXT = "text"
    TICK = "tick"
    SIGNATURE = "signature"


class Route(StrEnum):
    """How a mark was read."""

    FIELD = "field"
    PAGE = "page"
    WORD = "word"
    MACHINE = "machine"


class SignatureKind(StrEnum):
    """How somebody signed."""

    DIGITAL = "digital"
    INK = "ink"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Signature:
    """What is known of a signature: how it was made, who it says signed, if it holds.

    `says` is the name in a certificate, or the name that is typed; empty for ink.
    `intact` is for digital ones: whether what was signed is unchanged since; null where
    that cannot be told. It says nothing about who held the key.
    """

    kind: SignatureKind
    says: str = field(default="", repr=False)
    intact: bool | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the paper, its page from 1, and the box on that page."""

    paper: str = ""
    page: int | None = None
    box: Box | None = None
    label: str = ""


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing somebody wrote, typed, ticked or signed, verbatim.

    `key` is the field's full name or the control's tag, else the printed label.
    `tick` is true or false for a tick mark and null for anything else, and where it
    cannot be told. `ask` is true wherever a person must look before it counts.
    """

    key: str
    kind: MarkKind = MarkKind.TEXT
    text: str = field(default="", repr=False)
    tick: bool | None = None
    ask: bool = False
    place: Place = NOWHERE
    how: Route = Route.FIELD
    confidence: float = 1.0
    signature: Signature | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One printed or typed line of a paper's running text, with its place."""

    text: str = field(repr=False)
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a paper could not be read, or not wholly: a code and a plain sentence."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Document:
    """What is on a paper before anybody asks what it means.

    `papers` nests what a message or an archive carries. A document of sort
    `unreadable` has at least one problem.
    """

    name: str = field(repr=False)
    sha256: str
    size: int
    sort: PaperSort
    pages: int | None = None
    marks: tuple[Mark, ...] = field(default=(), repr=False)
    lines: tuple[Line, ...] = field(default=(), repr=False)
    problems: tuple[Problem, ...] = ()
    papers: tuple[Document, ...] = ()
    edition: str = ""
    """The edition id a blank of ours carries, `service/form/edition`, or empty."""
    part: str = ""
    """Which pages of a longer file a part is, from `1`: `3-4`, or `3`; else empty."""

    @property
    def id(self) -> str:
        """What tells it from every other paper: its hash, and its part of the file.

        The parts of one file share the file's hash: `<sha256>#3-4` is one of them.
        """
        return f"{self.sha256}#{self.part}" if self.part else self.sha256

    @property
    def text(self) -> str:
        """The running text, line by line."""
        return "\n".join(line.text for line in self.lines)


# --- which form, which answers ------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fit:
    """Which form of which service a document is, how that was told and how surely.

    `how` is `fields`, `labels`, `words` or `machine`; `sure` is 0 to 1.
    """

    service: str
    form: str
    edition: str
    how: str
    sure: float


@dataclass(frozen=True, slots=True)
class Recognised:
    """A document whose form is known, with its answers as written.

    `answers` maps a question key to its mark; `unasked` are marks no question claims.
    When `fit` is null, `candidates` names what it could be.
    """

    document: Document
    fit: Fit | None
    answers: Mapping[str, Mark] = field(default_factory=dict, repr=False)
    unasked: tuple[Mark, ...] = field(default=(), repr=False)
    candidates: tuple[Fit, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What was written and what it means; both are kept.

    `value` is null when nothing usable was written; then `why` says so in a sentence
    that quotes what was written (empty when the question was left blank). `settled_by`
    is the person who confirmed or corrected it, empty when nobody has.
    """

    mark: Mark = field(repr=False)
    value: Value | None = field(default=None, repr=False)
    why: str = field(default="", repr=False)
    settled_by: str = ""

    @property
    def written(self) -> str:
        """The mark's own text; a tick without text reads `Yes` or nothing."""
        return self.mark.text

    @property
    def ask(self) -> bool:
        """Whether a person must look before the value counts."""
        return self.mark.ask or bool(self.why)


@dataclass(frozen=True, slots=True)
class Understood:
    """The same answers as meant, by question key."""

    document: Document
    fit: Fit | None
    answers: Mapping[str, Answer] = field(default_factory=dict, repr=False)
    unasked: tuple[Mark, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose paper a paper says it is: the facts by which papers are matched.

    Empty where the paper does not say. Names are as written. `case_ref` is the case
    reference it carries; where it carries several, a space is between them.
    """

    forename: str = field(default="", repr=False)
    surname: str = field(default="", repr=False)
    full_name: str = field(default="", repr=False)
    dob: dt.date | None = field(default=None, repr=False)
    upn: str = field(default="", repr=False)
    case_ref: str = ""
    school: str = field(default="", repr=False)
