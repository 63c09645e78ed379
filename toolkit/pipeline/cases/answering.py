"""A person confirms an answer as it was read, or says what is right."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from toolkit.calendar import local_date
from toolkit.catalogue import Catalogue, Service
from toolkit.checklist import blank_mark, question_of, requests
from toolkit.errors import CannotDo
from toolkit.meaning import understand
from toolkit.model import (
    Answer,
    Case,
    Mark,
    Recognised,
    Settling,
    Understood,
    Value,
)
from toolkit.pipeline.arrivals.referring import is_named
from toolkit.pipeline.cases.checking import check_case, service_of, whole_case
from toolkit.pipeline.desk import Desk

_MOST_LIKE = 3  # keys to offer for one that was mistyped


@dataclass(frozen=True, slots=True)
class Said:
    """Who says something of a case's answers, when, and of which paper.

    `paper` is the beginning of its id; empty for the paper that speaks first.
    """

    by: str
    at: dt.datetime
    why: str = field(default="", repr=False)
    paper: str = ""


def confirm(
    desk: Desk, catalogue: Catalogue, ref: str, questions: Sequence[str], said: Said
) -> tuple[Case, tuple[Settling, ...]]:
    """Record that a person looked at answers and they count as they were read.

    All of them or none are recorded; the case is checked again.

    Raises:
        CannotDo: If there is no such case, question or answer, or one of them cannot
            be read even so.
    """
    looked = _Looking(desk, catalogue, ref)
    settlings = tuple(looked.confirmed(key, said) for key in dict.fromkeys(questions))
    return looked.record(settlings, said.at), settlings


def correct(
    desk: Desk, catalogue: Catalogue, ref: str, question: str, value: str, said: Said
) -> tuple[Case, Settling]:
    """Record what an answer is, whatever was written or read.

    Args:
        desk: The workspace.
        catalogue: The definitions.
        ref: The case's.
        question: Its key.
        value: As somebody would write it on the form; empty for no answer.
        said: Who says so, and why.

    Raises:
        CannotDo: If there is no such case or question, or the value cannot be read.
    """
    looked = _Looking(desk, catalogue, ref)
    settling = looked.corrected(question, value, said)
    return looked.record((settling,), said.at), settling


class _Looking:
    """A case with its papers, as somebody looks at its answers."""

    def __init__(self, desk: Desk, catalogue: Catalogue, ref: str) -> None:
        self._desk, self._catalogue = desk, catalogue
        self._case = whole_case(desk, catalogue, ref)
        self._service = service_of(catalogue, self._case)

    def confirmed(self, key: str, said: Said) -> Settling:
        """Return that an answer counts as it was read.

        Raises:
            CannotDo: If there is none, or it cannot be read.
        """
        paper, answer = self._answer(key, said.paper)
        if answer is None:
            raise CannotDo(
                f"Nothing was read for “{key}”, so there is nothing to confirm.",
                remedy="Say what is right with `toolkit correct`.",
            )
        value = answer.value
        if value is None:  # perhaps only because somebody had to look first
            mark = replace(answer.mark, ask=False)
            again = self._meant(key, mark, paper, said.at)
            if again is not None and again.value is None:
                raise CannotDo(
                    f"What was written for “{key}” cannot be read as an answer.",
                    remedy="Say what is right with `toolkit correct`.",
                )
            value = None if again is None else again.value
        return _settling(key, paper, answer, value, said)

    def corrected(self, key: str, value: str, said: Said) -> Settling:
        """Return that an answer is another one.

        Raises:
            CannotDo: If no paper asks for it, or it cannot be read.
        """
        paper, answer = self._answer(key, said.paper)
        mark = replace(blank_mark(self._service, paper, key), text=value.strip())
        meant = self._meant(key, mark, paper, said.at)
        right = None if meant is None else meant.value
        if value.strip() and right is None:
            question = question_of(self._service, paper, key)
            label = question.label if question else key
            raise CannotDo(
                f"What was given for “{label}” cannot be read as an answer to it.",
                remedy="Write it as on the form; `toolkit forms --json` has choices.",
            )
        settling = _settling(key, paper, answer, right, said)
        return replace(settling, corrects=True, why=said.why)

    def record(self, settlings: Iterable[Settling], now: dt.datetime) -> Case:
        """Record what was said, check the case again and return it."""
        with self._desk.casebook.step():
            for settling in settlings:
                self._desk.casebook.settle(self._case.ref, settling)
            return check_case(self._desk, self._catalogue, self._case.ref, now)

    def _answer(self, key: str, named: str) -> tuple[Understood, Answer | None]:
        """Return the paper whose answer is meant, and the answer if there is one."""
        self._require_question(key)
        papers = self._papers
        if named:
            meant = [p for p in papers if is_named(named, p.document.id)]
            if len(meant) != 1:
                raise CannotDo(
                    f"“{named}” means none of the case's papers, or several.",
                    remedy=f"See `toolkit case {self._case.ref}` for its papers.",
                )
            return meant[0], meant[0].answers.get(key)
        referral = self._case.referral
        speaking = referral.answers.get(key) if referral else None
        for paper in papers:
            if speaking is not None and paper.answers.get(key) is speaking:
                return paper, speaking
        asking = [p for p in papers if question_of(self._service, p, key)]
        first = [*requests(self._service, asking)[::-1], *asking]
        if not first:
            raise CannotDo(
                f"No paper of {self._case.ref} asks for “{key}”.",
                remedy="Name the paper it stands on with --paper.",
            )
        return first[0], None

    @property
    def _papers(self) -> tuple[Understood, ...]:
        return self._case.referral.papers if self._case.referral else ()

    def _meant(
        self, key: str, mark: Mark, paper: Understood, at: dt.datetime
    ) -> Answer | None:
        """Return what a mark means as an answer of a paper; null when it is blank."""
        recognised = Recognised(paper.document, paper.fit, {key: mark})
        meant = understand(recognised, self._service, local_date(at))
        return meant.answers.get(key)

    def _require_question(self, key: str) -> None:
        known = _keys(self._service)
        if key in known:
            return
        like = ", ".join(difflib.get_close_matches(key, known, _MOST_LIKE))
        raise CannotDo(
            f"“{key}” is not a question of this service.",
            remedy=f"Do you mean {like}?"
            if like
            else "See `toolkit case REF --json` for the questions and their answers.",
        )


def _settling(
    key: str,
    paper: Understood,
    answer: Answer | None,
    value: Value | None,
    said: Said,
) -> Settling:
    written = answer.written if answer else ""
    return Settling(key, paper.document.id, said.by, said.at, written, value)


def _keys(service: Service) -> frozenset[str]:
    asked = (question.key for form in service.forms for question in form.questions())
    sought = (fact.key for sort in service.letter_sorts for fact in sort.facts)
    return frozenset((*asked, *sought))
