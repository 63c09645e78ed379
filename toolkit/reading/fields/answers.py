"""Everything people wrote into a PDF with fields, seen from every side.

The fields as they are stored, what they show, what was laid over the pages, the
XFA twin's data, and the signatures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

import pikepdf
import pypdfium2

from toolkit.model import Box, Line, Mark, Place, Problem
from toolkit.reading.fields.drawing import Faces
from toolkit.reading.fields.eye import Eye
from toolkit.reading.fields.form import Form, form_of
from toolkit.reading.fields.overlays import (
    Overlay,
    layers_off,
    nearest,
    overlays_of,
    pages_of,
)
from toolkit.reading.fields.signing import hands_on, with_signatures
from toolkit.reading.fields.xfa import compared, data_of, marks_of
from toolkit.reading.found import Found
from toolkit.reading.geometry import Sheet
from toolkit.reading.limits import Limits
from toolkit.reading.problems import problem

_UNSURE = 0.5
_NOTE = "note"


@dataclass(frozen=True, slots=True)
class Told:
    """What was found: the fields' marks, the typed comments, and what to know.

    `notes` are apart because they are on a page but in no field of it.
    """

    marks: tuple[Mark, ...] = field(repr=False)
    notes: tuple[Mark, ...] = field(repr=False)
    problems: tuple[Problem, ...]
    is_xfa: bool
    was_cut: bool


class Answers:
    """The answers of one open PDF, while its pages are being read.

    Args:
        pdf: The file.
        sheets: Its pages.
        paper: Its SHA-256, for the places.
        limits: The most to accept.

    Raises:
        Refusal: If there are more fields than the limits allow.
    """

    def __init__(
        self, pdf: pikepdf.Pdf, sheets: Sequence[Sheet], paper: str, limits: Limits
    ) -> None:
        self._paper = paper
        self._form = form_of(pdf, sheets, paper, limits)
        means = self._form.acro.get("/DR")
        fonts = means.get("/Font") if isinstance(means, pikepdf.Dictionary) else None
        self._faces = Faces(fonts)
        layers = layers_off(pdf)
        self._overlays = overlays_of(self._form.places, self._faces, layers)
        self._eye = Eye(self._form, self._overlays, self._faces, layers)
        self._data = data_of(self._form.acro, limits) if self._form.is_xfa else ()

    def look(
        self,
        page: pypdfium2.PdfPage,
        text: pypdfium2.PdfTextPage,
        number: int,
        lines: Sequence[Line],
    ) -> None:
        """Look at an open page, as `Watch` of the words is called."""
        self._eye.look(page, text, number, lines)

    def told(self, contents: bytes, drawn: bytes) -> Told:
        """Return everything, once all pages were looked at.

        Args:
            contents: The whole file.
            drawn: The file as its words were read, which is mended if need be.
        """
        hands = self._eye.hands | hands_on(self._form, self._overlays)
        seen = self._eye.judged(drawn)
        form, is_changed = with_signatures(seen, contents, hands, self._faces)
        form = compared(form, self._data)
        marks = form.marks
        if not marks or form.needs_rendering:
            known = {mark.key for mark in marks}
            data = marks_of(self._data, self._paper)
            marks += tuple(mark for mark in data if mark.key not in known)
        problems = list(self._problems(form, is_changed=is_changed))
        notes = tuple(_notes(self._overlays, form, self._paper))
        return Told(marks, notes, tuple(problems), form.is_xfa, form.was_cut)

    def _problems(self, form: Form, *, is_changed: bool) -> Iterator[Problem]:
        differing = sum(entry.differs for entry in form.entries)
        if differing:
            yield problem("drawn-differs", count=differing)
        if is_changed:
            yield problem("changed-after-signing")
        if pages := pages_of([o for o in self._overlays if _is_loose(o, form)]):
            listed = ", ".join(f"page {at}" for at in pages[:20])
            yield problem("marked-up", pages=listed)
        if form.is_xfa and (form.needs_rendering or not form.entries):
            yield problem("xfa")


def _is_loose(overlay: Overlay, form: Form) -> bool:
    """Whether something laid on a page belongs to no field, so that no mark tells."""
    if overlay.is_typed or overlay.sort == "Text":
        return False
    if not overlay.changes:
        return True
    boxes = (p.box for e in form.entries for p in e.places if p.page == overlay.page)
    return not any(box is not None and overlay.covers(box) for box in boxes)


# --- typed comments -----------------------------------------------------------------


def _notes(overlays: Sequence[Overlay], form: Form, paper: str) -> Iterator[Mark]:
    """Yield what people typed as comments, under the field it was typed for."""
    names = count(1)
    for overlay in overlays:
        if not overlay.text:
            continue
        key = nearest(overlay, _open_to(overlay, form)) if overlay.is_typed else ""
        if not key:
            number = next(names)
            key = _NOTE if number == 1 else f"{_NOTE}#{number}"
        place = Place(paper, overlay.page, overlay.box, _NOTE)
        text = overlay.text[: form.longest]
        yield Mark(key, text=text, ask=True, place=place, confidence=_UNSURE)


def _open_to(overlay: Overlay, form: Form) -> list[tuple[str, Box]]:
    """Return the fields words may have been typed for: empty ones, or those under."""
    return [
        (entry.mark.key, place.box)
        for entry in form.entries
        for place in entry.places
        if place.page == overlay.page
        and place.box is not None
        and (overlay.covers(place.box) or not entry.mark.text)
    ]


def with_notes(found: Found, notes: Sequence[Mark]) -> Found:
    """Return what was found with the typed comments, each on the part of its page."""
    if not notes:
        return found
    if not found.parts:
        return replace(found, marks=(*found.marks, *notes))
    parts = tuple(
        replace(
            part,
            marks=(*part.marks, *(n for n in notes if _is_on(part, n))),
        )
        for part in found.parts
    )
    return replace(found, parts=parts)


def _is_on(part: Found, note: Mark) -> bool:
    """Whether a comment is on the pages of a part, which are named `3-4` or `3`."""
    first, _, last = part.part.partition("-")
    page = note.place.page
    return page is not None and int(first) <= page <= int(last or first)
