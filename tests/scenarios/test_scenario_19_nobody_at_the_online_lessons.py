"""19. A pupil has not been at the online lessons for three weeks."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenarios.offices import AMARA, BY, MONDAY, Office, filled, open_office

DESPITE = ("--despite", "Agreed at the meeting.")
ONLINE = (
    *("--set", "offer=online-group", "--set", "subject=maths"),
    *("--set", "mode=online", "--set", "hours_per_week=3"),
    *("--set", "start=23/11/2026"),
)
MEETING = tuple(
    word
    for group in ("pupil", "family", "school", "health")
    for word in ("--set", f"{group}_there=yes")
)
WEEKS = "week,offered,attended\n23/11/2026,3,0\n30/11/2026,3,0\n07/12/2026,3,0\n"


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a pupil whose online lessons have started."""
    root = tmp_path_factory.mktemp("started")
    with pytest.MonkeyPatch.context() as patch, open_office(root, patch) as office:
        office.takes_in({"request.pdf": filled("service-request", AMARA)})
        found = str(office.case()["ref"])
        office.types("decide", found, "accept", *BY, *DESPITE)
        office.later(days=2)
        office.types("record", found, "planning-meeting", *BY, *MEETING)
        office.types("record", found, "provision", *BY, *ONLINE)
        office.at(MONDAY.replace(day=23))
        said = office.types("record", found, "start", *BY)
    assert said.code == 0, said.err
    return root


@pytest.fixture
def office(
    started: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Office]:
    """The same office three weeks later, for this test alone."""
    shutil.copytree(started, tmp_path / "office")
    with open_office(tmp_path / "office", monkeypatch) as opened:
        opened.at(MONDAY.replace(month=12, day=14))
        yield opened


@pytest.fixture
def ref(office: Office) -> str:
    """The pupil's case."""
    return str(office.case()["ref"])


def test_the_figures_prompt_people_and_decide_nothing(
    office: Office, ref: str, tmp_path: Path
) -> None:
    """Health, equipment and school come first; nobody is blamed and nothing ends."""
    file = tmp_path / "attendance.csv"
    file.write_text(WEEKS, encoding="utf-8")
    said = office.types("record", ref, "attendance", *BY, "--from", str(file))

    case = office.case()
    assert said.code == 1
    assert "3 weeks" in said.err
    for word in ("health", "equipment", "school", "safeguarding lead", "headteacher"):
        assert word in said.err
    assert case["status"] == "active"
    assert case["records"][-1]["rows"][2] == {
        "week": "2026-12-07",
        "offered": 3,
        "attended": 0,
    }


def test_the_advice_on_register_codes_leaves_it_to_the_head(
    office: Office, ref: str
) -> None:
    """ESMA-104: unauthorised only when the headteacher has decided so."""
    codes = office.asks("case", ref)["register_codes"]
    advice = {one["key"]: one for one in codes["advice"]}

    assert advice["online"]["codes"] == ["I", "C"]
    assert (
        "only when the headteacher has decided so" in (advice["not-there"]["sentence"])
    )


def test_only_a_lead_teacher_ends_the_support_and_gives_the_reason(
    office: Office, ref: str
) -> None:
    """ESMA-130: the policy gives no number, so a person answers for it."""
    nameless = office.types("decide", ref, "close", *BY)
    assert nameless.code == 2
    assert office.case()["status"] == "active"

    office.types("decide", ref, "close", *BY, "--reason", "does_not_attend")
    case = office.case()
    assert case["status"] == "closed"
    assert case["decision"]["rules"] == ["ESMA-104", "ESMA-130"]
