"""What the picture of a page shows besides words: straight lines and boxes to tick."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from toolkit.model import Box
from toolkit.reading.pages.issued import Grey
from toolkit.reading.pages.layout import Rule, TickBox
from toolkit.reading.scans.ink import Mask

_DARK = 170
_FAINT = 215  # a fine grey line, blurred by a scanner, on even white
_LEAST_LEVEL, _LEAST_UPRIGHT = 30.0, 18.0  # points; longer than a letter's stroke
_THICKEST = 4.0  # points of a line
_MOST_RULES = 600
_TICK = (6.0, 20.0)  # points of a box to tick
_SIDE = 5.0  # points of a line that may be a side of one
_SQUARE = 1.35  # how much longer than wide one may be
_FILLS = 0.85  # of its own bounds, which tells a square from a letter O
_INSET = 0.22  # of its side, in which its line may be
_ON, _OFF = 0.08, 0.02  # shares of what is inside, as for printed boxes
_JOINED = 2.5  # points between boxes that are letters' cells in a row


@dataclass(frozen=True, slots=True)
class ScanShapes:
    """The straight lines and the tick boxes of one page."""

    rules: tuple[Rule, ...]
    ticks: tuple[TickBox, ...]


def scan_shapes(flat: Grey, page: int, dpi: float) -> ScanShapes:
    """Return what stands on a page besides words.

    Args:
        flat: The page, level and on even white.
        page: Its number, for the shapes.
        dpi: Dots an inch of the picture; the boxes are in points.
    """
    dots = dpi / 72
    dark = np.asarray(flat < _DARK, dtype=np.uint8)
    faint = np.asarray(flat < _FAINT, dtype=np.uint8)
    rules = [Rule(box, page) for box in _rules(faint, dots)]
    boxes = list(_squares(faint, dots))
    alone = [box for box in boxes if not _is_a_cell(box, boxes)]
    ticks = tuple(TickBox(box, page, *_tick(dark, box, dots)) for box in alone)
    return ScanShapes(tuple(rules[:_MOST_RULES]), ticks)


def _rules(dark: Mask, dots: float) -> Iterator[Box]:
    for wide, high in ((_LEAST_LEVEL, 0.0), (0.0, _LEAST_UPRIGHT)):
        kernel = np.ones((max(1, round(high * dots)), max(1, round(wide * dots))))
        # A line that a scanner broke, or laid a dot lower half-way along, is one line.
        whole = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
        long = cv2.morphologyEx(whole, cv2.MORPH_OPEN, kernel.astype(np.uint8))
        for box in _bounds(long, dots):
            if min(box[2] - box[0], box[3] - box[1]) <= _THICKEST:
                yield box


def _bounds(mask: Mask, dots: float) -> Iterator[Box]:
    count, _, facts, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    for left, top, wide, high, _area in facts[1:count]:
        yield (
            float(left / dots),
            float(top / dots),
            float((left + wide) / dots),
            float((top + high) / dots),
        )


def _squares(dark: Mask, dots: float) -> Iterator[Box]:
    """Yield the insides of small drawn squares; a tick through one does not hide it."""
    side = max(3, round(_SIDE * dots))
    level = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, side), np.uint8))
    upright = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((side, 1), np.uint8))
    frames = cv2.dilate(level | upright, np.ones((3, 3), np.uint8))
    outlines, tree = cv2.findContours(frames, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    low, high = _TICK
    for outline, (_, _, _, parent) in zip(
        outlines, tree[0] if tree is not None else (), strict=False
    ):
        left, top, wide, tall = cv2.boundingRect(outline)
        is_small = low <= min(wide, tall) / dots and max(wide, tall) / dots <= high
        is_square = max(wide, tall) <= _SQUARE * min(wide, tall)
        fills = cv2.contourArea(outline) >= _FILLS * (wide - 1) * (tall - 1)
        if parent >= 0 and is_small and is_square and fills:
            right, bottom = left + wide, top + tall
            yield (left / dots, top / dots, right / dots, bottom / dots)


def _is_a_cell(box: Box, boxes: list[Box]) -> bool:
    """Whether boxes touch it on its line: one letter is to be written in each."""
    near = [
        other
        for other in boxes
        if abs(other[1] - box[1]) < _JOINED
        and min(abs(other[0] - box[2]), abs(box[0] - other[2])) < _JOINED
    ]
    return bool(near)


def _tick(dark: Mask, box: Box, dots: float) -> tuple[bool | None, float]:
    inset = _INSET * min(box[2] - box[0], box[3] - box[1])
    left, top = round((box[0] + inset) * dots), round((box[1] + inset) * dots)
    right, bottom = round((box[2] - inset) * dots), round((box[3] - inset) * dots)
    inside = dark[top:bottom, left:right]
    share = float(inside.mean()) if inside.size else 0.0
    if share >= _ON:
        return True, 1.0
    return (False, 1.0) if share <= _OFF else (None, 0.5)
