"""What forms ask and how letters are told apart, as frozen types."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


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
    """A headed part of a form. A repeated section is one section per row.

    `synonyms` are headings under which other forms ask the same.
    """

    key: str
    title: str
    intro: str
    questions: tuple[Question, ...]
    row: int | None = None
    synonyms: tuple[str, ...] = ()


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
    """One issued edition: how its printed names map to question keys.

    A name that stands for one printed answer maps to `question=value`.
    """

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
    issued: tuple[Path, ...] = ()
    """The blanks as they were issued, one PDF file for each edition there was."""

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
    REGISTER_MARKS = "register-marks"


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
