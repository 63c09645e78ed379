"""The words of a Word paragraph with their looks, and with what is held elsewhere.

What stands in a content control or a form field is that mark's own; here it is only
one letter, so that nothing is read twice and its label can still be found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from toolkit.reading.markup import name_of
from toolkit.reading.word.looks import PLAIN, Look, Styles
from toolkit.reading.word.text import SETTINGS, nearest, text_of

HOLDER = "\ufffc"
"""The letter that stands for a control or a field."""

_SHAPES = {"drawing", "pict", "object"}
_PICTURES = {"blip", "imagedata"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some letters of one look; `holder` is the number of the mark they belong to."""

    text: str
    look: Look = PLAIN
    holder: int | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """A line of words, piece by piece.

    The facts are those of its whole paragraph: a heading's style, a shape or picture
    that hangs in it.
    """

    pieces: tuple[Piece, ...] = ()
    is_heading: bool = False
    drawn_over: bool = False
    has_picture: bool = False
    text: str = field(init=False)
    """The words, one letter for each mark held elsewhere."""

    def __post_init__(self) -> None:
        # Asked for again and again, and the pieces never change.
        text = "".join(piece.text for piece in self.pieces)
        object.__setattr__(self, "text", text)

    @property
    def holders(self) -> tuple[int, ...]:
        """The numbers of the marks that stand among the words, in order."""
        return tuple(p.holder for p in self.pieces if p.holder is not None)

    @property
    def look(self) -> Look:
        """How the first of the words look."""
        seen = (p.look for p in self.pieces if p.text.strip() and p.holder is None)
        return next(seen, PLAIN)

    @property
    def is_bold(self) -> bool:
        """Whether every word is bold."""
        return self._are_all("bold")

    @property
    def is_prompt(self) -> bool:
        """Whether every word says what to write here, and is nobody's answer."""
        return self._are_all("is_prompt")

    def _are_all(self, name: str) -> bool:
        seen = [p for p in self.pieces if p.text.strip() and p.holder is None]
        return bool(seen) and all(getattr(p.look, name) for p in seen)

    def cut(self, start: int, end: int | None = None) -> Words:
        """Return the words from one letter up to another, looks and all."""
        kept = []
        at = 0
        stop = len(self.text) if end is None else end
        for piece in self.pieces:
            first, last = max(start - at, 0), min(stop - at, len(piece.text))
            if first < last:
                kept.append(replace(piece, text=piece.text[first:last]))
            at += len(piece.text)
        return replace(self, pieces=tuple(kept))

    def stripped(self) -> Words:
        """Return the words without the white space around them."""
        text = self.text
        start = len(text) - len(text.lstrip())
        return self.cut(start, max(len(text.rstrip()), start))

    def without_holders(self) -> Words:
        """Return the words that belong to no mark."""
        return replace(self, pieces=tuple(p for p in self.pieces if p.holder is None))

    def lines(self) -> Iterator[Words]:
        """Yield the words line by line."""
        at = 0
        for line in self.text.split("\n"):
            yield self.cut(at, at + len(line))
            at += len(line) + 1


@dataclass(frozen=True, slots=True)
class Held:
    """Which elements' words are some mark's own, and what stands for them.

    Args:
        owners: Controls, their paragraphs, and runs of form fields, with the numbers
            of their marks.
        shown: What stands for a mark by its number; a box, or `HOLDER` if missing.
        styles: The document's styles.
    """

    owners: Mapping[etree._Element, int]
    shown: Mapping[int, str]
    styles: Styles

    def holder(self, element: etree._Element) -> int | None:
        """Return the number of the mark an element belongs to; null if to none."""
        return self.owners.get(element)

    def piece(self, holder: int) -> Piece:
        """Return what stands for a mark among the words."""
        return Piece(self.shown.get(holder, HOLDER), PLAIN, holder)


def words_of(paragraph: etree._Element, held: Held) -> Words:
    """Return a paragraph's words, without those of its text boxes."""
    names = {name_of(element) for element in paragraph.iter()}
    return Words(
        tuple(_once(_pieces(paragraph, held))),
        is_heading=held.styles.is_heading(paragraph),
        drawn_over=not names.isdisjoint(_SHAPES),
        has_picture=not names.isdisjoint(_PICTURES),
    )


def _pieces(paragraph: etree._Element, held: Held) -> Iterator[Piece]:
    waiting = [paragraph]
    while waiting:
        element = waiting.pop()
        holder = held.holder(element)
        if holder is not None:
            yield held.piece(holder)
        elif name_of(element) == "r":
            text = text_of(element)
            if text:
                yield Piece(text, held.styles.look(element, paragraph))
        elif name_of(element) not in SETTINGS:
            waiting += reversed(element)


def _once(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Leave one piece of a mark that many runs belong to."""
    last: int | None = None
    for piece in pieces:
        if piece.holder is None or piece.holder != last:
            yield piece
        last = piece.holder


def boxes_of(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield the contents of the text boxes that hang in a paragraph."""
    yield from nearest(paragraph, {"txbxContent"}, SETTINGS)
