"""Laying the picture of a page over the blank page it was printed from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from toolkit.reading.pages.issued import Grey, Issued
from toolkit.reading.scans.straightening import Matrix, flattened

DPI = 300
"""Dots an inch of a page once it lies over its blank."""

LOOK_DPI = 150
"""Dots an inch at which both are compared."""

_LOOK_SIDE = 2000
_POINTS = 5000
_LEAST_INLIERS = 40
_NEAR = 3.0  # dots of the look within which two points are one
_RATIO = 0.8  # of the best match's distance to the second best's
_LEAST_COVERED = 0.70  # of the blank's ink that has to be found on the page
_INCH = 72.0

_PATCH = (90, 40)  # dots of the look: a few words
_PART = 110  # dots of the look in which one patch is tried
_REACH = 36  # dots of the look by which a patch may be off
_LIKE = 0.6
_LEAST_PATCHES = 12

_Points: TypeAlias = npt.NDArray[np.float32]
_Described: TypeAlias = tuple[_Points, npt.NDArray[np.uint8]]


@dataclass(frozen=True, slots=True)
class Laid:
    """A page over its blank, at `DPI`.

    `way` takes a dot of the picture as it came to its place here. `covered` is the
    part of the blank's own ink that was found where it belongs.
    """

    grey: Grey
    way: Matrix
    page: int
    covered: float


@dataclass(frozen=True, slots=True)
class Look:
    """The picture of a page as it came, and what stands out on it."""

    grey: Grey
    scale: float
    points: _Described | None


def look_at(grey: Grey) -> Look:
    """Return what stands out on a page; done once, however many blanks are tried."""
    scale = min(1.0, _LOOK_SIDE / max(grey.shape))
    return Look(grey, scale, _described(_scaled(grey, scale)))


def laid_over(look: Look, issued: Issued, page: int) -> Laid | None:
    """Return a page laid over a page of a blank; null if it is no copy of it.

    It may be turned, shrunk, shifted or taken from the side.

    Args:
        look: The page as it came.
        issued: The blank.
        page: Which of its pages, from 1.
    """
    grey, scale, seen = look.grey, look.scale, look.points
    drawn = _blank_points(issued, page)
    if seen is None or drawn is None:
        return None
    up, down = np.diag([DPI / LOOK_DPI] * 2 + [1.0]), np.diag([scale, scale, 1.0])
    ways = [up @ way @ down for way in _ways(*_matched(seen, drawn))]
    first = _best(grey, ways, issued, page)
    if first is None:
        return None
    nudged = _best(grey, _nudged(first, issued), issued, page)
    best = max(first, nudged or first, key=lambda laid: laid.covered)
    return None if best.covered < _LEAST_COVERED else best


def _best(grey: Grey, ways: Sequence[Matrix], issued: Issued, page: int) -> Laid | None:
    """Return the page by the way that covers most of the blank's ink."""
    blank = issued.drawn(page, DPI)
    laid = (_laid(grey, way, blank, page) for way in ways)
    return max(laid, key=lambda one: one.covered, default=None)


def _laid(grey: Grey, way: Matrix, blank: Grey, page: int) -> Laid:
    height, width = blank.shape
    over = cv2.warpPerspective(
        grey,
        way,
        (width, height),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    over = np.asarray(over, np.uint8)
    return Laid(over, way, page, _covered(over, blank))


# --- nudging ------------------------------------------------------------------------


def _nudged(laid: Laid, issued: Issued) -> list[Matrix]:
    """Return better ways, from where patches all over the page are best found.

    The first way rests on where the page has most to see; the far corner of a page
    with little on it can then be a millimetre off.
    """
    scale = LOOK_DPI / DPI
    drawn = flattened(issued.drawn(laid.page, LOOK_DPI))
    seen = np.pad(flattened(_scaled(laid.grey, scale)), _REACH, mode="edge")
    moves = [
        (at, found)
        for at in _patches(drawn)
        if (found := _found_near(seen, drawn, at)) is not None
    ]
    if len(moves) < _LEAST_PATCHES:
        return []
    on_page = np.array([found for _, found in moves], np.float64) / scale
    on_blank = np.array([at for at, _ in moves], np.float64) / scale
    better = _ways(
        on_page.astype(np.float32), on_blank.astype(np.float32), _LEAST_PATCHES
    )
    return [way @ laid.way for way in better]


def _patches(drawn: Grey) -> Iterator[tuple[int, int]]:
    """Yield the top left of a patch in each part of a page that has something on it."""
    wide, high = _PATCH
    ink = np.asarray(drawn < 160, dtype=np.float32)
    filled = cv2.boxFilter(ink, -1, (wide, high))
    height, width = drawn.shape
    for top in range(0, height, _PART):
        for left in range(0, width, _PART):
            part = filled[top : top + _PART, left : left + _PART]
            y, x = np.unravel_index(int(part.argmax()), part.shape)
            at = (left + int(x) - wide // 2, top + int(y) - high // 2)
            if (
                part[y, x] > 0.04
                and 0 <= at[0] < width - wide
                and (0 <= at[1] < height - high)
            ):
                yield at


def _found_near(
    seen: Grey, drawn: Grey, at: tuple[int, int]
) -> tuple[float, float] | None:
    """Return where a patch of the blank is found on the page; null if it is not."""
    (left, top), (wide, high) = at, _PATCH
    patch = drawn[top : top + high, left : left + wide]
    # The page was widened by the reach on all sides, so here this is its middle.
    window = seen[top : top + high + 2 * _REACH, left : left + wide + 2 * _REACH]
    likeness = cv2.matchTemplate(window, patch, cv2.TM_CCOEFF_NORMED)
    _, best, _, (x, y) = cv2.minMaxLoc(likeness)
    return (left + x - _REACH, top + y - _REACH) if best > _LIKE else None


# --- points -------------------------------------------------------------------------


def _scaled(grey: Grey, scale: float) -> Grey:
    if scale == 1.0:
        return grey
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8)


def _described(grey: Grey) -> _Described | None:
    """Return the places and looks of a picture's corners; null if it has too few."""
    finder = cv2.ORB.create(nfeatures=_POINTS, fastThreshold=12)
    points, looks = finder.detectAndCompute(flattened(grey), None)
    if looks is None or len(points) < _LEAST_INLIERS:
        return None
    places = np.array([point.pt for point in points], dtype=np.float32)
    return places, np.asarray(looks, np.uint8)


def _blank_points(issued: Issued, page: int) -> _Described | None:
    return _kept_points(issued.edition, issued.contents, page)


@lru_cache(maxsize=64)
def _kept_points(edition: str, contents: bytes, page: int) -> _Described | None:
    """Describe a page of a blank once for all copies of it."""
    return _described(Issued(edition, (), contents).drawn(page, LOOK_DPI))


def _matched(seen: _Described, drawn: _Described) -> tuple[_Points, _Points]:
    """Return the points of both that look alike, in the same order."""
    pairs = cv2.BFMatcher(cv2.NORM_HAMMING).knnMatch(seen[1], drawn[1], k=2)
    clear = [p[0] for p in pairs if len(p) == 2 and _is_clear(p[0], p[1])]
    return (
        seen[0][[match.queryIdx for match in clear]],
        drawn[0][[match.trainIdx for match in clear]],
    )


def _ways(here: _Points, there: _Points, least: int = _LEAST_INLIERS) -> list[Matrix]:
    """Return the ways from here to there that make sense.

    One as a scanner takes a page and one as a camera does: a camera can do all that a
    scanner can, but on a page with little on it that is too much freedom.
    """
    if len(here) < least:
        return []
    flat, on_flat = cv2.estimateAffine2D(
        here, there, method=cv2.RANSAC, ransacReprojThreshold=_NEAR, maxIters=5000
    )
    side, on_side = cv2.findHomography(here, there, cv2.RANSAC, _NEAR, maxIters=5000)
    flat = None if flat is None else np.vstack([flat, [0.0, 0.0, 1.0]])
    return [
        np.asarray(way, np.float64)
        for way, on in ((flat, on_flat), (side, on_side))
        if way is not None and int(on.sum()) >= least and _is_sane(way, here)
    ]


def _is_clear(best: cv2.DMatch, second: cv2.DMatch) -> bool:
    return bool(best.distance < _RATIO * second.distance)


def _is_sane(way: Matrix, here: _Points) -> bool:
    """Whether a camera or a scanner could have made this of a flat page.

    Not mirrored, not folded, and no side more than three times as long as another.
    """
    low, high = here.min(axis=0), here.max(axis=0)
    corners = np.array([[low, (high[0], low[1]), high, (low[0], high[1])]], np.float64)
    there = cv2.perspectiveTransform(corners, way)[0]
    sides = np.roll(there, -1, axis=0) - there
    turns = sides[:, 0] * np.roll(sides[:, 1], -1) - sides[:, 1] * np.roll(
        sides[:, 0], -1
    )
    if not np.isfinite(there).all() or turns.min() <= 0:
        return False
    was = np.roll(corners[0], -1, axis=0) - corners[0]
    grown = np.linalg.norm(sides, axis=1) / np.maximum(np.linalg.norm(was, axis=1), 1)
    return bool(grown.min() > 0.2 and grown.max() < 6 and grown.max() < 2 * grown.min())


def _covered(grey: Grey, blank: Grey) -> float:
    """Return how much of the blank's ink is on the page, within a millimetre."""
    small = (blank.shape[1] // 2, blank.shape[0] // 2)
    ink = _edges(np.asarray(cv2.resize(blank, small, interpolation=cv2.INTER_AREA)))
    seen = _edges(np.asarray(cv2.resize(grey, small, interpolation=cv2.INTER_AREA)))
    near = cv2.dilate(seen, np.ones((5, 5), np.uint8))
    count = int(ink.sum())
    return float((ink & near).sum() / count) if count else 0.0


def _edges(grey: Grey) -> npt.NDArray[np.uint8]:
    """Return 1 where there is thin dark ink on lighter paper, whatever the light."""
    return np.asarray(flattened(grey, 31) < 190, dtype=np.uint8)
