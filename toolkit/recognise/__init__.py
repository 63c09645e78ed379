"""Recognising: which form a document is, and which mark answers which question.

Nothing here says what an answer means, and nothing guesses: where two forms claim a
document about equally, it fits none and both are named for a person.
"""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.catalogue.definitions import Service
from toolkit.model import Document, Recognised
from toolkit.recognise.fields import by_fields
from toolkit.recognise.letters import by_words

__all__ = ["recognise"]


def recognise(document: Document, services: Iterable[Service]) -> Recognised:
    """Return which form or sort of letter a document is, with its answers.

    A form is told by its edition id or the names of its fields, a letter by its words.
    Typed and printed copies of a form are told apart from letters but not read yet:
    they fit nothing and name the form as a candidate.

    Args:
        document: What was read. Papers nested in it are recognised one by one.
        services: Every service whose papers it could be.
    """
    known = tuple(services)
    recognised = by_fields(document, known)
    if recognised.fit or recognised.candidates:
        return recognised
    return by_words(document, known)
