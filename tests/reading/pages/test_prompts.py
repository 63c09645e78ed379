from __future__ import annotations

import pytest

from toolkit.reading.pages.prompts import is_prompt


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Click or tap here to enter text.", id="Word's own"),
        pytest.param("Click here to enter a date.", id="an older Word's"),
        pytest.param("Choose an item.", id="of a list"),
        pytest.param("Type here", id="of our own blanks"),
        pytest.param("Choose\none", id="broken over two lines"),
        pytest.param("[Insert name here]", id="in brackets"),
        pytest.param("Please select one", id="with manners"),
    ],
)
def test_words_that_ask_for_an_answer_are_none(text: str) -> None:
    """A child called `Type Here` would be looked for in the records."""
    assert is_prompt(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Amara Okafor", id="a name"),
        pytest.param("", id="nothing"),
        pytest.param("Type", id="one word"),
        pytest.param("Type 1 diabetes", id="an illness"),
        pytest.param("Press cuttings", id="a hobby"),
        pytest.param("Choose her own pace in lessons", id="advice"),
        pytest.param("Write to her father", id="a wish"),
        pytest.param("Select Committee", id="a body"),
    ],
)
def test_an_answer_that_begins_like_a_prompt_is_an_answer(text: str) -> None:
    """Whatever somebody wrote has to be kept."""
    assert not is_prompt(text)
