"""Reads papers as the office does: in a supervised child, knowing the issued blanks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from tests.measures.forms import issued_blanks
from toolkit.model import Document
from toolkit.reading import Reader
from toolkit.reading.limits import Limits


@cache
def reader() -> Reader:
    """Return this process's reader; its child ends with the process."""
    return Reader(issued=issued_blanks())


@cache
def patient_reader() -> Reader:
    """Return a reader that waits ten times as long, for a computer that is busy.

    What is right does not depend on how much else the computer does; how long a paper
    takes is measured elsewhere.
    """
    limits = Limits()
    longer = replace(limits, deadline_seconds=10 * limits.deadline_seconds)
    return Reader(longer, issued=issued_blanks())


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
