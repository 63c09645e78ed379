"""A form's file laid out as questions."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.catalogue.northshire import REQUEST, changed, lay_out
from toolkit.catalogue import Asked, Choice, Condition, Form, Kind, Question, load
from toolkit.catalogue import Test as Trial


@pytest.fixture
def request_form(tmp_path: Path) -> Form:
    """Return the sample council's form."""
    return _form(lay_out(tmp_path))


def _form(root: Path) -> Form:
    form = load(root).service("northshire").form("request")
    assert form is not None
    return form


def _question(form: Form, key: str) -> Question:
    question = form.question(key)
    assert question is not None
    return question


def test_a_repeated_section_is_laid_out_once_for_each_row(request_form: Form) -> None:
    """Two parents are two boxes on the page, each with its own field names."""
    rows = [section for section in request_form.sections if section.row]

    assert [row.title for row in rows] == ["Adult 1", "Adult 2", "Adult 3"]
    assert [row.questions[0].key for row in rows] == [
        "adult_1_name",
        "adult_2_name",
        "adult_3_name",
    ]
    assert rows[1].questions[0].label == "Name of adult 2"
    assert [row.intro for row in rows] == ["One box for each adult.", "", ""]


def test_only_the_first_row_is_needed(request_form: Form) -> None:
    """A family with one parent must not be asked for the second one."""
    needed = [q.key for q in request_form.questions() if q.needed]

    assert needed == ["pupil", "adult_1_name"]


def test_a_condition_in_a_row_is_about_that_row(request_form: Form) -> None:
    """What the second adult wrote must not decide what the first is asked."""
    phone = _question(request_form, "adult_2_phone")

    assert phone.applies_if == Condition(none_of=(Trial("adult_2_name", ("none",)),))


def test_ticks_are_one_question_for_each_box(request_form: Form) -> None:
    """Each box is a field of its own, so that several can be ticked."""
    ticks = [q for q in request_form.questions() if q.kind is Kind.TICK]

    assert [(q.key, q.label) for q in ticks] == [
        ("help_lessons", "Lessons"),
        ("help_robot", "A robot"),
    ]
    assert {q.group for q in ticks} == {"What would help?"}


def test_a_yes_no_question_has_its_usual_answers(request_form: Form) -> None:
    """Nobody should have to write yes and no into forty questions."""
    assert _question(request_form, "away").choices == (
        Choice("yes", "Yes"),
        Choice("no", "No"),
        Choice("unknown", "Not known"),
    )


def test_a_yes_no_question_has_a_third_answer_only_when_it_says_so(
    tmp_path: Path,
) -> None:
    """“Not known” is an invitation to leave it at that, so it is a choice."""
    form = _form(changed(tmp_path, REQUEST, "with_unknown = true\n", ""))

    assert [c.value for c in _question(form, "away").choices] == ["yes", "no"]


def test_long_text_gets_room_to_write(request_form: Form) -> None:
    """A story does not fit the one line a name fits."""
    story = _question(request_form, "story")

    assert (story.lines, story.max_length) == (4, 2000)
    assert _question(request_form, "pupil").max_length == 80


def test_a_question_is_asked_unless_it_says_otherwise(request_form: Form) -> None:
    """A question nobody marked must not vanish from the blank."""
    assert _question(request_form, "pupil").asked is Asked.ASKED
    assert _question(request_form, "year").asked is Asked.OPTIONAL


def test_every_page_can_say_which_edition_it_is(request_form: Form) -> None:
    """The edition is what a scan is laid over, years later."""
    assert request_form.edition_id == "northshire/request/2026"
    assert request_form.edition.fields == {"Name of pupil": "pupil"}
    assert [edition.id for edition in request_form.editions] == ["2025"]


def test_a_former_editions_name_may_stand_for_one_answer(tmp_path: Path) -> None:
    """Many forms have a box for yes and another for no."""
    names = '{ "Child" = "pupil", "Away: no" = "away=no" }'
    root = lay_out(tmp_path)
    changed(root, REQUEST, '{ "Child" = "pupil" }', names)

    [former] = _form(root).editions

    assert former.fields == {"Child": "pupil", "Away: no": "away=no"}


def test_other_headings_of_a_repeated_part_have_its_rows_numbers(
    tmp_path: Path,
) -> None:
    """`Parent 2` on somebody's form is the second parent."""
    root = lay_out(tmp_path)
    title = 'title_row = "Adult {n}"'
    changed(root, REQUEST, title, f'{title}\nsynonyms = ["Parent {{n}}", "Family"]')

    rows = [section.synonyms for section in _form(root).sections if section.row]

    assert rows[1] == ("Parent 2", "Family")
