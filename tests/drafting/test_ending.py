"""Letters about the end of support: a date, a reason, a next step, and no blame."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.drafting.cases import case_with, letter, letters, situation_of
from tests.due.situations import SERVICE, lessons, record
from tests.letters.making import DOCUMENTS, ROOTS
from tests.letters.test_wording_lint import NEVER, school_grade, sentences
from toolkit import compose
from toolkit.drafting import orders
from toolkit.errors import CannotDo, MissingFact
from toolkit.model import Case, Value

CODES = [reason.code for reason in SERVICE.exit_reasons]
LETTERS = ["exit-school", "exit-parent", "exit-pupil"]
ROBOT = record("provision", "14 Oct 2026", {"offer": "av1", "mode": "robot"})


def closed(*reasons: str, dob: str = "3 May 2012") -> Case:
    """Return a case that was closed for these reasons."""
    ends = record("exit", "18 Dec 2026", destination="full_time")
    return case_with(ends, outcome="close", reasons=reasons, dob=dob)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("key", LETTERS)
def test_every_reason_has_words_for_everybody(key: str, code: str) -> None:
    """Eight ways out, and nobody is left with a form letter."""
    reason = SERVICE.exit_reason(code)
    assert reason is not None
    said = letter(key, closed(code))

    words = {
        "exit-school": (reason.for_school, *reason.school_steps, reason.conditions),
        "exit-parent": (reason.for_parents, *reason.family_steps, reason.conditions),
        "exit-pupil": (reason.for_pupil,),
    }[key]
    assert [text for text in words if text not in said] == []
    assert len(words) >= (1 if key == "exit-pupil" else 3)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(
    ("key", "grade"), [("exit-school", 10), ("exit-parent", 6), ("exit-pupil", 4)]
)
def test_every_reason_is_told_in_plain_words(key: str, code: str, grade: int) -> None:
    """The council's own sentences are part of the letter, so they are measured too."""
    said = letter(key, closed(code))

    assert school_grade(said) <= grade
    assert [s for s in sentences(said) if len(s.split()) > 34] == []


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("key", LETTERS)
def test_no_reason_blames_threatens_or_looks_into_the_future(
    key: str, code: str
) -> None:
    """No penalty, no prognosis, no promise of a way back that is not ours to give."""
    said = letter(key, closed(code))
    never = (*NEVER[:9], r"penalt\w*", r"prognos\w*", r"\bcourt\b", r"will recover")

    assert [word for word in never if re.search(word, said, re.IGNORECASE)] == []


def test_too_unwell_says_plainly_that_the_door_is_open() -> None:
    """P:244: the one way out that families fear is for good."""
    assert "The school can refer again as soon as" in letter(
        "exit-parent", closed("too_unwell")
    )


def test_at_the_end_of_school_age_nobody_is_told_to_come_back() -> None:
    """And what comes next is named: college, sixth form, training."""
    said = letter("exit-school", closed("over_school_age"))

    assert "college, sixth form, training" in said
    assert "refer again" not in said


def test_not_attending_leads_to_the_attendance_team_as_a_help() -> None:
    """P:167: to support, and never as a threat."""
    assert "Attendance Team for advice" in letter(
        "exit-school", closed("does_not_attend")
    )


def test_the_letter_names_the_day_that_was_recorded() -> None:
    """The school plans its staff by it."""
    assert "ends on Friday 18 December 2026" in letter(
        "exit-school", closed("reintegrated")
    )


def test_without_a_record_it_ends_on_the_day_it_was_decided() -> None:
    """Closing is a decision of its own and may come without a hand-over."""
    case = case_with(outcome="close", reasons=("withdrawn_by_parent",))

    assert "ends on Monday 7 December 2026" in letter("exit-parent", case)


def test_support_never_ends_after_school_age_by_itself() -> None:
    """The last Friday in June of Year 11: here 26 June 2026, and nobody recorded it."""
    case = case_with(outcome="close", reasons=("over_school_age",), dob="3 May 2010")

    assert "Friday 26 June 2026" in letter("exit-school", case)


def test_an_end_after_school_age_is_not_written() -> None:
    """Somebody mistyped a year, and the letter would be wrong for good."""
    with pytest.raises(CannotDo, match="after compulsory school age"):
        letters("exit-school", closed("over_school_age", dob="3 May 2010"))


def test_a_case_nobody_closed_gets_no_letter_about_its_end() -> None:
    """An accepted case has a decision, and it is another one."""
    with pytest.raises(MissingFact, match="ending"):
        letters("exit-school", case_with())


def test_progress_is_celebrated_where_some_was_recorded() -> None:
    """And nothing is made up where none was."""
    seen = record(
        "progress",
        "4 Dec 2026",
        {"subject": "maths", "at_start": "Counts to 100", "now": "Adds fractions"},
    )
    with_it = case_with(seen, outcome="close", reasons=("reintegrated",))

    assert "Adds fractions" in letter("exit-pupil", with_it)
    assert "What you can do now" not in letter("exit-pupil", closed("reintegrated"))


@pytest.mark.parametrize(
    ("back", "asked"),
    [
        pytest.param({}, True, id="nobody has said"),
        pytest.param({"robot_returned": "no"}, True, id="not yet"),
        pytest.param({"robot_returned": "yes"}, False, id="it is back"),
    ],
)
def test_the_robot_is_asked_for_until_it_is_back(
    back: dict[str, str],
    asked: bool,  # noqa: FBT001 - a column of the table above
) -> None:
    """It is on loan, and somebody else is waiting for it."""
    ends = record("exit", "18 Dec 2026", **back)
    case = case_with(ROBOT, ends, outcome="close", reasons=("reintegrated",))

    assert ("telepresence robot" in letter("exit-school", case)) is asked


def test_no_robot_is_asked_for_that_was_never_lent() -> None:
    """A school would search its cupboards."""
    case = case_with(lessons("15 Oct 2026"), outcome="close", reasons=("reintegrated",))

    assert "robot" not in letter("exit-school", case)


def test_each_parent_has_a_letter_of_their_own_and_the_restricted_one_has_none() -> (
    None
):
    """VR of contact: a parent who must not hear is never written to."""
    both = closed("reintegrated")
    assert len(letters("exit-parent", both)) == 2
    one = case_with(
        outcome="close",
        reasons=("reintegrated",),
        answers={"parent_2_contact_restriction": "yes"},
    )

    [only] = letters("exit-parent", one)
    assert "Dear Adaeze Okafor" in only.text


def test_a_reason_without_words_for_the_pupil_is_not_papered_over() -> None:
    """Another council's file may lack them, and a page with a hole helps nobody."""
    reasons = tuple(replace(each, for_pupil="") for each in SERVICE.exit_reasons)
    service = replace(SERVICE, exit_reasons=reasons)
    given = replace(situation_of(closed("reintegrated")), service=service)
    template = DOCUMENTS["exit-pupil"]
    [order] = orders(template, given, 1)

    with pytest.raises(MissingFact, match="for_pupil"):
        compose.message(order, template, service, ROOTS)


# --- where no parent's name was given -----------------------------------------------

UNNAMED: dict[str, Value] = {
    "parent_1_name": "",
    "parent_2_name": "",
    "home_address_lines": "14 Larkfield Rise\nHollowmere",
    "postcode": "AL97 4QT",
}


def unnamed(**more: Value) -> Case:
    """Return a closed case whose school named no parent."""
    said = UNNAMED | more
    return case_with(outcome="close", reasons=("reintegrated",), answers=said)


def test_a_parent_nobody_named_is_written_to_as_the_pupil_s() -> None:
    """The family is not left out because a box was left empty."""
    [only] = letters("exit-parent", unnamed())

    assert only.text.startswith("Dear Parent or carer of Amara")


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"address_confidential": "yes"}, id="a secret address"),
        pytest.param({"home_address_lines": ""}, id="no address"),
        pytest.param({"parent_2_contact_restriction": "yes"}, id="a restriction"),
    ],
)
def test_nobody_is_written_to_where_it_might_reach_the_wrong_person(
    more: dict[str, Value],
) -> None:
    """An envelope to “the parent” is opened by whoever is at home."""
    with pytest.raises(MissingFact, match="Nobody can be written to"):
        letters("exit-parent", unnamed(**more))
