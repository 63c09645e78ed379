"""What a service may say of reviews, evidence, prompts and its schools' own days."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.catalogue import northshire as north
from tests.catalogue.northshire import changed, lay_out
from toolkit.catalogue import (
    CalendarFile,
    EvidenceRefresh,
    Prompt,
    ReviewRule,
    Reviews,
    Roll,
    Weeks,
    calendar_files,
    check,
    load,
)

REVIEWS = """
[reviews]
rule = "earliest"
weeks = 6
planning_days = 10
invite_days = 10
minutes_days = 5
source = "page 6"
"""
EVIDENCE = """
[evidence]
soft_weeks = 12
hard_weeks = 24
termly = true
remind_weeks = 2
counted = "term"
conditional = ["evidence-from"]
conditional_weeks = 6
source = "page 6"
"""
PROMPT = """
[[prompt]]
key = "after-school"
label = "plans"
year = 11
month = 5
day = 28
done_by = ["review"]
rule = "N-9"
source = "page 6"
"""
DUTIES = f"{REVIEWS}{EVIDENCE}{PROMPT}"
SCHOOL = """
[[school]]
name = "Willowmere High"
laestab = "919/9001"
inset_days = [2026-11-27]
source = "the school"
  [[school.term]]
  name = "Spring"
  start = 2027-01-04
  end = 2027-03-25
  [[school.term]]
  name = "Autumn"
  start = 2026-09-02
  end = 2026-12-16
"""


def with_duties(folder: Path, old: str = "", new: str = "") -> Path:
    """Lay out the invented council with duties, changed in one place."""
    assert old in DUTIES
    told = DUTIES.replace(old, new) if old else DUTIES
    return changed(folder, north.SERVICE, "[residence]", f"{told}\n[residence]")


def test_what_the_file_says_of_duties_is_what_is_loaded(tmp_path: Path) -> None:
    """One look over every key, so that none is dropped on the way."""
    service = load(with_duties(tmp_path)).service("northshire")

    earliest, calendar = ReviewRule.EARLIEST, Weeks.CALENDAR
    documents = ("review-invitation", "review-minutes")
    assert service.reviews == Reviews(
        earliest, 6, calendar, 10, 10, 5, *documents, 0, 4, "page 6"
    )
    assert service.evidence == EvidenceRefresh(
        *(12, 24, True, 2, Weeks.TERM, ("evidence-from",), 6),
        letter="evidence-reminder",
        source="page 6",
    )
    assert service.prompts == (
        Prompt("after-school", "plans", 11, 5, 28, 4, ("review",), "N-9", "page 6"),
    )


def test_a_service_without_duties_has_none(tmp_path: Path) -> None:
    """Another council may have other clocks, or none."""
    service = load(lay_out(tmp_path)).service("northshire")

    assert (service.reviews, service.evidence, service.prompts) == (None, None, ())
    clocks = service.clocks
    assert (clocks.own_duties, clocks.others_duties) == (Roll.BACK, Roll.FORWARD)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        pytest.param('"earliest"', '"often"', "reviews.rule", id="a rule of its own"),
        pytest.param("\nweeks = 6", "\nweeks = 0", "reviews.weeks", id="no weeks"),
        pytest.param(
            "hard_weeks = 24", "hard_weeks = 12", "evidence.hard_weeks", id="no later"
        ),
        pytest.param('"term"', '"school"', "evidence.counted", id="other weeks"),
        pytest.param(
            "month = 5\nday = 28",
            "month = 2\nday = 29",
            "prompt after-school.day",
            id="a leap day",
        ),
        pytest.param(
            'done_by = ["review"]',
            "done_by = []",
            "prompt after-school.done_by",
            id="done by nothing",
        ),
        pytest.param(
            'source = "page 6"\n\n[evidence]',
            "[evidence]",
            "reviews.source",
            id="no source",
        ),
    ],
)
def test_a_slip_in_a_duty_is_told_with_its_key(
    tmp_path: Path, old: str, new: str, key: str
) -> None:
    """A clock that is misread is a deadline nobody keeps."""
    faults = check(with_duties(tmp_path, old, new))

    assert [(fault.file, fault.key) for fault in faults] == [(north.SERVICE, key)]


def test_a_rule_for_a_date_there_is_not_is_told(tmp_path: Path) -> None:
    """A slip in the name would leave that date without its rule."""
    root = changed(tmp_path, north.SERVICE, 'meeting = "N-1"', 'meting = "N-1"')

    [fault] = check(root)

    assert fault.key == "clocks.rules.meting.key"
    assert "meeting, decision" in fault.expected


def test_a_school_may_have_days_of_its_own(tmp_path: Path) -> None:
    """Its terms come in date order whatever the order of the file."""
    root = lay_out(tmp_path)
    file = root / north.CALENDAR
    file.write_text(f"{file.read_text(encoding='utf-8')}{SCHOOL}", encoding="utf-8")

    [school] = load(root).service("northshire").calendar.schools

    assert (school.name, school.laestab) == ("Willowmere High", "919/9001")
    assert school.inset_days == {dt.date(2026, 11, 27)}
    assert [term.name for term in school.terms] == ["Autumn", "Spring"]
    assert (school.closures, school.half_terms) == (frozenset(), ())


def test_a_schools_number_has_seven_digits(tmp_path: Path) -> None:
    """A slip in it would leave the school on the council's days."""
    root = lay_out(tmp_path)
    file = root / north.CALENDAR
    own = SCHOOL.replace("919/9001", "919 901")
    file.write_text(f"{file.read_text(encoding='utf-8')}{own}", encoding="utf-8")

    [fault] = check(root)

    assert fault.key == "school Willowmere High.laestab"
    assert fault.expected == "The seven digits of the school's number are needed."


def the_calendar_file(root: Path) -> CalendarFile:
    """Return the invented council's calendar file."""
    [file] = [f for f in calendar_files(root) if f.service == "northshire"]
    return file


def test_a_calendar_can_be_looked_at_although_its_service_cannot(
    tmp_path: Path,
) -> None:
    """Whoever mends the calendar need not mend the forms first."""
    root = changed(tmp_path, north.SERVICE, "meeting_weekday = 2", "")

    found = the_calendar_file(root)

    assert found.calendar is not None
    assert (found.faults, found.meeting_weekday, found.source_date) == ((), None, None)


def test_a_faulty_calendar_file_says_so(tmp_path: Path) -> None:
    """With the fault, and with what the service's own file says all the same."""
    root = changed(tmp_path, north.CALENDAR, "illustrative = ", "illustrated = ")

    found = the_calendar_file(root)

    assert found.calendar is None
    assert {fault.file for fault in found.faults} == {north.CALENDAR}
    assert found.meeting_weekday == 2
