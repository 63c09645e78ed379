"""The fields of a fillable PDF: by full name, as stored, checked against the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pikepdf

from toolkit.model import Mark, MarkKind, Place
from toolkit.reading.geometry import Sheet
from toolkit.reading.limits import Limits, Refusal
from toolkit.reading.pdf_objects import (
    dictionaries,
    name_text,
    number,
    numbers,
    text_of,
)

_RADIO = 1 << 15
_PUSH_BUTTON = 1 << 16
_OFF = "Off"
_MAX_DEPTH = 64  # of names in names; real forms have up to 12
_INHERITED = ("/FT", "/V", "/Ff", "/Opt", "/TU")


@dataclass(frozen=True, slots=True)
class Form:
    """All marks of a form.

    `was_cut` says an answer was longer than we keep. `is_xfa` says the form also
    exists as XFA, and `needs_rendering` that only the XFA form is the true one.
    """

    marks: tuple[Mark, ...]
    was_cut: bool = False
    is_xfa: bool = False
    needs_rendering: bool = False


@dataclass(frozen=True, slots=True)
class _Field:
    """A terminal field: full name, attributes with inherited ones, widgets."""

    name: str
    own: dict[str, object]
    widgets: tuple[pikepdf.Object, ...]

    @property
    def sort(self) -> str:
        return text_of(self.own.get("/FT")) or "Tx"

    @property
    def flags(self) -> int:
        return number(self.own.get("/Ff"), 0)


@dataclass(frozen=True, slots=True)
class _Node:
    """A place in the tree of fields, on the way down."""

    thing: pikepdf.Object
    name: str
    inherited: dict[str, object]
    depth: int


@dataclass(frozen=True, slots=True)
class _Widget:
    """One box on the page: the state it is drawn in and the state it can be on."""

    on: str
    drawn: str | None
    place: Place


def form_of(
    pdf: pikepdf.Pdf, sheets: Sequence[Sheet], paper: str, limits: Limits
) -> Form:
    """Return every field of a PDF in the order of its own list; none if it has no form.

    Widgets that the form's list has forgotten are found on the pages.

    Raises:
        Refusal: If there are more fields than the limits allow.
    """
    acro = pdf.Root.get("/AcroForm")
    acro = acro if isinstance(acro, pikepdf.Dictionary) else pikepdf.Dictionary()
    places = _Places(pdf, sheets, paper)
    fields = [*_walk(acro, places, limits)]
    marks = tuple(_doubted(_mark(field, places) for field in fields))
    most = limits.max_value_length
    return Form(
        marks=tuple(_shortened(mark, most) for mark in marks),
        was_cut=any(len(mark.text) > most for mark in marks),
        is_xfa="/XFA" in acro,
        needs_rendering=pdf.Root.get("/NeedsRendering", False) is True,
    )


def _shortened(mark: Mark, most: int) -> Mark:
    if len(mark.text) <= most:
        return mark
    return replace(mark, text=mark.text[:most], ask=True)


# --- the tree of fields -------------------------------------------------------------


class _Places:
    """Which page each widget is drawn on."""

    def __init__(self, pdf: pikepdf.Pdf, sheets: Sequence[Sheet], paper: str) -> None:
        self.paper = paper
        self.widgets: list[pikepdf.Object] = []
        self._sheets: dict[tuple[int, int], Sheet] = {}
        self._pages: dict[tuple[int, int], Sheet] = {}
        for page, sheet in zip(pdf.pages, sheets, strict=True):
            self._pages[page.obj.objgen] = sheet
            for annotation in dictionaries(page.obj.get("/Annots")):
                if annotation.get("/Subtype") == "/Widget":
                    self.widgets.append(annotation)
                    self._sheets[annotation.objgen] = sheet

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


def _walk(acro: pikepdf.Object, places: _Places, limits: Limits) -> Iterator[_Field]:
    """Yield each terminal field once; one that is its own parent ends its branch."""
    seen: set[tuple[int, int]] = set()
    roots = [_Node(f, "", {}, 0) for f in dictionaries(acro.get("/Fields"))]
    yield from _descend(roots, seen, limits)
    for widget in places.widgets:
        if widget.objgen not in seen or not widget.is_indirect:
            yield from _forgotten(widget, seen, limits)


def _descend(
    roots: Sequence[_Node], seen: set[tuple[int, int]], limits: Limits
) -> Iterator[_Field]:
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
        kids = list(dictionaries(node.thing.get("/Kids")))
        named = [kid for kid in kids if "/T" in kid]
        waiting += [_Node(k, name, own, node.depth + 1) for k in reversed(named)]
        widgets = tuple(kid for kid in kids if "/T" not in kid)
        seen.update(w.objgen for w in widgets if w.is_indirect)
        if widgets or not kids:
            yield _Field(name, own, widgets or (node.thing,))


def _own(node: _Node) -> dict[str, object]:
    """Return a node's attributes over the inherited ones."""
    own = dict(node.inherited)
    own.update({key: node.thing[key] for key in _INHERITED if key in node.thing})
    return own


def _full_name(node: _Node) -> str:
    part = text_of(node.thing.get("/T"))
    return ".".join(step for step in (node.name, part) if step)


def _forgotten(
    widget: pikepdf.Object, seen: set[tuple[int, int]], limits: Limits
) -> Iterator[_Field]:
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


# --- one field ----------------------------------------------------------------------


def _mark(field: _Field, places: _Places) -> Mark:
    label = text_of(field.own.get("/TU")).strip()[:300]
    if field.sort == "Btn" and not field.flags & _PUSH_BUTTON:
        return _button(field, [_widget(w, places, label) for w in field.widgets])
    place = places.of(field.widgets[0], label)
    if field.sort == "Sig":
        return Mark(field.name, MarkKind.SIGNATURE, _signer(field), place=place)
    if field.sort == "Btn":
        return Mark(field.name, place=place)
    text, ask = _typed(field)
    return Mark(field.name, text=text, ask=ask, place=place)


def _typed(field: _Field) -> tuple[str, bool]:
    """Return a text or choice field's value, and whether its copies disagree."""
    values = [field.own["/V"]] if "/V" in field.own else []
    values += [w["/V"] for w in field.widgets if "/V" in w]
    texts = list(dict.fromkeys(_value_text(value) for value in values))
    return (texts[0] if texts else "", len(texts) > 1)


def _value_text(value: object) -> str:
    """Return a stored value; several chosen ones stand one on a line."""
    if isinstance(value, pikepdf.Array):
        return "\n".join(text_of(item) for item in value)
    return text_of(value)


def _signer(field: _Field) -> str:
    """Return the name in a signature, `Signed` if it gives none; empty if unsigned."""
    value = field.own.get("/V")
    if not isinstance(value, pikepdf.Dictionary) or not value.keys():
        return ""
    return text_of(value.get("/Name")).strip() or "Signed"


# --- ticks and radio buttons --------------------------------------------------------


def _widget(widget: pikepdf.Object, places: _Places, label: str) -> _Widget:
    drawn = widget.get("/AS")
    return _Widget(
        on=_on_state(widget),
        drawn=name_text(drawn) if isinstance(drawn, pikepdf.Name) else None,
        place=places.of(widget, label),
    )


def _on_state(widget: pikepdf.Object) -> str:
    """Return the name of the state that is drawn as on; empty if nothing says."""
    appearances = widget.get("/AP")
    if not isinstance(appearances, pikepdf.Dictionary):
        return ""
    for sort in ("/N", "/D"):
        states = appearances.get(sort)
        if isinstance(states, pikepdf.Dictionary):
            names = [name_text(key) for key in states.keys()]  # noqa: SIM118 pikepdf
            on = [name for name in names if name != _OFF]
            if on:
                return on[0]
    return ""


def _button(field: _Field, widgets: Sequence[_Widget]) -> Mark:
    stored = _stored_state(field)
    drawn = _drawn_states(widgets)
    states = {w.on for w in widgets if w.on}
    agree = _agree(stored, drawn, widgets)
    state = stored if stored != _OFF else next(iter(drawn), _OFF)
    is_on = state != _OFF
    chosen = next((w for w in widgets if is_on and w.on == state), widgets[0])
    if field.flags & _RADIO:
        text = _state_text(field, widgets, state) if is_on else ""
        return Mark(field.name, text=text, ask=not agree, place=chosen.place)
    several = len(states) > 1
    text = _state_text(field, widgets, state) if several else "Yes"
    return Mark(
        field.name,
        MarkKind.TICK,
        text if is_on else "",
        tick=is_on if agree else None,
        ask=not agree,
        place=chosen.place,
    )


def _stored_state(field: _Field) -> str:
    """Return the field's stored state; off if there is none.

    A state that is stored beside a box only, and not in its field, is not counted:
    programs that read the form would not see it, so a person should.
    """
    value = field.own.get("/V")
    if isinstance(value, pikepdf.Name):
        return name_text(value)
    # Text where a name belongs, sometimes with the slash that names are printed with.
    return text_of(value).removeprefix("/") or _OFF


def _drawn_states(widgets: Sequence[_Widget]) -> tuple[str, ...]:
    """Return the states drawn as on, without repeats."""
    drawn = (w.drawn for w in widgets if w.drawn not in {None, _OFF, ""})
    return tuple(dict.fromkeys(state for state in drawn if state))


def _agree(stored: str, drawn: tuple[str, ...], widgets: Sequence[_Widget]) -> bool:
    """Whether what is stored is what a person sees.

    A box without an appearance is drawn by the viewer from what is stored, so there is
    nothing to disagree with, unless some box names the state it is in.
    """
    if any(w.drawn and w.drawn != _OFF and w.on not in {"", w.drawn} for w in widgets):
        return False  # drawn in a state that has no picture
    if stored == _OFF:
        return not drawn
    if drawn:
        return drawn == (stored,)
    has_pictures = any(w.on or w.drawn for w in widgets)
    return not has_pictures


def _state_text(field: _Field, widgets: Sequence[_Widget], state: str) -> str:
    """Return what a state means: its name, or the listed value it is the number of."""
    listed = field.own.get("/Opt")
    if not isinstance(listed, pikepdf.Array) or state not in _indexes(listed):
        return state
    if not {w.on for w in widgets if w.on} <= _indexes(listed):
        return state
    item = listed[int(state)]
    return text_of(item[0] if isinstance(item, pikepdf.Array) else item)


def _indexes(listed: pikepdf.Array) -> set[str]:
    return {str(at) for at in range(len(listed))}


def _doubted(marks: Iterator[Mark]) -> Iterator[Mark]:
    """Yield the marks; those of one name that say different things ask a person.

    Fields of one name are one field to a viewer: equal ones are yielded once.
    """
    by_name: dict[str, list[Mark]] = {}
    for mark in marks:
        by_name.setdefault(mark.key, []).append(mark)
    for group in by_name.values():
        if len({(m.kind, m.text, m.tick, m.ask) for m in group}) == 1:
            yield group[0]
        else:
            yield from (replace(mark, ask=True) for mark in group)
