"""What is known of a case, what the rules found, what was decided and written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from toolkit.model.papers import Answer, Identity, Mark, Paper, Understood, Value
from toolkit.model.support import Recorded

NOT_KNOWN = "unknown"
"""The value of a yes/no question that somebody answered with “Not known”."""


@dataclass(frozen=True, slots=True)
class Referral:
    """What is known of one pupil's referral, merged over the case's papers.

    `answers` are those of the newest paper that asks for the case to be opened, then
    of the earlier ones, then of the other papers in the order they arrived. `papers`
    are all the case's papers as understood.
    """

    service: str
    answers: Mapping[str, Answer] = field(default_factory=dict, repr=False)
    papers: tuple[Understood, ...] = field(default=(), repr=False)

    def value(self, key: str) -> Value | None:
        """Return what the answer to `key` means; null when it means nothing yet."""
        answer = self.answers.get(key)
        return None if answer is None else answer.value

    def settled(self, key: str) -> Value | None:
        """Return what the answer to `key` settles.

        Null when it is blank, when it says that this is not known, and when a person
        must look at it first.
        """
        answer = self.answers.get(key)
        if answer is None or answer.ask or answer.value in {NOT_KNOWN, ""}:
            return None
        return answer.value

    def words(self, key: str) -> str:
        """Return the answer as text for a person; empty when there is none."""
        value = self.value(key)
        return "" if value is None else str(value)

    def of_form(self, *forms: str) -> tuple[Understood, ...]:
        """Return the case's papers that are one of these forms or sorts of letter."""
        return tuple(p for p in self.papers if p.fit and p.fit.form in forms)


# --- findings, proposals, decisions -------------------------------------------------


class Outcome(StrEnum):
    """What a rule found. *Cannot tell* goes to a person; it is never a no."""

    MET = "met"
    NOT_MET = "not met"
    CANNOT_TELL = "cannot tell"
    NOT_APPLICABLE = "not applicable"


class Weight(StrEnum):
    """What an open finding stops."""

    BLOCKS = "blocks"
    BLOCKS_ACCEPTANCE = "blocks-acceptance"
    ASK = "ask"
    WARN = "warn"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found, in the definition's own sentence, with what decided it.

    `rule` is the stable id (RQ-07, E3); `checklist` the council's item (C5) or empty.
    `mend` says what would put it right; `parts` are sub-checks.
    """

    code: str
    rule: str
    weight: Weight
    outcome: Outcome
    sentence: str = field(repr=False)
    label: str = ""
    checklist: str = ""
    mend: str = field(default="", repr=False)
    parts: tuple[Finding, ...] = ()
    decided_by: tuple[Mark, ...] = field(default=(), repr=False)

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.outcome in {Outcome.NOT_MET, Outcome.CANNOT_TELL}


@dataclass(frozen=True, slots=True)
class Checked:
    """A referral and everything the rules found in it, in checklist order."""

    referral: Referral
    findings: tuple[Finding, ...]

    @property
    def ready(self) -> bool:
        """Nothing blocks or asks."""
        stops = {Weight.BLOCKS, Weight.BLOCKS_ACCEPTANCE, Weight.ASK}
        return not any(f.is_open and f.weight in stops for f in self.findings)

    @property
    def discussable(self) -> bool:
        """Nothing of weight `blocks` is missing.

        What cannot be told does not keep a referral from the meeting: it is a question
        for the people there.
        """
        return not any(
            f.outcome is Outcome.NOT_MET and f.weight is Weight.BLOCKS
            for f in self.findings
        )

    def finding(self, rule: str) -> Finding:
        """Return the finding of one rule.

        Raises:
            KeyError: If the service has no such rule.
        """
        for finding in self.findings:
            if finding.rule == rule:
                return finding
        raise KeyError(rule)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the rules propose, and the findings that say why. Never a decision."""

    outcome: str
    reasons: tuple[str, ...] = ()
    because: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What a named person decided, why and when.

    `note` is for the case file and `words` are for the letters. `despite` says why,
    where the decision goes against what the rules found. `rules` are the ids of the
    rules it rests on, and `because` what they had found then, with the marks.
    """

    outcome: str
    by: str
    at: dt.datetime
    reasons: tuple[str, ...] = ()
    note: str = field(default="", repr=False)
    words: str = field(default="", repr=False)
    despite: str = field(default="", repr=False)
    rules: tuple[str, ...] = ()
    because: tuple[Finding, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Deadline:
    """One thing that is due, when, and the rule that says so."""

    what: str
    due: dt.date
    rule: str
    state: str = "open"


# --- what we write ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Gap:
    """A fact not yet known, shown as a gap to be filled by people.

    Allowed only in the places a template's sidecar names; anywhere else a missing fact
    refuses the document.
    """

    prompt: str


@dataclass(frozen=True, slots=True)
class LetterOrder:
    """What to write to whom: the document's name and the plain facts it is given.

    `facts` holds text, numbers, dates, booleans, `Gap`s, and lists and mappings of
    those; nothing with behaviour.
    """

    document: str
    service: str
    ref: str
    version: int
    on: dt.date
    facts: Mapping[str, object] = field(default_factory=dict, repr=False)

    def file_name(self, suffix: str) -> str:
        """Return `<ref>_<document>_v<n>_<yyyymmdd>.<suffix>`: never anybody's name."""
        return f"{self.ref}_{self.document}_v{self.version}_{self.on:%Y%m%d}.{suffix}"


@dataclass(frozen=True, slots=True)
class Letter:
    """The bytes of one document in one format, under the name it is laid down as."""

    document: str
    ref: str
    version: int
    name: str
    contents: bytes = field(repr=False)
    sha256: str
    template: str

    @property
    def suffix(self) -> str:
        """The format: `pdf`, `docx` or `eml`."""
        return self.name.rpartition(".")[2]


# --- cases --------------------------------------------------------------------------


class Status(StrEnum):
    """Where a case stands."""

    RECEIVED = "received"
    INCOMPLETE = "incomplete"
    READY = "ready_for_meeting"
    DISCUSSED = "discussed"
    ACCEPTED = "accepted"
    GUIDANCE_ONLY = "guidance_only"
    DECLINED = "declined"
    DEFERRED = "deferred"
    PLANNING = "planning"
    ACTIVE = "active"
    CLOSING = "closing"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    REDIRECTED = "redirected"
    LAPSED = "lapsed"
    RE_REFERRED = "re-referred"

    @property
    def is_over(self) -> bool:
        """Whether nothing more may join the case by itself."""
        return self in _OVER


_OVER = frozenset(
    {
        Status.DECLINED,
        Status.CLOSED,
        Status.WITHDRAWN,
        Status.REDIRECTED,
        Status.LAPSED,
        Status.RE_REFERRED,
    }
)


@dataclass(frozen=True, slots=True)
class CasePaper:
    """One paper of a case: where it came from and what it turned out to be."""

    paper: Paper
    arrival: str
    at: dt.datetime
    form: str = ""
    understood: Understood | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Settling:
    """What a person said of one answer: that it was read rightly, or what is right.

    `paper` is the id of the paper the answer stands on and `written` what stood there
    when they looked, so that it says nothing about a later paper. `value` is what
    counts from then on; null when they confirmed that nothing was answered.
    """

    question: str
    paper: str
    by: str
    at: dt.datetime
    written: str = field(default="", repr=False)
    value: Value | None = field(default=None, repr=False)
    corrects: bool = False
    why: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """One answer that a newer request gives otherwise, in words; empty for none."""

    question: str
    old: str = field(repr=False)
    new: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Resubmission:
    """A newer request of the same case: its paper, when it joined, what it changes."""

    paper: str
    at: dt.datetime
    changes: tuple[AnswerChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, as the casebook shows it."""

    seq: int
    at: dt.datetime
    by: str
    what: str
    hash: str
    about: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """One document the toolkit laid in the outbox for a case."""

    document: str
    version: int
    name: str
    sha256: str
    at: dt.datetime
    path: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Case:
    """One pupil, one service, one episode: folded from its events, never built by hand.

    `findings` and `proposed` are those of the last check; `decision` the last decision.
    `settlings` are what people confirmed or corrected, in order; `earlier` the cases
    the same pupil had before; `set_apart` counts the papers that came with this case's
    and appear to be about another child; `records` what people wrote down, in order.
    """

    ref: str
    service: str
    status: Status
    opened: dt.datetime
    identity: Identity = field(default_factory=Identity, repr=False)
    papers: tuple[CasePaper, ...] = field(default=(), repr=False)
    referral: Referral | None = field(default=None, repr=False)
    findings: tuple[Finding, ...] = field(default=(), repr=False)
    proposed: Proposal | None = None
    decision: Decision | None = None
    decisions: tuple[Decision, ...] = ()
    documents: tuple[MadeDocument, ...] = ()
    events: tuple[Event, ...] = field(default=(), repr=False)
    settlings: tuple[Settling, ...] = field(default=(), repr=False)
    resubmissions: tuple[Resubmission, ...] = field(default=(), repr=False)
    earlier: tuple[str, ...] = ()
    set_apart: int = 0
    records: tuple[Recorded, ...] = field(default=(), repr=False)
