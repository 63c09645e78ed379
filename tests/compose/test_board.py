from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from tests.letters.board import board
from tests.letters.making import ROOTS
from toolkit import compose
from toolkit.errors import MissingFact


class Tags(HTMLParser):
    """Collects the tags and the heading levels of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag and its attributes."""
        self.tags.append(tag)
        self.attributes.extend(attrs)

    @property
    def headings(self) -> list[int]:
        """The levels of the headings in order."""
        return [int(tag[1]) for tag in self.tags if re.fullmatch(r"h[1-6]", tag)]


def drawn(**changes: object) -> str:
    """Return the board with some of its facts changed."""
    return compose.page("status", board(**changes), ROOTS)


def test_the_board_is_one_file_that_fetches_and_runs_nothing() -> None:
    """It lies in a folder on a share, and anybody may open it."""
    seen = Tags(drawn())

    assert not {"script", "link", "img", "iframe", "object"} & set(seen.tags)
    assert "http" not in re.sub(r"http-equiv", "", drawn())


def test_a_watched_board_warns_by_itself_once_it_is_too_old() -> None:
    """Every word is there without the script, which only uncovers the warning."""
    until = {"time": "09:46", "moment": "2026-11-22T09:46:00+00:00"}
    page = drawn(until=until)
    seen = Tags(page)

    assert seen.tags.count("script") == 1
    assert ("datetime", until["moment"]) in seen.attributes
    assert re.search(r'<p id="old"[^>]* hidden>This board is too old', page)
    assert not {"link", "img", "iframe", "object"} & set(seen.tags)


def test_the_board_has_landmarks_and_headings_in_order() -> None:
    """Whoever does not see it goes from heading to heading."""
    seen = Tags(drawn())
    levels = seen.headings

    assert {"header", "main", "table", "caption"} <= set(seen.tags)
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert ("lang", "en-GB") in seen.attributes


@pytest.mark.parametrize("outcome", ["met", "not met", "cannot tell", "not applicable"])
def test_an_outcome_is_told_in_words_and_not_by_colour_alone(outcome: str) -> None:
    """Green and red look the same to one man in twelve."""
    assert f"</span> {outcome}</span>" in drawn()


def test_an_empty_board_says_what_to_do() -> None:
    """The first thing a new office sees must not be an empty table."""
    page = drawn(cases=[], waiting=[], set_aside=[], problems=[])

    assert "Put a referral into the intake folder" in page
    assert "Nothing is set aside" in page


def test_what_stands_on_the_board_is_escaped() -> None:
    """A file name can hold anything, a script included."""
    page = drawn(
        set_aside=[{"label": "<script>x</script>", "why": "a & b", "href": ""}]
    )

    assert "<script>" not in page
    assert "a &amp; b" in page


def test_a_board_without_its_counts_is_refused() -> None:
    """A board that leaves something out is worse than yesterday's."""
    with pytest.raises(MissingFact, match=r"status.*written_at"):
        drawn(written_at="")
