"""One referral from all the papers of a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from toolkit.catalogue import Service
from toolkit.checklist.settling import requests
from toolkit.model import Answer, Mark, Referral, Understood


def merge(service: Service, papers: Sequence[Understood]) -> Referral:
    """Return what is known of the pupil, from all the papers of the case.

    The newest paper whose form opens a case speaks first, then the earlier ones of that
    sort, the newer before the older, then the other papers in order. What one paper has
    answered, readably or not, no later one replaces; a blank is filled by the first
    paper that answers it. Another service's forms are kept as papers and give no
    answers. Every mark knows its paper afterwards.

    Args:
        service: The service the case is with.
        papers: In the order they arrived.
    """
    placed = tuple(_placed(paper) for paper in papers)
    answers: dict[str, Answer] = {}
    for paper in _speaking_order(service, placed):
        for key, answer in paper.answers.items():
            if key not in answers or _is_blank(answers[key]):
                answers[key] = answer
    return Referral(service.key, answers, placed)


def _speaking_order(
    service: Service, papers: Sequence[Understood]
) -> tuple[Understood, ...]:
    openers = requests(service, papers)
    ours = [p for p in papers if p.fit and p.fit.service == service.key]
    others = [p for p in ours if not any(p is opener for opener in openers)]
    return (*openers[::-1], *others)


def _is_blank(answer: Answer) -> bool:
    return answer.value in {None, ""} and not answer.ask


def _placed(paper: Understood) -> Understood:
    sha256 = paper.document.sha256
    return replace(
        paper,
        answers={
            key: replace(answer, mark=_mark_of(answer.mark, sha256))
            for key, answer in paper.answers.items()
        },
    )


def _mark_of(mark: Mark, paper: str) -> Mark:
    if mark.place.paper:
        return mark
    return replace(mark, place=replace(mark.place, paper=paper))
