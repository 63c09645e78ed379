"""A place of a paper, cut out for a person to look at."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from tests.papers import pdfs
from toolkit.errors import CannotDo, UnreadableFile
from toolkit.pdf import crop, protect
from toolkit.pdf.pictures import points_long
from toolkit.reading.limits import LIMITS
from toolkit.reading.scans.pictures import PagePicture, pictured_pages


def shown(contents: bytes, box: tuple[float, float, float, float]) -> Image.Image:
    """Return a place of the first page as a picture of 72 dots an inch."""
    return Image.open(BytesIO(crop(contents, 1, box, 72))).convert("L")


def darkest(picture: Image.Image) -> int:
    """Return the darkest shade of a picture, 0 for black."""
    return min(picture.tobytes())


def photo(kind: str = "PNG", **how: object) -> bytes:
    """Return a white picture of 600 by 800 dots with a black square low on the left."""
    image = Image.new("RGB", (600, 800), "white")
    ImageDraw.Draw(image).rectangle((60, 600, 120, 660), fill="black")
    out = BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


@pytest.mark.parametrize(
    ("rotate", "box"),
    [
        pytest.param(0, (70.0, 30.0, 140.0, 50.0), id="upright"),
        pytest.param(180, (455.0, 790.0, 525.0, 812.0), id="upside down"),
        pytest.param(90, (790.0, 70.0, 815.0, 140.0), id="a quarter right"),
    ],
)
def test_a_place_is_cut_out_as_it_is_displayed(
    rotate: int, box: tuple[float, float, float, float]
) -> None:
    """Pages are scanned and saved turned, and a person sees them upright."""
    paper = pdfs.printed(["Amara Okafor"], rotate=rotate)

    picture = shown(paper, box)

    wide, tall = box[2] - box[0], box[3] - box[1]
    assert abs(picture.width - wide) <= 2
    assert abs(picture.height - tall) <= 2
    assert darkest(picture) < 100


def test_a_place_with_nothing_in_it_is_white() -> None:
    """A crop of the wrong corner would show words that are not meant."""
    assert darkest(shown(pdfs.printed(["Amara"]), (300, 300, 400, 400))) == 255


def test_what_lies_beside_the_page_is_left_out() -> None:
    """A field may stick out over the edge."""
    picture = shown(pdfs.printed(["Amara"]), (500, -50, 700, 20))

    assert abs(picture.width - 95) <= 2
    assert abs(picture.height - 20) <= 2


@pytest.mark.parametrize(
    "box",
    [
        pytest.param((700.0, 10.0, 800.0, 20.0), id="beside the page"),
        pytest.param((10.0, 10.0, 10.0, 20.0), id="without a size"),
    ],
)
def test_no_place_is_no_picture(box: tuple[float, float, float, float]) -> None:
    """An empty picture would look as if nothing had been written."""
    with pytest.raises(CannotDo, match="not on the page"):
        crop(pdfs.printed(["Amara"]), 1, box)


@pytest.mark.parametrize(
    ("contents", "page"),
    [
        pytest.param(pdfs.printed(["Amara"]), 2, id="of a PDF"),
        pytest.param(photo(), 2, id="of a photo"),
        pytest.param(photo(), 0, id="page nought"),
    ],
)
def test_a_page_that_is_not_there_is_said(contents: bytes, page: int) -> None:
    """The desk asks for another."""
    with pytest.raises(CannotDo, match="no page"):
        crop(contents, page, (0, 0, 10, 10))


@pytest.mark.parametrize(
    "contents",
    [
        pytest.param(b"a letter", id="text"),
        pytest.param(protect(pdfs.printed(["x"]), "larkfield-rise"), id="locked"),
        pytest.param(photo()[:200], id="half a photo"),
    ],
)
def test_what_cannot_be_opened_is_said(contents: bytes) -> None:
    """A remedy is better than a traceback."""
    with pytest.raises(UnreadableFile):
        crop(contents, 1, (0, 0, 10, 10))


def test_a_huge_picture_is_declined() -> None:
    """A thousand dots an inch of a whole page would fill the memory."""
    with pytest.raises(CannotDo, match="too large"):
        crop(pdfs.printed(["Amara"]), 1, (0, 0, 595, 842), 1000)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_place_of_a_photo_is_cut_out_in_points(kind: str) -> None:
    """A photographed page is taken for a sheet of A4 if it does not say."""
    each = 842 / 800
    left, top, right, bottom = (60 * each, 600 * each, 120 * each, 660 * each)

    picture = shown(photo(kind), (left + 2, top + 2, right - 2, bottom - 2))

    assert max(picture.tobytes()) < 60


def test_a_photo_that_was_held_sideways_is_upright() -> None:
    """The camera says how it was held, and reading turns it so."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter right
    turned = photo("JPEG", exif=exif, dpi=(72, 72))

    # What was low on the left is high on the left.
    picture = shown(turned, (142, 62, 198, 118))

    assert max(picture.tobytes()) < 60


@pytest.mark.parametrize("dpi", [0, 72, 75, 150, 300, 10_000])
def test_reading_and_cropping_agree_how_large_a_photo_is(dpi: int) -> None:
    """Places in photos are in the points that reading gave them."""
    contents = photo("PNG", dpi=(dpi, dpi)) if dpi else photo()
    [page] = pictured_pages(contents, LIMITS, [1])

    assert isinstance(page, PagePicture)
    with Image.open(BytesIO(contents)) as image:
        own = float(image.info["dpi"][0]) if dpi else 0.0
    assert max(page.size) == pytest.approx(points_long(800, own), rel=0.01)
