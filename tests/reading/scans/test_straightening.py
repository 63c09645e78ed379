from __future__ import annotations

import numpy as np
import pytest

from tests.papers import scans
from toolkit.reading.scans.straightening import (
    as_it_is,
    levelled,
    sheet_alone,
    skew,
    turned,
)


def a_letter() -> scans.Grey:
    """Return a page with some lines of writing."""
    page = scans.blank_page(100)
    for at in range(12):
        line = "Dear Sir or Madam, she is still too ill for school."
        page = scans.typed(page, line, (60, 100 + 25 * at), 100)
    return page


@pytest.mark.parametrize("askew", [-8.0, -1.3, 0.0, 0.7, 5.0])
def test_how_askew_a_page_lies_is_measured(askew: float) -> None:
    """Slots are cut out along straight lines."""
    page = scans.taken(a_letter(), scans.Way(dpi=100, askew=askew))

    assert skew(page) == pytest.approx(-askew, abs=0.25)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(scans.blank_page(50), id="a blank page"),
        pytest.param(scans.scenery(50), id="a photo of no paper"),
    ],
)
def test_a_picture_without_lines_is_left_as_it_is(page: scans.Grey) -> None:
    """There is nothing to be level with."""
    assert levelled(as_it_is(page)).grey.shape == page.shape


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_place_on_a_turned_page_is_found_on_the_page_as_it_came(degrees: int) -> None:
    """A person is shown the page as it lies in the file."""
    page = scans.blank_page(50)
    page[20:40, 100:150] = 0

    upright = turned(as_it_is(page), degrees)
    rows, columns = np.nonzero(upright.grey < 100)
    box = upright.box_back(columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)

    assert box == pytest.approx((100, 20, 150, 40), abs=1.5)


def test_the_sheet_on_a_photo_is_taken_by_itself() -> None:
    """The table round it has no words."""
    way = scans.Way(dpi=100, aside=0.06)
    photo = scans.taken(a_letter(), way)

    sheet = sheet_alone(as_it_is(photo))

    assert float((sheet.grey < 100).mean()) < float((photo < 100).mean()) / 2


def test_a_scan_that_is_all_paper_is_left_whole() -> None:
    """Its edges are the picture's."""
    page = a_letter()

    assert sheet_alone(as_it_is(page)).grey is page
