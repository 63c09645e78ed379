from __future__ import annotations

import pytest

from tests.papers.word_forms import (
    field,
    grid,
    list_field,
    row,
    text_field,
    tick_field,
)
from tests.papers.words import control, document, line, para, run
from toolkit.model import Mark, MarkKind, Route
from toolkit.reading import Limits, read

BLANK = run("\u2002" * 5)  # five en spaces: what Word shows until something is typed


def marks(body: str) -> tuple[Mark, ...]:
    """Return the marks of a Word file."""
    return read(document(body), "form.docx").marks


def only_mark(body: str) -> Mark:
    """Return the single mark of a Word file."""
    [mark] = marks(body)
    return mark


def test_an_old_text_field_is_a_mark_by_its_name() -> None:
    """Many councils' forms were made before content controls."""
    mark = only_mark(para(text_field("Surname", run("Okafor"))))

    assert (mark.key, mark.text, mark.how) == ("Surname", "Okafor", Route.WORD)
    assert not mark.ask


@pytest.mark.parametrize(
    "result",
    [
        pytest.param(BLANK, id="as Word made it"),
        pytest.param("", id="nothing at all"),
        pytest.param(run("Click here to enter text."), id="a prompt"),
        pytest.param(run("dd/mm/yyyy"), id="how to write a date"),
    ],
)
def test_an_old_text_field_without_an_answer_is_blank(result: str) -> None:
    """The room to write in is not an answer."""
    mark = only_mark(para(text_field("Surname", result)))

    assert (mark.text, mark.ask) == ("", False)


def test_a_field_that_shows_its_own_default_is_asked_about() -> None:
    """Nobody can tell whether the sender meant it or passed it over."""
    mark = only_mark(para(text_field("County", run("Northshire"), "Northshire")))

    assert (mark.text, mark.ask) == ("Northshire", True)


def test_a_fields_result_is_whole_however_it_is_split() -> None:
    """Word splits words where the spelling was checked and at every line's end."""
    result = run("12 Mill") + run(" Lane") + "</w:p><w:p>" + run("Luton")

    assert only_mark(para(text_field("Address", result))).text == "12 Mill Lane\nLuton"


def test_a_field_in_a_field_is_read_once() -> None:
    """Fields that work something out are put round fields that are filled in."""
    inner = text_field("Days", run("12"))
    outer = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{inner}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )

    assert [(m.key, m.text) for m in marks(para(outer))] == [("Days", "12")]


def test_a_field_in_a_form_field_has_its_own_answer() -> None:
    """What the inner one says is part of the outer one, as it is shown."""
    inner = text_field("Inner", run("two"))
    found = marks(para(text_field("Outer", run("one ") + inner + run(" three"))))

    assert [(m.key, m.text) for m in found] == [
        ("Outer", "one two three"),
        ("Inner", "two"),
    ]


@pytest.mark.parametrize(
    ("settings", "tick"),
    [
        pytest.param('<w:default w:val="0"/>', False, id="as printed, empty"),
        pytest.param('<w:default w:val="1"/>', True, id="as printed, ticked"),
        pytest.param('<w:default w:val="0"/><w:checked/>', True, id="ticked"),
        pytest.param(
            '<w:default w:val="1"/><w:checked w:val="0"/>', False, id="unticked"
        ),
        pytest.param(
            '<w:default w:val="0"/><w:checked w:val="true"/>', True, id="in words"
        ),
    ],
)
def test_an_old_check_box_says_what_it_shows(settings: str, *, tick: bool) -> None:
    """What the sender set counts before what was printed."""
    mark = only_mark(para(tick_field("Consent", settings)))

    assert (mark.kind, mark.tick, mark.ask) == (MarkKind.TICK, tick, False)


ITEMS = ("Choose one", "Mother", "Father")


@pytest.mark.parametrize(
    ("items", "settings", "text", "ask"),
    [
        pytest.param(ITEMS, '<w:result w:val="2"/>', "Father", False, id="chosen"),
        pytest.param(ITEMS, "", "", False, id="still the prompt"),
        pytest.param(ITEMS, '<w:result w:val="0"/>', "", False, id="the prompt again"),
        pytest.param(ITEMS[1:], "", "", True, id="untouched, or the first one meant"),
        pytest.param(ITEMS, '<w:result w:val="9"/>', "", True, id="no such item"),
        pytest.param(ITEMS, '<w:default w:val="1"/>', "", True, id="only the default"),
        pytest.param((), "", "", False, id="a list without items"),
    ],
)
def test_an_old_list_gives_the_item_that_was_chosen(
    items: tuple[str, ...], settings: str, text: str, *, ask: bool
) -> None:
    """The first item stands there whether anybody chose it or not."""
    mark = only_mark(para(list_field("Relationship", items, settings)))

    assert (mark.text, mark.ask) == (text, ask)


def test_fields_without_a_name_or_with_the_same_have_keys_of_their_own() -> None:
    """Two answers under one key would lose one of them."""
    body = para(
        text_field("Text1", run("a")),
        text_field("Text1", run("b")),
        text_field("", run("c")),
        tick_field("", ""),
        text_field("", run("d")),
    )

    assert [(m.key, m.text) for m in marks(body)] == [
        ("Text1", "a"),
        ("Text1 #2", "b"),
        ("text 3", "c"),
        ("check box 1", ""),
        ("text 4", "d"),
    ]


def test_a_field_bears_the_label_printed_beside_it() -> None:
    """`Text47` says nothing to anybody; `Date of birth` does."""
    body = grid(row("Date of birth", "{}"), row("Agreed", "{}"))
    fields = (text_field("Text47", run("3/5/12")), tick_field("Check2", "<w:checked/>"))
    for each in fields:
        body = body.replace(line("{}"), para(each), 1)

    assert [(m.key, m.place.label) for m in marks(body)] == [
        ("Text47", "Date of birth"),
        ("Check2", "Agreed"),
    ]


def test_a_box_field_bears_the_words_beside_it() -> None:
    """Which of the boxes was ticked is what matters."""
    body = para(
        run("Looked after? "),
        tick_field("C1", ""),
        run(" Yes "),
        tick_field("C2", "<w:checked/>"),
        run(" No"),
    )

    assert [(m.key, m.place.label, m.tick) for m in marks(body)] == [
        ("C1", "Looked after?: Yes", False),
        ("C2", "Looked after?: No", True),
    ]


def test_a_field_that_never_ends_takes_nothing_else_away() -> None:
    """Half a field is what a careless deletion leaves."""
    begun = field("<w:textInput/>", run("x"), "Name").replace(
        '<w:fldChar w:fldCharType="end"/>', ""
    )

    found = marks(para(begun) + para(control("dob", run("3/5/12"))))

    assert {m.key: m.text for m in found}["dob"] == "3/5/12"


def test_more_fields_than_anybody_makes_are_declined() -> None:
    """A million fields are an attack on our memory, not a form."""
    body = para(*[text_field(f"t{at}", run("x")) for at in range(12)])

    [problem] = read(document(body), "form.docx", Limits(max_fields=10)).problems

    assert problem.code == "too-big-to-open"
