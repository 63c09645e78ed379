"""The fields of a PDF form: their full names, their widgets and what they inherit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

import pikepdf

# Bits of a field's flags, ISO 32000-1, tables 221, 226, 228 and 230.
REQUIRED = 1 << 1
MULTILINE = 1 << 12
NO_TOGGLE_TO_OFF = 1 << 14
RADIO = 1 << 15
PUSH_BUTTON = 1 << 16
EDITABLE = 1 << 18
COMB = 1 << 24

# A form nested deeper than any form tool makes is a trap.
_DEEPEST = 30


class FieldSort(StrEnum):
    """What sort of field it is."""

    TEXT = "text"
    TICK = "tick"
    RADIO = "radio"
    CHOICE = "choice"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its dictionary and the widgets that show it on pages."""

    name: str
    node: pikepdf.Object = field(repr=False)
    widgets: tuple[pikepdf.Object, ...] = field(repr=False)

    @property
    def flags(self) -> int:
        """The field's flags, inherited where it has none."""
        found = inherited(self.node, "/Ff")
        return 0 if found is None else int(found)

    @property
    def sort(self) -> FieldSort:
        """What sort of field it is; a push button or a signature is another sort."""
        kind = str(inherited(self.node, "/FT"))
        if kind == "/Btn" and not self.flags & PUSH_BUTTON:
            several = self.flags & RADIO or len(self.states) > 1
            return FieldSort.RADIO if several else FieldSort.TICK
        return {"/Tx": FieldSort.TEXT, "/Ch": FieldSort.CHOICE}.get(
            kind, FieldSort.OTHER
        )

    @property
    def states(self) -> tuple[str, ...]:
        """The on-states of a tick or of radio buttons, in the order of the widgets."""
        found = (state for w in self.widgets if (state := on_state(w)) is not None)
        return tuple(dict.fromkeys(found))


def fields_of(pdf: pikepdf.Pdf) -> Iterator[Field]:
    """Yield every field of a file, in the order the form lists them."""
    form = pdf.Root.get("/AcroForm")
    listed = form.get("/Fields") if isinstance(form, pikepdf.Dictionary) else None
    seen: set[tuple[int, int]] = set()
    for node in listed if isinstance(listed, pikepdf.Array) else ():
        if isinstance(node, pikepdf.Dictionary):
            yield from _below(node, "", seen, _DEEPEST)


def inherited(node: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """Return what a field says, or the nearest field above it."""
    for _step in range(_DEEPEST):
        if key in node:
            return node[key]
        if "/Parent" not in node:
            return None
        node = node["/Parent"]
    return None


def on_state(widget: pikepdf.Object) -> str | None:
    """Return the state a button has when it is chosen, without its slash."""
    shown = widget.get("/AP", {}).get("/N")
    if not isinstance(shown, pikepdf.Dictionary) or isinstance(shown, pikepdf.Stream):
        return None
    return next((key[1:] for key in shown.keys() if key != "/Off"), None)  # noqa: SIM118 - a PDF dictionary has no order of its own


def _below(
    node: pikepdf.Object, above: str, seen: set[tuple[int, int]], deep: int
) -> Iterator[Field]:
    if deep == 0 or (node.is_indirect and node.objgen in seen):
        return
    seen.add(node.objgen)
    own = str(node["/T"]) if "/T" in node else ""
    name = f"{above}.{own}" if above and own else above or own
    kids = [kid for kid in node.get("/Kids", []) if isinstance(kid, pikepdf.Dictionary)]
    inner = [kid for kid in kids if "/T" in kid]
    for kid in inner:
        yield from _below(kid, name, seen, deep - 1)
    if not inner and name:
        yield Field(name, node, tuple(kids) if kids else (node,))
