"""Being asked to stop, by Ctrl-C or by the system, without leaving anything half done.

The signals are held back from this process and from every child it starts, and a thread
waits for them. A reading child that the system's signal reached would give its paper up
half-read, and the paper would be called unreadable.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from toolkit.errors import ExitCode
from toolkit.pipeline import Stop

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Asked:
    """Which signal asked to stop first, if one did."""

    def __init__(self, stop: Stop) -> None:
        self._stop = stop
        self.by: int | None = None

    def hear(self, number: int) -> None:
        """Ask to stop; asked twice, stop here and now, which loses nothing either."""
        if self.by is not None:
            os._exit(ExitCode.INTERRUPTED)
        self.by = number
        self._stop.ask()

    @property
    def exit_code(self) -> ExitCode:
        """Interrupted by Ctrl-C; good when the system stopped us."""
        by_hand = self.by == signal.SIGINT
        return ExitCode.INTERRUPTED if by_hand else ExitCode.OK


if sys.platform == "win32":

    @contextmanager
    def stoppable(stop: Stop) -> Iterator[Asked]:
        """Let Ctrl-C and the system ask to stop while inside."""
        asked = Asked(stop)
        before = {n: signal.signal(n, lambda n, _: asked.hear(n)) for n in _SIGNALS}
        try:
            yield asked
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

else:

    @contextmanager
    def stoppable(stop: Stop) -> Iterator[Asked]:
        """Let Ctrl-C and the system ask to stop while inside."""
        asked, over = Asked(stop), threading.Event()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
        ear = threading.Thread(target=_listen, args=(asked, over), daemon=True)
        ear.start()
        try:
            yield asked
        finally:
            over.set()
            signal.pthread_kill(ear.ident or 0, signal.SIGTERM)
            ear.join()
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def _listen(asked: Asked, over: threading.Event) -> None:
        while True:
            number = signal.sigwait(_SIGNALS)
            if over.is_set():
                return
            asked.hear(number)
