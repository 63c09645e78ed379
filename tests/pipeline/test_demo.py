"""The demonstration, by the real command: six arrivals, taken all the way."""

from __future__ import annotations

import email
import email.policy
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from toolkit.model import Outcome
from toolkit.pdf import look_into

# What the real command prints is JSON of many shapes.
Told = Any


def _toolkit(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "toolkit", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which the demonstration has been played."""
    folder = tmp_path_factory.mktemp("demo") / "desk"
    played = _toolkit("demo", folder)
    assert played.returncode == 0, played.stderr
    return folder


@pytest.fixture(scope="module")
def cases(desk: Path) -> Mapping[str, Told]:
    """Each case as `toolkit case REF --json` tells it, by the pupil's surname."""
    listed = json.loads(_toolkit("--workspace", desk, "cases", "--json").stdout)
    told = [
        json.loads(_toolkit("--workspace", desk, "case", one["ref"], "--json").stdout)
        for one in listed
    ]
    return {_surname(case): case for case in told}


def _surname(case: Told) -> str:
    return str(case["referral"]["answers"]["pupil_legal_surname"]["written"])


def _outcomes(case: Told) -> Mapping[str, str]:
    return {finding["rule"]: finding["outcome"] for finding in case["findings"]}


def _open(case: Told) -> set[str]:
    settled = {Outcome.MET, Outcome.NOT_APPLICABLE}
    return {rule for rule, outcome in _outcomes(case).items() if outcome not in settled}


def _made(case: Told) -> set[tuple[str, str]]:
    return {(d["document"], d["name"].rpartition(".")[2]) for d in case["documents"]}


def test_nothing_is_left_in_the_intake(desk: Path) -> None:
    """An empty intake is how the office knows that everything was taken."""
    assert [p.name for p in (desk / "intake").iterdir()] == []


def test_four_requests_open_four_cases(cases: Mapping[str, Told]) -> None:
    """The consent joins a case and the locked file opens none."""
    assert set(cases) == {"Okafor", "Wiśniewski", "O'Neill", "Kowalczyk"}


def test_the_complete_referral_is_ready_and_accepted(
    cases: Mapping[str, Told],
) -> None:
    """Nothing is asked of a school that has sent everything."""
    case = cases["Okafor"]

    assert _open(case) == set()
    assert case["proposed"] == "accept"
    assert case["status"] == "accepted"
    assert {paper["form"] for paper in case["papers"]} == {
        "service-request",
        "baseline",
        "consent",
        "apdr",
        "medical-letter",
        "reduced-timetable",
    }


def test_the_complete_referral_gets_its_letters_and_a_plan(
    cases: Mapping[str, Told],
) -> None:
    """What follows an acceptance lies ready in Word and PDF, with a draft mail."""
    assert _made(cases["Okafor"]) == {
        *((d, s) for d in _ACCEPTED for s in ("docx", "pdf")),
        ("acknowledgement-email", "eml"),
        ("acceptance-email", "eml"),
    }


_ACCEPTED = ("acknowledgement", "acceptance-school", "acceptance-parent", "plan")


def test_the_forgotten_consent_joins_its_case_and_the_list_shrinks(
    desk: Path, cases: Mapping[str, Told]
) -> None:
    """The school is asked for what is still missing and not for what has come."""
    case = cases["Wiśniewski"]
    log = _toolkit("--workspace", desk, "case", case["ref"])

    assert _outcomes(case)["RQ-07"] == "met"
    assert _open(case) == {"RQ-08"}
    assert case["proposed"] == "ask"
    assert [e["what"] for e in case["events"]].count("checked") == 2
    assert log.stdout.count("RQ-08") == 1


def test_a_gp_letter_alone_is_neither_enough_nor_a_no(
    cases: Mapping[str, Told],
) -> None:
    """A blanket rule against GP letters has been found at fault by the ombudsman."""
    case = cases["O'Neill"]

    assert _outcomes(case)["RQ-05"] == "cannot tell"
    assert _outcomes(case)["E2"] == "cannot tell"
    assert case["proposed"] == "ask"
    assert case["status"] == "guidance_only"


def test_the_pupil_from_outside_is_declined_by_a_person_for_named_reasons(
    cases: Mapping[str, Told],
) -> None:
    """The rules propose; a named person decides; both say why."""
    case = cases["Kowalczyk"]

    assert _outcomes(case)["E3"] == "not met"
    assert _outcomes(case)["E4"] == "not met"
    assert case["proposed"] == "decline"
    assert case["decision"]["by"] == "Office Trial"
    assert case["decision"]["reasons"] == [
        "not_resident_confirmed",
        "absence_not_authorised",
    ]
    assert {("decline-school", "pdf"), ("decline-parent", "docx")} <= _made(case)


def test_the_locked_file_is_set_aside_with_a_plain_note(desk: Path) -> None:
    """The sender can be told what to send instead."""
    aside = desk / "outbox" / "set-aside"

    assert {p.name for p in aside.iterdir()} == {
        "Service request locked.pdf",
        "Service request locked.pdf.why.txt",
    }
    note = (aside / "Service request locked.pdf.why.txt").read_text(encoding="utf-8")
    assert "password" in note
    assert "ask the sender" in note


def test_every_document_lies_where_its_case_says(desk: Path) -> None:
    """A reference that leads to no file is worse than none."""
    made = sorted((desk / "outbox" / "cases").glob("*/*.*"))

    assert made
    assert all(path.name.startswith(f"{path.parent.name}_") for path in made)


def test_no_name_is_in_a_file_name_or_a_subject(desk: Path) -> None:
    """File names and subjects travel in the open."""
    made = sorted((desk / "outbox" / "cases").glob("*/*.*"))
    mails = [p for p in made if p.suffix == ".eml"]
    subjects = [
        str(
            email.message_from_bytes(p.read_bytes(), policy=email.policy.default)[
                "Subject"
            ]
        )
        for p in mails
    ]
    seen = " ".join([*subjects, *(p.name for p in made)])

    assert len(mails) == 7
    assert [name for name in _NAMES if name.casefold() in seen.casefold()] == []


_NAMES = ("Amara", "Okafor", "Jakub", "Wiśniewski", "Siobhan", "Neill", "Mateusz")


def test_a_mail_is_a_draft_that_carries_its_letter(desk: Path) -> None:
    """Nothing is sent by itself: it opens for somebody to look at and send."""
    [path] = (desk / "outbox" / "cases").glob("*/*decline-email*.eml")
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)

    assert mail["X-Unsent"] == "1"
    assert [p.get_content_type() for p in mail.iter_attachments()] == [
        "application/pdf"
    ]


def test_the_board_tells_of_every_case_and_names_nobody(
    desk: Path, cases: Mapping[str, Told]
) -> None:
    """The board hangs where visitors can read it."""
    board = (desk / "outbox" / "status.html").read_text(encoding="utf-8")

    assert [case["ref"] for case in cases.values() if case["ref"] not in board] == []
    assert [name for name in _NAMES if name in board] == []


def test_a_second_pass_finds_nothing_to_do(desk: Path) -> None:
    """Running it again must not write every letter again."""
    before = sorted(p.name for p in (desk / "outbox").rglob("*"))
    again = _toolkit("--workspace", desk, "intake")

    assert again.stdout.startswith("Nothing was waiting.")
    assert sorted(p.name for p in (desk / "outbox").rglob("*")) == before


def test_every_pdf_of_the_demo_can_be_read_aloud(desk: Path) -> None:
    """A parent who listens must hear the headings, the tables and the language."""
    made = sorted((desk / "outbox" / "cases").glob("*/*.pdf"))
    looked = {path.name: look_into(path.read_bytes()) for path in made}

    assert len(made) == 11
    assert {
        name: facts.problems for name, facts in looked.items() if facts.problems
    } == {}
    assert {facts.language for facts in looked.values()} == {"en-GB"}
    assert all(facts.tagged and facts.title for facts in looked.values())


def test_every_pdf_of_the_demo_has_a_word_twin(desk: Path) -> None:
    """A teacher edits the one and a parent reads the other."""
    cases = desk / "outbox" / "cases"

    assert {p.stem for p in cases.glob("*/*.pdf")} == {
        p.stem for p in cases.glob("*/*.docx")
    }
