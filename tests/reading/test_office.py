from __future__ import annotations

import io
import os
import shutil
import stat
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.papers.word_forms import grid, row
from tests.papers.words import document
from toolkit.model import Document, PaperSort
from toolkit.reading import Limits, Reader, read

RICH = rb"{\rtf1\ansi Name: Amara Okafor\par Class: 4B\par}"
OLD = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    + b"\xff" * 600
    + "WordDocument".encode("utf-16-le")
)
MADE = document(grid(row("Name:", "Amara"), row("Class:", "4B")))

posix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script")
has_office = pytest.mark.skipif(
    not (shutil.which("soffice") or shutil.which("libreoffice")),
    reason="LibreOffice is not installed here",
)


def open_document() -> bytes:
    """Return an OpenDocument text with one line."""
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    kind = "application/vnd.oasis.opendocument.text"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        zipped.writestr("mimetype", kind)
        zipped.writestr(
            "META-INF/manifest.xml",
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<m:file-entry m:full-path="/" m:media-type="{kind}"/>'
            '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/>'
            "</m:manifest>",
        )
        zipped.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:text>"
            "<text:p>Name: Amara Okafor</text:p></office:text></office:body>"
            "</office:document-content>",
        )
    return out.getvalue()


def codes(document: Document) -> list[str]:
    """Return the codes of a document's problems."""
    return [problem.code for problem in document.problems]


def said(document: Document) -> dict[str, str]:
    """Return a document's answers by their keys."""
    return {mark.key: mark.text for mark in document.marks}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Lend a maker of stand-ins for LibreOffice; nothing else is on the path."""
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))

    def stand_in(script: str) -> Path:
        path = programs / "soffice"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return programs

    return stand_in


def copying(made: Path) -> str:
    """Return a script that puts a file where LibreOffice would put its own."""
    return (
        f'while [ "$1" != --outdir ]; do shift; done\n/bin/cp "{made}" "$2/paper.docx"'
    )


@posix
@pytest.mark.parametrize(
    "contents",
    [
        pytest.param(RICH, id="rich text"),
        pytest.param(OLD, id="Word before 2007"),
        pytest.param(open_document(), id="OpenDocument"),
    ],
)
def test_an_older_file_is_read_as_what_libreoffice_makes_of_it(
    office: Callable[[str], Path], tmp_path: Path, contents: bytes
) -> None:
    """Some schools still send them, and a person is told what was done."""
    (tmp_path / "made.docx").write_bytes(MADE)
    office(copying(tmp_path / "made.docx"))

    found = read(contents, "form.doc")

    assert (found.sort, codes(found)) == (PaperSort.WORD, ["converted"])
    assert said(found) == {"Name": "Amara", "Class": "4B"}
    assert found.size == len(contents)


@posix
@pytest.mark.parametrize(
    "script",
    [
        pytest.param("exit 1", id="it gives up"),
        pytest.param("exit 0", id="it makes nothing"),
        pytest.param("kill -9 $$", id="it crashes"),
        pytest.param(
            'while [ "$1" != --outdir ]; do shift; done; echo no > "$2/paper.docx"',
            id="it makes no Word file",
        ),
        pytest.param(
            'while [ "$1" != --outdir ]; do shift; done\n'
            '/bin/ln -s /etc/passwd "$2/paper.docx"',
            id="it makes a link",
        ),
    ],
)
def test_a_libreoffice_that_fails_leaves_the_usual_answer(
    office: Callable[[str], Path], script: str
) -> None:
    """Whatever it does, the sender is asked for a PDF, as without it."""
    office(script)

    assert codes(read(RICH, "form.rtf")) == ["rich-text"]
    assert codes(read(open_document(), "form.odt")) == ["open-document"]


def test_without_libreoffice_the_answer_is_the_usual_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Most desks do not have it."""
    monkeypatch.setenv("PATH", str(tmp_path))

    assert codes(read(OLD, "form.doc")) == ["old-word"]


@posix
def test_a_document_with_nothing_on_it_leaves_the_usual_answer(
    office: Callable[[str], Path], tmp_path: Path
) -> None:
    """An empty page made of a damaged file is no reading of it."""
    (tmp_path / "made.docx").write_bytes(document("<w:p/>"))
    office(copying(tmp_path / "made.docx"))

    assert codes(read(OLD, "form.doc")) == ["old-word"]


@posix
def test_a_libreoffice_that_hangs_is_ended_well_before_the_deadline(
    office: Callable[[str], Path], tmp_path: Path
) -> None:
    """The paper's own deadline would end our reader instead, and orphan the other."""
    alive = tmp_path / "alive"
    office(f'/bin/sh -c "/bin/sleep 3; : > {alive}" & /bin/sleep 60')
    started = time.monotonic()

    found = read(RICH, "form.rtf", Limits(deadline_seconds=2))

    assert codes(found) == ["rich-text"]
    assert time.monotonic() - started < 2
    time.sleep(max(0, started + 3.3 - time.monotonic()))
    assert not alive.exists()


@posix
def test_many_older_files_in_one_archive_share_the_time(
    office: Callable[[str], Path],
) -> None:
    """Ten files that hang would otherwise take ten times as long."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for at in range(10):
            zipped.writestr(f"{at}.rtf", RICH)
    office("/bin/sleep 60")
    started = time.monotonic()

    found = read(out.getvalue(), "forms.zip", Limits(deadline_seconds=3))

    assert [codes(paper) for paper in found.papers] == [["rich-text"]] * 10
    assert time.monotonic() - started < 3


@posix
def test_libreoffice_sees_nothing_of_ours_and_leaves_nothing_behind(
    office: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It opens strangers' files: its home is a folder that is gone afterwards."""
    monkeypatch.setenv("TOOLKIT_SECRET", "casebook")
    seen = tmp_path / "seen"
    office(f'(pwd; echo "$@"; /usr/bin/env) > {seen}')

    read(RICH, "Amara Okafor.rtf")

    home, asked, *surroundings = seen.read_text().splitlines()
    assert not Path(home).exists()
    assert f"HOME={home}" in surroundings
    assert "TOOLKIT_SECRET" not in seen.read_text()
    assert "Amara" not in asked
    assert f"-env:UserInstallation=file://{home}" in asked


@posix
def test_a_locked_older_document_is_called_locked(
    office: Callable[[str], Path],
) -> None:
    """The sender can only help if the reason is the right one."""
    office("exit 1")
    head = OLD[:8] + bytes(504) + b"\xec\xa5" + bytes(8) + b"\x00\x01"

    assert codes(read(head + OLD[8:], "form.doc")) == ["encrypted"]


@has_office
def test_the_real_libreoffice_reads_a_file_within_our_limits(tmp_path: Path) -> None:
    """It needs more memory than our reader is given."""
    path = tmp_path / "form.rtf"
    path.write_bytes(RICH)

    with Reader() as reader:
        found = reader.read(path, "form.rtf")

    assert codes(found) == ["converted"]
    assert said(found) == {"Name": "Amara Okafor", "Class": "4B"}


@has_office
def test_the_real_libreoffice_reads_an_open_document() -> None:
    """The other half of the world's free office programs writes them."""
    found = read(open_document(), "form.odt")

    assert (codes(found), said(found)) == (["converted"], {"Name": "Amara Okafor"})


@posix
def test_our_reader_keeps_its_own_limit_of_memory(
    office: Callable[[str], Path],
) -> None:
    """What LibreOffice is given more is taken away again."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_AS)
    office("exit 1")

    read(RICH, "form.rtf")

    assert resource.getrlimit(resource.RLIMIT_AS) == before
    assert os.environ["PATH"]
