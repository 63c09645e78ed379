from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.recognise.invented import MEDICAL, letter, service
from tests.recognise.printed import (
    ANSWERS,
    LESSONS,
    TITLE,
    box,
    copy,
    lessons,
    on_paper,
    pair,
)
from toolkit.model import Document, Mark, MarkKind, PaperSort, Place, Recognised, Route
from toolkit.recognise import recognise

EDITION = "northshire/lessons/2026"
WRITTEN = {
    "forename": "Amara",
    "surname": "Okafor",
    "dob": "03/05/2012",
    "upn": "F919999916001",
    "school": "Willowmere High",
    "parent_1_name": "Ngozi Okafor",
    "parent_1_phone": "01632 960001",
    "parent_2_name": "Chidi Okafor",
    "parent_2_phone": "01632 960002",
    "working": "Mornings",
    "not_working": "Whole days",
    "signature": "Grace Marsh",
    "signed_on": "12/11/2026",
}


def read(document: Document) -> Recognised:
    """Return what a document is recognised as."""
    return recognise(document, [lessons()])


def texts(found: Recognised) -> dict[str, str]:
    """Return what was written, by question."""
    return {key: mark.text for key, mark in found.answers.items()}


def asking(found: Recognised) -> set[str]:
    """Return the questions that ask a person."""
    return {key for key, mark in found.answers.items() if mark.ask}


def test_a_printed_copy_is_read_by_its_labels() -> None:
    """Half of what schools send has been printed, or typed into Word."""
    found = read(copy())

    assert found.fit is not None
    assert (found.fit.form, found.fit.how, found.fit.edition) == (
        "lessons",
        "labels",
        "",
    )
    assert texts(found) == WRITTEN


def test_on_a_page_whose_blank_we_lack_every_answer_is_looked_at() -> None:
    """Only the layout says which answer is whose, and nobody showed us this one."""
    printed, typed = read(copy()), read(copy(how=Route.WORD))

    assert asking(printed) == {key for key, text in WRITTEN.items() if text}
    assert [p.code for p in printed.document.problems] == ["read-by-labels"]
    assert asking(typed) == set()
    assert typed.document.problems == ()


def test_a_copy_with_its_edition_is_that_edition() -> None:
    """The id is printed on every page of it."""
    found = read(copy(title="", edition=EDITION))

    assert found.fit is not None
    assert found.fit.edition == "2026"
    assert texts(found) == WRITTEN


def test_a_copy_that_a_machine_read_says_so() -> None:
    """The page shows such answers beside the picture."""
    found = read(copy(how=Route.MACHINE))

    assert found.fit is not None
    assert found.fit.how == "machine"


def test_labels_under_headings_nobody_could_read_are_asked_about() -> None:
    """`Surname` alone may be anybody's; `UPN` is only ever the pupil's."""
    found = read(copy(headings=False, how=Route.WORD))

    assert {"forename", "surname", "dob", "parent_1_name", "signed_on"} <= asking(found)
    assert {"upn", "school", "working", "not_working"} & asking(found) == set()


def test_a_strange_parts_labels_are_not_taken_for_the_forms_own() -> None:
    """The family doctor's telephone is not the parent's."""
    document = copy()
    lines = [line.text for line in document.lines]
    strange = pair("Phone number", "01632 960999", key="Phone number#3")
    lines += ["GP details", "Phone number 01632 960999"]
    found = read(on_paper([*document.marks, strange], lines))

    assert texts(found) == WRITTEN
    assert [mark.key for mark in found.unasked] == [strange.key]


def test_the_second_of_two_rows_is_told_by_its_heading() -> None:
    """Though its labels are those of the first."""
    found = read(copy(without=["1 Phone number *"], answers=ANSWERS))

    assert found.answers["parent_1_name"].text == "Ngozi Okafor"


def test_a_question_claimed_twice_keeps_both_and_asks() -> None:
    """A person sees the two answers side by side."""
    found = read(copy(pair("UPN", "C919999918001")))

    assert found.answers["upn"].ask
    assert found.answers["upn"].text == "F919999916001"
    assert [mark.text for mark in found.unasked] == ["C919999918001"]


def test_a_label_that_only_resembles_a_question_is_asked_about() -> None:
    """It may be another question of another form."""
    found = read(
        copy(pair("Name of the school now", "Elm School"), without=["School on roll *"])
    )

    assert found.answers["school"].ask


def test_a_hint_read_in_place_of_its_label_is_asked_about() -> None:
    """What stands nearest to the answer is often `For example 03/05/2012`."""
    first, *others = LESSONS.sections
    questions = [replace(q, hint="As on the register") for q in first.questions[-1:]]
    section = replace(first, questions=(*first.questions[:-1], *questions))
    form = replace(LESSONS, sections=(section, *others))
    document = copy(
        pair("As on the register", "Elm School"), without=["School on roll *"]
    )

    answer = recognise(document, [lessons(form)]).answers["school"]

    assert (answer.text, answer.ask) == ("Elm School", True)


def test_a_misspelling_counts_only_where_a_machine_read_it() -> None:
    """Printed labels have none."""
    answers = {
        label.replace("working well", "workinq well"): a for label, a in ANSWERS.items()
    }

    typed, scanned = (
        read(copy(answers=answers, how=Route.WORD)),
        read(copy(answers=answers, how=Route.MACHINE)),
    )

    assert typed.answers["working"].ask
    assert scanned.answers["working"].text == WRITTEN["working"]


def test_marks_nobody_asked_for_are_kept() -> None:
    """Nothing on a paper is dropped."""
    found = read(copy(pair("Favourite colour", "green")))

    assert [mark.text for mark in found.unasked] == ["green"]


def test_blank_rooms_for_answers_are_blank_answers() -> None:
    """A copy left blank says nothing, and asks nobody about it."""
    found = read(copy(answers=dict.fromkeys(ANSWERS, ""), headings=False))

    assert set(texts(found).values()) == {""}
    assert asking(found) == set()


@pytest.mark.parametrize(
    ("ticked", "text", "ask"),
    [
        pytest.param((True, False, False), "yes", False, id="one"),
        pytest.param((False, False, True), "partly", False, id="the last"),
        pytest.param((False, False, False), "", False, id="none"),
        pytest.param((True, True, False), "Yes and No", True, id="two"),
        pytest.param((True, None, False), "Yes and No", True, id="one cannot be told"),
    ],
)
def test_ticks_beside_printed_answers_are_one_answer(
    *, ticked: Sequence[bool | None], text: str, ask: bool
) -> None:
    """What counts is which of them is ticked."""
    label = "Has the school authorised the absence?"
    options = zip(("Yes", "No", "Partly"), ticked, strict=True)
    boxes = (box(label, option, ticked=t) for option, t in options)
    found = read(copy(*boxes, how=Route.WORD))

    answer = found.answers["authorised"]
    assert (answer.text, answer.ask, answer.kind) == (text, ask, MarkKind.TEXT)
    assert found.unasked == ()


def test_a_tick_beside_an_answer_the_question_does_not_have_asks() -> None:
    """Somebody's form prints `Not yet`; ours has no such answer."""
    label = "Has the school authorised the absence?"
    found = read(
        copy(box(label, "Yes", ticked=False), box(label, "Not yet", ticked=True))
    )

    assert (found.answers["authorised"].text, found.answers["authorised"].ask) == (
        "Not yet",
        True,
    )


def test_the_same_boxes_in_two_parts_are_two_answers() -> None:
    """Each parent has parental responsibility or not."""
    label = "Has parental responsibility?"
    marks = [
        box(label, "Yes", ticked=True),
        box(label, "No", ticked=False),
        box(label, "Yes", ticked=False),
        box(label, "No", ticked=True),
    ]
    found = read(copy(*marks))

    said = [found.answers[f"parent_{row}_pr"].text for row in (1, 2)]
    assert said == ["yes", "no"]


def test_ticks_of_a_list_are_ticks() -> None:
    """Each of them is a question of its own."""
    marks = [
        box("What would help?", "Lessons at home", ticked=True),
        box("What would help?", "Lessons online", ticked=False),
        box("What would help?", "Something else", ticked=True),
    ]
    found = read(copy(*marks))

    ticks = {
        key: m.tick for key, m in found.answers.items() if key.startswith("support")
    }
    assert ticks == {"support_home": True, "support_online": False}
    assert [mark.key for mark in found.unasked] == ["What would help?: Something else"]


@pytest.mark.parametrize(
    ("document", "candidates"),
    [
        pytest.param(copy(title="Our form"), ["lessons"], id="another title"),
        pytest.param(
            on_paper([pair("Surname", "Okafor"), pair("D.O.B.", "3/5/12")]),
            [],
            id="two labels and the title",
        ),
        pytest.param(
            on_paper([pair("Surname", "Okafor")], ["Our form"]), [], id="one label"
        ),
    ],
)
def test_too_little_of_a_form_is_no_form(
    document: Document, candidates: Sequence[str]
) -> None:
    """Every form about a child has a name and a date of birth on it."""
    found = read(document)

    assert found.fit is None
    assert [fit.form for fit in found.candidates if fit.sure > 0.3] == candidates
    assert [m.text for m in found.unasked] == [m.text for m in document.marks]
    assert all(mark.ask for mark in found.unasked if mark.text)
    assert [p.code for p in found.document.problems] == ["no-form-we-know"]


def test_a_letter_with_labels_in_it_is_a_letter() -> None:
    """Clinic letters give name and date of birth in a table."""
    text = "Clinic letter\nPatient: Amara Okafor\nDOB: 03/05/2012"
    document = letter(text)
    marks = [pair("Patient", "Amara Okafor"), pair("DOB", "03/05/2012")]
    found = recognise(
        replace(document, marks=tuple(marks)), [service(LESSONS, sorts=[MEDICAL])]
    )

    assert found.fit is not None
    assert found.fit.form == "medical-letter"


def test_two_forms_whose_labels_fit_alike_leave_the_choice_to_a_person() -> None:
    """Two councils may use one form."""
    twin = replace(LESSONS, service="southshire")
    services = [lessons(), replace(lessons(twin), key="southshire")]

    found = recognise(copy(), services)

    assert found.fit is None
    assert len(found.candidates) == 2


def test_a_strange_programs_fields_are_read_by_what_they_say() -> None:
    """Its field names are its own, but each says what it asks."""
    labels = [
        f"Parent or carer {label}".replace(" Full", ": Full").replace(
            " Phone", ": Phone"
        )
        if label[0].isdigit()
        else label
        for label in ANSWERS
    ]
    marks = [
        Mark(f"Text{at}", text=text, place=Place(label=label))
        for at, (label, text) in enumerate(zip(labels, ANSWERS.values(), strict=True))
    ]
    document = replace(
        on_paper(marks, how=Route.FIELD), sort=PaperSort.PDF_FORM, edition=EDITION
    )

    found = read(document)

    assert texts(found) == WRITTEN
    assert asking(found) == {"forename", "surname", "dob", "signature", "signed_on"}


def test_a_field_without_a_label_is_read_by_its_name() -> None:
    """Many programs let nobody give a label."""
    marks = [Mark("SchoolOnRoll", text="Elm School"), *copy().marks]
    document = on_paper(
        [m for m in marks if not m.key.startswith("School on")], how=Route.FIELD
    )

    assert read(document).answers["school"].text == "Elm School"


def test_where_boxes_are_known_the_heading_above_decides() -> None:
    """Whatever order the words of the file are in."""

    def at(top: float, text: str) -> Place:
        return Place("0" * 64, 1, (72, top, 300, top + 12), text)

    document = copy(how=Route.WORD)
    tops = {line.text: 20.0 * n for n, line in enumerate(document.lines)}
    lines = [replace(line, place=at(tops[line.text], "")) for line in document.lines]
    marks = [
        replace(m, place=at(tops[f"{m.place.label} {m.text}"], m.place.label))
        for m in document.marks
    ]
    found = read(replace(document, marks=tuple(marks[::-1]), lines=tuple(lines)))

    assert texts(found) == WRITTEN
    assert asking(found) == set()


@given(st.data())
def test_no_loss_of_labels_or_lines_makes_an_answer_another_questions(
    data: st.DataObject,
) -> None:
    """What was read less well may be missing or ask; it is never silently wrong."""
    document = copy()
    marks = data.draw(st.lists(st.sampled_from(document.marks), unique=True))
    lines = data.draw(st.lists(st.sampled_from(document.lines), unique=True))
    kept = [mark for mark in document.marks if mark in marks]
    texts_kept = [TITLE, *(line.text for line in document.lines if line in lines)]

    found = read(on_paper(kept, texts_kept))

    wrong = {
        key: mark.text
        for key, mark in found.answers.items()
        if not mark.ask and mark.text != WRITTEN[key]
    }
    assert wrong == {}
