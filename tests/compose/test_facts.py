from __future__ import annotations

import datetime as dt
import string
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.compose.facts import Facts, Hole, clean, plain_facts
from toolkit.errors import MissingFact
from toolkit.model import Gap


def holes(value: object) -> Iterator[Hole]:
    """Yield every gap in a value."""
    if isinstance(value, Hole):
        yield value
    for inner in value if isinstance(value, tuple) else ():
        yield from holes(inner)
    for inner in value.top().values() if isinstance(value, Facts) else ():
        yield from holes(inner)


@pytest.mark.parametrize("value", [None, float("nan"), float("inf")])
def test_a_fact_that_is_nothing_is_refused_by_its_place(value: object) -> None:
    """The person drafting hears which fact is nothing, not that something is."""
    with pytest.raises(MissingFact, match=r"plan\.targets\.2\.by"):
        plain_facts({"plan": {"targets": [{"by": 1}, {"by": value}]}}, "plan")


@pytest.mark.parametrize(
    "value", [object(), b"bytes", {1, 2}, dt.datetime(2026, 1, 1, tzinfo=dt.UTC), print]
)
def test_a_fact_with_behaviour_is_our_own_fault(value: object) -> None:
    """A template must not get hold of anything it could call."""
    with pytest.raises(TypeError, match=r"case\.thing"):
        plain_facts({"case": {"thing": value}}, "plan")


@pytest.mark.parametrize(
    ("allowed", "place"),
    [
        pytest.param(["plan.voice"], "plan.voice", id="named"),
        pytest.param(["plan.targets.*.owner"], "plan.targets.1.owner", id="any row"),
        pytest.param(["plan.week.*.*"], "plan.week.1.monday", id="any cell"),
    ],
)
def test_a_gap_is_allowed_where_the_sidecar_says(
    allowed: list[str], place: str
) -> None:
    """A gap is an explicit promise that people will fill it in."""
    facts = {
        "plan": {
            "voice": Gap("ask"),
            "targets": [{"owner": Gap("who")}],
            "week": [{"monday": Gap("what")}],
        }
    }

    checked = plain_facts(facts, "plan", allowed)

    assert {hole.path for hole in holes(checked) if hole.allowed} == {place}


@given(st.text(), st.text(alphabet=string.printable))
def test_whatever_somebody_wrote_can_stand_in_a_word_file(one: str, other: str) -> None:
    """One bell or half a surrogate, and Word would open nothing."""
    cleaned = clean(one + other)

    assert all(
        sign in "\n" or (ord(sign) >= 32 and not 0x7F <= ord(sign) < 0xA0)
        for sign in cleaned
    )
    assert cleaned.encode().decode() == cleaned


def test_facts_do_not_show_themselves_in_a_traceback() -> None:
    """They are a child's data."""
    assert "Amara" not in repr(plain_facts({"case": {"pupil": "Amara"}}, "plan"))
