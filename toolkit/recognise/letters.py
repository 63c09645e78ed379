"""Telling a letter, a plan or a record by its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace

from toolkit.catalogue.definitions import LetterSort, Service
from toolkit.model import Document, Fit, Mark, PaperSort, Recognised, Route
from toolkit.recognise.facts import find
from toolkit.recognise.words import holds, normal

_TITLE_POINTS = 3
_TELLING_POINTS = 1
# One telling word more is no more than chance.
_CLEARLY = 2
# A form's printed copy says its title in one of its first lines.
_TOP = 12

# A covering message is not evidence, however medical its words.
_LETTERS = frozenset(PaperSort) - {
    PaperSort.MESSAGE,
    PaperSort.ARCHIVE,
    PaperSort.UNREADABLE,
}
_SCANS = frozenset({PaperSort.SCAN, PaperSort.IMAGE})


@dataclass(frozen=True, slots=True)
class _Claim:
    """One sort of letter's claim: its points, over its own threshold or not."""

    service: Service
    sort: LetterSort
    points: int

    @property
    def fit(self) -> Fit:
        """How surely it is that sort: twice the threshold is as sure as words get."""
        sure = min(0.9, 0.45 * self.points / max(self.sort.threshold, 1))
        return Fit(
            self.service.key, self.sort.key, "", how="words", sure=round(sure, 2)
        )


def by_words(document: Document, services: Sequence[Service]) -> Recognised:
    """Return the sort of letter a document is, with the facts found in it.

    Two sorts with about the same points, or a form's own title at the top, leave the
    choice to a person.
    """
    claims = sorted(_claims(document, services), key=lambda c: -c.points)
    copies = tuple(_copies(document, services))
    if not claims or copies:
        fits = (*copies, *(c.fit for c in claims))
        return Recognised(document, None, unasked=document.marks, candidates=fits)
    best = claims[0]
    near = tuple(c.fit for c in claims if best.points - c.points < _CLEARLY)
    if len(near) > 1:
        return Recognised(document, None, unasked=document.marks, candidates=near)
    answers = _facts(document, best.sort)
    return Recognised(document, best.fit, answers, document.marks)


def _facts(document: Document, sort: LetterSort) -> dict[str, Mark]:
    """Return the facts a letter gives; about two children, all that says whose asks."""
    found = {fact.key: find(fact, document.lines) for fact in sort.facts}
    facts = {key: mark for key, mark in found.items() if mark is not None}
    if document.sort in _SCANS:
        facts = {key: replace(m, how=Route.MACHINE) for key, m in facts.items()}
    whose = [key for key in astuple(sort.identity) if key in facts]
    if any(facts[key].ask for key in whose):
        facts |= {key: replace(facts[key], ask=True) for key in whose}
    return facts


def _claims(document: Document, services: Sequence[Service]) -> Iterator[_Claim]:
    if document.sort not in _LETTERS:
        return
    text = normal(document.text)
    for service in services:
        for sort in service.letter_sorts:
            points = _points(sort, text)
            if points >= sort.threshold:
                yield _Claim(service, sort, points)


def _points(sort: LetterSort, text: str) -> int:
    titles = sum(holds(text, words) for words in sort.title_words)
    telling = sum(holds(text, words) for words in sort.telling_words)
    return titles * _TITLE_POINTS + telling * _TELLING_POINTS


def _copies(document: Document, services: Sequence[Service]) -> Iterator[Fit]:
    """Yield the forms of which this looks like a printed or typed copy.

    Reading such copies by their labels will start here.
    """
    top = [normal(line.text) for line in document.lines[:_TOP]]
    for service in services:
        for form in service.forms:
            titles = tuple(normal(words) for words in form.title_words)
            if any(line.startswith(titles) for line in top if titles):
                yield Fit(service.key, form.key, "", how="labels", sure=0.3)
