"""Reading in a supervised child, so that no file can hang us or bring us down."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from toolkit.errors import ToolkitError
from toolkit.model import Document, PaperSort
from toolkit.reading import wire
from toolkit.reading.limits import LIMITS, Limits
from toolkit.reading.problems import problem

# Libraries leak a little with every file; a fresh child now and then costs 0.2 s.
_FILES_PER_CHILD = 200
# An answer is at most the text limit several times over in JSON's longest spelling.
_MAX_ANSWER = 400_000_000
_MOST_BEATS_A_PAGE = 48


class Reader:
    """Reads papers in a child process; close it, or use it in a `with` block.

    The child is started when the first paper comes and used for many. When a paper
    takes longer than the deadline, needs too much memory or crashes a library, the
    child is ended and replaced and that paper is `unreadable`; the next is read as if
    nothing had happened. One reader reads one paper at a time, from any thread.

    Pages that are pictures take longer, so the deadline begins anew with each of them.

    Args:
        limits: The most to accept; the deadline and the memory are those of one paper.
        issued: Blanks of our own forms as they were issued, as `Issues` takes them;
            the child opens one when a paper bears its edition id.
    """

    def __init__(self, limits: Limits = LIMITS, issued: Sequence[Path] = ()) -> None:
        self._limits = limits
        self._issued = tuple(issued)
        self._child: _Child | None = None
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        sort: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child; the reader can be used again and then starts another."""
        with self._turn:
            self._end_child()

    def read(self, path: Path, name: str) -> Document:
        """Return what is on the paper at `path`, which its sender calls `name`.

        Raises:
            ToolkitError: If no reading child can be started.
        """
        contents = _contents(path, self._limits)
        if isinstance(contents, _Untaken):
            return _unreadable(contents.code, name, "", contents.size)
        with self._turn:
            answer = self._ask(contents, name)
        if isinstance(answer, str):
            sha256 = hashlib.sha256(contents).hexdigest()
            return _unreadable(answer, name, sha256, len(contents))
        return answer

    def _ask(self, contents: bytes, name: str) -> Document | str:
        """Return the child's answer, or the code of why there is none."""
        child = self._ready_child()
        answer = child.ask(contents, name)
        if isinstance(answer, str) or child.files >= _FILES_PER_CHILD:
            self._end_child()
        return answer

    def _ready_child(self) -> _Child:
        if self._child is not None and not self._child.is_alive:
            self._end_child()
        if self._child is None:
            self._child = _Child(self._limits, self._issued)
        return self._child

    def _end_child(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None


# --- the child ----------------------------------------------------------------------


class _Child:
    """One reading process and the pipes to it."""

    def __init__(self, limits: Limits, issued: Sequence[Path]) -> None:
        self.files = 0
        self._limits = limits
        self._issued = [str(path.resolve()) for path in issued]
        self._process = _started()
        self._asked = _pipe(self._process.stdin)
        self._answers = _pipe(self._process.stdout)
        self._greeted = False

    @property
    def is_alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def ask(self, contents: bytes, name: str) -> Document | str:
        """Return the answer, or a problem's code when there is none in time."""
        self.files += 1
        with _Alarm(self._limits.deadline_seconds, self._process.kill) as alarm:
            try:
                return self._exchange(contents, name, alarm)
            except (OSError, EOFError, ValueError):
                return "too-slow" if alarm.has_rung else self._why_it_ended()

    def _exchange(self, contents: bytes, name: str, alarm: _Alarm) -> Document:
        if not self._greeted:
            settings = dataclasses.asdict(self._limits)
            wire.send(self._asked, json.dumps(settings).encode())
            wire.send(self._asked, json.dumps(self._issued).encode())
            self._greeted = True
        wire.send(self._asked, name.encode(errors="replace"))
        wire.send(self._asked, contents)
        document = wire.decode(self._answer(alarm))
        # The child cannot say whose file it read: the name and the hash are ours.
        return dataclasses.replace(
            document,
            name=name,
            sha256=hashlib.sha256(contents).hexdigest(),
            size=len(contents),
        )

    def _answer(self, alarm: _Alarm) -> bytes:
        """Return the frame with the answer; empty ones before it ask for more time.

        There are as many as the slowest computer needs for the most pages, so that a
        child cannot go on for ever by asking.
        """
        for _ in range(_MOST_BEATS_A_PAGE * self._limits.max_pictures + 1):
            if frame := wire.receive(self._answers, _MAX_ANSWER):
                return frame
            alarm.set()
        raise ValueError("The child does not come to an end.")

    def _why_it_ended(self) -> str:
        self._process.kill()
        code = self._process.wait()
        too_slow = sys.platform != "win32" and code == -_SIGXCPU
        return "too-slow" if too_slow else "broke-the-reader"

    def end(self) -> None:
        """End the process and wait until it is gone; close the pipes."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._asked, self._answers):
            try:
                pipe.close()
            except OSError:
                continue  # what was still to be written has nobody to read it


class _Alarm:
    """Rings when it was not set again within so many seconds."""

    def __init__(self, seconds: float, ring: Callable[[], None]) -> None:
        self.has_rung = False
        self._seconds = seconds
        self._ring = ring
        self._timer: threading.Timer | None = None

    def __enter__(self) -> Self:
        self.set()
        return self

    def __exit__(
        self,
        sort: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def set(self) -> None:
        """Let the time begin again."""
        self._stop()
        self._timer = threading.Timer(self._seconds, self._late)
        self._timer.daemon = True
        self._timer.start()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()

    def _late(self) -> None:
        self.has_rung = True
        self._ring()


if sys.platform != "win32":
    import signal

    _SIGXCPU = signal.SIGXCPU.value


def _started() -> subprocess.Popen[bytes]:
    """Start a child that imports this toolkit and nothing from the folder we are in.

    What a library prints about a file can hold a child's name, so it goes nowhere.

    Raises:
        ToolkitError: If the system will not start it.
    """
    home = str(Path(__file__).resolve().parents[2])
    search = os.pathsep.join(p for p in (home, os.environ.get("PYTHONPATH")) if p)
    try:
        return subprocess.Popen(  # noqa: S603 our own program, no words of strangers
            [sys.executable, "-P", "-m", "toolkit.reading.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": search},
        )
    except OSError as broken:
        raise ToolkitError(
            "The part of the toolkit that reads papers could not be started.",
            remedy="Please see with `toolkit doctor` what the computer is short of.",
        ) from broken


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:  # Popen promises both, but its type does not say so
        raise ToolkitError("The reader has no pipe to its child.")
    return pipe


# --- the file -----------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, slots=True)
class _Untaken:
    """Why a file's bytes were not taken in."""

    code: str
    size: int = 0


def _contents(path: Path, limits: Limits) -> bytes | _Untaken:
    """Return a file's bytes, never waiting for a pipe and never more than the limit."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags)
        with os.fdopen(handle, "rb") as file:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                return _Untaken("not-a-file")
            if status.st_size > limits.max_bytes:
                return _Untaken("too-big-to-open", status.st_size)
            contents = file.read(limits.max_bytes + 1)
    except OSError:
        return _Untaken("not-a-file" if path.is_dir() else "cannot-open")
    if len(contents) > limits.max_bytes:
        return _Untaken("too-big-to-open", len(contents))
    return contents


def _unreadable(code: str, name: str, sha256: str, size: int) -> Document:
    return Document(
        name=name,
        sha256=sha256,
        size=size,
        sort=PaperSort.UNREADABLE,
        problems=(problem(code),),
    )
