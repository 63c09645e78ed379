from __future__ import annotations

import io

import docx
import pytest

from tests.papers import words
from tests.papers.words import control, document, line, para, run, table, tick_box
from toolkit.model import Document, Mark, MarkKind, PaperSort, Route
from toolkit.reading import Limits, read

SHOWS_PROMPT = "<w:showingPlcHdr/>"


def only_mark(body: str, **parts: str) -> Mark:
    """Return the single mark of a Word file."""
    [mark] = read(document(body, **parts), "form.docx").marks
    return mark


def lines(contents: bytes) -> list[str]:
    """Return the lines of a Word file."""
    return [line.text for line in read(contents, "letter.docx").lines]


def codes(read_document: Document) -> list[str]:
    """Return the codes of a document's problems."""
    return [problem.code for problem in read_document.problems]


def test_a_content_control_is_a_mark_by_its_tag() -> None:
    """The tag is the question's key in every blank we make."""
    body = para(control("dob", run("3/5/12"), "<w:text/>", alias="Date of birth"))

    mark = only_mark(body)

    assert (mark.key, mark.text, mark.kind) == ("dob", "3/5/12", MarkKind.TEXT)
    assert (mark.how, mark.place.label) == (Route.WORD, "Date of birth")
    assert not mark.ask


def test_a_control_without_a_tag_goes_by_its_title() -> None:
    """Forms of other offices often have titles only."""
    assert only_mark(para(control("", run("x"), alias="School"))).key == "School"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(para(run("12 Mill Lane\nLuton")), id="a line break"),
        pytest.param(line("12 Mill Lane") + line("Luton"), id="two paragraphs"),
    ],
)
def test_line_breaks_in_an_answer_are_kept(content: str) -> None:
    """An address is lines."""
    assert only_mark(control("address", content)).text == "12 Mill Lane\nLuton"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            para(control("name", run("Type the name"), SHOWS_PROMPT)),
            id="flagged as a prompt",
        ),
        pytest.param(
            para(control("name", run("Click or tap here to enter text."))),
            id="Word's own prompt, its flag lost",
        ),
        pytest.param(para(control("name", "")), id="nothing at all"),
    ],
)
def test_a_prompt_is_not_an_answer(body: str) -> None:
    """`Click here to enter text` is nobody's name."""
    mark = only_mark(body)

    assert (mark.text, mark.ask) == ("", False)


def glossary(name: str, prompt: str) -> str:
    """Return the part that holds the prompt of one control."""
    return words.part_of(
        "glossaryDocument",
        f'<w:docParts><w:docPart><w:docPartPr><w:name w:val="{name}"/></w:docPartPr>'
        f"<w:docPartBody>{line(prompt)}</w:docPartBody></w:docPart></w:docParts>",
    )


@pytest.mark.parametrize(
    ("shown", "text", "ask"),
    [
        pytest.param("Type the name", "", False, id="still the prompt"),
        pytest.param("Amara Okafor", "Amara Okafor", True, id="filled, flag left on"),
    ],
)
def test_a_filled_control_that_claims_to_show_its_prompt_is_asked_about(
    *, shown: str, text: str, ask: bool
) -> None:
    """Programs that fill Word forms forget the flag; the answer must not vanish."""
    settings = f'{SHOWS_PROMPT}<w:placeholder><w:docPart w:val="P1"/></w:placeholder>'
    body = para(control("name", run(shown), settings))

    mark = only_mark(
        body, **{"word/glossary/document.xml": glossary("P1", "Type the name")}
    )

    assert (mark.text, mark.ask) == (text, ask)


def test_a_list_gives_the_value_of_the_item_shown() -> None:
    """The form's own value is what the questions know."""
    settings = (
        '<w:dropDownList><w:listItem w:displayText="SEN support" w:value="K"/>'
        '<w:listItem w:displayText="None" w:value="N"/></w:dropDownList>'
    )
    body = para(control("sen_status", run("SEN support"), settings))

    assert only_mark(body).text == "K"


@pytest.mark.parametrize(
    ("shown", "text", "ask"),
    [
        pytest.param("3 May 2012", "2012-05-03", False, id="as picked"),
        pytest.param("03/05/12", "2012-05-03", False, id="as picked, shown short"),
        pytest.param("4 June 2013", "4 June 2013", True, id="typed over"),
    ],
)
def test_a_date_control_is_believed_only_if_the_page_says_the_same(
    *, shown: str, text: str, ask: bool
) -> None:
    """A date typed over the picker's leaves the picker's behind in the file."""
    settings = '<w:date w:fullDate="2012-05-03T00:00:00Z"/>'

    mark = only_mark(para(control("dob", run(shown), settings)))

    assert (mark.text, mark.ask) == (text, ask)


@pytest.mark.parametrize(
    ("stored", "drawn", "tick", "ask"),
    [
        pytest.param(True, "☒", True, False, id="ticked"),
        pytest.param(False, "☐", False, False, id="not ticked"),
        pytest.param(False, "☒", None, True, id="drawn only"),
        pytest.param(True, "☐", None, True, id="stored only"),
    ],
)
def test_a_tick_counts_only_where_stored_and_drawn_agree(
    *, stored: bool, drawn: str, tick: bool | None, ask: bool
) -> None:
    """Somebody may have typed over the box."""
    mark = only_mark(tick_box("agreed", stored=stored, drawn=drawn))

    assert (mark.kind, mark.tick, mark.ask) == (MarkKind.TICK, tick, ask)


def test_controls_in_controls_are_all_read() -> None:
    """Repeated rows are controls in controls."""
    inner = control("name", run("Amara")) + control("name", run("Kofi"))
    marks = read(document(para(control("row", inner))), "form.docx").marks

    assert [(m.key, m.text) for m in marks] == [
        ("row", "AmaraKofi"),
        ("name", "Amara"),
        ("name", "Kofi"),
    ]


def test_the_text_is_whole_as_last_written() -> None:
    """Suggested changes: what was put in counts, what was taken out does not."""
    body = para(
        run("Absent for "),
        "<w:del><w:r><w:delText>two</w:delText></w:r></w:del>",
        f"<w:ins>{run('six')}</w:ins>",
        run(" weeks"),
        f"<w:moveFrom>{run(' or so')}</w:moveFrom>",
    )

    assert lines(document(body)) == ["Absent for six weeks"]


def test_a_tables_rows_are_lines_with_tabs_between_cells() -> None:
    """Labels and values in tables are read as labels and values."""
    body = table(("Name", "Amara Okafor"), ("DOB", "3 May 2012"))

    assert lines(document(body)) == ["Name\tAmara Okafor", "DOB\t3 May 2012"]


def test_a_letter_laid_out_in_one_cell_keeps_its_lines() -> None:
    """Letterheads are often made with a table round everything."""
    cell = f"<w:tc>{line('Dear Dr Pritchard')}{line('Re: Amara Okafor')}</w:tc>"

    assert lines(document(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>")) == [
        "Dear Dr Pritchard",
        "Re: Amara Okafor",
    ]


def test_text_boxes_are_read_once() -> None:
    """Word stores a text box twice, for old and new programs."""
    box = f"<w:txbxContent>{line('In the box')}</w:txbxContent>"
    drawn = (
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )

    assert lines(document(para(run("Beside it"), drawn))) == ["Beside it", "In the box"]


def test_a_letterhead_and_the_foot_belong_to_the_text() -> None:
    """Who wrote a letter often stands in its letterhead only."""
    contents = words.package(
        {
            "word/document.xml": words.part_of("document", line("Dear colleague")),
            "word/header1.xml": words.part_of("hdr", line("Northfield Hospital")),
            "word/footer1.xml": words.part_of("ftr", line("Page 1")),
        }
    )

    assert lines(contents) == ["Northfield Hospital", "Dear colleague", "Page 1"]


def test_what_python_docx_writes_is_read() -> None:
    """One maker of Word files that is not ours."""
    made = docx.Document()
    made.add_heading("Support plan", 1)
    made.add_paragraph("Smith & <Sons> agreed.")
    out = io.BytesIO()
    made.save(out)

    assert lines(out.getvalue()) == ["Support plan", "Smith & <Sons> agreed."]


def test_the_strict_form_of_word_files_is_read() -> None:
    """Word can save in it, and its names look different."""
    body = para(control("dob", run("3/5/12")))

    [mark] = read(words.strict(body), "form.docx").marks

    assert (mark.key, mark.text) == ("dob", "3/5/12")


def test_a_main_part_under_another_name_is_found() -> None:
    """Office 365 calls it document2.xml."""
    main = "word/document2.xml"
    contents = words.package({main: words.part_of("document", line("Here"))}, main=main)

    assert lines(contents) == ["Here"]


def test_the_edition_is_a_property_of_our_blanks() -> None:
    """It survives every program we tried."""
    part = words.custom_property("ToolkitEdition", "northshire/referral/2026")
    contents = words.package(
        {
            "word/document.xml": words.part_of("document", line("x")),
            "docProps/custom.xml": part,
        }
    )

    assert read(contents, "form.docx").edition == "northshire/referral/2026"


def test_macros_are_noted_and_never_opened() -> None:
    """The words of a macro file are still words."""
    contents = words.package(
        {
            "word/document.xml": words.part_of("document", line("Plan")),
            "word/vbaProject.bin": b"not even a macro",
        }
    )

    found = read(contents, "plan.docm")

    assert [line.text for line in found.lines] == ["Plan"]
    assert codes(found) == ["active-content"]


LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "part",
    [
        pytest.param("word/document.xml", id="in the text"),
        pytest.param("word/header1.xml", id="in the letterhead"),
        pytest.param("docProps/custom.xml", id="in the properties"),
        pytest.param("_rels/.rels", id="in the relations"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_parts_that_declare_entities_are_declined(part: str, encoding: str) -> None:
    """A file of one kilobyte can fill the memory, or fetch a file of ours."""
    text = f'<?xml version="1.0" encoding="{encoding}"?>{LAUGHS}<w>&b;</w>'
    parts: dict[str, str | bytes] = {
        "word/document.xml": words.part_of("document", line("x")),
        part: text.encode(encoding),
    }
    main = "elsewhere.xml" if part == "_rels/.rels" else "word/document.xml"

    found = read(words.package(parts, main=main), "form.docx")

    assert found.sort is PaperSort.UNREADABLE
    assert codes(found) == ["unsafe"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<w:p>", id="cut short"),
        pytest.param(
            "<w:tbl><w:tr><w:tc>" * 300 + "</w:tc></w:tr></w:tbl>" * 300,
            id="tables three hundred deep",
        ),
    ],
)
def test_a_broken_text_is_a_damaged_file(body: str) -> None:
    """The reason is given, whatever the library says."""
    assert codes(read(document(body), "form.docx")) == ["damaged"]


def test_more_controls_than_anybody_makes_are_declined() -> None:
    """A million controls are an attack on our memory, not a form."""
    body = para(*[control(f"c{at}", run("x")) for at in range(12)])

    found = read(document(body), "form.docx", Limits(max_fields=10))

    assert codes(found) == ["too-big-to-open"]
