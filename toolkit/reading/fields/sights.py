"""What a person sees in one widget of a form, judged by how it is drawn.

Nothing here looks at a picture of the page: where the drawing alone does not tell,
the answer is to look, and `eye` does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from toolkit.model import Box
from toolkit.reading.fields.drawing import Drawing, Run, Shape
from toolkit.reading.fields.sameness import (
    begins,
    is_hint,
    is_masked,
    plain,
    same,
    same_formatted,
)

# Of the width and height of a box: from here a shape is its frame or its ground.
_FRAME = 0.75
_ROOM = 0.7  # of a line that is filled before the rest of an answer is cut off
_TICKS = frozenset("xX✓✔✗✘☑☒●•■◆★⬤✕✖✅vV√")
_DINGBATS = frozenset("34568lnuH")  # the same in the typeface of ticks


class View(Enum):
    """What the drawing of a widget tells."""

    AGREES = auto()
    DIFFERS = auto()
    UNREAD = auto()
    """Other letters than stored, or none we know: somebody else should read them."""
    UNSEEN = auto()
    """The right letters, or a mark, in an ink that may not be seen: look."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What a widget shows, and whether that is what is stored."""

    view: View
    shown: str = field(default="", repr=False)


AGREES = Sight(View.AGREES)


# --- words --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Expected:
    """What a field of words should show.

    `texts` are the stored value and what else may be shown for it, such as a choice's
    label; `is_list` says that other lines may stand around it; `is_formatted` that a
    script shapes it; `is_redrawn` that viewers draw it anew.
    """

    texts: tuple[str, ...] = field(repr=False)
    is_list: bool = False
    is_formatted: bool = False
    is_redrawn: bool = False
    is_secret: bool = False


def words_seen(expected: Expected, drawing: Drawing) -> Sight:
    """Return whether a drawing shows what is stored."""
    inked = [run for run in drawing.runs if run.is_inked]
    inside = [run for run in inked if _is_inside(run, drawing.box)]
    shown = _text(inside)
    if not plain(shown):
        return _nothing_seen(expected, drawing)
    if _agrees(expected, shown) or (expected.is_list and _is_listed(expected, drawing)):
        return AGREES
    stored = expected.texts[0]
    if not plain(stored) and is_hint(shown):
        return AGREES
    if plain(stored) and _is_cut_off(stored, drawing, inked, inside):
        return AGREES
    return Sight(View.UNREAD if plain(stored) else View.DIFFERS, shown)


def _nothing_seen(expected: Expected, drawing: Drawing) -> Sight:
    if not plain(expected.texts[0]):
        # A picture where nothing is stored is an answer too: a signature, say.
        return Sight(View.DIFFERS) if drawing.pictures else AGREES
    if expected.is_redrawn and not drawing.runs:
        return AGREES
    if drawing.pictures or not drawing.is_whole:
        return Sight(View.UNREAD)
    hidden = _text(drawing.runs)
    return Sight(View.UNSEEN if _agrees(expected, hidden) else View.DIFFERS)


def _agrees(expected: Expected, shown: str) -> bool:
    if any(same(text, shown) for text in expected.texts):
        return True
    if expected.is_secret and is_masked(shown):
        return True
    if not expected.is_formatted:
        return False
    return any(same_formatted(text, shown) for text in expected.texts)


def _text(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs)


def _is_inside(run: Run, box: Box | None) -> bool:
    if not run.is_inside:
        return False
    if box is None:
        return True
    left, low, right, high = box
    if not low - run.size / 2 < run.y < high or run.x >= right:
        return False
    return run.x >= left - 1 or run.end > left


def _is_cut_off(
    stored: str, drawing: Drawing, inked: Sequence[Run], inside: Sequence[Run]
) -> bool:
    """Whether all of an answer would be shown if only there were room for it."""
    is_start = list(inked[: len(inside)]) == list(inside)
    if is_start and len(inked) > len(inside) and same(stored, _text(inked)):
        return True
    return begins(stored, _text(inside)) and _is_full(drawing, inside)


def _is_full(drawing: Drawing, inside: Sequence[Run]) -> bool:
    """Whether the letters shown fill the room there is, down to its last line."""
    if drawing.box is None:
        return False
    left, low, right, _ = drawing.box
    last = min(inside, key=lambda run: run.y)
    tall = max(last.size, 1.0)
    if last.y - low > 2.2 * tall:
        return False
    if any(run.y - last.y > tall / 2 for run in inside):
        return True  # several lines, down to the last there is room for
    return max(run.end for run in inside) - left >= _ROOM * (right - left)


def _is_listed(expected: Expected, drawing: Drawing) -> bool:
    """Whether a list of several lines shows the chosen ones, and marks no others."""
    lines: dict[float, str] = {}
    for run in drawing.runs:
        lines[run.y] = lines.get(run.y, "") + run.text
    bars = [shape.box for shape in drawing.shapes if _is_bar(shape, drawing.box)]
    there = {plain(text) for text in lines.values()}
    marked = {
        plain(text)
        for y, text in lines.items()
        if any(bar[1] <= y <= bar[3] for bar in bars)
    }
    for text in expected.texts:
        chosen = {plain(line) for line in text.split("\n")} - {""}
        # Where no line is marked, nothing says which of them are chosen.
        if marked == chosen & there or (not marked and chosen <= there):
            return bool(marked) or chosen <= there
    return False


def _is_bar(shape: Shape, box: Box | None) -> bool:
    """Whether a shape is the coloured bar behind one chosen line."""
    tall = shape.box[3] - shape.box[1]
    whole = box[3] - box[1] if box else float("inf")
    return shape.is_square and shape.paint not in {"S", "s"} and 4 < tall < 0.9 * whole


# --- ticks --------------------------------------------------------------------------


def tick_seen(on: Drawing, off: Drawing | None) -> View:
    """Return whether the drawing of a ticked box shows a tick.

    Args:
        on: What is drawn in the state the box is in.
        off: What would be drawn if it were not ticked; null if nothing is said.
    """
    drawn, blank = _items(on), _items(off) if off else frozenset()
    if not drawn:
        return View.UNSEEN
    if off is not None and any(_is_mark(item, None) for item in drawn - blank):
        return View.AGREES
    has_mark = any(_is_mark(item, on.box) for item in drawn - blank)
    return View.AGREES if has_mark else View.UNSEEN


def _is_mark(item: object, box: Box | None) -> bool:
    """Whether a thing is more than a frame, or a ground in a box of this size."""
    if not isinstance(item, Shape):
        return True
    if item.paint in {"S", "s"} and item.is_square:
        return False
    return not _is_frame(item, box)


def is_blank(off: Drawing, on: Drawing | None) -> bool:
    """Whether the drawing of an empty box has surely no tick in it.

    Args:
        off: What is drawn.
        on: What would be drawn if it were ticked; null if nothing is said.
    """
    if on is not None and _items(off) < _items(on):
        return True  # the ticked one has a mark besides
    if off.pictures or not off.is_whole:
        return False
    if any(not _is_frame(shape, off.box) for shape in off.shapes):
        return False
    return not any(_is_tick(run) for run in off.runs if run.is_inked)


def is_tick(words: str) -> bool:
    """Whether words printed in a box are a tick or a cross."""
    return words.strip() in _TICKS


def has_hand(drawing: Drawing) -> bool:
    """Whether something is drawn by hand: a picture, or lines that are not straight."""
    return bool(drawing.pictures) or any(
        not shape.is_square and not _is_frame(shape, drawing.box)
        for shape in drawing.shapes
    )


def _is_tick(run: Run) -> bool:
    letters = set(run.text.strip())
    font = run.face.font
    named = str(font.get("/BaseFont", "")) if font is not None else ""
    return bool(letters & (_DINGBATS if "Dingbat" in named else _TICKS))


def _items(drawing: Drawing) -> frozenset[object]:
    """Return what is seen of a drawing, each thing as a value."""
    letters = {
        (run.text, round(run.x), round(run.y))
        for run in drawing.runs
        if run.is_inked and plain(run.text) and _is_inside(run, drawing.box)
    }
    shapes = {shape for shape in drawing.shapes if _touches(shape.box, drawing.box)}
    pictures = {("picture", drawing.pictures)} if drawing.pictures else set()
    return frozenset(letters | shapes | pictures)


def _touches(box: Box, whole: Box | None) -> bool:
    if whole is None:
        return True
    across = min(box[2], whole[2]) - max(box[0], whole[0])
    up = min(box[3], whole[3]) - max(box[1], whole[1])
    return across > -0.1 and up > -0.1


def _is_frame(shape: Shape, whole: Box | None) -> bool:
    """Whether a shape is as large as the box: its border, its ground or its bevel."""
    if whole is None or not (shape.is_square or shape.is_round or shape.paint == "f"):
        return False
    wide, tall = whole[2] - whole[0], whole[3] - whole[1]
    across, up = shape.box[2] - shape.box[0], shape.box[3] - shape.box[1]
    return across >= _FRAME * wide and up >= _FRAME * tall
