from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.recognise.labels import (
    ALIKE,
    EXACT,
    MISSPELT,
    NEARLY,
    answer_words,
    of_name,
    plain,
    starts_like,
    sureness,
)


@pytest.mark.parametrize(
    ("printed", "spelt"),
    [
        pytest.param("1.2 Date of birth*:", "date of birth", id="number and star"),
        pytest.param("D.O.B.", "date of birth", id="short for a birth"),
        pytest.param("Section 2: Details of pupil", "detail of pupil", id="section"),
        pytest.param("Q3. Surname", "surname", id="question number"),
        pytest.param("Date (dd/mm/yyyy)", "date", id="hint in brackets"),
        pytest.param("First name(s)", "first name", id="plural in brackets"),
        pytest.param("Parent/Carer (1)", "parent 1", id="a row's number stays"),
        pytest.param("Child’s first name", "pupil first name", id="child is pupil"),
        pytest.param("Tel. No.:", "telephone", id="telephone"),
        pytest.param("E-mail address", "email", id="e-mail"),
        pytest.param("Full name#2", "full name", id="a repeat"),
        pytest.param("15-day notification date", "15 day notification date", id="15"),
        pytest.param("Unique learner number", "unique learner number", id="not UPN"),
        pytest.param("* :", "", id="nothing"),
    ],
)
def test_a_label_has_one_spelling(printed: str, spelt: str) -> None:
    """Offices number, star and shorten the same question in many ways."""
    assert plain(printed) == spelt


@pytest.mark.parametrize(
    ("label", "name", "sure"),
    [
        pytest.param("Date of birth", "D.O.B.", EXACT, id="one spelling"),
        pytest.param("Name of school", "School name", NEARLY, id="other order"),
        pytest.param("Your job title", "Job title", NEARLY, id="a weak word"),
        pytest.param("Legal sumame", "Legal surname", MISSPELT, id="rn seen as m"),
        pytest.param("Date of bith", "Date of birth", MISSPELT, id="a letter lost"),
        pytest.param("Dateofbirth", "Date of birth", MISSPELT, id="gaps lost"),
    ],
)
def test_two_labels_that_ask_the_same_are_told_by_how_they_differ(
    label: str, name: str, sure: float
) -> None:
    """Only a machine's misreadings count as spelling; words count as words."""
    assert sureness(plain(label), plain(name)) == sure


@pytest.mark.parametrize(
    ("label", "name"),
    [
        pytest.param("Unauthorised absence", "Authorised absence", id="the opposite"),
        pytest.param("What is not working", "What is working", id="not"),
        pytest.param("Mother", "Father", id="mother and father"),
        pytest.param("Maternal aunt", "Paternal aunt", id="maternal and paternal"),
        pytest.param("Start date", "End date", id="start and end"),
        pytest.param("Planned review", "Planned start", id="review and start"),
        pytest.param("Parent 1 name", "Parent 2 name", id="two rows"),
        pytest.param("Discharge date", "Charge date", id="a prefix"),
    ],
)
def test_labels_that_look_alike_and_ask_another_thing_are_never_sure(
    label: str, name: str
) -> None:
    """A yes read for a no is the worst that can happen here."""
    assert sureness(plain(label), plain(name)) <= ALIKE


@given(st.text(max_size=60))
def test_a_label_that_is_spelt_plainly_stays_so(text: str) -> None:
    """Else a name in a definition and the same label on a paper could differ."""
    assert sureness(plain(text), plain(text)) == EXACT


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_has_no_direction(one: str, other: str) -> None:
    """The paper's label and the form's name are equals."""
    first, second = plain(one), plain(other)

    assert sureness(first, second) == pytest.approx(sureness(second, first), abs=0.05)


def test_a_printed_answer_keeps_its_number_and_its_brackets() -> None:
    """`1 (very low)` and `5 (very high)` are two answers."""
    assert answer_words("1 (very low)") == "1 very low"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("form1[0].#subform[0].ChildName[0]", "Child Name", id="XFA"),
        pytest.param("child_first_name", "child first name", id="underscores"),
        pytest.param("Parent1Phone", "Parent 1 Phone", id="a row's number"),
    ],
)
def test_a_fields_name_is_read_as_words(name: str, words: str) -> None:
    """Many forms give their fields no other label."""
    assert of_name(name) == words


@pytest.mark.parametrize(
    ("line", "same"),
    [
        pytest.param("your consent: sharing", True, id="as printed"),
        pytest.param("yonr conscnt: sharing", True, id="misread"),
        pytest.param("sharing and your consent", False, id="not at the start"),
    ],
)
def test_a_title_that_a_machine_misread_is_still_a_title(
    *, line: str, same: bool
) -> None:
    """A scan of a form is told by its title as well."""
    assert starts_like(line, "your consent: sharing") is same
