"""Labels and answers of other people's printed forms."""

from __future__ import annotations

import pytest

from tests.papers import drawings
from tests.papers.drawings import Sheet
from toolkit.model import Mark, MarkKind, Route
from toolkit.reading import read
from toolkit.reading.pages.pairs import Rule, Word, pairs_of
from toolkit.reading.pages.words import Word as ReadWord


def read_sheet(sheet: Sheet) -> dict[str, Mark]:
    """Return the marks of a printed page by their keys, in order."""
    return {mark.key: mark for mark in read(sheet.pdf(), "form.pdf").marks}


def said(sheet: Sheet) -> dict[str, str | bool | None]:
    """Return what each mark says, by its key: text, or whether it is ticked."""
    return {
        key: mark.tick if mark.kind is MarkKind.TICK else mark.text
        for key, mark in read_sheet(sheet).items()
    }


def asked(sheet: Sheet) -> list[str]:
    """Return the keys of the marks that ask."""
    return [key for key, mark in read_sheet(sheet).items() if mark.ask]


# --- text ---------------------------------------------------------------------------


def test_an_answer_stands_after_its_colon() -> None:
    """The plainest form there is."""
    sheet = Sheet().at(72, 100, "Name of pupil: Amara Okafor").at(72, 130, "UPN:")

    assert said(sheet) == {"Name of pupil": "Amara Okafor", "UPN": ""}
    assert asked(sheet) == []


def test_two_pairs_on_one_row_are_two_answers() -> None:
    """Forms save paper."""
    sheet = Sheet().at(72, 100, "Forename: Jakub").at(300, 100, "Surname: Wiśniewski")

    assert said(sheet) == {"Forename": "Jakub", "Surname": "Wiśniewski"}
    assert asked(sheet) == []


def test_two_pairs_without_a_gap_ask() -> None:
    """Nothing says where the first answer ends and the second label begins."""
    sheet = Sheet().at(72, 100, "Forename: Jakub Legal surname: Wiśniewski")

    assert set(asked(sheet)) == set(said(sheet))
    assert "Jakub" in str(said(sheet)["Forename"])


def test_a_table_of_labels_and_answers_is_read_across() -> None:
    """What most schools make in Word and print."""
    sheet = Sheet().table(
        72, 100, [110, 200], [["Name", "Amara Okafor"], ["Date of birth", "03/05/2012"]]
    )

    assert said(sheet) == {"Name": "Amara Okafor", "Date of birth": "03/05/2012"}
    assert asked(sheet) == []


def test_a_table_of_two_pairs_a_row_is_read_across() -> None:
    """Label, answer, label, answer."""
    sheet = Sheet().table(
        40, 100, [90, 150, 90, 150], [["Forename:", "Jakub", "Surname:", "Okafor"]]
    )

    assert said(sheet) == {"Forename": "Jakub", "Surname": "Okafor"}


def test_a_table_with_heads_is_read_down_and_asks() -> None:
    """Which row it is may matter as much as which column."""
    sheet = Sheet().table(
        72,
        100,
        [130, 130, 130],
        [["Name", "Relationship", "Phone"], ["Amara Okafor", "Aunt", "01632 960123"]],
    )

    assert said(sheet) == {
        "Name": "Amara Okafor",
        "Relationship": "Aunt",
        "Phone": "01632 960123",
    }
    assert set(asked(sheet)) == {"Name", "Relationship", "Phone"}


def test_a_head_of_two_columns_is_no_pair() -> None:
    """`Name` is not answered by `Relationship`."""
    sheet = Sheet().table(
        72, 100, [130, 130], [["Name", "Relationship"], ["", ""], ["", ""]]
    )

    assert "Relationship" not in said(sheet).values()


def test_a_box_is_labelled_from_above() -> None:
    """As our own blanks do it."""
    sheet = Sheet().at(72, 100, "Home address").box(72, 106, 300, 60)
    sheet.at(78, 122, "12 Mill Lane").at(78, 138, "Hertford")

    assert said(sheet) == {"Home address": "12 Mill Lane\nHertford"}
    assert asked(sheet) == []


def test_a_box_is_labelled_from_the_left() -> None:
    """An empty box is a question left blank."""
    sheet = Sheet().at(72, 100, "Postcode").box(140, 88, 120, 18)

    assert said(sheet) == {"Postcode": ""}


def test_a_box_with_words_on_two_sides_asks() -> None:
    """Either could be its label."""
    sheet = Sheet().at(80, 100, "Office use").at(145, 84, "Postcode")
    sheet.box(140, 90, 120, 18).at(146, 102, "AL97 4QT")

    assert asked(sheet) != []


def test_letters_in_boxes_of_their_own_are_one_answer() -> None:
    """A date in eight little boxes is a date."""
    sheet = Sheet().at(72, 100, "Date of birth:")
    for at, letter in enumerate("03052012"):
        sheet.box(160 + 18 * at, 87, 18, 18).at(166 + 18 * at, 100, letter)

    assert said(sheet) == {"Date of birth": "03052012"}


@pytest.mark.parametrize("leader", ["_" * 30, "." * 40])
def test_a_line_to_write_on_is_no_answer(leader: str) -> None:
    """Dots and underscores are where an answer goes."""
    sheet = Sheet().at(72, 100, f"Headteacher {leader}")

    assert said(sheet) == {"Headteacher": ""}


def test_words_on_a_line_to_write_on_are_the_answer() -> None:
    """Somebody typed over the underscores."""
    sheet = Sheet().at(72, 100, "Headteacher ______ Siobhan O'Neill _____")

    assert said(sheet) == {"Headteacher": "Siobhan O'Neill"}


def test_words_on_a_drawn_line_are_the_answer() -> None:
    """The line is drawn, not typed."""
    sheet = Sheet().at(72, 100, "Signed").line(120, 103, 320, 103)
    sheet.at(72, 160, "Role:").line(120, 163, 320, 163).at(130, 160, "SENCo")

    assert said(sheet) == {"Signed": "", "Role": "SENCo"}


def test_an_answer_under_its_label_asks() -> None:
    """It may as well say something of its own."""
    sheet = Sheet().at(72, 100, "Reason for absence:").at(72, 113, "Migraine")

    assert said(sheet) == {"Reason for absence": "Migraine"}
    assert asked(sheet) == ["Reason for absence"]


def test_the_same_label_twice_has_two_keys() -> None:
    """Two parents, one form."""
    sheet = Sheet().at(72, 100, "Name: Amara Okafor").at(72, 130, "Name: Jakub Okafor")
    marks = read_sheet(sheet)

    assert list(marks) == ["Name", "Name#2"]
    assert marks["Name#2"].place.label == "Name"


def test_a_value_that_fills_its_cell_asks() -> None:
    """There may be more of it that nobody sees."""
    sheet = Sheet().table(72, 100, [80, 66], [["Town:", "Hertfordshire"]])

    assert asked(sheet) == ["Town"]


def test_a_value_that_runs_out_of_its_box_asks() -> None:
    """The end of it stands outside, or is cut off where it is shown."""
    sheet = Sheet().at(72, 100, "Reason").box(140, 88, 100, 18)
    sheet.at(144, 100, "Migraine, since the half term holiday")

    assert asked(sheet) == ["Reason"]


def test_a_mark_says_how_it_was_read_and_where() -> None:
    """A person who looks is sent to the page and the place."""
    mark = read_sheet(Sheet().at(72, 100, "UPN: F919999916001"))["UPN"]

    assert mark.how is Route.PAGE
    assert mark.place.page == 1
    assert mark.place.paper != ""
    assert mark.place.box == pytest.approx((99, 90, 171, 103), abs=4)


def test_a_letter_is_no_form() -> None:
    """Its sentences are not answers, whatever they end in."""
    sheet = Sheet().at(72, 100, "Dear Mrs O'Neill")
    sheet.at(72, 130, "Amara cannot attend school at present. Would you like to")
    sheet.at(72, 144, "know more? Please ring us. We see her again in six weeks.")

    assert said(sheet) == {}


# --- ticks --------------------------------------------------------------------------


def test_a_crossed_box_is_the_chosen_answer() -> None:
    """One tick for each printed answer, named by its question."""
    sheet = Sheet().at(72, 100, "Is the pupil looked after?")
    sheet.tick(240, 90).at(258, 100, "Yes").tick(300, 90, "cross").at(318, 100, "No")

    assert said(sheet) == {
        "Is the pupil looked after?: Yes": False,
        "Is the pupil looked after?: No": True,
    }
    assert asked(sheet) == []


def test_boxes_after_their_words_are_told_from_boxes_before_them() -> None:
    """Read the wrong way round, every yes would be a no."""
    sheet = Sheet().at(72, 100, "Is the pupil looked after?")
    sheet.at(240, 100, "Yes").tick(262, 90, "cross").at(300, 100, "No").tick(318, 90)

    assert said(sheet) == {
        "Is the pupil looked after?: Yes": True,
        "Is the pupil looked after?: No": False,
    }


def test_boxes_after_their_words_with_a_hint_behind_are_not_taken_for_before() -> None:
    """`(please tick one)` is nobody's answer."""
    sheet = Sheet().at(72, 100, "Yes").tick(94, 90, "cross")
    sheet.at(130, 100, "No").tick(148, 90).at(190, 100, "(please tick one)")
    ticked = [key for key, tick in said(sheet).items() if tick]

    assert ticked == ["Yes"]


def test_a_dot_in_a_circle_is_a_tick() -> None:
    """Radio buttons come out as circles."""
    sheet = Sheet().at(72, 100, "Home educated?")
    sheet.ring(170, 89, 12).dot(173, 92, 6).at(188, 100, "Yes")
    sheet.ring(230, 89, 12).at(248, 100, "No")

    assert said(sheet) == {"Home educated?: Yes": True, "Home educated?: No": False}


def test_a_faint_speck_in_a_box_asks() -> None:
    """It may be a slip of the pen, or the pen may have been dry."""
    sheet = Sheet().at(72, 100, "Consent given?").tick(180, 89).dot(184, 93, 2.2)
    sheet.at(200, 100, "Yes")
    [mark] = read_sheet(sheet).values()

    assert mark.tick is None
    assert mark.ask


def test_a_question_above_its_boxes_is_found_by_column() -> None:
    """Two questions side by side must not share their answers."""
    sheet = Sheet().at(72, 100, "Home educated?").at(320, 100, "A twin?")
    sheet.tick(72, 108, "cross").at(90, 118, "Yes").tick(130, 108).at(148, 118, "No")
    sheet.tick(320, 108).at(338, 118, "Yes").tick(380, 108, "cross").at(398, 118, "No")

    assert said(sheet) == {
        "Home educated?: Yes": True,
        "Home educated?: No": False,
        "A twin?: Yes": False,
        "A twin?: No": True,
    }


def test_a_question_over_two_lines_is_whole() -> None:
    """Half a question may ask the opposite."""
    sheet = Sheet().at(72, 100, "Has the school authorised")
    sheet.at(72, 113, "the absence?").tick(240, 103, "cross").at(258, 113, "Yes")

    assert list(said(sheet)) == ["Has the school authorised the absence?: Yes"]


def test_tick_letters_are_tick_boxes() -> None:
    """Word writes its boxes as letters."""
    marks = pairs_of(words("Looked after? ☒ Yes ☐ No"))

    assert [(mark.key, mark.tick) for mark in marks] == [
        ("Looked after?: Yes", True),
        ("Looked after?: No", False),
    ]


def test_bullets_of_a_list_are_no_ticks() -> None:
    """A list in a letter would otherwise be a form full of yeses."""
    marks = pairs_of(words("● attends two days a week") + words("✓ eats well", top=130))

    assert marks == ()


@pytest.mark.parametrize(
    ("struck", "yes", "no"),
    [
        pytest.param("no", True, False, id="no-is-deleted"),
        pytest.param("yes", False, True, id="yes-is-deleted"),
        pytest.param("", False, False, id="nothing-is-deleted"),
    ],
)
def test_delete_as_appropriate_is_answered_by_what_is_left(
    struck: str,
    yes: bool,  # noqa: FBT001 - what is ticked
    no: bool,  # noqa: FBT001
) -> None:
    """`YES / NO` with nothing deleted is a question left blank."""
    sheet = Sheet().at(72, 100, "Parent agrees: YES / NO")
    left = {"yes": 155, "no": 187}.get(struck)
    sheet.line(left, 96, left + 20, 96) if left else sheet

    assert said(sheet) == {"Parent agrees: YES": yes, "Parent agrees: NO": no}
    assert asked(sheet) == []


def test_a_ring_round_a_word_chooses_it() -> None:
    """People circle as often as they tick."""
    sheet = Sheet().at(72, 100, "Parent agrees: YES / NO").ring(150, 87, 28, 18)

    assert said(sheet) == {"Parent agrees: YES": True, "Parent agrees: NO": False}


def test_a_ring_round_what_is_deleted_asks() -> None:
    """Somebody changed their mind, or somebody else did."""
    sheet = Sheet().at(72, 100, "Parent agrees: YES / NO")
    sheet.ring(150, 87, 28, 18).line(155, 96, 176, 96)

    assert set(asked(sheet)) == {"Parent agrees: YES", "Parent agrees: NO"}


def test_a_box_without_a_question_makes_no_other_ask() -> None:
    """One odd box must not send a person to look at the whole page."""
    sheet = Sheet().tick(72, 90).at(90, 100, "I agree").at(72, 140, "UPN:")

    assert said(sheet) == {"I agree": False, "UPN": ""}
    assert asked(sheet) == []


def test_an_answer_that_is_another_label_asks() -> None:
    """`Address` is hardly answered by `Postcode`."""
    sheet = Sheet().table(
        72, 100, [100, 100], [["Address", "Postcode"], ["Postcode", "AL97 4QT"]]
    )

    assert asked(sheet) == ["Address"]


# --- from a machine -----------------------------------------------------------------


def test_words_that_a_machine_read_keep_how_sure_it_was() -> None:
    """The least sure word says how sure the answer is."""
    read_words = [
        ReadWord("UPN:", (72, 90, 100, 102), 1, 0.99),
        ReadWord("F9199", (104, 90, 140, 102), 1, 0.61),
    ]
    [mark] = pairs_of(read_words, how=Route.MACHINE)

    assert mark.how is Route.MACHINE
    assert mark.confidence == pytest.approx(0.61)


def words(line: str, *, top: float = 100) -> list[Word]:
    """Return a line's words, each letter six points wide."""
    found, left = [], 72.0
    for text in line.split():
        right = left + 6 * len(text)
        found.append(Word(text, (left, top, right, top + 12)))
        left = right + 3
    return found


def test_no_words_are_no_marks() -> None:
    """A page of lines is no form."""
    assert pairs_of([], rules=drawings.cross_lines()) == ()


# --- what is doubtful ---------------------------------------------------------------


def test_a_colon_in_the_middle_of_sentences_asks() -> None:
    """Somebody's sentences are no labels, whatever signs are in them."""
    sheet = Sheet().at(
        72, 100, "She has been away since the half term, see the letter."
    )
    sheet.at(72, 113, "Review in six weeks: Dr Birch.")

    assert asked(sheet) == ["Review in six weeks"]


def test_letters_that_nobody_meant_ask() -> None:
    """Programs that mix up their tables of letters draw such signs for dashes."""
    sheet = (
        Sheet().at(72, 100, "Advice: five hours ± see letter").at(72, 130, "UPN: F91")
    )

    assert asked(sheet) == ["Advice"]


def test_a_box_far_from_its_label_is_read_and_asks() -> None:
    """Boxes that are ranged right stand far from short labels."""
    sheet = Sheet().at(72, 100, "Name").box(300, 88, 200, 18).at(306, 101, "Amara")

    assert said(sheet) == {"Name": "Amara"}
    assert asked(sheet) == ["Name"]


def test_a_label_of_two_lines_ranged_right_is_whole() -> None:
    """Its lines end where the box begins."""
    words = [
        Word("Hours", (100, 90, 130, 101)),
        Word("in", (135, 90, 150, 101)),
        Word("school", (110, 102, 150, 113)),
    ]
    sides = [
        Rule((160, 92, 260, 92.5)),
        Rule((160, 112, 260, 112.5)),
        Rule((160, 92, 160.5, 112)),
        Rule((260, 92, 260.5, 112)),
    ]

    assert [mark.key for mark in pairs_of(words, sides)] == ["Hours in school"]


def test_a_box_on_no_line_of_words_is_told_all_the_same() -> None:
    """A tick is an answer, wherever its words are."""
    sheet = Sheet().tick(72, 90, "x").at(92, 122, "I agree")

    assert said(sheet) == {"I agree": True}
    assert asked(sheet) == ["I agree"]


def test_a_table_with_an_empty_corner_names_row_and_column() -> None:
    """A number under `Now` means nothing without its row."""
    rows = [["", "Before", "Now"], ["Hours", "25", "5"], ["Days", "5", "2"]]
    sheet = Sheet().table(72, 100, [110, 110, 110], rows)

    assert said(sheet)["Hours / Now"] == "5"
    assert said(sheet)["Days / Before"] == "5"
    assert set(asked(sheet)) == set(said(sheet))


def test_a_head_is_no_answer_of_its_neighbour() -> None:
    """`Address` is not answered by `Postcode`, but by what stands under it."""
    rows = [["Address", "Postcode"], ["12 Mill Lane", "AL97 4QT"]]
    sheet = Sheet().table(72, 100, [150, 150], rows)

    assert said(sheet) == {"Address": "12 Mill Lane", "Postcode": "AL97 4QT"}
    assert set(asked(sheet)) == {"Address", "Postcode"}


def test_the_next_label_taken_for_an_answer_asks() -> None:
    """An answer that was left out makes the next label look like one."""
    sheet = Sheet().table(72, 100, [150, 150], [["Home address", "Postcode"]])

    assert asked(sheet) == ["Home address"]
