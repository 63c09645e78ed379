"""Label and value pairs of any printed form page, from its words, lines and boxes.

Used for printed pages and for scanned ones alike: whoever calls brings the words and
what is drawn. A page without boxes, tick boxes or lines to write on is no form, and
only its `label: value` lines are paired.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from toolkit.model import Box, Mark, MarkKind, Place, Route
from toolkit.reading.pages.entries import with_entries_out, with_lines_out
from toolkit.reading.pages.label_words import is_label_words
from toolkit.reading.pages.layout import (
    Cell,
    Ring,
    Rule,
    TickBox,
    boxes_of,
    goes_on,
    holds,
    lines_of,
)
from toolkit.reading.pages.pair import Drawn, Pair, label_text
from toolkit.reading.pages.pair_cells import pairs_beside, pairs_in_rows, rows_of
from toolkit.reading.pages.pair_entries import Ground, with_entries
from toolkit.reading.pages.pair_lines import pairs_in_lines
from toolkit.reading.pages.pair_ticks import (
    Option,
    only_ticks,
    with_glyphs_out,
    with_laid_out,
)
from toolkit.reading.pages.words import Word

__all__ = ["Ring", "Rule", "TickBox", "Word", "pairs_of"]

_BETWEEN = ": "  # a question and its printed answer, in a tick's label
_LONGEST = 300
_ODD = frozenset("±©¶¬¦¤¨ª¡¯\ufffd")


def pairs_of(
    words: Sequence[Word],
    rules: Sequence[Rule] = (),
    ticks: Sequence[TickBox] = (),
    rings: Sequence[Ring] = (),
    how: Route = Route.PAGE,
) -> tuple[Mark, ...]:
    """Return a mark for each label that has room for an answer, page by page.

    A mark's key and its place's label are the printed label; on repeats `#2`, `#3` are
    appended to the key. Its box is where the answer stands, or the room for it. Each
    printed answer to be chosen is a tick, with the label `question: answer`.
    `place.paper` is empty. What is ambiguous asks.

    Args:
        words: The words of one or more pages.
        rules: The drawn straight lines of those pages; a drawn box is its four sides.
        ticks: The tick boxes of those pages that are drawn and are no letters.
        rings: What is drawn round words to choose them.
        how: The route the words came by.
    """
    marks: list[Mark] = []
    for page in sorted({word.page for word in words}):
        own = [tick for tick in ticks if tick.page == page]
        kept, own = with_laid_out([w for w in words if w.page == page], own)
        kept, glyphs = with_glyphs_out(kept)
        drawn = Drawn(
            ticks=(*glyphs, *only_ticks(own, kept)),
            rules=tuple(rule for rule in rules if rule.page == page),
            rings=tuple(ring for ring in rings if ring.page == page),
        )
        for pair in _page_pairs(kept, drawn):
            marks += _marks(pair, page, how)
    return tuple(_unique(marks))


def _page_pairs(words: Sequence[Word], drawn: Drawn) -> list[Pair]:
    """Return the pairs of one page, from the top."""
    words, laid = with_entries_out(words)
    boxes = _boxes(words, drawn)
    words, written = with_lines_out(words, drawn.rules, boxes)
    entries = (*laid, *written)
    cells, loose, unboxed = _in_cells(words, drawn, boxes)
    rows = rows_of(cells)
    lines = lines_of(loose)
    alone = [row[0] for row in rows if len(row) == 1]
    beside, used = pairs_beside(alone, lines, drawn)
    rest = [tuple(s for s in line if id(s) not in used) for line in lines]
    is_form = bool(
        cells or entries or drawn.ticks or any(s.leader for line in lines for s in line)
    )
    outside = replace(drawn, ticks=tuple(unboxed), is_form=is_form)
    found = [
        *pairs_in_rows(rows, drawn),
        *beside,
        *pairs_in_lines([line for line in rest if line], outside),
    ]
    named = [pair for pair in found if pair.label or pair.options]
    if laid:
        # What is printed as an answer on a form that others filled in is hardly one.
        named = [replace(p, ask=p.ask or bool(p.text)) for p in named]
    if entries:
        named = with_entries(named, entries, Ground(tuple(cells), lines))
    labels = {pair.label for pair in named} - {""}
    doubted = (replace(p, ask=p.ask or _is_odd(p.text, labels)) for p in named)
    return sorted(doubted, key=lambda pair: (round(pair.at[1] / 4), pair.at[0]))


def _is_odd(text: str, labels: AbstractSet[str]) -> bool:
    """Whether an answer is a label, or has letters that nobody meant.

    Programs that mix up their tables of letters draw such signs for dashes and quotes.
    """
    is_label = label_text(text) in labels or is_label_words(text)
    return is_label or bool(_ODD & set(text))


def _boxes(words: Sequence[Word], drawn: Drawn) -> list[Box]:
    """Return the boxes that the lines of a page make, without those to tick."""
    right = max([w.box[2] for w in words] + [r.box[2] for r in drawn.rules], default=0)
    low = max([w.box[3] for w in words] + [r.box[3] for r in drawn.rules], default=0)
    return [
        box
        for box in boxes_of(drawn.rules, (right + 20, low + 20))
        if not any(holds(tick.box, _middle(box)) for tick in drawn.ticks)
    ]


def _in_cells(
    words: Sequence[Word], drawn: Drawn, boxes: Sequence[Box]
) -> tuple[list[Cell], list[Word], list[TickBox]]:
    """Return the cells with what stands in them, and the words and ticks in none.

    Words stand in the smallest cell round them.
    """
    smallest = sorted(boxes, key=lambda b: (b[2] - b[0]) * (b[3] - b[1]))
    inside: dict[int, list[Word]] = {}
    loose = []
    for word in words:
        home = next((b for b in smallest if holds(b, word.middle)), None)
        if home is None:
            loose.append(word)
        else:
            inside.setdefault(id(home), []).append(word)
    ticked: dict[int, list[TickBox]] = {}
    unboxed = []
    for tick in drawn.ticks:
        home = next((b for b in smallest if holds(b, _middle(tick.box))), None)
        if home is None:
            unboxed.append(tick)
        else:
            ticked.setdefault(id(home), []).append(tick)
    cells = [
        _cell(b, inside.get(id(b), []), ticked.get(id(b), []), words) for b in boxes
    ]
    return cells, loose, unboxed


def _cell(
    box: Box, own: Sequence[Word], ticks: Sequence[TickBox], words: Sequence[Word]
) -> Cell:
    lines = lines_of(own)
    outside = [word for word in words if not holds(box, word.middle)]
    return Cell(box, lines, tuple(ticks), runs_over=goes_on(lines, outside))


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


# --- marks --------------------------------------------------------------------------


def _marks(pair: Pair, page: int, how: Route) -> Iterator[Mark]:
    if not pair.options:
        label = pair.label[:_LONGEST]
        place = Place("", page, _rounded(pair.box), label)
        yield Mark(
            key=label,
            text=pair.text,
            ask=pair.ask,
            place=place,
            how=how,
            confidence=pair.confidence,
        )
        return
    for option in pair.options:
        yield _option_mark(pair, option, page, how)


def _option_mark(pair: Pair, option: Option, page: int, how: Route) -> Mark:
    label = _BETWEEN.join(t for t in (pair.label, option.text) if t)[:_LONGEST]
    ask = pair.ask or option.ask
    return Mark(
        key=label,
        kind=MarkKind.TICK,
        text="Yes" if option.tick else "",
        tick=option.tick,
        ask=ask or option.tick is None,
        place=Place("", page, _rounded(option.box), label),
        how=how,
        confidence=min(pair.confidence, option.confidence),
    )


def _rounded(box: Box) -> Box:
    left, top, right, bottom = (round(edge, 2) for edge in box)
    return (left, top, right, bottom)


def _unique(marks: Sequence[Mark]) -> Iterator[Mark]:
    """Yield the marks, the second and later ones of one label numbered."""
    seen: Counter[str] = Counter()
    for mark in marks:
        seen[mark.key] += 1
        count = seen[mark.key]
        yield mark if count == 1 else replace(mark, key=f"{mark.key}#{count}")
