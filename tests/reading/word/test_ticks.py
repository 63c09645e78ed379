from __future__ import annotations

import pytest

from tests.papers.word_forms import (
    bold,
    cell,
    grid,
    in_font,
    looking,
    row,
    symbol,
    wide,
)
from tests.papers.words import document, line, para, run, tick_box
from toolkit.model import Mark, MarkKind
from toolkit.reading import read


def marks(body: str) -> tuple[Mark, ...]:
    """Return the marks of a Word file."""
    return read(document(body), "form.docx").marks


def ticks(body: str) -> dict[str, bool | None]:
    """Return which boxes of a Word file are ticked, by their keys."""
    return {mark.key: mark.tick for mark in marks(body) if mark.kind is MarkKind.TICK}


def asked(body: str) -> set[str]:
    """Return the keys at which a person must look."""
    return {mark.key for mark in marks(body) if mark.ask}


def test_a_box_is_a_tick_with_the_words_beside_it() -> None:
    """The question is part of the key: many questions have a `Yes`."""
    found = marks(line("Looked after? ☐ Yes ☒ No"))

    assert [(m.key, m.kind, m.text, m.tick, m.ask) for m in found] == [
        ("Looked after?: Yes", MarkKind.TICK, "", False, False),
        ("Looked after?: No", MarkKind.TICK, "Yes", True, False),
    ]


YES_NO = {"Looked after: Yes": False, "Looked after: No": True}


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(line("Looked after: ☐ Yes ☑ No"), id="boxes before the words"),
        pytest.param(line("Looked after: Yes ☐ No ☑"), id="boxes behind the words"),
        pytest.param(line("Looked after:\tYes ☐\tNo ☑"), id="with tabs"),
        pytest.param(line("Looked after: [ ] Yes [x] No"), id="typed boxes"),
        pytest.param(line("Looked after: ( ) Yes (x) No"), id="typed round boxes"),
        pytest.param(line("Looked after: □ Yes ■ No"), id="filled boxes"),
        pytest.param(line("Looked after: ○ Yes ◉ No"), id="round buttons"),
        pytest.param(line("Looked after: ☐ Yes ✔ No"), id="a tick for a box"),
        pytest.param(line("Looked after:") + line("☐ Yes") + line("☑ No"), id="a list"),
        pytest.param(grid(row("Looked after", "☐ Yes ☑ No")), id="a cell"),
        pytest.param(
            grid(row("Looked after", cell("☐ Yes", "☑ No"))), id="a cell's lines"
        ),
        pytest.param(
            grid(row("", "Yes", "No"), row("Looked after", "☐", "☑")),
            id="under headings",
        ),
        pytest.param(
            grid(row("Looked after", "Yes", "☐", "No", "☑")),
            id="cells behind the words",
        ),
        pytest.param(
            grid(row("Looked after", "☐", "Yes", "☑", "No")),
            id="cells before the words",
        ),
        pytest.param(
            grid(row(wide(bold("Looked after"))), row(wide("☐ Yes", "☑ No"))),
            id="below a heading",
        ),
        pytest.param(
            grid(row(wide(bold("Looked after"))), row("☐ Yes", "☑ No")),
            id="side by side below a heading",
        ),
    ],
)
def test_boxes_are_told_whichever_way_they_stand(body: str) -> None:
    """A box given to its neighbour turns a yes into a no."""
    assert ticks(body) == YES_NO
    assert asked(body) == set()


@pytest.mark.parametrize(
    ("empty", "ticked"),
    [
        pytest.param(
            symbol("Wingdings", "F0A8"), symbol("Wingdings", "F0FE"), id="Wingdings"
        ),
        pytest.param(
            symbol("Wingdings", "F06F"), symbol("Wingdings", "F0FD"), id="with a cross"
        ),
        pytest.param(
            symbol("Wingdings 2", "F0A3"),
            symbol("Wingdings 2", "F052"),
            id="Wingdings 2",
        ),
        pytest.param(
            symbol("Webdings", "F063"), symbol("Webdings", "F061"), id="Webdings"
        ),
        pytest.param(
            in_font("Wingdings", "\uf0a8"),
            in_font("Wingdings", "\uf0fe"),
            id="as letters",
        ),
        pytest.param(
            in_font("Wingdings", "\xa8"), in_font("Wingdings", "\xfe"), id="typed in it"
        ),
    ],
)
def test_symbol_fonts_have_boxes_too(empty: str, ticked: str) -> None:
    """In them a ticked box is the letter thorn."""
    body = para(run("Looked after: "), empty, run(" Yes "), ticked, run(" No"))

    assert ticks(body) == YES_NO
    assert asked(body) == set()


def test_the_same_letters_in_another_font_are_letters() -> None:
    """An Icelandic name is no ticked box."""
    body = para(run("Name: "), in_font("Arial", "þór"))

    assert [(m.key, m.text) for m in marks(body)] == [("Name", "þór")]


def test_one_box_alone_has_its_own_words() -> None:
    """A consent is a sentence with a box."""
    body = line("☐ Illness") + grid(row("I agree to sharing", "☒"), row("Age", "4"))

    assert ticks(body) == {"Illness": False, "I agree to sharing": True}
    assert asked(body) == set()


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(grid(row("☐", "Advice"), row("☑", "AV1")), id="in the first cell"),
        pytest.param(grid(row("Advice", "☐"), row("AV1", "☑")), id="in the last cell"),
        pytest.param(grid(row("☐", "Advice", "☑", "AV1")), id="two in a row"),
    ],
)
def test_a_box_in_a_cell_of_its_own_has_the_words_next_to_it(body: str) -> None:
    """Lists to tick are tables of boxes and words."""
    assert ticks(body) == {"Advice": False, "AV1": True}
    assert asked(body) == set()


def test_a_cross_without_a_box_is_nobodys_guess() -> None:
    """It may mean `this one` or `not this one`."""
    body = line("✗ I consent")

    assert ticks(body) == {"I consent": None}
    assert asked(body) == {"I consent"}


def test_a_crossed_box_among_ticked_ones_is_nobodys_guess() -> None:
    """Where every box has a mark, a cross may mean no."""
    body = line("☑ Photos") + line("☒ Names")

    assert ticks(body)["Names"] is None
    assert asked(body) == {"Photos", "Names"}


def test_a_crossed_box_is_a_tick_where_the_others_are_empty() -> None:
    """Most people put a cross in the box."""
    body = line("☐ Photos") + line("☐ Voice") + line("☒ Names")

    assert ticks(body) == {"Photos": False, "Voice": False, "Names": True}
    assert asked(body) == set()


def test_a_crossed_box_without_any_empty_one_is_asked_about() -> None:
    """With nothing to compare it with, a person looks."""
    assert ticks(line("☒ Names")) == {"Names": True}
    assert asked(line("☒ Names")) == {"Names"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("☐ x Yes ☐ No", id="a cross typed beside the box"),
        pytest.param("☐ Yes ✓ ☐ No", id="a tick between two boxes"),
        pytest.param("☐ ✓ Yes ☐ No", id="a tick typed beside the box"),
        pytest.param("☐ Yes ☐ No ☒", id="one box too many"),
        pytest.param("I have read it ☐ and agree", id="in the middle"),
    ],
)
def test_a_mark_beside_a_box_is_asked_about(text: str) -> None:
    """People type over forms that were made to be printed."""
    assert asked(line(text)) != set()
    assert all(mark.ask for mark in marks(line(text)) if mark.tick)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Please tick ☑ all that apply", id="how to tick"),
        pytest.param("We use a √ to show that it is done", id="a sign in a sentence"),
        pytest.param("Tel: ( ) 01632 960001", id="a telephone number"),
        pytest.param("● Bring a pen", id="a bullet"),
    ],
)
def test_not_every_box_asks_something(text: str) -> None:
    """Guidance has ticks in it as well."""
    assert ticks(line(text)) == {}


def test_a_box_before_words_that_name_a_check_is_a_box() -> None:
    """`DBS check` is a label, not an instruction."""
    assert ticks(line("DBS check: ☐ Yes ☒ No")) == {
        "DBS check: Yes": False,
        "DBS check: No": True,
    }


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("☐ Illness ☒ Other (please say): dance", id="behind a colon"),
        pytest.param("☐ Illness ☒ Other (please say) __dance__", id="on a rule"),
    ],
)
def test_what_is_written_behind_an_option_is_kept_and_asked_about(text: str) -> None:
    """`Other` alone tells nobody anything."""
    found = marks(line("Reason:") + line(text))
    other = "Reason: Other (please say)"

    assert [(m.place.label, m.text, m.tick, m.ask) for m in found] == [
        ("Reason: Illness", "", False, False),
        (other, "Yes", True, False),
        (other, "dance", None, True),
    ]


def test_words_in_a_cell_of_boxes_are_kept_and_asked_about() -> None:
    """Somebody had more to say than the boxes allow."""
    found = marks(grid(row("Looked after", cell("☒ Yes ☐ No", "since May"))))

    assert [(m.key, m.text, m.ask) for m in found] == [
        ("Looked after: Yes", "Yes", False),
        ("Looked after: No", "", False),
        ("Looked after", "since May", True),
    ]


def test_a_controls_box_is_read_once_and_gets_the_words_beside_it() -> None:
    """Its tag may say nothing to anybody."""
    body = tick_box("c1", stored=True, drawn="☒").replace(
        "</w:p>", f"{run(' Yes')}</w:p>"
    )

    [mark] = marks(body)

    assert (mark.key, mark.tick, mark.place.label) == ("c1", True, "Yes")


def test_boxes_far_above_are_no_question_to_boxes_below() -> None:
    """The sentence before a list is its question only if it asks."""
    body = line("Please return this form by Friday.") + line("☐ A") + line("☒ B")

    assert ticks(body) == {"A": False, "B": True}


def test_crosses_typed_in_a_grid_are_ticks_to_look_at() -> None:
    """On paper without boxes people type an X in the right column."""
    body = grid(row("", "Yes", "No"), row(cell(bold("Photos")), "X", ""))

    assert ticks(body) == {"Photos: Yes": True, "Photos: No": False}
    assert asked(body) == {"Photos: Yes", "Photos: No"}


def test_a_list_with_ticks_for_bullets_is_an_answer_in_words() -> None:
    """`Strengths` has no boxes; its answer is what was written."""
    written = ("✓ likes art", "✓ kind to others")
    [mark, _] = marks(grid(row("Strengths", cell(*written)), row("Name", "Amara")))

    assert (mark.key, mark.text, mark.ask) == ("Strengths", "\n".join(written), True)


def test_boxes_with_one_answer_highlighted_are_asked_about() -> None:
    """The sender marked the word and not the box."""
    body = para(run("Looked after: ☐ Yes ☐ "), looking("No", "highlighted"))

    assert asked(body) == {"Looked after: Yes", "Looked after: No"}
