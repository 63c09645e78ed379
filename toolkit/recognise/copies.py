"""Telling a form without its fields by the labels printed on it, and reading it so.

Typed, printed and scanned copies, and other offices' forms that ask the same, come here
as labels with what stands beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from toolkit.catalogue.definitions import Form, Question, Service
from toolkit.model import (
    Document,
    Fit,
    Mark,
    MarkKind,
    PaperSort,
    Recognised,
    Route,
)
from toolkit.recognise.doubting import BY_LABELS, in_doubt
from toolkit.recognise.labels import starts_like
from toolkit.recognise.naming import SURE, Claim, Names
from toolkit.recognise.options import Row, chosen, has_choices, rows_of, ticks_of
from toolkit.recognise.parts import parts_of
from toolkit.recognise.words import normal

# Of the questions that a complete form answers, the share whose labels must be found:
# on a paper with the form's edition, with its title, and on any other.
_WITH_EDITION, _WITH_TITLE, _WITHOUT = 0.3, 0.5, 0.6
# So few questions could be asked by any form about a child.
_FEWEST_WITHOUT_TITLE = 12
_WORTH_NAMING = 0.35
_CLEARLY = 0.15
_SURE_AT_MOST = 0.95
_TITLE_WITHIN = 12  # lines

_READABLE = frozenset(PaperSort) - {
    PaperSort.MESSAGE,
    PaperSort.ARCHIVE,
    PaperSort.UNREADABLE,
}


@dataclass(slots=True)
class Reading:
    """A document read as if it were a copy of one form.

    `sure` says how surely each answered question's label was told; `rows` are those
    that found a question, and `keys` the questions of each of them.
    """

    answers: dict[str, Mark] = field(default_factory=dict)
    unasked: list[Mark] = field(default_factory=list)
    sure: dict[str, float] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    keys: list[tuple[str, ...]] = field(default_factory=list)

    def share(self, form: Form) -> float:
        """Return the share of the questions needed of everybody that are here."""
        needed = [q.key for q in form.questions() if q.needed and q.on_blank]
        found = sum(key in self.answers for key in needed)
        return found / len(needed) if needed else 0.0

    @property
    def told(self) -> int:
        """How many questions were told without asking."""
        return sum(sure >= SURE for sure in self.sure.values())


def by_labels(
    document: Document, services: Sequence[Service], known: Sequence[Fit] = ()
) -> Recognised:
    """Return the form whose labels a document has; no fit if there is none.

    Args:
        document: What was read.
        services: Every service whose form it could be.
        known: The form its edition id names; then only that one is tried.
    """
    if document.sort not in _READABLE or not document.marks:
        return Recognised(document, None, unasked=document.marks, candidates=(*known,))
    rows = tuple(rows_of(document.marks))
    tried = [*_tried(document, rows, services, known)]
    fits = sorted((t for t in tried if t.fits), key=lambda t: -t.fit.sure)
    if fits and (len(fits) == 1 or fits[0].fit.sure - fits[1].fit.sure >= _CLEARLY):
        best = fits[0]
        read = best.reading
        found = Recognised(document, best.fit, read.answers, tuple(read.unasked))
        return in_doubt(found, BY_LABELS)
    named = fits or [t for t in tried if t.fit.sure >= _WORTH_NAMING]
    candidates = tuple(t.fit for t in named) or tuple(known)
    return Recognised(document, None, unasked=document.marks, candidates=candidates)


@dataclass(frozen=True, slots=True)
class _Tried:
    """A document read as one form, and whether that form fits it."""

    fit: Fit
    reading: Reading
    fits: bool


def _tried(
    document: Document,
    rows: Sequence[Row],
    services: Sequence[Service],
    known: Sequence[Fit],
) -> Iterator[_Tried]:
    by_edition = {(fit.service, fit.form): fit.edition for fit in known}
    how = "machine" if how_read(document.marks) == "machine" else "labels"
    top = [normal(line.text) for line in document.lines[:_TITLE_WITHIN]]
    for service in services:
        for form in service.forms:
            name = (service.key, form.key)
            if known and name not in by_edition:
                continue
            titled = has_title(form, top)
            own = titled or name in by_edition
            reading = read_as(form, document, rows, own=own)
            least = _WITH_TITLE if titled else _WITHOUT
            least = _WITH_EDITION if name in by_edition else least
            share = reading.share(form)
            enough = own or reading.told >= _FEWEST_WITHOUT_TITLE
            sure = round(min(share + (0.2 if own else 0.0), _SURE_AT_MOST), 2)
            fit = Fit(*name, by_edition.get(name, ""), how, sure)
            yield _Tried(fit, reading, share >= least and enough)


def how_read(marks: Sequence[Mark]) -> str:
    """Return how a form of these marks was read: fields, labels or machine."""
    routes = {mark.how for mark in marks}
    if Route.MACHINE in routes:
        return "machine"
    return "labels" if routes - {Route.FIELD} else "fields"


def has_title(form: Form, lines: Sequence[str]) -> bool:
    """Whether one of these lines, in normal spelling, starts with the form's title."""
    titles = [normal(words) for words in form.title_words]
    return any(starts_like(line, title) for line in lines for title in titles)


# --- reading ------------------------------------------------------------------------


def read_as(
    form: Form, document: Document, rows: Sequence[Row], *, own: bool
) -> Reading:
    """Return a document's rows as answers to a form's questions.

    Each question has at most one row and each row one question. Where two rows that
    differ claim a question, the surer or first is kept and asks.

    Args:
        form: Whose questions they may answer.
        document: Where the rows stand.
        rows: From `rows_of` its marks.
        own: Whether the document is surely a copy of this form.
    """
    names = Names(form, own=own)
    parts = parts_of(form, document.lines, rows)
    claims = [
        (row, names.claims(row, part)) for row, part in zip(rows, parts, strict=True)
    ]
    reading = Reading()
    for row, found in sorted(claims, key=_least_sure):
        _assign(form, reading, row, found)
    answered = {id(row) for row in reading.rows}
    left = [m for row in rows if id(row) not in answered for m in row.marks]
    reading.unasked[:0] = left
    return reading


def _least_sure(claimed: tuple[Row, tuple[Claim, ...]]) -> float:
    _, claims = claimed
    return -claims[0].sure if claims else 0.0


def _assign(form: Form, reading: Reading, row: Row, claims: Sequence[Claim]) -> None:
    """Give a row to the first of its questions that has none yet."""
    for claim in claims:
        found = _answers(form, row, claim)
        free = {key: mark for key, mark in found.items() if key not in reading.answers}
        for key, mark in free.items():
            says = bool(mark.text) or mark.kind is MarkKind.TICK
            doubt = claim.sure < SURE and says
            reading.answers[key] = replace(mark, ask=mark.ask or doubt)
            reading.sure[key] = claim.sure
        if free:
            reading.rows.append(row)
            reading.keys.append(tuple(free))
            kept = {mark.key for mark in free.values()}
            if claim.group:
                reading.unasked += [m for m in row.marks if m.key not in kept]
            return
    if claims:
        _contest(reading, _answers(form, row, claims[0]), claims[0])


def _contest(reading: Reading, found: dict[str, Mark], claim: Claim) -> None:
    """Ask about a question that another row claims as well, if they differ."""
    for key, mark in found.items():
        kept = reading.answers[key]
        is_rival = claim.sure >= SURE or reading.sure[key] < SURE
        differs = (mark.text, mark.tick) != (kept.text, kept.tick)
        if is_rival and differs:
            fuller = kept if kept.text or kept.tick else mark
            reading.answers[key] = replace(fuller, ask=True)


def _answers(form: Form, row: Row, claim: Claim) -> dict[str, Mark]:
    """Return the mark of each question that a row answers."""
    if claim.group:
        ticks = [q for q in form.questions() if _is_beside(q, claim.question)]
        return ticks_of(row, ticks)
    if row.options and has_choices(claim.question):
        return {claim.question.key: chosen(row, claim.question)}
    return {claim.question.key: row.mark}


def _is_beside(one: Question, other: Question) -> bool:
    return bool(one.group) and (one.group, one.row) == (other.group, other.row)
