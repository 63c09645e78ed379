"""What a field of words should show: what is stored in it, as its form shows it."""

from __future__ import annotations

from collections.abc import Mapping

import pikepdf

from toolkit.reading.fields.form import Entry
from toolkit.reading.fields.objects import held, text_of
from toolkit.reading.fields.sights import Expected
from toolkit.reading.fields.tree import Field

_SECRET = 1 << 13
_COMBO = 1 << 17


def expected_of(entry: Entry, *, is_redrawn: bool) -> Expected:
    """Return what a field of words should show.

    Args:
        entry: The field and its mark.
        is_redrawn: Whether the form asks viewers to draw its fields anew.
    """
    field, stored = entry.field, entry.mark.text
    if field.sort != "Ch":
        secret = bool(field.flags & _SECRET)
        return Expected((stored,), is_redrawn=is_redrawn, is_secret=secret)
    labels = _labels(field)
    shown = "\n".join(labels.get(line, line) for line in stored.split("\n"))
    is_list = not field.flags & _COMBO
    return Expected((stored, shown), is_list=is_list, is_redrawn=is_redrawn)


def _labels(field: Field) -> Mapping[str, str]:
    """Return what a list shows for each value."""
    listed = field.own.get("/Opt")
    pairs = listed if isinstance(listed, pikepdf.Array) else ()
    return {
        text_of(pair[0]): text_of(pair[1])
        for pair in pairs
        if isinstance(pair, pikepdf.Array) and len(pair) == 2
    }


def in_own_order(entry: Entry) -> bool:
    """Whether several chosen values stand in the order of their list.

    Viewers store them so; another order is another program's, and not all programs
    read it alike.
    """
    chosen = entry.mark.text.split("\n")
    listed = entry.field.own.get("/Opt")
    if len(chosen) < 2 or not isinstance(listed, pikepdf.Array):
        return True
    values = [
        text_of(item[0] if isinstance(item, pikepdf.Array) and len(item) else item)
        for item in listed
    ]
    places = [values.index(value) for value in chosen if value in values]
    return places == sorted(places)


def is_formatted(widget: pikepdf.Object) -> bool:
    """Whether a script shapes what a field shows."""
    for holder in (widget, held(widget, "/Parent")):
        acts = held(holder, "/AA") if isinstance(holder, pikepdf.Dictionary) else None
        if isinstance(acts, pikepdf.Dictionary) and "/F" in acts:
            return True
    return False
