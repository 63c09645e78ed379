"""What a person at the desk records, by the real commands: written whole or not."""

from __future__ import annotations

import csv
import datetime as dt
import importlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.pipeline.desks import NOW, Trial, catalogue, trial
from tests.pipeline.quick import amaras_case
from toolkit.cli import main
from toolkit.errors import ExitCode
from toolkit.model import Case, Decision, Status
from toolkit.pipeline import whole_case

BY = ("--by", "Office Trial")
MODULES = ("record", "decide", "case", "options")
MEETING = (
    *("--set", "pupil_there=yes", "--set", "family_there=yes"),
    *("--set", "school_there=yes", "--set", "health_there=yes"),
)

# What the commands print is JSON of many shapes.
Told = Any
Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Trial]:
    """A desk whose clock stands still."""
    for name in MODULES:
        module = importlib.import_module(f"toolkit.cli.{name}")
        monkeypatch.setattr(module, "now", lambda: NOW, raising=False)
        monkeypatch.setattr(module, "today", NOW.date, raising=False)
    with trial(tmp_path / "desk") as opened:
        yield opened


@pytest.fixture
def ref(at: Trial) -> str:
    """An accepted case."""
    ref = amaras_case(at)
    decision = Decision("accept", "Office Trial", NOW)
    at.desk.casebook.decide(ref, decision, Status.ACCEPTED)
    return ref


@pytest.fixture
def run(at: Trial, capsys: pytest.CaptureFixture[str]) -> Typed:
    """Return what types a command and gives its code and what it printed."""

    def typed_in(*arguments: str | Path) -> tuple[int, str, str]:
        capsys.readouterr()
        words = [str(each) for each in arguments]
        code = main(["--workspace", str(at.workspace.root), *words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return typed_in


def case_of(at: Trial, ref: str) -> Case:
    """Return a case as it stands."""
    return whole_case(at.desk, catalogue(), ref)


def sheet(path: Path, *rows: dict[str, str]) -> Path:
    """Write rows as a CSV file, their keys as headings."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


LESSON = {
    "offer": "one-to-one",
    "subject": "maths",
    "mode": "online",
    "venue": "",
    "hours_per_week": "3",
    "start": "23/11/2026",
    "end": "",
    "teacher": "Priya Nair",
    "days": "Monday 10:00 to 11:00",
}


def test_a_planning_meeting_is_recorded_and_the_case_moves_on(
    at: Trial, ref: str, run: Typed
) -> None:
    """Everybody sees at once that the planning has begun."""
    code, out, _ = run(
        "record", ref, "planning-meeting", *BY, "--on", "13/11/2026", *MEETING
    )

    case = case_of(at, ref)
    [record] = case.records
    assert code == ExitCode.OK
    assert "planning" in out
    assert case.status is Status.PLANNING
    assert (record.kind, record.on) == ("planning-meeting", dt.date(2026, 11, 13))
    assert record.answers["health_there"] == "yes"
    assert case.events[-1].what == "recorded"


def test_lessons_come_from_a_spreadsheet_with_all_they_say(
    at: Trial, ref: str, run: Typed, tmp_path: Path
) -> None:
    """The numbers and dates that letters are written from are values, not text."""
    robot = {**LESSON, "offer": "A telepresence robot", "subject": "", "mode": "robot"}
    robot["hours_per_week"] = ""
    file = sheet(tmp_path / "lessons.csv", LESSON, robot)
    code, out, err = run("record", ref, "provision", *BY, "--from", file)

    [record] = case_of(at, ref).records
    first, second = record.rows
    assert first["hours_per_week"] == 3
    assert first["start"] == dt.date(2026, 11, 23)
    assert (second["offer"], second["hours_per_week"]) == ("av1", 24)
    assert "end" not in first
    assert "taken as 24" in out
    assert code == ExitCode.FINDINGS  # together more than a full week of the year
    assert "27 hours" in err


def test_one_bad_row_keeps_every_row_out_and_names_its_cell(
    at: Trial, ref: str, run: Typed, tmp_path: Path
) -> None:
    """Half a timetable would pass for a whole one."""
    bad = {**LESSON, "start": "31/11/2026", "subject": ""}
    file = sheet(tmp_path / "lessons.csv", LESSON, bad)
    code, _, err = run("record", ref, "provision", *BY, "--from", file)

    assert code == ExitCode.FINDINGS
    assert case_of(at, ref).records == ()
    assert "F3:" in err
    assert "“31/11/2026”" in err
    assert "B3: “Subject” is needed" in err
    assert "F2" not in err


def test_a_column_nobody_knows_is_named_and_nothing_is_dropped(
    at: Trial, ref: str, run: Typed, tmp_path: Path
) -> None:
    """A misspelt heading must not lose a column of answers."""
    file = sheet(tmp_path / "lessons.csv", {**LESSON, "Tutor": "Priya Nair"})
    code, _, err = run("record", ref, "provision", *BY, "--from", file)

    assert code == ExitCode.FINDINGS
    assert "“Tutor” is no column of this record" in err
    assert case_of(at, ref).records == ()


def test_lessons_at_home_are_refused_until_somebody_says_why(
    at: Trial, ref: str, run: Typed
) -> None:
    """ESMA-067: and the reason is kept with them."""
    lesson = {**LESSON, "mode": "in_person", "venue": "home"}
    said = [x for k, v in lesson.items() if v for x in ("--set", f"{k}={v}")]
    code, _, err = run("record", ref, "provision", *BY, *said)
    assert code == ExitCode.FINDINGS
    assert "ESMA-067" in err
    assert case_of(at, ref).records == ()

    code, _, _ = run(
        "record", ref, "provision", *BY, *said, "--despite", "In hospital."
    )
    [record] = case_of(at, ref).records
    assert code == ExitCode.FINDINGS
    assert (record.despite, record.told) == ("In hospital.", ("home-risk-assessment",))


def test_a_dry_run_says_what_would_be_and_writes_nothing(
    at: Trial, ref: str, run: Typed
) -> None:
    """Somebody may look before they leap."""
    code, out, _ = run("record", ref, "planning-meeting", *BY, *MEETING, "--dry-run")

    assert code == ExitCode.OK
    assert "Would record" in out
    assert case_of(at, ref).records == ()
    assert case_of(at, ref).status is Status.ACCEPTED


def test_a_day_that_is_still_to_come_is_refused(
    at: Trial, ref: str, run: Typed
) -> None:
    """A slip in the year would put off every date that counts from it."""
    code, _, err = run(
        "record", ref, "planning-meeting", *BY, "--on", "13/11/2027", *MEETING
    )

    assert code == ExitCode.FINDINGS
    assert "still to come" in err
    assert case_of(at, ref).records == ()


def test_support_does_not_start_in_a_case_nobody_has_planned(
    ref: str, run: Typed
) -> None:
    """ESMA-057: the refusal says what comes first."""
    code, _, err = run("record", ref, "start", *BY)

    assert code == ExitCode.USAGE
    assert f"toolkit record {ref} planning-meeting" in err


@pytest.mark.parametrize("suffix", ["toml", "csv", "xlsx"])
def test_an_example_asks_for_what_the_record_wants(
    at: Trial, ref: str, run: Typed, tmp_path: Path, suffix: str
) -> None:
    """Nobody has to find out the columns by trying."""
    file = tmp_path / f"targets.{suffix}"
    assert run("record", "--example", "plan", "-o", file)[0] == ExitCode.OK
    code, _, err = run("record", ref, "plan", *BY, "--from", file)

    assert code == ExitCode.FINDINGS  # an empty example lacks everything, and says so
    assert "is no column" not in err
    assert "is no question" not in err
    assert case_of(at, ref).records == ()


def test_a_toml_file_gives_answers_rows_and_the_day(
    at: Trial, ref: str, run: Typed, tmp_path: Path
) -> None:
    """What is typed on a laptop without a connection is added later."""
    file = tmp_path / "plan.toml"
    file.write_text(
        'on = 2026-11-12\npupil_voice = "I miss art."\n[[row]]\ntarget = "Two lessons"'
        '\nowner = "Form tutor"\nby_when = 2026-12-18\nmeasure = "Register"\n',
        encoding="utf-8",
    )
    code, _, err = run("record", ref, "plan", *BY, "--from", file)

    assert (code, err) == (ExitCode.OK, "")
    [record] = case_of(at, ref).records
    assert record.on == dt.date(2026, 11, 12)
    assert record.text("pupil_voice") == "I miss art."
    assert record.rows[0]["by_when"] == dt.date(2026, 12, 18)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        pytest.param(("--set", "how"), "equals sign", id="no equals sign"),
        pytest.param(("--on", "soon"), "could not be read as a date", id="no date"),
    ],
)
def test_what_cannot_be_understood_is_said_in_plain_words(
    ref: str, run: Typed, said: tuple[str, ...], told: str
) -> None:
    """A slip at the keyboard is put right in a moment."""
    code, _, err = run("record", ref, "contact", *BY, *said)

    assert code == ExitCode.USAGE
    assert told in err


def test_what_was_recorded_is_told_as_json(ref: str, run: Typed) -> None:
    """Another program reads the shape the reference promises."""
    robot = ("--set", "offer=av1", "--set", "mode=robot", "--set", "start=23/11/2026")
    code, out, _ = run("record", ref, "provision", *BY, *robot, "--json")
    told = json.loads(out)

    assert code == ExitCode.OK
    assert (told["case"], told["status"], told["faults"]) == (ref, "accepted", [])
    assert told["recorded"]["rows"] == [
        {"offer": "av1", "mode": "robot", "start": "2026-11-23", "hours_per_week": 24}
    ]
    assert [u["question"] for u in told["usual"]] == ["hours_per_week"]
    assert told["findings"] == []


def test_what_is_wrong_is_told_as_json(ref: str, run: Typed) -> None:
    """With the place and the sentence, and that nothing was recorded."""
    code, out, _ = run("record", ref, "contact", *BY, "--json")
    told = json.loads(out)

    assert code == ExitCode.FINDINGS
    assert told["recorded"] is None
    assert [fault["where"] for fault in told["faults"]] == ["with_whom", "summary"]


def test_a_misspelt_question_is_answered_with_the_right_one(
    ref: str, run: Typed
) -> None:
    """An answer nobody asked for must not vanish."""
    code, _, err = run("record", ref, "contact", *BY, "--set", "summery=Rang.")

    assert code == ExitCode.FINDINGS
    assert "Do you mean summary?" in err


def test_the_kinds_are_listed_with_their_questions(run: Typed) -> None:
    """A newcomer finds out what there is to record."""
    code, out, _ = run("record", "--list", "--json")
    kinds = {kind["kind"]: kind for kind in json.loads(out)}

    assert code == ExitCode.OK
    wanted = {"reminder", "planning-meeting", "provision", "plan", "review", "evidence"}
    assert wanted <= set(kinds)
    columns = [question["key"] for question in kinds["provision"]["row"]]
    assert columns == list(LESSON)


def test_accepting_with_lessons_records_both(
    at: Trial, run: Typed, tmp_path: Path
) -> None:
    """The meeting agrees on the lessons in the same breath."""
    ref = amaras_case(at)
    file = sheet(tmp_path / "lessons.csv", LESSON)
    code, _, err = run(
        *("decide", ref, "accept", *BY, "--provision", file, "--despite", "Agreed.")
    )

    case = case_of(at, ref)
    assert (code, err) == (ExitCode.OK, "")
    assert (case.status, len(case.records)) == (Status.ACCEPTED, 1)


def test_accepting_with_faulty_lessons_records_neither(
    at: Trial, run: Typed, tmp_path: Path
) -> None:
    """A pupil is not accepted for lessons nobody can read."""
    ref = amaras_case(at)
    file = sheet(tmp_path / "lessons.csv", {**LESSON, "hours_per_week": "some"})
    code, _, err = run(
        *("decide", ref, "accept", *BY, "--provision", file, "--despite", "Agreed.")
    )

    case = case_of(at, ref)
    assert code == ExitCode.FINDINGS
    assert "E2:" in err
    assert (case.decision, case.records) == (None, ())


# --- what a case shows --------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "venue", "codes"),
    [
        pytest.param("in_person", "base", ["K"], id="at a base"),
        pytest.param("online", "", ["I", "C"], id="online"),
        pytest.param("robot", "", ["I", "C"], id="with a robot"),
        pytest.param("in_person", "school", ["/", "\\"], id="at school"),
    ],
)
def test_register_codes_are_advised_by_how_lessons_are_given(
    ref: str, run: Typed, mode: str, venue: str, codes: list[str]
) -> None:
    """ESMA-102 to ESMA-105: never one code for all, and the head decides."""
    lesson = {**LESSON, "mode": mode, "venue": venue}
    said = [x for k, v in lesson.items() if v for x in ("--set", f"{k}={v}")]
    run("record", ref, "provision", *BY, *said)
    told = json.loads(run("case", ref, "--json")[1])["register_codes"]
    shown = run("case", ref)[1]

    assert told["advice"][0]["codes"] == codes
    assert "headteacher" in told["decides"]
    assert "C to C2" in told["council"]
    assert "agreed with the parent" in told["caution"]
    assert told["council"] in shown
    assert told["caution"] in shown
    assert told["decides"] in shown


def test_without_lessons_no_code_is_advised(ref: str, run: Typed) -> None:
    """A school that hears of codes too early changes its register too early."""
    assert json.loads(run("case", ref, "--json")[1])["register_codes"] is None


def test_a_case_shows_what_was_recorded(ref: str, run: Typed) -> None:
    """Whoever picks up the phone sees what was agreed and by whom."""
    said = [x for k, v in LESSON.items() if v for x in ("--set", f"{k}={v}")]
    run("record", ref, "provision", *BY, *said)
    _, out, _ = run("case", ref)

    assert "The lessons and the help we give, 1 row, by Office Trial" in out
    assert "subject maths" in out
    assert "start 2026-11-23" in out


def test_a_case_says_what_is_possible_now(ref: str, run: Typed) -> None:
    """Nobody has to know the table of states by heart."""
    _, out, _ = run("case", ref)

    assert f"toolkit record {ref} planning-meeting" in out
    assert f"toolkit decide {ref} close" in out
    assert f"toolkit decide {ref} accept" not in out
