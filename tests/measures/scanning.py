"""Paper that went through a scanner: askew, moved, speckled, squeezed."""

from __future__ import annotations

import io
import random
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt
import pikepdf
import pypdfium2

Picture: TypeAlias = npt.NDArray[np.uint8]


def scanned(
    filled: bytes, dpi: int, chance: random.Random, *, rough: bool = False
) -> bytes:
    """Return a PDF of nothing but pictures, as a scanner makes it.

    Args:
        filled: A PDF; its form fields are shown as a viewer shows them.
        dpi: Dots per inch.
        chance: Decides how askew each page lies, and so on.
        rough: Whether it is blurred, shadowed and squeezed as by a tired copier.
    """
    source = pypdfium2.PdfDocument(filled)
    source.init_forms()
    pdf = pikepdf.new()
    for at in range(len(source)):
        page = source[at]
        drawn = page.render(scale=dpi / 72, may_draw_forms=True).to_numpy()
        page.close()
        _add_page(pdf, _worn(np.ascontiguousarray(drawn), dpi, chance, rough), dpi)
    source.close()
    out = io.BytesIO()
    pdf.save(out)
    pdf.close()
    return out.getvalue()


def _worn(picture: Picture, dpi: int, chance: random.Random, rough: bool) -> bytes:  # noqa: FBT001 -- passed on
    """Return one page as the scanner's JPEG."""
    if chance.random() < 0.7:
        picture = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    picture = _moved(picture, dpi, chance)
    if rough:
        picture = _shadowed(cv2.GaussianBlur(picture, (0, 0), dpi / 250), chance)
    picture = _speckled(picture, chance, 7.0 if rough else 2.5)
    quality = chance.randint(45, 60) if rough else chance.randint(60, 80)
    done, squeezed = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise RuntimeError("The picture could not be squeezed.")
    return bytes(squeezed)


def _moved(picture: Picture, dpi: int, chance: random.Random) -> Picture:
    """Turn a page by up to 2 degrees and move it by up to 4 millimetres."""
    tall, wide = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, tall / 2), chance.uniform(-2, 2), 1.0)
    turn[:, 2] += [chance.uniform(-4, 4) * dpi / 25.4 for _ in range(2)]
    moved: Picture = cv2.warpAffine(
        picture,
        turn,
        (wide, tall),
        flags=cv2.INTER_CUBIC,
        borderValue=(250, 250, 250),
    )
    return moved


def _shadowed(picture: Picture, chance: random.Random) -> Picture:
    """Darken one side, as where a book is not pressed flat."""
    wide = picture.shape[1]
    depth = chance.uniform(0.15, 0.4)
    shade = 1 - depth * np.linspace(0, 1, wide) ** 3
    if chance.random() < 0.5:
        shade = shade[::-1]
    along = shade.reshape(1, wide, *([1] * (picture.ndim - 2)))
    return (picture * along).astype(np.uint8)


def _speckled(picture: Picture, chance: random.Random, strength: float) -> Picture:
    grain = np.random.default_rng(chance.randrange(2**32))
    noisy = picture + grain.normal(0, strength, picture.shape)
    return np.clip(noisy, 0, 255).astype(np.uint8)


def _add_page(pdf: pikepdf.Pdf, jpeg: bytes, dpi: int) -> None:
    picture: Picture = np.asarray(
        cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_UNCHANGED)
    )
    tall, wide = picture.shape[:2]
    is_grey = picture.ndim == 2
    size = (wide * 72 / dpi, tall * 72 / dpi)
    pdf.add_blank_page(page_size=size)
    page = pdf.pages[-1].obj
    image = pdf.make_stream(
        jpeg,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=wide,
        Height=tall,
        ColorSpace=pikepdf.Name.DeviceGray if is_grey else pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=image))
    drawing = f"q {size[0]:.3f} 0 0 {size[1]:.3f} 0 0 cm /Im Do Q"
    page.Contents = pdf.make_stream(drawing.encode())
