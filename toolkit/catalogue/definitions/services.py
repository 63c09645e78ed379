"""A council’s service, whole, as frozen types."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.calendar import CalendarSet
from toolkit.catalogue.definitions.forms import (
    ALWAYS,
    Condition,
    Form,
    LetterSort,
    Question,
)
from toolkit.catalogue.definitions.requirements import (
    DecisionKind,
    Reason,
    Redirect,
    Requirement,
    Residence,
    Tier,
)


@dataclass(frozen=True, slots=True)
class Area:
    """An area team: where its referrals go and who signs for it, by role."""

    key: str
    name: str
    email: str
    towns: tuple[str, ...]
    lead_role: str
    source: str


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach the service."""

    phone: str
    email: str
    address: tuple[str, ...]
    hours: str
    source: str


@dataclass(frozen=True, slots=True)
class Offer:
    """Something the service can do; `asked_by` is the tick by which a school asks.

    `teaches` is false for advice, which needs no plan and no lesson table.
    """

    key: str
    label: str
    about: str
    asked_by: str
    teaches: bool
    source: str


@dataclass(frozen=True, slots=True)
class Signpost:
    """Somebody else who can help, and for whom.

    One whose `applies_if` does not surely hold is left for a person to add.
    """

    name: str
    about: str
    source: str
    applies_if: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class RecordKind:
    """Something people write down for a case: a meeting, lessons, a review.

    `questions` are asked once and `row` for each row of its table, which is empty for
    a record without one. `roles` are the roles of the desk that may write it down;
    `step` is the step of the table of states that it takes, or empty.
    """

    key: str
    label: str
    about: str
    questions: tuple[Question, ...]
    row: tuple[Question, ...]
    roles: tuple[str, ...]
    step: str
    source: str


@dataclass(frozen=True, slots=True)
class Clocks:
    """The service's deadlines.

    `meeting_weekday` counts from Monday, which is 0; `cut_off_days_before` are working
    days and `cut_off_hour` an hour of the English clock. `decision_days` are term-time
    working days after the meeting; `assess_days` are school days from receipt;
    `absence_days` is the threshold in school days. `rules` maps `meeting`, `decision`,
    `assessment` and `receipt` to the rule each date is by.
    """

    meeting_weekday: int
    cut_off_days_before: int
    cut_off_hour: int
    decision_days: int
    assess_days: int
    absence_days: int
    reply_days: int
    appeal_days: int
    source: str
    rules: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """What every letter of the service looks like; colours are CSS hex."""

    council: str
    strapline: str
    colour: str
    accent: str
    sign_off: str
    other_formats: str
    interpreters: str
    complaints: str
    privacy: str


@dataclass(frozen=True, slots=True)
class Service:
    """One council's service, whole: everything particular to it."""

    key: str
    prefix: str
    title: str
    short_title: str
    council: str
    la_code: str
    plan_title: str
    plan_abbreviation: str
    source_date: dt.date
    contact: Contact
    areas: tuple[Area, ...]
    roles: Mapping[str, str]
    clocks: Clocks
    calendar: CalendarSet
    residence: Residence
    tiers: tuple[Tier, ...]
    requirements: tuple[Requirement, ...]
    criteria: tuple[Requirement, ...]
    reasons: tuple[Reason, ...]
    decisions: tuple[DecisionKind, ...]
    forms: tuple[Form, ...]
    letter_sorts: tuple[LetterSort, ...]
    signposts: tuple[Signpost, ...]
    house_style: HouseStyle
    acknowledgement: str
    version: str
    folder: Path
    offers: tuple[Offer, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    records: tuple[RecordKind, ...] = ()

    def form(self, key: str) -> Form | None:
        """Return one form by its key."""
        return next((f for f in self.forms if f.key == key), None)

    def reason(self, code: str) -> Reason | None:
        """Return one reason by its code."""
        return next((r for r in self.reasons if r.code == code), None)

    def decision(self, outcome: str) -> DecisionKind | None:
        """Return one kind of decision by its outcome."""
        return next((d for d in self.decisions if d.outcome == outcome), None)
