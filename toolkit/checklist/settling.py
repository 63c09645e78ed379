"""What people confirmed or corrected, laid over what was read from the papers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from toolkit.catalogue import Kind, Question, Service
from toolkit.model import Answer, Mark, MarkKind, Place, Settling, Understood

CORRECTED_BEFORE = (
    "An earlier answer to this question was corrected by hand, and the newer request "
    "says otherwise. Please look which one counts."
)

_MARKS = {Kind.TICK: MarkKind.TICK, Kind.SIGNATURE: MarkKind.SIGNATURE}


def settle(
    service: Service, papers: Sequence[Understood], settlings: Iterable[Settling]
) -> tuple[Understood, ...]:
    """Return a case's papers with the answers that people settled.

    The mark on the paper is kept; its value, and that nobody need look any more, are
    what the person said. What was said of one paper says nothing of a newer one. But
    where a newer request disagrees with a correction, a person is asked again, so that
    neither is lost without a word.

    Args:
        service: The service the case is with.
        papers: In the order they joined.
        settlings: In the order they were said; of two of one answer the later counts.
    """
    said = tuple({(s.paper, s.question): s for s in settlings}.values())
    settled = tuple(_with(service, paper, said) for paper in papers)
    newest = requests(service, settled)[-1:]
    return tuple(_doubted(p, said) if p in newest else p for p in settled)


def requests(service: Service, papers: Iterable[Understood]) -> tuple[Understood, ...]:
    """Return the papers that ask for a case to be opened, in the order given."""
    opening = {form.key for form in service.forms if form.opens_case}
    return tuple(
        paper
        for paper in papers
        if paper.fit and paper.fit.service == service.key and paper.fit.form in opening
    )


def question_of(service: Service, paper: Understood, key: str) -> Question | None:
    """Return a question of a paper's form; null when it is no form or asks no such."""
    form = service.form(paper.fit.form) if paper.fit else None
    return form.question(key) if form else None


def blank_mark(service: Service, paper: Understood, key: str) -> Mark:
    """Return the mark nobody made: where an answer would stand on a paper."""
    question = question_of(service, paper, key)
    kind = _MARKS.get(question.kind, MarkKind.TEXT) if question else MarkKind.TEXT
    label = question.label if question else ""
    return Mark(key, kind, place=Place(paper.document.sha256, label=label))


def _with(service: Service, paper: Understood, said: Iterable[Settling]) -> Understood:
    mine = [one for one in said if one.paper == paper.document.id]
    settled = {one.question: _settled(service, paper, one) for one in mine}
    return replace(paper, answers={**paper.answers, **settled}) if mine else paper


def _settled(service: Service, paper: Understood, said: Settling) -> Answer:
    read = paper.answers.get(said.question)
    blank = blank_mark(service, paper, said.question)
    mark = replace(read.mark if read else blank, ask=False)
    if said.corrects and blank.kind is MarkKind.SIGNATURE:
        # Somebody saw a signature where a name was typed, or nothing was found.
        mark = replace(mark, kind=MarkKind.SIGNATURE, signature=None)
    return Answer(mark, said.value, settled_by=said.by)


def _doubted(newest: Understood, said: Iterable[Settling]) -> Understood:
    """Ask about the answers of the newest request that undo an earlier correction."""
    corrected = {s.question: s.value for s in said if s.corrects}
    doubts = {
        key: replace(answer, why=CORRECTED_BEFORE)
        for key, answer in newest.answers.items()
        if key in corrected
        and not answer.ask
        and not answer.settled_by
        and answer.value is not None
        and answer.value != corrected[key]
    }
    return replace(newest, answers={**newest.answers, **doubts}) if doubts else newest
