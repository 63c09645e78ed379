"""What was put on a page after it was printed: its ink, without the blank's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from toolkit.model import Box
from toolkit.reading.pages.issued import Grey, Issued
from toolkit.reading.scans.aligning import DPI, Laid
from toolkit.reading.scans.straightening import flattened

Mask: TypeAlias = npt.NDArray[np.uint8]
"""1 where something is, 0 where not."""

_DOTS = DPI / 72  # for a point
_DARK = 70  # steps of 255 below the paper: a pen, or toner
_FAINT = 24  # a pencil, or a pen that is running dry; at least
# The blank's own lines stand up to this many dots off, after scanning and laying over.
_SPREAD = 4
# Smaller than a full stop: dust, and the dots that packing a photo leaves.
_SPECK = 12
_FAINT_SPECK = 60


@dataclass(frozen=True, slots=True)
class Inked:
    """A page on even white, and what was added to it, at `DPI`.

    `dark` is certain ink, `faint` what may be ink. `printed` is the blank's own ink,
    and `own` the room in which it may stand after scanning.
    """

    flat: Grey
    dark: Mask
    faint: Mask
    printed: Mask
    own: Mask

    def darkness(self, box: Box, inset: float) -> float:
        """Return how much of a box in points is covered by added ink, 0 to 1."""
        part = cut(self.dark, box, inset)
        return float(part.mean()) if part.size else 0.0

    def faintness(self, box: Box, inset: float) -> float:
        """Return how much of a box may be covered by added ink, 0 to 1."""
        part = cut(self.faint, box, inset)
        return float(part.mean()) if part.size else 0.0

    def settled(self, box: Box, covered: float = 0.75) -> bool:
        """Whether the blank's own lines round a box are where they belong."""
        own = cut(self.printed, box, -3.0)
        count = int(own.sum())
        if count == 0:
            return True
        near = cv2.dilate(
            (cut(self.flat, box, -3.0) < 255 - _FAINT).astype(np.uint8),
            np.ones((5, 5), np.uint8),
        )
        return float((own & near).sum()) >= covered * count


def inked(laid: Laid, issued: Issued) -> Inked:
    """Return what was added to a page that lies over its blank."""
    blank = flattened(issued.drawn(laid.page, DPI), _WINDOW)
    printed = np.asarray(blank < 200, dtype=np.uint8)
    spread = np.ones((2 * _SPREAD + 1, 2 * _SPREAD + 1), np.uint8)
    # Flattening takes a broad dark band for dark paper, on which nothing can be seen.
    solid = np.asarray(issued.drawn(laid.page, DPI) < 200, dtype=np.uint8)
    own = cv2.dilate(printed | solid, spread)
    flat = flattened(laid.grey, _WINDOW)
    noise = _noise(flat)
    dark = np.asarray(flat < 255 - _DARK, dtype=np.uint8)
    smooth = cv2.GaussianBlur(flat, (0, 0), 1.5)
    faint = np.asarray(smooth < 255 - max(_FAINT, 3 * noise), dtype=np.uint8)
    return Inked(
        flat,
        _without_specks(dark & (1 - own), _SPECK),
        _without_specks(faint & (1 - own), _FAINT_SPECK),
        printed,
        np.asarray(own, np.uint8),
    )


_WINDOW = 81  # dots; a signature's stroke has up to 15


def _noise(flat: Grey) -> float:
    """Return how much plain paper varies, in steps of 255."""
    differs = cv2.absdiff(flat, cv2.medianBlur(flat, 5))
    return float(1.5 * np.percentile(differs, 75))


def _without_specks(mask: Mask, least: int) -> Mask:
    count, labels, facts, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    keep = facts[:, cv2.CC_STAT_AREA] >= least
    keep[0] = False
    return np.asarray(keep[labels] if count > 1 else mask, dtype=np.uint8)


def cut(picture: Mask, box: Box, inset: float) -> Mask:
    """Return the part of a page's picture in a box in points, made smaller by `inset`.

    Args:
        picture: The page at `DPI`.
        box: In points from the top left.
        inset: Points to leave out on each side; below zero adds them.
    """
    height, width = picture.shape
    left, top, right, bottom = dots_of(box, inset, (width, height))
    return picture[top:bottom, left:right]


def dots_of(box: Box, inset: float, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return a box in points, made smaller by `inset`, in dots within a picture."""
    width, height = size
    left, top = (max(0, round((edge + inset) * _DOTS)) for edge in box[:2])
    right = max(left, min(width, round((box[2] - inset) * _DOTS)))
    bottom = max(top, min(height, round((box[3] - inset) * _DOTS)))
    return left, top, right, bottom
