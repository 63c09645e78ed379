"""Answers to questions that stand on no paper: read as those on one are."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.meaning.asking import STATUS_CHOICES, TODAY, question
from toolkit.catalogue.definitions import Kind
from toolkit.meaning import answers_to

ASKED = (
    question("on", Kind.DATE, "Held on"),
    question("hours", Kind.NUMBER, "Hours each week"),
    question("status", Kind.CHOICE, "Status", choices=STATUS_CHOICES),
)


def test_each_answer_is_read_by_its_kind() -> None:
    """A date typed at the desk means what it means on a form: the day first."""
    told = answers_to(ASKED, {"on": "3/5/2026", "hours": "2.5"}, TODAY)

    assert {key: answer.value for key, answer in told.items()} == {
        "on": dt.date(2026, 5, 3),
        "hours": 2.5,
    }


def test_what_cannot_be_read_has_no_value_and_says_why() -> None:
    """Whoever typed it sees what they wrote."""
    told = answers_to(ASKED, {"on": "soon", "hours": "  "}, TODAY)

    assert list(told) == ["on"]
    assert told["on"].value is None
    assert "“soon”" in told["on"].why


def test_texts_under_other_keys_are_passed_over() -> None:
    """Whether they are a slip is for whoever asked to say."""
    assert answers_to(ASKED, {"when": "3/5/2026"}, TODAY) == {}


@pytest.mark.parametrize("kind", [pytest.param(k, id=k.value) for k in Kind])
@given(text=st.text(max_size=60))
def test_nothing_typed_can_raise(kind: Kind, text: str) -> None:
    """The answer is a value or a sentence, never a crash."""
    asked = question("it", kind, choices=STATUS_CHOICES * (kind is Kind.CHOICE))
    told = answers_to((asked,), {"it": text}, TODAY)

    assert all((one.value is None) == bool(one.why) for one in told.values())
