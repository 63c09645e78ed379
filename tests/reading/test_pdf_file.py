from __future__ import annotations

import io
import re

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.papers import pdfs
from toolkit.model import Document, PaperSort
from toolkit.reading import Limits, read

FORM = pdfs.form(
    *[pdfs.text(f"f{at}", String(f"answer {at}")) for at in range(20)],
    lines=[f"Question {at}" for at in range(20)],
)


def codes(document: Document) -> list[str]:
    """Return the codes of a document's problems."""
    return [problem.code for problem in document.problems]


def locked(user: str) -> bytes:
    """Return a form protected with an owner's password, and a user's if given."""
    pdf = pdfs.a_form(pdfs.text("dob", String("3/5/12")))
    return pdfs.saved(pdf, encryption=pikepdf.Encryption(owner="o", user=user))


def a_pixel(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Return a picture of one grey pixel."""
    return pdf.make_stream(
        b"\x80",
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=1,
        Height=1,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )


def test_a_locked_form_asks_for_an_unlocked_copy() -> None:
    """The sender can mend this in a minute, if told what to do."""
    document = read(locked("secret"), "form.pdf")

    assert document.sort is PaperSort.UNREADABLE
    assert codes(document) == ["encrypted"]
    assert "password" in document.problems[0].sentence
    assert "unlocked copy" in document.problems[0].sentence


def test_a_form_only_protected_against_changes_is_read() -> None:
    """Anybody can open it; so can we."""
    document = read(locked(""), "form.pdf")

    assert [mark.text for mark in document.marks] == ["3/5/12"]
    assert document.problems == ()


@pytest.mark.parametrize("percent", [5, 25, 50, 75, 90, 97, 99])
def test_a_form_cut_short_is_never_read_with_answers_missing(percent: int) -> None:
    """Half a form looks like a form with questions left blank."""
    document = read(FORM[: len(FORM) * percent // 100], "form.pdf")

    assert document.sort is PaperSort.UNREADABLE
    assert codes(document) == ["damaged"]


@pytest.mark.parametrize("percent", [40, 70, 95])
def test_a_saving_cut_short_does_not_show_the_answers_before_it(percent: int) -> None:
    """Forms are saved by adding to them: the start is a whole, older form."""
    pdf = pdfs.a_form(pdfs.text("dob", String("3/5/12")))
    before = pdfs.saved(pdf)
    added = b"\n4 0 obj\n<< /T (dob) /FT /Tx /V (4/5/12) >>\nendobj\n" * 40

    document = read(before + added[: len(added) * percent // 100], "form.pdf")

    assert codes(document) == ["damaged"]


def test_a_whole_file_with_a_lost_index_is_mended_and_says_so() -> None:
    """Every object is there; a person is told to compare."""
    mangled = FORM.replace(b"startxref\n", b"startxref\n9")

    document = read(mangled, "form.pdf")

    assert [mark.text for mark in document.marks] == [f"answer {n}" for n in range(20)]
    assert "repaired" in codes(document)


def test_a_mended_file_that_has_lost_a_field_is_not_believed() -> None:
    """The lost question would look as if it had never been asked."""
    pdf = pdfs.a_form(pdfs.text("dob", String("3/5/12")), pdfs.text("name"))
    gone = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("consent")))
    pdf.Root.AcroForm.Fields.append(gone)
    paper = pdfs.saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    moved = re.sub(rb"\d+( 0 obj\s*<<[^>]*\(consent\))", rb"999\1", paper)
    mangled = moved.replace(b"startxref\n", b"startxref\n9")

    assert moved != paper
    assert codes(read(mangled, "form.pdf")) == ["damaged"]


def test_junk_before_the_form_does_not_matter() -> None:
    """Mail gateways leave their headers on the front."""
    document = read(b"X-Scanned: yes\r\n" * 200 + FORM, "form.pdf")

    assert len(document.marks) == 20
    assert document.problems == ()


def test_too_many_pages_are_declined_before_they_are_read() -> None:
    """Twenty thousand pages would keep the desk waiting for an hour."""
    paper = pdfs.printed(*[["page"]] * 4)

    document = read(paper, "long.pdf", Limits(max_pages=3))

    assert codes(document) == ["too-many-pages"]
    assert "more than 3 pages" in document.problems[0].sentence


def test_a_page_tree_that_bites_its_tail_is_a_damaged_file() -> None:
    """A loop in a file must not become a loop in us."""
    pdf = pdfs.a_form(pdfs.text("dob"))
    pages = pdf.Root.Pages
    pages.Kids = Array([pages])

    document = read(pdfs.saved(pdf), "form.pdf")

    assert document.sort is PaperSort.UNREADABLE


def test_files_inside_a_pdf_are_noted_and_left_alone() -> None:
    """The medical letter may be in there; a person should know."""
    pdf = pdfs.a_form(lines=["Cover sheet"])
    pdf.attachments["../letter.exe"] = b"MZ"

    document = read(pdfs.saved(pdf), "cover.pdf")

    assert document.papers == ()
    assert codes(document) == ["active-content"]


def test_pages_without_words_are_for_a_person_to_look_at() -> None:
    """A photograph of a form is a form, but not one we can read."""
    document = read(pdfs.printed([]), "scan.pdf")

    assert document.sort is PaperSort.SCAN
    assert codes(document)[0] in {"no-text", "no-ocr"}


def test_a_page_that_is_a_picture_among_printed_ones_is_named() -> None:
    """The signed last page is often scanned and put behind the typed ones."""
    pdf = pdfs.a_form(lines=["Typed page"])
    pdf.add_blank_page(page_size=(595, 842))
    page = pdf.pages[1].obj
    page.Resources = Dictionary(XObject=Dictionary(Im0=a_pixel(pdf)))
    page.Contents = pdf.make_stream(b"q 500 0 0 700 40 40 cm /Im0 Do Q")

    document = read(pdfs.saved(pdf), "mixed.pdf")

    assert codes(document)[0] in {"not-all-read", "no-ocr"}
    assert "page 2" in document.problems[0].sentence


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        pytest.param(560, 1, id="a scan with the scanner's own line"),
        pytest.param(40, 0, id="a logo"),
    ],
)
def test_a_large_picture_beside_few_words_is_for_a_person_to_look_at(
    size: int, expected: int
) -> None:
    """`Scanned by the school office` must not pass for what the page says."""
    pdf = pdfs.a_form(lines=["Scanned by the school office"])
    page = pdf.pages[0].obj
    page.Resources.XObject = Dictionary(Im0=a_pixel(pdf))
    drawing = f"q {size} 0 0 {size} 40 40 cm /Im0 Do Q".encode()
    page.Contents = Array([page.Contents, pdf.make_stream(drawing)])

    document = read(pdfs.saved(pdf), "scan.pdf")

    assert len(document.problems) == expected


def test_lines_are_read_in_order_with_their_boxes() -> None:
    """A letter's facts are found in its lines, and shown where they stand."""
    paper = pdfs.printed(["Re: Amara Okafor", "DOB: 3 May 2012"], ["Second page"])

    document = read(paper, "letter.pdf")

    assert document.sort is PaperSort.PDF_PAGE
    assert [line.text for line in document.lines] == [
        "Re: Amara Okafor",
        "DOB: 3 May 2012",
        "Second page",
    ]
    assert [line.place.page for line in document.lines] == [1, 1, 2]
    left, top, right, bottom = document.lines[0].place.box or (0, 0, 0, 0)
    assert left == pytest.approx(72, abs=3)
    assert 30 < top < bottom < 50
    assert 150 < right < 180


@pytest.mark.parametrize(
    ("rotate", "corner"),
    [
        pytest.param(90, (800, 72), id="a quarter right"),
        pytest.param(180, (523, 800), id="upside down"),
        pytest.param(270, (42, 523), id="a quarter left"),
    ],
)
def test_lines_of_turned_pages_are_where_a_person_sees_them(
    rotate: int, corner: tuple[int, int]
) -> None:
    """Words and fields must share one set of measures."""
    [line] = read(pdfs.printed(["Hello there"], rotate=rotate), "turned.pdf").lines

    left, top, right, bottom = line.place.box or (0, 0, 0, 0)
    assert left - 12 <= corner[0] <= right + 12
    assert top - 12 <= corner[1] <= bottom + 12


@pytest.mark.parametrize(
    ("paper", "edition"),
    [
        pytest.param(
            pdfs.form(pdfs.text("dob"), edition="northshire/referral/2026"),
            "northshire/referral/2026",
            id="in the properties",
        ),
        pytest.param(
            pdfs.form(
                pdfs.text("dob"),
                lines=["Referral", "northshire/referral/2026 Page 1 of 5"],
            ),
            "northshire/referral/2026",
            id="printed at the foot",
        ),
        pytest.param(
            pdfs.form(pdfs.text("dob"), lines=["Referral", "Printed 12/03/2026"]),
            "",
            id="a date at the foot is no edition",
        ),
        pytest.param(
            pdfs.form(
                pdfs.text("dob"),
                lines=["northshire/referral/2026", *["word"] * 20],
            ),
            "",
            id="mentioned at the top is no edition",
        ),
    ],
)
def test_the_edition_is_told_from_the_properties_or_the_foot(
    paper: bytes, edition: str
) -> None:
    """Our own blanks say which edition they are, however they were saved since."""
    assert read(paper, "form.pdf").edition == edition


def test_a_pdf_with_a_zip_behind_it_is_read_as_the_pdf() -> None:
    """What a viewer shows is what we read."""
    zipped = io.BytesIO()
    zipped.write(FORM)

    document = read(zipped.getvalue() + b"PK\x05\x06" + bytes(18), "both.pdf")

    assert len(document.marks) == 20
