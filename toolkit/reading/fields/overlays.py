"""What people lay over a PDF's pages: typed comments, ink, stamps and highlights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pikepdf

from toolkit.model import Box
from toolkit.reading.fields.drawing import Faces
from toolkit.reading.fields.objects import (
    BROKEN,
    dictionaries,
    held,
    name_text,
    number,
    numbers,
    text_of,
)
from toolkit.reading.fields.pen import drawing_of
from toolkit.reading.fields.tree import Places
from toolkit.reading.geometry import Sheet

_HIDDEN = 1 << 1
_NO_VIEW = 1 << 5

_TYPED = frozenset({"FreeText"})
_DRAWN = frozenset({"Ink", "Line", "PolyLine", "Polygon", "Square", "Circle", "Stamp"})
_MARKED = frozenset({"StrikeOut", "Highlight", "Underline", "Squiggly", "Caret"})
_NOTED = frozenset({"Text", "Redact"})
_SORTS = _TYPED | _DRAWN | _MARKED | _NOTED
_STROKED = frozenset({"Ink", "Line", "PolyLine"})

_MOST = 5_000  # of one paper; a bundle with every word struck out has a thousand
_MOST_POINTS = 20_000  # of one drawing
_REACH = 1.5  # points by which a stroke may miss a box and still be meant for it
_SHARE = 0.12  # of a box that something drawn has to cover, or of the drawing
_SHARE_TYPED = 0.5  # the same of words, which have a margin round them
_NEAR = 6.0  # points from words to the field they were typed for


@dataclass(frozen=True, slots=True)
class Stroke:
    """One line of ink: the points it goes through, and the box round them."""

    points: tuple[tuple[float, float], ...]
    box: Box

    def crosses(self, box: Box) -> bool:
        """Whether it goes through a box, or almost."""
        left, top, right, bottom = box
        wider = (left - _REACH, top - _REACH, right + _REACH, bottom + _REACH)
        if not _meets(self.box, wider):
            return False
        if len(self.points) == 1:
            return True
        return any(_passes(one, other, wider) for one, other in pairwise(self.points))


@dataclass(frozen=True, slots=True)
class Overlay:
    """One annotation a person laid over a page.

    `sort` is its subtype without the slash. Boxes and points are from the top left of
    the page as displayed.
    """

    sort: str
    page: int
    box: Box
    text: str = field(default="", repr=False)
    strokes: tuple[Stroke, ...] = field(default=(), repr=False)

    @property
    def is_typed(self) -> bool:
        """Whether it is words typed on the page."""
        return self.sort in _TYPED

    @property
    def is_drawn(self) -> bool:
        """Whether it is ink, a shape or a stamp."""
        return self.sort in _DRAWN

    @property
    def changes(self) -> bool:
        """Whether what lies under it may no longer mean what it says."""
        return self.is_typed or self.is_drawn or self.sort == "StrikeOut"

    def covers(self, box: Box) -> bool:
        """Whether it lies on a box, or is drawn through it."""
        if self.strokes:
            return any(stroke.crosses(box) for stroke in self.strokes)
        if self.sort in _STROKED:
            return False
        shared = _area(_shared(self.box, box))
        least = _SHARE_TYPED if self.is_typed else _SHARE
        return shared > 0 and shared >= least * min(_area(box), _area(self.box))

    def distance(self, box: Box) -> float:
        """Return the points between it and a box; 0 where they meet."""
        across = max(box[0] - self.box[2], self.box[0] - box[2], 0.0)
        down = max(box[1] - self.box[3], self.box[1] - box[3], 0.0)
        return max(across, down)


def overlays_of(
    places: Places, faces: Faces, layers: frozenset[tuple[int, int]]
) -> tuple[Overlay, ...]:
    """Return what people laid over the pages, where it can be seen, in page order.

    Args:
        places: Everything that lies on the pages.
        faces: The typefaces of the file.
        layers: The layers that are not shown.

    Raises:
        Whatever pikepdf lets rise from a file that is not as it should be.
    """
    sheets = {sheet.number: sheet for sheet in places.sheets}
    found = []
    for page, annotation in places.others[:_MOST]:
        sort = name_text(annotation.get("/Subtype", ""))
        if sort not in _SORTS or is_hidden(annotation, layers):
            continue
        try:
            overlay = _overlay(sort, annotation, sheets[page], faces)
        except BROKEN:
            continue  # nor can a viewer show it
        if overlay is not None:
            found.append(overlay)
    return tuple(found)


def nearest(overlay: Overlay, boxes: Sequence[tuple[str, Box]]) -> str:
    """Return the name of the box an overlay lies on or is close to, or empty.

    Args:
        overlay: Something laid over a page.
        boxes: Names and boxes of the fields on the same page.
    """
    lying = [(-_area(_shared(overlay.box, box)), name) for name, box in boxes]
    best = min(lying, default=(0.0, ""))
    if best[0] < 0:
        return best[1]
    near = [(overlay.distance(box), name) for name, box in boxes]
    distance, name = min(near, default=(_NEAR + 1, ""))
    return name if distance <= _NEAR else ""


def layers_off(pdf: pikepdf.Pdf) -> frozenset[tuple[int, int]]:
    """Return the layers of a file that are not shown when it is opened."""
    layers = pdf.Root.get("/OCProperties")
    usual = layers.get("/D") if isinstance(layers, pikepdf.Dictionary) else None
    if not isinstance(usual, pikepdf.Dictionary):
        return frozenset()
    off = {each.objgen for each in dictionaries(usual.get("/OFF"))}
    if usual.get("/BaseState") == "/OFF":
        every = {each.objgen for each in dictionaries(layers.get("/OCGs"))}
        off |= every - {each.objgen for each in dictionaries(usual.get("/ON"))}
    return frozenset(off)


def is_hidden(annotation: pikepdf.Object, layers: frozenset[tuple[int, int]]) -> bool:
    """Whether nobody can see an annotation on its page.

    Args:
        annotation: A widget or a comment.
        layers: The layers that are not shown.
    """
    if number(held(annotation, "/F"), 0) & (_HIDDEN | _NO_VIEW):
        return True
    layer = held(annotation, "/OC") if layers else None
    if not isinstance(layer, pikepdf.Dictionary):
        return False
    several = layer.get("/OCGs")
    if isinstance(several, pikepdf.Dictionary):
        return several.objgen in layers
    members = list(dictionaries(several)) or [layer]
    return all(member.objgen in layers for member in members)


# --- one annotation -----------------------------------------------------------------


def _overlay(
    sort: str, annotation: pikepdf.Object, sheet: Sheet, faces: Faces
) -> Overlay | None:
    box = sheet.box(numbers(annotation.get("/Rect")) or ())
    if box is None:
        return None
    text = text_of(annotation.get("/Contents")).strip()
    if sort in _TYPED and not text:
        text = _drawn_text(annotation, faces)
    strokes = tuple(_strokes(sort, annotation, sheet)) if sort in _STROKED else ()
    return Overlay(sort, sheet.number, _marked(annotation, sheet) or box, text, strokes)


def _drawn_text(annotation: pikepdf.Object, faces: Faces) -> str:
    appearances = annotation.get("/AP")
    drawn = (
        appearances.get("/N") if isinstance(appearances, pikepdf.Dictionary) else None
    )
    if not isinstance(drawn, pikepdf.Stream):
        return ""
    lines: dict[float, str] = {}
    for run in drawing_of(drawn, faces).runs:
        lines[run.y] = lines.get(run.y, "") + run.text
    return "\n".join(lines.values()).strip()


def _marked(annotation: pikepdf.Object, sheet: Sheet) -> Box | None:
    """Return the box round the words that are struck out or highlighted."""
    corners = annotation.get("/QuadPoints")
    if not isinstance(corners, pikepdf.Array) or not 8 <= len(corners) <= _MOST_POINTS:
        return None
    points = [float(each) for each in corners]
    across, up = points[0::2], points[1::2]
    return sheet.box((min(across), min(up), max(across), max(up)))


def _strokes(sort: str, annotation: pikepdf.Object, sheet: Sheet) -> Iterator[Stroke]:
    key = {"Ink": "/InkList", "Line": "/L", "PolyLine": "/Vertices"}[sort]
    told = annotation.get(key)
    if not isinstance(told, pikepdf.Array):
        return
    lists = told if sort == "Ink" else [told]
    for each in lists:
        if isinstance(each, pikepdf.Array):
            values = [float(value) for value in list(each)[:_MOST_POINTS]]
            points = zip(values[0::2], values[1::2], strict=False)
            boxes = (sheet.box((x, y, x, y)) for x, y in points)
            placed = tuple((box[0], box[1]) for box in boxes if box is not None)
            if placed:
                yield Stroke(placed, _around(placed))


def _around(points: Sequence[tuple[float, float]]) -> Box:
    across, down = [x for x, _ in points], [y for _, y in points]
    return (min(across), min(down), max(across), max(down))


def _meets(one: Box, other: Box) -> bool:
    left, top, right, bottom = _shared(one, other)
    return left <= right and top <= bottom


def _passes(one: tuple[float, float], other: tuple[float, float], box: Box) -> bool:
    """Whether a straight line goes through a box (Liang and Barsky)."""
    start, end = 0.0, 1.0
    for at, low, high in ((0, box[0], box[2]), (1, box[1], box[3])):
        step = other[at] - one[at]
        if step == 0:
            if not low <= one[at] <= high:
                return False
            continue
        first, last = sorted(((low - one[at]) / step, (high - one[at]) / step))
        start, end = max(start, first), min(end, last)
    return start <= end


def _shared(one: Box, other: Box) -> Box:
    return (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )


def _area(box: Box) -> float:
    return max(box[2] - box[0], 0.0) * max(box[3] - box[1], 0.0)


def pages_of(overlays: Sequence[Overlay]) -> tuple[int, ...]:
    """Return the numbers of the pages these lie on, in order, each once."""
    return tuple(sorted({overlay.page for overlay in overlays}))
