"""The page that tells the rules is as the rules are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from toolkit.checklist import RULES

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "say-what-should-agree.md"
ROWS = {
    cells[1].strip(" `"): set(re.findall(r"`([a-z_]+)`", cells[3]))
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if (cells := line.split("|")) and len(cells) == 5
}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_is_on_the_page_with_its_settings(name: str) -> None:
    """Whoever edits a council's file has only the page to go by."""
    assert ROWS[name] == RULES[name].settings


def test_the_page_tells_of_no_rule_there_is_none_of() -> None:
    """A rule that was taken out leaves the page too."""
    assert set(ROWS) - {"rule", "---"} == set(RULES)
