"""All the answers of a paper at once, through a schema made from its questions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from marshmallow import EXCLUDE, Schema, ValidationError

from toolkit.catalogue.definitions import Fact, Question, Service
from toolkit.meaning.fields import KINDS, Sought
from toolkit.model import Answer, Fit, Mark, Recognised, Understood, Value


def understand(
    recognised: Recognised, service: Service | None, today: dt.date
) -> Understood:
    """Return what the answers of a recognised paper mean.

    A question left blank has no answer here. An answer that cannot be read has no value
    but a sentence that quotes it with its page. Marks under keys that the form does not
    ask are among those nobody asked for. Never raises, whatever was written.

    Args:
        recognised: The paper and its answers as written.
        service: The service whose form or sort of letter it is; null when none fits.
        today: The day on which two-figure years and ages are judged.
    """
    sought = _sought(recognised.fit, service)
    marks = {key: mark for key, mark in recognised.answers.items() if key in sought}
    unasked = tuple(
        mark for key, mark in recognised.answers.items() if key not in sought
    )
    values, clauses = _load(marks, sought, today)
    answers = {
        key: Answer(mark, values.get(key), _why(mark, sought[key], clauses.get(key)))
        for key, mark in marks.items()
        if key in values or key in clauses
    }
    return Understood(
        recognised.document, recognised.fit, answers, recognised.unasked + unasked
    )


def answers_to(
    questions: Iterable[Question], written: Mapping[str, str], today: dt.date
) -> Mapping[str, Answer]:
    """Return what texts mean as answers to questions that stand on no paper.

    As `understand`: a blank text has no answer, and one that cannot be read has no
    value but a sentence that quotes it.

    Args:
        questions: Those asked; texts under other keys are passed over.
        written: What somebody gave for each, by its key.
        today: The day on which two-figure years and ages are judged.
    """
    sought = {question.key: _of_question(question) for question in questions}
    marks = {key: Mark(key, text=written[key]) for key in sought if key in written}
    values, clauses = _load(marks, sought, today)
    return {
        key: Answer(mark, values.get(key), _why(mark, sought[key], clauses.get(key)))
        for key, mark in marks.items()
        if key in values or key in clauses
    }


def _sought(fit: Fit | None, service: Service | None) -> Mapping[str, Sought]:
    if fit is None or service is None:
        return {}
    if form := service.form(fit.form):
        return {question.key: _of_question(question) for question in form.questions()}
    facts = (
        fact
        for sort in service.letter_sorts
        if sort.key == fit.form
        for fact in sort.facts
    )
    return {fact.key: _of_fact(fact) for fact in facts}


def _of_question(question: Question) -> Sought:
    return Sought(
        question.key, question.kind, question.label, question.hint, question.choices
    )


def _of_fact(fact: Fact) -> Sought:
    return Sought(fact.key, fact.kind, fact.label)


def _load(
    marks: Mapping[str, Mark], sought: Mapping[str, Sought], today: dt.date
) -> tuple[Mapping[str, Value], Mapping[str, list[str]]]:
    """Return the values and, for what has none, the clauses that say why."""
    fields = {key: KINDS[sought[key].kind](sought[key], today) for key in marks}
    schema = Schema.from_dict(dict(fields))(unknown=EXCLUDE)
    try:
        values: dict[str, Value] = schema.load(marks)
    except ValidationError as problem:
        values = dict(problem.valid_data or {})
        return values, problem.messages_dict
    return values, {}


def _why(mark: Mark, sought: Sought, clauses: list[str] | None) -> str:
    if not clauses:
        return ""
    page = "" if mark.place.page is None else f"Page {mark.place.page}, "
    return f"{page}{sought.label}: {' '.join(clauses)}"
