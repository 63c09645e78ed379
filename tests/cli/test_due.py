"""`toolkit due` and `toolkit calendar check`, as somebody types them."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.casebook.happened import AMARA, an_arrival, as_read, sha256_of
from toolkit import workspace as workspaces
from toolkit.casebook import NewCase
from toolkit.catalogue import builtin_root
from toolkit.cli import main
from toolkit.model import Answer, Decision, Fit, MadeDocument, Mark, Place, Status
from toolkit.pipeline import desk_of
from toolkit.workspace import Workspace

MONDAY = dt.datetime(2026, 11, 16, 10, 0, tzinfo=dt.UTC)
CALENDAR = Path("services/esma/calendar.toml")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Return a desk with one case, opened on a Monday, eight days before today."""
    for module in ("due", "calendar"):
        monkeypatch.setattr(
            f"toolkit.cli.{module}.today", lambda: dt.date(2026, 11, 24)
        )
    workspace = workspaces.make(tmp_path / "desk")
    open_case(workspace, "esma", "ESMA")
    return workspace


def open_case(workspace: Workspace, service: str, prefix: str) -> str:
    """Open Amara's case there, referred by her school; return its reference."""
    by, sha256 = "Office Trial", sha256_of("form.pdf")
    mark = Mark("referrer_name", text="Helen Marsh", place=Place(sha256, 1))
    read = as_read("form.pdf")
    form = replace(
        read,
        fit=Fit(service, "service-request", "2026", "fields", 0.99),
        answers={**read.answers, "referrer_name": Answer(mark, "Helen Marsh")},
    )
    with desk_of(workspace) as desk:
        arrival = an_arrival("form.pdf")
        desk.casebook.record_arrival(arrival, by=by)
        desk.casebook.record_read(arrival.id, [form], by=by, at=MONDAY)
        new = NewCase(service, prefix, arrival.id, AMARA, (sha256,))
        return desk.casebook.open_case(new, by=by, at=MONDAY)


def run(workspace: Workspace, *words: str) -> int:
    """Type a command."""
    return main(["--workspace", str(workspace.root), *words])


def own_calendar(workspace: Workspace, old: str, new: str) -> None:
    """Give the workspace a calendar of its own, changed in one place."""
    text = (builtin_root() / CALENDAR).read_text(encoding="utf-8")
    assert old in text
    own = workspace.root / CALENDAR
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(text.replace(old, new), encoding="utf-8")


# --- toolkit due --------------------------------------------------------------------


def test_what_is_due_comes_soonest_first_with_its_rule(
    desk: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """The office looks here every morning."""
    assert run(desk, "due", "--json") == 0

    told = json.loads(capsys.readouterr().out)
    assert [(one["what"], one["due"], one["rule"], one["state"]) for one in told] == [
        ("decision due", "2026-11-25", "ESMA-051", "open"),
        ("next meeting", "2026-11-25", "ESMA-050", "open"),
        ("assessment due", "2026-12-07", "ESMA-052", "open"),
    ]
    assert {(one["case"], one["service"]) for one in told} == {
        ("ESMA-2026-0001-1", "esma")
    }


def test_what_is_overdue_is_listed_however_few_days_are_asked_for(
    desk: Workspace,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is late is the first thing somebody has to see."""
    monkeypatch.setattr("toolkit.cli.due.today", lambda: dt.date(2026, 11, 26))
    assert run(desk, "due", "--days", "0") == 0

    heading, line = capsys.readouterr().out.splitlines()
    assert heading.split() == ["Due", "State", "Case", "What", "Rule"]
    assert line.split() == [
        *("Wed", "2026-11-25", "overdue", "ESMA-2026-0001-1"),
        *("decision", "due", "ESMA-051"),
    ]


def test_a_case_that_is_over_has_nothing_due(
    desk: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """A withdrawn referral must not ask for anybody's time."""
    with desk_of(desk) as at:
        at.casebook.change_status(
            "ESMA-2026-0001-1", Status.WITHDRAWN, "T", by="Office Trial", at=MONDAY
        )

    assert run(desk, "due") == 0
    assert capsys.readouterr().out == "Nothing is due within 28 days.\n"


def test_nobodys_name_is_in_the_list_or_in_the_calendar_file(
    desk: Workspace, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Calendars are shared, printed and synchronised to phones."""
    file = tmp_path / "due.ics"
    assert run(desk, "due", "--ics", str(file)) == 0

    said = capsys.readouterr()
    whole = f"{said.out}{said.err}{file.read_text(encoding='utf-8')}"
    assert "SUMMARY:ESMA-2026-0001-1: next meeting" in whole
    assert "Amara" not in whole
    assert "Okafor" not in whole


def test_a_calendar_that_ends_within_the_days_is_said(
    desk: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """A list that stops short must not look whole."""
    assert run(desk, "due", "--days", "3660") == 0

    assert "The calendar of esma ends on" in capsys.readouterr().err


def test_a_case_its_calendar_does_not_reach_stops_no_other(
    desk: Workspace,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The exit code says that a definition needs somebody."""
    monkeypatch.setattr("toolkit.cli.due.today", lambda: dt.date(2040, 9, 3))

    assert run(desk, "due") == 4
    assert "ESMA-2026-0001-1: The calendar for" in capsys.readouterr().err


def test_a_case_can_be_looked_at_although_its_calendar_has_ended(
    desk: Workspace,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without its dates, and with a word about them; its papers are still there."""
    with desk_of(desk) as at:
        decision = Decision("accept", "Office Trial", MONDAY)
        at.casebook.decide("ESMA-2026-0001-1", decision, Status.ACTIVE)
    monkeypatch.setattr("toolkit.cli.case.today", lambda: dt.date(2040, 9, 3))

    assert run(desk, "case", "ESMA-2026-0001-1") == 0

    said = capsys.readouterr()
    assert "The calendar for" in said.err
    assert "ESMA-2026-0001-1" in said.out


def test_a_service_nobody_knows_is_said(
    desk: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty list would look like a quiet week."""
    assert run(desk, "due", "--service", "other") == 2
    assert "There is no service “other”" in capsys.readouterr().err


# --- toolkit due --draft ------------------------------------------------------------

REMINDER = """
key = "reminder"
title = "A reminder about your referral"
about = "Asks again for what is missing"
audience = "school"
frame = "letter"
subject = "{{ service.short_title }} ref {{ case.ref }}: a reminder"
formats = ["pdf"]
needs = ["case", "service", "recipient", "today"]
source = "T"
[[block]]
key = "ask"
kind = "paragraph"
text = "We wrote to you about {{ case.ref }} and have had no reply yet."
"""


@pytest.fixture
def waiting(desk: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Return the desk; its school was asked on 16 November and has not replied."""
    now = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)
    monkeypatch.setattr("toolkit.cli.due.now", lambda: now)
    ref, by = "ESMA-2026-0001-1", "Office Trial"
    asked = MadeDocument("acknowledgement", 1, "a.pdf", "0" * 64, MONDAY)
    with desk_of(desk) as at:
        at.casebook.record_document(ref, asked, by=by)
        at.casebook.change_status(ref, Status.INCOMPLETE, "T", by=by, at=MONDAY)
    return desk


def give_wording(workspace: Workspace) -> None:
    """Put the wording of a reminder into the workspace."""
    file = workspace.root / "templates/wording/reminder.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(REMINDER, encoding="utf-8")


def test_a_letter_whose_day_has_come_is_drafted_once(
    waiting: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """Somebody runs this every morning; the school is to get one letter."""
    give_wording(waiting)

    codes = [run(waiting, "due", "--draft"), run(waiting, "due", "--draft")]

    assert codes == [0, 0]
    made = list((waiting.outbox / "cases").rglob("*_reminder_v*.pdf"))
    assert [file.name for file in made] == ["ESMA-2026-0001-1_reminder_v1_20261124.pdf"]
    assert capsys.readouterr().err.count("drafted") == 1


def test_a_letter_is_not_drafted_before_its_day(
    waiting: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the day before, the school still has time to reply."""
    give_wording(waiting)
    monkeypatch.setattr(
        "toolkit.cli.due.now", lambda: dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
    )

    assert run(waiting, "due", "--draft") == 0
    assert list(waiting.outbox.rglob("*_reminder_*")) == []


def test_a_trial_run_says_what_would_be_written(
    waiting: Workspace, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """And writes nothing, no calendar file either."""
    give_wording(waiting)
    file = tmp_path / "due.ics"

    assert run(waiting, "due", "--draft", "--dry-run", "--ics", str(file)) == 0

    assert "Would write reminder for ESMA-2026-0001-1." in capsys.readouterr().err
    assert list(waiting.outbox.rglob("*_reminder_*")) == []
    assert not file.exists()


def test_a_letter_without_wording_is_named(
    waiting: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody must think that it went."""
    own = waiting.root / "services/esma/service.toml"
    own.parent.mkdir(parents=True)
    text = (builtin_root() / "services/esma/service.toml").read_text(encoding="utf-8")
    named = text.replace("[clocks]", '[clocks]\nreminder = "second-reminder"', 1)
    own.write_text(named, encoding="utf-8")

    assert run(waiting, "due", "--draft") == 1
    assert "templates/wording/second-reminder.toml" in capsys.readouterr().err


# --- toolkit calendar check ---------------------------------------------------------


def test_the_calendar_that_comes_with_the_toolkit_is_odd_only_in_being_made_up(
    desk: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """And the service's sources are older than a year (ESMA-152)."""
    assert run(desk, "calendar", "check", "--json") == 1

    told = json.loads(capsys.readouterr().out)
    assert [(one["code"], one["file"]) for one in told] == [
        ("illustrative", "services/esma/calendar.toml"),
        ("sources-stale", "services/esma/service.toml"),
    ]


def test_an_oddity_is_told_with_its_file_and_its_days(
    desk: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """Somebody has to find the line."""
    own_calendar(desk, "2026-12-25, 2026-12-28", "2026-12-25")
    assert run(desk, "calendar", "check") == 1

    assert (
        "services/esma/calendar.toml: Monday 28 December 2026 is a bank holiday in"
        " England"
    ) in capsys.readouterr().out


def test_terms_that_overlap_are_named_although_nothing_else_runs(
    desk: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every other command stops at such a file, so this one must not."""
    own_calendar(desk, "end = 2026-12-18", "end = 2027-01-08")

    assert run(desk, "calendar", "check", "--service", "esma") == 1
    assert "before Autumn 2026 has ended on 8 January 2027" in capsys.readouterr().out
    assert run(desk, "due") == 4


def test_a_calendar_that_cannot_be_read_is_a_faulty_definition(
    desk: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the key that is wrong."""
    own_calendar(desk, "checked_on = 2026-11-22", 'checked_on = "yesterday"')

    assert run(desk, "calendar", "check") == 4
    assert "checked_on: A date such as 2026-09-01" in capsys.readouterr().out


def test_a_sound_calendar_of_the_councils_own_is_said_to_be_so(
    desk: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """Silence would not say that anything was looked at."""
    own_calendar(desk, "illustrative = true", "illustrative = false")
    service = desk.root / "services/esma/service.toml"
    shutil.copy(builtin_root() / "services/esma/service.toml", service)
    text = service.read_text(encoding="utf-8")
    service.write_text(text.replace("2024-08-29", "2026-09-01"), encoding="utf-8")

    assert run(desk, "calendar", "check") == 0
    assert capsys.readouterr().out == "There is nothing odd in the calendars.\n"


def test_a_calendar_of_no_service_is_said(
    desk: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """A slip in the name must not look like a sound calendar."""
    assert run(desk, "calendar", "check", "--service", "other") == 2
    assert "There is no service “other”" in capsys.readouterr().err
