"""Filling the fields of any PDF form by their full names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import pikepdf

from toolkit.errors import CannotDo
from toolkit.pdf.appearance import drawing, font_name, style_of
from toolkit.pdf.fields import (
    COMB,
    EDITABLE,
    MULTILINE,
    Field,
    FieldSort,
    fields_of,
    inherited,
)
from toolkit.pdf.opening import opened, saved
from toolkit.pdf.typeface import Typeface, our_typeface, typeface_of

Given: TypeAlias = "str | bool"
"""An answer: text, or whether a box is ticked."""

_OFF = "Off"


def fill(contents: bytes, answers: Mapping[str, Given]) -> bytes:
    """Return the form with these answers stored and shown in its fields.

    What is shown is drawn into the file, with line breaks and any letter, so that it
    looks the same in every viewer. Only letters that no typeface here has are left for
    the viewer to draw.

    Args:
        contents: A PDF with form fields.
        answers: By the field's full name. Text is for text fields; for radio buttons
            and lists it is the value or its label, empty for none; true or false is
            for ticks.

    Raises:
        CannotDo: If there is no such field, it has no such choice, or it holds fewer
            letters; the sentence names the field and never the answer.
        UnreadableFile: If the file needs a password or is no PDF.
    """
    with opened(contents) as pdf:
        desk = _Desk(pdf)
        for name, answer in answers.items():
            desk.fill(name, answer)
        desk.leave()
        return saved(pdf)


@dataclass(slots=True)
class _Desk:
    """One form being filled: its fields, and the typefaces fetched so far."""

    pdf: pikepdf.Pdf
    fields: dict[str, list[Field]] = field(default_factory=dict)
    faces: dict[str, Typeface | None] = field(default_factory=dict)
    ours: Typeface | None = None
    is_all_drawn: bool = True

    def __post_init__(self) -> None:
        for each in fields_of(self.pdf):
            self.fields.setdefault(each.name, []).append(each)

    def fill(self, name: str, answer: Given) -> None:
        """Store and show one answer."""
        if name not in self.fields:
            raise CannotDo(
                f"The form has no field called “{name}”.",
                remedy="Use the names that `toolkit read` shows for this form.",
            )
        # Fields of one name are one field (ISO 32000-1, 12.7.3.2), though some
        # programs write a radio button as a field beside its group.
        first, *twins = self.fields[name]
        widgets = tuple(w for each in self.fields[name] for w in each.widgets)
        found = Field(name, first.node, widgets)
        _FILLERS[found.sort](self, found, answer)
        for twin in twins:
            twin.node["/V"] = first.node["/V"]

    def leave(self) -> None:
        """Say whether viewers have to draw fields themselves."""
        form = self.pdf.Root.get("/AcroForm")
        if form is None:
            return
        # Forms of the XFA sort would show their own, older copy of the answers.
        if "/XFA" in form:
            del form["/XFA"]
        form["/NeedAppearances"] = not (self.is_all_drawn and self._is_all_shown())

    def _is_all_shown(self) -> bool:
        """Whether every widget with text in it has an appearance."""
        texts = {FieldSort.TEXT, FieldSort.CHOICE}
        return all(
            "/AP" in widget
            for every in self.fields.values()
            for each in every
            if each.sort in texts and str(inherited(each.node, "/V") or "")
            for widget in each.widgets
        )

    # --- showing text ---------------------------------------------------------------

    def show(self, found: Field, text: str) -> None:
        """Draw a text in every widget of a field."""
        for widget in found.widgets:
            told = str(inherited(widget, "/DA") or self._usual("/DA", ""))
            face = self._face(font_name(told), text)
            self.is_all_drawn &= face.covers(text.replace("\r", "").replace("\n", ""))
            style = style_of(
                told,
                int(inherited(widget, "/Q") or self._usual("/Q", 0)),
                is_multiline=bool(found.flags & MULTILINE),
                cells=_room(found) if found.flags & COMB else 0,
            )
            shown = drawing(self.pdf, widget, text, style, face)
            widget["/AP"] = pikepdf.Dictionary(N=shown)

    def _usual(self, key: str, otherwise: str | int) -> pikepdf.Object | str | int:
        return self.pdf.Root["/AcroForm"].get(key, otherwise)

    def _face(self, name: str | None, text: str) -> Typeface:
        letters = text.replace("\r", "").replace("\n", "")
        own = self._own_face(name or "")
        if own is not None and own.covers(letters):
            return own
        if self.ours is None:
            self.ours = our_typeface(self.pdf)
        return self.ours

    def _own_face(self, name: str) -> Typeface | None:
        if name not in self.faces:
            fonts = self.pdf.Root["/AcroForm"].get("/DR", {}).get("/Font", {})
            self.faces[name] = typeface_of(fonts.get(name) if name else None)
        return self.faces[name]


# --- each sort of field -------------------------------------------------------------


def _fill_text(desk: _Desk, found: Field, answer: Given) -> None:
    text = _text(found, answer)
    longest = _room(found)
    if longest and len(text) > longest:
        raise CannotDo(
            f"The field “{found.name}” has room for {longest} letters, and this answer "
            "has more.",
            remedy="Shorten the answer.",
        )
    found.node["/V"] = _stored(found, text)
    # A rich copy of the answer would go on saying the old one.
    if "/RV" in found.node:
        del found.node["/RV"]
    desk.show(found, text)


def _fill_list(desk: _Desk, found: Field, answer: Given) -> None:
    text = _text(found, answer)
    lines = dict(_lines(found))
    value = _chosen(text, lines)
    if value is None and found.flags & EDITABLE:
        value = text
    if value is None:
        raise _no_such_choice(found, [v for v in lines if v])
    found.node["/V"] = _stored(found, value)
    if "/I" in found.node:
        del found.node["/I"]
    desk.show(found, lines.get(value, value))


def _fill_tick(desk: _Desk, found: Field, answer: Given) -> None:
    on = found.states[0] if found.states else "Yes"
    if isinstance(answer, bool):
        state: str | None = on if answer else _OFF
    else:
        state = _chosen(answer, {on: "Yes", _OFF: "No", "": ""})
    if state is None:
        raise _no_such_choice(found, [on, _OFF])
    desk.is_all_drawn &= bool(found.states)
    _press(found, state or _OFF)


def _fill_radio(_desk: _Desk, found: Field, answer: Given) -> None:
    said = answer if isinstance(answer, str) else ("yes" if answer else "no")
    labels = [str(label) for label in inherited(found.node, "/Opt") or []]
    named = dict.fromkeys(found.states, "")
    if len(labels) == len(found.widgets) == len(found.states):
        named = dict(zip(found.states, labels, strict=True))
    state = _chosen(said, named) if said else _OFF
    if state is None:
        shown = [label or state for state, label in named.items()]
        raise _no_such_choice(found, shown)
    _press(found, state)


def _fill_other(_desk: _Desk, found: Field, _answer: Given) -> None:
    raise CannotDo(
        f"The field “{found.name}” is a button or a signature, which cannot be filled.",
        remedy="Leave it to the person who uses the form.",
    )


_Filler = Callable[[_Desk, Field, Given], None]

_FILLERS: dict[FieldSort, _Filler] = {
    FieldSort.TEXT: _fill_text,
    FieldSort.CHOICE: _fill_list,
    FieldSort.TICK: _fill_tick,
    FieldSort.RADIO: _fill_radio,
    FieldSort.OTHER: _fill_other,
}


def _press(found: Field, state: str) -> None:
    """Choose one state of a field: its widgets show it, and the field stores it."""
    found.node["/V"] = pikepdf.Name(f"/{state}")
    for widget in found.widgets:
        states = widget.get("/AP", {}).get("/N", {})
        shown = state if f"/{state}" in states else _OFF
        widget["/AS"] = pikepdf.Name(f"/{shown}")


def _chosen(said: str, named: Mapping[str, str]) -> str | None:
    """Return the value somebody means: by itself, by its label, or but for capitals."""
    if said in named:
        return said
    for value, label in named.items():
        if said == label:
            return value
    folded = said.casefold()
    for value, label in named.items():
        if folded in {value.casefold(), label.casefold()} - {""}:
            return value
    return None


def _room(found: Field) -> int:
    """Return how many letters a field holds; 0 when that is not said."""
    longest = inherited(found.node, "/MaxLen")
    return max(int(longest), 0) if isinstance(longest, int) else 0


def _lines(found: Field) -> list[tuple[str, str]]:
    """Return the lines of a list, each value with what is shown for it."""
    told = inherited(found.node, "/Opt")
    options = [] if told is None else list(told)
    lines = [("", "")]
    for option in options:
        pair = list(option) if isinstance(option, pikepdf.Array) else [option, option]
        lines.append((str(pair[0]), str(pair[-1])))
    return lines


def _text(found: Field, answer: Given) -> str:
    if isinstance(answer, str):
        return answer
    raise CannotDo(
        f"The field “{found.name}” holds words, so true or false cannot go in it.",
        remedy="Give it text.",
    )


def _stored(found: Field, text: str) -> pikepdf.String:
    try:
        text.encode("utf-16-be")
    except UnicodeEncodeError as problem:
        raise CannotDo(
            f"The answer for the field “{found.name}” holds half of a letter.",
            remedy="Type that answer again.",
        ) from problem
    return pikepdf.String(text)


def _no_such_choice(found: Field, allowed: list[str]) -> CannotDo:
    return CannotDo(
        f"The field “{found.name}” does not have that choice.",
        remedy=f"It can be: {', '.join(allowed)}.",
    )
