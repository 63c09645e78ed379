"""What the letters say is what people agreed to, word for word."""

from __future__ import annotations

import pytest

from tests.letters.agreeing import FOLDER, difference
from tests.letters.making import DOCUMENTS
from tests.letters.process_facts import PROCESS

AGREED = sorted(file.stem for file in FOLDER.glob("*.txt"))


@pytest.mark.parametrize("key", AGREED)
def test_a_document_says_what_was_agreed(key: str) -> None:
    """A changed sentence is looked at: `python -m tests.letters.agreeing NAME`."""
    assert difference(key) == ""


def test_no_agreed_text_is_left_of_a_document_that_is_gone() -> None:
    """It would look like something that is still sent."""
    assert set(AGREED) <= set(DOCUMENTS)


@pytest.mark.parametrize("key", sorted(PROCESS))
def test_every_letter_of_the_process_has_an_agreed_text(key: str) -> None:
    """Nothing goes to a family that nobody has read."""
    assert key in AGREED
