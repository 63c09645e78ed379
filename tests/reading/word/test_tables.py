from __future__ import annotations

import pytest

from tests.papers.word_forms import (
    bold,
    cell,
    grid,
    looking,
    row,
    shaded,
    tall,
    under,
    wide,
)
from tests.papers.words import (
    control,
    custom_property,
    document,
    line,
    package,
    para,
    part_of,
    run,
)
from toolkit.model import Mark, MarkKind, Route
from toolkit.reading import read


def marks(body: str, **parts: str) -> tuple[Mark, ...]:
    """Return the marks of a Word file."""
    return read(document(body, **parts), "form.docx").marks


def said(body: str) -> dict[str, str]:
    """Return a Word file's answers by their keys."""
    return {mark.key: mark.text for mark in marks(body)}


def asked(body: str) -> set[str]:
    """Return the keys at which a person must look."""
    return {mark.key for mark in marks(body) if mark.ask}


def head(*labels: str) -> str:
    """Return a row of bold cells."""
    return row(*(cell(bold(label)) for label in labels))


def test_a_label_and_its_answer_beside_it_are_a_mark() -> None:
    """Most schools type into a table without any fields."""
    [mark] = marks(grid(row("Date of birth:", "3/5/12")))

    assert (mark.key, mark.text, mark.kind) == (
        "Date of birth",
        "3/5/12",
        MarkKind.TEXT,
    )
    assert (mark.how, mark.place.label) == (Route.WORD, "Date of birth")
    assert (mark.place.page, mark.place.box) == (None, None)
    assert (mark.ask, mark.confidence) == (False, 0.95)


@pytest.mark.parametrize(
    "label",
    [
        pytest.param(cell("Name:"), id="it ends with a colon"),
        pytest.param(cell(bold("Name")), id="it is bold"),
        pytest.param(shaded("Name"), id="its cell is grey"),
        pytest.param(cell("Name"), id="it is at the left"),
        pytest.param(cell("Name *"), id="it bears a star"),
    ],
)
def test_a_label_is_told_by_how_it_looks(label: str) -> None:
    """Every office has its own way to set labels off."""
    body = grid(row(label, "Amara Okafor"), row(cell("Notes"), ""))

    assert said(body) == {"Name": "Amara Okafor", "Notes": ""}
    assert asked(body) == set()


LOOKS = part_of(
    "styles",
    '<w:style w:type="paragraph" w:styleId="Base"><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Ask"><w:basedOn w:val="Base"/></w:style>'
    '<w:style w:type="table" w:styleId="Plan"><w:tblStylePr w:type="firstCol"><w:rPr>'
    "<w:b/></w:rPr></w:tblStylePr></w:style>",
)


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(
            grid(
                *(
                    row(
                        cell(
                            f'<w:p><w:pPr><w:pStyle w:val="Ask"/></w:pPr>{run(a)}</w:p>'
                        ),
                        b,
                        cell(
                            f'<w:p><w:pPr><w:pStyle w:val="Ask"/></w:pPr>{run(c)}</w:p>'
                        ),
                        d,
                    )
                    for a, b, c, d in (("Name", "Amara", "Class", "4B"),)
                )
            ),
            id="the paragraph's style is bold",
        ),
        pytest.param(
            '<w:tbl><w:tblPr><w:tblStyle w:val="Plan"/><w:tblLook w:val="0080"/>'
            f"</w:tblPr>{row('Name', 'Amara', '', '')}{row('Class', '4B', '', '')}"
            "</w:tbl>",
            id="the table's style sets its first column off",
        ),
    ],
)
def test_a_label_is_told_by_its_style(table: str) -> None:
    """Word's own table designs keep bold in the style, not in the words."""
    found = marks(table, **{"word/styles.xml": LOOKS})

    assert [(m.key, m.text, m.ask) for m in found] == [
        ("Name", "Amara", False),
        ("Class", "4B", False),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(row("Name:", "Amara", "DOB:", "3/5/12"), id="with colons"),
        pytest.param(
            row(cell(bold("Name")), "Amara", cell(bold("DOB")), "3/5/12"), id="bold"
        ),
        pytest.param(row("Name: Amara", "DOB: 3/5/12"), id="in one cell each"),
        pytest.param(
            row(cell("Name: Amara", "DOB: 3/5/12")), id="in one cell, line by line"
        ),
        pytest.param(
            row("1", "Name:", "Amara") + row("2.", "DOB:", "3/5/12"), id="numbered"
        ),
    ],
)
def test_several_labels_stand_side_by_side(rows: str) -> None:
    """Paper is short, so forms put two questions in a row."""
    assert said(grid(rows)) == {"Name": "Amara", "DOB": "3/5/12"}
    assert asked(grid(rows)) == set()


def test_labels_told_apart_by_nothing_are_asked_about() -> None:
    """Four plain cells could be two labels or four answers."""
    body = grid(row("Name", "Amara", "Class", "Willow"))

    assert said(body) == {"Name": "Amara", "Class": "Willow"}
    assert asked(body) == {"Name", "Class"}


def test_headings_are_the_labels_of_the_rows_below() -> None:
    """Lists of people and papers are tables with headings."""
    body = grid(
        head("Name", "Role", "Phone"),
        row("Ann", "GP", "01632 960001"),
        row("Bob", "", "01632 960002"),
    )

    assert said(body) == {
        "Name": "Ann",
        "Role": "GP",
        "Phone": "01632 960001",
        "Name #2": "Bob",
        "Role #2": "",
        "Phone #2": "01632 960002",
    }
    assert asked(body) == set()
    assert {m.place.label for m in marks(body)} == {"Name", "Role", "Phone"}


def test_rows_with_labels_under_headings_have_both_in_their_label() -> None:
    """English under Current and English under Predicted are two answers."""
    body = grid(
        head("", "Current", "Predicted"),
        row(cell(bold("English")), "4", "5"),
        row(cell(bold("Maths")), "6", ""),
    )

    assert said(body) == {
        "English: Current": "4",
        "English: Predicted": "5",
        "Maths: Current": "6",
        "Maths: Predicted": "",
    }


@pytest.mark.parametrize(
    "heading",
    [
        pytest.param(head("Question", "Your answer"), id="bold"),
        pytest.param(row("Question", "Your answer", repeats=True), id="on every page"),
    ],
)
def test_a_heading_over_questions_and_answers_is_no_question(heading: str) -> None:
    """Our own blanks have one."""
    body = grid(heading, row("Name", "Amara"), row("Class", ""))

    assert said(body) == {"Name": "Amara", "Class": ""}


def test_two_columns_that_could_be_read_two_ways_are_asked_about() -> None:
    """Under `Name` and `Role`, or `About you` and `Answers`: only a person knows."""
    body = grid(head("Name", "Role"), row("Ann", "Head"), row("Bob", "GP"))

    assert asked(body) == set(said(body))


def test_an_answer_stands_below_a_heading_over_the_whole_table() -> None:
    """Long answers get the whole width."""
    body = grid(
        row(wide(bold("Reason for absence"))),
        row(wide("He is ill.", "He cannot travel.")),
        row("Name:", "Amara"),
    )

    assert said(body) == {
        "Reason for absence": "He is ill.\nHe cannot travel.",
        "Name": "Amara",
    }


def test_an_answer_stands_below_its_label_in_the_same_cell() -> None:
    """So do boxes with a small heading in them."""
    body = grid(row(cell(bold("Pupil's views"), "I like art.", "I miss my friends.")))

    assert said(body) == {"Pupil's views": "I like art.\nI miss my friends."}


def test_a_line_below_the_last_of_several_labels_is_asked_about() -> None:
    """It may belong to nothing, or be the next heading."""
    body = grid(row(cell("Signed: Ann", "Date:", "Approved by the governors")))

    assert said(body) == {"Signed": "Ann", "Date": "Approved by the governors"}
    assert asked(body) == {"Date"}


def test_an_answer_merged_downwards_is_one_answer() -> None:
    """An address has several rows and one label."""
    body = grid(
        row(tall("Address"), "12 Mill Lane"),
        row(under(), "Luton"),
        row(under(), "LU95 2RH"),
    )

    assert said(body) == {"Address": "12 Mill Lane\nLuton\nLU95 2RH"}


def test_labels_beside_a_merged_cell_are_in_its_group() -> None:
    """Two parents have two names."""
    body = grid(
        row(tall("Parent 1"), "Name", "Ann"),
        row(under(), "Phone", "01632 960001"),
        row(tall("Parent 2"), "Name", ""),
        row(under(), "Phone", ""),
    )

    assert said(body) == {
        "Parent 1: Name": "Ann",
        "Parent 1: Phone": "01632 960001",
        "Parent 2: Name": "",
        "Parent 2: Phone": "",
    }


def test_a_label_that_comes_again_is_counted() -> None:
    """The second answer must not take the first one's place."""
    body = grid(row("Name", "Ann"), row("Role", "GP")) + grid(row("Name", "Bob"))

    assert said(body) == {"Name": "Ann", "Role": "GP", "Name #2": "Bob"}


def test_a_hint_below_a_label_is_no_part_of_it() -> None:
    """Labels are looked up by their words."""
    hint = para(f"<w:pPr><w:pStyle w:val='Hint'/></w:pPr>{run('For example 3/5/12')}")
    body = grid(row(cell(line("Date of birth *"), hint), "4/6/13"))

    assert said(body) == {"Date of birth": "4/6/13"}


@pytest.mark.parametrize(
    "blank",
    [
        pytest.param("", id="nothing"),
        pytest.param("______", id="a rule"),
        pytest.param("..........", id="dots"),
        pytest.param("dd/mm/yyyy", id="how to write it"),
        pytest.param("__/__/____", id="a date to fill in"),
        pytest.param(
            "Click or tap here to enter text.", id="a control's prompt, typed"
        ),
        pytest.param("[Type here]", id="a prompt in brackets"),
    ],
)
def test_an_answer_left_blank_is_blank(blank: str) -> None:
    """Nothing was said, and the question must be asked again."""
    assert said(grid(row("Date of birth:", blank))) == {"Date of birth": ""}


def test_a_prompts_own_style_is_no_answer() -> None:
    """When a form is saved as plain text its prompts become words."""
    body = grid(row("Class:", cell(para(looking("Pick the class", "prompt")))))

    assert said(body) == {"Class": ""}


def test_a_rule_is_taken_off_what_is_written_on_it() -> None:
    """The printed line is not part of the name."""
    assert said(grid(row("Name:", "____Amara____"))) == {"Name": "Amara"}


@pytest.mark.parametrize(
    "unfilled",
    [
        pytest.param("«PupilName»", id="a mail merge's"),
        pytest.param("{{ pupil }}", id="a template's"),
        pytest.param("(as on the register)", id="words in brackets"),
    ],
)
def test_what_may_be_no_answer_is_kept_and_asked_about(unfilled: str) -> None:
    """A letter that was never merged has no child's name in it."""
    body = grid(row("Name:", unfilled))

    assert said(body) == {"Name": unfilled}
    assert asked(body) == {"Name"}


def test_words_struck_out_are_left_out_and_asked_about() -> None:
    """Somebody corrected an answer; which one counts is plain, but look."""
    answer = para(looking("Smith", "struck"), run(" Okafor"))
    body = grid(row("Name:", cell(answer)))

    assert said(body) == {"Name": "Okafor"}
    assert asked(body) == {"Name"}


def test_an_answer_is_verbatim() -> None:
    """Colons, dots and lines in an answer are the sender's."""
    written = ("Mum: he cannot come....then he can.", "At 10:30, by taxi: always.")
    body = grid(row("Notes:", cell(*written)), row("Name:", "Amara"))

    assert said(body)["Notes"] == "\n".join(written)


def test_labels_with_a_colon_inside_are_whole() -> None:
    """`Plan: what was to change` left blank has no answer `what was to change`."""
    body = grid(
        row("Name", "Amara"),
        row("Class", "4B"),
        row("Plan: what was to change", ""),
    )

    assert said(body) == {
        "Name": "Amara",
        "Class": "4B",
        "Plan: what was to change": "",
    }


def test_a_blank_label_beside_another_label_is_asked_about() -> None:
    """`School:` left blank beside `Year: 4` has not the answer `Year: 4`."""
    body = grid(row("Name: Amara", "DOB: 3/5/12"), row("School:", "Year: 4"))

    assert said(body) == {"Name": "Amara", "DOB": "3/5/12", "School": "", "Year": "4"}
    assert asked(body) == {"School"}


def test_a_control_keeps_its_cell_to_itself() -> None:
    """One answer is one mark, and the control's is the better one."""
    held = para(control("dob", run("3/5/12"), alias="Born"))
    body = grid(row("Date of birth", cell(held)), row("Name", "Amara"))

    assert [(m.key, m.text) for m in marks(body)] == [
        ("dob", "3/5/12"),
        ("Name", "Amara"),
    ]


@pytest.mark.parametrize(
    "held",
    [
        pytest.param(row("Name", control("n", cell("Amara"))), id="a cell"),
        pytest.param(
            row("Name", cell(control("n", line("Amara")))), id="a paragraph of it"
        ),
        pytest.param(row("Name", cell(para(control("n", run("Amara"))))), id="words"),
    ],
)
def test_a_control_without_a_title_gets_the_label_beside_it(held: str) -> None:
    """Its tag may say nothing to anybody."""
    [mark] = marks(grid(held))

    assert (mark.key, mark.text, mark.place.label) == ("n", "Amara", "Name")


def test_a_control_round_a_whole_table_takes_no_answers_from_it() -> None:
    """Some offices lock a form by putting one control round all of it."""
    body = control("all", grid(row("Name:", "Amara")), "<w:group/>")

    assert {m.key: m.text for m in marks(body)}["Name"] == "Amara"


def test_tables_in_cells_and_text_boxes_are_read() -> None:
    """Forms are laid out with tables in tables."""
    inner = grid(row("Name:", "Amara"))
    box = f"<w:txbxContent>{grid(row('Class:', '4B'))}</w:txbxContent>"
    body = grid(row(cell(inner + line("")))) + para(
        f"<w:r><w:pict>{box}</w:pict></w:r>"
    )

    assert said(body) == {"Name": "Amara", "Class": "4B"}


def test_a_picture_where_an_answer_belongs_is_a_signature_to_look_at() -> None:
    """People sign with a picture of their name."""
    drawn = para("<w:r><w:drawing><w:blip/></w:drawing></w:r>")
    [mark] = marks(grid(row("Signature:", cell(drawn))))

    assert (mark.kind, mark.text, mark.ask) == (MarkKind.SIGNATURE, "picture", True)


def test_what_was_deleted_with_changes_tracked_is_no_answer() -> None:
    """The last word counts."""
    answer = para(
        "<w:del><w:r><w:delText>Luton</w:delText></w:r></w:del>",
        f"<w:ins>{run('Hatfield')}</w:ins>",
    )

    assert said(grid(row("Town:", cell(answer)))) == {"Town": "Hatfield"}


def test_a_blank_of_ours_asks_nothing_outside_its_tables() -> None:
    """The council's own lines have colons too."""
    body = line("Council: Medical needs") + grid(row("Name:", "Amara"))
    contents = package(
        {
            "word/document.xml": part_of("document", body),
            "docProps/custom.xml": custom_property("ToolkitEdition", "n/r/2026"),
        }
    )

    assert [m.key for m in read(contents, "form.docx").marks] == ["Name"]


def test_comments_belong_to_the_text() -> None:
    """What a school wrote in the margin is not lost."""
    contents = package(
        {
            "word/document.xml": part_of("document", line("Plan")),
            "word/comments.xml": part_of(
                "comments", f"<w:comment>{line('Why?')}</w:comment>"
            ),
        }
    )

    assert [line.text for line in read(contents, "plan.docx").lines] == ["Plan", "Why?"]


def test_an_answer_behind_its_labels_own_colon_is_asked_about() -> None:
    """`Name: Amara` with nothing beside it may be a whole label or may not."""
    body = grid(row("Class", "4B"), row("School", "Hill"), row("Name: Amara", ""))

    assert asked(body) == {"Name: Amara"}


def test_a_cross_alone_is_asked_about() -> None:
    """It is a tick to some and a no to others."""
    body = grid(row("Plan attached", "X"), row("Name", "Amara"))

    assert asked(body) == {"Plan attached"}


def test_words_typed_beside_a_blank_control_are_kept_and_asked_about() -> None:
    """The grey box was in the way, so somebody wrote behind it."""
    held = para(control("name", "", alias="Name"), run(" Amara"))
    found = marks(grid(row("Name", cell(held))))

    assert [(m.key, m.text, m.ask) for m in found] == [
        ("name", "", False),
        ("Name", "Amara", True),
    ]


def test_what_is_printed_beside_a_control_is_no_answer() -> None:
    """A pound sign is the form's."""
    held = para(run("£ "), control("cost", run("12"), alias="Cost"))

    assert [m.key for m in marks(grid(row("Cost", cell(held))))] == ["cost"]


def test_the_next_label_taken_for_an_answer_asks() -> None:
    """An answer that was left out makes the next label look like one."""
    assert asked(grid(row("Home address", "Postcode"))) == {"Home address"}


def test_the_rows_under_two_heads_ask() -> None:
    """Under `Address` and `Postcode`, no cell is the label of its neighbour."""
    body = grid(row("Address", "Postcode"), row("12 Mill Lane", "AL97 4QT"))

    assert asked(body) == set(said(body))
