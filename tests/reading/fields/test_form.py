from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.papers import pdfs
from toolkit.model import Document, Mark, MarkKind, PaperSort
from toolkit.reading import Limits, read


def only_mark(*fields: pdfs.Make, **how: object) -> Mark:
    """Return the single mark of a form with one field."""
    [mark] = read(pdfs.form(*fields, **how), "form.pdf").marks  # type: ignore[arg-type]
    return mark


def codes(document: Document) -> list[str]:
    """Return the codes of a document's problems."""
    return [problem.code for problem in document.problems]


def test_every_field_is_a_mark_by_its_full_name() -> None:
    """The sender's own names are how an unknown form is learned."""
    paper = pdfs.form(
        pdfs.text("dob", String("3/5/12")),
        pdfs.group("pupil", {}, pdfs.text("surname", String("Okafor"))),
        pdfs.tick("agreed", stored="Yes", drawn="Yes"),
        pdfs.signature("head"),
    )

    document = read(paper, "form.pdf")

    assert document.sort is PaperSort.PDF_FORM
    assert document.pages == 1
    assert {(m.key, m.kind.value, m.text, m.tick) for m in document.marks} == {
        ("dob", "text", "3/5/12", None),
        ("pupil.surname", "text", "Okafor", None),
        ("agreed", "tick", "Yes", True),
        ("head", "signature", "", None),
    }
    assert not any(mark.ask for mark in document.marks)


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        pytest.param(String("Siobhan O’Neill"), "Siobhan O’Neill", id="typographic"),
        pytest.param(String("Jakub Wiśniewski"), "Jakub Wiśniewski", id="utf-16"),
        pytest.param(
            String(b"\xef\xbb\xbfZo\xc3\xab"), "Zoë", id="utf-8 with its mark"
        ),
        pytest.param(String("one\r\ntwo\rthree"), "one\ntwo\nthree", id="line breaks"),
        pytest.param(Name("/Year#209"), "Year#209", id="a name for a text"),
        pytest.param(None, "", id="never filled"),
        pytest.param(String(""), "", id="emptied"),
    ],
)
def test_text_is_read_as_it_was_typed(stored: object, text: str) -> None:
    """A name with its accents lost is another name."""
    mark = only_mark(pdfs.text("name", stored))

    assert mark.text == text
    assert mark.kind is MarkKind.TEXT
    assert not mark.ask


def test_a_field_inherits_its_sort_and_its_value() -> None:
    """Some programs store the value once, above the boxes that show it."""
    named = {"/FT": Name.Tx, "/V": String("Northfield School")}
    mark = only_mark(pdfs.group("school", named, pdfs.text("name")))

    assert (mark.key, mark.text) == ("school.name", "Northfield School")


def test_several_chosen_values_stand_one_on_a_line() -> None:
    """A list from which three things were chosen must not lose two."""
    mark = only_mark(pdfs.chosen("subjects", Array([String("Art"), String("Maths")])))

    assert mark.text == "Art\nMaths"


@pytest.mark.parametrize(
    ("stored", "drawn", "tick", "ask"),
    [
        pytest.param("Yes", "Yes", True, False, id="ticked"),
        pytest.param("Off", "Off", False, False, id="not ticked"),
        pytest.param("", "Off", False, False, id="never touched"),
        pytest.param("", "", False, False, id="no state at all"),
        pytest.param("Yes", "Off", None, True, id="stored but not drawn"),
        pytest.param("Off", "Yes", None, True, id="drawn but not stored"),
        pytest.param("", "Yes", None, True, id="drawn and nothing stored"),
        pytest.param("On", "Off", None, True, id="stored a state it does not have"),
        pytest.param("On", "On", None, True, id="drawn in a state without a picture"),
    ],
)
def test_a_tick_counts_only_where_stored_and_drawn_agree(
    *, stored: str, drawn: str, tick: bool | None, ask: bool
) -> None:
    """The person who signed saw what was drawn; the program saw what was stored."""
    mark = only_mark(pdfs.tick("agreed", stored=stored, drawn=drawn))

    assert (mark.kind, mark.tick, mark.ask) == (MarkKind.TICK, tick, ask)


@pytest.mark.parametrize("written", ["Yes", "/Yes"])
def test_a_tick_stored_as_text_is_a_tick(written: str) -> None:
    """Programs that fill forms sometimes write text where a name belongs."""
    mark = only_mark(pdfs.tick("agreed", value=String(written), drawn="Yes"))

    assert (mark.tick, mark.ask) == (True, False)


def test_a_box_that_is_never_drawn_is_told_by_what_is_stored() -> None:
    """A form that leaves drawing to the viewer has nothing to disagree with."""

    def undrawn(pdf: pikepdf.Pdf) -> pikepdf.Object:
        box = pdfs.tick("agreed", stored="Yes")(pdf)
        del box["/AP"]
        return box

    mark = only_mark(undrawn)

    assert (mark.tick, mark.ask) == (True, False)


def test_a_radio_group_is_one_text_with_the_chosen_state() -> None:
    """One question has one answer, however many buttons it is printed with."""
    mark = only_mark(pdfs.radio("sen", ["N", "K", "E"], stored="K", drawn="K"))

    assert (mark.kind, mark.text, mark.tick, mark.ask) == (
        MarkKind.TEXT,
        "K",
        None,
        False,
    )
    assert mark.place.box == (112.0, 190.0, 124.0, 202.0)


def test_an_untouched_radio_group_is_blank_and_not_asked_about() -> None:
    """A blank question is missing, which is another thing than doubtful."""
    mark = only_mark(pdfs.radio("sen", ["N", "K"]))

    assert (mark.text, mark.ask) == ("", False)


@pytest.mark.parametrize(
    ("stored", "drawn"),
    [
        pytest.param("Choice3", "", id="a state that no button has"),
        pytest.param("N", "K", id="another button is drawn"),
        pytest.param("N", "", id="no button is drawn"),
        pytest.param("", "K", id="nothing stored"),
    ],
)
def test_a_radio_group_that_disagrees_with_itself_is_asked_about(
    stored: str, drawn: str
) -> None:
    """Two readers of this file would see two different answers."""
    mark = only_mark(pdfs.radio("sen", ["N", "K"], stored=stored, drawn=drawn))

    assert mark.ask


def test_numbered_states_are_read_as_what_the_form_lists_for_them() -> None:
    """`1` means nothing to a person; what the button stands for does."""
    mark = only_mark(
        pdfs.radio("sen", ["0", "1"], stored="1", drawn="1", listed=["None", "K"])
    )

    assert mark.text == "K"


def test_check_boxes_that_share_a_name_say_which_of_them_is_ticked() -> None:
    """`Yes` and `No` boxes of one name: ticked alone would not say which."""
    mark = only_mark(
        pdfs.radio("meals", ["Yes", "No"], stored="No", drawn="No", flags=0)
    )

    assert (mark.kind, mark.tick, mark.text) == (MarkKind.TICK, True, "No")


def test_a_signed_signature_names_its_signer() -> None:
    """The desk compares the name with the form's."""
    mark = only_mark(pdfs.signature("head", "Grace Adeyemi"))

    assert (mark.kind, mark.text) == (MarkKind.SIGNATURE, "Grace Adeyemi")


@pytest.mark.parametrize(
    ("rotate", "box"),
    [
        pytest.param(0, (62.0, 112.0, 262.0, 132.0), id="upright"),
        pytest.param(90, (680.0, 62.0, 700.0, 262.0), id="a quarter right"),
        pytest.param(180, (313.0, 680.0, 513.0, 700.0), id="upside down"),
        pytest.param(270, (112.0, 313.0, 132.0, 513.0), id="a quarter left"),
    ],
)
def test_boxes_are_where_a_person_sees_them(
    rotate: int, box: tuple[float, float, float, float]
) -> None:
    """Turned and cropped pages are normal; a box beside the answer misleads."""
    paper = pdfs.form(
        pdfs.text("dob", String("x"), rect=(72, 700, 272, 720)),
        rotate=rotate,
        crop=(10, 20, 585, 832),
    )

    [mark] = read(paper, "form.pdf").marks

    assert mark.place.page == 1
    assert mark.place.box == box


def test_the_printed_label_comes_from_the_tooltip() -> None:
    """Findings name the question as the sender saw it."""

    def labelled(pdf: pikepdf.Pdf) -> pikepdf.Object:
        field = pdfs.text("f17")(pdf)
        field.TU = String("Date of birth")
        return field

    assert only_mark(labelled).place.label == "Date of birth"


def test_a_field_that_is_its_own_parent_is_read_once() -> None:
    """A loop in a file must not become a loop in us."""

    def looping(pdf: pikepdf.Pdf) -> pikepdf.Object:
        field = pdf.make_indirect(pdfs.text("dob", String("3/5/12"))(pdf))
        field.Parent = field
        field.Kids = Array([field])
        return field

    document = read(pdfs.form(looping), "form.pdf")

    assert [mark.text for mark in document.marks] in ([], ["3/5/12"])
    assert document.sort is not PaperSort.UNREADABLE


def test_widgets_the_form_has_forgotten_are_found_on_the_page() -> None:
    """Some programs merge pages and lose the list of fields; people still see them."""
    pdf = pdfs.a_form(pdfs.text("dob", String("3/5/12")))
    pdf.Root.AcroForm.Fields = Array()
    with pytest.warns(pikepdf.PageCopyWarning):
        paper = pdfs.saved(pdf)

    [mark] = read(paper, "form.pdf").marks

    assert (mark.key, mark.text) == ("dob", "3/5/12")


def test_two_fields_of_one_name_that_differ_ask_a_person() -> None:
    """A viewer shows one of them; we cannot tell which one the sender saw."""
    paper = pdfs.form(
        pdfs.text("dob", String("3/5/12")), pdfs.text("dob", String("4/5/12"))
    )

    marks = read(paper, "form.pdf").marks

    assert {mark.text for mark in marks} == {"3/5/12", "4/5/12"}
    assert all(mark.ask for mark in marks)


def test_two_fields_of_one_name_that_agree_are_one_mark() -> None:
    """A name repeated on every page is one answer."""
    paper = pdfs.form(*[pdfs.text("name", String("Amara Okafor"))] * 2)

    assert len(read(paper, "form.pdf").marks) == 1


def test_a_value_far_too_long_is_cut_and_asked_about() -> None:
    """Half an answer must not pass for a whole one."""
    paper = pdfs.form(pdfs.text("reason", String("word " * 50)))

    document = read(paper, "form.pdf", Limits(max_value_length=20))

    [mark] = document.marks
    assert (len(mark.text), mark.ask) == (20, True)
    assert codes(document) == ["too-long"]


def test_a_form_with_more_fields_than_anybody_prints_is_declined() -> None:
    """A million fields are an attack on our memory, not a form."""
    fields = [pdfs.text(f"f{at}") for at in range(12)]

    document = read(pdfs.form(*fields), "form.pdf", Limits(max_fields=10))

    assert codes(document) == ["too-big-to-open"]


def test_scripts_are_noted_and_the_form_is_read_all_the_same() -> None:
    """Many honest forms calculate; nothing in them ever runs here."""
    pdf = pdfs.a_form(pdfs.text("dob", String("3/5/12")))
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))

    document = read(pdfs.saved(pdf), "form.pdf")

    assert [mark.text for mark in document.marks] == ["3/5/12"]
    assert codes(document) == ["active-content"]


def test_a_link_is_not_active_content() -> None:
    """Every form has a link to its council; a warning each time is never read."""
    pdf = pdfs.a_form(pdfs.text("dob"))
    link = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([0, 0, 9, 9]),
        A=Dictionary(S=Name.URI, URI=String("https://council.example")),
    )
    pdf.pages[0].obj.Annots.append(pdf.make_indirect(link))

    assert read(pdfs.saved(pdf), "form.pdf").problems == ()


def test_a_form_only_adobe_reader_can_show_is_declined() -> None:
    """Its page says `please wait`; the answers are where we do not look."""
    pdf = pdfs.a_form(lines=["Please wait..."])
    pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")

    document = read(pdfs.saved(pdf), "form.pdf")

    assert document.sort is PaperSort.UNREADABLE
    assert codes(document) == ["xfa"]
