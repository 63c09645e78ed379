from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.papers import outlook, parcels, pdfs, scans, words
from toolkit.model import Document, PaperSort
from toolkit.reading import Limits, read
from toolkit.reading.problems import SENTENCES, problem

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
FORM = pdfs.form(pdfs.text("dob"), pdfs.tick("agreed", stored="Yes", drawn="Yes"))
WORD = words.document(words.line("Support plan"))


def codes(document: Document) -> list[str]:
    """Return the codes of a document's problems."""
    return [problem.code for problem in document.problems]


@pytest.mark.parametrize(
    ("contents", "sort"),
    [
        pytest.param(FORM, PaperSort.PDF_FORM, id="form"),
        pytest.param(pdfs.printed(["x"]), PaperSort.PDF_PAGE, id="printed"),
        pytest.param(WORD, PaperSort.WORD, id="word"),
        pytest.param(bytes(parcels.message()), PaperSort.MESSAGE, id="message"),
        pytest.param(outlook.saved(outlook.message()), PaperSort.MESSAGE, id="msg"),
        pytest.param(parcels.archive({"a.txt": b"x"}), PaperSort.ARCHIVE, id="zip"),
        pytest.param(scans.jpeg(scans.blank_page(30)), PaperSort.IMAGE, id="jpeg"),
        pytest.param(scans.png(scans.blank_page(30)), PaperSort.IMAGE, id="png"),
        pytest.param(scans.tiff([scans.blank_page(30)]), PaperSort.IMAGE, id="tiff"),
        pytest.param("Zoë’s letter".encode(), PaperSort.TEXT, id="text"),
        pytest.param("Zoë’s letter".encode("cp1252"), PaperSort.TEXT, id="old text"),
        pytest.param("Zoë’s letter".encode("utf-16"), PaperSort.TEXT, id="utf-16"),
        pytest.param(b"BMI is low.", PaperSort.TEXT, id="text that begins with BM"),
    ],
)
@pytest.mark.parametrize("name", ["paper.pdf", "paper"])
def test_the_bytes_say_what_a_file_is_and_its_name_does_not(
    contents: bytes, sort: PaperSort, name: str
) -> None:
    """People rename files; a Word file called .pdf is still a Word file."""
    document = read(contents, name)

    assert document.sort is sort
    assert (document.name, document.size) == (name, len(contents))
    assert len(document.sha256) == 64


@pytest.mark.parametrize(
    ("contents", "code"),
    [
        pytest.param(b"", "empty", id="nothing"),
        pytest.param(b"\0\0\0\x18ftypheic" + bytes(9), "phone-photo", id="heic"),
        pytest.param(b"\xff\xd8\xff\xe0" + bytes(9), "damaged", id="a broken photo"),
        pytest.param(bytes(1000), "empty", id="a copy that never came"),
        pytest.param(b" \r\n\t ", "empty", id="white space"),
        pytest.param(b"{\\rtf1 Hello}", "rich-text", id="rtf"),
        pytest.param(OLE + "WordDocument".encode("utf-16-le"), "old-word", id="doc"),
        pytest.param(
            OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", id="locked docx"
        ),
        pytest.param(
            OLE + "__properties_version1.0".encode("utf-16-le"),
            "damaged",
            id="torn msg",
        ),
        pytest.param(OLE, "damaged", id="torn, and nobody knows what it was"),
        pytest.param(outlook.saved({"Workbook": b"x"}), "old-office", id="xls"),
        pytest.param(outlook.saved({"WordDocument": b"x"}), "old-word", id="whole doc"),
        pytest.param(
            outlook.saved({"EncryptedPackage": b"x"}), "encrypted", id="locked office"
        ),
        pytest.param(b"<!DOCTYPE html><html>", "web-page", id="web page"),
        pytest.param(b"[InternetShortcut]\r\nURL=x", "shortcut", id="shortcut"),
        pytest.param(b"JVBERi0xLjQKJ", "mail-encoded", id="base64 of a pdf"),
        pytest.param(b"7z\xbc\xaf\x27\x1c" + bytes(9), "other-archive", id="7z"),
        pytest.param(b"x\x9f\x3e\x22\x01\x00", "winmail", id="winmail.dat"),
        pytest.param(b"MZ\x90\x00", "unknown-kind", id="program"),
        pytest.param(b"\x00\x01\x02binary", "unknown-kind", id="nothing we know"),
        pytest.param(b"%PDF-1.7", "damaged", id="only a header"),
        pytest.param(WORD[:-40], "damaged", id="docx cut short"),
        pytest.param(
            parcels.archive(
                {"mimetype": b"application/vnd.oasis.opendocument.text"}, packed=False
            ),
            "open-document",
            id="odt",
        ),
        pytest.param(
            words.package(
                {"xl/workbook.xml": "<w/>"}, main="xl/workbook.xml", kind="x"
            ),
            "spreadsheet",
            id="xlsx",
        ),
    ],
)
def test_what_we_do_not_read_is_declined_with_what_to_do(
    contents: bytes, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`Could not be read` sends people hunting; the reason does not.

    With LibreOffice on the path older office files are read; most desks have none.
    """
    monkeypatch.setenv("PATH", str(tmp_path))

    document = read(contents, "paper.pdf")

    assert document.sort is PaperSort.UNREADABLE
    assert codes(document) == [code]


@pytest.mark.parametrize("code", SENTENCES)
def test_every_sentence_says_what_was_seen_and_what_to_do(code: str) -> None:
    """A teacher reads it, not a programmer."""
    sentence = problem(code, count=3, pages="page 2").sentence

    assert sentence.count(".") >= 1
    assert sentence.endswith(".")
    assert "lease" in sentence  # please, in its second sentence
    assert not {"invalid", "error", "failed", "!"} & set(sentence.lower().split())


def test_a_file_over_the_limit_is_declined_unopened() -> None:
    """One huge file must not stop the desk."""
    assert codes(read(FORM, "form.pdf", Limits(max_bytes=100))) == ["too-big-to-open"]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_at_all_become_a_document(contents: bytes) -> None:
    """Whatever arrives, the run goes on."""
    document = read(contents, "x")

    assert isinstance(document, Document)
    assert document.problems or document.sort is not PaperSort.UNREADABLE


def test_importing_the_room_loads_no_library() -> None:
    """Commands that read no paper must start at once."""
    check = (
        "import sys, toolkit.reading;"
        "print({'pikepdf', 'pypdfium2', 'lxml', 'pypdf'} & set(sys.modules))"
    )

    said = subprocess.run(
        [sys.executable, "-c", check], capture_output=True, text=True, check=True
    )

    assert said.stdout.strip() == "set()"
