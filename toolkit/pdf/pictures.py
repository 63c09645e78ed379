"""A page as a picture, as a person would see it."""

from __future__ import annotations

from io import BytesIO

import pypdfium2

from toolkit.errors import CannotDo, UnreadableFile

_INCH = 72  # points

_MOST_DOTS = 40_000_000
"""A page of A4 at 600 dots an inch has 35 million; more is no page to look at."""


def picture(contents: bytes, page: int, dpi: int = 100) -> bytes:
    """Return one page as PNG, with what its fields show.

    Args:
        contents: A PDF file without a password.
        page: Counted from 1.
        dpi: Dots per inch.

    Raises:
        CannotDo: If there is no such page, or it would be too big a picture.
        UnreadableFile: If the file needs a password or is no PDF.
    """
    try:
        document = pypdfium2.PdfDocument(contents)
    except pypdfium2.PdfiumError as problem:
        raise UnreadableFile(
            "The file is locked, damaged or not a PDF, so there is no picture of it.",
            remedy="Ask for a fresh copy without a password.",
        ) from problem
    try:
        document.init_forms()
        return _drawn(document, page, dpi)
    finally:
        document.close()


def _drawn(document: pypdfium2.PdfDocument, page: int, dpi: int) -> bytes:
    if not 1 <= page <= len(document):
        raise CannotDo(
            f"There is no page {page}; the paper has {len(document)}.",
            remedy="Ask for one of its pages.",
        )
    sheet = document[page - 1]
    width, height = sheet.get_size()
    if width * height * (dpi / _INCH) ** 2 > _MOST_DOTS:
        raise CannotDo(
            f"Page {page} is too large to draw at {dpi} dots an inch.",
            remedy="Ask for fewer dots an inch.",
        )
    image = sheet.render(scale=dpi / _INCH, may_draw_forms=True).to_pil()
    png = BytesIO()
    image.save(png, format="PNG", optimize=False)
    return png.getvalue()
