"""Tick marks beside printed answers, put together into the answer they give.

A form without fields is read as one tick for each printed answer, `question: answer`.
Which of them is ticked is what the question wants to know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from toolkit.catalogue.definitions import Choice, Kind, Question
from toolkit.model import Mark, MarkKind, Route
from toolkit.recognise.labels import MISSPELT, NEARLY, answer_words, sureness

_BETWEEN = ": "
_RESEMBLES = 0.6
_LETTERS = {"y": "yes", "n": "no", "u": "unknown"}


@dataclass(frozen=True, slots=True)
class Row:
    """A mark by itself, or the ticks beside the printed answers of one question.

    `label` is what is asked, `key` the name it has on the paper.
    """

    label: str
    key: str
    marks: tuple[Mark, ...]
    options: tuple[str, ...] = ()

    @property
    def mark(self) -> Mark:
        """The mark; the first of several."""
        return self.marks[0]


def rows_of(marks: Iterable[Mark]) -> Iterator[Row]:
    """Yield the marks, ticks beside the answers of one question put together.

    A printed answer that comes again starts the same question of another part.
    """
    waiting: list[tuple[str, Mark]] = []
    asked = ""
    for mark in marks:
        question, option = _parted(mark)
        seen = {answer_words(each) for each, _ in waiting}
        if waiting and (question != asked or answer_words(option) in seen):
            yield _row(asked, waiting)
            waiting = []
        if question:
            asked = question
            waiting.append((option, mark))
        else:
            yield Row(shown(mark), mark.key, (mark,))
    if waiting:
        yield _row(asked, waiting)


def shown(mark: Mark) -> str:
    """Return the label a mark bears: as printed, else its key."""
    return mark.place.label or mark.key


def _parted(mark: Mark) -> tuple[str, str]:
    if mark.kind is not MarkKind.TICK:
        return "", ""
    question, _, option = shown(mark).rpartition(_BETWEEN)
    return question.strip(), option.strip()


def _row(asked: str, waiting: Sequence[tuple[str, Mark]]) -> Row:
    options = tuple(option for option, _ in waiting)
    marks = tuple(mark for _, mark in waiting)
    key = marks[0].key.rpartition(_BETWEEN)[0] or asked
    return Row(asked, key, marks, options)


# --- what the ticks say -------------------------------------------------------------


def chosen(row: Row, question: Question) -> Mark:
    """Return the ticks beside a question's printed answers as one mark.

    Its text is the value of the answer that is ticked. Two ticks, a tick that cannot be
    told and a tick beside an answer that the question does not have all ask.
    """
    found = [choice_of(option, question, row.mark.how) for option in row.options]
    pairs = list(zip(row.marks, found, row.options, strict=True))
    ticked = [pair for pair in pairs if pair[0].tick is not False]
    values = [choice.value for _, choice, _ in ticked if choice is not None]
    doubtful = any(mark.ask or mark.tick is None for mark in row.marks)
    unheard = len(values) < len(ticked)
    first = ticked[0][0] if ticked else row.mark
    one = len(ticked) == 1 and len(values) == 1
    return replace(
        first,
        key=row.key,
        kind=MarkKind.TEXT,
        text=values[0] if one else " and ".join(option for _, _, option in ticked),
        tick=None,
        ask=doubtful or unheard or len(ticked) > 1,
        place=replace(first.place, label=row.label),
        confidence=min(mark.confidence for mark in row.marks),
    )


def choice_of(option: str, question: Question, how: Route) -> Choice | None:
    """Return the printed answer an option is, if it is one of them and no other."""
    wanted = answer_words(option)
    wanted = _LETTERS.get(wanted, wanted)
    least = MISSPELT if how is Route.MACHINE else NEARLY
    best = [
        (max(sureness(wanted, answer_words(said)) for said in (c.label, c.value)), c)
        for c in question.choices
    ]
    top = max((sure for sure, _ in best), default=0.0)
    near = [choice for sure, choice in best if sure == top]
    return near[0] if top >= least and len(near) == 1 else None


def ticks_of(row: Row, ticks: Sequence[Question]) -> dict[str, Mark]:
    """Return the marks of a row by the tick of a list that each of them answers.

    One that only resembles its tick asks.
    """
    found: dict[str, Mark] = {}
    least = MISSPELT if row.mark.how is Route.MACHINE else NEARLY
    for mark, option in zip(row.marks, row.options, strict=True):
        said = answer_words(option)
        scored = [(sureness(said, answer_words(q.label)), q.key) for q in ticks]
        top, key = max(scored, default=(0.0, ""))
        if top >= _RESEMBLES and [s for s, _ in scored].count(top) == 1:
            twin = key in found
            kept = found.get(key, mark)
            found[key] = kept if top >= least and not twin else replace(kept, ask=True)
    return found


def has_choices(question: Question) -> bool:
    """Whether a question is answered by one of several printed answers."""
    return question.kind in {Kind.CHOICE, Kind.YES_NO}


def said(mark: Mark, value: str) -> Mark:
    """Return a box as the answer it stands for: `value` if it is ticked, else blank.

    For forms that have a field for each printed answer.
    """
    ticked = mark.tick if mark.tick is not None else bool(mark.text)
    return replace(
        mark,
        kind=MarkKind.TEXT,
        text=value if ticked else "",
        tick=None,
        ask=mark.ask or (mark.kind is MarkKind.TICK and mark.tick is None),
    )
