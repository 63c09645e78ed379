"""A page, or a part of one, as a picture: what a person would see."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pypdfium2
from PIL import Image, ImageFile, ImageOps

from toolkit.errors import CannotDo, UnreadableFile
from toolkit.model import Box

_INCH = 72  # points

_MOST_DOTS = 40_000_000
"""A page of A4 at 600 dots an inch has 35 million; more is no page to look at."""


_A4_LONG = 842.0
_SHEETS = (280.0, 1300.0)  # points of a sheet's longer side, from A6 to A3
_KINDS = ("JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP", "MPO")
_BIGGEST_PHOTO = 200_000_000
_BROKEN_PHOTO = (
    Image.DecompressionBombError,
    EOFError,
    IndexError,
    KeyError,
    OSError,
    OverflowError,
    SyntaxError,
    TypeError,
    ValueError,
)


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
    with _opened(contents) as document:
        width, height = _sheet(document, page).get_size()
        return _drawn(document, page, (0.0, 0.0, width, height), dpi)


def crop(contents: bytes, page: int, box: Box, dpi: int = 150) -> bytes:
    """Return a part of one page as PNG, so that a person can look at a place.

    Args:
        contents: A PDF file without a password, or a picture of a page.
        page: Counted from 1; of a picture file, its first, second ... picture.
        box: As a `Place` has it: in points from the top left of the page as displayed.
            What of it lies beside the page is left out.
        dpi: Dots per inch.

    Raises:
        CannotDo: If there is no such page or place, or it would be too big a picture.
        UnreadableFile: If the file needs a password, or is neither.
    """
    if b"%PDF-" not in contents[:1024] and (photo := _photo(contents, page)):
        return _cut_out(photo, box, dpi)
    with _opened(contents) as document:
        width, height = _sheet(document, page).get_size()
        return _drawn(document, page, _on_page(box, width, height), dpi)


def points_long(dots: int, dpi: float) -> float:
    """Return the points of a photographed page's longer side.

    A picture file has no points. Its page is as large as the file says, if that is
    the size of a sheet of paper, and as long as A4 if not.

    Args:
        dots: Of its longer side.
        dpi: What the file says of its dots per inch; 0 if nothing.
    """
    points = dots / dpi * _INCH if dpi > 0 else 0.0
    return points if _SHEETS[0] <= points <= _SHEETS[1] else _A4_LONG


# --- pages of a PDF -----------------------------------------------------------------


@contextmanager
def _opened(contents: bytes) -> Iterator[pypdfium2.PdfDocument]:
    try:
        document = pypdfium2.PdfDocument(contents)
    except pypdfium2.PdfiumError as problem:
        raise UnreadableFile(
            "The file is locked, damaged or not a PDF, so there is no picture of it.",
            remedy="Ask for a fresh copy without a password.",
        ) from problem
    try:
        document.init_forms()
        yield document
    finally:
        document.close()


def _sheet(document: pypdfium2.PdfDocument, page: int) -> pypdfium2.PdfPage:
    if not 1 <= page <= len(document):
        raise _no_page(page, len(document))
    return document[page - 1]


def _no_page(page: int, count: int) -> CannotDo:
    return CannotDo(
        f"There is no page {page}; the paper has {count}.",
        remedy="Ask for one of its pages.",
    )


def _drawn(document: pypdfium2.PdfDocument, page: int, box: Box, dpi: int) -> bytes:
    sheet = _sheet(document, page)
    width, height = sheet.get_size()
    left, top, right, bottom = box
    _refuse_many_dots((right - left) * (bottom - top), page, dpi)
    image = sheet.render(
        scale=dpi / _INCH,
        crop=(left, height - bottom, width - right, top),
        may_draw_forms=True,
    ).to_pil()
    return _png(image)


def _refuse_many_dots(area: float, page: int, dpi: int) -> None:
    if area * (dpi / _INCH) ** 2 > _MOST_DOTS:
        raise CannotDo(
            f"Page {page} is too large to draw at {dpi} dots an inch.",
            remedy="Ask for fewer dots an inch.",
        )


def _on_page(box: Box, width: float, height: float) -> Box:
    """Return the part of a box that lies on its page."""
    left, top = max(box[0], 0.0), max(box[1], 0.0)
    right, bottom = min(box[2], width), min(box[3], height)
    if right - left < 1 or bottom - top < 1:
        raise CannotDo(
            "That place is not on the page.",
            remedy="Look at the whole page.",
        )
    return left, top, right, bottom


def _png(image: Image.Image) -> bytes:
    png = BytesIO()
    image.save(png, format="PNG", optimize=False)
    return png.getvalue()


# --- photos of pages ----------------------------------------------------------------


@contextmanager
def _only_whole() -> Iterator[None]:
    """Refuse torn pictures, whatever another library told Pillow for the process."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _photo(contents: bytes, page: int) -> Image.Image | None:
    """Return one picture of a picture file, upright; null if it is no such file."""
    with warnings.catch_warnings():
        # It warns of big pictures and of torn notes; we look at the size ourselves.
        warnings.simplefilter("ignore")
        try:
            image = Image.open(BytesIO(contents), formats=_KINDS)
        except _BROKEN_PHOTO:
            return None
        several = image.format == "TIFF"
        count = int(getattr(image, "n_frames", 1)) if several else 1
        if not 1 <= page <= count:
            raise _no_page(page, count)
        try:
            image.seek(page - 1)
            if image.width * image.height > _BIGGEST_PHOTO:
                raise _too_big(page)
            told = image.info.get("dpi")
            with _only_whole():
                image.load()
            upright = ImageOps.exif_transpose(image)
        except _BROKEN_PHOTO as problem:
            raise UnreadableFile(
                "The picture is damaged, so it cannot be shown.",
                remedy="Ask for a fresh copy.",
            ) from problem
    upright.info["dpi"] = told
    return upright


def _too_big(page: int) -> CannotDo:
    return CannotDo(
        f"Page {page} is too large to be shown.",
        remedy="Open the file in another program.",
    )


def _cut_out(photo: Image.Image, box: Box, dpi: int) -> bytes:
    told = photo.info.get("dpi")
    own = float(told[0]) if isinstance(told, tuple) and told else 0.0
    longer = max(photo.size)
    each = points_long(longer, own) / longer
    part = _on_page(box, photo.width * each, photo.height * each)
    left, top, right, bottom = (edge / each for edge in part)
    wide, tall = (part[2] - part[0]) * dpi / _INCH, (part[3] - part[1]) * dpi / _INCH
    _refuse_many_dots((part[2] - part[0]) * (part[3] - part[1]), 1, dpi)
    size = (max(round(wide), 1), max(round(tall), 1))
    shown = photo.convert("RGB").resize(size, box=(left, top, right, bottom))
    return _png(shown)
