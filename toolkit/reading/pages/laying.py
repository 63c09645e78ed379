"""Laying a page over the issued page it is a copy of, by the words both print.

Copies are scaled to fit the paper, shifted by margins, or turned. Words that stand on
both pages say how; the answers and whatever else stands on the copy only do not count.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import product

import numpy as np
import numpy.typing as npt

from toolkit.model import Box
from toolkit.reading.pages.words import Glyph, words_of_glyphs

Points = npt.NDArray[np.float64]
"""Rows of x and y, in points from the top left."""

_FEWEST = 6  # words that have to lie where they should
_SHARE = 0.6  # of the issued page's words
_FAR = 60.0  # points between two words from which a scale can be told
_NEAR, _NEARER = 4.0, 1.5  # points by which a word may miss its place
_TRIALS = 400
_MOST_REPEATS = 6
_SCALES = (0.3, 3.0)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A word and where it starts, on its base line, in points from the top left."""

    text: str = field(repr=False)
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Laid:
    """How points of a copy become points of the issued page: x' = A x + b.

    `share` is how many of the issued page's words lie where they should, 0 to 1.
    """

    matrix: tuple[float, float, float, float]
    shift: tuple[float, float]
    share: float = 0.0

    @property
    def scale(self) -> float:
        """How much larger the issued page is than the copy."""
        a, b, c, d = self.matrix
        return math.sqrt(a * d - b * c)

    def on_issue(self, points: Points) -> Points:
        """Return where points of the copy lie on the issued page."""
        matrix = np.array(self.matrix).reshape(2, 2)
        moved: Points = points @ matrix.T + np.array(self.shift)
        return moved

    def on_copy(self, box: Box) -> Box:
        """Return the box round where a box of the issued page lies on the copy."""
        left, top, right, bottom = box
        corners = np.array([*product((left, right), (top, bottom))])
        matrix = np.array(self.matrix).reshape(2, 2)
        back = (corners - np.array(self.shift)) @ np.linalg.inv(matrix).T
        (x0, y0), (x1, y1) = back.min(axis=0), back.max(axis=0)
        return (
            round(float(x0), 2),
            round(float(y0), 2),
            round(float(x1), 2),
            round(float(y1), 2),
        )


def anchors_of(glyphs: Sequence[Glyph]) -> tuple[Anchor, ...]:
    """Return the words of a page as anchors."""
    found: list[Anchor] = []
    at = 0
    for word in words_of_glyphs(glyphs, 0):
        found.append(Anchor(word.text, glyphs[at].x, glyphs[at].y))
        at += len(word.text)
    return tuple(found)


def likeness(copy: Sequence[Anchor], issue: Sequence[Anchor]) -> float:
    """Return the share of an issued page's words that a copy has, 0 to 1."""
    wanted = Counter(anchor.text for anchor in issue)
    there = Counter(anchor.text for anchor in copy)
    return (wanted & there).total() / max(wanted.total(), 1)


def lay_over(copy: Sequence[Anchor], issue: Sequence[Anchor]) -> Laid | None:
    """Return how a copy lies over an issued page; null if it is no copy of it.

    The same pages are always laid the same way.
    """
    here, there = _pairs(copy, issue)
    if len(here) < _FEWEST:
        return None
    chosen = _agreeing(here, there)
    if chosen.sum() < _FEWEST:
        return None
    matrix, shift = _fitted(here[chosen], there[chosen])
    for near in (_NEAR, _NEARER):
        chosen = _misses(here, there, matrix, shift) < near
        if chosen.sum() < _FEWEST or not _is_spread(there[chosen]):
            return None
        matrix, shift = _fitted(here[chosen], there[chosen])
    return _counted(matrix, shift, copy, issue) if _is_plain(matrix) else None


def _counted(
    matrix: Points, shift: Points, copy: Sequence[Anchor], issue: Sequence[Anchor]
) -> Laid | None:
    """Return it with the share of words it puts in their place; null if too few."""
    a, b, c, d = (float(each) for each in matrix.ravel())
    laid = Laid((a, b, c, d), (float(shift[0]), float(shift[1])))
    moved = laid.on_issue(np.array([(anchor.x, anchor.y) for anchor in copy]))
    places: dict[str, list[tuple[float, float]]] = {}
    for anchor, (x, y) in zip(copy, moved.tolist(), strict=True):
        places.setdefault(anchor.text, []).append((x, y))
    found = sum(
        any(
            np.hypot(x - anchor.x, y - anchor.y) < _NEAR
            for x, y in places.get(anchor.text, ())
        )
        for anchor in issue
    )
    share = found / len(issue)
    return replace(laid, share=share) if share >= _SHARE else None


def _pairs(copy: Sequence[Anchor], issue: Sequence[Anchor]) -> tuple[Points, Points]:
    """Return every pair of words that could be the same one, as two lists of points."""
    by_text: dict[str, list[Anchor]] = {}
    for anchor in copy:
        by_text.setdefault(anchor.text, []).append(anchor)
    repeats = Counter(anchor.text for anchor in issue)
    pairs = [
        (near, far)
        for far in issue
        if repeats[far.text] <= _MOST_REPEATS
        for near in by_text.get(far.text, ())
        if len(by_text[far.text]) <= 2 * _MOST_REPEATS
    ]
    here = np.array([(n.x, n.y) for n, _ in pairs], dtype=float).reshape(-1, 2)
    there = np.array([(f.x, f.y) for _, f in pairs], dtype=float).reshape(-1, 2)
    return here, there


def _agreeing(here: Points, there: Points) -> npt.NDArray[np.bool_]:
    """Return which pairs agree with the turn, scale and shift most pairs agree with."""
    chance = np.random.default_rng(0)  # the same trials every time
    z, w = here @ np.array([1, 1j]), there @ np.array([1, 1j])
    best = np.zeros(len(z), dtype=bool)
    for first, second in chance.integers(0, len(z), (_TRIALS, 2)):
        apart = z[second] - z[first]
        if min(abs(apart), abs(w[second] - w[first])) < _FAR:
            continue
        turn = (w[second] - w[first]) / apart
        if not _SCALES[0] < abs(turn) < _SCALES[1]:
            continue
        agree = np.abs(w - (turn * (z - z[first]) + w[first])) < 2 * _NEAR
        if agree.sum() > best.sum():
            best = agree
    return best


def _fitted(here: Points, there: Points) -> tuple[Points, Points]:
    """Return the matrix and shift that miss the places least, by least squares."""
    known = np.hstack([here, np.ones((len(here), 1))])
    fit, *_ = np.linalg.lstsq(known, there, rcond=None)
    matrix: Points = fit[:2].T.astype(np.float64)
    shift: Points = fit[2].astype(np.float64)
    return matrix, shift


def _misses(here: Points, there: Points, matrix: Points, shift: Points) -> Points:
    missed: Points = np.linalg.norm(here @ matrix.T + shift - there, axis=1)
    return missed


def _is_spread(points: Points) -> bool:
    """Whether the words do not all stand on one line, which would fix nothing."""
    middle = points - points.mean(axis=0)
    return bool(np.linalg.svd(middle, compute_uv=False)[-1] > _FAR)


def _is_plain(matrix: Points) -> bool:
    """Whether the page is only scaled and turned: not mirrored, hardly skewed."""
    scales = np.linalg.svd(matrix, compute_uv=False)
    return bool(np.linalg.det(matrix) > 0 and scales[0] / scales[1] < 1.1)
