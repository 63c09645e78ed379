"""Turning, levelling and cleaning the picture of a page, so that it can be read.

Every change of place is a matrix, so that what is found on the changed picture can be
shown on the page as it came.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from toolkit.model import Box
from toolkit.reading.pages.issued import Grey

Matrix: TypeAlias = npt.NDArray[np.float64]
"""Three by three: takes a dot of one picture to its place in another."""

_MOST_SKEW = 10.0  # degrees; what is more askew than this was laid down on purpose
_LEAST_SKEW = 0.15  # degrees; less does no harm to reading and turning blurs a little
_LOOK_SIDE = 1000  # dots of the longer side on which the skew is measured
_TURNS = {
    90: cv2.ROTATE_90_CLOCKWISE,
    180: cv2.ROTATE_180,
    270: cv2.ROTATE_90_COUNTERCLOCKWISE,
}


@dataclass(frozen=True, slots=True)
class Straight:
    """A page made straight, and the way there from the page as it came."""

    grey: Grey
    way: Matrix

    def box_back(self, left: float, top: float, right: float, bottom: float) -> Box:
        """Return where a box of this picture stands in the picture as it came."""
        back = np.asarray(np.linalg.inv(self.way), np.float64)
        return carried(back, (left, top, right, bottom))


def carried(way: Matrix, box: Box) -> Box:
    """Return the upright box round a box's four corners, taken along a way."""
    left, top, right, bottom = box
    corners = np.array([[[left, top], [right, top], [right, bottom], [left, bottom]]])
    there = cv2.perspectiveTransform(corners.astype(np.float64), way)[0]
    low, high = there.min(axis=0), there.max(axis=0)
    return (float(low[0]), float(low[1]), float(high[0]), float(high[1]))


def as_it_is(grey: Grey) -> Straight:
    """Return a picture as it came."""
    return Straight(grey, np.eye(3))


def turned(straight: Straight, degrees: int) -> Straight:
    """Return the picture turned clockwise by 0, 90, 180 or 270 degrees."""
    if degrees not in _TURNS:
        return straight
    height, width = straight.grey.shape
    turn = {
        90: [[0, -1, height], [1, 0, 0], [0, 0, 1]],
        180: [[-1, 0, width], [0, -1, height], [0, 0, 1]],
        270: [[0, 1, 0], [-1, 0, width], [0, 0, 1]],
    }[degrees]
    grey = np.asarray(cv2.rotate(straight.grey, _TURNS[degrees]), np.uint8)
    return Straight(grey, np.array(turn, dtype=np.float64) @ straight.way)


def levelled(straight: Straight) -> Straight:
    """Return the picture with its lines of writing level, if they are nearly so."""
    askew = skew(straight.grey)
    if abs(askew) < _LEAST_SKEW:
        return straight
    height, width = straight.grey.shape
    centre = (width / 2, height / 2)
    part = cv2.getRotationMatrix2D(centre, askew, 1.0)
    paper = int(np.percentile(straight.grey, 80))
    grey = cv2.warpAffine(
        straight.grey,
        part,
        (width, height),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=paper,
    )
    whole = np.vstack([part, [0.0, 0.0, 1.0]])
    return Straight(np.asarray(grey, np.uint8), whole @ straight.way)


def skew(grey: Grey) -> float:
    """Return by how many degrees the lines of writing fall to the right; 0 if unsure.

    The angle at which the rows of the page differ most from each other: between lines
    of writing there is nothing.
    """
    ink = _ink_for_skew(grey)
    if ink.mean() < 0.001:
        return 0.0
    coarse = np.arange(-_MOST_SKEW, _MOST_SKEW + 0.01, 0.5)
    sharp = [_sharpness(ink, angle) for angle in coarse]
    best = float(coarse[int(np.argmax(sharp))])
    if abs(best) >= _MOST_SKEW or max(sharp) < 1.15 * float(np.median(sharp)):
        return 0.0
    fine = np.arange(best - 0.5, best + 0.51, 0.1)
    return float(fine[int(np.argmax([_sharpness(ink, angle) for angle in fine]))])


def _ink_for_skew(grey: Grey) -> npt.NDArray[np.float32]:
    scale = min(1.0, _LOOK_SIDE / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    flat = flattened(np.asarray(small, np.uint8), window=15)
    return np.asarray(flat < 170, dtype=np.float32)


def _sharpness(ink: npt.NDArray[np.float32], angle: float) -> float:
    height, width = ink.shape
    # Shearing is turning enough for small angles, and much quicker.
    slope = np.tan(np.radians(angle))
    part = np.array([[1, 0, 0], [-slope, 1, slope * width / 2]], dtype=np.float64)
    rows = cv2.warpAffine(ink, part, (width, height), flags=cv2.INTER_LINEAR)
    return float(np.square(np.diff(rows.sum(axis=1))).sum())


def flattened(grey: Grey, window: int = 41) -> Grey:
    """Return the picture on even white paper: shadows and tints taken away.

    Args:
        grey: The picture.
        window: Dots across which paper is looked for round a dot; more than the widest
            stroke of a pen, less than the narrowest shadow.
    """
    if min(grey.shape) < 4 or window < 8:
        return grey
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    odd = max(3, window // 4 | 1)
    paper = cv2.dilate(small, np.ones((odd, odd), np.uint8))
    paper = cv2.medianBlur(paper, odd)
    height, width = grey.shape
    paper = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, np.maximum(paper, 1), scale=255), np.uint8)


# --- photos -------------------------------------------------------------------------

_LEAST_SHEET, _MOST_SHEET = 0.25, 0.97  # of the photo


def sheet_alone(straight: Straight) -> Straight:
    """Return the sheet of paper on a photo seen from the front; else the photo.

    The sheet is the one large bright shape with four corners; what lies round it is
    left out.
    """
    corners = _corners(straight.grey)
    if corners is None:
        return straight
    wide = max(_length(corners, 0, 1), _length(corners, 3, 2))
    high = max(_length(corners, 0, 3), _length(corners, 1, 2))
    # As large as the photo, so that a dot stays about a dot.
    grow = max(straight.grey.shape) / max(wide, high)
    width, height = round(wide * grow), round(high * grow)
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    part = np.asarray(cv2.getPerspectiveTransform(corners, flat), np.float64)
    grey = cv2.warpPerspective(
        straight.grey, part, (width, height), flags=cv2.INTER_CUBIC
    )
    return Straight(np.asarray(grey, np.uint8), part @ straight.way)


def _length(corners: npt.NDArray[np.float32], one: int, other: int) -> float:
    return float(np.linalg.norm(corners[one] - corners[other]))


def _corners(grey: Grey) -> npt.NDArray[np.float32] | None:
    """Return the sheet's corners from the top left clockwise; null if there is none."""
    scale = min(1.0, _LOOK_SIDE / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    smooth = cv2.GaussianBlur(small, (0, 0), 3)
    _, bright = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    bright = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8))
    outlines, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return None
    largest = cv2.convexHull(max(outlines, key=cv2.contourArea))
    share = cv2.contourArea(largest) / (small.shape[0] * small.shape[1])
    round_it = cv2.arcLength(largest, closed=True)
    if not _LEAST_SHEET <= share <= _MOST_SHEET:
        return None
    four = cv2.approxPolyDP(largest, 0.03 * round_it, closed=True)
    if len(four) != 4 or cv2.contourArea(four) < 0.9 * cv2.contourArea(largest):
        return None
    points = four.reshape(4, 2).astype(np.float32) / scale
    middle = points.mean(axis=0)
    angles = np.arctan2(points[:, 1] - middle[1], points[:, 0] - middle[0])
    return _clockwise(points[np.argsort(angles)])


def _clockwise(points: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return corners that go round clockwise with the top left one first."""
    first = int(np.argmin(points.sum(axis=1)))
    return np.asarray(np.roll(points, -first, axis=0), np.float32)
