"""Says of an answer whether it is right, is asked about, or is silently wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tests.measures.papers import Order, Route
from tests.measures.people import Put
from toolkit.catalogue import Kind, Question
from toolkit.model import Document, Mark, MarkKind, Recognised, Understood

# A fault of these papers as a whole that leaves every answer on them as it is.
_HARMLESS = {"active-content", "repaired"}
_DECIDING = {
    *(Kind.BIRTH_DATE, Kind.UPN, Kind.SIGNATURE),
    *(Kind.TICK, Kind.YES_NO, Kind.CHOICE),
}
_BOXES = {Kind.TICK, Kind.YES_NO, Kind.CHOICE}
ALIKE = str.maketrans("‘’‚`´“”„‐‑‒–—−", "'''''\"\"\"------")


class Verdict(StrEnum):
    """What became of one answer.

    `right` needs nobody; `right-asked` is right, and a person looks all the same;
    `asked` is not right, or not there, and a person knows that they must look;
    `silent` is wrong, lost or made up, and nobody is told.
    """

    RIGHT = "right"
    RIGHT_ASKED = "right-asked"
    ASKED = "asked"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Judged:
    """One answer: its question, what was put in and found, and the verdict."""

    form: str
    key: str
    kind: Kind
    verdict: Verdict
    put: str
    found: str

    @property
    def is_box(self) -> bool:
        """Whether it was ticked and not typed."""
        return self.kind in _BOXES

    @property
    def is_deciding(self) -> bool:
        """Whether a wrong one could open a wrong record or decide a case."""
        return self.kind in _DECIDING


@dataclass(frozen=True, slots=True)
class Read:
    """One paper as it came out, or a part of it."""

    recognised: Recognised
    understood: Understood


def judge(order: Order, route: Route, reads: Sequence[Read]) -> Iterator[Judged]:
    """Yield the verdict on every answer of a form; what was left blank only if made up.

    Args:
        order: The form and what was put into it.
        route: How exactly the words must come out.
        reads: The paper, then its parts, each recognised and understood.
    """
    known = order.known
    wanted = (known.service.key, known.form.key)
    ours = [r for r in reads if _form_of(r) == wanted]
    is_told = any(_is_told(read.recognised.document) for read in reads)
    for question in known.form.questions():
        if not question.on_blank:
            continue
        put = order.answers.get(question.key)
        if ours:
            verdict, shown = _verdict(question, put, ours, route, is_told=is_told)
        else:  # nobody knows which form it is, so a person reads all of it
            verdict, shown = Verdict.ASKED, ""
        if put is not None or verdict is Verdict.SILENT:
            said = "" if put is None else str(put.said)
            yield Judged(
                known.form.key, question.key, question.kind, verdict, said, shown
            )


def _form_of(read: Read) -> tuple[str, str] | None:
    fit = read.recognised.fit
    return None if fit is None else (fit.service, fit.form)


def _is_told(document: Document) -> bool:
    """Whether the reader says of the paper that it was not wholly read."""
    return any(problem.code not in _HARMLESS for problem in document.problems)


def _verdict(
    question: Question,
    put: Put | None,
    reads: Sequence[Read],
    route: Route,
    *,
    is_told: bool,
) -> tuple[Verdict, str]:
    said = [r for r in reads if _mark(r, question) is not None]
    telling = [r for r in said if _says(_mark(r, question))]
    read = next(iter(telling or said), None)
    mark = None if read is None else _mark(read, question)
    asks = any(_asks(r, question) for r in said)
    shown = _shown(mark)
    if read is not None and mark is not None and _is_right(question, put, read, route):
        return (Verdict.RIGHT_ASKED if asks else Verdict.RIGHT), shown
    is_clear = mark is None or mark.kind is not MarkKind.TICK or mark.tick is not None
    if not shown and (put is None or put.said is False) and (is_clear or not asks):
        return (Verdict.RIGHT_ASKED if asks else Verdict.RIGHT), shown
    if asks or (not shown and is_told):
        return Verdict.ASKED, shown
    return Verdict.SILENT, shown


def _mark(read: Read, question: Question) -> Mark | None:
    return read.recognised.answers.get(question.key)


def _says(mark: Mark | None) -> bool:
    return mark is not None and bool(mark.text.strip() or mark.tick)


def _asks(read: Read, question: Question) -> bool:
    mark, answer = _mark(read, question), read.understood.answers.get(question.key)
    return bool(mark and mark.ask) or bool(answer and answer.ask)


def _shown(mark: Mark | None) -> str:
    if mark is None:
        return ""
    return mark.text if mark.text.strip() else ("True" if mark.tick else "")


def _is_right(question: Question, put: Put | None, read: Read, route: Route) -> bool:
    """Whether the answer says what was put in, and does not mean anything else."""
    mark, answer = _mark(read, question), read.understood.answers.get(question.key)
    if put is None or mark is None:
        return False
    value = None if answer is None else answer.value
    if question.kind is Kind.TICK:
        # A tick that a person is to confirm means nothing before they have.
        seen = mark.tick if value is None and mark.ask else value
        return put.said is True and seen is True
    if question.kind is Kind.SIGNATURE and route.scan and mark.ask:
        return bool(mark.text)  # that somebody signed; who did, a person sees
    if put.means is not None and value is not None:
        return value == put.means
    return _same(str(put.said), mark.text, route)


def _same(put: str, found: str, route: Route) -> bool:
    put, found = (unicodedata.normalize("NFC", text) for text in (put, found))
    if route.exact:
        return put == re.sub("\r\n?", "\n", found)
    if route.scan:
        put, found = put.translate(ALIKE), found.translate(ALIKE)
    return put.split() == found.split()
