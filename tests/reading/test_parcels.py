from __future__ import annotations

import io
import warnings
import zipfile
from email.message import EmailMessage

import pytest
from pikepdf import String

from tests.papers import parcels, pdfs, scans, words
from toolkit.model import Document, PaperSort
from toolkit.reading import Limits, read

FORM = pdfs.form(pdfs.text("dob", String("3/5/12")))


def codes(document: Document) -> list[str]:
    """Return the codes of a document's problems."""
    return [problem.code for problem in document.problems]


def names(document: Document) -> list[str]:
    """Return the names of the papers inside."""
    return [paper.name for paper in document.papers]


# --- messages -----------------------------------------------------------------------


def test_a_message_gives_its_words_and_its_papers() -> None:
    """The covering words matter too: `the consent form will follow`."""
    mail = parcels.message("Consent will follow.", attached={"Form.pdf": FORM})

    document = read(bytes(mail), "mail.eml")

    assert document.sort is PaperSort.MESSAGE
    assert [line.text for line in document.lines] == [
        "Subject: Referral",
        "From: Office <office@northfield.example>",
        "To: service@council.example",
        "Date: Mon, 14 Sep 2026 09:30:00 +0100",
        "Consent will follow.",
    ]
    [paper] = document.papers
    assert (paper.name, paper.sort) == ("Form.pdf", PaperSort.PDF_FORM)
    assert [mark.text for mark in paper.marks] == ["3/5/12"]


def test_of_two_wordings_the_plain_one_is_read() -> None:
    """Otherwise every sentence would be there twice."""
    mail = parcels.message("In plain words.", web="<p>In plain words.</p>")

    assert [line.text for line in read(bytes(mail), "m").lines][4:] == [
        "In plain words."
    ]


def test_web_text_is_read_where_there_is_nothing_else() -> None:
    """Many programs send nothing but web text."""
    mail = parcels.message()
    mail.set_content(
        "<style>p{}</style><p>Dear team</p><p>Amara &amp; Kofi<br>are ill</p>",
        subtype="html",
    )

    assert [line.text for line in read(bytes(mail), "m").lines][4:] == [
        "Dear team",
        "Amara & Kofi",
        "are ill",
    ]


def test_words_after_an_attachment_are_not_lost() -> None:
    """Some programs put the attachment in the middle of the letter."""
    mail = parcels.message("Before.", attached={"Form.pdf": FORM})
    after = parcels.message("After.")
    del after["From"], after["To"], after["Subject"], after["Date"]
    mail.attach(after)

    assert [line.text for line in read(bytes(mail), "m").lines][4:] == [
        "Before.",
        "After.",
    ]


def test_a_logo_under_the_signature_is_no_paper() -> None:
    """Every council mail has one."""
    mail = parcels.message(web="<p>Hello <img src='cid:logo'></p>")
    [*_, web] = mail.iter_parts()
    assert isinstance(web, EmailMessage)
    web.add_related(b"\x89PNG\r\n\x1a\n" + bytes(9), "image", "png", cid="<logo>")

    assert read(bytes(mail), "m").papers == ()


def test_a_photo_in_the_text_is_a_paper() -> None:
    """Some phones put a photo of the signed form between the words."""
    mail = parcels.message(web="<p>Here it is <img src='cid:photo'></p>")
    [*_, web] = mail.iter_parts()
    assert isinstance(web, EmailMessage)
    photo = b"\x89PNG\r\n\x1a\n" + bytes(100_000)
    web.add_related(photo, "image", "png", cid="<photo>")

    assert len(read(bytes(mail), "m").papers) == 1


def test_what_a_program_signed_the_message_with_is_no_paper() -> None:
    """Health services sign every mail; nobody can read that file or needs to."""
    mail = parcels.message(attached={"Form.pdf": FORM})
    mail.add_attachment(b"0\x82\x01", "application", "pkcs7-signature")

    assert names(read(bytes(mail), "m")) == ["Form.pdf"]


def test_what_word_writes_for_its_own_eyes_costs_no_words() -> None:
    """Mails written in Word are full of it, and Python's parser stops at some."""
    mail = parcels.message()
    mail.set_content("<![if !vml]>Ill<![endif]> <![odd[x]]>today", subtype="html")

    assert read(bytes(mail), "m").lines[-1].text == "Ill today"


def test_a_picture_that_is_attached_is_a_paper() -> None:
    """Parents send a photograph of the signed form."""
    mail = parcels.message(attached={"consent.jpg": scans.jpeg(scans.scenery())})

    [paper] = read(bytes(mail), "m").papers

    assert paper.sort is PaperSort.IMAGE
    assert codes(paper)[0] in {"not-all-read", "no-ocr"}


def test_a_forwarded_message_carries_its_own_papers() -> None:
    """The school forwards what the parent sent."""
    mail = parcels.message("Please see below.")
    mail.add_attachment(parcels.message("From a parent.", attached={"F.pdf": FORM}))

    [inner] = read(bytes(mail), "m").papers

    assert inner.sort is PaperSort.MESSAGE
    assert names(inner) == ["F.pdf"]


def test_headers_that_follow_no_standard_do_not_stop_the_paper() -> None:
    """A mail gateway's slip is not the sender's."""
    mail = (
        b"From: \xff\xfe <<broken@@>\r\nMIME-Version: 1.0\r\nDate: yesterday-ish\r\n"
        b"Content-Type: text/plain; charset=no-such-thing\r\n\r\nZo\xc3\xab is ill.\r\n"
    )

    document = read(mail, "m.eml")

    assert document.sort is PaperSort.MESSAGE
    assert document.lines[-1].text == "Zoë is ill."


# --- archives -----------------------------------------------------------------------


def test_the_papers_of_a_zip_are_read_and_the_litter_is_not() -> None:
    """A Mac puts two files of its own beside every one of the school's."""
    paper = parcels.archive(
        {
            "Referral/Form.pdf": FORM,
            "Referral/.DS_Store": b"x",
            "Referral/Thumbs.db": b"x",
            "__MACOSX/Referral/._Form.pdf": b"x",
            "Referral/~$Plan.docx": b"x",
        }
    )

    document = read(paper, "bundle.zip")

    assert document.sort is PaperSort.ARCHIVE
    assert names(document) == ["Referral/Form.pdf"]


def test_a_zip_that_begins_with_a_whole_pdf_is_still_a_zip() -> None:
    """Packed without squeezing, the first paper would pass for the only one."""
    paper = parcels.archive({"a.pdf": FORM, "b.pdf": FORM}, packed=False)

    assert names(read(paper, "bundle.zip")) == ["a.pdf", "b.pdf"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("../../etc/passwd", "etc/passwd", id="climbing"),
        pytest.param("/etc/passwd", "etc/passwd", id="from the root"),
        pytest.param("C:\\Users\\x.pdf", "Users/x.pdf", id="with a drive"),
        pytest.param("..", "unnamed", id="nothing left"),
        pytest.param("a\x1b[31m.pdf", "a [31m.pdf", id="colours for the screen"),
    ],
)
def test_names_inside_a_zip_are_cleaned(name: str, shown: str) -> None:
    """Nothing is unpacked, but names are shown to people and kept."""
    assert names(read(parcels.archive({name: b"hello"}), "x.zip")) == [shown]


def test_a_link_in_a_zip_is_not_followed_and_not_forgotten() -> None:
    """It could point at any file of ours."""
    [paper] = read(parcels.link("letter.pdf", "/etc/passwd"), "x.zip").papers

    assert codes(paper) == ["link-inside"]
    assert paper.lines == ()


def test_a_locked_paper_in_a_zip_says_so_and_the_others_are_read() -> None:
    """One locked letter must not hold back the form."""
    paper = bytearray(parcels.archive({"a.txt": b"x", "b.txt": b"hello"}))
    paper[6] |= 1  # the flag in the member's own header
    paper[paper.index(b"PK\x01\x02") + 8] |= 1  # and in the directory

    locked, other = read(bytes(paper), "x.zip").papers

    assert codes(locked) == ["encrypted"]
    assert other.text == "hello"


def test_papers_nested_too_deep_are_named_and_not_opened() -> None:
    """Zips in zips in zips are how scanners are tired out."""
    paper = FORM
    for name in ("e.zip", "d.zip", "c.zip"):
        paper = parcels.archive({name: paper})

    document = read(paper, "a.zip", Limits(max_depth=2))

    assert codes(document.papers[0].papers[0].papers[0]) == ["too-deep"]


def test_more_papers_than_the_limit_are_named_and_not_opened() -> None:
    """All levels share one limit."""
    paper = parcels.archive({f"{at}.txt": b"x" for at in range(5)})

    found = read(paper, "x.zip", Limits(max_papers=3)).papers

    assert [codes(p) for p in found] == [[]] * 3 + [["too-many-papers"]] * 2


def test_a_bomb_is_declined_by_what_it_promises() -> None:
    """Sixty megabytes of nothing in sixty kilobytes."""
    paper = parcels.archive({"a.txt": bytes(60_000_000)})

    assert codes(read(paper, "x.zip")) == ["too-big-to-open"]


def test_a_bomb_that_lies_about_its_size_is_never_inflated() -> None:
    """The directory says one byte; the member holds a million."""
    paper = bytearray(parcels.archive({"a.txt": bytes(1_000_000)}))
    at = paper.index(b"PK\x01\x02") + 24
    paper[at : at + 4] = (1).to_bytes(4, "little")

    [found] = read(bytes(paper), "x.zip").papers

    assert codes(found) == ["damaged"]
    assert found.size == 0


def test_nested_bombs_are_counted_together() -> None:
    """Each level is modest, and together they would fill the disk."""
    inner = parcels.archive({f"{at}.txt": b"x" * 1000 for at in range(10)})
    paper = parcels.archive({f"{at}.zip": inner for at in range(10)})

    found = read(paper, "x.zip", Limits(max_inflated=30_000)).papers

    assert "too-big-to-open" in {c for zipped in found for c in codes(zipped)} | {
        c for zipped in found for paper in zipped.papers for c in codes(paper)
    }


def test_members_that_share_their_bytes_are_declined() -> None:
    """A file of 100 kilobytes can claim to hold 20 gigabytes that way."""
    paper = bytearray(parcels.archive({"a.txt": b"A" * 500, "b.txt": b"B" * 500}))
    second = paper.index(b"PK\x01\x02", paper.index(b"PK\x01\x02") + 4)
    paper[second + 42 : second + 46] = bytes(4)

    assert codes(read(bytes(paper), "x.zip")) == ["unsafe"]


def test_a_word_file_is_no_place_for_a_bomb_either() -> None:
    """Its pictures are never opened, but who opens it next would be hit."""
    out = io.BytesIO(words.document(words.line("A good form")))
    with (
        warnings.catch_warnings(),
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as zipped,
    ):
        zipped.writestr("word/media/1.png", bytes(40_000_000))

    assert codes(read(out.getvalue(), "x.docx")) == ["too-big-to-open"]
