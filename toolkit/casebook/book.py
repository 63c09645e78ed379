"""The casebook: what happened to every case, and what follows from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import update

from toolkit.casebook import asking, happenings
from toolkit.casebook.case_events import CaseEvents
from toolkit.casebook.entries import (
    CaseSummary,
    EventKind,
    NewCase,
    PaperPlace,
    PaperState,
    WaitingPaper,
)
from toolkit.casebook.happenings import Happened
from toolkit.casebook.journal import Journal, hash_of, head
from toolkit.casebook.lately import CameIn, came_lately
from toolkit.casebook.listing import Listing
from toolkit.casebook.readings import Readings
from toolkit.casebook.records import understood_record
from toolkit.casebook.references import make_reference
from toolkit.casebook.slips import Record
from toolkit.casebook.summaries import rebuild
from toolkit.casebook.tables import payloads
from toolkit.casebook.verifying import faults_of
from toolkit.errors import CannotDo
from toolkit.model import (
    Arrival,
    Case,
    MadeDocument,
    Paper,
    Status,
    Understood,
)

PATIENCE = dt.timedelta(seconds=15)


class Casebook(CaseEvents):
    """The append-only history of a workspace's cases, open for one thread.

    Every method that records is one transaction; `step` makes several of them one.
    Everything recorded names who did it and when, the moment with its time zone. What
    names a case that is not there raises `CannotDo`.

    Args:
        place: The path of its file, made when there is none, or the address of a
            PostgreSQL database: `postgresql+psycopg://user@host/name`.
        patience: How long to wait while another program writes.

    Raises:
        CannotStore: From every method, when the casebook cannot be read or written;
            then nothing of the transaction has happened.
    """

    # Whether a file is on a network file system, where SQLite's locks do not hold, is
    # checked before: by the workspace, at start.

    def __init__(self, place: Path | str, *, patience: dt.timedelta = PATIENCE) -> None:
        super().__init__(Journal(place, patience))
        self._readings, self._listing = Readings(), Listing()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close it."""
        self._journal.close()

    @contextmanager
    def step(self, versions: Mapping[str, str] | None = None) -> Iterator[None]:
        """Make everything recorded inside happen together, or not at all.

        Other programs wait with their writing meanwhile, so keep it short. A step
        inside a step can be undone alone.

        Args:
            versions: Of the definitions and templates in use, by name; every event
                recorded inside keeps them.
        """
        with self._journal.using(versions or {}), self._journal.writing():
            yield

    # --- arrivals and their papers --------------------------------------------------

    def record_arrival(self, arrival: Arrival, *, by: str) -> bool:
        """Record that something arrived; return whether it was new."""
        with self._journal.writing() as connection:
            is_new = not asking.is_known(connection, arrival.id)
            if is_new:
                self._journal.record(happenings.arrived(arrival, by))
            return is_new

    def arrivals_waiting_to_be_read(self) -> tuple[Arrival, ...]:
        """Return the arrivals that are safe but not read, in the order they came."""
        with self._journal.reading() as connection:
            return asking.unread_arrivals(connection)

    def is_unread(self, arrival: str) -> bool:
        """Whether an arrival still waits to be read.

        Asked inside the step that reads it, two workers never read it both.
        """
        with self._journal.reading() as connection:
            return asking.is_unread(connection, arrival)

    def record_read(
        self,
        arrival: str,
        understood: Sequence[Understood],
        *,
        by: str,
        at: dt.datetime,
    ) -> None:
        """Record that an arrival was read, and what was understood.

        Args:
            arrival: Its id.
            understood: One for each paper in it, however deep a message or an archive
                carried it, and not those carriers themselves; may be empty. Of two with
                the same bytes the first counts.
            by: Who read it.
            at: When.

        Raises:
            CannotDo: If there is no such arrival.
        """
        papers: dict[str, Understood] = {}
        for one in understood:
            papers.setdefault(one.document.id, one)
        bodies = [understood_record(one) for one in papers.values()] or [{}]
        with self._journal.writing() as connection:
            asking.require_arrival(connection, arrival)
            for body in bodies:
                read = Happened(EventKind.READ, by, at, arrival=arrival, body=body)
                self._journal.record(read)

    def record_set_aside(
        self,
        arrival: str,
        why: str,
        *,
        by: str,
        at: dt.datetime,
        paper: Paper | None = None,
    ) -> None:
        """Record that a paper, or without one the whole arrival, was set aside.

        An arrival set aside whole no longer waits to be read.

        Raises:
            CannotDo: If there is no such arrival.
        """
        with self._journal.writing() as connection:
            asking.require_arrival(connection, arrival)
            self._journal.record(happenings.set_aside(arrival, paper, why, by, at))

    def wait(
        self,
        arrival: str,
        sha256: str,
        why: str,
        *,
        by: str,
        at: dt.datetime,
        candidates: Sequence[str] = (),
    ) -> None:
        """Record that a paper waits for a person to say whose it is.

        Args:
            arrival: The id of the arrival it was read from.
            sha256: The paper's.
            why: A sentence for that person.
            by: Who says so.
            at: When.
            candidates: References of the cases it could belong to.

        Raises:
            CannotDo: If it was not read from that arrival, or belongs to a case.
        """
        with self._journal.writing() as connection:
            read = asking.last_reading(connection, arrival, sha256)
            if any(place.arrival == arrival for place in self._joined(sha256)):
                raise CannotDo(
                    "That paper belongs to a case already.",
                    remedy="Take it back from there first, with `toolkit unmatch`.",
                )
            paper: Record = {"sha256": sha256, "read": read}
            body: Record = {**paper, "why": why, "candidates": list(candidates)}
            kind = EventKind.PAPER_WAITING
            self._journal.record(Happened(kind, by, at, arrival=arrival, body=body))

    def waiting_papers(self) -> tuple[WaitingPaper, ...]:
        """Return the papers that wait for a person, the longest waiting first."""
        with self._journal.reading() as connection:
            return asking.waiting_papers(connection, self._readings)

    def came_lately(self, most: int) -> tuple[CameIn, ...]:
        """Return the last arrivals and what became of them, the newest first."""
        with self._journal.reading() as connection:
            return came_lately(connection, most)

    def knows_paper(self, sha256: str) -> tuple[PaperPlace, ...]:
        """Return every arrival and case that holds the same bytes already."""
        with self._journal.reading() as connection:
            return asking.places_of(connection, sha256)

    def places(self, state: PaperState) -> tuple[PaperPlace, ...]:
        """Return every paper in a state, in the order they came to it."""
        with self._journal.reading() as connection:
            return asking.places_in(connection, state)

    # --- cases ----------------------------------------------------------------------

    def open_case(self, new: NewCase, *, by: str, at: dt.datetime) -> str:
        """Open a case with its papers and return its reference.

        Raises:
            CannotDo: If one of the papers was not read from that arrival.
            ValueError: If the prefix is not 1 to 12 capital letters.
        """
        with self._journal.writing() as connection:
            year = at.astimezone(dt.UTC).year
            number = asking.next_number(connection, new.prefix, year)
            ref = make_reference(new.prefix, year, number)
            parts: Record = {"prefix": new.prefix, "year": year, "number": number}
            self._journal.record(happenings.opened(new, ref, parts, by, at))
            for sha256 in new.papers:
                self.join(ref, new.arrival, sha256, by=by, at=at)
            return ref

    def join(
        self,
        ref: str,
        arrival: str,
        sha256: str,
        *,
        by: str,
        at: dt.datetime,
        is_news: bool = False,
    ) -> bool:
        """Join a paper to a case; return whether the case did not have it before.

        Waiting copies of the same bytes join with it. Bytes the case has already from
        another arrival are recorded as arrived again, and stay one paper. If it
        `is_news`, the case waits until a person has looked: somebody decided without
        this paper.

        Raises:
            CannotDo: If there is no such case, or the paper was not read from that
                arrival.
        """
        with self._journal.writing() as connection:
            asking.require_case(connection, ref)
            read = asking.last_reading(connection, arrival, sha256)
            there = [place for place in self._joined(sha256) if place.ref == ref]
            if any(place.arrival == arrival for place in there):
                return False
            facts: Record = {"again": True} if there else {}
            if is_news and not there:
                facts = {"has_news": True}
            body: Record = {"sha256": sha256, "read": read}
            kind = EventKind.PAPER_JOINED
            self._journal.record(Happened(kind, by, at, ref, arrival, facts, body))
            return not there

    def open_cases(self) -> tuple[CaseSummary, ...]:
        """Return the cases papers may still join, in the order they were opened."""
        return tuple(case for case in self.cases() if not case.status.is_over)

    def cases(
        self,
        *,
        status: Status | None = None,
        service: str | None = None,
        waiting: bool | None = None,
    ) -> tuple[CaseSummary, ...]:
        """Return the list of cases, in the order they were opened.

        Args:
            status: Only those that stand there.
            service: Only those of that service.
            waiting: Only those where the desk has, or has not, something to do.
        """
        with self._journal.reading() as connection:
            listed = self._listing.cases(connection)
        return tuple(
            case
            for case in listed
            if status in {None, case.status}
            and service in {None, case.service}
            and waiting in {None, case.waiting}
        )

    def case(self, ref: str) -> Case:
        """Return a case, folded from its events.

        Its `referral` is left to the checklist: the casebook merges nothing.
        """
        with self._journal.reading() as connection:
            return asking.one_case(connection, ref, self._readings)

    def is_unanswered(self, ref: str) -> bool:
        """Whether a case was checked after the last document was written for it."""
        with self._journal.reading() as connection:
            return asking.is_unanswered(connection, ref)

    # --- keeping it whole -----------------------------------------------------------

    def verify(self) -> tuple[str, ...]:
        """Return a sentence for everything that is not as it was written."""
        with self._journal.writing() as connection:
            return faults_of(connection)

    def rebuild(self) -> None:
        """Work the summaries out again from the events."""
        with self._journal.writing() as connection:
            rebuild(connection)
        self._listing = Listing()

    def head(self) -> tuple[int, str]:
        """Return the number and the hash of the last event; kept with every backup.

        The chain alone cannot show that its end was cut off.
        """
        with self._journal.reading() as connection:
            return head(connection)

    def hash_of(self, number: int) -> str | None:
        """Return the hash of one event; null when there is none of that number."""
        with self._journal.reading() as connection:
            return hash_of(connection, number)

    def originals(self) -> frozenset[str]:
        """Return the hashes of all files that ever arrived, as far as not erased."""
        with self._journal.reading() as connection:
            return asking.originals(connection)

    def documents(self) -> tuple[MadeDocument, ...]:
        """Return all documents laid in the outbox for a case, as far as not erased."""
        with self._journal.reading() as connection:
            return asking.documents(connection)

    def copy_to(self, path: Path) -> tuple[int, str]:
        """Write a whole copy into a new file, while others go on working.

        Returns:
            The number and the hash of the copy's last event.

        Raises:
            CannotStore: If there is such a file already, or it cannot be written.
        """
        return self._journal.copy_to(path)

    def fill_from(self, other: Casebook) -> tuple[int, str]:
        """Take over everything from another casebook into this one, which is empty.

        Returns:
            The number and the hash of the last event.

        Raises:
            CannotStore: If something has been recorded here already.
        """
        return self._journal.fill_from(other._journal)

    def erase(self, numbers: Collection[int], *, by: str, at: dt.datetime) -> None:
        """Erase what some events say, and their keys; that they happened stays."""
        with self._journal.writing() as connection:
            mine = payloads.c.seq.in_(numbers)
            connection.execute(update(payloads).where(mine).values(key=None, body=None))
            body: Record = {"events": sorted(numbers)}
            self._journal.record(Happened(EventKind.ERASED, by, at, body=body))
            rebuild(connection)
        self._journal.empty_log()

    # --- inside ---------------------------------------------------------------------

    def _joined(self, sha256: str) -> list[PaperPlace]:
        places = self.knows_paper(sha256)
        return [place for place in places if place.state is PaperState.JOINED]
