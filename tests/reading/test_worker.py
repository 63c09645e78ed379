from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import String

from tests.papers import parcels, pdfs, words
from toolkit.model import Document, PaperSort
from toolkit.reading import Limits, Reader, read
from toolkit.reading.worker import _Alarm

FORM = pdfs.form(
    pdfs.text("dob", String("3/5/12")), pdfs.tick("agreed", stored="Yes", drawn="Yes")
)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """Lend a reader to several tests: one child reads many files."""
    with Reader() as lent:
        yield lent


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """Lay a form down as a file."""
    path = tmp_path / "form.pdf"
    path.write_bytes(FORM)
    return path


def codes(document: Document) -> list[str]:
    """Return the codes of a document's problems."""
    return [problem.code for problem in document.problems]


def test_a_child_reads_exactly_what_we_would(reader: Reader, form: Path) -> None:
    """The wall between us and the file must not change the file."""
    assert reader.read(form, "Amara’s form.pdf") == read(FORM, "Amara’s form.pdf")


def test_one_child_reads_many_files(reader: Reader, form: Path) -> None:
    """Starting a child for each of a hundred files would take a minute."""
    first = reader.read(form, "a.pdf")
    child = reader._child
    second = reader.read(form, "b.pdf")

    assert reader._child is child
    assert (first.name, second.name) == ("a.pdf", "b.pdf")


@settings(max_examples=100, deadline=None)
@given(
    contents=st.sampled_from(
        [
            FORM,
            words.document(words.line("Support plan")),
            bytes(parcels.message(attached={"form.pdf": FORM})),
            parcels.archive({"form.pdf": FORM}),
        ]
    ),
    at=st.floats(0, 1),
    junk=st.binary(min_size=1, max_size=30),
)
def test_a_real_paper_with_any_bytes_changed_becomes_a_document(
    reader: Reader,
    tmp_path_factory: pytest.TempPathFactory,
    contents: bytes,
    at: float,
    junk: bytes,
) -> None:
    """Networks, sticks and mail gateways change bytes."""
    start = int(at * len(contents))
    path = tmp_path_factory.getbasetemp() / "changed.pdf"
    path.write_bytes(contents[:start] + junk + contents[start + len(junk) :])

    document = reader.read(path, "changed.pdf")

    assert "broke-the-reader" not in codes(document)


def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read(
    tmp_path: Path, form: Path
) -> None:
    """One paper that cannot be read must never keep the others waiting."""
    slow = tmp_path / "slow.pdf"
    slow.write_bytes(pdfs.printed(["word " * 12] * 100_000))
    limits = Limits(deadline_seconds=2, max_text_length=10**9)
    with Reader(limits) as reader:
        given_up = reader.read(slow, "slow.pdf")
        after = reader.read(form, "form.pdf")

    assert given_up.sort is PaperSort.UNREADABLE
    assert codes(given_up) == ["too-slow"]
    assert (given_up.size, given_up.name) == (slow.stat().st_size, "slow.pdf")
    assert after.sort is PaperSort.PDF_FORM


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_file_that_needs_too_much_memory_is_given_up(tmp_path: Path) -> None:
    """A file must not push the desk's other programs out of memory."""
    path = tmp_path / "long.txt"
    path.write_bytes(b"word\n" * 8_000_000)
    limits = Limits(memory_mb=300, max_text_length=10**9)
    with Reader(limits) as reader:
        document = reader.read(path, "long.txt")

    assert document.sort is PaperSort.UNREADABLE
    assert codes(document)[0] in {"too-big-to-open", "broke-the-reader"}


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_a_child_that_dies_is_replaced(form: Path) -> None:
    """Somebody may end it by hand; nobody should notice."""
    with Reader() as reader:
        reader.read(form, "form.pdf")
        child = reader._child
        assert child is not None
        os.kill(child._process.pid, signal.SIGKILL)
        child._process.wait()

        assert reader.read(form, "form.pdf").sort is PaperSort.PDF_FORM
        assert reader._child is not child


def test_nothing_is_left_behind(form: Path) -> None:
    """A run of a thousand files must not end in a thousand half-dead children."""
    with Reader() as reader:
        reader.read(form, "form.pdf")
        child = reader._child

    assert child is not None
    assert child._process.returncode is not None
    assert child._asked.closed
    assert child._answers.closed


def test_a_child_that_is_started_where_strangers_files_lie_imports_none_of_them(
    tmp_path: Path, form: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`json.py` in the intake must not become a part of the toolkit."""
    (tmp_path / "json.py").write_text("raise SystemExit(1)")
    monkeypatch.chdir(tmp_path)

    with Reader() as reader:
        assert reader.read(form, "form.pdf").sort is PaperSort.PDF_FORM


def a_folder(path: Path) -> None:
    """Lay a folder where a file should be."""
    path.mkdir()


def a_pipe(path: Path) -> None:
    """Lay a pipe that nobody writes to."""
    os.mkfifo(path)


def nothing(path: Path) -> None:
    """Lay nothing: the file has gone since it was noticed."""
    del path


def a_void(path: Path) -> None:
    """Lay a file that says it has 50 gigabytes, and none of them written."""
    path.touch()
    os.truncate(path, 50 * 10**9)


@pytest.mark.parametrize(
    ("lay", "code"),
    [
        pytest.param(a_folder, "not-a-file", id="a folder"),
        pytest.param(a_pipe, "not-a-file", id="a pipe nobody writes to"),
        pytest.param(nothing, "cannot-open", id="gone"),
        pytest.param(a_void, "too-big-to-open", id="50 gigabytes of nothing"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="needs named pipes")
def test_what_is_no_ordinary_file_is_never_waited_for(
    reader: Reader, tmp_path: Path, lay: Callable[[Path], None], code: str
) -> None:
    """Anything can lie in a folder."""
    path = tmp_path / "x.pdf"
    lay(path)

    document = reader.read(path, "x.pdf")

    assert document.sort is PaperSort.UNREADABLE
    assert codes(document) == [code]


def test_an_alarm_that_is_set_again_begins_anew() -> None:
    """Each page that is a picture gets as much time as a whole paper of words."""
    rung = threading.Event()
    with _Alarm(0.4, rung.set) as alarm:
        time.sleep(0.25)
        alarm.set()
        time.sleep(0.25)
        early = alarm.has_rung
        rung.wait(5)

    assert (early, alarm.has_rung) == (False, True)


def test_an_alarm_that_is_over_does_not_ring() -> None:
    """The next paper must not be ended for the last one."""
    rung = threading.Event()
    with _Alarm(0.05, rung.set):
        pass

    assert not rung.wait(0.2)
