from __future__ import annotations

import pytest

from toolkit.reading.scans.editions import edition_in

IDS = ("esma/consent/2026", "esma/service-request/2026")


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("esma/consent/2026 Page 1 of 2", id="as printed"),
        pytest.param("esrna/consent/2O26", id="letters that look alike"),
        pytest.param("esma / consent / 2026", id="spaces"),
        pytest.param("csma/consent/2026", id="one letter wrong"),
    ],
)
def test_an_edition_is_known_though_letters_were_misread(line: str) -> None:
    """The foot of a page is small print, and scanners blur it."""
    assert edition_in([line], IDS) == "esma/consent/2026"


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("esma/plan/2026", id="another form"),
        pytest.param("03/05/2012", id="a date"),
        pytest.param("Mother and/or father", id="a word with a stroke"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_not_an_issued_edition_is_none(line: str) -> None:
    """A form laid over the wrong blank would give wrong answers."""
    assert edition_in([line], IDS) == ""


def test_two_editions_that_are_as_likely_are_none() -> None:
    """Last year's boxes stand elsewhere."""
    years = ("esma/consent/2025", "esma/consent/2026")

    assert edition_in(["esma/consent/202"], years) == ""
    assert edition_in(["esma/consent/2025"], years) == "esma/consent/2025"


def test_a_page_that_names_two_editions_is_none() -> None:
    """Two forms on one glass are no copy of either."""
    assert edition_in(IDS, IDS) == ""
