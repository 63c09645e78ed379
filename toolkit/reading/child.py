"""The reading child: reads one paper after another until its pipe is closed.

Started by `Reader` as `python -m toolkit.reading.child`; talks in frames over its
standard input and output. Nothing a library prints can get between the frames.
"""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from pathlib import Path
from typing import IO

from toolkit.reading import wire
from toolkit.reading.limits import Limits
from toolkit.reading.papers import read

if sys.platform != "win32":
    import resource


def main() -> None:
    """Answer frames until the pipe is closed."""
    asked, answers = _private_pipes()
    limits = Limits(**json.loads(wire.receive(asked, 100_000)))
    issued = [Path(each) for each in json.loads(wire.receive(asked, 10_000_000))]
    _restrict_memory(limits)
    while True:
        try:
            name = wire.receive(asked, 1_000_000).decode()
            contents = wire.receive(asked, limits.max_bytes)
        except EOFError:
            return
        progress = partial(_go_on, answers, limits)
        _restrict_time(limits)
        document = read(contents, name, limits, issued, progress)
        wire.send(answers, wire.encode(document))


def _go_on(answers: IO[bytes], limits: Limits) -> None:
    """Say that reading goes on, with an empty frame, and go on for as long again."""
    wire.send(answers, b"")
    _restrict_time(limits)


def _private_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Keep the pipes for frames; point input and output elsewhere for libraries."""
    asked = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return asked, answers


def _restrict_memory(limits: Limits) -> None:
    """Let no file make us take more memory, where the platform can hold us to it.

    The hard limit stays as it is: LibreOffice is given more, as it maps more.
    """
    if sys.platform == "win32":
        return
    most = limits.memory_mb * 1_000_000
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _restrict_time(limits: Limits) -> None:
    """Let the next paper have the deadline's worth of processor time, and no more.

    The parent's clock is the true deadline; this is for a parent that is gone.
    """
    if sys.platform == "win32":
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime + limits.deadline_seconds) + 2
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


if __name__ == "__main__":
    main()
