"""The fields of a fillable PDF as marks: by full name, as stored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import pikepdf

from toolkit.model import Mark, MarkKind, Place
from toolkit.reading.fields.objects import held, name_text, text_of
from toolkit.reading.fields.tree import (
    OFF,
    PUSH_BUTTON,
    RADIO,
    Field,
    Places,
    fields_in,
)
from toolkit.reading.geometry import Sheet
from toolkit.reading.limits import Limits

_KIND = "/ToolkitKind"  # how our own blanks mark the fields where a signature goes
_SIGNATURE = re.compile(r"\b(?:signature|signed|sign here)\b", re.IGNORECASE)
_BESIDE = re.compile(r"\b(?:date|dated|name|print|printed|position)\b", re.IGNORECASE)

SIGNED = "Signed"
"""What a signature says that gives no name."""


@dataclass(frozen=True, slots=True)
class TickBox:
    """One box on the page: the state it is drawn in and the state it can be on.

    `pictures` is how it is drawn: in each state, or always alike.
    """

    on: str
    drawn: str | None
    place: Place
    pictures: pikepdf.Object | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One field with the mark it makes.

    `places` are those of its widgets, and `boxes` its widgets if they are buttons.
    `signs` says that a signature goes there, and `differs` that what is stored is not
    what is drawn.
    """

    field: Field
    mark: Mark
    places: tuple[Place, ...]
    boxes: tuple[TickBox, ...] = ()
    signs: bool = False
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """All fields of a form.

    `longest` is how many characters of an answer are kept. `is_xfa` says the form also
    exists as XFA, and `needs_rendering` that only the XFA form is the true one.
    """

    entries: tuple[Entry, ...]
    places: Places
    acro: pikepdf.Object
    longest: int
    is_xfa: bool = False
    needs_rendering: bool = False

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks of all fields, each name once unless its fields differ."""
        marks = _doubted(entry.mark for entry in self.entries)
        return tuple(_shortened(mark, self.longest) for mark in marks)

    @property
    def was_cut(self) -> bool:
        """Whether an answer was longer than we keep."""
        return any(len(entry.mark.text) > self.longest for entry in self.entries)


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
    places = Places(pdf, sheets, paper)
    return Form(
        entries=tuple(_entry(each, places) for each in fields_in(acro, places, limits)),
        places=places,
        acro=acro,
        longest=limits.max_value_length,
        is_xfa="/XFA" in acro,
        needs_rendering=pdf.Root.get("/NeedsRendering", False) is True,
    )


def _shortened(mark: Mark, most: int) -> Mark:
    if len(mark.text) <= most:
        return mark
    return replace(mark, text=mark.text[:most], ask=True)


# --- one field ----------------------------------------------------------------------


def _entry(field: Field, places: Places) -> Entry:
    label = text_of(field.own.get("/TU")).strip()[:300]
    where = tuple(places.of(widget, label) for widget in field.widgets)
    if field.sort == "Btn" and not field.flags & PUSH_BUTTON:
        boxes = tuple(map(_box, field.widgets, where))
        mark, agree = _button(field, boxes)
        return Entry(field, mark, where, boxes, differs=not agree)
    if field.sort == "Sig":
        mark = Mark(field.name, MarkKind.SIGNATURE, _signer(field), place=where[0])
        return Entry(field, mark, where, signs=True)
    if field.sort == "Btn":
        return Entry(field, Mark(field.name, place=where[0]), where)
    text, ask = _typed(field)
    mark = Mark(field.name, text=text, ask=ask, place=where[0])
    return Entry(field, mark, where, signs=_wants_signature(field, label))


def _wants_signature(field: Field, label: str) -> bool:
    """Whether a name is to be signed in a text field, by its name or its label."""
    if field.sort != "Tx":
        return False
    if any(held(widget, _KIND) == "/Signature" for widget in field.widgets):
        return True
    said = f"{label} {field.name.rpartition('.')[2]}"
    if "sign" not in said.lower():
        return False
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|[_\W]+", " ", said)
    return bool(_SIGNATURE.search(words)) and not _BESIDE.search(words)


def _typed(field: Field) -> tuple[str, bool]:
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


def is_signed(field: Field) -> bool:
    """Whether a signature field holds a digital signature."""
    value = field.own.get("/V")
    return isinstance(value, pikepdf.Dictionary) and bool(value.keys())


def _signer(field: Field) -> str:
    """Return the name in a signature, `Signed` if it gives none; empty if unsigned."""
    value = field.own.get("/V")
    if not isinstance(value, pikepdf.Dictionary) or not is_signed(field):
        return ""
    return text_of(value.get("/Name")).strip() or SIGNED


# --- ticks and radio buttons --------------------------------------------------------


def _box(widget: pikepdf.Object, place: Place) -> TickBox:
    state = held(widget, "/AS")
    drawn = name_text(state) if isinstance(state, pikepdf.Name) else None
    appearances = held(widget, "/AP")
    if not isinstance(appearances, pikepdf.Dictionary):
        return TickBox("", drawn, place)
    pictures = held(appearances, "/N")
    on = _on_state(pictures) or _on_state(held(appearances, "/D"))
    return TickBox(on, drawn, place, pictures)


def _on_state(pictures: object) -> str:
    """Return the name of the state that is drawn as on; empty if nothing says."""
    if not isinstance(pictures, pikepdf.Dictionary):
        return ""
    on = (key for key in pictures.keys() if key != f"/{OFF}")  # noqa: SIM118 pikepdf
    return _state_named(next(on, ""))


@lru_cache(maxsize=1024)
def _state_named(key: str) -> str:
    return name_text(key)


def _button(field: Field, widgets: Sequence[TickBox]) -> tuple[Mark, bool]:
    """Return a button's mark, and whether what is stored is what is drawn."""
    stored = _stored_state(field)
    drawn = _drawn_states(widgets)
    states = {w.on for w in widgets if w.on}
    agree = _agree(stored, drawn, widgets)
    state = stored if stored != OFF else next(iter(drawn), OFF)
    is_on = state != OFF
    chosen = next((w for w in widgets if is_on and w.on == state), widgets[0])
    if field.flags & RADIO:
        text = _state_text(field, widgets, state) if is_on else ""
        mark = Mark(field.name, text=text, ask=not agree, place=chosen.place)
        return mark, agree
    several = len(states) > 1
    text = _state_text(field, widgets, state) if several else "Yes"
    mark = Mark(
        field.name,
        MarkKind.TICK,
        text if is_on else "",
        tick=is_on if agree else None,
        ask=not agree,
        place=chosen.place,
    )
    return mark, agree


def _stored_state(field: Field) -> str:
    """Return the field's stored state; off if there is none.

    A state that is stored beside a box only, and not in its field, is not counted:
    programs that read the form would not see it, so a person should.
    """
    value = field.own.get("/V")
    if isinstance(value, pikepdf.Name):
        return name_text(value)
    # Text where a name belongs, sometimes with the slash that names are printed with.
    return text_of(value).removeprefix("/") or OFF


def _drawn_states(widgets: Sequence[TickBox]) -> tuple[str, ...]:
    """Return the states drawn as on, without repeats."""
    drawn = (w.drawn for w in widgets if w.drawn not in {None, OFF, ""})
    return tuple(dict.fromkeys(state for state in drawn if state))


def _agree(stored: str, drawn: tuple[str, ...], widgets: Sequence[TickBox]) -> bool:
    """Whether what is stored is what a person sees.

    A box without an appearance is drawn by the viewer from what is stored, so there is
    nothing to disagree with, unless some box names the state it is in.
    """
    if any(w.drawn and w.drawn != OFF and w.on not in {"", w.drawn} for w in widgets):
        return False  # drawn in a state that has no picture
    if stored == OFF:
        return not drawn
    if drawn:
        return drawn == (stored,)
    has_pictures = any(w.on or w.drawn for w in widgets)
    return not has_pictures


def _state_text(field: Field, widgets: Sequence[TickBox], state: str) -> str:
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


def _doubted(marks: Iterable[Mark]) -> Iterator[Mark]:
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
