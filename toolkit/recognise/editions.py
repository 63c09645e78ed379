"""Editions of a form: which one a paper is, and what to say of an older one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from toolkit.catalogue.definitions import Edition, Form, Service
from toolkit.model import Problem, Recognised

SENTENCES = {
    "edition-older": (
        "This is edition {edition} of the form, issued before today's, so some of "
        "today's questions may not be on it. Please look at what it leaves open."
    ),
    "edition-unknown": (
        "This is an edition of the form that we do not know ({edition}). We read the "
        "questions whose names we know; please compare them with the paper."
    ),
}
"""What a person reads about a paper's edition, by the problem's code."""

_LONGEST = 40  # letters of an edition id that are shown


def editions_of(form: Form) -> tuple[Edition, ...]:
    """Return every edition of a form, today's first."""
    return (form.edition, *form.editions)


def named_form(edition_id: str, services: Sequence[Service]) -> Form | None:
    """Return the form that an edition id `service/form/edition` names, if we know it.

    The edition itself may be one we have never seen.
    """
    service, _, rest = edition_id.partition("/")
    form, slash, edition = rest.partition("/")
    if not slash or not edition or "/" in edition:
        return None
    forms = (f for s in services if s.key == service for f in s.forms)
    return next((each for each in forms if each.key == form), None)


def edition_in(edition_id: str) -> str:
    """Return the last part of an edition id."""
    return edition_id.rpartition("/")[2]


def printed_names(form: Form, edition: str) -> Mapping[str, str]:
    """Return field names to question keys for one edition of a form.

    A question's own key is always a name. Of an edition we do not know, the names of
    every other edition may be names.
    """
    own = {question.key: question.key for question in form.questions()}
    known = [each for each in editions_of(form) if each.id == edition]
    for each in known or reversed(editions_of(form)):
        own |= each.fields
    return own


def told_edition(recognised: Recognised, services: Sequence[Service]) -> Recognised:
    """Return a recognised paper, with what to say of its edition among its problems."""
    problems = tuple(_problems(recognised, services))
    if not problems:
        return recognised
    document = recognised.document
    told = replace(document, problems=(*document.problems, *problems))
    return replace(recognised, document=told)


def _problems(recognised: Recognised, services: Sequence[Service]) -> Iterator[Problem]:
    fit = recognised.fit
    service = next((s for s in services if fit and s.key == fit.service), None)
    form = service.form(fit.form) if service and fit else None
    if fit is None or form is None or not fit.edition:
        return
    shown = fit.edition[:_LONGEST]
    edition = next((e for e in editions_of(form) if e.id == fit.edition), None)
    if edition is None:
        yield _problem("edition-unknown", shown)
    elif edition.issued < form.edition.issued:
        yield _problem("edition-older", shown)


def _problem(code: str, edition: str) -> Problem:
    return Problem(code, SENTENCES[code].format(edition=edition))
