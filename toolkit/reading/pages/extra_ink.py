"""What somebody drew on a copy of an issued page, told from its picture.

The copy is laid over the blank and the blank's own ink is taken away; what is left in a
tick's box is a tick, and what is left elsewhere is something a person should see.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from toolkit.model import Box
from toolkit.reading.pages.issued import Grey
from toolkit.reading.pages.laying import Laid

DPI = 144
"""Dots per inch of the pictures that are compared: two dots a point."""

_DOTS = DPI / 72
_DARKER = 50  # shades by which ink is darker than the ground about it
_BLUR = 0.9  # points by which a line of the blank may miss its place on the copy

Ink = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Extra:
    """The ink on a copy that its blank does not have, dot by dot, as on the blank."""

    ink: Ink

    def share(self, box: Box) -> float:
        """Return how much of a box is inked, 0 to 1; 0 for a box without a dot."""
        part = self._part(box)
        return float(part.mean()) if part.size else 0.0

    def dots(self, box: Box) -> int:
        """Return how many dots of a box are inked."""
        return int(self._part(box).sum())

    def without(self, *boxes: Box) -> Extra:
        """Return the same without the ink in these boxes."""
        rest = self.ink.copy()
        for left, top, right, bottom in map(_in_dots, boxes):
            rest[top:bottom, left:right] = False
        return Extra(rest)

    def _part(self, box: Box) -> Ink:
        left, top, right, bottom = _in_dots(box)
        return self.ink[top:bottom, left:right]


def _in_dots(box: Box) -> tuple[int, int, int, int]:
    left, top, right, bottom = (max(round(edge * _DOTS), 0) for edge in box)
    return left, top, right, bottom


def extra_ink(copy: Grey, blank: Grey, laid: Laid) -> Extra:
    """Return the ink of a copy that its blank does not have.

    Args:
        copy: The copy's page, drawn with `DPI` times `laid.scale` dots per inch.
        blank: The issued page, drawn with as many.
        laid: How the copy lies over the issued page.
    """
    tall, wide = blank.shape
    matrix = np.array(laid.matrix).reshape(2, 2) / laid.scale
    shift = np.array(laid.shift).reshape(2, 1) * _DOTS
    over = cv2.warpAffine(
        copy,
        np.hstack([matrix, shift]),
        (wide, tall),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=255,
    )
    reach = 2 * round(_BLUR * _DOTS) + 1
    own = cv2.dilate(_inked(blank).astype(np.uint8), np.ones((reach, reach), np.uint8))
    return Extra(_inked(over) & (own == 0))


def _inked(picture: Grey) -> Ink:
    """Return where a picture is clearly darker than the ground about it."""
    ground = cv2.dilate(cv2.medianBlur(picture, 5), np.ones((25, 25), np.uint8))
    dark: Ink = picture.astype(np.int16) < ground.astype(np.int16) - _DARKER
    return dark
