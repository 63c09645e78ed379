"""A document's words as frozen plain values: what both frames place.

Named blocks in order, their text split into runs. The text is plain; each frame escapes
it for its own page.
"""

from __future__ import annotations

from dataclasses import dataclass, field

_LONGEST_WORD = 34
"""In characters: most e-mail addresses are shorter, and they stay whole."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text; a gap is shown as one, in brackets and marked."""

    text: str = field(repr=False)
    is_gap: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """How much of a whole something is, to be drawn; `percent` is from 0 to 100."""

    percent: float
    part: str
    whole: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text: a paragraph, one item of a list, one cell of a table.

    A cell of a chart may have a bar. What draws no bars says the same without it.
    """

    runs: tuple[Run, ...]
    bar: Bar | None = None

    @property
    def text(self) -> str:
        """The whole stretch as plain text."""
        return "".join(run.text for run in self.runs)

    @property
    def has_endless_word(self) -> bool:
        """Whether a word is so long that a column must break it to stay on the page."""
        return any(len(word) > _LONGEST_WORD for word in self.text.split())


NO_WORDS = Passage(())


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """One block as it is placed.

    `kind` is heading, paragraph, list, steps, table, facts, note or signature.
    `passage` is the text, or a table's caption; `items` the lines of a list, of steps
    or of a signature; `columns` a table's headings and `rows` its cells. A row of facts
    is a label and a value.
    """

    key: str
    kind: str
    level: int = 2
    passage: Passage = NO_WORDS
    items: tuple[Passage, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Passage, ...], ...] = ()
    header_column: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """Everything one document says, in order."""

    title: str
    subject: str
    blocks: tuple[PlacedBlock, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Message:
    """The subject and the text of an e-mail. The subject carries no name."""

    subject: str
    text: str = field(repr=False)
