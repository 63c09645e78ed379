"""The watcher's log: lines for a person on stderr, lines of JSON in a rotated file.

References, arrival ids and numbers only; never a name, nor the name of a file dropped.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

import structlog

from toolkit.pipeline import Tell

_NAME = "toolkit.watch"
_MOST_BYTES = 1_000_000
_KEPT_FILES = 9
_STAMPS = (
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)
_WARNINGS = frozenset({"problem", "intake is away", "standing by"})


@contextmanager
def open_log(path: Path) -> Iterator[Tell]:
    """Give what keeps the log while inside: on stderr, and in a file made for it.

    A log that cannot be written is said so once, and is no reason to stop.
    """
    _keep_libraries_quiet()
    ours = logging.getLogger(_NAME)
    ours.setLevel(logging.INFO)
    ours.propagate = False
    ours.handlers = [_screen()]
    try:
        ours.addHandler(_file(path))
    except OSError:
        ours.warning("The log file %s cannot be written, so there is none.", path)
    log = structlog.wrap_logger(
        ours,
        processors=[*_STAMPS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
    )

    def tell(what: str, /, **facts: str | float) -> None:
        level = logging.WARNING if what in _WARNINGS else logging.INFO
        log.log(level, what, **facts)

    try:
        yield tell
    finally:
        for handler in ours.handlers:
            handler.close()
        ours.handlers = []


def _keep_libraries_quiet() -> None:
    """Let no library print anything by itself: it may name a file, and so a child."""
    logging.raiseExceptions = False  # and a full disk must not fill the screen
    logging.getLogger().handlers = [logging.NullHandler()]
    warnings.simplefilter("ignore")
    threading.excepthook = _say_only_the_sort


def _say_only_the_sort(fault: threading.ExceptHookArgs) -> None:
    logging.getLogger(_NAME).warning("a thread ended: %s", fault.exc_type.__name__)


def _screen() -> logging.Handler:
    has_colours = sys.stderr.isatty() and "NO_COLOR" not in os.environ
    screen = logging.StreamHandler(sys.stderr)
    screen.setFormatter(_written(structlog.dev.ConsoleRenderer(colors=has_colours)))
    return screen


def _file(path: Path) -> logging.Handler:
    path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    kept = RotatingFileHandler(
        path, maxBytes=_MOST_BYTES, backupCount=_KEPT_FILES, encoding="utf-8"
    )
    kept.setFormatter(_written(structlog.processors.JSONRenderer(ensure_ascii=False)))
    return kept


def _written(
    renderer: structlog.typing.Processor,
) -> structlog.stdlib.ProcessorFormatter:
    return structlog.stdlib.ProcessorFormatter(
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            renderer,
        ],
        foreign_pre_chain=_STAMPS,
    )
