"""What the files of a service itself, its decisions and its documents may hold."""

from __future__ import annotations

import re
from enum import StrEnum

from marshmallow import ValidationError, fields, post_load

from toolkit.catalogue import definitions as nouns
from toolkit.catalogue.duty_schemas import (
    ClocksEntry,
    EvidenceEntry,
    PromptEntry,
    ReviewsEntry,
)
from toolkit.catalogue.entries import Entry, many, source
from toolkit.catalogue.help_schemas import OfferEntry, SignpostEntry, VenueEntry
from toolkit.catalogue.keys import (
    NAME_KEY,
    Count,
    Day,
    OneOf,
    Several,
    Words,
    Yes,
    name_key,
    question_key,
    texts,
)
from toolkit.catalogue.reading_files import Table
from toolkit.catalogue.support_schemas import ExitReasonEntry, RemindersEntry
from toolkit.model import Status

_PHONE = re.compile(r"[0-9+][0-9 ()+]{8,24}(?: ext\.? [0-9]{1,6})?")
_EMAIL = re.compile(r"[^\s@,;<>\"]+@[^\s@,;<>\"]+\.[^\s@,;<>\".]+")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def phone() -> Words:
    """Return a field for a phone number."""
    return Words(_PHONE, "A phone number is needed, in digits.", required=True)


def email() -> Words:
    """Return a field for an e-mail address."""
    return Words(_EMAIL, "One e-mail address is needed.", required=True)


class Accept(StrEnum):
    """Whether a tier of evidence is enough by itself."""

    YES = "yes"
    CONDITIONAL = "conditional"
    NO = "no"


class DecisionOutcome(StrEnum):
    """What a person may decide; each is a word of `toolkit decide`."""

    ACCEPT = "accept"
    GUIDANCE = "guidance"
    ASK = "ask"
    DEFER = "defer"
    DECLINE = "decline"
    REDIRECT = "redirect"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"
    CLOSE = "close"
    REOPEN = "reopen"


# --- service.toml -------------------------------------------------------------------


class ContactEntry(Entry):
    """How to reach the service."""

    makes = nouns.Contact
    phone = phone()
    email = email()
    address = texts(least=1)
    hours = Words(required=True)
    source = source()


class AreaEntry(Entry):
    """An area team."""

    makes = nouns.Area
    key = name_key(required=True)
    name = Words(required=True)
    email = email()
    towns = texts(least=1)
    lead_role = question_key()
    source = source()


class RoleEntry(Entry):
    """The words a role signs with."""

    key = question_key()
    words = Words(required=True)
    source = source()


class ResidenceEntry(Entry):
    """Where the table of postcodes comes from, and which districts are inside."""

    districts = texts()
    source = source()


class TierEntry(Entry):
    """A tier of medical evidence."""

    makes = nouns.Tier
    key = name_key(required=True)
    label = Words(required=True)
    roles = texts(small=True)
    accept = OneOf(Accept, required=True)
    source = source()

    @post_load
    def make(self, table: Table, **_options: object) -> nouns.Tier:
        """Return the tier, with its answer as plain text."""
        return nouns.Tier(**{**table, "accept": str(table["accept"])})


class HouseStyleEntry(Entry):
    """What every letter of the service looks like."""

    council = Words(required=True)
    strapline = Words(required=True)
    colour = Words(_COLOUR, "A colour such as #0b5d57 is needed.", required=True)
    accent = Words(_COLOUR, "A colour such as #0b5d57 is needed.", required=True)
    sign_off = Words(required=True)
    other_formats = Words(required=True)
    interpreters = Words(required=True)
    complaints = Words(required=True)
    privacy = Words(required=True)
    source = source()

    @post_load
    def make(self, table: Table, **_options: object) -> nouns.HouseStyle:
        """Return the house style, if white words can be read on its colours."""
        pale = [k for k in ("colour", "accent") if _contrast_with_white(table[k]) < 4.5]
        if pale:
            told = (
                "A darker colour is needed: white words on this one are hard to read."
            )
            raise ValidationError({key: [told] for key in pale})
        table.pop("source")
        return nouns.HouseStyle(**table)


def _contrast_with_white(colour: str) -> float:
    """Return the contrast ratio of WCAG 2.2, from 1 to 21."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


class ServiceEntry(Entry):
    """The file of the service itself."""

    key = name_key(required=True)
    prefix = Words(
        re.compile(r"[A-Z]{2,8}"), "Two to eight capital letters.", required=True
    )
    title = Words(required=True)
    short_title = Words(required=True)
    council = Words(required=True)
    la_code = Words(
        re.compile(r"[0-9]{3}"), "The three digits of the council.", required=True
    )
    plan_title = Words(required=True)
    plan_abbreviation = Words(required=True)
    source_date = Day(required=True)
    acknowledgement = Words(required=True)
    forms = texts(least=1)
    source = source()
    contact = fields.Nested(ContactEntry, required=True)
    areas = many(AreaEntry, "area", least=1)
    roles = many(RoleEntry, "role", least=1)
    clocks = fields.Nested(ClocksEntry, required=True)
    reviews = fields.Nested(ReviewsEntry, load_default=None)
    evidence = fields.Nested(EvidenceEntry, load_default=None)
    prompts = many(PromptEntry, "prompt")
    residence = fields.Nested(ResidenceEntry, required=True)
    tiers = many(TierEntry, "tier", least=1)
    subjects = texts()
    venues = many(VenueEntry, "venue")
    offers = many(OfferEntry, "offer")
    signposts = many(SignpostEntry, "signpost")
    house_style = fields.Nested(HouseStyleEntry, required=True)


# --- decisions.toml -----------------------------------------------------------------


class ReasonEntry(Entry):
    """A reason a person may give."""

    makes = nouns.Reason
    code = question_key()
    label = Words(required=True)
    for_parents = Words(required=True)
    for_school = Words(required=True)
    would_change = Words(required=True)
    rules = texts(least=1)
    source = source()
    missing_information = Yes(load_default=False)
    defer_first = Yes(load_default=False)
    needs_words = Yes(load_default=False)


class DecisionEntry(Entry):
    """A decision a person may take."""

    outcome = OneOf(DecisionOutcome, required=True)
    label = Words(required=True)
    status = OneOf(Status, required=True)
    documents = texts()
    needs_reason = Yes(load_default=False)
    accepts = Yes(load_default=False)
    reasons = texts()
    source = source()

    @post_load
    def make(self, table: Table, **_options: object) -> nouns.DecisionKind:
        """Return the kind of decision, its words as plain text."""
        plain = {key: str(table.pop(key)) for key in ("outcome", "status")}
        return nouns.DecisionKind(**{**table, **plain})


class DecisionsEntry(Entry):
    """The file of reasons and decisions."""

    reasons = many(ReasonEntry, "reason", least=1)
    decisions = many(DecisionEntry, "decision", least=1)
    exit_reasons = many(ExitReasonEntry, "exit_reason")
    reminders = fields.Nested(RemindersEntry, load_default=nouns.Reminders())


# --- templates/wording --------------------------------------------------------------


class BlockKind(StrEnum):
    """What a block of a document is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    STEPS = "steps"
    TABLE = "table"
    CHART = "chart"
    FACTS = "facts"
    NOTE = "note"
    SIGNATURE = "signature"


class Audience(StrEnum):
    """Whom a document is for; it decides the reading age and what may be in it."""

    SCHOOL = "school"
    PARENT = "parent"
    PUPIL = "pupil"
    HEALTH = "health"
    OFFICE = "office"


class Format(StrEnum):
    """What a document can be written as."""

    DOCX = "docx"
    PDF = "pdf"
    EML = "eml"
    ICS = "ics"


class BlockEntry(Entry):
    """One named block of a document's wording."""

    key = name_key(required=True)
    kind = OneOf(BlockKind, required=True)
    level = Count(2, 4, load_default=2)
    text = Words(blank=True, load_default="", longest=20_000)
    each = Words(load_default="")
    columns = Several(Several(Words(longest=8000)), load_default=())
    when = Words(load_default="")
    unless = Words(load_default="")
    header_column = Yes(load_default=False)

    @post_load
    def make(self, table: Table, **_options: object) -> nouns.Block:
        """Return the block, if it has what its kind of block needs."""
        kind = BlockKind(table.pop("kind"))
        problems = dict(_block_problems(kind, table))
        if problems:
            raise ValidationError(problems)
        return nouns.Block(kind=str(kind), **table)


_TABLES = frozenset({BlockKind.TABLE, BlockKind.CHART})
_COLUMNED = _TABLES | {BlockKind.FACTS}


def _block_problems(kind: BlockKind, table: Table) -> list[tuple[str, list[str]]]:
    """Return what a block lacks, by key."""
    problems = []
    if kind in _TABLES and not table["each"]:
        told = "A table needs the name of the list it goes over."
        problems.append(("each", [told]))
    if kind in _COLUMNED and not table["columns"]:
        problems.append(("columns", ["At least one pair of label and text is needed."]))
    if any(len(pair) != 2 for pair in table["columns"]):
        problems.append(("columns", ["Each column is a pair: its label and its text."]))
    if kind is BlockKind.CHART and len(table["columns"]) < 3:
        told = "A chart needs what a row is about, the part and the whole."
        problems.append(("columns", [told]))
    if kind not in _COLUMNED and not table["text"]:
        problems.append(("text", ["Text is needed, and there is none."]))
    return problems


class DocumentEntry(Entry):
    """A document's wording."""

    key = name_key(required=True)
    title = Words(required=True)
    about = Words(required=True)
    audience = OneOf(Audience, required=True)
    frame = Words(NAME_KEY, "The name of a frame is needed.", required=True)
    subject = Words(required=True)
    formats = Several(OneOf(Format), least=1, required=True)
    needs = texts(least=1)
    gaps = texts()
    attaches = texts()
    addressee = Words(load_default="")
    source = source()
    blocks = many(BlockEntry, "block", least=1)
