"""What a PDF page draws besides words: straight lines, boxes to tick, rings."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import cv2
import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium_c

from toolkit.model import Box
from toolkit.reading.geometry import Sheet
from toolkit.reading.pages.issued import Grey, picture_of
from toolkit.reading.pages.layout import Ring, Rule, TickBox

_MOST_OBJECTS = 20_000
_DEEPEST = 4  # drawings in drawings
_THIN = 3.0  # points of a line drawn as a filled rectangle
_LEAST_RULE = 6.0
_TICK = (5.0, 22.0)  # points of a box to tick
_SQUARE = 1.35  # how much longer than wide it may be
_RING, _RING_TALL = (14.0, 160.0), (8.0, 60.0)
_DPI = 144
_INSET = 0.22  # of a tick box's side, which its own line may take
# Shares of what is inside the line; see `printed` for how they were found.
_ON, _OFF, _SOLID = 0.08, 0.02, 0.95
_LONG = 14.0  # points; no stroke of a letter is as long, but in headings
_DARKER = 24  # shades by which a line is darker than the ground beside it
_LIGHT = 0.98  # a paint lighter than this is no line

_Matrix = tuple[float, float, float, float, float, float]
_PLAIN: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_Point = tuple[float, float]


@dataclass(slots=True)
class Shapes:
    """The straight lines, tick boxes and rings of one page, as displayed."""

    rules: list[Rule] = field(default_factory=list)
    ticks: list[TickBox] = field(default_factory=list)
    rings: list[Ring] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Stroke:
    """One unbroken run of a path: its points, and whether it bends or closes.

    `longest` is its longest straight piece in points; `is_line` says that it is painted
    as a line, or is all of a filled shape, so that its sides are seen.
    """

    points: tuple[_Point, ...]
    bends: bool
    closes: bool
    longest: float
    is_line: bool


def shapes_of(page: pypdfium2.PdfPage, sheet: Sheet) -> Shapes:
    """Return what a page draws besides words; nothing of one with too many drawings."""
    shapes = Shapes()
    boxes: list[Box] = []
    for at, stroke in enumerate(_strokes(page)):
        if at > _MOST_OBJECTS:
            return Shapes()
        _sort(stroke, sheet, shapes, boxes)
    picture = picture_of(page, _DPI)
    shapes.ticks += [_tick(b, picture, sheet.number) for b in _outermost(boxes)]
    shapes.rules += lines_in(picture, _DPI, sheet.number)
    return shapes


def lines_in(picture: Grey, dpi: float, page: int) -> Iterator[Rule]:
    """Yield the level and upright lines that a picture of a page shows.

    Whatever way they were drawn: as lines, as thin areas, as edges of tables. Shorter
    ones than `_LONG` points are letters, thicker ones than `_THIN` are areas.
    """
    dots = dpi / 72
    ground = cv2.dilate(picture, np.ones((9, 9), np.uint8))
    dark = ((ground.astype(np.int16) - picture) > _DARKER).astype(np.uint8)
    long = round(_LONG * dots)
    for shape in ((1, long), (long, 1)):
        runs = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        for left, top, wide, tall in _bounds(runs):
            if min(wide, tall) <= _THIN * dots:
                edges = (left, top, left + wide, top + tall)
                x0, y0, x1, y1 = (float(edge) / dots for edge in edges)
                yield Rule((x0, y0, x1, y1), page)


def _bounds(mask: Grey) -> list[Sequence[int]]:
    """Return left, top, width and height of what hangs together, from the top.

    Outlines are found much quicker than parts are numbered, where little is inked.
    """
    outlines, tree = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return []
    parts = zip(outlines, tree[0], strict=True)
    found = [cv2.boundingRect(line) for line, (_, _, _, outer) in parts if outer < 0]
    return sorted(found, key=lambda box: (box[1], box[0]))[:_MOST_OBJECTS]


def _sort(stroke: _Stroke, sheet: Sheet, shapes: Shapes, boxes: list[Box]) -> None:
    """Put one stroke where it belongs: a box to tick, a ring, or straight lines."""
    xs, ys = zip(*stroke.points, strict=True)
    around = sheet.box((min(xs), min(ys), max(xs), max(ys)))
    if around is None:
        return
    wide, tall = around[2] - around[0], around[3] - around[1]
    whole = stroke.closes or stroke.points[0] == stroke.points[-1]
    if whole and _is_tick_box(wide, tall):
        boxes.append(around)
    elif min(wide, tall) <= _THIN and max(wide, tall) >= _LEAST_RULE:
        shapes.rules.append(Rule(around, sheet.number))
    elif stroke.bends and stroke.longest < 0.3 * wide:
        if whole and _is_ring(wide, tall):
            shapes.rings.append(Ring(around, sheet.number))
    elif stroke.bends and stroke.is_line:
        shapes.rules += _sides(around, sheet.number)
    elif stroke.is_line:
        shapes.rules += _straight(stroke, sheet)


def _is_tick_box(wide: float, tall: float) -> bool:
    low, high = sorted((wide, tall))
    return _TICK[0] <= low and high <= _TICK[1] and high <= _SQUARE * low


def _is_ring(wide: float, tall: float) -> bool:
    return _RING[0] <= wide <= _RING[1] and _RING_TALL[0] <= tall <= _RING_TALL[1]


def _straight(stroke: _Stroke, sheet: Sheet) -> Iterator[Rule]:
    """Yield the level and upright lines of a stroke."""
    points = [*stroke.points, *([stroke.points[0]] if stroke.closes else [])]
    for (x0, y0), (x1, y1) in pairwise(points):
        box = sheet.box((x0, y0, x1, y1))
        if box is None:
            continue
        wide, tall = box[2] - box[0], box[3] - box[1]
        if min(wide, tall) <= 1.0 and max(wide, tall) >= _LEAST_RULE:
            yield Rule(box, sheet.number)


def _sides(box: Box, page: int) -> Iterator[Rule]:
    """Yield the four sides of a box with round corners."""
    left, top, right, bottom = box
    yield Rule((left, top, right, top), page)
    yield Rule((left, bottom, right, bottom), page)
    yield Rule((left, top, left, bottom), page)
    yield Rule((right, top, right, bottom), page)


def _outermost(boxes: list[Box]) -> list[Box]:
    """Return tick boxes without those drawn inside others: borders, and their ticks."""
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda b: (b[0] - b[2]) * (b[3] - b[1])):
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if not any(k[0] <= x <= k[2] and k[1] <= y <= k[3] for k in kept):
            kept.append(box)
    return sorted(kept, key=lambda b: (b[1], b[0]))


def _tick(box: Box, picture: Grey, page: int) -> TickBox:
    left, top, right, bottom = box
    inset = _INSET * (right - left)
    dots = _DPI / 72
    part = picture[
        max(round((top + inset) * dots), 0) : max(round((bottom - inset) * dots), 0),
        max(round((left + inset) * dots), 0) : max(round((right - inset) * dots), 0),
    ]
    share = float((part < 150).mean()) if part.size else 0.0
    unsure = _OFF < share < _ON or share > _SOLID
    tick = None if unsure else share >= _ON
    return TickBox(box, page, tick)


# --- paths --------------------------------------------------------------------------


def _strokes(page: pypdfium2.PdfPage) -> Iterator[_Stroke]:
    count = pdfium_c.FPDFPage_CountObjects(page)
    for at in range(min(count, _MOST_OBJECTS)):
        yield from _of_object(pdfium_c.FPDFPage_GetObject(page, at), _PLAIN, 0)


def _of_object(thing: object, outer: _Matrix, deep: int) -> Iterator[_Stroke]:
    sort = pdfium_c.FPDFPageObj_GetType(thing)
    if sort == pdfium_c.FPDF_PAGEOBJ_PATH:
        is_filled, is_stroked = _paint(thing)
        runs = [*_of_path(thing, _times(_matrix(thing), outer))]
        is_line = is_stroked or len(runs) == 1
        if is_filled or is_stroked:
            yield from (_stroke(points, kinds, is_line) for points, kinds in runs)
    elif sort == pdfium_c.FPDF_PAGEOBJ_FORM and deep < _DEEPEST:
        inner = _times(_matrix(thing), outer)
        for at in range(min(pdfium_c.FPDFFormObj_CountObjects(thing), _MOST_OBJECTS)):
            inside = pdfium_c.FPDFFormObj_GetObject(thing, at)
            yield from _of_object(inside, inner, deep + 1)


def _paint(path: object) -> tuple[bool, bool]:
    """Return whether a path is filled, and stroked, with anything but white."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium_c.FPDFPath_GetDrawMode(path, mode, stroke):
        return False, False
    fill, line = pdfium_c.FPDFPageObj_GetFillColor, pdfium_c.FPDFPageObj_GetStrokeColor
    return (
        bool(mode.value) and _is_dark(fill, path),
        bool(stroke.value) and _is_dark(line, path),
    )


def _is_dark(colour_of: object, path: object) -> bool:
    parts = [ctypes.c_uint() for _ in range(4)]
    if not callable(colour_of) or not colour_of(path, *parts):
        return True  # a pattern, which is seen
    red, green, blue, alpha = (part.value for part in parts)
    return alpha > 40 and min(red, green, blue) < _LIGHT * 255


def _matrix(thing: object) -> _Matrix:
    found = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(thing, found):
        return _PLAIN
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    first = np.array(
        [[inner[0], inner[1], 0], [inner[2], inner[3], 0], [*inner[4:], 1]]
    )
    then = np.array([[outer[0], outer[1], 0], [outer[2], outer[3], 0], [*outer[4:], 1]])
    both = first @ then
    a, b, c, d, e, f = (float(each) for each in both[:, :2].ravel())
    return (a, b, c, d, e, f)


_Run = tuple[list[_Point], list[str]]
"""Points, and how each is come to: `to` by a line, `bend` by a curve, `close` both."""


def _of_path(path: object, matrix: _Matrix) -> Iterator[_Run]:
    """Yield the unbroken runs of a path, in the page's own points."""
    points: list[_Point] = []
    kinds: list[str] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(min(pdfium_c.FPDFPath_CountSegments(path), _MOST_OBJECTS)):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, at)
        sort = pdfium_c.FPDFPathSegment_GetType(segment)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        if sort == pdfium_c.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points, kinds
            points, kinds = [], []
        points.append(_moved(x.value, y.value, matrix))
        kinds.append("bend" if sort == pdfium_c.FPDF_SEGMENT_BEZIERTO else "to")
        if pdfium_c.FPDFPathSegment_GetClose(segment) and len(points) > 1:
            yield points, [*kinds, "close"]
            points, kinds = [], []
    if len(points) > 1:
        yield points, kinds


def _stroke(points: list[_Point], kinds: list[str], is_line: bool) -> _Stroke:  # noqa: FBT001 - one of three facts of a stroke
    lengths = [
        math.dist(one, other)
        for one, other, kind in zip(points, points[1:], kinds[1:], strict=False)
        if kind == "to"
    ]
    return _Stroke(
        tuple(points),
        bends="bend" in kinds,
        closes=kinds[-1] == "close",
        longest=max(lengths, default=0.0),
        is_line=is_line,
    )


def _moved(x: float, y: float, matrix: _Matrix) -> _Point:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)
