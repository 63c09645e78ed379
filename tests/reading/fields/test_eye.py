from __future__ import annotations

from collections.abc import Mapping

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from tests.papers import drawn, pdfs
from toolkit.model import Document, Mark
from toolkit.reading import read
from toolkit.reading.problems import problem


def seen(*fields: pdfs.Make, **form: object) -> Document:
    """Return a form of one page, read; `form` are entries of the form itself."""
    pdf = pdfs.a_form(*fields)
    for key, entry in form.items():
        pdf.Root.AcroForm[f"/{key}"] = entry
    return read(pdfs.saved(pdf), "form.pdf")


def only(document: Document) -> Mark:
    """Return the single mark of a form with one field."""
    [mark] = document.marks
    return mark


def codes(document: Document) -> list[str]:
    """Return the codes of a document's problems."""
    return [each.code for each in document.problems]


# --- words ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "drawing"),
    [
        pytest.param("Amara Okafor", drawn.line("Amara Okafor"), id="as stored"),
        pytest.param("Amara Okafor", None, id="left to the viewer to draw"),
        pytest.param("", drawn.line(""), id="nothing in either"),
        pytest.param("", b"1 g 0 0 200 20 re f", id="empty on a white ground"),
        pytest.param("", drawn.line("DD / MM / YYYY"), id="how to fill it"),
        pytest.param("", drawn.line("........"), id="dots to write on"),
        pytest.param(
            "off school since May",
            b"BT /F1 10 Tf 2 12 Td 9 TL (off school) Tj T* (since May) Tj ET",
            id="wrapped",
        ),
        pytest.param(
            "AL97",
            b"BT /F1 10 Tf 2 6 Td (A) Tj 20 0 Td (L) Tj 20 0 Td (9) Tj 20 0 Td (7) Tj "
            b"ET",
            id="a letter in each box",
        ),
        pytest.param(
            "a\xadfter\u200b noon", drawn.line("after noon"), id="soft hyphen"
        ),
        pytest.param("office", drawn.line("office"), id="plain letters"),
        pytest.param("o\ufb03ce", drawn.line("office"), id="a ligature stored"),
        pytest.param("O’Neill", drawn.line("O'Neill"), id="another apostrophe"),
        pytest.param("yes – see", drawn.line("yes ± see"), id="another code's dash"),
        pytest.param("Wiśniewski", drawn.line("Wi?niewski"), id="no such letter"),
        pytest.param("Wiśniewski", drawn.line("Wisniewski"), id="no such accent"),
        pytest.param("Step ①", drawn.line("Step ?"), id="no such circled figure"),
        pytest.param("Step ①", drawn.line("Step 1"), id="a circled figure spelt out"),
        pytest.param("Ⓑ Zoë", drawn.line("? Zoë"), id="no such circled letter"),
        pytest.param("ab\u1680c", drawn.line("ab?c"), id="a box for an odd space"),
        pytest.param("ab\u200ec", drawn.line("ab?c"), id="a box for a mark unseen"),
        pytest.param("Zoë", drawn.line("ZoÃ«"), id="in the bytes of another code"),
        pytest.param("(a\\b)", drawn.line("(a\\b)"), id="signs that are escaped"),
        pytest.param(
            "Amara", b"BT /F1 10 Tf 2 6 Td [(Am) -300 (ara)] TJ ET", id="with kerning"
        ),
        pytest.param(
            "Amara", b"BT /F1 10 Tf 2 6 Td <416D617261> Tj ET", id="as numbers"
        ),
        pytest.param(
            "one two three four five six seven eight nine ten",
            drawn.line("one two three four five six seven eight nine te"),
            id="cut off at the edge",
        ),
        pytest.param(
            "first line\nsecond line\nthird line",
            b"BT /F1 10 Tf 2 11 Td 9 TL (first line) Tj T* (second line) Tj "
            b"T* (third line) Tj ET",
            id="more lines than there is room for",
        ),
    ],
)
def test_what_is_shown_as_it_is_stored_asks_nobody(
    value: str, drawing: bytes | None
) -> None:
    """A desk that is asked about every wrapped line stops looking."""
    document = seen(drawn.typed("name", value, drawing))

    assert (only(document).text, only(document).ask) == (value, False)
    assert codes(document) == []


@pytest.mark.parametrize(
    ("value", "drawing"),
    [
        pytest.param("Amara Okafor", drawn.line("Amara Okafar"), id="another letter"),
        pytest.param("not agreed", drawn.line("agreed"), id="a word less"),
        pytest.param("10 hours", drawn.line("10"), id="a start with room for the rest"),
        pytest.param("3/5/12", drawn.line("5/3/12"), id="another day"),
        pytest.param("1½ hours", drawn.line("1 hours"), id="half an hour less"),
        pytest.param("1½ hours", drawn.line("1¼ hours"), id="a quarter less"),
        pytest.param("Step ①", drawn.line("Step"), id="a circled figure lost"),
        pytest.param("Step ①", drawn.line("Step 2"), id="another figure spelt out"),
        pytest.param("Amara", b"", id="nothing drawn"),
        pytest.param("Amara", drawn.line("Amara", before="1 g"), id="white on white"),
        pytest.param("Amara", drawn.line("Amara", before="3 Tr"), id="in no ink"),
        pytest.param("Amara", drawn.line("Amara", at=(2, 90)), id="beside its box"),
        pytest.param(
            "Amara",
            drawn.line("Amara") + b" 1 g 0 0 200 20 re f",
            id="covered with white",
        ),
        pytest.param(
            "Amara",
            drawn.line("Amara") + b" 1 g 0 0 200 20 re f 0 g" + drawn.line("Jakub"),
            id="covered and written over",
        ),
    ],
)
def test_what_is_shown_otherwise_asks_a_person(value: str, drawing: bytes) -> None:
    """The parent who signed saw the page and not what the file has stored."""
    document = seen(drawn.typed("name", value, drawing))
    mark = only(document)

    assert (mark.text, mark.ask) == (value, True)
    assert mark.confidence < 1
    assert codes(document) == ["drawn-differs"]


def test_an_answer_that_is_only_drawn_is_kept_and_asked_about() -> None:
    """What somebody wrote is not dropped because a program did not store it."""
    mark = only(seen(drawn.typed("name", "", drawn.line("Amara Okafor"))))

    assert (mark.text, mark.ask) == ("Amara Okafor", True)


def test_the_problem_counts_the_answers_and_quotes_none() -> None:
    """The sentence goes into mails and logs; the answers do not."""
    document = seen(
        drawn.typed("forename", "Amara", drawn.line("Jakub")),
        drawn.typed("surname", "Okafor", drawn.line("Adeyemi")),
        drawn.typed("school", "Northfield", drawn.line("Northfield")),
    )

    assert document.problems == (problem("drawn-differs", count=2),)
    assert "2" in document.problems[0].sentence


@settings(max_examples=60, deadline=None)
@given(
    value=st.text("abcdefgh XYZ019.,-/", min_size=1, max_size=12),
    at=st.integers(0, 11),
    letter=st.sampled_from("qkw"),
)
def test_one_changed_letter_is_always_noticed(value: str, at: int, letter: str) -> None:
    """A date or a UPN with one other digit is another child's."""
    place = at % len(value)
    other = value[:place] + letter + value[place + 1 :]

    assert only(seen(drawn.typed("name", value, drawn.line(other)))).ask


@pytest.mark.parametrize(
    ("letters", "shown", "ask"),
    [
        pytest.param({1: "A", 2: "m", 3: "a", 4: "r"}, "Amara", False, id="all told"),
        pytest.param({1: "A", 2: "m", 3: "a", 4: "l"}, "Amara", True, id="others told"),
        pytest.param({}, "Amara", False, id="none told, the same pattern"),
        pytest.param({}, "Jakub", True, id="none told, another pattern"),
    ],
)
def test_a_font_is_read_by_its_own_table(
    letters: Mapping[int, str], shown: str, *, ask: bool
) -> None:
    """Embedded fonts number their letters anew in every file."""
    drawing = b"BT /F1 10 Tf 2 6 Td <00010002000300040003> Tj ET"

    mark = only(seen(drawn.typed("name", shown, drawing, letters=letters)))

    assert (mark.text, mark.ask) == (shown, ask)


def test_a_fonts_own_encoding_is_respected() -> None:
    """Acrobat's own forms name the letters of the upper half one by one."""

    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        field = pdfs.text("name", String("Zoë"), rect=drawn.BOX)(pdf)
        encoding = Dictionary(
            Type=Name.Encoding, Differences=Array([1, Name.Z, Name.o, Name.edieresis])
        )
        font = drawn.helvetica(pdf, encoding)
        drawing = b"BT /F1 10 Tf 2 6 Td <010203> Tj ET"
        field.AP = Dictionary(N=drawn.stream(pdf, drawing, font=font))
        return field

    assert not only(seen(make)).ask


@pytest.mark.parametrize(
    ("drawing", "ask"),
    [
        pytest.param(None, False, id="not drawn at all"),
        pytest.param(b"/Tx BMC EMC", False, id="drawn empty when it was a blank"),
        pytest.param(drawn.line("Jakub"), True, id="drawn as somebody else"),
    ],
)
def test_a_form_that_is_drawn_anew_shows_what_is_stored(
    drawing: bytes | None, *, ask: bool
) -> None:
    """Most programs that fill forms ask the viewer to draw them; not all viewers do."""
    document = seen(drawn.typed("name", "Amara", drawing), NeedAppearances=True)

    assert only(document).ask is ask


@pytest.mark.parametrize(
    ("value", "shown", "ask"),
    [
        pytest.param("1234.5", "£1,234.50", False, id="an amount"),
        pytest.param("-55", "(55.00)", False, id="an accountant's minus"),
        pytest.param("3/5/12", "03/05/2012", False, id="a date"),
        pytest.param("01632960101", "(01632) 960 101", False, id="a telephone number"),
        pytest.param("3/5/12", "05/03/2012", True, id="month and day exchanged"),
        pytest.param("15", "1.5", True, id="another amount"),
    ],
)
def test_a_script_may_write_a_number_another_way(
    value: str, shown: str, *, ask: bool
) -> None:
    """Forms with formatted numbers and dates are common and honest."""
    acts = {"/AA": Dictionary(F=Dictionary(S=Name.JavaScript, JS=String("x")))}

    document = seen(drawn.typed("amount", value, drawn.line(shown), own=acts))

    assert only(document).ask is ask


@pytest.mark.parametrize(
    "own",
    [
        pytest.param({"/F": 2}, id="hidden"),
        pytest.param({"/F": 32}, id="not to be viewed"),
        pytest.param({"/Rect": Array((72, 700, 72, 700))}, id="without a size"),
        pytest.param({"/Rect": Array((-300, 700, -100, 720))}, id="beside the page"),
    ],
)
def test_an_answer_nobody_can_see_is_asked_about(own: Mapping[str, object]) -> None:
    """Nobody has agreed to what is not on the page."""
    document = seen(drawn.typed("fee", "100", None, own=own))

    assert (only(document).text, only(document).ask) == ("100", True)


def test_a_hidden_field_that_is_empty_is_nobodys_business() -> None:
    """Forms hide what does not apply; asking about that would hide the rest."""
    assert not only(seen(drawn.typed("fee", "", None, own={"/F": 2}))).ask


def test_an_answer_on_a_layer_that_is_off_is_asked_about() -> None:
    """Layers hide fields as well as flags do."""
    pdf = pdfs.a_form(drawn.typed("fee", "100", drawn.line("100")))
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Fees")))
    pdf.pages[0].obj.Annots[0].OC = layer
    pdf.Root.OCProperties = Dictionary(
        OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]))
    )

    assert only(read(pdfs.saved(pdf), "form.pdf")).ask


@pytest.mark.parametrize(
    ("value", "shown", "ask"),
    [
        pytest.param("K", "SEN support", False, id="the choice's label"),
        pytest.param("K", "K", False, id="the choice's value"),
        pytest.param("K", "EHC plan", True, id="another choice's label"),
    ],
)
def test_a_choice_shows_its_label_or_its_value(
    value: str, shown: str, *, ask: bool
) -> None:
    """A list that shows one line and stores another says two things."""
    lines = Array(
        Array([String(v), String(t)])
        for v, t in (("K", "SEN support"), ("E", "EHC plan"))
    )
    own = {"/FT": Name.Ch, "/Ff": 1 << 17, "/Opt": lines}

    assert only(seen(drawn.typed("sen", value, drawn.line(shown), own=own))).ask is ask


@pytest.mark.parametrize(
    ("value", "bar", "ask"),
    [
        pytest.param("Art", 20, False, id="the chosen line is marked"),
        pytest.param("Art", 8, True, id="another line is marked"),
        pytest.param("", None, False, id="nothing is chosen or marked"),
    ],
)
def test_a_list_of_lines_marks_the_chosen_ones(
    value: str, bar: int | None, *, ask: bool
) -> None:
    """All its lines are drawn, chosen or not."""
    marked = b"" if bar is None else f"0.6 0.7 0.9 rg 0 {bar} 200 10 re f ".encode()
    lines = b"BT /F1 9 Tf 0 g 2 22 Td 12 TL (Art) Tj T* (Maths) Tj ET"
    own = {
        "/FT": Name.Ch,
        "/Opt": Array([String("Art"), String("Maths")]),
        "/Rect": Array((72, 690, 272, 724)),
    }

    box = (0, 0, 200, 34)
    document = seen(drawn.typed("subject", value, marked + lines, own=own, box=box))

    assert only(document).ask is ask


def test_words_printed_over_an_empty_field_are_an_answer_to_ask_about() -> None:
    """Some programs type on the page and leave the field beneath it empty."""
    pdf = pdfs.a_form(drawn.typed("name", "", None), lines=["A form"])
    words = pdf.pages[0].obj.Contents.read_bytes()
    pdf.pages[0].obj.Contents = pdf.make_stream(
        words + b" BT /F1 10 Tf 76 706 Td (Amara Okafor) Tj ET"
    )

    mark = only(read(pdfs.saved(pdf), "form.pdf"))

    assert (mark.text, mark.ask) == ("Amara Okafor", True)


def test_a_sentence_that_runs_under_an_empty_field_is_no_answer() -> None:
    """Careless forms lay their fields over their own words."""
    pdf = pdfs.a_form(drawn.typed("name", "", None), lines=["A form"])
    pdf.pages[0].obj.Contents = pdf.make_stream(
        b"BT /F1 10 Tf 60 706 Td (Please write the full name of your child here, as it "
        b"stands on the letter you have had from the school.) Tj ET"
    )

    mark = only(read(pdfs.saved(pdf), "form.pdf"))

    assert (mark.text, mark.ask) == ("", False)


# --- ticks ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ticked", "empty"),
    [
        pytest.param(drawn.CHECK, b"", id="a tick"),
        pytest.param(drawn.FRAME + drawn.CHECK, drawn.FRAME, id="a tick in a frame"),
        pytest.param(b"0 0 12 12 re f", b"", id="filled"),
        pytest.param(b"0 g 3 3 6 6 re f", drawn.FRAME, id="filled in a frame"),
        pytest.param(b"BT /F1 10 Tf 2 2 Td (X) Tj ET", b"", id="a letter"),
        pytest.param(b"q 1 1 m 11 11 l 1 11 m 11 1 l S Q", b"", id="a cross"),
    ],
)
@pytest.mark.parametrize("on", [True, False], ids=["ticked", "not ticked"])
def test_a_box_that_shows_its_state_asks_nobody(
    ticked: bytes, empty: bytes, *, on: bool
) -> None:
    """Every program draws its ticks another way."""
    document = seen(drawn.box("agreed", on=on, ticked=ticked, empty=empty))

    assert (only(document).tick, only(document).ask) == (on, False)
    assert codes(document) == []


@pytest.mark.parametrize(
    ("ticked", "empty"),
    [
        pytest.param(b"", b"", id="nothing"),
        pytest.param(b"q Q", drawn.FRAME, id="less than an empty one"),
        pytest.param(drawn.FRAME, drawn.FRAME, id="the same as an empty one"),
        pytest.param(drawn.FRAME, b"", id="its frame and nothing in it"),
        pytest.param(b"q 1 G 1 w 2 6 m 5 2 l 10 10 l S Q", b"", id="a white tick"),
        pytest.param(b"q 0 G 102 6 m 105 2 l S Q", b"", id="a tick beside its box"),
    ],
)
def test_a_ticked_box_that_looks_empty_is_neither(ticked: bytes, empty: bytes) -> None:
    """Nobody can have seen that they agreed."""
    document = seen(drawn.box("agreed", on=True, ticked=ticked, empty=empty))

    assert (only(document).tick, only(document).ask) == (None, True)
    assert codes(document) == ["drawn-differs"]


def test_an_empty_box_that_is_drawn_with_a_tick_is_neither() -> None:
    """Its owner saw a tick, whatever is stored."""
    document = seen(drawn.box("agreed", on=False, empty=drawn.CHECK))

    assert (only(document).tick, only(document).ask) == (None, True)


@pytest.mark.parametrize(
    ("drawing", "tick"),
    [
        pytest.param(b"q 73 641 m 83 651 l 73 651 m 83 641 l S Q", None, id="a cross"),
        pytest.param(b"BT /F1 11 Tf 74 642 Td (X) Tj ET", None, id="a letter"),
        pytest.param(b"q 74 642 8 8 re f Q", None, id="filled"),
        pytest.param(b"q 72.5 640.5 11 11 re S Q", False, id="a printed box"),
        pytest.param(b"q 70 644 m 90 644 l S Q", False, id="a line to write on"),
        pytest.param(b"q 0.9 g 50 600 300 100 re f Q", False, id="a shaded ground"),
    ],
)
def test_ink_on_the_page_in_an_empty_box_is_seen(
    drawing: bytes,
    tick: bool | None,  # noqa: FBT001 a parametrised value
) -> None:
    """A box ticked with a pen program stays empty in the file."""
    pdf = pdfs.a_form(drawn.box("agreed", on=False))
    words = pdf.pages[0].obj.Contents.read_bytes()
    pdf.pages[0].obj.Contents = pdf.make_stream(words + b" " + drawing)

    mark = only(read(pdfs.saved(pdf), "form.pdf"))

    assert (mark.tick, mark.ask) == (tick, tick is None)


def test_what_a_form_prints_in_all_its_boxes_is_its_design() -> None:
    """Boxes laid over the words Yes and No would otherwise all be asked about."""
    boxes = [drawn.box(f"box{at}", on=False, left=72 + 30 * at) for at in range(8)]
    pdf = pdfs.a_form(*boxes)
    words = b" ".join(
        f"BT /F1 8 Tf {73 + 30 * at} 643 Td (No) Tj ET".encode() for at in range(8)
    )
    pdf.pages[0].obj.Contents = pdf.make_stream(words)

    assert not any(mark.ask for mark in read(pdfs.saved(pdf), "form.pdf").marks)


def test_a_radio_button_with_no_dot_in_it_is_asked_about() -> None:
    """The answer is stored and cannot be seen."""

    def bare(pdf: pikepdf.Pdf) -> pikepdf.Object:
        group = pdfs.radio("sen", ["N", "K"], stored="K", drawn="K")(pdf)
        group.Kids[1].AP.N["/K"] = drawn.stream(pdf, b"", box=(0, 0, 12, 12))
        return group

    mark = only(seen(bare))

    assert (mark.text, mark.ask) == ("K", True)


def test_a_broken_drawing_leaves_the_rest_of_the_form_readable() -> None:
    """One damaged appearance is no reason to send a form back."""

    def broken(pdf: pikepdf.Pdf) -> pikepdf.Object:
        field = drawn.typed("name", "Amara", drawn.line("Amara"))(pdf)
        field.AP.N.Resources.Font.F1 = Dictionary(Subtype=Name.Type0, ToUnicode=5)
        field.AP.N.BBox = String("x")
        return field

    document = seen(broken, drawn.box("agreed", on=True))

    assert [mark.key for mark in document.marks] == ["name", "agreed"]
    assert document.marks[1].tick is True
