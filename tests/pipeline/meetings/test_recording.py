"""The outcomes of a meeting, back from the sheet somebody filled in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pipeline.meetings.weeks import (
    ALONE,
    AMARA,
    JAKUB_REF,
    MATEUSZ,
    SIOBHAN,
    Filling,
    fill_in,
    records,
    sheet,
)
from tests.scenarios.offices import BY, Office, Said, text_of

# No letter follows from this, so that most tests are quick.
PUT_OFF = {AMARA: {"outcome": "defer"}}


@pytest.fixture(name="office")
def _office(with_papers: Office) -> Office:
    """The papers are made, and the sheet is about to be filled in."""
    return with_papers


def _status(office: Office, ref: str) -> str:
    return str(office.asks("case", ref)["status"])


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_filled_sheet_is_recorded(office: Office, suffix: str) -> None:
    """The typing is done once, in the meeting, in either sort of file."""
    path = fill_in(sheet(office, suffix), {**PUT_OFF, SIOBHAN: {"outcome": "Ask "}})

    told = office.asks("meeting", "record", str(path), *BY)

    assert [(r["case"], r["outcome"]) for r in told["recorded"]] == [
        (AMARA, "defer"),
        (SIOBHAN, "ask"),
    ]
    assert told["blank"] == [JAKUB_REF, MATEUSZ]
    assert _status(office, AMARA) == "deferred"


def test_the_letters_that_follow_are_drafted_and_nothing_is_sent(
    office: Office,
) -> None:
    """The lead teacher reads them the same afternoon."""
    decline = {"outcome": "decline", "reasons": "not_resident_confirmed"}
    path = fill_in(sheet(office), {MATEUSZ: decline})

    told = office.asks("meeting", "record", str(path), *BY)

    [recorded] = told["recorded"]
    made = {Path(path).name for path in recorded["documents"]}
    assert {path.name for path in office.letters("decline-school")} <= made
    assert made
    case = office.asks("case", MATEUSZ)
    assert case["decision"]["reasons"] == ["not_resident_confirmed"]
    assert case["postings"] == []


def test_a_row_left_empty_leaves_its_case_where_it_is(office: Office) -> None:
    """A case the meeting did not reach must not be forgotten either."""
    said = records(office, PUT_OFF)

    assert (said.code, _status(office, JAKUB_REF)) == (0, "incomplete")
    assert f"{JAKUB_REF}: no outcome, so it stays where it is" in said.out


def test_recording_a_sheet_twice_records_it_once(office: Office) -> None:
    """Somebody presses the key again, or the first run was cut off half way."""
    records(office, PUT_OFF)
    before = office.asks("case", AMARA)["events"]

    said = records(office, {})

    assert said.code == 0
    assert f"{AMARA}: recorded already, on 17 November 2026" in said.out
    assert office.asks("case", AMARA)["events"] == before


def test_a_case_that_was_only_discussed_is_told_apart(office: Office) -> None:
    """Next week's chair sees that it was on the table before."""
    said = records(office, {JAKUB_REF: {"outcome": "discussed"}})

    assert said.code == 0
    assert _status(office, JAKUB_REF) == "discussed"
    assert "recorded already" in records(office, {}).out


def test_notes_and_words_reach_the_case_and_the_letters(office: Office) -> None:
    """What was said at the table is on file; the family's letter has what is theirs."""
    filling = {
        MATEUSZ: {
            "outcome": "decline",
            "reasons": "not_resident_confirmed, other_with_text",
            "note": "Ring the school.",
            "words": "Your own council knows about you.",
        }
    }

    assert records(office, filling).code == 0
    decided = office.asks("case", MATEUSZ)["decision"]
    assert decided["note"] == "Ring the school."
    assert decided["words"] == "Your own council knows about you."
    [letter] = [
        path for path in office.letters("decline-parent") if path.suffix == ".pdf"
    ]
    assert "Your own council knows about you." in text_of(letter)
    assert "Ring the school." not in text_of(letter)
    assert decided["reasons"] == ["not_resident_confirmed", "other_with_text"]


def _faults(said: Said) -> list[str]:
    return [line for line in said.err.splitlines() if line[:1].isalpha()]


@pytest.mark.parametrize(
    ("row", "cell", "told"),
    [
        pytest.param(
            {"outcome": "acept"},
            "D2",
            "“acept” is not an outcome of this service. Is “accept” meant?",
            id="a mistyped outcome",
        ),
        pytest.param(
            {"outcome": "close"},
            "D2",
            "“close” is not an outcome",
            id="an outcome no meeting has",
        ),
        pytest.param(
            {"outcome": "decline"},
            "D2",
            "say why. Add the column “reasons” with one of",
            id="a decline without a reason",
        ),
        pytest.param(
            {"outcome": "decline", "reasons": "not_resident"},
            "E2",
            "Is “not_resident_confirmed” meant?",
            id="a mistyped reason",
        ),
        pytest.param(
            {"outcome": "decline", "reasons": "not_resident_confirmed"},
            "D2",
            "say why with the column “despite”",
            id="a reason the findings speak against",
        ),
        pytest.param(
            {"note": "Ask again."},
            "F2",
            "gives no outcome",
            id="a note without an outcome",
        ),
        pytest.param(
            {"reference": "ESMA-2026-0009-9", "outcome": "ask"},
            "A2",
            "There is no case",
            id="a reference nobody has",
        ),
        pytest.param(
            {"reference": "", "outcome": "ask"}, "A2", "no reference", id="no reference"
        ),
        pytest.param(
            {"reference": JAKUB_REF, "outcome": "ask"},
            "A3",
            f"{JAKUB_REF} stands in row 2 and in row 3",
            id="a case twice",
        ),
        pytest.param(
            {"outcome": "accept", "as of": "yesterday"},
            "I2",
            "Copy the column “as of”",
            id="a stamp somebody changed",
        ),
    ],
)
def test_a_row_that_cannot_be_recorded_is_named_by_its_cell(
    office: Office, row: dict[str, str], cell: str, told: str
) -> None:
    """Whoever filled it in finds the place and reads what would put it right."""
    said = records(office, {AMARA: row})

    [fault] = [line for line in _faults(said) if line.startswith(f"{cell}: ")]
    assert told in fault
    assert said.code == 1


WRONG: Filling = {**PUT_OFF, JAKUB_REF: {"outcome": "maybe"}}


def test_one_wrong_row_keeps_all_from_being_recorded(office: Office) -> None:
    """Half a meeting on file is worse than none: nobody knows which half."""
    said = records(office, WRONG)

    assert said.code == 1
    assert "Nothing was recorded." in said.err
    assert _status(office, AMARA) == "ready_for_meeting"


def test_only_good_records_the_rows_that_are_right(office: Office) -> None:
    """Letters that are ready need not wait for one that is not."""
    said = records(office, WRONG, "--only-good")

    assert said.code == 1
    assert _status(office, AMARA) == "deferred"
    assert _status(office, JAKUB_REF) == "incomplete"


def test_the_mended_sheet_goes_on_where_the_first_run_ended(office: Office) -> None:
    """Nobody has to take out the rows that went through."""
    records(office, WRONG, "--only-good")

    said = records(office, {JAKUB_REF: {"outcome": "ask"}})

    assert said.code == 0
    assert f"{AMARA}: recorded already" in said.out
    assert f"{JAKUB_REF}: recorded ask" in said.out


def test_the_office_records_what_the_office_may_and_no_more(office: Office) -> None:
    """Taking a child on is for a lead teacher to decide, in a sheet as anywhere."""
    (office.workspace.root / "people.toml").write_text(
        '[[person]]\nname = "Ada Desk"\nroles = ["admin"]\n', encoding="utf-8"
    )
    path = fill_in(
        sheet(office),
        {AMARA: {"outcome": "accept"}, JAKUB_REF: {"outcome": "ask"}},
    )

    told = office.asks("meeting", "record", str(path), "--by", "Ada Desk", "-n")

    assert [(row["case"], row["outcome"]) for row in told["right"]] == [
        (JAKUB_REF, "ask")
    ]
    [fault] = told["faults"]
    assert (fault["cell"], fault["sentence"]) == (
        "D2",
        "To accept it takes a lead teacher.",
    )


def test_a_dry_run_records_nothing(office: Office) -> None:
    """Somebody tries the sheet before everybody has left the room."""
    said = records(office, PUT_OFF, "--dry-run")

    assert f"{AMARA}: would record defer" in said.out
    assert _status(office, AMARA) == "ready_for_meeting"


def test_a_case_that_changed_since_is_looked_at_again(office: Office) -> None:
    """A paper that came on the morning of the meeting may change its outcome."""
    path = fill_in(sheet(office), PUT_OFF)
    office.types("correct", AMARA, "year_group", "11", *BY, "--why", "The school rang.")

    said = office.types("meeting", "record", str(path), *BY)
    assert said.code == 1
    assert "an answer was corrected on 17 November" in said.err
    again = office.types("meeting", "record", str(path), *BY, "--changed-too")
    assert again.code == 0
    assert _status(office, AMARA) == "deferred"


def test_a_decision_taken_otherwise_meanwhile_is_not_written_over(
    office: Office,
) -> None:
    """Two people record the same meeting, and do not agree."""
    path = fill_in(sheet(office), {JAKUB_REF: {"outcome": "ask"}})
    office.types("decide", JAKUB_REF, "defer", *BY)

    said = office.types("meeting", "record", str(path), *BY)

    assert "somebody decided on 17 November" in said.err
    assert _status(office, JAKUB_REF) == "deferred"


def test_a_sheet_made_by_hand_needs_two_columns(office: Office, tmp_path: Path) -> None:
    """An office may keep its own list of outcomes."""
    path = tmp_path / "ours.csv"
    path.write_text(f"Outcome;Reference\ndefer;{AMARA.lower()}\n", encoding="utf-8")

    assert office.types("meeting", "record", str(path), *BY).code == 0
    assert _status(office, AMARA) == "deferred"


def test_a_sheet_without_the_column_is_told_what_it_needs(
    office: Office, tmp_path: Path
) -> None:
    """Somebody picked the wrong file."""
    path = tmp_path / "other.csv"
    path.write_text("Name,Outcome\nx,accept\n", encoding="utf-8")

    said = office.types("meeting", "record", str(path), *BY)

    assert said.code == 1
    assert "needs a column called “reference”" in said.err


def test_a_case_the_meeting_did_not_have_may_be_on_the_sheet(office: Office) -> None:
    """What is learnt at the table may settle what the papers did not."""
    path = sheet(office)
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(f"{text}{ALONE},NA,,redirect,hospital_providing,,,,\n", "utf-8-sig")

    assert office.types("meeting", "record", str(path), *BY).code == 0
    assert _status(office, ALONE) == "redirected"


def test_nobody_off_the_list_records_a_meeting(office: Office) -> None:
    """A decision has a name, and the name is somebody's of the desk."""
    path = fill_in(sheet(office), PUT_OFF)

    said = office.types("meeting", "record", str(path), "--by", "Nobody Known")

    assert said.code == 2
    assert _status(office, AMARA) == "ready_for_meeting"
