"""The filled sheet of a meeting, looked at whole before anything is recorded."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from toolkit.calendar import local_date
from toolkit.casebook import EventKind, tidy
from toolkit.catalogue import Catalogue, Service
from toolkit.errors import CannotDo
from toolkit.model import Case, Decision, Status
from toolkit.pipeline.cases.checking import service_of, whole_case
from toolkit.pipeline.cases.deciding import foreseen
from toolkit.pipeline.desk import Desk
from toolkit.pipeline.meetings.form import (
    AS_OF,
    DESPITE,
    DISCUSSED,
    NOTE,
    OUTCOME,
    REASONS,
    REFERENCE,
    WORDS,
    outcomes_for,
)
from toolkit.sheets import Cell, Row, Sheet, SheetFault
from toolkit.states import move
from toolkit.workspace import DeskPerson

DISCUSS = "discuss"
"""The step of the table of states for a case that was talked about."""

_OPTION = re.compile(r"--([a-z]+)")
_BETWEEN = re.compile(r"[\s,;]+")

# What may have happened to a case between the papers and the meeting's outcome.
_CHANGES = {
    EventKind.PAPER_JOINED: "another paper came",
    EventKind.PAPER_TAKEN_OFF: "a paper was taken off",
    EventKind.RESUBMITTED: "a newer request came",
    EventKind.CONFIRMED: "an answer was confirmed",
    EventKind.CORRECTED: "an answer was corrected",
    EventKind.DECIDED: "somebody decided",
    EventKind.RECORDED: "something was written down",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """A row that can be recorded: the case, and the decision; null when discussed."""

    ref: str
    row: int
    decision: Decision | None = field(default=None, repr=False)

    @property
    def outcome(self) -> str:
        """What the row says."""
        return self.decision.outcome if self.decision else DISCUSSED


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What a filled sheet says, row by row.

    `blank` are the cases whose row was left empty; they stay where they are. `already`
    are the rows that were recorded before, each with the day.
    """

    taken: tuple[Taken, ...]
    faults: tuple[SheetFault, ...]
    already: tuple[tuple[str, dt.date], ...]
    blank: tuple[str, ...]
    hidden: int = 0


def look_at(
    desk: Desk,
    catalogue: Catalogue,
    sheet: Sheet,
    by: DeskPerson,
    now: dt.datetime,
    *,
    changed_too: bool = False,
) -> Outcomes:
    """Return what the sheet of a meeting says; nothing is recorded.

    Args:
        desk: The workspace.
        catalogue: The definitions.
        sheet: As somebody filled it in.
        by: Who records it.
        now: When the decisions count from.
        changed_too: Whether to take the outcome of a case that has changed since its
            papers were made.
    """
    faults = (*sheet.faults, *sheet.missing((REFERENCE, OUTCOME)))
    if faults:
        return Outcomes((), faults, (), (), sheet.hidden_rows)
    looking = _Looking(desk, catalogue, by, now, changed_too=changed_too)
    for row in sheet.rows:
        try:
            looking.take(row)
        except _Wrong as wrong:
            looking.faults.append(wrong.fault)
    return Outcomes(
        tuple(looking.taken),
        tuple(looking.faults),
        tuple(looking.already),
        tuple(looking.blank),
        sheet.hidden_rows,
    )


class _Wrong(Exception):
    def __init__(self, cell: Cell, sentence: str, remedy: str) -> None:
        super().__init__(cell.address)
        self.fault = SheetFault(sentence, remedy, cell.address)


class _Looking:
    """The rows of one sheet, one after the other."""

    def __init__(
        self,
        desk: Desk,
        catalogue: Catalogue,
        by: DeskPerson,
        now: dt.datetime,
        *,
        changed_too: bool,
    ) -> None:
        self._desk, self._catalogue, self._by, self._now = desk, catalogue, by, now
        self._changed_too = changed_too
        self._seen: dict[str, int] = {}
        self.taken: list[Taken] = []
        self.faults: list[SheetFault] = []
        self.already: list[tuple[str, dt.date]] = []
        self.blank: list[str] = []

    def take(self, row: Row) -> None:
        """Look at one row, and put what it says where it belongs.

        Raises:
            _Wrong: If somebody has to mend the row first.
        """
        case = self._case(row)
        outcome = row.cell(OUTCOME)
        if not outcome:
            self._leave(row, case)
            return
        service = service_of(self._catalogue, case)
        decision = self._decision(row, service)
        settled = _settled(case, decision, _as_of(row))
        if settled is not None:
            self.already.append((case.ref, settled))
            return
        self._refuse_changed(row, case)
        self._refuse_impossible(row, case, decision)
        said = None if decision.outcome == DISCUSSED else decision
        self.taken.append(Taken(case.ref, row.number, said))

    def _case(self, row: Row) -> Case:
        cell = row.cell(REFERENCE)
        if not cell:
            raise _Wrong(
                cell,
                f"Row {row.number} has no reference.",
                "Write the reference of the case, or empty the row.",
            )
        try:
            case = whole_case(self._desk, self._catalogue, tidy(cell.text))
        except CannotDo as fault:
            raise _Wrong(cell, fault.sentence, fault.remedy) from fault
        first = self._seen.setdefault(case.ref, row.number)
        if first != row.number:
            raise _Wrong(
                cell,
                f"{case.ref} stands in row {first} and in row {row.number}.",
                "Keep the row that counts, and delete the other.",
            )
        return case

    def _leave(self, row: Row, case: Case) -> None:
        """Take note of a case that was not reached.

        Raises:
            _Wrong: If the row says something all the same, which would be lost.
        """
        for name in (REASONS, NOTE, WORDS, DESPITE):
            if row.text(name):
                raise _Wrong(
                    row.cell(name),
                    f"Row {row.number} says something of {case.ref} "
                    "and gives no outcome.",
                    f"Choose an outcome (“{DISCUSSED}” if nothing was decided), "
                    "or empty the row.",
                )
        self.blank.append(case.ref)

    def _decision(self, row: Row, service: Service) -> Decision:
        cell = row.cell(OUTCOME)
        known = outcomes_for(service)
        outcome = cell.text.casefold()
        if outcome not in known:
            near = difflib.get_close_matches(outcome, known, n=1)
            guess = f"Is “{near[0]}” meant? " if near else ""
            raise _Wrong(
                cell,
                f"“{cell.text}” is not an outcome of this service.",
                f"{guess}The outcomes are: {', '.join(known)}.",
            )
        return Decision(
            outcome,
            self._by.name,
            self._now,
            tuple(self._reasons(row, service)),
            row.text(NOTE),
            words=row.text(WORDS),
            despite=row.text(DESPITE),
        )

    def _reasons(self, row: Row, service: Service) -> Iterator[str]:
        codes = [reason.code for reason in service.reasons]
        for code in filter(None, _BETWEEN.split(row.text(REASONS).casefold())):
            if code not in codes:
                near = difflib.get_close_matches(code, codes, n=1)
                guess = f"Is “{near[0]}” meant? " if near else ""
                raise _Wrong(
                    row.cell(REASONS),
                    f"“{code}” is not a reason of this service.",
                    f"{guess}The sheet “Reasons” lists the codes.",
                )
            yield code

    def _refuse_changed(self, row: Row, case: Case) -> None:
        since = _as_of(row)
        if since is None or self._changed_too:
            return
        news = (
            f"{_CHANGES[EventKind(event.what)]} on {_words(local_date(event.at))}"
            for event in case.events
            if event.seq > since and event.what in _CHANGES
        )
        told = list(dict.fromkeys(news))
        if told:
            raise _Wrong(
                row.cell(REFERENCE),
                f"{case.ref} has changed since its papers were made: "
                f"{' and '.join(told)}.",
                f"See `toolkit case {case.ref}`. If the outcome still holds, record "
                "the sheet with --changed-too.",
            )

    def _refuse_impossible(self, row: Row, case: Case, decision: Decision) -> None:
        try:
            if decision.outcome == DISCUSSED:
                move(case.ref, case.status, DISCUSS, self._by.roles)
            else:
                foreseen(self._desk, self._catalogue, case.ref, decision)
        except CannotDo as fault:
            raise _Wrong(row.cell(OUTCOME), fault.sentence, _mend(fault)) from fault


def _mend(fault: CannotDo) -> str:
    """Return what to do next; where the command has an option, here is a column."""
    named = fault.remedy.replace("--reason ", f"--{REASONS} ")
    return _OPTION.sub(r"the column “\1”", named)


def _as_of(row: Row) -> int | None:
    """Return how far the case's history had come when its papers were made.

    Null for a sheet somebody made by hand.
    """
    text = row.text(AS_OF)
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        raise _Wrong(
            row.cell(AS_OF),
            f"“{text}” is not what the meeting's sheet had here.",
            "Copy the column “as of” from the sheet that came with the papers.",
        )
    return int(text)


def _settled(case: Case, decision: Decision, since: int | None) -> dt.date | None:
    """Return on which day the same was recorded already; null if it was not."""
    if decision.outcome == DISCUSSED:
        is_new = any(
            since is None or event.seq > since
            for event in case.events
            if event.what == EventKind.STATUS_CHANGED and event.about == DISCUSSED
        )
        is_so = case.status is Status.DISCUSSED and is_new
        return local_date(case.events[-1].at) if is_so else None
    before = case.decision
    if before is None or (before.outcome, before.reasons) != (
        decision.outcome,
        decision.reasons,
    ):
        return None
    is_new = any(
        since is None or event.seq > since
        for event in case.events
        if event.what == EventKind.DECIDED
    )
    return local_date(before.at) if is_new else None


def _words(day: dt.date) -> str:
    return f"{day.day} {day:%B}"
