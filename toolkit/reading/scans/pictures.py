"""Pages as grey pictures: the pages of a PDF drawn, or the pictures of an image file.

A picture file has no points, so its page is taken to be as large as the file says, if
that is the size of a sheet of paper, and as tall or wide as A4 if not.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import cv2
import numpy as np
import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from toolkit.reading.limits import Limits, Refusal
from toolkit.reading.pages.issued import Grey

_INCH = 72.0  # points
_A4_LONG = 842.0
_DPI = 300
# Longest side of what we work on: A4 at 300 dots an inch, and a margin to it.
_MOST_SIDE = 3600
_SHEETS = (280.0, 1300.0)  # points of a sheet's longer side, from A6 to A3
_KINDS = ("JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP")
_BROKEN = (
    Image.DecompressionBombError,
    UnidentifiedImageError,
    EOFError,
    IndexError,
    KeyError,
    OSError,
    OverflowError,
    SyntaxError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page as a person sees it.

    `number` counts from 1. `size` is its width and height in points.
    """

    number: int
    grey: Grey
    size: tuple[float, float]

    @property
    def dpi(self) -> float:
        """Dots of the picture for an inch of the page."""
        return float(self.grey.shape[1] / self.size[0] * _INCH)


# --- pages of a PDF -----------------------------------------------------------------


def drawn_pages(contents: bytes, pages: Sequence[int]) -> Iterator[PagePicture | int]:
    """Yield each of a PDF's pages as a picture, or its number if it cannot be drawn."""
    try:
        pdf = pypdfium2.PdfDocument(contents)
    except pypdfium2.PdfiumError:
        yield from pages
        return
    try:
        for number in pages:
            yield _drawn(pdf, number)
    finally:
        pdf.close()


def _drawn(pdf: pypdfium2.PdfDocument, number: int) -> PagePicture | int:
    try:
        page = pdf[number - 1]
    except (pypdfium2.PdfiumError, IndexError):
        return number
    try:
        width, height = page.get_size()
        longer = max(width, height)
        if not 0 < longer < 20_000 or min(width, height) < 1:
            return number
        scale = min(_DPI / _INCH, _MOST_SIDE / longer)
        bitmap = page.render(scale=scale, grayscale=True)
        # A copy: pdfium frees the picture's memory when it is done with the page.
        grey = np.array(bitmap.to_numpy(), dtype=np.uint8).reshape(
            bitmap.height, bitmap.width
        )
        bitmap.close()
        return PagePicture(number, grey, (width, height))
    except (pypdfium2.PdfiumError, ValueError):
        return number
    finally:
        page.close()


# --- pictures of an image file ------------------------------------------------------


def frames(contents: bytes, limits: Limits) -> int:
    """Return how many pictures an image file holds.

    Raises:
        Refusal: If it is damaged, or not a kind of picture we open.
    """
    with _opened(contents, limits) as image:
        return _count(image)


def pictured_pages(
    contents: bytes, limits: Limits, pages: Sequence[int]
) -> Iterator[PagePicture | int]:
    """Yield each picture of an image file, or its number if it cannot be opened.

    A photo is turned the way its camera says that it was held.

    Raises:
        Refusal: If the file is damaged, or not a kind of picture we open.
    """
    with _opened(contents, limits) as image:
        for number in pages:
            yield _frame(image, number, limits)


@contextmanager
def _opened(contents: bytes, limits: Limits) -> Iterator[Image.Image]:
    with warnings.catch_warnings():
        # It warns of big pictures and of torn notes; we look at the size ourselves.
        warnings.simplefilter("ignore")
        try:
            image = Image.open(io.BytesIO(contents), formats=_KINDS)
        except UnidentifiedImageError as unknown:
            raise Refusal(_unopened(contents)) from unknown
        except _BROKEN as broken:
            raise Refusal("damaged") from broken
        with image:
            _check_size(image, limits)
            yield image


def _unopened(contents: bytes) -> str:
    return "phone-photo" if contents[4:8] == b"ftyp" else "damaged"


def _check_size(image: Image.Image, limits: Limits) -> None:
    if image.width * image.height > limits.max_dots:
        raise Refusal("too-big-to-open")


def _count(image: Image.Image) -> int:
    # An animation is one picture, and the second picture of an MPO is for 3-D glasses.
    if image.format != "TIFF":
        return 1
    try:
        return max(1, int(getattr(image, "n_frames", 1)))
    except _BROKEN as broken:
        raise Refusal("damaged") from broken


def _frame(image: Image.Image, number: int, limits: Limits) -> PagePicture | int:
    try:
        image.seek(number - 1)
        _check_size(image, limits)
        longer = max(image.size)
        dpi = _own_dpi(image)
        if image.format in {"JPEG", "MPO"}:
            # Lets a very large photo be opened at a half or a quarter of its size.
            image.draft("L", (_MOST_SIDE, _MOST_SIDE))
        grey = _grey(ImageOps.exif_transpose(image))
    except (Refusal, *_BROKEN):
        return number
    each = _points_long(longer, dpi) / max(grey.shape)
    size = (grey.shape[1] * each, grey.shape[0] * each)
    return PagePicture(number, _not_too_big(grey), size)


def _grey(image: Image.Image) -> Grey:
    if image.mode.startswith("I;16"):
        return np.asarray(np.asarray(image, dtype=np.uint16) >> 8, dtype=np.uint8)
    return np.asarray(_on_white(image).convert("L"), dtype=np.uint8)


def _on_white(image: Image.Image) -> Image.Image:
    """Return the picture on white paper, where it can be seen through."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image
    seen = image.convert("RGBA")
    paper = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(paper, seen)


def _own_dpi(image: Image.Image) -> float:
    told = image.info.get("dpi")
    if not isinstance(told, tuple) or not told:
        return 0.0
    across = float(told[0])
    return across if across > 0 else 0.0


def _points_long(longer: int, dpi: float) -> float:
    """Return the points of a page's longer side, which has so many dots."""
    low, high = _SHEETS
    points = longer / dpi * _INCH if dpi > 0 else 0.0
    return points if low <= points <= high else _A4_LONG


def _not_too_big(grey: Grey) -> Grey:
    longer = max(grey.shape)
    if longer <= _MOST_SIDE:
        return grey
    scale = _MOST_SIDE / longer
    size = (round(grey.shape[1] * scale) or 1, round(grey.shape[0] * scale) or 1)
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)
