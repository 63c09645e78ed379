"""Another office's fillable form, filled from a case as far as nothing is guessed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from toolkit.catalogue import Form, Kind, Question
from toolkit.errors import CannotDo
from toolkit.model import Identity, MarkKind, Referral, Value
from toolkit.pdf import fill
from toolkit.recognise import Learned, Lesson

_NOT_SURE = "its label does not say surely what it asks; it may be {question}"
_UNKNOWN = "no question of ours asks this"
_NO_ANSWER = "the case does not say yet, or a person has to look first"
_BY_HAND = "a signature is for the person who signs"
_SENSITIVE = "this is sensitive; fill it in by hand if it is theirs to know"
_THERE = "something is filled in there already"
_NO_ROOM = "the field does not take the answer"


@dataclass(frozen=True, slots=True)
class Prefilled:
    """A form filled as far as it goes: its bytes, what was filled, what was left.

    `filled` maps a field's name to the question whose answer it got, `left` to the
    clause that says why it was left.
    """

    contents: bytes = field(repr=False)
    filled: Mapping[str, str]
    left: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Filling:
    """What may go into one field: the first of these that the field takes."""

    name: str
    said: tuple[str | bool, ...] = field(default=(), repr=False)
    question: str = ""
    why: str = ""


def prefill(
    contents: bytes, lesson: Lesson, referral: Referral, identity: Identity
) -> Prefilled:
    """Fill the fields of a PDF that surely ask what the case answers.

    Nothing sensitive, nothing a person still has to look at, no signature and no field
    that holds something already is filled.

    Args:
        contents: The PDF.
        lesson: Which field asks which question, learned from it.
        referral: What is known of the pupil.
        identity: The case's own, for the name in one piece.

    Raises:
        UnreadableFile: If the PDF cannot be opened for filling.
    """
    filled: dict[str, str | bool] = {}
    questions: dict[str, str] = {}
    left: dict[str, str] = {}
    for learned in lesson.learned:
        filling = _filling(learned, lesson.form, referral, identity)
        said = _taken(contents, filling)
        if filling.why or said is None:
            left[filling.name] = filling.why or _NO_ROOM
        else:
            filled[filling.name] = said
            questions[filling.name] = filling.question
    whole = fill(contents, filled) if filled else contents
    return Prefilled(whole, questions, left)


def _taken(contents: bytes, filling: _Filling) -> str | bool | None:
    """Return what a field takes, tried alone; null when it takes nothing."""
    for said in filling.said:
        try:
            fill(contents, {filling.name: said})
        except CannotDo:
            continue
        return said
    return None


def _filling(
    learned: Learned, form: Form | None, referral: Referral, identity: Identity
) -> _Filling:
    name = learned.row.mark.key
    question = form.question(learned.key) if form else None
    if question is None:
        return _Filling(name, why=_UNKNOWN)
    # A field that has the question's own key for its name is one of our own blanks'.
    if not learned.is_sure and name != question.key:
        return _Filling(name, why=_NOT_SURE.format(question=question.key))
    if why := _why_not(learned, question):
        return _Filling(name, why=why)
    value = _value(question, form, referral, identity)
    if value is None:
        return _Filling(name, why=_NO_ANSWER)
    return _said(learned, question, value)


def _why_not(learned: Learned, question: Question) -> str:
    marks = learned.row.marks
    if question.kind is Kind.SIGNATURE:
        return _BY_HAND
    if question.sensitive:
        return _SENSITIVE
    if any(mark.text or mark.tick for mark in marks):
        return _THERE
    return ""


def _value(
    question: Question, form: Form | None, referral: Referral, identity: Identity
) -> Value | None:
    value = referral.settled(question.key)
    if value is None and form and question.key == form.identity.full_name:
        return f"{identity.forename} {identity.surname}".strip() or None
    return value


def _said(learned: Learned, question: Question, value: Value) -> _Filling:
    """Return how an answer is written into a field of whatever sort it is."""
    row = learned.row
    if row.options:
        return _ticked(learned, question, str(value))
    if row.mark.kind is MarkKind.TICK:
        # An empty box says no as well as we know it.
        said: tuple[str | bool, ...] = (True,) if value in {True, "yes"} else ()
        why = "" if said else _NO_ANSWER
        return _Filling(row.mark.key, said, question.key, why)
    return _Filling(row.mark.key, tuple(_spellings(question, value)), question.key)


def _ticked(learned: Learned, question: Question, value: str) -> _Filling:
    labels = {_plain(c.label) for c in question.choices if c.value == value}
    for mark, option in zip(learned.row.marks, learned.row.options, strict=True):
        if _plain(option) in {*labels, value.casefold()}:
            return _Filling(mark.key, (True,), question.key)
    return _Filling(learned.row.mark.key, why=_NO_ROOM)


def _plain(option: str) -> str:
    return " ".join(option.casefold().split())


def _spellings(question: Question, value: Value) -> Iterator[str | bool]:
    if isinstance(value, bool):
        yield "Yes" if value else "No"
    elif isinstance(value, dt.date):
        yield f"{value:%d/%m/%Y}"
    else:
        yield from (c.label for c in question.choices if c.value == value)
        yield str(value)
