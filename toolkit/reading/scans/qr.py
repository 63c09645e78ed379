"""The square code of our own letters, found and read on a picture of a page.

The library's own search over a whole page takes seconds on an ordinary page of text,
and more than a minute on a noisy one. So the three corners of a code are looked for
here, and the library is given nothing but a clean drawing of what is between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from math import dist

import cv2
import numpy as np

from toolkit.model import Line, Place
from toolkit.reading.pages.issued import Grey
from toolkit.reading.scans.pictures import PagePicture

_LOOK_SIDE = 1800  # dots of the longer side that corners are looked for on
_CORNER = 7  # squares of the code across one of its corners
_DOTS = 8  # for each square of a code that is set straight
_QUIET = 4  # squares of white round it
_SIDES = range(21, 58, 4)  # squares across a code: versions 1 to 10
_MOST_CORNERS = 40  # more are a pattern of the paper, and no codes
_MOST_TRIED = 6
_LEAST_DOTS = 1.3  # for a square of a code on the page that is looked at
_REFERENCE = re.compile(r"[A-Z]{1,12}-[0-9]{4}-[0-9]{4,}-[A-Z0-9]")


@dataclass(frozen=True, slots=True)
class _Corner:
    """One of a code's corners: where its middle is, and how wide it is, in dots."""

    x: float
    y: float
    wide: float

    @property
    def at(self) -> tuple[float, float]:
        """Its middle."""
        return self.x, self.y


def references_shown(picture: PagePicture, paper: str) -> tuple[Line, ...]:
    """Return a line for each reference that a square code on the page says.

    It reads as our letters print it. Whatever else a code says is another office's
    business and is left.

    Args:
        picture: The page.
        paper: SHA-256 of the file, for the places.
    """
    said: dict[str, Line] = {}
    for text, where in _codes(picture.grey):
        if _REFERENCE.fullmatch(text):
            each = picture.size[0] / picture.grey.shape[1]
            left, top, right, bottom = (float(side * each) for side in where)
            place = Place(paper, picture.number, (left, top, right, bottom))
            said.setdefault(text, Line(f"Our reference: {text}", place))
    return tuple(said.values())


_Box = tuple[float, float, float, float]


def _codes(grey: Grey) -> Iterator[tuple[str, _Box]]:
    """Yield what each code on a picture says, and the box round its corners."""
    scale = min(1.0, _LOOK_SIDE / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    corners = [
        _Corner(corner.x / scale, corner.y / scale, corner.wide / scale)
        for corner in _corners(np.asarray(small, np.uint8), _LEAST_DOTS * _CORNER)
    ]
    for three in list(_threes(corners))[:_MOST_TRIED]:
        text = _said(grey, three)
        if text:
            xs, ys = [c.x for c in three], [c.y for c in three]
            half = three[0].wide / 2
            box = min(xs) - half, min(ys) - half, max(xs) + half, max(ys) + half
            yield text, box


# --- corners ------------------------------------------------------------------------


def _corners(grey: Grey, least: float) -> list[_Corner]:
    """Return what looks like corners: a dark square in a white one in a dark one."""
    window = max(31, int(max(grey.shape) / 25) | 1)
    dark = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, window, 15
    )
    outlines, tree = cv2.findContours(dark, cv2.RETR_TREE, cv2.CHAIN_APPROX_SIMPLE)
    if tree is None:
        return []
    first_inside = tree[0][:, 2]
    found = []
    for outline, white in zip(outlines, first_inside, strict=True):
        dark_inside = first_inside[white] if white >= 0 else -1
        if dark_inside < 0:
            continue
        corner = _corner(outline, outlines[white], outlines[dark_inside], least)
        if corner is not None:
            found.append(corner)
    return found if len(found) <= _MOST_CORNERS else []


def _corner(
    outline: np.ndarray, white: np.ndarray, inside: np.ndarray, least: float
) -> _Corner | None:
    (x, y), size, _ = cv2.minAreaRect(outline)
    wide, narrow = max(size), min(size)
    if narrow < least or wide > 1.5 * narrow:
        return None
    # Seven squares round five round three; the edges of a small one are uncertain.
    widths = [np.sqrt(cv2.contourArea(each)) for each in (outline, white, inside)]
    if not (0.5 < widths[1] / widths[0] < 0.97 and 0.2 < widths[2] / widths[0] < 0.65):
        return None
    (inner_x, inner_y), _, _ = cv2.minAreaRect(inside)
    if dist((x, y), (inner_x, inner_y)) > 0.15 * wide:
        return None
    return _Corner(x, y, (wide + narrow) / 2)


def _threes(corners: Sequence[_Corner]) -> Iterator[tuple[_Corner, _Corner, _Corner]]:
    """Yield corners that may be one code's: its right angle, then right, then below."""
    for three in combinations(corners, 3):
        wides = [corner.wide for corner in three]
        if max(wides) > 1.35 * min(wides):
            continue
        for angle, right, below in permutations(three):
            if _is_right_angle(angle, right, below):
                yield angle, right, below
                break


def _is_right_angle(angle: _Corner, right: _Corner, below: _Corner) -> bool:
    across, down = dist(angle.at, right.at), dist(angle.at, below.at)
    if max(across, down) > 1.3 * min(across, down):
        return False
    slant = dist(right.at, below.at) / ((across + down) / 2)
    squares = (across + down) / 2 / (angle.wide / _CORNER)
    turns = (right.x - angle.x) * (below.y - angle.y)
    turns -= (right.y - angle.y) * (below.x - angle.x)
    is_near = _SIDES[0] - 10 <= squares <= _SIDES[-1]
    return 1.25 < slant < 1.6 and turns > 0 and is_near


# --- what a code says ---------------------------------------------------------------


def _said(grey: Grey, three: tuple[_Corner, _Corner, _Corner]) -> str:
    """Return what the code between three corners says; nothing if it is none.

    Its squares are looked at one by one and the library is given a clean drawing of
    them. On a photo the fourth corner, which has no mark, is a little off its place.
    """
    angle, right, below = three
    legs = (dist(angle.at, right.at) + dist(angle.at, below.at)) / 2
    about = legs / (sum(corner.wide for corner in three) / 3 / _CORNER) + _CORNER
    reader = cv2.QRCodeDetector()
    for side in sorted(_SIDES, key=lambda squares: abs(squares - about))[:2]:
        for off in _OFF:
            squares = _squares(grey, three, side, off)
            try:
                text, *_ = reader.detectAndDecode(_drawn(squares))
            except (cv2.error, UnicodeDecodeError):
                continue
            if text:
                return str(text)
    return ""


_OFF = [(0.0, 0.0), *((x, y) for x in (-1, 0, 1) for y in (-1, 0, 1) if x or y)]


def _squares(
    grey: Grey,
    three: tuple[_Corner, _Corner, _Corner],
    side: int,
    off: tuple[float, float],
) -> Grey:
    """Return the squares of a code, one dot for each, black or white.

    Args:
        grey: The page.
        three: The code's corners.
        side: Squares across it.
        off: Squares by which the fourth corner is off its place.
    """
    angle, right, below = (np.array(corner.at) for corner in three)
    near, far = _CORNER / 2, side - _CORNER / 2
    across, down = (right - angle) / (far - near), (below - angle) / (far - near)
    fourth = right + below - angle + off[0] * across + off[1] * down
    there = np.array([angle, right, below, fourth], np.float32)
    here = np.array([(near, near), (far, near), (near, far), (far, far)], np.float32)
    upright = cv2.warpPerspective(
        grey,
        cv2.getPerspectiveTransform(there, here * _DOTS),
        (side * _DOTS, side * _DOTS),
    )
    edge = _DOTS // 4
    cells = upright.reshape(side, _DOTS, side, _DOTS)[:, edge:-edge, :, edge:-edge]
    tones = np.asarray(cells.mean(axis=(1, 3)), np.uint8)
    _, plain = cv2.threshold(tones, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return _with_marks(np.asarray(plain, np.uint8))


def _with_marks(squares: Grey) -> Grey:
    """Return a code with the marks that every code has, where they may be spoilt."""
    side = len(squares)
    far = side - _CORNER
    dotted = np.arange(side) % 2 * 255
    squares[_CORNER - 1] = squares[:, _CORNER - 1] = dotted
    for top, left in ((0, 0), (0, far), (far, 0)):
        rows = slice(max(0, top - 1), top + _CORNER + 1)
        columns = slice(max(0, left - 1), left + _CORNER + 1)
        squares[rows, columns] = 255
        squares[top : top + _CORNER, left : left + _CORNER] = 0
        squares[top + 1 : top + 6, left + 1 : left + 6] = 255
        squares[top + 2 : top + 5, left + 2 : left + 5] = 0
    return squares


def _drawn(squares: Grey) -> Grey:
    """Return a clean drawing of a code, with white round it."""
    large = np.kron(squares, np.ones((_DOTS, _DOTS), np.uint8))
    return np.pad(large, _QUIET * _DOTS, constant_values=255)
