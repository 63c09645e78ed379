"""Telling a form by its edition id and the names of its fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.catalogue.definitions import Edition, Form, Service
from toolkit.model import Document, Fit, Mark, Recognised
from toolkit.recognise.words import normal, title_in

# A form of which fewer than half the printed questions are there is another form.
_ENOUGH = 0.5
# Two claims closer than this are for a person to choose between.
_CLEARLY = 0.2
_TITLE = 0.1
_SURE = 0.99
_SURE_BY_NAMES = 0.95


@dataclass(frozen=True, slots=True)
class _Claim:
    """One edition's claim on a document: the fit, and its field names to questions."""

    fit: Fit
    questions: Mapping[str, str]


def by_fields(document: Document, services: Sequence[Service]) -> Recognised:
    """Return the form whose fields a document has; no fit if there is none.

    A document with a known edition id but without any of its form's fields is a
    flattened or printed copy: a candidate for a person, not a form left blank.
    """
    keys = {mark.key for mark in document.marks}
    for claim in _claims(services):
        if document.edition == _edition_id(claim.fit):
            fit = replace(claim.fit, sure=_SURE)
            if keys & set(claim.questions):
                return _answered(document, replace(claim, fit=fit))
            return Recognised(document, None, unasked=document.marks, candidates=(fit,))
    return _by_names(document, services)


def _edition_id(fit: Fit) -> str:
    return f"{fit.service}/{fit.form}/{fit.edition}"


def _claims(services: Sequence[Service]) -> Iterator[_Claim]:
    for service in services:
        for form in service.forms:
            for edition in (form.edition, *form.editions):
                fit = Fit(service.key, form.key, edition.id, how="fields", sure=0.0)
                yield _Claim(fit, _questions(form, edition))


def _questions(form: Form, edition: Edition) -> dict[str, str]:
    """Return field names to question keys; a question's own key is always a name."""
    return {q.key: q.key for q in form.questions()} | dict(edition.fields)


def _by_names(document: Document, services: Sequence[Service]) -> Recognised:
    """Return the form that has clearly the largest share of its fields here."""
    keys = {mark.key for mark in document.marks}
    text = normal(document.text)
    best: dict[tuple[str, str], _Claim] = {}
    for service in services:
        for form in service.forms:
            for edition in (form.edition, *form.editions):
                sure = _share(form, edition, keys)
                if sure >= _ENOUGH:
                    bonus = _TITLE if title_in(form.title_words, text) else 0.0
                    sure = min(sure * _SURE_BY_NAMES + bonus, _SURE_BY_NAMES)
                    fit = Fit(service.key, form.key, edition.id, "fields", sure)
                    claim = _Claim(fit, _questions(form, edition))
                    kept = best.get((service.key, form.key))
                    if kept is None or kept.fit.sure < sure:
                        best[service.key, form.key] = claim
    return _clearest(document, sorted(best.values(), key=lambda c: -c.fit.sure))


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
    unasked = []
    for mark in document.marks:
        key = claim.questions.get(mark.key)
        if key is None:
            unasked.append(mark)
        elif key in answers:
            answers[key] = _both(answers[key], mark)
            unasked.append(mark)
        else:
            answers[key] = mark
    return Recognised(document, claim.fit, answers, tuple(unasked))


def _both(first: Mark, second: Mark) -> Mark:
    """Return the mark for a question answered twice; a person looks if they differ.

    A copy left blank takes nothing away from what the other says.
    """
    if (first.text, first.tick) == (second.text, second.tick):
        return first if first.ask or not second.ask else second
    kept = first if first.text or first.tick else second
    return replace(kept, ask=True)
