"""Filling forms: our own, and those of other offices with habits of their own."""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from tests.blanks import blank_of, opened, stored_in
from toolkit.errors import CannotDo, UnreadableFile
from toolkit.pdf import fill, look_into, protect

STORY = (
    "Jakub has had severe headaches and fatigue since a viral illness in September. "
    "He can read for about twenty minutes before he has to lie down, and more than an "
    "hour of school leaves him unwell for days."
)


def seen_in(contents: bytes, page: int = 1) -> str:
    """Return the text somebody sees on a page, what its fields show included."""
    document = pypdfium2.PdfDocument(contents)
    document.init_forms()
    sheet = document[page - 1]
    assert pdfium.FPDFPage_Flatten(sheet, 0) == 1
    text: str = document[page - 1].get_textpage().get_text_range()
    return " ".join(text.replace("\ufffe", "").split())


def form_with(*fields: pikepdf.Dictionary, **more: object) -> bytes:
    """Return a page of another office's form with these fields."""
    pdf = pikepdf.new()
    sheet = pdf.add_blank_page(page_size=(400, 400))
    made = [pdf.make_indirect(field) for field in fields]
    widgets = [widget for each in made for widget in _widgets(pdf, each)]
    sheet.obj.Annots = pikepdf.Array(widgets)
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=made, DA="/Helv 0 Tf 0 g", **more)
    kept = BytesIO()
    pdf.save(kept)
    return kept.getvalue()


def _widgets(pdf: pikepdf.Pdf, field: pikepdf.Object) -> list[pikepdf.Object]:
    if "/Kids" not in field:
        return [field]
    kids = [pdf.make_indirect(kid) for kid in field.Kids]
    for kid in kids:
        kid.Parent = field
    field.Kids = pikepdf.Array(kids)
    return kids


def field(sort: str, name: str, **more: object) -> pikepdf.Dictionary:
    """Return a field with one widget."""
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Widget,
        FT=pikepdf.Name(f"/{sort}"),
        T=name,
        Rect=[20, 300, 380, 340],
        F=4,
        **more,
    )


def button(state: str) -> pikepdf.Dictionary:
    """Return a widget that is pressed or not."""
    looks = pikepdf.Dictionary({f"/{state}": pikepdf.Dictionary()})
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Widget,
        Rect=[20, 300, 40, 320],
        AP=pikepdf.Dictionary(N=looks),
        AS=pikepdf.Name.Off,
    )


def radios(**more: object) -> pikepdf.Dictionary:
    """Return a group of two buttons called 0 and 1, as many programs call them."""
    kids = pikepdf.Array([button("0"), button("1")])
    return pikepdf.Dictionary(
        FT=pikepdf.Name.Btn, T="agree", Ff=1 << 15, Kids=kids, **more
    )


def value_of(contents: bytes, number: int = 0) -> str:
    """Return what the form's field of this number stores."""
    return str(opened(contents).Root.AcroForm.Fields[number].V)


# --- what is seen -------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Wiśniewski", id="Polish letters"),
        pytest.param("Smith & <Sons>", id="signs"),
        pytest.param("Siobhan O’Neill – “Shiv”", id="typographic signs"),
        pytest.param("Eszter Szabó-Őry", id="Hungarian letters"),
        pytest.param("Νίκος Папазов", id="Greek and Cyrillic"),
    ],
)
def test_a_name_is_seen_as_it_is_written(name: str) -> None:
    """What the office prints is what the family wrote."""
    filled = fill(blank_of("consent", "pdf"), {"consent_pupil_name": name})

    assert name in seen_in(filled)


def test_a_long_answer_is_seen_to_its_last_word() -> None:
    """Lines break and letters shrink; nothing is hidden behind the edge of its box."""
    story = " ".join([STORY] * 5)[:1199] + "."
    contents = blank_of("baseline", "pdf")
    filled = fill(contents, {"emotional_wellbeing_baseline": story})

    assert "".join(story.split()) in "".join(seen_in(filled, page=3).split())


def test_lines_stay_apart() -> None:
    """An address is lines."""
    address = "The Old Forge\n14 Larkfield Rise\nHollowmere"
    filled = fill(blank_of("service-request", "pdf"), {"home_address_lines": address})
    document = pypdfium2.PdfDocument(filled)
    document.init_forms()
    pdfium.FPDFPage_Flatten(document[1], 0)
    words = document[1].get_textpage()

    found = [words.search(line).get_next() for line in address.split("\n")]
    tops = [round(words.get_charbox(start)[3]) for start, _count in found]
    assert tops == sorted(set(tops), reverse=True)


def test_a_filled_form_is_drawn_by_us_and_still_spoken() -> None:
    """Viewers need not draw it again, each in its own way; nothing is lost by it."""
    filled = fill(blank_of("consent", "pdf"), {"consent_signer_name": "Zoë Łącka"})
    form = opened(filled).Root.AcroForm

    assert form.NeedAppearances is False
    assert look_into(filled).problems == ()


def test_letters_no_typeface_has_are_left_to_the_viewer() -> None:
    """We have no Chinese letters; the viewer may, so it is asked to draw."""
    filled = fill(blank_of("consent", "pdf"), {"consent_signer_name": "李薇"})
    form = opened(filled).Root.AcroForm

    assert stored_in(filled)["consent_signer_name"] == "李薇"
    assert form.NeedAppearances is True


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_widget_that_is_turned_is_filled_all_the_same(turned: int) -> None:
    """Tables printed across a page have their boxes turned."""
    marks = pikepdf.Dictionary(R=turned)
    filled = fill(form_with(field("Tx", "name", MK=marks)), {"name": "Okafor"})
    widget = opened(filled).pages[0].Annots[0]

    box = [float(side) for side in widget.AP.N.BBox]
    assert box == [0, 0, *([40, 360] if turned in {90, 270} else [360, 40])]


# --- other offices' forms -----------------------------------------------------------


def test_a_form_with_a_plain_font_shows_any_name() -> None:
    """Most forms name Helvetica, which has no ś."""
    filled = fill(form_with(field("Tx", "name")), {"name": "Wiśniewski"})

    assert value_of(filled) == "Wiśniewski"
    assert "Wiśniewski" in seen_in(filled)


def test_one_letter_boxes_are_filled_one_by_one() -> None:
    """A date of birth in eight boxes is eight letters."""
    comb = field("Tx", "dob", Ff=1 << 24, MaxLen=8)
    filled = fill(form_with(comb), {"dob": "03052012"})
    drawn = opened(filled).pages[0].Annots[0].AP.N.read_bytes()

    assert drawn.count(b"Tj") == 8


def test_fields_inside_fields_are_found_by_their_full_name() -> None:
    """`pupil.name` and `parent.name` are not the same."""
    outer = pikepdf.Dictionary(T="pupil", Kids=pikepdf.Array([field("Tx", "name")]))
    filled = fill(form_with(outer), {"pupil.name": "Amara"})

    found = opened(filled).Root.AcroForm.Fields[0].Kids[0]
    assert str(found.V) == "Amara"


@pytest.mark.parametrize(
    ("said", "stored"),
    [
        pytest.param("1", "/1", id="by its state"),
        pytest.param("No", "/1", id="by its label"),
        pytest.param("yes", "/0", id="but for a capital"),
        pytest.param(True, "/0", id="by true"),
        pytest.param("", "/Off", id="by nothing"),
    ],
)
def test_a_radio_button_is_pressed(*, said: str | bool, stored: str) -> None:
    """Many programs number their buttons and keep the labels beside them."""
    group = radios(Opt=pikepdf.Array(["Yes", "No"]))

    assert value_of(fill(form_with(group), {"agree": said})) == stored


def test_the_buttons_of_a_group_show_what_the_group_stores() -> None:
    """What is stored and what is drawn must never disagree."""
    filled = fill(form_with(radios()), {"agree": "1"})
    group = opened(filled).Root.AcroForm.Fields[0]

    assert [str(kid.AS) for kid in group.Kids] == ["/Off", "/1"]


def test_fields_of_one_name_are_filled_together() -> None:
    """Some programs write the buttons of one group as two fields."""
    twins = [field("Tx", "name"), field("Tx", "name")]
    filled = fill(form_with(*twins), {"name": "Okafor"})

    assert (value_of(filled, 0), value_of(filled, 1)) == ("Okafor", "Okafor")


@pytest.mark.parametrize(
    "said", [pytest.param("y8", id="its value"), pytest.param("Year 8", id="its label")]
)
def test_a_list_stores_the_value_and_shows_the_label(said: str) -> None:
    """The other office's program reads `y8`; its people read “Year 8”."""
    options = pikepdf.Array([pikepdf.Array(["y8", "Year 8"])])
    filled = fill(
        form_with(field("Ch", "year", Opt=options, Ff=1 << 17)), {"year": said}
    )

    assert value_of(filled) == "y8"
    assert "Year 8" in seen_in(filled)


def test_a_tick_takes_the_state_its_form_gave_it() -> None:
    """Not every form calls it `Yes`."""
    tick = pikepdf.Dictionary(button("Ja"))
    tick.FT, tick.T = pikepdf.Name.Btn, "agree"
    filled = fill(form_with(tick), {"agree": True})

    assert value_of(filled) == "/Ja"


def test_older_copies_of_an_answer_do_not_stay_behind() -> None:
    """A rich copy or an XFA copy would go on showing the old name."""
    contents = form_with(field("Tx", "name", RV="<p>old</p>"), XFA="<xdp/>")
    form = opened(fill(contents, {"name": "new"})).Root.AcroForm

    assert "/XFA" not in form
    assert "/RV" not in form.Fields[0]


# --- what cannot be done ------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "named"),
    [
        pytest.param({"shoe_size": "4"}, "shoe_size", id="no such field"),
        pytest.param({"consent_method": "fax"}, "wet_ink, email", id="no such choice"),
        pytest.param({"consent_pupil_name": "x" * 81}, "80 letters", id="too long"),
        pytest.param({"dob": True}, "dob", id="a tick for words"),
        pytest.param({"consent_scope_av1": "maybe"}, "av1", id="words for a tick"),
        pytest.param({"dob": "\ud83d"}, "dob", id="half of a letter"),
    ],
)
def test_what_does_not_fit_is_named(answers: dict[str, str | bool], named: str) -> None:
    """The sentence says which field, so that it can be put right."""
    with pytest.raises(CannotDo, match=re.escape(named)):
        fill(blank_of("consent", "pdf"), answers)


def test_an_answer_is_never_told_in_what_is_raised() -> None:
    """Sentences end up in logs; a child's name must not."""
    with pytest.raises(CannotDo) as raised:
        fill(blank_of("consent", "pdf"), {"consent_method": "Amara Okafor"})

    assert "Amara" not in str(raised.value)


def test_a_button_is_left_to_the_person() -> None:
    """A push button does something; filling a form must not."""
    with pytest.raises(CannotDo, match="send"):
        fill(form_with(field("Btn", "send", Ff=1 << 16)), {"send": "x"})


@pytest.mark.parametrize(
    "contents",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"%PDF-1.7\n", id="only a beginning"),
    ],
)
def test_what_is_no_pdf_is_said_to_be_none(contents: bytes) -> None:
    """A damaged file is told apart from a fault of ours."""
    with pytest.raises(UnreadableFile, match="not a PDF"):
        fill(contents, {})


def test_a_locked_form_is_not_filled() -> None:
    """The sender is asked for another copy."""
    locked = protect(blank_of("consent", "pdf"), "larkfield-rise")

    with pytest.raises(UnreadableFile, match="password"):
        fill(locked, {})
