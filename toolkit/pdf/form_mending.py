"""Putting right the form fields of a blank that WeasyPrint has drawn.

WeasyPrint 70 draws every field in its place and tags it, but: each radio button stands
in the form as a field of its own beside its group; buttons are called 0, 1, 2 and every
tick `on`; a group is spoken as its first button; there is no empty appearance; boxes
are upside down; and neither what is needed nor the edition is in the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pikepdf

from toolkit.pdf.fields import (
    MULTILINE,
    NO_TOGGLE_TO_OFF,
    RADIO,
    REQUIRED,
    Field,
    FieldSort,
    fields_of,
)
from toolkit.pdf.opening import opened, saved

EDITION = "/ToolkitEdition"
KIND, SIGNATURE = "/ToolkitKind", "/Signature"
TICKED = "Yes"

_PRINT = 4  # bit 3 of an annotation's flags, ISO 32000-1, table 165

_LINE_SIZE = 11
"""Points of what is typed on one line. Boxes of many lines fit their text: size 0."""


_MARGIN = 2.5
"""Points by which a box grows into the padding around it, so that more fits in."""


@dataclass(frozen=True, slots=True)
class FieldNote:
    """What the file must say about one field.

    `tooltip` is what a screen reader says; `states` are the value and the label of each
    radio button or each line of a list; `max_length` is in characters; `signs` says
    that a signature goes there.
    """

    tooltip: str
    states: tuple[tuple[str, str], ...] = ()
    needed: bool = False
    max_length: int | None = None
    signs: bool = False


def mend_form(contents: bytes, notes: Mapping[str, FieldNote], edition: str) -> bytes:
    """Return the form with its fields mended and its edition noted.

    Every field's full name is its key in `notes`; radio buttons are one group whose
    on-states are the values, ticks have the on-state `Yes`, and each has an empty
    appearance too. The same bytes in give the same bytes out.

    Raises:
        KeyError: If the file has a field that `notes` does not know.
    """
    with opened(contents) as pdf:
        _only_groups(pdf)
        for field in fields_of(pdf):
            _MENDS[field.sort](pdf, field, notes[field.name])
        _mend_whole_form(pdf)
        for sheet in pdf.pages:
            _mend_sheet(sheet)
        pdf.docinfo[EDITION] = edition
        return saved(pdf)


def _only_groups(pdf: pikepdf.Pdf) -> None:
    """Take the buttons of a group out of the list of fields: they are its widgets."""
    form = pdf.Root.AcroForm
    form.Fields = pikepdf.Array([f for f in form.Fields if "/Parent" not in f])
    for field in form.Fields:
        for button in field.get("/Kids", []):
            for key in ("/T", "/FT", "/TU"):
                if key in button:
                    del button[key]


def _mend_whole_form(pdf: pikepdf.Pdf) -> None:
    form = pdf.Root.AcroForm
    form.DR = pikepdf.Dictionary(Font=form.DR.Font)
    # Text typed by other programs is drawn by whatever shows the file.
    form.NeedAppearances = True


def _mend_sheet(sheet: pikepdf.Page) -> None:
    sheet.obj.Tabs = pikepdf.Name("/S")
    for note in sheet.get("/Annots", []):
        if note.get("/Subtype") == "/Link":
            note["/F"] = int(note.get("/F", 0)) | _PRINT


def _flag(field: Field, note: FieldNote, take: int = 0) -> None:
    field.node.TU = note.tooltip
    flags = field.flags & ~take
    field.node.Ff = flags | REQUIRED if note.needed else flags


# --- text and lists -----------------------------------------------------------------


def _mend_text(_pdf: pikepdf.Pdf, field: Field, note: FieldNote) -> None:
    _flag(field, note)
    _mend_box(field.node, 0 if field.flags & MULTILINE else _LINE_SIZE)
    if note.max_length is not None:
        field.node.MaxLen = note.max_length
    if note.signs:
        field.node[KIND] = pikepdf.Name(SIGNATURE)


def _mend_list(_pdf: pikepdf.Pdf, field: Field, note: FieldNote) -> None:
    _flag(field, note)
    _mend_box(field.node, _LINE_SIZE)
    # What is shown is what is stored, so that no viewer can show the other one.
    values = ["", *(value for value, _label in note.states)]
    field.node.Opt = pikepdf.Array([pikepdf.String(value) for value in values])


def _mend_box(widget: pikepdf.Object, size: int) -> None:
    left, low, right, high = (float(side) for side in widget.Rect)
    low, high = sorted((low, high))
    widget.Rect = [left - _MARGIN, low - _MARGIN, right + _MARGIN, high + _MARGIN]
    words = str(widget.DA).split()
    font = words[words.index("Tf") - 2]
    widget.DA = f"{font} {size} Tf 0 g"


# --- ticks and radio buttons --------------------------------------------------------


def _mend_tick(pdf: pikepdf.Pdf, field: Field, note: FieldNote) -> None:
    _flag(field, note)
    _mend_button(pdf, field.node, TICKED, _TICK)


def _mend_radio(pdf: pikepdf.Pdf, field: Field, note: FieldNote) -> None:
    # A button pressed by mistake can be taken back: no answer is an answer too.
    _flag(field, note, take=NO_TOGGLE_TO_OFF)
    field.node.Ff = int(field.node.Ff) | RADIO
    del field.node["/Opt"]
    for button, (value, label) in zip(field.widgets, note.states, strict=True):
        _mend_button(pdf, button, value, _DOT)
        button.TU = f"{note.tooltip}: {label}"


def _mend_button(
    pdf: pikepdf.Pdf, button: pikepdf.Object, state: str, mark: str
) -> None:
    left, low, right, high = (float(side) for side in button.Rect)
    left, right = sorted((left, right))
    low, high = sorted((low, high))
    button.Rect = [left, low, right, high]
    wide, tall = right - left, high - low
    shown = pikepdf.Dictionary()
    shown[f"/{state}"] = _drawing(pdf, wide, tall, mark)
    shown["/Off"] = _drawing(pdf, wide, tall, "")
    button.AP = pikepdf.Dictionary(N=shown)
    button.AS = pikepdf.Name("/Off")


# Both are drawn in a square of 10 by 10, in the black of the text.
_TICK = "0 G 1.9 w 1 J 1 j 1.3 5 m 3.9 1.9 l 8.9 8.6 l S"
_DOT = (
    "0 g 8.2 5 m 8.2 6.77 6.77 8.2 5 8.2 c 3.23 8.2 1.8 6.77 1.8 5 c "
    "1.8 3.23 3.23 1.8 5 1.8 c 6.77 1.8 8.2 3.23 8.2 5 c f"
)


def _drawing(pdf: pikepdf.Pdf, wide: float, tall: float, mark: str) -> pikepdf.Stream:
    drawn = f"q {wide / 10:.4f} 0 0 {tall / 10:.4f} 0 0 cm {mark} Q" if mark else ""
    return pdf.make_stream(
        drawn.encode("ascii"),
        Type=pikepdf.Name("/XObject"),
        Subtype=pikepdf.Name("/Form"),
        BBox=[0, 0, wide, tall],
        Resources=pikepdf.Dictionary(),
    )


_MENDS = {
    FieldSort.TEXT: _mend_text,
    FieldSort.CHOICE: _mend_list,
    FieldSort.TICK: _mend_tick,
    FieldSort.RADIO: _mend_radio,
}
