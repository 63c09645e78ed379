from __future__ import annotations

import pytest

from toolkit.model import Line, PaperSort, Place
from toolkit.reading.found import Found
from toolkit.reading.pages.runs import PageLook
from toolkit.reading.scans.parts import with_scanned
from toolkit.reading.scans.reading import ScannedPage, Scans

LINES = (Line("Name of the pupil: Amara Okafor", Place("", 1)),)


@pytest.mark.parametrize(
    ("edition", "laid", "told"),
    [
        pytest.param("esma/consent/2026", 0, ["other-layout"], id="typed anew"),
        pytest.param("esma/consent/2026", 1, [], id="a copy of what was issued"),
        pytest.param("", 0, [], id="somebody else's form"),
    ],
)
def test_a_scan_of_our_form_in_another_layout_is_told(
    edition: str, laid: int, told: list[str]
) -> None:
    """What is not where it was issued may be missed, and somebody must know."""
    page = ScannedPage(1, edition, laid=laid, of=2, lines=LINES)
    look = PageLook(1, LINES, edition, is_scan=True)
    part = Found(sort=PaperSort.SCAN, pages=1, lines=LINES)

    found = with_scanned(part, [look], Scans({1: page}, ()), "")

    assert [problem.code for problem in found.problems] == told
