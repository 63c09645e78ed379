"""A council’s service, whole, as frozen types."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.calendar import CalendarSet
from toolkit.catalogue.definitions.contradictions import Contradiction
from toolkit.catalogue.definitions.duties import (
    EvidenceRefresh,
    Prompt,
    Reviews,
    Roll,
)
from toolkit.catalogue.definitions.forms import (
    ALWAYS,
    Condition,
    Form,
    LetterSort,
    Question,
)
from toolkit.catalogue.definitions.handbook import (
    Agreement,
    Factbook,
    Rule,
    StrategyGroup,
    Term,
)
from toolkit.catalogue.definitions.requirements import (
    DecisionKind,
    Reason,
    Redirect,
    Requirement,
    Residence,
    Tier,
)
from toolkit.catalogue.definitions.support import (
    ExitReason,
    RecordCheck,
    RegisterCodes,
    Reminders,
    RowDefault,
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

    `teaches` is false for advice, which needs no plan and no lesson table. `modes` are
    in_person, online, robot or advice, and `venues` the keys of the places it is in.
    `weekly_hours` is where planning starts, null when hours are only ever agreed;
    with `hours_follow_health` they are as many as the pupil's health allows.
    """

    key: str
    label: str
    about: str
    asked_by: str
    teaches: bool
    source: str
    subjects: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    venues: tuple[str, ...] = ()
    weekly_hours: int | None = None
    hours_follow_health: bool = False
    for_a_set_time: bool = False


@dataclass(frozen=True, slots=True)
class Venue:
    """A place lessons are held in.

    `needs` are what has to be there first: evidence, risk-assessment, adult.
    """

    key: str
    label: str
    about: str
    needs: tuple[str, ...]
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
    `step` is the step of the table of states that it takes. `dated` says what its day
    is, and `ahead` whether that may lie ahead. A table has `least_rows` at least.
    `checks` judge a record before it is kept.
    """

    key: str
    label: str
    about: str
    questions: tuple[Question, ...]
    row: tuple[Question, ...]
    roles: tuple[str, ...]
    step: str
    source: str
    dated: str = "On"
    ahead: bool = False
    least_rows: int = 1
    defaults: tuple[RowDefault, ...] = ()
    checks: tuple[RecordCheck, ...] = ()


@dataclass(frozen=True, slots=True)
class Clocks:
    """The service's deadlines.

    `meeting_weekday` counts from Monday, which is 0; `cut_off_days_before` are working
    days and `cut_off_hour` an hour of the English clock. `decision_days` are term-time
    working days after the meeting; `assess_days` are school days from receipt;
    `absence_days` is the threshold in school days; `reply_days` are school days after
    the first request for information.
    `own_duties` and `others_duties` say where a date moves that is no day of work;
    `reminder` is the document that asks again for what is missing.
    `rules` maps the name of a date (a `DateName`) to the rule it is by.
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
    own_duties: Roll = Roll.BACK
    others_duties: Roll = Roll.FORWARD
    reminder: str = "reminder"


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
    subjects: tuple[str, ...] = ()
    venues: tuple[Venue, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    records: tuple[RecordKind, ...] = ()
    exit_reasons: tuple[ExitReason, ...] = ()
    reminders: Reminders = Reminders()  # noqa: RUF009 - frozen
    register: RegisterCodes | None = None
    reviews: Reviews | None = None
    evidence: EvidenceRefresh | None = None
    prompts: tuple[Prompt, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    strategies: tuple[StrategyGroup, ...] = ()
    agreement: Agreement | None = None
    facts: Factbook = Factbook()  # noqa: RUF009 - frozen, and empty
    glossary: tuple[Term, ...] = ()
    rules: tuple[Rule, ...] = ()

    def form(self, key: str) -> Form | None:
        """Return one form by its key."""
        return next((f for f in self.forms if f.key == key), None)

    def rule(self, rule_id: str) -> Rule | None:
        """Return one rule of the service's papers by its id."""
        return next((r for r in self.rules if r.id == rule_id), None)

    def reason(self, code: str) -> Reason | None:
        """Return one reason by its code."""
        return next((r for r in self.reasons if r.code == code), None)

    def exit_reason(self, code: str) -> ExitReason | None:
        """Return one reason for closing by its code."""
        return next((r for r in self.exit_reasons if r.code == code), None)

    def record_kind(self, key: str) -> RecordKind | None:
        """Return one kind of record by its key."""
        return next((kind for kind in self.records if kind.key == key), None)

    def decision(self, outcome: str) -> DecisionKind | None:
        """Return one kind of decision by its outcome."""
        return next((d for d in self.decisions if d.outcome == outcome), None)
