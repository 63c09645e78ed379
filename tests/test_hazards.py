"""The page of hazards tells the truth: every test it names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

_TESTS = Path(__file__).parent
_PAGE = (_TESTS.parent / "docs" / "reference" / "hazards.md").read_text("utf-8")
_NAMED = re.findall(r"`([\w/]+\.py)::(test_\w+)` \|$", _PAGE, re.MULTILINE)
_ROWS = re.findall(r"^\| (?!What goes wrong|---)", _PAGE, re.MULTILINE)


@pytest.mark.parametrize(("file", "test"), _NAMED)
def test_every_test_that_holds_a_hazard_is_there(file: str, test: str) -> None:
    """A promise whose test has gone is a promise nobody keeps."""
    source = (_TESTS / file).read_text(encoding="utf-8")

    assert f"\ndef {test}(" in source


def test_every_hazard_names_the_test_that_holds_it() -> None:
    """A row without one would be a hope."""
    assert len(_NAMED) == len(_ROWS) > 80
