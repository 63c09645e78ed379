"""Where things stand on a page as a person sees it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.model import Box

# A4, for a page that does not say or says nonsense.
_A4 = (0.0, 0.0, 595.0, 842.0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its number from 1, the part that is shown, and how it is turned.

    `shown` is left, bottom, right, top in the page's own points; `turned` is 0, 90,
    180 or 270 degrees clockwise.
    """

    number: int
    shown: Box = _A4
    turned: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Its width and height in points as displayed."""
        left, bottom, right, top = self.shown
        wide, tall = right - left, top - bottom
        return (tall, wide) if self.turned in {90, 270} else (wide, tall)

    def box(self, corners: Sequence[float]) -> Box | None:
        """Return a rectangle of the page in points from the top left as displayed.

        Args:
            corners: Two opposite corners, x and y of each, in any order.

        Returns:
            Left, top, right, bottom, to a hundredth of a point; null when the corners
            are no four plain numbers.
        """
        # One that is endless, or no number, makes the sum so.
        if len(corners) != 4 or not math.isfinite(sum(corners)):
            return None
        x0, y0, x1, y1 = corners
        if x0 > x1:
            x0, x1 = x1, x0
        if y0 > y1:
            y0, y1 = y1, y0
        left, bottom, right, top = self.shown
        if self.turned == 0:
            a, b, c, d = x0 - left, top - y1, x1 - left, top - y0
        elif self.turned == 90:
            a, b, c, d = y0 - bottom, x0 - left, y1 - bottom, x1 - left
        elif self.turned == 180:
            a, b, c, d = right - x1, y0 - bottom, right - x0, y1 - bottom
        else:
            a, b, c, d = top - y1, right - x1, top - y0, right - x0
        return (round(a, 2), round(b, 2), round(c, 2), round(d, 2))


def sheet(
    number: int,
    media: Sequence[float] | None,
    crop: Sequence[float] | None,
    rotate: int,
) -> Sheet:
    """Return the sheet of a page from its own boxes, which may be nonsense.

    What is shown is the crop box as far as it lies on the media box.
    """
    whole = _sorted(media) or _A4
    cut = _sorted(crop) or whole
    shown = (
        max(whole[0], cut[0]),
        max(whole[1], cut[1]),
        min(whole[2], cut[2]),
        min(whole[3], cut[3]),
    )
    if shown[0] >= shown[2] or shown[1] >= shown[3]:
        shown = whole
    return Sheet(number, shown, round(rotate / 90) * 90 % 360)


def _sorted(corners: Sequence[float] | None) -> Box | None:
    if corners is None or len(corners) != 4:
        return None
    if not all(math.isfinite(c) for c in corners):
        return None
    x0, x1 = sorted((corners[0], corners[2]))
    y0, y1 = sorted((corners[1], corners[3]))
    return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None
