"""A case's papers and answers, the way the rules look at them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from toolkit.catalogue import IdentityKeys, Question, Service
from toolkit.checklist.names import Likeness, Named, compare, named
from toolkit.model import Answer, Mark, PaperSort, Referral, Understood, Value

MOST_ROWS = 40
"""The most rows a repeated section can have; a definition's file allows no more."""

_ROW = "{n}"
_LONGEST_QUOTE = 80
_CONTAINERS = frozenset({PaperSort.ARCHIVE, PaperSort.MESSAGE})


class State(StrEnum):
    """Whether an answer can be used."""

    CLEAR = "clear"
    BLANK = "blank"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Given:
    """One question with whatever answer there is to it."""

    key: str
    label: str
    answer: Answer | None = field(default=None, repr=False)

    @property
    def state(self) -> State:
        """Whether the answer can be used; a tick that is not there is blank."""
        if self.answer is None:
            return State.BLANK
        if self.answer.ask:
            return State.UNSURE
        # Nought is an answer; only a tick that is not there is blank.
        value = self.answer.value
        blank = value is None or value is False or value == ""
        return State.BLANK if blank else State.CLEAR

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The mark behind the answer, if there is one."""
        return () if self.answer is None else (self.answer.mark,)

    @property
    def text(self) -> str:
        """What the answer means, as a definition writes it; empty if not usable."""
        if self.answer is None or self.state is not State.CLEAR:
            return ""
        return "yes" if self.answer.value is True else str(self.answer.value)

    @property
    def day(self) -> dt.date | None:
        """The date it gives; null when it cannot be used or is no date."""
        if self.answer is None or self.state is not State.CLEAR:
            return None
        value = self.answer.value
        return value if isinstance(value, dt.date) else None

    @property
    def as_read(self) -> Value | None:
        """What it seems to mean, even if a person must look first; null for nothing."""
        value = None if self.answer is None else self.answer.value
        return None if value is False or value == "" else value

    @property
    def description(self) -> str:
        """The question, its page and what was written there, for a sentence."""
        mark = next(iter(self.marks), Mark(self.key))
        where = f" on page {mark.place.page}" if mark.place.page else ""
        written = quoted(mark.text)
        told = f", where we read {written}" if written else ""
        return f"“{self.label}”{where}{told}"


@dataclass(frozen=True)
class Dossier:
    """The case as one requirement looks at it.

    Where several papers of a sort came (two consent forms, three letters), a
    requirement is judged for each in turn, as `focus`: a signature on one form and a
    date on another do not make one form that is signed and dated.
    """

    service: Service
    referral: Referral
    today: dt.date
    focus: Understood | None = None

    def looking_at(self, paper: Understood | None) -> Dossier:
        """Return the same case with one paper in focus."""
        return replace(self, focus=paper)

    # --- answers

    def given(self, key: str) -> Given:
        """Return the merged answer to a question."""
        return Given(key, self._label(key), self.referral.answers.get(key))

    def rows(self, key: str) -> tuple[Given, ...]:
        """Return a question's answers over every row that has one; at least one."""
        if _ROW not in key:
            return (self.given(key),)
        keys = [key.replace(_ROW, str(n)) for n in range(1, MOST_ROWS + 1)]
        found = [k for k in keys if k in self.referral.answers] or keys[:1]
        return tuple(self.given(k) for k in found)

    def fact(self, paper: Understood, key: str) -> Given:
        """Return a paper's own answer, as a person may since have corrected it."""
        own, merged = paper.answers.get(key), self.referral.answers.get(key)
        corrected = merged is not None and (
            merged.mark.place.paper in {"", paper.document.sha256}
        )
        return Given(key, self._label(key), merged if corrected else own)

    def on_form(self, form: str, key: str) -> Given:
        """Return a form's answer, left blank where only another paper gives it.

        Of two copies of a form either will do, and so will a person's correction.
        """
        copies = self.all_papers((form,))
        merged = self.referral.answers.get(key)
        here = {"", *(paper.document.sha256 for paper in copies)}
        if merged is None or merged.mark.place.paper in here:
            return self.given(key)
        own = next((paper.answers.get(key) for paper in copies[::-1]), None)
        return Given(key, self._label(key), own)

    def places(self, sorts: Iterable[str], key: str) -> tuple[Given, ...]:
        """Return every place that answers: the pupil's papers of these sorts.

        Where none of them does, the referral's own rows, if a form asks the question.
        """
        told = [g for g in self.facts(sorts, key) if g.state is not State.BLANK]
        if told or key.replace(_ROW, "1") not in self._questions:
            return tuple(told)
        return tuple(g for g in self.rows(key) if g.state is not State.BLANK)

    def facts(self, sorts: Iterable[str], key: str) -> tuple[Given, ...]:
        """Return a fact from each of the pupil's papers of these sorts."""
        return tuple(self.fact(paper, key) for paper in self.papers(sorts))

    # --- papers

    def papers(self, sorts: Iterable[str]) -> tuple[Understood, ...]:
        """Return the papers of these sorts that do not name another pupil."""
        own = tuple(
            paper
            for paper in self.all_papers(sorts)
            if self.likeness(paper) is not Likeness.OTHER
        )
        return tuple(p for p in own if p is self.focus) or own

    def all_papers(self, sorts: Iterable[str]) -> tuple[Understood, ...]:
        """Return the papers of these sorts, whoever they name."""
        wanted = frozenset(sorts)
        return tuple(
            paper
            for paper in self.referral.papers
            if paper.fit
            and paper.fit.service == self.service.key
            and paper.fit.form in wanted
        )

    def unplaced(self) -> tuple[Understood, ...]:
        """Return the papers nobody could place; each may be the one that is missing.

        A message or an archive only carries papers and is none itself.
        """
        return tuple(
            paper
            for paper in self.referral.papers
            if paper.fit is None and paper.document.sort not in _CONTAINERS
        )

    def likeness(self, paper: Understood) -> Likeness:
        """Return whether a paper names the referral's pupil."""
        keys = self._identity_keys(paper.fit.form if paper.fit else "")
        return compare(self.pupil, named(paper.answers, keys))

    @cached_property
    def pupil(self) -> Named:
        """The pupil as the form that opened the case names them."""
        opening = [form for form in self.service.forms if form.opens_case]
        arrived = [form for form in opening if self.all_papers((form.key,))]
        keys = next((form.identity for form in (*arrived, *opening)), IdentityKeys())
        return named(self.referral.answers, keys)

    def _identity_keys(self, name: str) -> IdentityKeys:
        forms = {form.key: form.identity for form in self.service.forms}
        letters = {sort.key: sort.identity for sort in self.service.letter_sorts}
        return {**letters, **forms}.get(name, IdentityKeys())

    # --- words

    def chosen(self, given: Given) -> str:
        """Return the words printed beside the chosen value, in quotation marks."""
        question = self._questions.get(given.key)
        choices = question.choices if question else ()
        words = (c.label for c in choices if c.value == given.text)
        return quoted(next(words, given.text))

    def _label(self, key: str) -> str:
        question = self._questions.get(key)
        if question is None:
            return self._facts.get(key, key.replace("_", " "))
        group = question.group.rstrip(" :")
        return f"{group}: {question.label}".removeprefix(": ")

    @cached_property
    def _questions(self) -> Mapping[str, Question]:
        """Every question by its key, as the form that opens a case asks it."""
        forms = sorted(self.service.forms, key=lambda form: form.opens_case)
        return {q.key: q for form in forms for q in form.questions()}

    @cached_property
    def _facts(self) -> Mapping[str, str]:
        sorts = self.service.letter_sorts
        return {fact.key: fact.label for sort in sorts for fact in sort.facts}


def in_words(day: dt.date) -> str:
    """Return a date as a letter writes it: 3 May 2026."""
    return f"{day.day} {day:%B %Y}"


def quoted(text: str) -> str:
    """Return what somebody wrote in quotation marks, shortened; empty for nothing."""
    words = " ".join(text.split())
    if len(words) > _LONGEST_QUOTE:
        words = words[:_LONGEST_QUOTE].rstrip() + " …"
    return f"“{words}”" if words else ""


def listed(items: Iterable[str]) -> str:
    """Return a list in words: `a, b and c`."""
    *most, last = list(dict.fromkeys(items)) or [""]
    return f"{', '.join(most)} and {last}" if most else last
