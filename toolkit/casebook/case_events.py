"""What is recorded about one case that is there: checks, decisions, what people say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from toolkit.casebook import asking, happenings
from toolkit.casebook.entries import EventKind, PaperPlace
from toolkit.casebook.happenings import Happened
from toolkit.casebook.journal import Journal
from toolkit.casebook.records import identity_record
from toolkit.casebook.slips import Record
from toolkit.errors import CannotDo
from toolkit.model import (
    Decision,
    Finding,
    Identity,
    MadeDocument,
    Proposal,
    Recorded,
    Resubmission,
    Settling,
    Status,
)


class CaseEvents:
    """The part of the casebook that adds to the history of a case.

    What names a case that is not there raises `CannotDo`.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def record_checked(
        self,
        ref: str,
        findings: Sequence[Finding],
        proposal: Proposal,
        status: Status,
        *,
        by: str,
        at: dt.datetime,
    ) -> None:
        """Record what the rules found, what they propose and where the case stands."""
        facts, body = happenings.checked(findings, proposal, status)
        kind = EventKind.CHECKED
        self._record(ref, Happened(kind, by, at, ref, facts=facts, body=body))

    def decide(self, ref: str, decision: Decision, status: Status) -> None:
        """Record what a named person decided and the status it leads to."""
        self._record(ref, happenings.decided(ref, decision, status))

    def record(self, ref: str, written: Recorded, status: Status) -> None:
        """Record what somebody wrote down, and the status the case has with it."""
        self._record(ref, happenings.recorded(ref, written, status))

    def change_status(
        self, ref: str, status: Status, why: str, *, by: str, at: dt.datetime
    ) -> None:
        """Record that a case moved on without a decision: planning, active, closing."""
        facts: Record = {"status": status.value}
        kind, body = EventKind.STATUS_CHANGED, {"why": why}
        self._record(ref, Happened(kind, by, at, ref, facts=facts, body=body))

    def record_document(
        self, ref: str, made: MadeDocument, *, by: str, template: str = ""
    ) -> None:
        """Record a document laid in the outbox, with the version of its template."""
        self._record(ref, happenings.document_written(ref, made, by, template))

    def next_version(self, ref: str, document: str) -> int:
        """Return the version a document written now would have, from 1.

        Asked inside the step that records the document, nobody else can get the same.
        """
        with self._journal.reading() as connection:
            return asking.latest_version(connection, ref, document) + 1

    def note(
        self, text: str, *, by: str, at: dt.datetime, ref: str | None = None
    ) -> None:
        """Record a remark of a person or of the toolkit, about a case or about none."""
        happened = Happened(EventKind.NOTE, by, at, ref, body={"text": text})
        self._record(ref, happened)

    def take_off(
        self, place: PaperPlace, why: str, *, by: str, at: dt.datetime
    ) -> None:
        """Record that a person took a paper off a case; it waits for a person again.

        Args:
            place: The paper, the case it is in and the arrival it came with.
            why: In a sentence, for whoever looks at it next.
            by: Who says so.
            at: When.

        Raises:
            CannotDo: If the paper is not in that case.
        """
        with self._journal.writing() as connection:
            if place not in asking.places_of(connection, place.sha256):
                raise CannotDo(
                    f"That paper is not in that case, {place.ref}.",
                    remedy=f"See `toolkit case {place.ref}` for its papers.",
                )
            read = asking.last_reading(connection, place.arrival, place.sha256)
            paper: Record = {"sha256": place.sha256, "read": read}
            self._record(place.ref, happenings.taken_off(place, paper, why, by, at))

    def set_apart(
        self, ref: str, arrival: str, sha256: str, *, by: str, at: dt.datetime
    ) -> None:
        """Record that a paper which came with a case's appears to be another child's.

        Nothing that is on the paper is recorded with the case.
        """
        kind, body = EventKind.PAPER_SET_APART, {"paper": sha256}
        self._record(ref, Happened(kind, by, at, ref, arrival, body=body))

    def settle(self, ref: str, settling: Settling) -> None:
        """Record that a person confirmed or corrected an answer."""
        self._record(ref, happenings.settled(ref, settling))

    def record_resubmission(
        self, ref: str, newer: Resubmission, *, by: str, after_decision: bool
    ) -> None:
        """Record what a newer request of a case says otherwise.

        After a decision the case waits until somebody has looked at it.
        """
        happened = happenings.resubmitted(ref, newer, by, after_decision=after_decision)
        self._record(ref, happened)

    def change_identity(
        self, ref: str, identity: Identity, *, by: str, at: dt.datetime
    ) -> None:
        """Record whose case it is, as it is known now; papers are matched by that."""
        body: Record = {"identity": identity_record(identity)}
        kind = EventKind.IDENTITY_CHANGED
        self._record(ref, Happened(kind, by, at, ref, body=body))

    def link_earlier(self, ref: str, earlier: str, *, by: str, at: dt.datetime) -> None:
        """Record that the pupil of a case had one before."""
        facts: Record = {"earlier": earlier}
        self._record(ref, Happened(EventKind.EARLIER_CASE, by, at, ref, facts=facts))

    def _record(self, ref: str | None, happened: Happened) -> None:
        with self._journal.writing() as connection:
            if ref is not None:
                asking.require_case(connection, ref)
            self._journal.record(happened)
