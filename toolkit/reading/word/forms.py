"""The marks of a Word form, whatever it was made with.

Content controls and form fields first; then labels with their answers, boxes and ticks
wherever no control or field stands. What a control holds is read once, as its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree

from toolkit.model import Mark, MarkKind, Place, Route
from toolkit.reading.limits import Limits
from toolkit.reading.markup import name_of
from toolkit.reading.pages.label_words import is_label_words
from toolkit.reading.word.grid import grid_of
from toolkit.reading.word.looks import Styles
from toolkit.reading.word.pairs import Entry, Setting, entries_in
from toolkit.reading.word.tables import table_entries
from toolkit.reading.word.taken import Keys, Taken
from toolkit.reading.word.text import blocks_of, lines_of
from toolkit.reading.word.ticks import Custom, custom_of, tidied
from toolkit.reading.word.words import HOLDER, Held, Words, boxes_of, words_of

_SURE, _UNSURE = 0.95, 0.6
_SHORTEST_ANSWER = 3  # letters and digits


def marks_of(
    body: etree._Element,
    taken: Taken,
    styles: Styles,
    place: Place,
    limits: Limits,
    *,
    only_tables: bool,
) -> tuple[Mark, ...]:
    """Return all marks of a tidied part: those taken, then those found by labels.

    A mark taken that has no label gets the one printed beside it. A label that comes
    again has `#2` behind it the second time.

    Args:
        body: The part.
        taken: The marks of its controls and fields.
        styles: The document's styles.
        place: Where the part stands.
        limits: The most labels, and the longest answer, to take.
        only_tables: Whether answers stand in tables only, as in blanks of our own; the
            paragraphs are then left alone.
    """
    shown = {
        at: HOLDER if mark.kind is not MarkKind.TICK else "☑" if mark.tick else "☐"
        for at, mark in enumerate(taken.marks)
    }
    held = Held(taken.owners, shown, styles)
    marks = list(taken.marks)
    keys = Keys({mark.key for mark in marks})
    custom = custom_of(lines_of(body))
    for found in _entries(body, held, custom, only_tables=only_tables):
        entry = replace(found, label=tidied(found.label))
        if len(marks) >= limits.max_fields:
            break
        for at in entry.holders:
            marks[at] = _labelled(marks[at], entry.label)
        if entry.label and (
            not entry.holders
            or _is_beside_blank(entry, [marks[at] for at in entry.holders])
        ):
            marks.append(_mark(entry, keys, place, limits.max_value_length))
    return tuple(marks)


def _is_beside_blank(entry: Entry, held: Sequence[Mark]) -> bool:
    """Whether somebody wrote beside a control or a field and left that blank.

    What is printed beside it, such as a pound sign, is shorter than an answer.
    """
    written = sum(map(str.isalnum, entry.text))
    blank = all(m.kind is MarkKind.TEXT and not m.text for m in held)
    return blank and written >= _SHORTEST_ANSWER


def _labelled(mark: Mark, label: str) -> Mark:
    if mark.place.label:
        return mark
    return replace(mark, place=replace(mark.place, label=label))


def _mark(entry: Entry, keys: Keys, place: Place, longest: int) -> Mark:
    kind = MarkKind.TICK if entry.is_tick else MarkKind.TEXT
    text = ("Yes" if entry.tick else "") if entry.is_tick else entry.text
    ask = entry.ask or bool(entry.holders) or len(text) > longest
    # What is the next label rather than an answer to this one.
    ask = ask or (kind is MarkKind.TEXT and is_label_words(text))
    return Mark(
        keys.own(entry.label),
        MarkKind.SIGNATURE if entry.is_picture else kind,
        text[:longest],
        tick=entry.tick,
        ask=ask,
        place=Place(place.paper, label=entry.label),
        how=Route.WORD,
        confidence=_UNSURE if ask else _SURE,
    )


def _entries(
    root: etree._Element, held: Held, custom: Custom, *, only_tables: bool
) -> Iterator[Entry]:
    """Yield the labels of all paragraphs and tables, in text boxes and cells too."""
    lines: list[Words] = []
    setting = Setting(custom)
    for block in [root] if name_of(root) == "tbl" else blocks_of(root):
        inside: list[etree._Element] = []
        if name_of(block) == "p":
            if not only_tables:
                lines += words_of(block, held).lines()
            inside += boxes_of(block)
        else:
            yield from entries_in(lines, setting)
            lines = []
            rows = grid_of(block, held)
            yield from table_entries(rows, custom)
            inside += [each for row in rows for c in row.cells for each in c.inside]
        for each in inside:
            yield from _entries(each, held, custom, only_tables=only_tables)
    yield from entries_in(lines, setting)
