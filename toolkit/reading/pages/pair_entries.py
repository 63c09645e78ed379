"""The labels of answers that a page itself tells from its print.

They are found on the page without the answers; each answer then goes to the label it
stands by.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from toolkit.model import Box
from toolkit.reading.pages.entries import Entry
from toolkit.reading.pages.layout import (
    Cell,
    Segment,
    ends_as_label,
    holds,
    lines_of,
    overlap,
    share_of_height,
    whole_label,
)
from toolkit.reading.pages.pair import Pair, is_label, label_text
from toolkit.reading.pages.words import around

_NEAR = 4.0  # points by which an answer may miss its room
_SAME = 3.0  # points by which edges of one row or column may differ
_BESIDE, _FAR = 60.0, 400.0  # points from a label to the answer at its right
_ABOVE, _BELOW = 2.0, 1.2  # of a line's height, from an answer to the label
_WITHIN = 150.0  # points to words that may have to do with an answer
_LIST, _ITEM = 3, 3  # items of a list at least, and words of an item at most
_PARTS = 4  # letters; shorter answers in one box are the parts of a date


@dataclass(frozen=True, slots=True)
class Ground:
    """The printed page that answers were laid on: its cells, and lines in no cell."""

    cells: tuple[Cell, ...]
    lines: tuple[tuple[Segment, ...], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Named:
    """A label found for an answer, where it stands, and whether that is doubtful."""

    label: str
    at: Box
    ask: bool = True


def with_entries(
    pairs: Sequence[Pair], entries: Sequence[Entry], ground: Ground
) -> list[Pair]:
    """Return the pairs of a printed page with its entries as their answers.

    Args:
        pairs: What the page says without its entries.
        entries: What was laid on it, or written on its lines.
        ground: The page without them.
    """
    found: list[Pair] = []
    answered: set[Box] = set()
    rooms = _rooms(pairs, entries)
    for pair, inside in rooms:
        answered.add(pair.at)
        found += _filled(pair, inside)
    homeless = [e for e in entries if not any(e in inside for _, inside in rooms)]
    for entry in homeless:
        named = _named(entry, ground, [e for e in entries if e is not entry])
        if named is not None:
            answered.add(named.at)
            found.append(_pair(named, entry))
    left = [p for p in pairs if p.options or p.at not in answered]
    return [*left, *found]


def _rooms(
    pairs: Sequence[Pair], entries: Sequence[Entry]
) -> list[tuple[Pair, list[Entry]]]:
    """Return the pairs that answers stand in the room of, with those answers."""
    rooms = [pair for pair in pairs if not pair.options and pair.box != pair.at]
    rooms.sort(key=lambda p: (p.box[2] - p.box[0]) * (p.box[3] - p.box[1]))
    inside: dict[int, list[Entry]] = {}
    for entry in entries:
        home = next((p for p in rooms if _stands_in(entry, p.box)), None)
        if home is not None:
            inside.setdefault(id(home), []).append(entry)
    return [(pair, inside[id(pair)]) for pair in rooms if id(pair) in inside]


def _stands_in(entry: Entry, room: Box) -> bool:
    left, top, right, bottom = room
    return holds(
        (left - _NEAR, top - _NEAR, right + _NEAR, bottom + _NEAR), entry.start
    )


def _filled(pair: Pair, inside: Sequence[Entry]) -> Iterator[Pair]:
    """Yield a pair with the answers in its room: one, or each that says so much."""
    ask = pair.ask or len(inside) > 1 or any(c.isalpha() for c in pair.text)
    if all(len(entry.text) <= _PARTS for entry in inside):
        yield _answered(pair, Entry(lines_of(w for e in inside for w in e.words)), ask)
        return
    for entry in inside:
        yield _answered(pair, entry, ask)


def _answered(pair: Pair, entry: Entry, ask: bool) -> Pair:  # noqa: FBT001 - a fact of the pair
    room = pair.box
    runs_out = entry.box[2] > room[2] + _NEAR or entry.box[0] < room[0] - _NEAR
    return replace(
        pair,
        text=entry.text,
        box=entry.box if runs_out else room,
        ask=ask or runs_out or _is_doubtful(entry),
    )


def _is_doubtful(entry: Entry) -> bool:
    """Whether words stand over one another, or are a list to choose from.

    A flattened list shows every item; the one chosen is only of another colour.
    """
    lines = entry.text.split("\n")
    is_list = len(lines) >= _LIST and all(len(line.split()) <= _ITEM for line in lines)
    has_number = any(letter.isdigit() for letter in entry.text)
    return overlap(entry.words) or (is_list and not has_number)


def _pair(named: _Named, entry: Entry) -> Pair:
    ask = named.ask or _is_doubtful(entry)
    return Pair(named.label, entry.text, entry.box, named.at, (), ask)


# --- whose answer it is -------------------------------------------------------------


def _named(entry: Entry, ground: Ground, others: Sequence[Entry]) -> _Named | None:
    """Return the label of an answer that stands in no label's known room."""
    home = _home(entry, ground.cells)
    if home is not None and home.text:
        return _by_lines(entry, home.lines, others) or _by_heads(home, ground.cells)
    if home is not None:
        heads = _by_heads(home, ground.cells)
        if heads is not None:
            return heads
    return _by_lines(entry, _all_lines(ground), others)


def _all_lines(ground: Ground) -> Sequence[Sequence[Segment]]:
    inside = [line for cell in ground.cells for line in cell.lines]
    return sorted([*ground.lines, *inside], key=lambda line: line[0].box[1])


def _home(entry: Entry, cells: Sequence[Cell]) -> Cell | None:
    homes = [cell for cell in cells if holds(cell.box, entry.start)]
    return min(
        homes, key=lambda c: (c.box[2] - c.box[0]) * (c.box[3] - c.box[1]), default=None
    )


def _by_heads(home: Cell, cells: Sequence[Cell]) -> _Named | None:
    """Return the heads of an empty cell's row and column as its label."""
    row = [c for c in cells if _in_row(c.box, home.box) and c.box[2] < home.box[2]]
    column = [
        c for c in cells if _in_column(c.box, home.box) and c.box[3] < home.box[3]
    ]
    before = _head(sorted(row, key=lambda c: -c.box[0]))
    above = _head(sorted(column, key=lambda c: -c.box[1]))
    heads = [cell for cell in (before, above) if cell is not None]
    if not heads:
        return None
    label = " / ".join(label_text(" ".join(cell.text.split())) for cell in heads)
    return _Named(label, heads[0].box if len(heads) == 1 else home.box)


def _head(cells: Sequence[Cell]) -> Cell | None:
    return next((c for c in cells if is_label(" ".join(c.text.split()))), None)


def _in_row(one: Box, other: Box) -> bool:
    return abs(one[1] - other[1]) < _SAME and abs(one[3] - other[3]) < _SAME


def _in_column(one: Box, other: Box) -> bool:
    return abs(one[0] - other[0]) < _SAME and abs(one[2] - other[2]) < _SAME


def _by_lines(
    entry: Entry, lines: Sequence[Sequence[Segment]], others: Sequence[Entry]
) -> _Named | None:
    """Return the words to the left of an answer, above it, or right below it."""
    segments = [s for line in lines for s in line if not s.leader and _says(s)]
    left = _to_the_left(entry, segments, others)
    above = _above(entry, segments)
    if left is not None and ends_as_label(left.text):
        is_close = entry.box[0] - left.box[2] < _BESIDE
        return _Named(_whole(left, lines), left.box, ask=not is_close)
    if above is not None and (left is None or ends_as_label(above.text)):
        return _Named(_whole(above, lines), above.box)
    if left is not None:
        return _Named(_whole(left, lines), left.box)
    below = _below(entry, segments)
    if below is not None:
        return _Named(_whole(below, lines), below.box)
    return _by_nearness(entry, segments)


def _says(segment: Segment) -> bool:
    return any(letter.isalnum() for letter in segment.text)


def _whole(segment: Segment, lines: Sequence[Sequence[Segment]]) -> str:
    whole = whole_label(segment, lines)
    return label_text(whole if is_label(whole) else segment.text)


def _to_the_left(
    entry: Entry, segments: Sequence[Segment], others: Sequence[Entry]
) -> Segment | None:
    line = around([s.box for s in entry.lines[0]])
    beside = [
        s
        for s in segments
        if share_of_height(s.box, line) > 0.5 and s.box[2] <= line[0] + _NEAR
    ]
    nearest = max(beside, key=lambda s: s.box[2], default=None)
    if nearest is None:
        return None
    gap = line[0] - nearest.box[2]
    between = any(
        share_of_height(other.box, line) > 0.5
        and nearest.box[2] - _NEAR < (other.box[0] + other.box[2]) / 2 < line[0]
        for other in others
    )
    return None if between or gap > _FAR else nearest


def _above(entry: Entry, segments: Sequence[Segment]) -> Segment | None:
    left, top, right, _ = entry.box
    tall = max(entry.words[0].height, 10.0)
    over = [
        s
        for s in segments
        if s.box[0] < right
        and left < s.box[2]
        and -0.3 * tall < top - s.box[3] < _ABOVE * tall
    ]
    return max(
        over, key=lambda s: (round(s.box[3]), -abs(s.box[0] - left)), default=None
    )


def _below(entry: Entry, segments: Sequence[Segment]) -> Segment | None:
    left, _, right, bottom = entry.box
    tall = max(entry.words[0].height, 10.0)
    under = [
        s
        for s in segments
        if s.box[0] < right
        and left < s.box[2]
        and -0.3 * tall < s.box[1] - bottom < _BELOW * tall
    ]
    return min(
        under, key=lambda s: (round(s.box[1]), abs(s.box[0] - left)), default=None
    )


def _by_nearness(entry: Entry, segments: Sequence[Segment]) -> _Named | None:
    """Return the words nearest to an answer, for a person to see; nearest is enough."""
    nearest = min(segments, key=lambda s: _distance(s.box, entry.box), default=None)
    if nearest is None or _distance(nearest.box, entry.box) > _WITHIN:
        return None
    return _Named(label_text(nearest.text), nearest.box)


def _distance(one: Box, other: Box) -> float:
    across = max(one[0] - other[2], other[0] - one[2], 0.0)
    down = max(one[1] - other[3], other[1] - one[3], 0.0)
    return across + down
