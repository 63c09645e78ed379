"""A service's contradictions, as its file has them: loaded, or named with a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.catalogue.northshire import FILES, lay_out
from toolkit.catalogue import Catalogue, check, load
from toolkit.model import Outcome, Weight

FILE = "services/northshire/contradictions.toml"
TEXT = """
[[contradiction]]
id = "VR-01"
code = "dates-differ"
label = "Two dates"
weight = "warn"
rule = "date-order"
question_first = ["year"]
question_then = ["signed"]
allowed_days = 3
source = "page 4"
mend = "Please check both."
  [contradiction.sentences]
  "not met" = "They differ."
"""
RULES = frozenset({"date-order", "paper-attached", "residence"})


def root(tmp_path: Path, text: str = TEXT) -> Path:
    """Return a small council's definitions with this file of contradictions."""
    return lay_out(tmp_path, {**FILES, FILE: text})


def loaded(tmp_path: Path, text: str = TEXT) -> Catalogue:
    """Return that council's definitions, loaded."""
    return load(root(tmp_path, text), rules=RULES)


def test_a_contradiction_is_loaded_with_its_settings_apart(tmp_path: Path) -> None:
    """What a rule is told stands beside what the office reads, and is kept apart."""
    [each] = loaded(tmp_path).service("northshire").contradictions

    assert (each.id, each.weight, each.source) == ("VR-01", Weight.WARN, "page 4")
    assert each.check.settings == {
        "question_first": ("year",),
        "question_then": ("signed",),
        "allowed_days": 3,
    }
    assert each.check.sentences == {Outcome.NOT_MET: "They differ."}


def test_a_service_need_not_have_any(tmp_path: Path) -> None:
    """A new council begins without."""
    catalogue = load(lay_out(tmp_path))

    assert catalogue.service("northshire").contradictions == ()


def test_a_changed_contradiction_is_another_version(tmp_path: Path) -> None:
    """What was found depends on the file, so the casebook records which it was."""
    before = loaded(tmp_path / "a").service("northshire").version
    after = loaded(tmp_path / "b", TEXT.replace("= 3", "= 4")).service("northshire")

    assert after.version != before


@pytest.mark.parametrize(
    ("old", "new", "key", "expected"),
    [
        pytest.param('"warn"', '"loud"', "VR-01.weight", "One of these", id="weight"),
        pytest.param('"VR-01"', '"rule 1"', "rule 1.id", "such as VR-05", id="id"),
        pytest.param('source = "page 4"', "", "VR-01.source", "needed", id="no source"),
        pytest.param(
            'rule = "date-order"',
            'rule = "guess"',
            "dates-differ.rule",
            "One of",
            id="rule",
        ),
        pytest.param(
            '["year"]',
            '["yeer"]',
            "dates-differ.question_first",
            "yeer",
            id="question",
        ),
        pytest.param(
            "allowed_days",
            'papers_first = ["nothing"]\nallowed_days',
            "dates-differ.papers_first",
            "there is no nothing",
            id="paper",
        ),
        pytest.param(
            "= 3", "= 2026-01-01", "VR-01.allowed_days", "Text, a number", id="a date"
        ),
        pytest.param(
            'mend = "Please',
            'applies_if = { all = [{ question = "x", is = ["y"] }] }\nmend = "Please',
            "dates-differ.applies_if",
            "none has x",
            id="condition",
        ),
    ],
)
def test_a_fault_is_told_with_its_file_and_key(
    tmp_path: Path, old: str, new: str, key: str, expected: str
) -> None:
    """Whoever edits the file reads where to look and what was expected."""
    faults = check(root(tmp_path, TEXT.replace(old, new, 1)), rules=RULES)

    assert [fault.file for fault in faults] == [FILE]
    assert key in faults[0].key
    assert expected in faults[0].expected


def test_two_of_one_code_are_told(tmp_path: Path) -> None:
    """Scripts and letters know a contradiction by its code."""
    [fault] = check(root(tmp_path, TEXT + TEXT), rules=RULES)

    assert "dates-differ" in str(fault)
