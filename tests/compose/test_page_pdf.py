from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from tests.letters.facts import facts_for
from tests.letters.making import ROOTS, made, make
from toolkit.compose.fetching import only_ours
from toolkit.compose.fonts import font_folder

MM = 72 / 25.4


def boxes(contents: bytes) -> list[tuple[str, float, float, float, float]]:
    """Return the first page's runs of text with left, top, right, bottom in mm."""
    page = pypdfium2.PdfDocument(contents)[0]
    text, height = page.get_textpage(), page.get_height()
    found = []
    for number in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(number)
        words = text.get_text_bounded(left, bottom, right, top)
        found.append(
            (words, left / MM, (height - top) / MM, right / MM, (height - bottom) / MM)
        )
    return found


@pytest.mark.parametrize("lines", [2, 5, 9])
def test_the_address_shows_in_the_window_of_the_envelope(lines: int) -> None:
    """A line below the window is a letter that comes back."""
    person = facts_for("decline-parent")["recipient"]
    assert isinstance(person, dict)
    address = [f"Windowline {n} of Hollowmere Gardens" for n in range(1, lines + 1)]
    letter = make("decline-parent", recipient=person | {"address": address})

    seen = [b for b in boxes(letter["pdf"].contents) if "Windowline" in b[0]]

    assert seen
    assert all(left >= 24.6 and right <= 120 for _, left, _, right, _ in seen)
    assert all(top >= 39.5 and bottom <= 66.3 for _, _, top, _, bottom in seen)


def test_the_body_starts_below_the_fold() -> None:
    """Nothing of what the letter says may be seen through the window."""
    contents = made("decline-parent")["pdf"].contents
    heading = next(b for b in boxes(contents) if b[0].startswith("We cannot offer"))

    assert 90 <= heading[2] <= 105


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x.png",
        "https://example.org/font.ttf",
        "file:///etc/passwd",
        "file://host/share/x.png",
        "data:text/plain,x",
        f"{ROOTS[0].as_uri()}/html/../wording/plan.toml",
        f"{ROOTS[0].as_uri()}/html/%2e%2e/wording/plan.toml",
    ],
)
def test_a_page_fetches_nothing_from_elsewhere(url: str) -> None:
    """A template, or a fact in one, must not reach the network or another folder."""
    with pytest.raises(ValueError, match="only the toolkit's own"):
        only_ours((ROOTS[0] / "html",)).fetch(url)


def test_the_locked_font_is_fetched() -> None:
    """Line breaks are the same on every machine only with the same font."""
    font: Path = font_folder() / "SourceSansPro-Regular.ttf"

    assert only_ours(()).fetch(font.as_uri()).read(4) == b"\x00\x01\x00\x00"


@pytest.mark.parametrize("place", ["strengths", "people"])
def test_no_word_runs_off_the_page(place: str) -> None:
    """What stands beyond the edge of the sheet is lost, and nobody is told."""
    plan = facts_for("plan")["plan"]
    assert isinstance(plan, dict)
    endless = "unbroken" * 40
    facts = {
        "strengths": endless,
        "people": [{"role": "Key adult", "name": "Li Wei Chen", "contact": endless}],
    }
    contents = make("plan", plan=plan | {place: facts[place]})["pdf"].contents
    pages = pypdfium2.PdfDocument(contents)

    texts = [page.get_textpage() for page in pages]
    rights = [t.get_rect(n)[2] for t in texts for n in range(t.count_rects())]

    assert max(rights) <= (210 - 21) * MM
