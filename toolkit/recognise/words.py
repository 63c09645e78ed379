"""Comparing words as printed: case, spacing and typographic marks do not count."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


def normal(text: str) -> str:
    """Return text in one spelling: case-folded, single spaces, plain quotes."""
    return " ".join(text.casefold().translate(_SAME).split())


def holds(text: str, words: str) -> bool:
    """Whether normal text holds these words, as whole words."""
    return bool(re.search(rf"(?<!\w){re.escape(normal(words))}(?!\w)", text))


def title_in(titles: Iterable[str], text: str) -> bool:
    """Whether normal text holds any of the titles."""
    return any(holds(text, title) for title in titles)
