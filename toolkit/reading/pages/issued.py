"""Issued blanks: the stored geometry by which printed and scanned copies are read.

An issued blank is a plain PDF file of a form of ours as it was given out, with its
fields: their names, boxes, states and labels, and the page as it was drawn. It is
opened only when a paper bears its edition id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pikepdf
import pypdfium2

from toolkit.model import Box, MarkKind
from toolkit.pdf.fields import (
    COMB,
    MULTILINE,
    Field,
    FieldSort,
    fields_of,
    inherited,
    on_state,
)
from toolkit.pdf.form_mending import EDITION, KIND, SIGNATURE
from toolkit.reading.fields.objects import dictionaries, number, numbers, text_of
from toolkit.reading.geometry import Sheet
from toolkit.reading.pages.sheets import sheets_of
from toolkit.reading.pages.words import Glyph, Word, glyphs_of, words_of_glyphs

Grey = npt.NDArray[np.uint8]
"""A picture in shades of grey, rows from the top: 0 is black, 255 is white."""

_INCH = 72  # points
# A blank of the thickest form has 30 pages; this keeps two of them drawn.
_KEPT_PICTURES = 64


@dataclass(frozen=True, slots=True)
class Slot:
    """One widget of an issued blank: a place for an answer, or for a part of it.

    `value` is the state a tick or a radio button is on in, and empty for the rest;
    a radio button's `kind` is text, because the group's answer is its chosen state.
    `choices` are the lines of a list, `cells` the number of one-letter boxes or 0.
    `box` is in points from the top left of the issued page as displayed.
    """

    key: str
    kind: MarkKind
    value: str
    box: Box
    page: int
    label: str = ""
    multiline: bool = False
    choices: tuple[str, ...] = ()
    cells: int = 0

    @property
    def is_button(self) -> bool:
        """Whether it is ticked rather than written in."""
        return bool(self.value)


@dataclass(frozen=True, slots=True)
class IssuedPage:
    """One page of an issued blank: its size in points, its print and its slots."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...] = field(repr=False)
    words: tuple[Word, ...] = field(repr=False)
    slots: tuple[Slot, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Issued:
    """A form of ours as it was issued: its edition id and its pages."""

    edition: str
    pages: tuple[IssuedPage, ...]
    contents: bytes = field(repr=False)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The slots of all pages, in the order the form lists its fields."""
        return tuple(slot for page in self.pages for slot in page.slots)

    def drawn(self, page: int, dpi: int) -> Grey:
        """Return a blank page as a picture, without the colours of its fields.

        Args:
            page: Counted from 1.
            dpi: Dots per inch.
        """
        return _drawn(self.contents, page, dpi)


class Issues:
    """The issued blanks a reader was given, each opened when it is first needed.

    Args:
        paths: Files laid out as `services/<service>/forms/<form>/editions/<id>.pdf`;
            the first of those with one edition id wins.
    """

    def __init__(self, paths: Iterable[Path] = ()) -> None:
        self._paths: dict[str, Path] = {}
        for path in paths:
            self._paths.setdefault(edition_of(path), path)

    def __contains__(self, edition: str) -> bool:
        return edition in self._paths

    @property
    def editions(self) -> tuple[str, ...]:
        """The edition ids there are."""
        return tuple(self._paths)

    def issue(self, edition: str) -> Issued | None:
        """Return the issue of this edition; null if there is none that says it is."""
        path = self._paths.get(edition)
        issued = None if path is None else issued_at(path)
        return issued if issued is not None and issued.edition == edition else None


def edition_of(path: Path) -> str:
    """Return the edition id that an issued blank's place says: `service/form/id`."""
    steps = path.parts
    if len(steps) < 5:
        return path.stem
    return f"{steps[-5]}/{steps[-3]}/{path.stem}"


@lru_cache(maxsize=32)
def issued_at(path: Path) -> Issued | None:
    """Return the issued blank in a file; null if the file is not there or is broken."""
    try:
        return issued_blank(path.read_bytes())
    except (OSError, pikepdf.PdfError, pypdfium2.PdfiumError):
        return None


def issued_blank(contents: bytes) -> Issued:
    """Return the geometry of a blank form.

    Args:
        contents: A PDF with form fields and without a password.

    Raises:
        pikepdf.PdfError: If it is no PDF that can be read.
        pypdfium2.PdfiumError: If its pages cannot be.
    """
    drawing = pypdfium2.PdfDocument(contents)
    try:
        with pikepdf.open(BytesIO(contents)) as pdf:
            sheets = sheets_of(pdf)
            slots = tuple(_slots(pdf, sheets))
            edition = text_of(pdf.docinfo.get(EDITION)).strip()
        pages = tuple(_page(drawing, sheet, slots) for sheet in sheets)
    finally:
        drawing.close()
    return Issued(edition, pages, contents)


def _page(
    drawing: pypdfium2.PdfDocument, sheet: Sheet, slots: Sequence[Slot]
) -> IssuedPage:
    page = drawing[sheet.number - 1]
    try:
        width, height = page.get_size()
        glyphs = glyphs_of(page, sheet)
    finally:
        page.close()
    here = tuple(slot for slot in slots if slot.page == sheet.number)
    words = words_of_glyphs(glyphs, sheet.number)
    return IssuedPage(sheet.number, width, height, glyphs, words, here)


# --- slots --------------------------------------------------------------------------


def _slots(pdf: pikepdf.Pdf, sheets: Sequence[Sheet]) -> Iterator[Slot]:
    homes = {
        annotation.objgen: page_sheet
        for page, page_sheet in zip(pdf.pages, sheets, strict=True)
        for annotation in dictionaries(page.obj.get("/Annots"))
    }
    for found in fields_of(pdf):
        for widget in found.widgets:
            home = homes.get(widget.objgen)
            if home is not None:
                yield from _slot(found, widget, home)


def _slot(found: Field, widget: pikepdf.Object, home: Sheet) -> Iterator[Slot]:
    """Yield a widget's slot; push buttons and widgets without a box have none."""
    box = home.box(numbers(widget.get("/Rect")) or ())
    is_push_button = found.sort is FieldSort.OTHER and _sort(found) != "/Sig"
    if box is None or is_push_button:
        return
    yield Slot(
        key=found.name,
        kind=_kind(found),
        value=(on_state(widget) or "") if found.sort in _BUTTONS else "",
        box=box,
        page=home.number,
        label=text_of(inherited(found.node, "/TU")).strip(),
        multiline=bool(found.flags & MULTILINE),
        choices=_lines(found),
        cells=_cells(found),
    )


_BUTTONS = {FieldSort.TICK, FieldSort.RADIO}


def _sort(found: Field) -> str:
    return str(inherited(found.node, "/FT"))


def _kind(found: Field) -> MarkKind:
    if found.sort is FieldSort.TICK:
        return MarkKind.TICK
    is_signature = _sort(found) == "/Sig" or found.node.get(KIND) == SIGNATURE
    return MarkKind.SIGNATURE if is_signature else MarkKind.TEXT


def _lines(found: Field) -> tuple[str, ...]:
    """Return what each line of a list shows."""
    listed = inherited(found.node, "/Opt")
    if found.sort is not FieldSort.CHOICE or not isinstance(listed, pikepdf.Array):
        return ()
    shown = (item[-1] if isinstance(item, pikepdf.Array) else item for item in listed)
    return tuple(text_of(item) for item in shown)


def _cells(found: Field) -> int:
    if found.sort is not FieldSort.TEXT or not found.flags & COMB:
        return 0
    return number(inherited(found.node, "/MaxLen"), 0)


# --- pictures -----------------------------------------------------------------------


@lru_cache(maxsize=_KEPT_PICTURES)
def _drawn(contents: bytes, page: int, dpi: int) -> Grey:
    document = pypdfium2.PdfDocument(contents)
    try:
        return picture_of(document[page - 1], dpi)
    finally:
        document.close()


def picture_of(page: pypdfium2.PdfPage, dpi: float) -> Grey:
    """Return a page as a person sees it, in shades of grey.

    Fields show what is drawn in them, without the colours that viewers lay over them.
    """
    bitmap = page.render(scale=dpi / _INCH, grayscale=True, may_draw_forms=False)
    drawn: Grey = np.array(bitmap.to_numpy(), dtype=np.uint8, copy=True)
    bitmap.close()
    return drawn.reshape(drawn.shape[0], drawn.shape[1])
