from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.papers import scans
from toolkit.model import PaperSort
from toolkit.reading import LIMITS, Limits, read
from toolkit.reading.scans.pictures import (
    PagePicture,
    drawn_pages,
    frames,
    pictured_pages,
)


def the_picture(contents: bytes) -> PagePicture:
    """Return the first picture of an image file."""
    [found] = pictured_pages(contents, LIMITS, [1])
    assert isinstance(found, PagePicture)
    return found


@pytest.mark.parametrize(
    ("dpi", "told"),
    [
        pytest.param(100, 100, id="as large as it says"),
        pytest.param(100, 72, id="as large as A3 paper, which it may be"),
        pytest.param(100, 1, id="no size of paper"),
    ],
)
def test_a_picture_is_a_page_of_paper(dpi: int, told: int) -> None:
    """Places are in points, and photos have none."""
    found = the_picture(scans.jpeg(scans.blank_page(dpi), dpi=told))

    assert 280 <= max(found.size) <= 1300
    assert found.dpi == pytest.approx(found.grey.shape[0] / found.size[1] * 72)


def test_a_very_large_photo_is_made_smaller() -> None:
    """A phone's 50 million dots say no more than a scanner's eight."""
    found = the_picture(scans.jpeg(scans.blank_page(450)))

    assert max(found.grey.shape) <= 3600


def test_a_picture_one_can_see_through_lies_on_white_paper() -> None:
    """Screenshots have clear backgrounds, which would come out black."""
    clear = io.BytesIO()
    Image.new("RGBA", (300, 400), (0, 0, 0, 0)).save(clear, "PNG")

    assert the_picture(clear.getvalue()).grey.min() == 255


def test_the_pages_of_a_tiff_are_counted() -> None:
    """Scanners that make no PDF make these."""
    assert frames(scans.tiff([scans.blank_page(30)] * 3, 30), LIMITS) == 3


def test_a_picture_of_too_many_dots_is_declined_unopened() -> None:
    """A small file can unpack into more memory than the computer has."""
    document = read(scans.png(scans.blank_page(100)), "x", Limits(max_dots=1000))

    assert document.sort is PaperSort.UNREADABLE
    assert [each.code for each in document.problems] == ["too-big-to-open"]


def test_a_page_that_is_not_there_is_named() -> None:
    """Its number stands for it, so that a person can be told."""
    contents = scans.pdf([scans.blank_page(30)], 30)

    assert [p if isinstance(p, int) else 0 for p in drawn_pages(contents, [1, 5])] == [
        0,
        5,
    ]
