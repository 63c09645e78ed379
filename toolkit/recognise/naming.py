"""Which question of a form a printed label asks, and how surely.

A label counts by the form's own words for its questions. Labels that many people and
things on a form can bear, such as `Name` or `Date`, count only in a part of the form
that is known to ask them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.catalogue.definitions import Asked, Form, Kind, Question
from toolkit.model import MarkKind, Route
from toolkit.recognise.labels import (
    ALIKE,
    EXACT,
    MISSPELT,
    NEARLY,
    closest,
    of_name,
    plain,
    strong,
)
from toolkit.recognise.options import Row
from toolkit.recognise.parts import Part, headings_of

SURE = MISSPELT
"""From here on a label's question is taken without asking."""

# Rivals nearer than this are for a person to choose between.
_CLEARLY = 0.08

# What the toolkit gives and works out is never taken from a label.
_OURS = frozenset({Asked.ASSIGNED, Asked.DERIVED})

# Whose name, whose date: such a label alone does not say.
_BARE_WORDS = """
name full print printed first last given family legal middle maiden preferred known
surname forename date birth today day dated signed sign signature address postcode home
work daytime evening telephone mobile email contact number position role job title
occupation relationship detail comment note other gender sex age yes no year
organisation agency initial
"""
_BARE = frozenset(_BARE_WORDS.split())
_KINDS: Mapping[str, Kind] = {
    "name": Kind.NAME,
    "full name": Kind.NAME,
    "print name": Kind.NAME,
    "name in full": Kind.NAME,
    "date": Kind.DATE,
    "today date": Kind.DATE,
    "dated": Kind.DATE,
    "signature": Kind.SIGNATURE,
    "signed": Kind.SIGNATURE,
    "telephone": Kind.PHONE,
    "mobile": Kind.PHONE,
    "contact number": Kind.PHONE,
    "email": Kind.EMAIL,
    "postcode": Kind.POSTCODE,
    "date of birth": Kind.BIRTH_DATE,
}


@dataclass(frozen=True, slots=True)
class Claim:
    """A question that a label may ask, and how surely; below `SURE` a person looks.

    `group` is true when all the ticks of the question's list are meant.
    """

    question: Question
    sure: float
    group: bool = False


@dataclass(frozen=True, slots=True)
class _Name:
    """One name of a question, in the plain spelling of labels.

    A `hint` printed beside the room for an answer may be all of a label that is read.
    """

    spelt: str
    question: Question
    section: str
    group: bool = False
    hint: bool = False


class Names:
    """Every name of every question of one form.

    Args:
        form: The form.
        own: Whether the paper is surely a copy of the form, so that its headings are
            the form's own and can be relied on.
    """

    def __init__(self, form: Form, *, own: bool) -> None:
        self._own = own
        self._names = tuple(_names(form))
        self._headings = headings_of(form)
        self._by_spelling: dict[str, list[_Name]] = {}
        for name in self._names:
            self._by_spelling.setdefault(name.spelt, []).append(name)
        self._met: dict[str, tuple[tuple[_Name, float], ...]] = {}

    def claims(self, row: Row, part: Part) -> tuple[Claim, ...]:
        """Return the questions a row may answer, the surest first."""
        label, part = self._inside(row.label, part)
        for spelt in _spellings(label):
            if found := self._asked(spelt, row, part):
                return found
        return ()

    def _inside(self, label: str, part: Part) -> tuple[str, Part]:
        """Take the name of its part off a label: `Parent or carer 1: Full name`."""
        first, colon, rest = label.partition(":")
        if colon and rest.strip() and plain(first) in self._headings:
            return rest, self._headings[plain(first)]
        return label, part

    def _asked(self, spelt: str, row: Row, part: Part) -> tuple[Claim, ...]:
        like = [(n, sure) for n, sure in self._like(spelt) if _can_answer(n, row)]
        here = [(n, sure) for n, sure in like if n.section in part.sections]
        near = _best(here)
        if near and near[0].sure >= NEARLY:
            return self._judged(spelt, near, row, part)
        if of_kind := self._of_kind(spelt, part):
            return of_kind
        return self._judged(spelt, _best(like), row, part)

    def _like(self, spelt: str) -> tuple[tuple[_Name, float], ...]:
        """Return every name that a label resembles, and how surely it is that name."""
        if spelt not in self._met:
            found = closest(spelt, self._by_spelling)
            self._met[spelt] = tuple(
                (name, min(sure, ALIKE) if name.hint else sure)
                for other, sure in found.items()
                for name in self._by_spelling[other]
            )
        return self._met[spelt]

    def _judged(
        self, spelt: str, found: Sequence[Claim], row: Row, part: Part
    ) -> tuple[Claim, ...]:
        """Return claims no surer than the part they stand in allows."""
        if len(found) > 1:
            rows = {claim.question.row for claim in found}
            # The same question of several rows: the first free one, and ask.
            is_rows = len(rows) == len(found) and None not in rows
            return tuple(_asking(c) for c in found) if is_rows else ()
        return tuple(
            claim if self._counts(spelt, claim, row, part) else _asking(claim)
            for claim in found
        )

    def _counts(self, spelt: str, claim: Claim, row: Row, part: Part) -> bool:
        if claim.sure < NEARLY and row.mark.how is not Route.MACHINE:
            return False  # printed labels have no misspellings
        if not _is_bare(spelt):
            return True
        is_here = self._section_of(claim.question) in part.sections
        return is_here and len(part.sections) == 1 and part.sure and self._own

    def _section_of(self, question: Question) -> str:
        return next(n.section for n in self._names if n.question.key == question.key)

    def _of_kind(self, spelt: str, part: Part) -> tuple[Claim, ...]:
        """Return the only question of a part that wants such an answer."""
        kind = _KINDS.get(spelt)
        asked = {
            name.question.key: name.question
            for name in self._names
            if name.section in part.sections and name.question.kind is kind
        }
        if kind is None or len(asked) != 1:
            return ()
        [question] = asked.values()
        claim = Claim(question, NEARLY)
        return (claim if part.sure and self._own else _asking(claim),)


def _spellings(label: str) -> Iterator[str]:
    """Yield a label's plain words, and those of a field's name that is no label."""
    yield plain(label)
    if " " not in label.strip():
        yield plain(of_name(label))


def _is_bare(spelt: str) -> bool:
    return all(word in _BARE or word.isdigit() for word in strong(spelt))


def _asking(claim: Claim) -> Claim:
    return Claim(claim.question, min(claim.sure, ALIKE), claim.group)


# --- names --------------------------------------------------------------------------


def _names(form: Form) -> Iterator[_Name]:
    for section in form.sections:
        for question in section.questions:
            for spelt in dict.fromkeys(_own_names(question, section.title)):
                if spelt:
                    yield _Name(spelt, question, section.key)
            if question.hint:
                yield _Name(plain(question.hint), question, section.key, hint=True)
            if question.group:
                for words in (question.group, *question.synonyms):
                    yield _Name(plain(words), question, section.key, group=True)
    yield from _printed_names(form)


def _own_names(question: Question, title: str) -> Iterator[str]:
    yield plain(question.label)
    if not question.group:
        yield from map(plain, question.synonyms)
    yield plain(question.key.replace("_", " "))
    if question.row is not None:
        yield plain(f"{title} {question.label}")


def _printed_names(form: Form) -> Iterator[_Name]:
    """Yield the names that other editions print."""
    sections = {q.key: s.key for s in form.sections for q in s.questions}
    for edition in (form.edition, *form.editions):
        for name, key in edition.fields.items():
            question = form.question(key)
            if question is not None:
                yield _Name(plain(name), question, sections[key])


# --- comparing ----------------------------------------------------------------------


def _best(like: Iterable[tuple[_Name, float]]) -> tuple[Claim, ...]:
    """Return the questions a label resembles most; several when it cannot be told.

    A rival that is nearly as like leaves nothing to choose by, so there is no claim.
    """
    scores: dict[str, Claim] = {}
    for name, sure in like:
        key = name.question.group if name.group else name.question.key
        if sure > (scores[key].sure if key in scores else 0.0):
            scores[key] = Claim(name.question, sure, name.group)
    top = max((claim.sure for claim in scores.values()), default=0.0)
    first = tuple(claim for claim in scores.values() if claim.sure == top)
    if top < EXACT and any(top - _CLEARLY < c.sure < top for c in scores.values()):
        return ()
    return tuple(c for c in first if c.question.asked not in _OURS)


def _can_answer(name: _Name, row: Row) -> bool:
    """Whether what is marked could answer the question: ticks give nobody's name."""
    kind = name.question.kind
    if row.options:
        return name.group or kind in {Kind.CHOICE, Kind.YES_NO}
    if row.mark.kind is MarkKind.TICK:
        return not name.group and kind in {Kind.TICK, Kind.CHOICE, Kind.YES_NO}
    if row.mark.kind is MarkKind.SIGNATURE:
        return kind in {Kind.SIGNATURE, Kind.NAME}
    return not name.group
