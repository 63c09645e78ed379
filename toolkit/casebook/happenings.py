"""What each kind of event says: its public facts, and its payload."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.casebook.case_records import (
    change_record,
    decision_record,
    finding_record,
    made_record,
    proposal_record,
    recorded_record,
    settling_record,
)
from toolkit.casebook.entries import EventKind, NewCase, PaperPlace
from toolkit.casebook.records import arrival_record, identity_record, paper_record
from toolkit.casebook.slips import Record
from toolkit.model import (
    Arrival,
    Decision,
    Finding,
    MadeDocument,
    Outcome,
    Paper,
    Proposal,
    Recorded,
    Resubmission,
    Settling,
    Status,
    Weight,
)


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing to record. `facts` are public for ever; all personal is in `body`."""

    kind: EventKind
    by: str
    at: dt.datetime
    ref: str | None = None
    arrival: str | None = None
    facts: Record = field(default_factory=dict)
    body: Record = field(default_factory=dict, repr=False)


def arrived(arrival: Arrival, by: str) -> Happened:
    """Something arrived."""
    body = arrival_record(arrival)
    kind = EventKind.ARRIVED
    return Happened(kind, by, arrival.at, arrival=arrival.id, body=body)


def set_aside(
    arrival: str, paper: Paper | None, why: str, by: str, at: dt.datetime
) -> Happened:
    """A paper, or without one a whole arrival, could not be taken in."""
    body: Record = {"why": why}
    if paper is not None:
        body = {"why": why, "paper": paper_record(paper)}
    facts = {"whole": paper is None}
    return Happened(EventKind.SET_ASIDE, by, at, None, arrival, facts, body)


def opened(
    new: NewCase, ref: str, numbered: Record, by: str, at: dt.datetime
) -> Happened:
    """A case was opened; `numbered` are the parts of its reference."""
    facts: Record = {"service": new.service, **numbered}
    body: Record = {"identity": identity_record(new.identity)}
    return Happened(EventKind.CASE_OPENED, by, at, ref, new.arrival, facts, body)


def checked(
    findings: Sequence[Finding], proposal: Proposal, status: Status
) -> tuple[Record, Record]:
    """Return the facts and the payload of a check."""
    unsettled = [finding for finding in findings if finding.is_open]
    facts: Record = {
        "status": status.value,
        "proposed": proposal.outcome,
        "open_findings": len(unsettled),
        "asks": sum(map(_asks_a_person, unsettled)),
    }
    body: Record = {
        "findings": [finding_record(finding) for finding in findings],
        "proposal": proposal_record(proposal),
    }
    return facts, body


def decided(ref: str, decision: Decision, status: Status) -> Happened:
    """A named person decided."""
    facts: Record = {"status": status.value, "outcome": decision.outcome}
    body: Record = {"decision": decision_record(decision)}
    kind, by, at = EventKind.DECIDED, decision.by, decision.at
    return Happened(kind, by, at, ref, facts=facts, body=body)


def document_written(ref: str, made: MadeDocument, by: str, template: str) -> Happened:
    """A document was laid in the outbox."""
    facts: Record = {
        "document": made.document,
        "version": made.version,
        "template": template,
    }
    body: Record = {"made": made_record(made)}
    kind = EventKind.DOCUMENT_WRITTEN
    return Happened(kind, by, made.at, ref, facts=facts, body=body)


def taken_off(
    place: PaperPlace, paper: Record, why: str, by: str, at: dt.datetime
) -> Happened:
    """A person took a paper off a case; it waits again."""
    body: Record = {**paper, "why": why}
    kind = EventKind.PAPER_TAKEN_OFF
    return Happened(kind, by, at, place.ref, place.arrival, body=body)


def settled(ref: str, settling: Settling) -> Happened:
    """A person confirmed or corrected an answer. Which one is public, what is not."""
    kind = EventKind.CORRECTED if settling.corrects else EventKind.CONFIRMED
    facts: Record = {"question": settling.question}
    body: Record = {"settling": settling_record(settling)}
    return Happened(kind, settling.by, settling.at, ref, facts=facts, body=body)


def resubmitted(
    ref: str, newer: Resubmission, by: str, *, after_decision: bool
) -> Happened:
    """A newer request joined a case and says some things otherwise."""
    facts: Record = {"changes": len(newer.changes), "has_news": after_decision}
    changes = [change_record(change) for change in newer.changes]
    body: Record = {"paper": newer.paper, "differences": changes}
    kind = EventKind.RESUBMITTED
    return Happened(kind, by, newer.at, ref, facts=facts, body=body)


def recorded(ref: str, written: Recorded, status: Status) -> Happened:
    """Somebody wrote something down. Of what sort is public, what it says is not."""
    facts: Record = {"record": written.kind, "status": status.value}
    body: Record = {"recorded": recorded_record(written)}
    kind = EventKind.RECORDED
    return Happened(kind, written.by, written.at, ref, facts=facts, body=body)


def _asks_a_person(finding: Finding) -> bool:
    return finding.weight is Weight.ASK or finding.outcome is Outcome.CANNOT_TELL
