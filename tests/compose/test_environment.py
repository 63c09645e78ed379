from __future__ import annotations

import datetime as dt

import pytest

from toolkit.compose.environment import environment, naming
from toolkit.compose.facts import plain_facts
from toolkit.errors import BadDefinition, MissingFact
from toolkit.model import Gap

FACTS = {
    "case": {"ref": "ESMA-2026-0042-E", "days": 3, "empty": ""},
    "day": dt.date(2026, 11, 22),
    "half": 2.5,
    "whole": 12.0,
    "ready": True,
    "names": ["Amara", "Adaeze", "Li Wei"],
    "nothing": [],
    "gap": Gap("who"),
}


def filled(text: str, *, escape: bool = False) -> str:
    """Return a template's text with the facts above."""
    with naming("trial"):
        facts = plain_facts(FACTS, "trial", ["gap"])
        return environment(escape=escape).from_string(text).render(facts.top())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("{{ day }}", "22 November 2026", id="a date by itself"),
        pytest.param("{{ day | date_in_words }}", "22 November 2026", id="in words"),
        pytest.param("{{ day | long_date }}", "Sunday 22 November 2026", id="weekday"),
        pytest.param("{{ half }} {{ whole }}", "2.5 12", id="numbers"),
        pytest.param("{{ case.days | plural('day') }}", "3 days", id="plural"),
        pytest.param("{{ 1 | plural('day') }}", "1 day", id="singular"),
        pytest.param(
            "{{ names | plural('child', 'children') }}", "3 children", id="count"
        ),
        pytest.param("{{ names | listed }}", "Amara, Adaeze and Li Wei", id="a list"),
        pytest.param(
            "{{ case.empty or 'none' }}", "none", id="empty, with another word"
        ),
    ],
)
def test_facts_are_printed_as_people_write_them(text: str, said: str) -> None:
    """Nobody writes 2026-11-22 or 12.0 in a letter."""
    assert filled(text) == said


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("{{ case.pupil }}", "case.pupil", id="not given"),
        pytest.param("{{ casse.ref }}", "casse", id="misspelt"),
        pytest.param("{{ case.empty }}", "case.empty", id="empty"),
        pytest.param(
            "{{ case.pupil | date_in_words }}", "case.pupil", id="in a filter"
        ),
        pytest.param(
            "{% if case.pupil %}x{% endif %}", "case.pupil", id="in a condition"
        ),
        pytest.param("{{ case.pupil.first }}", "case.pupil", id="deeper"),
    ],
)
def test_a_missing_fact_is_named_with_its_place(text: str, place: str) -> None:
    """Who mends the case has to know which fact to add."""
    with pytest.raises(MissingFact, match=f"“trial”.*“{place}”"):
        filled(text)


@pytest.mark.parametrize(
    "text",
    [
        "{{ case.__class__ }}",
        "{{ case.ref.__class__.__mro__ }}",
        "{{ case['__init__'] }}",
        "{{ case.ref.upper() }}",
        "{{ case.ref.format(case) }}",
        "{{ ''.join(names) }}",
        "{{ names.append('x') }}",
        "{{ names[0] }}",
        "{{ range(9) }}",
        "{{ lipsum() }}",
        "{{ cycler('a').__init__.__globals__ }}",
        "{{ self.__init__ }}",
        "{{ 'x' * 1000000000 }}",
        "{{ 10 ** 100000000 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ case.ref | safe }}",
        "{{ case | attr('_values') }}",
        "{{ names | map('upper') }}",
        "{% include '/etc/passwd' %}",
        "{% import 'x.html' as x %}",
        "{{ ready }}",
        "{{ names }}",
        "{{ case }}",
        "{{ none }}",
        "{{ case.ref",
    ],
)
def test_a_template_that_reaches_too_far_is_refused(text: str) -> None:
    """Templates are files an office edits; they place words and do nothing else."""
    with pytest.raises((BadDefinition, MissingFact), match="trial"):
        filled(text)


def test_what_a_frame_places_is_escaped() -> None:
    """A name with an ampersand must not break the page, nor a script run in it."""
    said = filled("{{ names | listed }} {{ '<b>&' }}", escape=True)

    assert said == "Amara, Adaeze and Li Wei &lt;b&gt;&amp;"


def test_a_gap_is_no_date_and_stays_a_gap() -> None:
    """A plan shows `[who]`, whatever filter its place usually has."""
    assert "[who]" in filled("{{ gap | long_date }}")
