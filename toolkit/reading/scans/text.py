"""The words on the picture of a page that is no known form: its lines, its pairs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from toolkit.model import Box, Line, Mark, Place, Route
from toolkit.reading.pages.issued import Grey
from toolkit.reading.pages.pairs import pairs_of
from toolkit.reading.pages.words import Word
from toolkit.reading.scans.borders import lines_apart, lines_joined, words_apart
from toolkit.reading.scans.ocr import (
    Engine,
    Layout,
    OcrRefused,
    Seen,
    turned_by,
    words_in,
)
from toolkit.reading.scans.pictures import PagePicture
from toolkit.reading.scans.shapes import scan_shapes
from toolkit.reading.scans.straightening import (
    Straight,
    flattened,
    levelled,
    turned,
)

_SURE = 0.6  # a word that is most likely right
_MOST_UNSURE = 0.5  # of a page's words, for it to have been read the right way up
_FEWEST = 5  # sure words, below which a page may be the wrong way up
_UNEVEN = 0.75  # the darkest paper of a page in shadow, to its lightest
_LEAST_WORD = 0.30  # below this it is dust, or a picture


@dataclass(frozen=True, slots=True)
class ScannedText:
    """The words of one page, on the straightened page, and how it was straightened.

    `words` have their boxes in points of the straightened page.
    """

    picture: PagePicture
    straight: Straight
    words: tuple[Word, ...] = field(repr=False)
    rows: tuple[tuple[Word, ...], ...] = field(repr=False)

    def lines(self, paper: str) -> Iterator[Line]:
        """Yield the lines of writing, with their places on the page as it came."""
        for row in self.rows:
            box = _round(word.box for word in row)
            place = Place(paper, self.picture.number, self._as_it_came(box))
            yield Line(" ".join(word.text for word in row), place)

    def pairs(self, paper: str) -> Iterator[Mark]:
        """Yield the labels and what stands by them; a person must look at each."""
        flat = flattened(self.straight.grey)
        shapes = scan_shapes(flat, self.picture.number, self.picture.dpi)
        ticks = [tick for tick in shapes.ticks if not self._is_lettered(tick.box)]
        words = words_apart(self.words, shapes.rules, ticks)
        rules = lines_joined(lines_apart(shapes.rules, words))
        marks = pairs_of(words, rules, ticks, how=Route.MACHINE)
        for mark in marks:
            box = mark.place.box and self._as_it_came(mark.place.box)
            sure = self._sureness(mark)
            yield replace(
                mark,
                ask=True,
                confidence=min(mark.confidence, sure),
                place=replace(mark.place, paper=paper, box=box),
            )

    def _is_lettered(self, box: Box) -> bool:
        """Whether a square is the inside of a letter of some word."""
        middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return any(len(w.text) > 1 and _holds(w.box, middle) for w in self.words)

    def _sureness(self, mark: Mark) -> float:
        """Return how sure the machine is of the word it is least sure of in a mark."""
        box = mark.place.box
        if box is None:
            return 0.0
        inside = [w.confidence for w in self.words if _holds(box, w.middle)]
        return min(inside, default=1.0)

    def _as_it_came(self, box: Box) -> Box:
        dots = self.picture.dpi / 72
        left, top, right, bottom = (edge * dots for edge in box)
        there = self.straight.box_back(left, top, right, bottom)
        a, b, c, d = (round(edge / dots, 2) for edge in there)
        return (a, b, c, d)


def read_text(picture: PagePicture, straight: Straight, engine: Engine) -> ScannedText:
    """Return the words on a page, which is turned upright if it does not read well.

    Args:
        picture: The page as it came.
        straight: The same, level.
        engine: The Tesseract to read with.

    Raises:
        OcrTrouble: If the machine cannot read it.
    """
    seen = _seen(straight, engine, picture.dpi)
    if not _reads_well(seen):
        upright = _upright(straight, engine)
        again = () if upright is straight else _seen(upright, engine, picture.dpi)
        if _sure(again) > _sure(seen):
            seen, straight = again, upright
    dots = picture.dpi / 72
    kept = [word for word in seen if word.sure >= _LEAST_WORD and _is_word(word)]
    rows: dict[tuple[int, int, int], list[Word]] = {}
    for word in kept:
        edges = (word.left, word.top, word.right, word.bottom)
        left, top, right, bottom = (edge / dots for edge in edges)
        box = (left, top, right, bottom)
        found = Word(word.text, box, picture.number, round(word.sure, 2))
        rows.setdefault(word.line, []).append(found)
    words = tuple(word for row in rows.values() for word in row)
    return ScannedText(picture, straight, words, tuple(map(tuple, rows.values())))


def _seen(straight: Straight, engine: Engine, dpi: float) -> tuple[Seen, ...]:
    grey = straight.grey
    ready = flattened(grey) if _is_shaded(grey) else grey
    return words_in([ready], engine, Layout.PAGE, dpi=max(70, min(600, round(dpi))))[0]


def _is_shaded(grey: Grey) -> bool:
    """Whether the light is too uneven for one shade to part ink from paper."""
    rows, columns = (max(1, side // 8) for side in grey.shape)
    lightest = [
        float(np.percentile(grey[y : y + rows, x : x + columns], 90))
        for y in range(0, grey.shape[0] - rows + 1, rows)
        for x in range(0, grey.shape[1] - columns + 1, columns)
    ]
    return float(np.percentile(lightest, 10)) < _UNEVEN * max(lightest)


def _reads_well(seen: Sequence[Seen]) -> bool:
    sure = _sure(seen)
    return sure >= _FEWEST and sure >= (1 - _MOST_UNSURE) * len(seen)


def _sure(seen: Sequence[Seen]) -> int:
    """Return how many words of at least two letters are most likely right."""
    return sum(1 for w in seen if w.sure >= _SURE and len(w.text) > 1)


def _upright(straight: Straight, engine: Engine) -> Straight:
    """Return the page the way up in which its letters stand, if that can be told."""
    try:
        degrees = turned_by(straight.grey, engine)
    except OcrRefused:
        degrees = None
    if degrees:
        return levelled(turned(straight, degrees))
    return straight


def _is_word(word: Seen) -> bool:
    return any(letter.isalnum() for letter in word.text) or word.sure >= _SURE


def _round(boxes: Iterator[Box]) -> Box:
    edges = list(zip(*boxes, strict=True))
    return (min(edges[0]), min(edges[1]), max(edges[2]), max(edges[3]))


def _holds(box: Box, at: tuple[float, float]) -> bool:
    return box[0] <= at[0] <= box[2] and box[1] <= at[1] <= box[3]
