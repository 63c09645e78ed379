"""Scans and photos of pages, made as scanners and phones make them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from toolkit.pdf import picture

Grey = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Way:
    """How a page came to be a picture.

    `askew` is in degrees, `aside` the part of the page's size that the corners of a
    photo are off, `shade` the part of the light that is missing at its dark edge.
    """

    dpi: int = 200
    askew: float = 0.0
    shift: tuple[float, float] = (0.0, 0.0)
    aside: float = 0.0
    shade: float = 0.0
    blur: float = 0.6
    noise: float = 4.0
    upside_down: bool = False


def pages_of(contents: bytes, count: int, dpi: int = 200) -> list[Grey]:
    """Return the first pages of a PDF as they would come from a printer."""
    drawn = (picture(contents, page, dpi) for page in range(1, count + 1))
    return [np.asarray(Image.open(io.BytesIO(png)).convert("L")) for png in drawn]


def signed(page: Grey, box: Sequence[float], dpi: int = 200) -> Grey:
    """Return a page with a stroke of a pen in a box of points from the top left."""
    left, top, right, bottom = (edge * dpi / 72 for edge in box)
    across = np.linspace(left + 10, left + min(right - left, 260), 60)
    swing = np.sin(np.linspace(0, 22, 60)) * (bottom - top) * 0.28
    stroke = np.stack([across, (top + bottom) / 2 + swing], axis=1).astype(np.int32)
    inked = page.copy()
    cv2.polylines(inked, [stroke], isClosed=False, color=40, thickness=3)
    return inked


def crossed(page: Grey, box: Sequence[float], dpi: int = 200, shade: int = 40) -> Grey:
    """Return a page with a cross of a pen in a box of points from the top left."""
    left, top, right, bottom = (round(edge * dpi / 72) for edge in box)
    inked = page.copy()
    cv2.line(inked, (left, top), (right, bottom), shade, 2)
    cv2.line(inked, (left, bottom), (right, top), shade, 2)
    return inked


def ringed(page: Grey, box: Sequence[float], dpi: int = 200) -> Grey:
    """Return a page with a ring of a pen round a box of points from the top left."""
    left, top, right, bottom = (edge * dpi / 72 for edge in box)
    centre = (round((left + right) / 2), round((top + bottom) / 2))
    inked = page.copy()
    cv2.circle(inked, centre, round((right - left) * 1.2), 40, 3)
    return inked


def typed(page: Grey, text: str, at: tuple[float, float], dpi: int = 200) -> Grey:
    """Return a page with words typed on it, their left middle at a place in points."""
    image = Image.fromarray(page)
    font = ImageFont.load_default(size=10 * dpi / 72)
    place = (at[0] * dpi / 72, at[1] * dpi / 72)
    ImageDraw.Draw(image).text(place, text, font=font, fill=30, anchor="lm")
    return np.asarray(image)


def taken(page: Grey, way: Way, seed: int = 1) -> Grey:
    """Return a page as a scanner or a phone takes it."""
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), way.askew, 0.98)
    turn[:, 2] += (way.shift[0] * width, way.shift[1] * height)
    seen = cv2.warpAffine(page, turn, (width, height), borderValue=250)
    if way.aside:
        seen = _from_the_side(seen, way.aside)
    seen = cv2.GaussianBlur(seen, (0, 0), way.blur).astype(np.float32)
    seen *= 1 - way.shade * np.linspace(0, 1, width)[None, :]
    seen += np.random.default_rng(seed).normal(0, way.noise, seen.shape)
    whole = np.clip(seen, 0, 255).astype(np.uint8)
    return np.ascontiguousarray(np.rot90(whole, 2)) if way.upside_down else whole


def _from_the_side(page: Grey, aside: float) -> Grey:
    height, width = page.shape
    x, y = aside * width, aside * height
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = np.array(
        [
            [x, y],
            [width - 1.5 * x, 0.6 * y],
            [width - x, height - y],
            [0.5 * x, height],
        ],
        np.float32,
    )
    way = cv2.getPerspectiveTransform(corners, seen)
    photo = cv2.warpPerspective(page, way, (width, height), borderValue=60)
    return np.asarray(photo, np.uint8)


def jpeg(page: Grey, *, dpi: int = 200, quality: int = 70, turn: int = 1) -> bytes:
    """Return a page as a JPEG file; `turn` is how its camera says it was held."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = turn
    Image.fromarray(page).save(
        out, "JPEG", quality=quality, dpi=(dpi, dpi), exif=exif.tobytes()
    )
    return out.getvalue()


def png(page: Grey) -> bytes:
    """Return a page as a PNG file."""
    out = io.BytesIO()
    Image.fromarray(page).save(out, "PNG")
    return out.getvalue()


def pdf(pages: Sequence[Grey], dpi: int = 200) -> bytes:
    """Return pages as a scanner's PDF."""
    return _several(pages, "PDF", {"resolution": dpi})


def tiff(pages: Sequence[Grey], dpi: int = 200) -> bytes:
    """Return pages as the pages of one TIFF file."""
    return _several(pages, "TIFF", {"dpi": (dpi, dpi)})


def _several(pages: Sequence[Grey], kind: str, how: dict[str, object]) -> bytes:
    first, *others = (Image.fromarray(page) for page in pages)
    out = io.BytesIO()
    first.save(out, kind, save_all=True, append_images=others, **how)
    return out.getvalue()


def blank_page(dpi: int = 200) -> Grey:
    """Return a page with nothing on it."""
    return np.full((round(11.69 * dpi), round(8.27 * dpi)), 250, np.uint8)


def scenery(dpi: int = 100) -> Grey:
    """Return a photo of no paper: soft light and dark."""
    rng = np.random.default_rng(7)
    small = rng.integers(0, 255, (9, 7)).astype(np.uint8)
    size = (round(8.27 * dpi), round(11.69 * dpi))
    return np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_CUBIC), np.uint8)
