"""A desk to try things at: filled forms dropped, and passes made, at a set moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from toolkit import workspace as workspaces
from toolkit.catalogue import Catalogue, load
from toolkit.compose import blank, fill_word, typed
from toolkit.model import Case, Decision
from toolkit.pdf import fill
from toolkit.pipeline import (
    Desk,
    Drafts,
    Report,
    decide,
    desk_of,
    draft,
    take_in,
    whole_case,
)
from toolkit.samples import demo_of
from toolkit.workspace import Workspace

SERVICE = "esma"
NOW = dt.datetime(2026, 11, 16, 9, 30, tzinfo=dt.UTC)
AT_ONCE = dt.timedelta(0)

Answers = Mapping[str, str | bool]


@cache
def catalogue() -> Catalogue:
    """Return the definitions that come with the toolkit."""
    return load()


@cache
def _blank(form: str, suffix: str) -> bytes:
    service = catalogue().service(SERVICE)
    found = service.form(form)
    assert found is not None
    return blank(found, service, suffix, catalogue().templates)


def answers_of(child: str) -> Answers:
    """Return the answers of one of the demonstration's invented children."""
    demo = demo_of(catalogue().service(SERVICE))
    assert demo is not None
    return next(
        paper.answers
        for arrival in demo.arrivals
        for paper in arrival.papers
        if paper.answers.get("pupil_legal_forename") == child
    )


def filled(form: str, answers: Answers, suffix: str = "pdf") -> bytes:
    """Return a form of ours, filled with those of the answers that it asks for."""
    found = catalogue().service(SERVICE).form(form)
    assert found is not None
    keys = {question.key for question in found.questions() if question.on_blank}
    chosen = {key: said for key, said in answers.items() if key in keys}
    fill_in = fill_word if suffix == "docx" else fill
    return fill_in(_blank(form, suffix), chosen)


def letter(title: str, *lines: str) -> bytes:
    """Return a letter somebody else typed, as PDF."""
    return typed(title, lines, "pdf", catalogue().templates)


@dataclass(frozen=True)
class Trial:
    """A workspace and what is done in it."""

    workspace: Workspace
    desk: Desk

    def drop(self, name: str, contents: bytes) -> None:
        """Put a file into the intake; a name with `/` puts it into a folder there."""
        at = self.workspace.intake / name
        at.parent.mkdir(parents=True, exist_ok=True)
        at.write_bytes(contents)

    def take_in(self, now: dt.datetime = NOW) -> Report:
        """Make one pass."""
        return take_in(self.desk, catalogue, now, AT_ONCE)

    def cases(self) -> tuple[Case, ...]:
        """Return every case, whole."""
        refs = [summary.ref for summary in self.desk.casebook.cases()]
        return tuple(whole_case(self.desk, catalogue(), ref) for ref in refs)

    def decide(self, ref: str, outcome: str, *reasons: str) -> Drafts:
        """Let somebody decide."""
        despite = "The meeting looked at it and agreed."
        decision = Decision(outcome, "Office Trial", NOW, reasons, despite=despite)
        return decide(self.desk, catalogue(), ref, decision, NOW)

    def write(self, ref: str, *documents: str, **extra: object) -> Drafts:
        """Write documents for a case."""
        case = whole_case(self.desk, catalogue(), ref)
        return draft(self.desk, catalogue(), case, documents, NOW, extra)


@contextmanager
def trial(root: Path) -> Iterator[Trial]:
    """Open a fresh workspace."""
    workspace = workspaces.make(root)
    with desk_of(workspace) as desk:
        yield Trial(workspace, desk)
