"""What the casebook is given and what it shows, beside the nouns of the model."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from toolkit.model import Identity, Paper, Status, Understood


class EventKind(StrEnum):
    """What can happen. A public promise: a name is never changed or used again."""

    ARRIVED = "arrived"
    SET_ASIDE = "set-aside"
    READ = "read"
    CASE_OPENED = "case-opened"
    PAPER_JOINED = "paper-joined"
    PAPER_WAITING = "paper-waiting"
    CHECKED = "checked"
    DECIDED = "decided"
    DOCUMENT_WRITTEN = "document-written"
    STATUS_CHANGED = "status-changed"
    NOTE = "note"
    ERASED = "erased"
    PAPER_TAKEN_OFF = "paper-taken-off"
    PAPER_SET_APART = "paper-set-apart"
    RESUBMITTED = "resubmitted"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    IDENTITY_CHANGED = "identity-changed"
    EARLIER_CASE = "earlier-case"
    RECORDED = "recorded"


class PaperState(StrEnum):
    """How far a paper of an arrival has come."""

    ARRIVED = "arrived"
    READ = "read"
    WAITING = "waiting"
    JOINED = "joined"
    SET_ASIDE = "set-aside"
    TAKEN_OFF = "taken-off"


@dataclass(frozen=True, slots=True)
class NewCase:
    """A case about to be opened: whose it is and the papers that open it.

    `prefix` is the service's, for the reference; `papers` are the hashes of papers read
    from `arrival`, the one that opens the case first.
    """

    service: str
    prefix: str
    arrival: str
    identity: Identity = field(repr=False)
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperPlace:
    """Where a paper is known from: an arrival, and the case it joined or empty.

    `at` is when that arrival came.
    """

    sha256: str
    arrival: str
    ref: str
    state: PaperState
    at: dt.datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class WaitingPaper:
    """A paper that waits for a person to say whose it is.

    `at` is when it arrived; `candidates` are what it could belong to. `understood` is
    null when it has been erased. `taken_off` is the case a person took it off, or
    empty; such a paper never joins anything by itself.
    """

    paper: Paper
    arrival: str
    at: dt.datetime
    why: str = field(repr=False)
    candidates: tuple[str, ...] = ()
    understood: Understood | None = field(default=None, repr=False)
    taken_off: str = ""


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """One line of the list of cases.

    `proposed` and `outcome` are empty until there is one. `open_findings` and `asks`
    count those of the last check: all that are open, and those only a person can
    settle. `has_news` is whether something came after the decision that nobody has
    looked at yet.
    """

    ref: str
    service: str
    status: Status
    opened: dt.datetime
    changed: dt.datetime
    papers: int
    proposed: str = ""
    outcome: str = ""
    open_findings: int = 0
    asks: int = 0
    identity: Identity = field(default_factory=Identity, repr=False)
    has_news: bool = False

    @property
    def waiting(self) -> bool:
        """Whether the desk has something to do: look at it, discuss it or decide.

        A case that is incomplete waits for the sender, unless a finding asks a person.
        """
        if self.has_news:
            return True
        if self.status is Status.INCOMPLETE:
            return self.asks > 0
        return self.status in {Status.RECEIVED, Status.READY, Status.DISCUSSED}
