"""The tree of a PDF form's fields: full names, what is inherited, and the widgets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf

from toolkit.model import Place
from toolkit.reading.fields.objects import dictionaries, held, number, numbers, text_of
from toolkit.reading.geometry import Sheet
from toolkit.reading.limits import Limits, Refusal

RADIO = 1 << 15
PUSH_BUTTON = 1 << 16
OFF = "Off"

_MAX_DEPTH = 64  # of names in names; real forms have up to 12
_INHERITED = frozenset({"/FT", "/V", "/Ff", "/Opt", "/TU", "/MaxLen"})


@dataclass(frozen=True, slots=True)
class Field:
    """A terminal field: full name, attributes with inherited ones, widgets.

    `sort` is `Tx`, `Ch`, `Btn` or `Sig`; a field that does not say is a text field.
    `flags` are as the file has them (ISO 32000-1, 12.7.3.1).
    """

    name: str
    own: dict[str, object]
    widgets: tuple[pikepdf.Object, ...]
    sort: str
    flags: int


@dataclass(frozen=True, slots=True)
class _Node:
    """A place in the tree of fields, on the way down."""

    thing: pikepdf.Object
    name: str
    inherited: dict[str, object]
    depth: int


class Places:
    """Which page each widget is drawn on, and what else lies on the pages.

    `widgets` are the widgets of all pages in their order; `others` every other
    annotation with the number of its page.
    """

    def __init__(self, pdf: pikepdf.Pdf, sheets: Sequence[Sheet], paper: str) -> None:
        self.paper = paper
        self.sheets = tuple(sheets)
        self.widgets: list[pikepdf.Object] = []
        self.others: list[tuple[int, pikepdf.Object]] = []
        self._sheets: dict[tuple[int, int], Sheet] = {}
        self._pages: dict[tuple[int, int], Sheet] = {}
        for page, sheet in zip(pdf.pages, sheets, strict=True):
            self._pages[page.obj.objgen] = sheet
            for annotation in dictionaries(page.obj.get("/Annots")):
                if annotation.get("/Subtype") == "/Widget":
                    self.widgets.append(annotation)
                    self._sheets[annotation.objgen] = sheet
                else:
                    self.others.append((sheet.number, annotation))

    def of(self, widget: pikepdf.Object, label: str) -> Place:
        """Return where a widget stands; without a page if it stands on none."""
        sheet = self._sheets.get(widget.objgen) if widget.is_indirect else None
        if sheet is None:
            page = widget.get("/P")
            if isinstance(page, pikepdf.Dictionary):
                sheet = self._pages.get(page.objgen)
        if sheet is None:
            return Place(self.paper, label=label)
        box = sheet.box(numbers(widget.get("/Rect")) or ())
        return Place(self.paper, sheet.number, box, label)


def fields_in(acro: pikepdf.Object, places: Places, limits: Limits) -> Iterator[Field]:
    """Yield each terminal field once; one that is its own parent ends its branch.

    Fields come in the order of the form's own list, then those of widgets that the
    list has forgotten.

    Raises:
        Refusal: If there are more fields than the limits allow.
    """
    seen: set[tuple[int, int]] = set()
    roots = [_Node(f, "", {}, 0) for f in dictionaries(acro.get("/Fields"))]
    yield from _descend(roots, seen, limits)
    for widget in places.widgets:
        if widget.objgen not in seen or not widget.is_indirect:
            yield from _forgotten(widget, seen, limits)


def _descend(
    roots: Sequence[_Node], seen: set[tuple[int, int]], limits: Limits
) -> Iterator[Field]:
    waiting = list(reversed(roots))
    while waiting:
        node = waiting.pop()
        if node.thing.is_indirect:
            if node.thing.objgen in seen:
                continue
            seen.add(node.thing.objgen)
        if len(seen) > limits.max_fields or node.depth > _MAX_DEPTH:
            raise Refusal("too-big-to-open")
        own = _own(node)
        name = _full_name(node)
        kids = list(dictionaries(held(node.thing, "/Kids")))
        named = [kid for kid in kids if "/T" in kid]
        waiting += [_Node(k, name, own, node.depth + 1) for k in reversed(named)]
        widgets = tuple(kid for kid in kids if "/T" not in kid)
        seen.update(w.objgen for w in widgets if w.is_indirect)
        if widgets or not kids:
            sort = text_of(own.get("/FT")) or "Tx"
            flags = number(own.get("/Ff"), 0)
            yield Field(name, own, widgets or (node.thing,), sort, flags)


def _own(node: _Node) -> dict[str, object]:
    """Return a node's attributes over the inherited ones."""
    here = _INHERITED & node.thing.keys()
    return {**node.inherited, **{key: node.thing[key] for key in here}}


def _full_name(node: _Node) -> str:
    part = text_of(held(node.thing, "/T"))
    return ".".join(step for step in (node.name, part) if step)


def _forgotten(
    widget: pikepdf.Object, seen: set[tuple[int, int]], limits: Limits
) -> Iterator[Field]:
    """Yield the field of a widget that the form's own list does not lead to."""
    chain = [widget]
    met = {widget.objgen}
    while isinstance(parent := chain[-1].get("/Parent"), pikepdf.Dictionary):
        if parent.objgen in met or len(chain) > _MAX_DEPTH:
            break
        met.add(parent.objgen)
        chain.append(parent)
    if any("/FT" in thing for thing in chain):
        yield from _descend([_Node(chain[-1], "", {}, 0)], seen, limits)
