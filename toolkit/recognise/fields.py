"""Telling a form by its edition id and the names of its fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.catalogue.definitions import Edition, Form, Service
from toolkit.model import Document, Fit, Mark, Recognised
from toolkit.recognise.copies import how_read
from toolkit.recognise.editions import (
    edition_in,
    editions_of,
    named_form,
    printed_names,
)
from toolkit.recognise.options import Row, chosen, has_choices, rows_of, said, ticks_of
from toolkit.recognise.words import normal, title_in

# A form of which fewer than half the printed questions are there is another form.
_ENOUGH = 0.5
# Two claims closer than this are for a person to choose between.
_CLEARLY = 0.2
_TITLE = 0.1
_SURE = 0.99
_SURE_BY_NAMES = 0.95
_SURE_OF_UNKNOWN = 0.8


@dataclass(frozen=True, slots=True)
class _Claim:
    """One edition's claim on a document: the fit, and its field names to questions."""

    fit: Fit
    form: Form
    names: Mapping[str, str]


def by_fields(document: Document, services: Sequence[Service]) -> Recognised:
    """Return the form whose fields a document has; no fit if there is none.

    A document with a form's edition id but without any of its fields is a flattened or
    printed copy: a candidate, to be read by its labels. The id of an edition we do not
    know leads to its form, and to the questions whose names we know.
    """
    form = named_form(document.edition, services)
    if form is None:
        return _by_names(document, services)
    edition = edition_in(document.edition)
    names = printed_names(form, edition)
    is_known = any(each.id == edition for each in editions_of(form))
    sure = _SURE if is_known else _SURE_OF_UNKNOWN
    fit = Fit(form.service, form.key, edition, "fields", sure)
    if names_on(document.marks) & set(names):
        return _answered(document, _Claim(fit, form, names))
    return Recognised(document, None, unasked=document.marks, candidates=(fit,))


def names_on(marks: Sequence[Mark]) -> set[str]:
    """Return the names that marks bear, and the questions of ticks beside answers."""
    return {m.key for m in marks} | {row.key for row in rows_of(marks) if row.options}


def _by_names(document: Document, services: Sequence[Service]) -> Recognised:
    """Return the form that has clearly the largest share of its fields here."""
    text = normal(document.text)
    keys = names_on(document.marks)
    claims = [
        max(found, key=lambda claim: claim.fit.sure)
        for service in services
        for form in service.forms
        if (found := list(_claims(form, keys, text)))
    ]
    return _clearest(document, sorted(claims, key=lambda c: -c.fit.sure))


def _claims(form: Form, keys: set[str], text: str) -> Iterator[_Claim]:
    for edition in editions_of(form):
        sure = _share(form, edition, keys)
        if sure >= _ENOUGH:
            bonus = _TITLE if title_in(form.title_words, text) else 0.0
            sure = min(sure * _SURE_BY_NAMES + bonus, _SURE_BY_NAMES)
            fit = Fit(form.service, form.key, edition.id, "fields", sure)
            yield _Claim(fit, form, printed_names(form, edition.id))


def _share(form: Form, edition: Edition, keys: set[str]) -> float:
    """Return the share of an edition's printed fields that are here, 0 to 1."""
    names = set(edition.fields) or {q.key for q in form.questions() if q.on_blank}
    return len(keys & names) / len(names) if names else 0.0


def _clearest(document: Document, claims: Sequence[_Claim]) -> Recognised:
    if not claims:
        return Recognised(document, None, unasked=document.marks)
    first, *others = claims
    if others and first.fit.sure - others[0].fit.sure < _CLEARLY:
        near = [c.fit for c in claims if first.fit.sure - c.fit.sure < _CLEARLY]
        return Recognised(
            document, None, unasked=document.marks, candidates=tuple(near)
        )
    return _answered(document, first)


def _answered(document: Document, claim: _Claim) -> Recognised:
    """Give each question its mark, and keep the marks that no question claims."""
    answers: dict[str, Mark] = {}
    unasked: list[Mark] = []
    for row in _rows(document.marks, claim.names):
        found = _answers_of(row, claim)
        unasked += _unheard(row, found)
        for key, mark in found.items():
            if key not in answers:
                answers[key] = mark
            elif _stands_for_one_answer(row, claim):
                answers[key] = _either(answers[key], mark)
            else:
                answers[key] = _both(answers[key], mark)
                unasked += row.marks
    fit = replace(claim.fit, how=how_read(tuple(answers.values())))
    return Recognised(document, fit, answers, tuple(unasked))


def _unheard(row: Row, found: Mapping[str, Mark]) -> Sequence[Mark]:
    """Return the marks of a row that no question took."""
    if not found or len(found) > 1:
        heard = {mark.key for mark in found.values()}
        return [mark for mark in row.marks if mark.key not in heard]
    return ()


def _stands_for_one_answer(row: Row, claim: _Claim) -> bool:
    return "=" in claim.names.get(row.key, "")


def _either(first: Mark, second: Mark) -> Mark:
    """Return the answer of a question with a field for each printed answer."""
    if first.text and second.text and first.text != second.text:
        both = f"{first.text} and {second.text}"
        return replace(first, text=both, ask=True)
    kept = first if first.text else second
    return replace(kept, ask=first.ask or second.ask)


def _rows(marks: Sequence[Mark], names: Mapping[str, str]) -> Iterator[Row]:
    """Yield the marks one by one, ticks beside answers together unless named apart."""
    for row in rows_of(marks):
        if row.options and not any(mark.key in names for mark in row.marks):
            yield row
        else:
            yield from (Row(mark.key, mark.key, (mark,)) for mark in row.marks)


def _answers_of(row: Row, claim: _Claim) -> dict[str, Mark]:
    key, _, value = claim.names.get(row.key, "").partition("=")
    question = claim.form.question(key)
    if question is None:
        return {}
    if value:
        return {key: said(row.mark, value)}
    if not row.options:
        return {key: row.mark}
    if has_choices(question):
        return {key: chosen(row, question)}
    beside = [
        q for q in claim.form.questions() if q.group and q.group == question.group
    ]
    return ticks_of(row, beside)


def _both(first: Mark, second: Mark) -> Mark:
    """Return the mark for a question answered twice; a person looks if they differ.

    A copy left blank takes nothing away from what the other says.
    """
    if (first.text, first.tick) == (second.text, second.tick):
        return first if first.ask or not second.ask else second
    kept = first if first.text or first.tick else second
    return replace(kept, ask=True)
