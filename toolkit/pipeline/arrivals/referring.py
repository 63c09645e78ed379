"""The case references a paper carries, where people and our own letters put them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.casebook import references_in
from toolkit.model import Document, PaperSort

_SUBJECT = "subject:"
_LABEL = re.compile(r"\b(?:our|your)\s+ref(?:erence)?\b", re.IGNORECASE)


def references_on(paper: Document | str) -> tuple[str, ...]:
    """Return the case references that say whose paper it is, each once.

    They are those in its file name, in a message's subject, and after “Our reference”,
    as our letters print it, or “Your reference”, as an answer to one does. Any other
    reference on a paper may be a brother's, and says nothing.
    """
    if isinstance(paper, str):
        return references_in(paper)
    found = (ref for text in _telling(paper) for ref in references_in(text))
    return tuple(dict.fromkeys(found))


def _telling(document: Document) -> Iterator[str]:
    yield document.name
    lines = [line.text for line in document.lines]
    if document.sort is PaperSort.MESSAGE:
        yield from (t for t in lines[:1] if t.lower().startswith(_SUBJECT))
    for at, text in enumerate(lines):
        label = _LABEL.search(text)
        if label:
            after = text[label.end() :]
            following = lines[at + 1] if at + 1 < len(lines) else ""
            yield after if references_in(after) else following


def is_named(token: str, paper: str) -> bool:
    """Whether somebody means a paper by the beginning of its hash.

    The parts of one file share its hash; `3f2a9c01#3-4` is the part of pages 3 and 4.
    """
    start, _, part = token.strip().lower().partition("#")
    whole, _, mine = paper.partition("#")
    return bool(start) and whole.startswith(start) and part in {"", mine}
