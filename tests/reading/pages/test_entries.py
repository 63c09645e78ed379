"""Answers that a printed page tells from its print, and whose they are."""

from __future__ import annotations

import pytest

from tests.papers.drawings import Sheet
from tests.reading.pages.test_pairs import asked, read_sheet, said
from toolkit.reading.pages.entries import with_entries_out
from toolkit.reading.pages.pairs import TickBox, Word, pairs_of

FORM = "This form is for the school to fill in"


def form() -> Sheet:
    """Return a page with a sentence of print."""
    return Sheet().at(72, 60, FORM)


# --- laid on the page ---------------------------------------------------------------


def test_an_answer_laid_on_the_page_is_whole_in_its_box() -> None:
    """The file says where a flattened field begins and ends, so nothing is doubtful."""
    sheet = form().at(72, 100, "Home address").box(150, 88, 300, 60)
    sheet.laid(156, 102, "12 Mill Lane", "Hertford")

    assert said(sheet) == {"Home address": "12 Mill Lane\nHertford"}
    assert asked(sheet) == []


def test_an_answer_laid_after_a_colon_is_sure() -> None:
    """Its label ends where it begins."""
    sheet = form().at(72, 100, "Name of pupil:").laid(160, 100, "Amara Okafor")

    assert said(sheet) == {"Name of pupil": "Amara Okafor"}
    assert asked(sheet) == []


@pytest.mark.parametrize(
    ("left", "base"),
    [
        pytest.param(160, 100, id="to its right"),
        pytest.param(74, 114, id="below it"),
        pytest.param(74, 88, id="above it"),
        pytest.param(300, 100, id="far to its right"),
    ],
)
def test_an_answer_beside_a_label_without_a_sign_is_found_and_asks(
    left: float, base: float
) -> None:
    """Nothing is lost, and a person sees whether the label is the right one."""
    sheet = Sheet().at(72, 400, FORM).at(72, 100, "Name of pupil")
    sheet.laid(left, base, "Amara Okafor")

    assert said(sheet)["Name of pupil"] == "Amara Okafor"
    assert asked(sheet) == ["Name of pupil"]


def test_each_answer_of_a_row_goes_to_its_own_label() -> None:
    """Forms save paper."""
    sheet = form().at(72, 100, "Forename:").at(300, 100, "Surname:")
    sheet.laid(130, 100, "Jakub").laid(355, 100, "Wiśniewski")

    assert said(sheet) == {"Forename": "Jakub", "Surname": "Wiśniewski"}


def test_a_colon_in_an_answer_makes_no_label_of_it() -> None:
    """What a parent wrote is one answer, whatever signs are in it."""
    sheet = form().at(72, 100, "What helps?").box(72, 106, 400, 60)
    sheet.laid(78, 122, "Short days, see the letter.", "Review: six weeks.")

    assert said(sheet) == {
        "What helps?": "Short days, see the letter.\nReview: six weeks."
    }
    assert asked(sheet) == []


def test_letters_laid_one_to_a_box_are_one_word() -> None:
    """A date in eight boxes is no eight answers."""
    sheet = form().at(72, 100, "Code:").laid(130, 100, "A   B   C   1   2")

    assert said(sheet) == {"Code": "ABC12"}


def test_an_answer_in_a_table_has_the_names_of_its_row_and_column() -> None:
    """Either alone would not say which of the answers it is."""
    rows = [["", "Before", "Now"], ["Hours at school", "", ""], ["Days", "", ""]]
    sheet = form().table(72, 100, [120, 120, 120], rows).laid(200, 134, "25")

    assert said(sheet)["Hours at school / Before"] == "25"
    assert "Hours at school / Before" in asked(sheet)


def test_print_beside_laid_answers_asks() -> None:
    """On a form that was filled in, printed words after a colon are the form's own."""
    sheet = form().at(72, 100, "Return to: the office").at(72, 130, "Name:")
    sheet.laid(120, 130, "Amara")

    assert asked(sheet) == ["Return to"]


def test_a_laid_sign_ticks_a_box_that_nobody_drew() -> None:
    """The field was the box, and only its tick was left."""
    sheet = form().at(72, 100, "Consent given:").at(190, 100, "Yes")
    sheet.laid_tick(172, 100)

    assert said(sheet) == {"Consent given: Yes": True}


def test_a_laid_sign_in_a_drawn_box_is_one_tick() -> None:
    """The sign is no word of the answer, nor a second box."""
    sheet = form().at(72, 100, "Consent given?").tick(170, 90).at(190, 100, "Yes")
    sheet.laid_tick(172, 100)

    assert said(sheet) == {"Consent given?: Yes": True}


def test_a_sign_in_a_box_that_is_seen_as_empty_asks() -> None:
    """The file and the eye disagree, so a person has to look."""
    words = [Word("Agreed", (40, 100, 80, 110)), Word("✔", (20, 100, 30, 110), entry=1)]

    [mark] = pairs_of(words, ticks=[TickBox((18, 98, 32, 112), tick=False)])

    assert (mark.key, mark.tick, mark.ask) == ("Agreed", None, True)


def test_a_list_of_items_asks_for_the_chosen_one() -> None:
    """A flattened list shows every item; only its colour says which was chosen."""
    sheet = form().at(72, 100, "Year group:").box(140, 88, 200, 70)
    sheet.laid(146, 102, "Reception", "Infants", "Juniors", "Seniors")

    assert asked(sheet) == ["Year group"]


def test_a_page_that_is_drawn_whole_is_read_like_any_other() -> None:
    """Some programs put all they print into one drawing."""
    sheet = Sheet().laid(72, 100, "Name: Amara Okafor", "UPN: F919999916001")

    assert said(sheet) == {"Name": "Amara Okafor", "UPN": "F919999916001"}


def test_a_drawing_that_print_runs_through_is_part_of_the_page() -> None:
    """A shaded table in a drawing of its own is no answer."""
    print_ = [
        Word(t, (100 + 40 * n, 100, 130 + 40 * n, 110)) for n, t in enumerate("abc")
    ]
    wide = [Word(w.text * 3, w.box) for w in print_]
    drawn = [
        Word("Name", (90, 100, 99, 110), entry=1),
        Word("Okafor", (220, 100, 260, 110), entry=1),
    ]

    printed, entries = with_entries_out([*wide, *drawn])

    assert entries == ()
    assert len(printed) == 5


# --- on lines to write on -----------------------------------------------------------


def test_words_on_a_line_answer_the_label_before_it() -> None:
    """The plainest paper form there is."""
    sheet = form().at(72, 100, "Name of school").line(150, 102, 400, 102)
    sheet.at(160, 100, "Willowmere High School")

    assert said(sheet)["Name of school"] == "Willowmere High School"


def test_small_print_below_a_line_is_its_label() -> None:
    """`Signature` stands under its line on many forms."""
    sheet = form().line(72, 102, 300, 102).at(80, 99, "Siobhan Marsh")
    sheet._drawn.append("BT /F1 7 Tf 74 731 Td <004E0061006D0065> Tj ET")

    assert said(sheet)["Name"] == "Siobhan Marsh"
    assert asked(sheet) == ["Name"]


def test_an_underlined_heading_is_no_answer() -> None:
    """The line under it is as long as its words."""
    sheet = form().at(72, 100, "Section").at(120, 100, "Pupil").line(120, 102, 147, 102)

    assert "Pupil" not in said(sheet).values()


def test_rows_between_level_lines_are_not_written_on_them() -> None:
    """A table without upright lines has words of several columns on each line."""
    sheet = form()
    for down, (label, answer) in enumerate([("Name", "Amara"), ("Class", "9B")]):
        sheet.at(72, 100 + 20 * down, label).at(250, 100 + 20 * down, answer)
        sheet.line(72, 104 + 20 * down, 500, 104 + 20 * down)

    assert "Name" not in {mark.text for mark in read_sheet(sheet).values()}
