"""Reads papers as the office does: in a supervised child, knowing the issued blanks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache

from tests.measures.forms import issued_blanks
from toolkit.model import Document
from toolkit.reading import Reader


@cache
def reader() -> Reader:
    """Return this process's reader; its child ends with the process."""
    return Reader(issued=issued_blanks())


def papers_in(document: Document) -> Iterator[Document]:
    """Yield a document, then all that is inside it."""
    yield document
    for paper in document.papers:
        yield from papers_in(paper)


def say(text: str) -> None:
    """Print a line for the developer who measures."""
    sys.stdout.write(text + "\n")


def show_progress(done: int, whole: int, what: str) -> None:
    """Count on one line, where somebody looks on."""
    if sys.stderr.isatty():
        end = "\n" if done == whole else ""
        sys.stderr.write(f"\r{done} of {whole} {what}{end}")
