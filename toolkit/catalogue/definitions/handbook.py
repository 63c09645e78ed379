"""What a service's own papers state besides its rules, as frozen types.

The strategies schools use, the agreement between the parties, the terms, and the facts
a document prints: duties, laws, officers, attendance codes, keeping times.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing a document may say, in the toolkit's own words."""

    key: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the service's papers, by the id that findings and deadlines cite.

    One that is judged is acted on by the toolkit; the others are only printed.
    """

    id: str
    text: str
    source: str
    is_judged: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """Statements that belong together and are printed in this order."""

    key: str
    title: str
    about: str
    statements: tuple[Statement, ...]

    def statement(self, key: str) -> Statement | None:
        """Return one statement by its key."""
        return next((each for each in self.statements if each.key == key), None)


@dataclass(frozen=True, slots=True)
class StrategyGroup:
    """Strategies of one sort that schools have used, for a plan to choose from."""

    key: str
    title: str
    strategies: tuple[Statement, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of the agreement; `points` are its own lettered examples."""

    id: str
    text: str
    source: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """One party of the agreement; `prefix` begins the id of each of its clauses."""

    key: str
    title: str
    prefix: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What school, family, service, health and pupil each take on.

    `is_draft` stays true until the council's own agreed wording is loaded. `acceptance`
    is the sentence that says how the agreement comes to hold, and `objection` the one
    that says how somebody who does not agree tells the service. `reply_days` are the
    working days they have to say so before the agreement counts as accepted.
    """

    title: str
    is_draft: bool
    acceptance: str
    objection: str
    purposes: tuple[Statement, ...]
    parties: tuple[Party, ...]
    source: str
    reply_days: int = 10

    def clauses(self) -> tuple[Clause, ...]:
        """Return every clause, party by party."""
        return tuple(clause for party in self.parties for clause in party.clauses)

    def clause(self, clause_id: str) -> Clause | None:
        """Return one clause by its id, for instance `SC-01`."""
        return next((c for c in self.clauses() if c.id == clause_id), None)


@dataclass(frozen=True, slots=True)
class Officer:
    """Who answers for something, by role, and from when until when.

    `role` is a role of the service. `name` is the council's to add and may be empty;
    `until` is null while nobody has followed.
    """

    key: str
    role: str
    answers_for: str
    since: dt.date
    source: str
    name: str = ""
    until: dt.date | None = None

    def serves_on(self, day: dt.date) -> bool:
        """Whether this is the officer on that day; both dates count."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Law:
    """An act, regulations or guidance the service goes by.

    `year` is when it was made or last issued; `replaced_by` is the key of what took its
    place, or empty: a document prints only what nothing has replaced.
    """

    key: str
    title: str
    kind: str
    year: int
    about: str
    source: str
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class AttendanceCode:
    """A code of the attendance register.

    `counts_as` is present, attending, authorised, unauthorised or not-required.
    """

    code: str
    meaning: str
    counts_as: str
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Retention:
    """How long one sort of paper is kept: years, and from what day they count."""

    key: str
    what: str
    years: int
    counted_from: str
    source: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How the service reads its own papers where they disagree or say nothing.

    `papers_say` is what they say, `we_read` what the toolkit goes by, and `kept_in`
    where the council changes that.
    """

    key: str
    papers_say: str
    we_read: str
    kept_in: str
    source: str


@dataclass(frozen=True, slots=True)
class Term:
    """A term as documents use it; `also` are the names other papers use for it."""

    key: str
    term: str
    meaning: str
    source: str
    abbreviation: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Factbook:
    """The facts a service prints on request, each with its source."""

    topics: tuple[Topic, ...] = ()
    officers: tuple[Officer, ...] = ()
    laws: tuple[Law, ...] = ()
    attendance_codes: tuple[AttendanceCode, ...] = ()
    retention: tuple[Retention, ...] = ()
    readings: tuple[Reading, ...] = ()

    def topic(self, key: str) -> Topic | None:
        """Return one topic by its key."""
        return next((topic for topic in self.topics if topic.key == key), None)

    def officers_on(self, day: dt.date) -> tuple[Officer, ...]:
        """Return who answers for what on a day, in the order of the file."""
        return tuple(officer for officer in self.officers if officer.serves_on(day))

    def laws_in_force(self) -> tuple[Law, ...]:
        """Return the laws and guidance that nothing has replaced."""
        return tuple(law for law in self.laws if not law.replaced_by)

    def attendance_code(self, code: str) -> AttendanceCode | None:
        """Return one attendance code."""
        return next((c for c in self.attendance_codes if c.code == code), None)
