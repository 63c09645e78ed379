"""Following the drawing of a form field's appearance, as far as an eye needs.

An appearance is a small page of its own (ISO 32000-1, 12.5.5). What is followed is
which letters stand where and whether anything is painted; not what colour it is,
except the paper's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import pikepdf

from toolkit.model import Box
from toolkit.reading.fields.drawing import PAPER, Drawing, Faces, Run, Shape, is_paper
from toolkit.reading.fields.matrices import (
    SAME,
    Matrix,
    matrix_of,
    moved,
    times,
    told_matrix,
)
from toolkit.reading.fields.objects import held, numbers
from toolkit.reading.fields.tokens import string_of, tokens_of
from toolkit.reading.fields.typefaces import Typeface, usual_typeface

_MOST_BYTES = 400_000  # of one appearance; those of fields have a few hundred
_MOST_DEPTH = 4  # of drawings in drawings
_SMALLEST = 0.5  # points of type that anybody can see
_COMMENT = ord("%")
_FILLS = frozenset(["f", "F", "f*", "B", "B*", "b", "b*"])
_STROKES = frozenset(["S", "s", "B", "B*", "b", "b*"])


def drawing_of(stream: pikepdf.Object, faces: Faces) -> Drawing:
    """Return what an appearance draws.

    Raises:
        Whatever pikepdf lets rise from a file that is not as it should be.
    """
    pen = _Pen(faces)
    pen.follow(stream, SAME, 0)
    return Drawing(
        box=_sorted(numbers(held(stream, "/BBox"))),
        runs=tuple(pen.runs),
        shapes=tuple(pen.shapes),
        pictures=pen.pictures,
        is_whole=pen.is_whole,
    )


def _sorted(corners: Sequence[float] | None) -> Box | None:
    if corners is None or len(corners) != 4:
        return None
    x0, x1 = sorted((corners[0], corners[2]))
    y0, y1 = sorted((corners[1], corners[3]))
    return (x0, y0, x1, y1)


@dataclass(slots=True)
class _State:
    """The graphics state as far as it matters here."""

    matrix: Matrix = SAME
    face: Typeface | None = None
    size: float = 0.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0
    fill_is_paper: bool = False
    stroke_is_paper: bool = False
    fill_is_clear: bool = False
    stroke_is_clear: bool = False
    clip: Box | None = None

    def copy(self) -> _State:
        """Return the same state once more; it is kept and gone back to."""
        return _State(
            self.matrix,
            self.face,
            self.size,
            self.leading,
            self.rise,
            self.mode,
            self.fill_is_paper,
            self.stroke_is_paper,
            self.fill_is_clear,
            self.stroke_is_clear,
            self.clip,
        )


class _Pen:
    """Follows the operators of one appearance and of the drawings it places."""

    def __init__(self, faces: Faces) -> None:
        self.faces = faces
        self.runs: list[Run] = []
        self.shapes: list[Shape] = []
        self.pictures = 0
        self.is_whole = True
        self._now = _State()
        self._kept: list[_State] = []
        self._line = SAME  # where the line of text begins
        self._drawn: tuple[Typeface, bytes, float] | None = None  # on it so far
        self._path: list[tuple[float, float]] = []
        self._is_square = True
        self._is_round = False
        self._clips = False
        self._left = _MOST_BYTES
        self._means = pikepdf.Dictionary()
        self._depth = 0

    def follow(self, stream: pikepdf.Object, matrix: Matrix, depth: int) -> None:
        """Follow one drawing, which stands where `matrix` puts it."""
        told = stream.read_bytes()
        self._left -= len(told)
        if self._left < 0 or depth > _MOST_DEPTH:
            self.is_whole = False
            return
        before = self._now, self._kept, self._means, self._depth
        self._now, self._kept = self._now.copy(), []
        self._now.matrix = matrix
        means = held(stream, "/Resources")
        if isinstance(means, pikepdf.Dictionary):
            self._means = means
        self._depth = depth
        self._tokens(told)
        self._now, self._kept, self._means, self._depth = before

    def _tokens(self, told: bytes) -> None:
        operands: list[bytes] = []
        for token in tokens_of(told):
            first = token[0]
            if first in b"0123456789+-./([<>]":
                operands.append(token)
            elif first != _COMMENT:
                if token == b"BI":
                    # A picture in the drawing itself; what follows is its dots.
                    self.pictures += 1
                    self.is_whole = False
                    return
                act = _OPERATORS.get(token)
                if act is not None:
                    try:
                        act(self, operands)
                    except (IndexError, ValueError, OverflowError):
                        self.is_whole = False
                operands = []

    # --- state ------------------------------------------------------------------

    def keep(self, _: list[bytes]) -> None:
        self._kept.append(self._now.copy())

    def restore(self, _: list[bytes]) -> None:
        if self._kept:
            self._now = self._kept.pop()

    def concat(self, told: list[bytes]) -> None:
        self._now.matrix = times(told_matrix(told), self._now.matrix)

    def graphics(self, told: list[bytes]) -> None:
        states = self._means.get("/ExtGState")
        named = told[-1].decode("latin-1")
        state = states.get(named) if isinstance(states, pikepdf.Dictionary) else None
        if isinstance(state, pikepdf.Dictionary):
            self._now.fill_is_clear = float(state.get("/ca", 1)) < 1 - PAPER
            self._now.stroke_is_clear = float(state.get("/CA", 1)) < 1 - PAPER

    def fill_shade(self, told: list[bytes]) -> None:
        self._now.fill_is_paper = is_paper(told)

    def stroke_shade(self, told: list[bytes]) -> None:
        self._now.stroke_is_paper = is_paper(told)

    def fill_space(self, _: list[bytes]) -> None:
        self._now.fill_is_paper = False

    def stroke_space(self, _: list[bytes]) -> None:
        self._now.stroke_is_paper = False

    # --- text -------------------------------------------------------------------

    def begin_text(self, _: list[bytes]) -> None:
        self._drawn = None
        self._line = SAME

    def font(self, told: list[bytes]) -> None:
        fonts = held(self._means, "/Font")
        name = told[-2].decode("latin-1")
        self._now.face = self.faces.face(fonts, name)
        self._now.size = float(told[-1])

    def mode(self, told: list[bytes]) -> None:
        self._now.mode = int(float(told[-1]))

    def leading(self, told: list[bytes]) -> None:
        self._now.leading = float(told[-1])

    def rise(self, told: list[bytes]) -> None:
        self._now.rise = float(told[-1])

    def place(self, told: list[bytes]) -> None:
        self._drawn = None
        self._line = told_matrix(told)

    def move(self, told: list[bytes]) -> None:
        x, y = float(told[-2]), float(told[-1])
        self._drawn = None
        self._line = times((1, 0, 0, 1, x, y), self._line)

    def move_leading(self, told: list[bytes]) -> None:
        self._now.leading = -float(told[-1])
        self.move(told)

    def next_line(self, _: list[bytes]) -> None:
        self._drawn = None
        self._line = times((1, 0, 0, 1, 0, -self._now.leading), self._line)

    def show(self, told: list[bytes]) -> None:
        self._show(string_of(told[-1]))

    def show_pieces(self, told: list[bytes]) -> None:
        pieces = [string_of(each) for each in told if each[:1] in {b"(", b"<"}]
        self._show(b"".join(pieces))

    def show_next(self, told: list[bytes]) -> None:
        self.next_line(told)
        self.show(told)

    def _show(self, shown: bytes) -> None:
        now = self._now
        face = now.face or usual_typeface()
        text = face.text(shown)
        if self._drawn is not None:
            # Only now does it matter how wide that was.
            before, codes, tall = self._drawn
            wide = before.width(codes) * tall
            self._line = times((1, 0, 0, 1, wide, 0), self._line)
        whole = times((now.size, 0, 0, now.size, 0, now.rise), self._line)
        a, b, c, d, x, y = times(whole, now.matrix)
        size = max(abs(a), abs(b), abs(c), abs(d))
        inked = self._ink_is_seen() and size > _SMALLEST
        inside = self._is_in_clip(x, y, size)
        self.runs.append(Run(text, x, y, size, shown, face, inked, inside))
        self._drawn = face, shown, now.size

    def _ink_is_seen(self) -> bool:
        now = self._now
        fills = not (now.fill_is_paper or now.fill_is_clear)
        strokes = not (now.stroke_is_paper or now.stroke_is_clear)
        return {0: fills, 1: strokes, 2: fills or strokes}.get(now.mode % 4, False)

    def _is_in_clip(self, x: float, y: float, size: float) -> bool:
        clip = self._now.clip
        if clip is None:
            return True
        return x < clip[2] and clip[1] - size < y < clip[3]

    # --- paths ------------------------------------------------------------------

    def start(self, told: list[bytes]) -> None:
        self._path.append(self._point(told[-2:]))

    def line(self, told: list[bytes]) -> None:
        x, y = self._point(told[-2:])
        if self._path:
            from_x, from_y = self._path[-1]
            self._is_square &= abs(x - from_x) < 0.05 or abs(y - from_y) < 0.05
        self._path.append((x, y))

    def curve(self, told: list[bytes]) -> None:
        self._is_square, self._is_round = False, True
        self._path.append(self._point(told[-2:]))

    def rectangle(self, told: list[bytes]) -> None:
        x, y, wide, tall = (float(each) for each in told[-4:])
        corners = ((x, y), (x + wide, y), (x + wide, y + tall), (x, y + tall))
        self._path += [moved(corner, self._now.matrix) for corner in corners]

    def clip(self, _: list[bytes]) -> None:
        self._clips = True

    def end_path(self, _: list[bytes]) -> None:
        self._close_path("n")

    def paint(self, name: str) -> None:
        """Paint the path, and cover the letters under it."""
        now = self._now
        fills = name in _FILLS and not now.fill_is_clear
        strokes = name in _STROKES and not now.stroke_is_clear
        box = self._close_path(name)
        if box is None:
            return
        if fills:
            self._cover(box)
        if (fills and not now.fill_is_paper) or (strokes and not now.stroke_is_paper):
            self.shapes.append(Shape(box[0], name, *box[1:]))

    def _close_path(self, _: str) -> tuple[Box, bool, bool] | None:
        path, self._path = self._path, []
        square, self._is_square = self._is_square, True
        curved, self._is_round = self._is_round, False
        clips, self._clips = self._clips, False
        if not path:
            return None
        across, up = [x for x, _ in path], [y for _, y in path]
        box = (min(across), min(up), max(across), max(up))
        if clips and square:
            old = self._now.clip or box
            self._now.clip = (
                max(old[0], box[0]),
                max(old[1], box[1]),
                min(old[2], box[2]),
                min(old[3], box[3]),
            )
        return box, square, curved

    def _cover(self, found: tuple[Box, bool, bool]) -> None:
        """Hide the letters that begin inside a filled shape."""
        left, low, right, high = found[0]
        for at, run in enumerate(self.runs):
            if left <= run.x <= right and low <= run.y <= high and run.is_inked:
                self.runs[at] = replace(run, is_inked=False)

    def _point(self, told: Sequence[bytes]) -> tuple[float, float]:
        return moved((float(told[0]), float(told[1])), self._now.matrix)

    # --- drawings in drawings ---------------------------------------------------

    def place_drawing(self, told: list[bytes]) -> None:
        things = self._means.get("/XObject")
        named = told[-1].decode("latin-1")
        thing = things.get(named) if isinstance(things, pikepdf.Dictionary) else None
        if not isinstance(thing, pikepdf.Stream):
            return
        if thing.get("/Subtype") != "/Form":
            self.pictures += 1
            return
        own = matrix_of(thing.get("/Matrix"))
        self.follow(thing, times(own, self._now.matrix), self._depth + 1)


_Act: TypeAlias = Callable[[_Pen, list[bytes]], None]


def _painted(name: str) -> _Act:
    return lambda pen, _: pen.paint(name)


_OPERATORS: Mapping[bytes, _Act] = {
    b"q": _Pen.keep,
    b"Q": _Pen.restore,
    b"cm": _Pen.concat,
    b"gs": _Pen.graphics,
    b"g": _Pen.fill_shade,
    b"rg": _Pen.fill_shade,
    b"k": _Pen.fill_shade,
    b"sc": _Pen.fill_shade,
    b"scn": _Pen.fill_shade,
    b"cs": _Pen.fill_space,
    b"G": _Pen.stroke_shade,
    b"RG": _Pen.stroke_shade,
    b"K": _Pen.stroke_shade,
    b"SC": _Pen.stroke_shade,
    b"SCN": _Pen.stroke_shade,
    b"CS": _Pen.stroke_space,
    b"BT": _Pen.begin_text,
    b"Tf": _Pen.font,
    b"Tr": _Pen.mode,
    b"TL": _Pen.leading,
    b"Ts": _Pen.rise,
    b"Tm": _Pen.place,
    b"Td": _Pen.move,
    b"TD": _Pen.move_leading,
    b"T*": _Pen.next_line,
    b"Tj": _Pen.show,
    b"TJ": _Pen.show_pieces,
    b"'": _Pen.show_next,
    b'"': _Pen.show_next,
    b"m": _Pen.start,
    b"l": _Pen.line,
    b"c": _Pen.curve,
    b"v": _Pen.curve,
    b"y": _Pen.curve,
    b"re": _Pen.rectangle,
    b"W": _Pen.clip,
    b"W*": _Pen.clip,
    b"n": _Pen.end_path,
    **{name.encode(): _painted(name) for name in sorted(_FILLS | _STROKES)},
    b"Do": _Pen.place_drawing,
}
