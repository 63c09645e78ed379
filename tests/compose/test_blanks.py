"""What a blank form is, whether a school opens it as a PDF or in Word."""

from __future__ import annotations

import dataclasses
import re
from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pypdfium2
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.blanks import (
    FORMS,
    W,
    answers,
    blank_of,
    catalogue,
    controls_in,
    fields_in,
    form_of,
    part_of,
    printed,
    service,
    stored_in,
    typed_in,
    xml_of,
)
from toolkit.catalogue import Kind
from toolkit.compose import blank, fill_word
from toolkit.compose.blank_layout import lay_out
from toolkit.compose.fetching import only_ours
from toolkit.errors import CannotDo
from toolkit.pdf import fill, look_into

every_form = pytest.mark.parametrize("key", FORMS)


def page_texts(contents: bytes) -> list[str]:
    """Return the printed text of each page."""
    document = pypdfium2.PdfDocument(contents)
    return [page.get_textpage().get_text_range() for page in document]


# --- both blanks --------------------------------------------------------------------


@every_form
def test_the_fields_of_the_pdf_are_the_printed_questions_in_order(key: str) -> None:
    """Anyone can fill it by key, and what is only accepted is never asked for."""
    asked = [question.key for question in printed(form_of(key))]

    assert list(fields_in(blank_of(key, "pdf"))) == asked


@every_form
def test_the_controls_of_the_word_form_are_the_printed_questions(key: str) -> None:
    """A school that works in Word is asked the same things in the same order."""
    asked = [question.key for question in printed(form_of(key))]

    assert list(controls_in(blank_of(key, "docx"))) == asked


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
@pytest.mark.parametrize("key", ["nhs_number", "religion", "immigration_status"])
def test_what_the_service_has_no_need_of_is_on_no_blank(suffix: str, key: str) -> None:
    """A form must not collect what no rule uses."""
    contents = blank_of("service-request", suffix)
    found = {**fields_in(contents)} if suffix == "pdf" else {**controls_in(contents)}

    assert key not in found


@every_form
def test_every_page_of_the_pdf_names_its_edition_and_its_number(key: str) -> None:
    """A page that comes alone, or as a scan, still says which form it belongs to."""
    pages = page_texts(blank_of(key, "pdf"))
    edition = form_of(key).edition_id

    wanted = [(edition, f"Page {n} of {len(pages)}") for n in range(1, len(pages) + 1)]
    found = [
        tuple(part for part in pair if part in page)
        for pair, page in zip(wanted, pages, strict=True)
    ]
    assert found == wanted


@every_form
def test_both_files_carry_their_edition(key: str) -> None:
    """The reader knows the form even when every printed word has been changed."""
    properties = xml_of(blank_of(key, "docx"), "docProps/custom.xml")
    edition = form_of(key).edition_id

    assert look_into(blank_of(key, "pdf")).edition == edition
    assert [p.get("name") for p in properties] == ["ToolkitEdition"]
    assert properties.xpath("string()") == edition


def test_a_form_made_twice_is_the_same_file() -> None:
    """An issued edition can be proved by its hash."""
    again = blank(form_of("consent"), service(), "pdf", catalogue().templates)

    assert again == blank_of("consent", "pdf")


def test_there_is_no_blank_of_another_sort() -> None:
    """A slip of the hand gets a sentence that says what there is."""
    with pytest.raises(CannotDo, match="pdf or docx"):
        blank(form_of("consent"), service(), "odt", catalogue().templates)


def test_a_title_with_signs_in_it_is_printed_as_it_is() -> None:
    """An ampersand in a council's words must not break the page or its name."""
    form = dataclasses.replace(form_of("consent"), title="Smith & <Sons>")
    roots = catalogue().templates

    facts = look_into(blank(form, service(), "pdf", roots))
    word = Document(BytesIO(blank(form, service(), "docx", roots)))
    assert facts.title == word.core_properties.title == "Smith & <Sons>"


# --- the PDF ------------------------------------------------------------------------


@every_form
def test_a_blank_has_nothing_that_keeps_a_screen_reader_out(key: str) -> None:
    """A teacher who cannot see the page can fill in the form."""
    facts = look_into(blank_of(key, "pdf"))

    assert facts.problems == ()
    assert (facts.tagged, facts.has_fields, facts.language) == (True, True, "en-GB")
    assert facts.title == form_of(key).title


@pytest.mark.parametrize(
    ("key", "most"),
    [
        pytest.param("service-request", 10, id="the service request"),
        pytest.param("baseline", 3, id="the baseline"),
        pytest.param("consent", 2, id="the consent form"),
    ],
)
def test_a_form_is_no_longer_than_it_has_to_be(key: str, most: int) -> None:
    """People fill in short forms."""
    assert look_into(blank_of(key, "pdf")).pages <= most


def radios(key: str) -> list[tuple[str, list[str], pikepdf.Object]]:
    """Return each printed choice of few values: its key, its values, its field."""
    fields = fields_in(blank_of(key, "pdf"))
    chosen = [q for q in printed(form_of(key)) if 0 < len(q.choices) <= 6]
    return [(q.key, [c.value for c in q.choices], fields[q.key]) for q in chosen]


@every_form
def test_radio_buttons_are_one_group_whose_states_are_the_values(key: str) -> None:
    """Whatever program presses a button, the value of the group is the answer."""
    groups = radios(key)

    states = [[sorted(kid.AP.N.keys()) for kid in field.Kids] for _, _, field in groups]
    assert states == [
        [sorted(["/Off", f"/{value}"]) for value in values] for _, values, _ in groups
    ]
    assert not [name for name, _, field in groups if "/T" in field.Kids[0]]


@every_form
def test_the_buttons_of_a_group_stand_on_one_page(key: str) -> None:
    """A question is not split over two pages."""
    pages = [{kid.P.objgen for kid in field.Kids} for _, _, field in radios(key)]

    assert {len(each) for each in pages} == {1}


@every_form
def test_a_tick_has_the_state_yes_and_an_empty_picture(key: str) -> None:
    """An unticked box is seen to be unticked, not left to the viewer's taste."""
    fields = fields_in(blank_of(key, "pdf"))
    ticks = [q.key for q in printed(form_of(key)) if q.kind is Kind.TICK]

    states = [sorted(fields[tick].AP.N.keys()) for tick in ticks]
    assert states == [["/Off", "/Yes"]] * len(ticks)


def test_a_list_shows_what_it_stores() -> None:
    """No viewer can show one thing and keep another."""
    field = fields_in(blank_of("service-request", "pdf"))["sen_primary_need"]
    question = form_of("service-request").question("sen_primary_need")

    assert question is not None
    assert [str(o) for o in field.Opt] == ["", *(c.value for c in question.choices)]


@every_form
def test_every_field_is_spoken_with_its_label(key: str) -> None:
    """A screen reader says the question, not the key."""
    fields = fields_in(blank_of(key, "pdf"))
    silent = [
        q.key for q in printed(form_of(key)) if q.label not in str(fields[q.key].TU)
    ]

    assert silent == []


@pytest.mark.parametrize(
    ("field", "spoken"),
    [
        pytest.param(
            "parent_2_name",
            "Parent or carer 2: Parent or carer's full name",
            id="a repeated part says which one it is",
        ),
        pytest.param(
            "on_reduced_timetable",
            "Is the pupil on a reduced timetable?",
            id="radio buttons say the question",
        ),
        pytest.param(
            "access_needs_braille",
            "How the pupil reads best: Braille",
            id="a tick says its question too",
        ),
        pytest.param(
            "referrer_signature",
            "Your signature. Type your name, or print the form and sign by hand",
            id="a signature says how to sign",
        ),
    ],
)
def test_a_field_says_where_it_belongs(field: str, spoken: str) -> None:
    """Forty fields called “Name” help nobody."""
    assert str(fields_in(blank_of("service-request", "pdf"))[field].TU) == spoken


@pytest.mark.parametrize(
    ("field", "is_required"),
    [
        pytest.param("dob", True, id="needed always"),
        pytest.param("pronouns", False, id="not needed"),
        pytest.param("rtt_plan_attached", False, id="needed only sometimes"),
        pytest.param("parent_1_name", True, id="the first row"),
        pytest.param("parent_2_name", False, id="a row that may stay empty"),
    ],
)
def test_only_what_is_always_needed_is_marked_required(
    field: str, *, is_required: bool
) -> None:
    """A school with one parent to name must not be stopped by its viewer."""
    flags = int(fields_in(blank_of("service-request", "pdf"))[field].get("/Ff", 0))

    assert bool(flags & 2) is is_required


def test_a_wrong_choice_can_be_taken_back() -> None:
    """An answer pressed by mistake can become no answer again."""
    flags = int(fields_in(blank_of("service-request", "pdf"))["looked_after"].Ff)

    assert flags & (1 << 15)
    assert not flags & (1 << 14)


@every_form
def test_a_field_takes_as_much_as_its_question(key: str) -> None:
    """Nobody's answer is cut off by the form and then missed by the reader."""
    fields = fields_in(blank_of(key, "pdf"))
    free = [q for q in printed(form_of(key)) if not q.choices and q.kind != Kind.TICK]

    assert [int(fields[q.key].MaxLen) for q in free] == [q.max_length for q in free]


@pytest.mark.parametrize(
    "url",
    [
        "https://council.example/logo.png",
        "file:///etc/passwd",
        "file://server/share/logo.png",
        "data:image/png;base64,AAAA",
    ],
)
def test_a_page_fetches_nothing_from_anywhere_else(url: str) -> None:
    """A template cannot carry a child's name out, or a secret file in."""
    folders = tuple(root / "html" for root in catalogue().templates)

    with pytest.raises(ValueError, match="only the toolkit"):
        only_ours(folders).fetch(url)


# --- the Word form ------------------------------------------------------------------


@every_form
def test_the_word_form_can_be_read_aloud(key: str) -> None:
    """A title, a language, headings without a jump, a header row on every table."""
    document = Document(BytesIO(blank_of(key, "docx")))
    styles = [p.style.name for p in document.paragraphs if "Heading" in p.style.name]
    languages = xml_of(blank_of(key, "docx"), "word/styles.xml").iter(f"{W}lang")
    headers = [t.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") for t in document.tables]

    assert document.core_properties.title == form_of(key).title
    assert {language.get(f"{W}val") for language in languages} == {"en-GB"}
    assert styles == ["Heading 1", *["Heading 2"] * (len(styles) - 1)]
    assert len(styles) == len(document.tables) + 1
    assert None not in headers


@every_form
def test_the_word_form_names_its_edition_at_the_foot_of_every_page(key: str) -> None:
    """A printed page still says which form it is."""
    [section] = Document(BytesIO(blank_of(key, "docx"))).sections
    foot = section.footer.paragraphs[0]
    counts = [f.get(f"{W}instr") for f in foot._p.iter(f"{W}fldSimple")]

    assert foot.text.startswith(form_of(key).edition_id)
    assert counts == ["PAGE", "NUMPAGES"]


@every_form
def test_each_control_has_a_number_of_its_own_and_a_spoken_name(key: str) -> None:
    """Word throws away a control whose number another one has."""
    controls = controls_in(blank_of(key, "docx")).values()
    told = [part_of(control, f"{W}sdtPr") for control in controls]
    numbers = [part_of(each, f"{W}id").get(f"{W}val") for each in told]
    names = [part_of(each, f"{W}alias").attrib[f"{W}val"] for each in told]

    assert len(set(numbers)) == len(numbers)
    assert all(0 < len(name) <= 64 for name in names)


def test_an_empty_word_form_shows_prompts_and_holds_no_answers() -> None:
    """“Type here” must never be read as somebody's name."""
    assert set(typed_in(blank_of("consent", "docx")).values()) == {"", False}


@every_form
def test_the_word_file_is_a_sound_package(key: str) -> None:
    """Every part is well-formed and listed, so that Word opens it without a word."""
    with ZipFile(BytesIO(blank_of(key, "docx"))) as package:
        names = package.namelist()
        kinds = package.read("[Content_Types].xml").decode()

    assert len(set(names)) == len(names)
    assert "/docProps/custom.xml" in kinds


# --- the layout ---------------------------------------------------------------------


def test_repeated_parts_share_a_number() -> None:
    """“See 4.2” means the second parent, whatever comes after."""
    numbers = [part.number for part in lay_out(form_of("service-request"))]

    assert numbers[:6] == ["1", "2", "3", "4.1", "4.2", "5"]


@every_form
def test_no_row_is_wider_than_the_page(key: str) -> None:
    """Twelve twelfths are a line."""
    rows = [row for part in lay_out(form_of(key)) for row in part.rows]

    assert max(sum(asking.width for asking in row) for row in rows) <= 12


@every_form
def test_no_two_questions_of_one_part_look_alike(key: str) -> None:
    """Two boxes with one label would be filled in at random, and read so."""
    parts = lay_out(form_of(key))
    labels = [[asking.label for asking in part.asked()] for part in parts]

    assert [len(set(each)) for each in labels] == [len(each) for each in labels]


# --- filled in and read back --------------------------------------------------------


@every_form
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_a_pdf_gives_back_what_it_was_filled_with(
    key: str, data: st.DataObject
) -> None:
    """Any script, any sign, any line break: nothing is lost or changed on the way."""
    given_answers = data.draw(answers(form_of(key)))

    stored = stored_in(fill(blank_of(key, "pdf"), given_answers))
    assert {name: stored[name] for name in given_answers} == given_answers


@every_form
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_a_word_form_gives_back_what_it_was_filled_with(
    key: str, data: st.DataObject
) -> None:
    """The same law for the school that works in Word."""
    given_answers = data.draw(answers(form_of(key)))

    typed = typed_in(fill_word(blank_of(key, "docx"), given_answers))
    assert {name: typed[name] for name in given_answers} == given_answers


def test_filling_one_question_leaves_the_others_empty() -> None:
    """What nobody said is not said."""
    filled = stored_in(fill(blank_of("consent", "pdf"), {"consent_scope_av1": True}))

    assert [name for name, value in filled.items() if value] == ["consent_scope_av1"]


@pytest.mark.parametrize(
    ("answers", "named"),
    [
        pytest.param({"shoe_size": "4"}, "shoe_size", id="no such control"),
        pytest.param({"consent_method": "fax"}, "wet_ink, email", id="no such choice"),
        pytest.param({"dob": True}, "dob", id="a tick for words"),
        pytest.param({"consent_scope_av1": "maybe"}, "av1", id="words for a tick"),
    ],
)
def test_what_does_not_fit_the_word_form_is_named(
    answers: dict[str, str | bool], named: str
) -> None:
    """The sentence says which control, so that it can be put right."""
    with pytest.raises(CannotDo, match=re.escape(named)):
        fill_word(blank_of("consent", "docx"), answers)


def test_a_filled_word_form_shows_the_label_and_keeps_the_value() -> None:
    """A person reads “Signed on paper”, a program reads `wet_ink`."""
    filled = fill_word(blank_of("consent", "docx"), {"consent_method": "wet_ink"})
    control = controls_in(filled)["consent_method"]

    assert control.xpath("string()") == "Signed on paper"
    assert part_of(control, f".//{W}dropDownList").get(f"{W}lastValue") == "wet_ink"
