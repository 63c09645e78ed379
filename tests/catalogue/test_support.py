"""Kinds of record, register codes, exits and reminders: every fault is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.catalogue.northshire import DECISIONS, FILES, lay_out
from toolkit.catalogue import Kind, Reminders, check, load

RECORDS = "services/northshire/records.toml"
CODES = "services/northshire/register-codes.toml"
A_RECORD = """
[[record]]
key = "lessons"
label = "Lessons"
about = "What was agreed."
dated = "Agreed on"
roles = ["teacher"]
step = "provide"
source = "page 20"
  [[record.question]]
  key = "why"
  kind = "text"
  label = "Why"
  source = "page 20"
  [[record.row]]
  key = "what"
  kind = "choice"
  label = "What"
  choices = [{ value = "maths", label = "Maths" }, { value = "robot", label = "Robot" }]
  source = "page 20"
  [[record.row]]
  key = "hours"
  kind = "number"
  label = "Hours"
  applies_if = { any = [{ question = "what", is = ["maths"] }] }
  source = "page 20"
  [[record.default]]
  row = "hours"
  value = "25"
  where = "what"
  is = ["robot"]
  source = "page 20"
  [[record.check]]
  code = "open-days"
  id = "N-9"
  rule = "school-days"
  weight = "blocks"
  label = "On open days"
  column = "start"
  sentence = "Not open: {rows}."
  source = "page 20"
"""
SOME_CODES = """
decides = "The head decides."
council = "We say C2."
caution = "Look it up."
return_note = "Only I counts."
ends = "Go back."
source = "page 21"
[[advice]]
key = "base"
label = "At a base"
modes = ["in_person"]
venues = ["base"]
codes = ["K"]
sentence = "K."
source = "page 21"
"""
EXITS = """
[reminders]
count = 2
school_days = 7
source = "page 22"
[[exit_reason]]
code = "back_at_school"
label = "Back at school"
for_parents = "Well done."
for_school = "The pupil is back."
rereferral = true
conditions = "At any time."
rules = ["N-3"]
source = "page 22"
"""


def files(
    records: str = A_RECORD, codes: str = SOME_CODES, exits: str = EXITS
) -> dict[str, str]:
    """Return the invented council's files with these beside them."""
    decisions = FILES[DECISIONS] + exits
    return {**FILES, RECORDS: records, CODES: codes, DECISIONS: decisions}


def test_a_kind_of_record_is_laid_out_with_its_table_and_checks(tmp_path: Path) -> None:
    """Another council writes its own kinds and touches no Python."""
    service = load(lay_out(tmp_path, files())).service("northshire")
    kind = service.record_kind("lessons")
    assert kind is not None

    assert [question.kind for question in kind.row] == [Kind.CHOICE, Kind.NUMBER]
    assert kind.checks[0].settings == {"column": "start"}
    assert kind.defaults[0].value == "25"
    assert service.reminders == Reminders(2, 7, "page 22")
    assert [reason.code for reason in service.exit_reasons] == ["back_at_school"]
    assert service.register is not None
    assert service.register.advice[0].codes == ("K",)


def test_a_service_may_have_none_of_it(tmp_path: Path) -> None:
    """Who only answers referrals needs no kinds of record."""
    service = load(lay_out(tmp_path)).service("northshire")

    assert (service.records, service.register, service.exit_reasons) == ((), None, ())
    assert service.reminders == Reminders()


def test_records_and_codes_belong_to_the_version(tmp_path: Path) -> None:
    """Every event says by which definitions it was written."""
    one = load(lay_out(tmp_path / "one", files())).service("northshire")
    other = files(records=A_RECORD.replace("page 20", "page 30"))

    assert (
        one.version
        != load(lay_out(tmp_path / "two", other)).service("northshire").version
    )


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        pytest.param(
            'kind = "number"',
            'kind = "sum"',
            "row hours.kind",
            id="no such kind",
        ),
        pytest.param(
            'rule = "school-days"',
            'rule = "sunny-days"',
            "rule",
            id="no such rule",
        ),
        pytest.param(
            'row = "hours"', 'row = "minutes"', "default minutes", id="no such column"
        ),
        pytest.param(
            'question = "what"', 'question = "who"', "applies_if", id="no such question"
        ),
        pytest.param(
            'key = "why"', 'key = "what"', "question what", id="a question twice"
        ),
        pytest.param(
            'column = "start"',
            "column = { a = 1 }",
            "check N-9.column",
            id="a setting that is a table",
        ),
        pytest.param(
            'roles = ["teacher"]', "roles = []", "roles", id="nobody may write it"
        ),
        pytest.param(
            'step = "provide"\nsource = "page 20"',
            'step = "provide"',
            "record lessons.source",
            id="without a source",
        ),
        pytest.param(
            'choices = [{ value = "maths", label = "Maths" }, '
            '{ value = "robot", label = "Robot" }]\n',
            "",
            "row what.choices",
            id="a choice of nothing",
        ),
    ],
)
def test_a_fault_in_a_kind_of_record_names_its_key(
    tmp_path: Path, old: str, new: str, key: str
) -> None:
    """Somebody changing a file finds the line at once."""
    assert old in A_RECORD
    records = A_RECORD.replace(old, new, 1)
    found = check(lay_out(tmp_path, files(records=records)))

    assert [fault.file for fault in found] == [RECORDS] * len(found)
    assert any(key in fault.key for fault in found), found


def test_a_kind_is_there_once(tmp_path: Path) -> None:
    """Of two with one name nobody knows which is meant."""
    found = check(lay_out(tmp_path, files(records=A_RECORD * 2)))

    assert [fault.key for fault in found] == ["record lessons"]


def test_advice_is_there_once(tmp_path: Path) -> None:
    """A school must not be told two things of one sort of lesson."""
    twice = SOME_CODES + SOME_CODES[SOME_CODES.index("[[advice]]") :]
    found = check(lay_out(tmp_path, files(codes=twice)))

    assert [(fault.file, fault.key) for fault in found] == [(CODES, "advice base")]


def test_an_exit_reason_is_not_also_a_reason_to_decline(tmp_path: Path) -> None:
    """`--reason` means one thing."""
    exits = EXITS.replace("back_at_school", "too_far")
    found = check(lay_out(tmp_path, files(exits=exits)))

    assert [fault.key for fault in found] == ["exit_reason too_far"]


def test_the_reasons_of_a_decision_are_there(tmp_path: Path) -> None:
    """A redirect to nowhere is found before somebody needs it."""
    kinds = FILES[DECISIONS].replace(
        "needs_reason = false", 'needs_reason = false\nreasons = ["too_near"]'
    )
    found = check(lay_out(tmp_path, {**FILES, DECISIONS: kinds}))

    assert [fault.key for fault in found] == ["decision accept.reasons"]
