"""Pages read by their printed labels alone: everything on them asks a person.

On a printed page only the layout says which answer belongs to which label. Where we
have the blank it was printed from, we know the layout; where we lack it, what was found
may be another label's, and something may have been missed.
"""

from __future__ import annotations

from dataclasses import replace

from toolkit.model import Mark, MarkKind, PaperSort, Problem, Recognised, Route

BY_LABELS, NO_FORM = "read-by-labels", "no-form-we-know"
_OTHER_LAYOUT = "other-layout"  # what reading says itself, where the blank is ours

SENTENCES = {
    BY_LABELS: (
        "We do not have the blank of this form, so we found its answers by their "
        "printed labels and may have missed some. Please compare what was read with "
        "the paper."
    ),
    NO_FORM: (
        "This is no form or letter that we know. We found what is on it by its printed "
        "labels and may have missed some. Please look at the paper yourself."
    ),
}
"""What a person reads about such a paper, by the problem's code."""

_PAGES = frozenset({PaperSort.PDF_PAGE, PaperSort.SCAN, PaperSort.IMAGE})
_ROUTES = frozenset({Route.PAGE, Route.MACHINE})


def in_doubt(recognised: Recognised, code: str) -> Recognised:
    """Return a paper with all that was found by labels on its pages asked about.

    Nothing changes on a paper that is no page, or on an empty one.
    """
    document = recognised.document
    is_empty = not document.lines and not any(map(_says, document.marks))
    if document.sort not in _PAGES or is_empty:
        return recognised
    problems = document.problems
    if all(problem.code != _OTHER_LAYOUT for problem in problems):
        problems = (*problems, Problem(code, SENTENCES[code]))
    marks = tuple(map(_asking, document.marks))
    return replace(
        recognised,
        document=replace(document, marks=marks, problems=problems),
        answers={key: _asking(mark) for key, mark in recognised.answers.items()},
        unasked=tuple(map(_asking, recognised.unasked)),
    )


def _asking(mark: Mark) -> Mark:
    return replace(mark, ask=True) if mark.how in _ROUTES and _says(mark) else mark


def _says(mark: Mark) -> bool:
    """Whether something is on it; an empty box may be one whose tick was not seen."""
    return bool(mark.text) or mark.kind is MarkKind.TICK
