"""What a council's files say, as frozen types. Loading and checking are next door."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from toolkit.calendar import CalendarSet
from toolkit.model import Outcome, Weight

# --- forms --------------------------------------------------------------------------


class Kind(StrEnum):
    """What sort of answer a question wants; meaning has one reader for each."""

    NAME = "name"
    TEXT = "text"
    LONG_TEXT = "long-text"
    DATE = "date"
    BIRTH_DATE = "birth-date"
    YES_NO = "yes-no"
    CHOICE = "choice"
    TICK = "tick"
    NUMBER = "number"
    PERCENTAGE = "percentage"
    YEAR_GROUP = "year-group"
    POSTCODE = "postcode"
    UPN = "upn"
    NHS_NUMBER = "nhs-number"
    PHONE = "phone"
    EMAIL = "email"
    SIGNATURE = "signature"


class Asked(StrEnum):
    """Whether a blank prints the question; others are only taken when they come."""

    ASKED = "asked"
    OPTIONAL = "optional"
    ACCEPTED = "accepted"
    ASSIGNED = "assigned"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed value, and the words printed beside it."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Test:
    """A test on one question: its value is one of `values`."""

    question: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """When something applies: flat any/all/none of tests; empty always applies."""

    any_of: tuple[Test, ...] = ()
    all_of: tuple[Test, ...] = ()
    none_of: tuple[Test, ...] = ()


ALWAYS = Condition()


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a form; `key` is also the field's name and the control's tag.

    `max_length` is in characters; `lines` is how many lines a blank draws.
    `group` holds the shared label of ticks that belong together, else empty.
    """

    key: str
    kind: Kind
    label: str
    asked: Asked
    source: str
    needed: bool = False
    synonyms: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    hint: str = ""
    max_length: int = 120
    lines: int = 1
    sensitive: bool = False
    applies_if: Condition = ALWAYS
    group: str = ""
    row: int | None = None

    @property
    def on_blank(self) -> bool:
        """Whether a blank form prints this question."""
        return self.asked in {Asked.ASKED, Asked.OPTIONAL}


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a form. A repeated section is one section per row."""

    key: str
    title: str
    intro: str
    questions: tuple[Question, ...]
    row: int | None = None


@dataclass(frozen=True, slots=True)
class IdentityKeys:
    """Which of a form's answers say whose paper it is."""

    forename: str = ""
    surname: str = ""
    full_name: str = ""
    dob: str = ""
    upn: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """One issued edition: how its printed names map to question keys."""

    id: str
    issued: dt.date
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Form:
    """A form asked once: its questions give the blanks, the reading and the checks."""

    key: str
    title: str
    service: str
    intro: str
    return_to: str
    edition: Edition
    opens_case: bool
    sections: tuple[Section, ...]
    identity: IdentityKeys
    title_words: tuple[str, ...]
    source: str
    editions: tuple[Edition, ...] = ()

    def questions(self) -> Iterator[Question]:
        """Yield every question in order."""
        for section in self.sections:
            yield from section.questions

    def question(self, key: str) -> Question | None:
        """Return one question by its key."""
        return next((q for q in self.questions() if q.key == key), None)

    @property
    def edition_id(self) -> str:
        """What every page of a blank prints: `service/form/edition`."""
        return f"{self.service}/{self.key}/{self.edition.id}"


class Finder(StrEnum):
    """How a fact is found in the running text of a letter."""

    LABELLED_NAME = "labelled-name"
    LABELLED_DATE = "labelled-date"
    LABELLED_TEXT = "labelled-text"
    LETTER_DATE = "letter-date"
    ROLE = "role"
    PHRASE = "phrase"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact to look for in a letter.

    `labels` are the printed labels for the labelled finders, the role names for `role`
    and the telling phrases for `phrase`.
    """

    key: str
    kind: Kind
    label: str
    finder: Finder
    labels: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class LetterSort:
    """A sort of attachment that is no form: a medical letter, an APDR, a timetable.

    `title_words` each say the sort almost alone; `telling_words` add up. `threshold` is
    how many points are needed, a title word counting 3 and a telling word 1.
    """

    key: str
    title: str
    title_words: tuple[str, ...]
    telling_words: tuple[str, ...]
    threshold: int
    facts: tuple[Fact, ...]
    identity: IdentityKeys
    source: str


# --- what is required and decided ---------------------------------------------------


@dataclass(frozen=True, slots=True)
class Check:
    """One sub-check of a requirement: a rule of the fixed vocabulary and its settings.

    `settings` holds only text, numbers, booleans and tuples of text.
    `sentences` maps each possible outcome to what a person reads; they may quote facts
    as `{name}`, from the names the rule promises. `decline_reason` names a reason
    closer to this check than its criterion's own.
    """

    code: str
    rule: str
    label: str
    settings: Mapping[str, object]
    sentences: Mapping[Outcome, str] = field(default_factory=dict)
    mend: str = ""
    applies_if: Condition = ALWAYS
    decline_reason: str = ""


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something a referral must bring (RQ-xx), or a criterion of entry (E1 to E4).

    `maps_to` are the council's own lists it serves (C1, R3, V1). `decline_reason` names
    the reason a person may give when a criterion is not met; empty for requirements.
    `unsure` is what a person reads when it cannot be told whether it applies at all.
    """

    id: str
    code: str
    label: str
    weight: Weight
    maps_to: tuple[str, ...]
    checks: tuple[Check, ...]
    sentences: Mapping[Outcome, str]
    mend: str
    source: str
    applies_if: Condition = ALWAYS
    is_criterion: bool = False
    decline_reason: str = ""
    unsure: str = ""

    @property
    def checklist(self) -> str:
        """The council's checklist item (C1 to C6), or empty."""
        return next((item for item in self.maps_to if item.startswith("C")), "")


@dataclass(frozen=True, slots=True)
class Redirect:
    """When somebody else is the right one to ask: the condition, and the reason for it.

    `id` is the rule it comes from; `sentence` is what a person reads beside the
    proposal.
    """

    id: str
    reason: str
    label: str
    applies_if: Condition
    sentence: str
    source: str


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason a person may give, in words for parents and for the school."""

    code: str
    label: str
    for_parents: str
    for_school: str
    would_change: str
    rules: tuple[str, ...]
    source: str
    missing_information: bool = False
    defer_first: bool = False


@dataclass(frozen=True, slots=True)
class DecisionKind:
    """A decision a person may take: the status it leads to, the drafts it makes."""

    outcome: str
    label: str
    status: str
    documents: tuple[str, ...]
    needs_reason: bool
    source: str


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier of medical evidence and the roles whose letters belong to it.

    `accept` is `yes`, `conditional` or `no`; a conditional tier is never an automatic
    fail.
    """

    key: str
    label: str
    roles: tuple[str, ...]
    accept: str
    source: str


@dataclass(frozen=True, slots=True)
class Residence:
    """Postcodes the council loaded: `in`, `out`; anything else is unknown."""

    table: Mapping[str, str] = field(repr=False)
    source: str


# --- the service --------------------------------------------------------------------


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

    def form(self, key: str) -> Form | None:
        """Return one form by its key."""
        return next((f for f in self.forms if f.key == key), None)

    def reason(self, code: str) -> Reason | None:
        """Return one reason by its code."""
        return next((r for r in self.reasons if r.code == code), None)

    def decision(self, outcome: str) -> DecisionKind | None:
        """Return one kind of decision by its outcome."""
        return next((d for d in self.decisions if d.outcome == outcome), None)


# --- documents ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Block:
    """One named block of a document's wording.

    `kind` is heading, paragraph, list, steps, table, facts, note, signature or message.
    `text` and `items` are templates; `each` names the list a list or table goes over;
    `when` names a fact that must be true, present or non-empty, `unless` the opposite.
    """

    key: str
    kind: str
    level: int = 2
    text: str = ""
    each: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    when: str = ""
    unless: str = ""
    header_column: bool = False


@dataclass(frozen=True, slots=True)
class DocumentTemplate:
    """What one document says and how it is laid out.

    `needs` are the top-level facts it is given, each of which must be there; `gaps` the
    dotted facts that may be a `Gap`. `frame` names the Word and the HTML frame.
    """

    key: str
    title: str
    about: str
    audience: str
    frame: str
    subject: str
    formats: tuple[str, ...]
    needs: tuple[str, ...]
    gaps: tuple[str, ...]
    blocks: tuple[Block, ...]
    attaches: tuple[str, ...]
    version: str
    source: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every service and every document a workspace knows."""

    services: Mapping[str, Service]
    documents: Mapping[str, DocumentTemplate]
    templates: tuple[Path, ...]
    """Template folders, the workspace's own before the built-in one."""

    def service(self, key: str) -> Service:
        """Return one service.

        Raises:
            KeyError: If there is no such service.
        """
        return self.services[key]

    def forms(self) -> Iterator[Form]:
        """Yield every form of every service."""
        for service in self.services.values():
            yield from service.forms
