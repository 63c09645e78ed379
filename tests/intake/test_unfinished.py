from __future__ import annotations

import io
import os
import sys
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.intake import Hold
from toolkit.intake.unfinished import why_unfinished

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX locks")


def _pdf() -> bytes:
    return b"%PDF-1.7\n" + b"1 0 obj<<>>endobj\n" * 300 + b"%%EOF\n"


def _zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("form.txt", "a form" * 1000)
        archive.comment = b"from the school"
    return packed.getvalue()


def _message() -> bytes:
    message = EmailMessage()
    message["Subject"] = "Referral"
    message.set_content("See the form.")
    message.add_attachment(
        _pdf(), maintype="application", subtype="pdf", filename="form.pdf"
    )
    return message.as_bytes()


def _picture() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + bytes(3000) + b"IEND\xaeB`\x82"


def _photo() -> bytes:
    return b"\xff\xd8\xff\xe0" + b"x" * 3000 + b"\xff\xd9"


ENDING = [
    pytest.param(_pdf(), id="a PDF"),
    pytest.param(_zip(), id="a zip or a Word file"),
    pytest.param(_message(), id="a mail with attachments"),
    pytest.param(_picture(), id="a PNG"),
    pytest.param(_photo(), id="a JPEG"),
]


def why(tmp_path: Path, contents: bytes) -> Hold | None:
    """Say why a file of these bytes would be waited for."""
    path = tmp_path / "paper"
    path.write_bytes(contents)
    return why_unfinished(path)


@pytest.mark.parametrize("contents", ENDING)
def test_a_whole_file_is_not_waited_for(tmp_path: Path, contents: bytes) -> None:
    """Or every referral would come ten minutes late."""
    assert why(tmp_path, contents) is None


@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
@pytest.mark.parametrize("contents", ENDING)
def test_the_beginning_of_a_file_is_waited_for(
    tmp_path: Path, contents: bytes, part: float
) -> None:
    """A copy that was interrupted may go on."""
    cut = contents[: int(len(contents) * part)]

    assert why(tmp_path, cut) is Hold.UNFINISHED


@pytest.mark.parametrize("contents", ENDING)
def test_a_file_whose_room_is_reserved_but_not_filled_is_waited_for(
    tmp_path: Path, contents: bytes
) -> None:
    """Windows gives a copy its whole size at once and fills it afterwards."""
    half = len(contents) // 2

    assert why(tmp_path, contents[:half] + bytes(70_000)) is Hold.UNFINISHED


@pytest.mark.parametrize(
    "contents",
    [
        pytest.param(b"just words", id="text"),
        pytest.param(b"Subject: hello\n\nA mail in one part.\n", id="a plain mail"),
        pytest.param(bytes(2000), id="nothing but zeros"),
        pytest.param(b"\xd0\xcf\x11\xe0 an old Word file", id="an old Word file"),
    ],
)
def test_a_file_whose_end_nobody_knows_is_not_waited_for(
    tmp_path: Path, contents: bytes
) -> None:
    """Being quiet is all there is to go by."""
    assert why(tmp_path, contents) is None


def test_an_empty_file_is_called_empty(tmp_path: Path) -> None:
    """It is shown so, and not as damaged."""
    assert why(tmp_path, b"") is Hold.EMPTY


def test_a_file_that_is_gone_holds_nothing_up(tmp_path: Path) -> None:
    """Another run may just have taken it."""
    assert why_unfinished(tmp_path / "gone.pdf") is None


@posix
def test_a_file_that_a_program_still_writes_is_waited_for(tmp_path: Path) -> None:
    """However long it pauses. Linux tells; elsewhere the end of the file does."""
    path = tmp_path / "paper.txt"
    with path.open("wb") as copy:
        copy.write(b"the first line\n")
        copy.flush()
        during = why_unfinished(path)

    expected = Hold.IN_USE if sys.platform == "linux" else None
    assert during is expected
    assert why_unfinished(path) is None


@posix
def test_a_file_that_somebody_only_reads_is_not_waited_for(tmp_path: Path) -> None:
    """A virus scanner or a preview is no reason to wait."""
    path = tmp_path / "paper.txt"
    path.write_bytes(b"words")
    with path.open("rb"):
        assert why_unfinished(path) is None


@posix
def test_a_file_locked_by_another_program_is_waited_for(tmp_path: Path) -> None:
    """Office programs lock what they have open, on shares above all."""
    import fcntl  # noqa: PLC0415 - not everywhere

    path = tmp_path / "paper.txt"
    path.write_bytes(b"words")
    with path.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert why_unfinished(path) is Hold.IN_USE


@posix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may all")
def test_a_file_nobody_lets_us_read_is_waited_for(tmp_path: Path) -> None:
    """It shows on the board until somebody gives us the right."""
    path = tmp_path / "paper.txt"
    path.write_bytes(b"words")
    path.chmod(0)

    assert why_unfinished(path) is Hold.IN_USE


@given(st.binary(max_size=300))
def test_no_bytes_can_break_the_check(
    tmp_path_factory: pytest.TempPathFactory, contents: bytes
) -> None:
    """Whatever lies there, the watcher lives on."""
    assert why(tmp_path_factory.getbasetemp(), contents) in {None, *Hold}
