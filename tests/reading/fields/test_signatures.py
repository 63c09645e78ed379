"""Three separate facts of a signature: how it was made, whose it says, if it holds."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.papers import drawn, pdfs, signed
from toolkit.model import Document, Mark, MarkKind, Signature, SignatureKind
from toolkit.reading import read

SIGN_HERE = (72, 500, 272, 560)


@pytest.fixture(scope="module")
def form() -> bytes:
    """Make a form with one answer."""
    return pdfs.form(pdfs.text("name", String("Amara Okafor")))


@pytest.fixture(scope="module")
def paper(form: bytes) -> bytes:
    """Sign the form."""
    return signed.signed(form, "head", "Siobhan O’Neill")


def mark_of(document: Document, key: str) -> Mark:
    """Return the mark of one field."""
    [mark] = [mark for mark in document.marks if mark.key == key]
    return mark


def digital(*, intact: bool) -> Signature:
    """Return what is known of the head's signature."""
    return Signature(SignatureKind.DIGITAL, "Siobhan O’Neill", intact)


def codes(document: Document) -> list[str]:
    """Return the codes of a document's problems."""
    return [each.code for each in document.problems]


# --- digital -------------------------------------------------------------------------


def test_a_digital_signature_says_who_signed_and_that_it_holds(paper: bytes) -> None:
    """The desk sees a name and that nothing was changed; whose key it is, is asked."""
    document = read(paper, "signed.pdf")
    mark = mark_of(document, "head")

    assert (mark.kind, mark.text, mark.ask) == (
        MarkKind.SIGNATURE,
        "Siobhan O’Neill",
        False,
    )
    assert mark.signature == digital(intact=True)
    assert mark_of(document, "name").text == "Amara Okafor"
    assert codes(document) == []


def test_a_byte_changed_under_a_signature_is_found_out(paper: bytes) -> None:
    """A form whose answers were changed was not signed by anybody."""
    changed = paper.replace(b"Amara Okafor", b"Amara Okafer")
    document = read(changed, "signed.pdf")
    mark = mark_of(document, "head")

    assert changed != paper
    assert mark.signature is not None
    assert (mark.signature.intact, mark.ask) == (False, True)
    assert "changed-after-signing" in codes(document)


def test_an_answer_added_after_the_signing_is_found_out(paper: bytes) -> None:
    """Viewers save a change behind what was signed, which itself stays as it was."""
    document = read(signed.refilled(paper, "name", "Jakub"), "signed.pdf")
    mark = mark_of(document, "head")

    assert mark.signature == digital(intact=False)
    assert mark.ask
    assert "changed-after-signing" in codes(document)


def test_a_second_signature_is_no_change(paper: bytes) -> None:
    """The parent signs after the head, and both signatures hold."""
    both = signed.signed(paper, "parent", "Grace Adeyemi", box=(300, 100, 450, 150))
    document = read(both, "signed.pdf")

    signatures = [mark_of(document, key).signature for key in ("head", "parent")]
    assert [each.intact for each in signatures if each] == [True, True]
    assert codes(document) == []


def test_an_answer_between_two_signatures_breaks_the_first_alone(paper: bytes) -> None:
    """Who signed last has seen it; who signed first has not."""
    between = signed.refilled(paper, "name", "Jakub")
    both = signed.signed(between, "parent", "Grace Adeyemi", box=(300, 100, 450, 150))
    document = read(both, "signed.pdf")

    signatures = [mark_of(document, key).signature for key in ("head", "parent")]
    assert [each.intact for each in signatures if each] == [False, True]


def test_a_signature_that_cannot_be_checked_is_for_a_person() -> None:
    """Something fills the field, and nothing says that it is a signature."""
    mark = mark_of(
        read(pdfs.form(pdfs.signature("head", "Grace Adeyemi")), "a.pdf"), "head"
    )

    assert (mark.text, mark.ask) == ("Grace Adeyemi", True)
    assert mark.signature == Signature(SignatureKind.DIGITAL, "", None)


def test_an_unsigned_field_is_blank_and_asks_nobody() -> None:
    """A consent form that nobody has signed is plainly not signed."""
    mark = mark_of(read(pdfs.form(pdfs.signature("head")), "a.pdf"), "head")

    assert (mark.text, mark.ask, mark.signature) == ("", False, None)


def test_nobodys_name_gets_into_the_log(
    paper: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """The library that checks signatures writes their names into its own log."""
    with caplog.at_level(logging.DEBUG):
        read(paper, "signed.pdf")

    assert "Neill" not in caplog.text


# --- by hand -------------------------------------------------------------------------


def test_a_name_typed_where_the_signature_goes_is_a_typed_one() -> None:
    """The rules treat a typed name otherwise than a signature in ink."""
    field = pdfs.text("consent_signature", String("Grace Adeyemi"))
    mark = mark_of(read(pdfs.form(field), "a.pdf"), "consent_signature")

    assert (mark.kind, mark.text, mark.ask) == (MarkKind.TEXT, "Grace Adeyemi", False)
    assert mark.signature == Signature(SignatureKind.TYPED, "Grace Adeyemi")


@pytest.mark.parametrize(
    "name", ["date_signed", "SignatureDate", "signatory name", "signed_print_name"]
)
def test_what_stands_beside_a_signature_is_none(name: str) -> None:
    """The date and the printed name are asked for on the same line."""
    mark = mark_of(read(pdfs.form(pdfs.text(name, String("x"))), "a.pdf"), name)

    assert mark.signature is None


def ink(pdf: pikepdf.Pdf) -> None:
    """Draw a name with a pen program."""
    stroke = Array([90, 510, 120, 550, 150, 515, 200, 540])
    drawn.laid_over(pdf, "Ink", (85, 505, 205, 555), InkList=Array([stroke]))


def stamp(pdf: pikepdf.Pdf) -> None:
    """Lay a picture of a signature over the paper."""
    drawn.laid_over(pdf, "Stamp", (80, 505, 200, 555), Name=Name("/Signature"))


def scribble(pdf: pikepdf.Pdf) -> None:
    """Draw a name into the page itself, as flattening programs do."""
    words = pdf.pages[0].obj.Contents.read_bytes()
    line = b" q 2 w 80 510 m 95 552 105 500 120 548 c 140 505 150 550 180 512 c S Q"
    pdf.pages[0].obj.Contents = pdf.make_stream(words + line)


def picture(pdf: pikepdf.Pdf) -> None:
    """Lay a picture of a signature into the page itself."""
    dots = pdf.make_stream(bytes.fromhex("66 99 3c c3 5a a5 96 69"))
    dots.Type, dots.Subtype, dots.Width, dots.Height = Name.XObject, Name.Image, 8, 8
    dots.ColorSpace, dots.BitsPerComponent = Name.DeviceGray, 1
    page = pdf.pages[0].obj
    page.Resources.XObject = Dictionary(Im1=pdf.make_indirect(dots))
    words = page.Contents.read_bytes()
    page.Contents = pdf.make_stream(words + b" q 90 0 0 40 90 510 cm /Im1 Do Q")


@pytest.mark.parametrize("sign", [ink, stamp, scribble, picture])
def test_a_signature_in_ink_is_there_for_a_person_to_look_at(
    sign: Callable[[pikepdf.Pdf], None],
) -> None:
    """A parent who signs on a tablet has signed, though no field says so."""
    pdf = pdfs.a_form(pdfs.signature("parent"))
    sign(pdf)

    mark = mark_of(read(pdfs.saved(pdf), "a.pdf"), "parent")

    assert (mark.kind, mark.text, mark.ask) == (MarkKind.SIGNATURE, "Signed", True)
    assert mark.signature == Signature(SignatureKind.INK)


def test_ink_over_a_text_field_for_signatures_is_a_signature() -> None:
    """Our own blanks ask for signatures in text fields, so that a name can be typed."""

    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        field = pdfs.text("consent", rect=SIGN_HERE)(pdf)
        field["/ToolkitKind"] = Name.Signature
        return field

    pdf = pdfs.a_form(make)
    ink(pdf)

    mark = mark_of(read(pdfs.saved(pdf), "a.pdf"), "consent")

    assert (mark.kind, mark.ask) == (MarkKind.SIGNATURE, True)
    assert mark.signature == Signature(SignatureKind.INK)


def test_a_comment_typed_where_the_signature_goes_is_a_typed_name() -> None:
    """A name is no signature, however it came onto the page."""
    pdf = pdfs.a_form(pdfs.signature("parent"))
    drawn.laid_over(
        pdf, "FreeText", (80, 515, 200, 545), Contents=String("Grace Adeyemi")
    )

    marks = [m for m in read(pdfs.saved(pdf), "a.pdf").marks if m.signature]

    assert [(m.kind, m.text, m.ask) for m in marks] == [
        (MarkKind.TEXT, "Grace Adeyemi", True)
    ]
    assert marks[0].signature == Signature(SignatureKind.TYPED, "Grace Adeyemi")


def test_a_line_to_sign_on_is_no_signature() -> None:
    """Every blank has one."""
    pdf = pdfs.a_form(pdfs.signature("parent"))
    words = pdf.pages[0].obj.Contents.read_bytes()
    ruled = words + b" q 1 w 75 510 m 270 510 l S 72 500 200 60 re S Q"
    pdf.pages[0].obj.Contents = pdf.make_stream(ruled)

    mark = mark_of(read(pdfs.saved(pdf), "a.pdf"), "parent")

    assert (mark.text, mark.ask) == ("", False)
