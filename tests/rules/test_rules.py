"""Every rule of the service's papers is somewhere, and nowhere is a rule made up."""

from __future__ import annotations

import pytest

from tests.rules.__main__ import main
from tests.rules.where import (
    MOST_IN_ONE,
    Entry,
    Rule,
    entries,
    ids_in,
    places,
    rules,
)

RUNS = [
    ("ESMA", 1, 21),
    ("ESMA", 30, 46),
    ("ESMA", 50, 58),
    ("ESMA", 60, 73),
    ("ESMA", 80, 93),
    ("ESMA", 100, 106),
    ("ESMA", 110, 114),
    ("ESMA", 120, 123),
    ("ESMA", 130, 131),
    ("ESMA", 140, 152),
    ("VR", 1, 22),
]

WEEKLY = Rule("ESMA-050", "Weekly.", frozenset({"P:203", "W:45"}), is_judged=True)
AIMS = Rule("ESMA-143", "Aims.", frozenset({"P:48"}), is_judged=False)
OURS = Rule("VR-05", "In order.", frozenset(), is_judged=True)


def test_every_rule_lives_in_a_definition_or_in_a_test() -> None:
    """A rule nobody wrote down anywhere is one the desk breaks without knowing."""
    assert [rule.id for rule, where in places().items() if not where] == []


def test_no_rule_has_dropped_off_the_list() -> None:
    """A rule taken off the list would be missed by nobody."""
    wanted = [
        f"{sort}-{number:0{3 if sort == 'ESMA' else 2}}"
        for sort, first, last in RUNS
        for number in range(first, last + 1)
    ]

    assert [rule.id for rule in rules()] == wanted


def test_no_definition_names_a_rule_there_is_not() -> None:
    """An id with a wrong digit points the reader of a letter at nothing."""
    named = frozenset().union(*(entry.rules for entry in entries()))

    assert named - {rule.id for rule in rules()} == set()


@pytest.mark.parametrize(
    ("rule", "entry", "lives"),
    [
        pytest.param(
            WEEKLY,
            Entry("service.toml", "clocks", ids_in("ESMA-050"), frozenset({"W:45"})),
            True,
            id="an entry that cites one of its lines",
        ),
        pytest.param(
            WEEKLY,
            Entry("service.toml", "clocks", ids_in("ESMA-050"), frozenset({"W:9"})),
            False,
            id="an entry that cites another line",
        ),
        pytest.param(
            WEEKLY,
            Entry("facts.toml", "topic", ids_in("ESMA-050"), frozenset({"W:45"})),
            False,
            id="a judged rule that is only printed",
        ),
        pytest.param(
            AIMS,
            Entry("facts.toml", "topic", ids_in("ESMA-143"), frozenset({"P:48"})),
            True,
            id="a rule that only has to be printed",
        ),
        pytest.param(
            AIMS,
            Entry(
                "facts.toml",
                "topic",
                ids_in(f"ESMA-143 and VR-01 to VR-{MOST_IN_ONE:02}"),
                frozenset({"P:48"}),
            ),
            False,
            id="an entry that names too many to carry any",
        ),
        pytest.param(
            OURS,
            Entry("contradictions.toml", "contradiction", ids_in("VR-05"), frozenset()),
            True,
            id="a rule of our own that is judged",
        ),
        pytest.param(
            OURS,
            Entry("letters.toml", "letter", ids_in("VR-05"), frozenset()),
            False,
            id="a rule of our own that is only mentioned",
        ),
    ],
)
def test_naming_a_rule_is_not_carrying_it(
    rule: Rule, entry: Entry, *, lives: bool
) -> None:
    """A mere list of ids would satisfy the tool and nobody else."""
    assert entry.carries(rule) is lives


def test_a_run_of_rules_names_each_of_them() -> None:
    """So that “ESMA-061 to ESMA-063” may stand in a source."""
    assert ids_in("P:222 (ESMA-061 to ESMA-063)") == {
        "ESMA-061",
        "ESMA-062",
        "ESMA-063",
    }


def test_the_table_names_a_place_for_a_rule(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Whoever asks “where is that in the toolkit?” has an answer by one command."""
    main()
    told = capsys.readouterr().out

    assert "ESMA-007  The pupil lives in the county" in told
    assert "services/esma/requirements.toml, criterion E4" in told
