"""Recognising: which form a document is, and which mark answers which question.

Nothing here says what an answer means, and nothing guesses: where two forms claim a
document about equally, it fits none and both are named for a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from toolkit.catalogue.definitions import Service
from toolkit.model import Document, Recognised
from toolkit.recognise.caution import cautious
from toolkit.recognise.copies import by_labels
from toolkit.recognise.doubting import NO_FORM, in_doubt
from toolkit.recognise.editions import told_edition
from toolkit.recognise.fields import by_fields
from toolkit.recognise.learning import Learned, Lesson, draft, learn
from toolkit.recognise.letters import by_words

__all__ = ["Learned", "Lesson", "draft", "learn", "recognise"]


def recognise(document: Document, services: Iterable[Service]) -> Recognised:
    """Return which form or sort of letter a document is, with its answers.

    A form is told by its edition id or the names of its fields, else by its labels; a
    letter by its words. What a machine read and a rule depends on asks a person.

    Args:
        document: What was read. Papers nested in it are recognised one by one.
        services: Every service whose papers it could be.
    """
    known = tuple(services)
    recognised = told_edition(_told(document, known), known)
    if recognised.fit is None:
        return in_doubt(recognised, NO_FORM)
    for service in known:
        if recognised.fit.service == service.key:
            return cautious(recognised, service)
    return recognised


def _told(document: Document, services: Sequence[Service]) -> Recognised:
    by_name = by_fields(document, services)
    if by_name.fit or len(by_name.candidates) > 1:
        return by_name
    labelled = by_labels(document, services, by_name.candidates)
    if labelled.fit or by_name.candidates:
        return labelled
    worded = by_words(document, services)
    if worded.fit:
        return worded
    # The surest name for each form: its labels say more than its title.
    both = (*reversed(worded.candidates), *reversed(labelled.candidates))
    named = {(fit.service, fit.form): fit for fit in both}
    candidates = tuple(reversed(named.values()))
    return Recognised(document, None, unasked=document.marks, candidates=candidates)
