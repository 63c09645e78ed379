"""What a newer request says otherwise than the case knew before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.catalogue import Service
from toolkit.checklist import requests
from toolkit.model import Answer, AnswerChange, Case, Understood
from toolkit.pipeline.cases.checking import papers_of


def differences(
    before: Case, newer: Understood, service: Service
) -> tuple[AnswerChange, ...]:
    """Return every answer a newer request gives otherwise, in the form's order.

    An answer that it leaves blank and the request before gave is among them, with
    nothing as the new one: the earlier answer still counts, and a person may see it.

    Args:
        before: The case as it was, whole.
        newer: The request that joins it.
        service: The case's.
    """
    known: Mapping[str, Answer] = before.referral.answers if before.referral else {}
    earlier = requests(service, papers_of(before, service))[-1:]
    asked_before = earlier[0].answers if earlier else {}
    return tuple(_changes(known, asked_before, newer.answers))


def _changes(
    known: Mapping[str, Answer],
    asked_before: Mapping[str, Answer],
    newer: Mapping[str, Answer],
) -> Iterator[AnswerChange]:
    for question in dict.fromkeys((*newer, *asked_before)):
        is_said = question in newer
        old = in_words((known if is_said else asked_before).get(question))
        new = in_words(newer.get(question))
        if old != new:
            yield AnswerChange(question, old, new)


def in_words(answer: Answer | None) -> str:
    """Return what an answer means, or what was written where it means nothing.

    A box that is not ticked is the same as no answer.
    """
    if answer is None or answer.value is False:
        return ""
    if answer.value is True:
        return "yes"
    return answer.written if answer.value is None else str(answer.value)
