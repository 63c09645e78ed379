"""What the appearance of a form field draws: its words, shapes and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pikepdf

from toolkit.model import Box
from toolkit.reading.fields.objects import held
from toolkit.reading.fields.typefaces import Typeface, typeface_of, usual_typeface

PAPER = 0.95
"""From here a shade is the white of the paper; 1 is white."""


@dataclass(frozen=True, slots=True)
class Run:
    """Letters drawn in one go, from `x` on the base line `y` in the form's own points.

    `is_inked` is false for those that are clear, white, without size or covered, and
    `is_inside` for those that are cut off.
    """

    text: str = field(repr=False)
    x: float
    y: float
    size: float
    shown: bytes = field(repr=False)
    face: Typeface = field(repr=False)
    is_inked: bool = True
    is_inside: bool = True

    @property
    def end(self) -> float:
        """Where the last letter ends, as nearly as the font says."""
        return self.x + self.face.width(self.shown) * self.size


@dataclass(frozen=True, slots=True)
class Shape:
    """A painted path: the box round it, how it was painted, and its sort.

    `is_square` says that it has only upright and level edges.
    """

    box: Box
    paint: str
    is_square: bool
    is_round: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything an appearance draws, in its order.

    `box` is the part that is shown: left, low, right, high; null if it does not say.
    `is_whole` is false when some of it was not followed.
    """

    box: Box | None = None
    runs: tuple[Run, ...] = ()
    shapes: tuple[Shape, ...] = ()
    pictures: int = 0
    is_whole: bool = True


class Faces:
    """The typefaces of one file, each worked out once."""

    def __init__(self, usual: object = None) -> None:
        self._usual = usual if isinstance(usual, pikepdf.Dictionary) else None
        self._known: dict[tuple[int, int], Typeface] = {}

    def face(self, fonts: object, name: str) -> Typeface:
        """Return the typeface a drawing calls by this name."""
        for place in (fonts, self._usual):
            if isinstance(place, pikepdf.Dictionary):
                font = held(place, name)
                if isinstance(font, pikepdf.Dictionary):
                    return self._of(font)
        return usual_typeface()

    def _of(self, font: pikepdf.Object) -> Typeface:
        if not font.is_indirect:
            return typeface_of(font)
        known = self._known.get(font.objgen)
        if known is None:
            known = self._known[font.objgen] = typeface_of(font)
        return known


def is_paper(told: Sequence[bytes]) -> bool:
    """Whether a colour is the white of the paper; patterns and names are not."""
    if len(told) not in {1, 3, 4} or any(each[:1] == b"/" for each in told):
        return False
    parts = [float(each) for each in told]
    if len(parts) == 4:
        return max(parts) <= 1 - PAPER
    return min(parts) >= PAPER
