"""When something applies, if not every question has been answered."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.catalogue import ALWAYS, Condition, holds
from toolkit.catalogue import Test as Trial
from toolkit.model import Value

A_YES = Trial("a", ("yes",))
B_YES = Trial("b", ("yes",))


@pytest.mark.parametrize(
    ("answers", "every", "some", "no_one"),
    [
        pytest.param({"a": "yes", "b": "yes"}, True, True, False, id="yes and yes"),
        pytest.param({"a": "yes", "b": "no"}, False, True, False, id="yes and no"),
        pytest.param({"a": "no", "b": "no"}, False, False, True, id="no and no"),
        pytest.param({"a": "yes"}, None, True, False, id="yes and nothing"),
        pytest.param({"a": "no"}, False, None, None, id="no and nothing"),
        pytest.param({}, None, None, None, id="nothing at all"),
    ],
)
def test_a_blank_answer_is_neither_yes_nor_no(
    answers: dict[str, Value],
    every: bool | None,  # noqa: FBT001 - a row of a truth table
    some: bool | None,  # noqa: FBT001
    no_one: bool | None,  # noqa: FBT001
) -> None:
    """A question left blank must never decide whether a rule applies."""
    tests = (A_YES, B_YES)

    assert holds(Condition(all_of=tests), answers.get) is every
    assert holds(Condition(any_of=tests), answers.get) is some
    assert holds(Condition(none_of=tests), answers.get) is no_one


@pytest.mark.parametrize(
    ("value", "written"),
    [
        pytest.param(True, "yes", id="a ticked box"),
        pytest.param(False, "no", id="an empty box"),
        pytest.param(10, "10", id="a whole number"),
        pytest.param(10.0, "10", id="a whole number read as a decimal"),
        pytest.param(2.5, "2.5", id="a half"),
        pytest.param(dt.date(2026, 9, 1), "2026-09-01", id="a date"),
        pytest.param("care_order", "care_order", id="a choice"),
    ],
)
def test_a_value_is_compared_the_way_a_definition_writes_it(
    value: Value, written: str
) -> None:
    """Definitions hold only text; a tick that counted as `True` would match nothing."""
    condition = Condition(all_of=(Trial("a", (written,)),))

    assert holds(condition, {"a": value}.get) is True


def test_a_condition_that_asks_for_nothing_always_holds() -> None:
    """Most questions and rules have no condition, and all of those apply."""
    assert holds(ALWAYS, dict[str, Value]().get) is True


def test_all_three_parts_of_a_condition_have_to_hold() -> None:
    """A definition that says `any` and `none` means both of them."""
    condition = Condition(any_of=(A_YES,), none_of=(B_YES,))

    assert holds(condition, {"a": "yes", "b": "no"}.get) is True
    assert holds(condition, {"a": "yes", "b": "yes"}.get) is False
    assert holds(condition, {"a": "yes"}.get) is None


_TESTS = st.lists(
    st.builds(Trial, st.sampled_from("abc"), st.tuples(st.sampled_from(["yes", "no"]))),
    max_size=3,
).map(tuple)
_ANSWERS = st.dictionaries(st.sampled_from("abc"), st.sampled_from(["yes", "no"]))


@given(
    st.builds(Condition, any_of=_TESTS, all_of=_TESTS, none_of=_TESTS),
    _ANSWERS,
    _ANSWERS,
)
def test_what_is_known_never_changes_when_more_is_answered(
    condition: Condition, answers: dict[str, Value], later: dict[str, Value]
) -> None:
    """Once a rule surely applies, a paper that arrives later cannot undo it."""
    before = holds(condition, answers.get)
    after = holds(condition, {**later, **answers}.get)

    assert before in {None, after}
