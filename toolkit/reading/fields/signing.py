"""Who signed a form, and how: digitally, in ink, or by typing a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pikepdf

from toolkit.model import MarkKind, Signature, SignatureKind
from toolkit.reading.fields.drawing import Faces
from toolkit.reading.fields.form import SIGNED, Entry, Form, is_signed
from toolkit.reading.fields.objects import BROKEN
from toolkit.reading.fields.overlays import Overlay
from toolkit.reading.fields.pen import drawing_of
from toolkit.reading.fields.sights import has_hand

_UNSURE = 0.5


def is_digital(entry: Entry) -> bool:
    """Whether a field holds a digital signature."""
    return entry.field.sort == "Sig" and is_signed(entry.field)


def with_signatures(
    form: Form, contents: bytes, drawn_on: Mapping[int, str], faces: Faces
) -> tuple[Form, bool]:
    """Return the form with what is known of its signatures, and if one is broken.

    Args:
        form: The form, its marks already judged by what they show.
        contents: The whole file, for the digital signatures in it.
        drawn_on: What was found in the boxes of signatures, by the entry's place in
            the form: a typed name, or empty for ink.
        faces: The typefaces of the file.
    """
    checked: Mapping[str, bool | None] = {}
    says: Mapping[str, str] = {}
    if any(is_digital(entry) for entry in form.entries):
        # Loading it takes longer than reading a form, and few forms need it.
        from toolkit.reading.fields.digital import checked_signatures  # noqa: PLC0415

        found = checked_signatures(contents)
        checked = {name: each.is_unchanged for name, each in found.items()}
        says = {name: each.says for name, each in found.items()}
    entries = []
    for at, entry in enumerate(form.entries):
        if is_digital(entry):
            name = entry.mark.key
            entries.append(_digital(entry, says.get(name, ""), checked.get(name)))
        elif entry.signs:
            entries.append(_by_hand(entry, drawn_on.get(at), faces))
        else:
            entries.append(entry)
    return replace(form, entries=tuple(entries)), False in checked.values()


def _digital(entry: Entry, says: str, intact: bool | None) -> Entry:  # noqa: FBT001
    """Return a digitally signed field; one that does not hold asks a person."""
    mark = entry.mark
    signature = Signature(SignatureKind.DIGITAL, says, intact)
    ask = mark.ask or intact is not True
    confidence = _UNSURE if ask else mark.confidence
    text = says or mark.text or SIGNED
    marked = replace(
        mark, text=text, ask=ask, confidence=confidence, signature=signature
    )
    return replace(entry, mark=marked)


def _by_hand(entry: Entry, drawn: str | None, faces: Faces) -> Entry:
    """Return a field that is signed in ink or with a typed name, or by nobody."""
    mark = entry.mark
    if entry.field.sort == "Sig" and drawn is None:
        drawn = _drawn_in(entry, faces)
    if drawn is None:
        if not mark.text:
            return entry
        typed = Signature(SignatureKind.TYPED, mark.text)
        return replace(entry, mark=replace(mark, signature=typed))
    if drawn:
        kind, text = MarkKind.TEXT, mark.text or drawn
        signature = Signature(SignatureKind.TYPED, text)
    else:
        kind, text = MarkKind.SIGNATURE, mark.text or SIGNED
        signature = Signature(SignatureKind.INK)
    marked = replace(
        mark,
        kind=kind,
        text=text,
        ask=True,
        confidence=_UNSURE,
        signature=signature,
    )
    return replace(entry, mark=marked)


def _drawn_in(entry: Entry, faces: Faces) -> str | None:
    """Return what an unsigned signature field shows itself: a name, or ink."""
    for widget in entry.field.widgets:
        appearances = widget.get("/AP")
        if not isinstance(appearances, pikepdf.Dictionary):
            continue
        stream = appearances.get("/N")
        if isinstance(stream, pikepdf.Stream):
            try:
                is_ink = has_hand(drawing_of(stream, faces))
            except BROKEN:
                is_ink = False
            if is_ink:
                return ""
    return None


def hands_on(form: Form, overlays: Sequence[Overlay]) -> dict[int, str]:
    """Return which signature fields somebody drew or typed over, and what was typed.

    Args:
        form: The form.
        overlays: What people laid over its pages.
    """
    found: dict[int, str] = {}
    laid = [each for each in overlays if each.is_drawn or each.is_typed]
    for at, entry in enumerate(form.entries if laid else ()):
        if not entry.signs:
            continue
        for overlay in laid:
            boxes = (p.box for p in entry.places if p.page == overlay.page)
            if any(box is not None and overlay.covers(box) for box in boxes):
                typed = overlay.text if overlay.is_typed else ""
                found[at] = found.get(at, typed) and typed
    return found
