"""Recording what people do for a pupil: all of it checked before any is written."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from toolkit import states
from toolkit import workspace as workspaces
from toolkit.calendar import local_date
from toolkit.catalogue import (
    Asked,
    Catalogue,
    Kind,
    Question,
    RecordKind,
    Service,
    holds,
)
from toolkit.errors import BadDefinition, CannotDo
from toolkit.meaning import answers_to
from toolkit.model import (
    Case,
    Finding,
    Outcome,
    Recorded,
    Status,
    Value,
    Weight,
)
from toolkit.pipeline.cases.checking import service_of, whole_case
from toolkit.pipeline.cases.handing_in import HandedIn, RecordFault
from toolkit.pipeline.desk import Desk
from toolkit.support import Defaulted, Standing, judge, usual_values, year_of

_YEAR = "year_group"  # the question of a request that says the pupil's year


@dataclass(frozen=True, slots=True)
class Entry:
    """Who records something of what kind, about which day, and what they hand in.

    `despite` says why it is written down although a check asks for something else.
    """

    kind: str
    on: dt.date
    by: str
    at: dt.datetime
    given: HandedIn = field(default_factory=HandedIn, repr=False)
    despite: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Noted:
    """What became of an entry.

    With `faults` nothing was written and `recorded` is null; so too when a finding that
    blocks is open and nobody said why. `status` is where the case stands with it;
    `usual` are empty cells that got the service's usual value.
    """

    ref: str
    status: Status
    recorded: Recorded | None = field(default=None, repr=False)
    faults: tuple[RecordFault, ...] = ()
    findings: tuple[Finding, ...] = ()
    usual: tuple[Defaulted, ...] = ()


def record(desk: Desk, catalogue: Catalogue, ref: str, entry: Entry) -> Noted:
    """Record what somebody wrote down, or return everything that is wrong with it.

    Raises:
        CannotDo: If there is no such case, kind or person, or they may not record it
            where the case stands.
    """
    versions = {name: each.version for name, each in catalogue.services.items()}
    with desk.casebook.step(versions):
        case = whole_case(desk, catalogue, ref)
        noted = look_over(desk, catalogue, case, entry)
        if noted.recorded is not None:
            desk.casebook.record(noted.ref, noted.recorded, noted.status)
    return noted


def look_over(desk: Desk, catalogue: Catalogue, case: Case, entry: Entry) -> Noted:
    """Return what `record` would do in a case that stands so; nothing is written.

    Raises:
        CannotDo: As `record`.
    """
    service = service_of(catalogue, case)
    kind = kind_of(service, entry.kind)
    person = workspaces.person(desk.workspace.root, entry.by)
    _require_role(kind, person.roles)
    status = _status_after(case, kind, person.roles)
    standing = _standing(case, service, entry)
    new, faults, usual = read_entry(kind, entry, person.name, standing.year)
    if faults:
        return Noted(case.ref, status, faults=faults, usual=usual)
    findings = judge(kind, new, standing)
    told = tuple(f for f in findings if f.is_open)
    stops = any(_stops(finding) for finding in told) and not entry.despite.strip()
    written = replace(new, told=tuple(f.code for f in told))
    kept = None if stops else written
    return Noted(case.ref, status, kept, (), told, usual)


def day_of(text: str, today: dt.date) -> dt.date:
    """Return the day somebody wrote, the day before the month.

    Raises:
        CannotDo: If it is no date.
    """
    asked = Question("on", Kind.DATE, "The day", Asked.ASKED, "")
    answer = answers_to((asked,), {"on": text}, today).get("on")
    if answer is None or not isinstance(answer.value, dt.date):
        raise CannotDo(
            "The day it is about could not be read as a date.",
            remedy="Write it as 16/11/2026 or 2026-11-16.",
        )
    return answer.value


def kind_of(service: Service, key: str) -> RecordKind:
    """Return one kind of record of a service.

    Raises:
        CannotDo: If it has no such kind.
    """
    kind = service.record_kind(key)
    if kind is None:
        known = ", ".join(each.key for each in service.records)
        raise CannotDo(
            f"“{key}” is no kind of record of this service.",
            remedy=f"The kinds are: {known}." if known else "It has none.",
        )
    return kind


def _require_role(kind: RecordKind, roles: Iterable[str]) -> None:
    if not set(kind.roles) & set(roles):
        able = " or ".join(states.ROLE_WORDS.get(role, role) for role in kind.roles)
        raise CannotDo(
            f"To record “{kind.label}” takes {able}.",
            remedy="`toolkit people` lists who may do what; let one of them do it.",
        )


def _status_after(case: Case, kind: RecordKind, roles: tuple[str, ...]) -> Status:
    if kind.step not in states.STEPS:
        known = ", ".join(states.STEPS)
        raise BadDefinition(
            f"records.toml, record {kind.key}.step: “{kind.step}” is no step.",
            remedy=f"One of these is needed: {known}.",
        )
    return states.move(case.ref, case.status, kind.step, roles)


def _standing(case: Case, service: Service, entry: Entry) -> Standing:
    referral, dob = case.referral, case.identity.dob
    year = referral.settled(_YEAR) if referral else None
    written = "" if year is None else str(year)
    numbers = tuple(row.number for row in entry.given.rows)
    return Standing(
        case.records,
        service.calendar,
        year_of(written, dob, entry.on),
        dob,
        numbers,
    )


def _stops(finding: Finding) -> bool:
    is_against = finding.outcome is Outcome.NOT_MET
    return is_against and finding.weight is Weight.BLOCKS


# --- reading what was handed in -----------------------------------------------------


def read_entry(
    kind: RecordKind, entry: Entry, by: str, year: str = ""
) -> tuple[Recorded, tuple[RecordFault, ...], tuple[Defaulted, ...]]:
    """Return what an entry says, everything wrong with it, and the usual values in it.

    Never raises, whatever was handed in. With faults, what it says is not whole. `year`
    is the pupil's year group, which caps usual hours; empty when it is not known.
    """
    reading = _Reading(kind, local_date(entry.at), year)
    new, faults = reading.read(entry, by)
    return new, faults, reading.usual


class _Reading:
    """One thing handed in, read with its kind's questions; faults are gathered."""

    def __init__(self, kind: RecordKind, today: dt.date, year: str) -> None:
        self._kind, self._today, self._year = kind, today, year
        self._faults: list[RecordFault] = []
        self.usual: tuple[Defaulted, ...] = ()

    def read(self, entry: Entry, by: str) -> tuple[Recorded, tuple[RecordFault, ...]]:
        """Return what is recorded, and everything that is wrong with it."""
        given, kind = entry.given, self._kind
        self._faults += given.faults
        if entry.on > self._today and not kind.ahead:
            self._fault(
                "--on", f"“{kind.dated}” cannot be a day that is still to come."
            )
        answers = self._answers(kind.questions, given.answers, _key)
        rows = tuple(
            self._answers(kind.row, row.texts, row.where) for row in given.rows
        )
        filled = self._with_usual(rows)
        for row, values in zip(given.rows, filled, strict=True):
            self._require(kind.row, values, answers, row.where)
        self._require(kind.questions, answers, {}, _key)
        if kind.row and len(rows) < kind.least_rows:
            self._fault("the rows", f"“{kind.label}” needs its table, a row for each.")
        new = Recorded(
            kind.key, entry.on, by, entry.at, answers, filled, entry.despite.strip()
        )
        return new, tuple(self._faults)

    def _answers(
        self,
        questions: tuple[Question, ...],
        written: Mapping[str, str],
        where: Callable[[str], str],
    ) -> dict[str, Value]:
        """Return the values of texts; what is no answer or no question is a fault."""
        known = {question.key for question in questions}
        for key in written:
            if key not in known:
                self._fault(where(key), _unknown(key, known))
        read = answers_to(questions, written, self._today)
        for key, answer in read.items():
            if answer.value is None:
                self._fault(where(key), answer.why)
        return {k: a.value for k, a in read.items() if a.value is not None}

    def _with_usual(
        self, rows: Sequence[Mapping[str, Value]]
    ) -> tuple[Mapping[str, Value], ...]:
        """Return the rows with the usual values in the cells that were left empty."""
        self.usual = usual_values(self._kind, rows, self._year)
        filled = [dict(row) for row in rows]
        for one in self.usual:
            read = answers_to(self._kind.row, {one.column: one.value}, self._today)
            value = read[one.column].value if one.column in read else None
            if value is not None:
                filled[one.row - 1][one.column] = value
        return tuple(filled)

    def _require(
        self,
        questions: Iterable[Question],
        values: Mapping[str, Value],
        beside: Mapping[str, Value],
        where: Callable[[str], str],
    ) -> None:
        """Note every question that needs an answer here and has none."""
        told = {fault.where for fault in self._faults}
        for question in _needed(questions, {**beside, **values}):
            at = where(question.key)
            if question.key not in values and at not in told:
                self._fault(at, f"“{question.label}” is needed here.")

    def _fault(self, where: str, sentence: str) -> None:
        self._faults.append(RecordFault(where, sentence))


def _needed(
    questions: Iterable[Question], values: Mapping[str, Value]
) -> Iterator[Question]:
    for question in questions:
        if question.needed and holds(question.applies_if, values.get) is True:
            yield question


def _key(key: str) -> str:
    return key


def _unknown(key: str, known: Iterable[str]) -> str:
    like = difflib.get_close_matches(key, list(known), 1)
    meant = f" Do you mean {like[0]}?" if like else ""
    return f"“{key}” is no question of this record.{meant}"
