"""What a machine read and a person must look at, however sure the machine is.

A date of birth or a tick that is misread in silence opens the wrong child's record or
decides a case. What is that important is told by the service's own rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import astuple, replace

from toolkit.catalogue.conditions import tests_of
from toolkit.catalogue.definitions import (
    Check,
    Condition,
    Form,
    Kind,
    Requirement,
    Service,
)
from toolkit.model import Mark, MarkKind, PaperSort, Recognised, Route

_OF_A_PERSON = frozenset(
    {
        *(Kind.NAME, Kind.BIRTH_DATE, Kind.UPN, Kind.NHS_NUMBER, Kind.POSTCODE),
        *(Kind.SIGNATURE, Kind.DATE),
    }
)
_OF_BOXES = frozenset({Kind.TICK, Kind.CHOICE, Kind.YES_NO})
_SCANS = frozenset({PaperSort.SCAN, PaperSort.IMAGE})
# Settings that name what a check looks at; `question_besides` names what it leaves out.
_SETTINGS = re.compile(r"(?:questions?|facts?)(?:_.*)?")
_LEFT_OUT = "question_besides"
_ROW = re.compile(r"_(?:\d+|\{n\})(?=_|$)")


def cautious(recognised: Recognised, service: Service) -> Recognised:
    """Return a recognised paper with everything asked that a machine must not decide.

    Whose paper it is, everybody's name, who signed it and when, every date, every box
    that is ticked, and every other box on which a rule of the service depends ask a
    person when a machine read them.
    """
    fit = recognised.fit
    if fit is None:
        return recognised
    grave = _grave(service, fit.form)
    scanned = recognised.document.sort in _SCANS
    answers = {
        key: replace(mark, ask=True)
        if (key in grave or mark.tick) and _is_read_by_machine(mark, scanned=scanned)
        else mark
        for key, mark in recognised.answers.items()
    }
    return replace(recognised, answers=answers)


def _is_read_by_machine(mark: Mark, *, scanned: bool) -> bool:
    """Whether a machine read something: a place left blank is only left blank."""
    if mark.how is not Route.MACHINE and not scanned:
        return False
    return bool(mark.text) or mark.kind is MarkKind.TICK or mark.tick is not None


def _grave(service: Service, paper: str) -> frozenset[str]:
    """Return the questions or facts of a paper that a machine must not decide."""
    form = service.form(paper)
    if form is not None:
        return frozenset(_grave_of_form(service, form))
    return frozenset(
        key
        for sort in service.letter_sorts
        if sort.key == paper
        for key in (
            *(fact.key for fact in sort.facts if fact.kind in _OF_A_PERSON),
            *astuple(sort.identity),
        )
    )


def _grave_of_form(service: Service, form: Form) -> Iterator[str]:
    yield from astuple(form.identity)
    keys = {_ROW.sub("", key) for key in deciding_keys(service)}
    boxes = [q for q in form.questions() if q.kind in _OF_BOXES]
    deciding = {q.key for q in boxes if _ROW.sub("", q.key) in keys}
    # Of a list of ticks, one that decides makes all of them a matter for a person.
    groups = {q.group for q in boxes if q.group and q.key in deciding}
    for question in boxes:
        is_grave = question.needed or question.sensitive or question.group in groups
        if is_grave or question.key in deciding:
            yield question.key
    yield from (q.key for q in form.questions() if q.kind in _OF_A_PERSON)


def deciding_keys(service: Service) -> frozenset[str]:
    """Return the questions on which a requirement, criterion or redirect depends.

    Also those on which it depends whether another question applies, and those by which
    help is asked for. Rows are written `{n}` where the definition writes them so.
    """
    return frozenset(
        (
            *(key for r in service.requirements for key in _of_requirement(r)),
            *(key for c in service.criteria for key in _of_requirement(c)),
            *(key for r in service.redirects for key in _of_condition(r.applies_if)),
            *(
                key
                for form in service.forms
                for question in form.questions()
                for key in _of_condition(question.applies_if)
            ),
            *(offer.asked_by for offer in service.offers),
        )
    )


def _of_requirement(requirement: Requirement) -> Iterator[str]:
    yield from _of_condition(requirement.applies_if)
    for check in requirement.checks:
        yield from _of_condition(check.applies_if)
        yield from _of_settings(check)


def _of_settings(check: Check) -> Iterator[str]:
    for name, value in check.settings.items():
        if name != _LEFT_OUT and _SETTINGS.fullmatch(name):
            yield from (value,) if isinstance(value, str) else _texts(value)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, tuple):
        yield from (each for each in value if isinstance(each, str))


def _of_condition(condition: Condition) -> Iterator[str]:
    yield from (test.question for test in tests_of(condition))
