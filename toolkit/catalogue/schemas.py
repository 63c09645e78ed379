"""What the files of forms, letters and requirements may and must hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import Formatter
from typing import Any

from marshmallow import INCLUDE, ValidationError, fields, post_load

from toolkit.catalogue import definitions as nouns
from toolkit.catalogue.entries import Entry, condition, many, source
from toolkit.catalogue.keys import (
    QUESTION_KEY,
    Count,
    Day,
    OneOf,
    Words,
    Yes,
    name_key,
    question_key,
    texts,
)
from toolkit.catalogue.reading_files import Table
from toolkit.model import Outcome, Weight


class IdentityEntry(Entry):
    """Which answers say whose paper it is."""

    makes = nouns.IdentityKeys
    forename = question_key(required=False)
    surname = question_key(required=False)
    full_name = question_key(required=False)
    dob = question_key(required=False)
    upn = question_key(required=False)


# --- form.toml ----------------------------------------------------------------------


class ChoiceEntry(Entry):
    """One allowed value of a choice."""

    makes = nouns.Choice
    value = Words(longest=120, required=True)
    label = Words(longest=300, required=True)


class QuestionEntry(Entry):
    """One question as a form's file writes it, before rows and ticks are laid out."""

    key = question_key(rows=True)
    kind = Words(required=True)
    label = Words(required=True)
    asked = OneOf(nouns.Asked, load_default=nouns.Asked.ASKED)
    needed = Yes(load_default=False)
    synonyms = texts()
    choices = many(ChoiceEntry, "choices")
    with_unknown = Yes(load_default=False)
    hint = Words(load_default="")
    max_length = Count(1, 20_000)
    lines = Count(1, 60)
    sensitive = Yes(load_default=False)
    applies_if = condition()
    source = source()


class SectionEntry(Entry):
    """A headed part of a form, before its rows are laid out."""

    key = name_key(required=True)
    title = Words(required=True)
    intro = Words(blank=True, load_default="")
    synonyms = texts()
    repeat = Count(1, 40)
    title_row = Words(load_default="")
    needed_rows = Count(0, 40, load_default=1)
    questions = many(QuestionEntry, "question", least=1)


def edition_id(**options: Any) -> Words:  # noqa: ANN401 - whatever the library takes
    """Return a field for an edition's id, printed on every page of it."""
    shape = re.compile(r"[a-z0-9][a-z0-9.-]*")
    wanted = "Small letters, digits, - and . are needed, for instance 2026."
    return Words(shape, wanted, longest=20, required=True, **options)


def printed_names() -> fields.Dict:
    """Return a field for a table of printed names and the questions they ask.

    A name may stand for one answer: `"Twin: yes" = "twin_or_multiple=yes"`.
    """
    shape = re.compile(rf"{QUESTION_KEY.pattern}(?:=[A-Za-z0-9_-]+)?")
    wanted = "The key of a question is needed, or a key, = and one of its values."
    return fields.Dict(
        keys=Words(),
        values=Words(shape, wanted),
        load_default=dict,
        data_key="fields",
        attribute="fields",
    )


class EditionEntry(Entry):
    """An edition that is no longer given out but still arrives."""

    makes = nouns.Edition
    id = edition_id()
    issued = Day(required=True)
    fields_ = printed_names()


class FormEntry(Entry):
    """A form's file."""

    key = name_key(required=True)
    title = Words(required=True)
    intro = Words(blank=True, load_default="")
    return_to = Words(blank=True, load_default="")
    edition = edition_id()
    issued = Day(required=True)
    fields_ = printed_names()
    opens_case = Yes(load_default=False)
    title_words = texts(least=1, small=True)
    source = source()
    identity = fields.Nested(IdentityEntry, load_default=nouns.IdentityKeys())
    sections = many(SectionEntry, "section", least=1)
    editions = many(EditionEntry, "former_edition")


# --- letters.toml -------------------------------------------------------------------


class FactEntry(Entry):
    """A fact to look for in a letter."""

    key = question_key()
    kind = OneOf(nouns.Kind, required=True)
    label = Words(required=True)
    finder = OneOf(nouns.Finder, required=True)
    labels = texts(small=True)
    source = source()

    @post_load
    def make(self, table: Table, **_options: object) -> nouns.Fact:
        """Return the fact, with the words its finder cannot do without."""
        finders = nouns.Finder
        alone = {finders.LETTER_DATE, finders.SIGNED, finders.REGISTER_MARKS}
        if not table["labels"] and table["finder"] not in alone:
            raise ValidationError({"labels": ["At least one is needed here."]})
        return nouns.Fact(**table)


class LetterEntry(Entry):
    """A sort of attachment that is no form."""

    makes = nouns.LetterSort
    key = name_key(required=True)
    title = Words(required=True)
    title_words = texts(least=1, small=True)
    telling_words = texts(small=True)
    threshold = Count(1, 30, required=True)
    source = source()
    identity = fields.Nested(IdentityEntry, load_default=nouns.IdentityKeys())
    facts = many(FactEntry, "fact")


class LettersEntry(Entry):
    """The file of letter sorts."""

    letters = many(LetterEntry, "letter", least=1)


# --- requirements.toml --------------------------------------------------------------


class Sentence(Words):
    """A sentence for a person, which may quote facts as `{name}`."""

    def _deserialize(
        self,
        value: object,
        attr: str | None,
        data: Mapping[str, object] | None,
        **options: object,
    ) -> str:
        text = super()._deserialize(value, attr, data, **options)
        try:
            names = [name for _, name, _, _ in Formatter().parse(text)]
        except ValueError:
            names = [""]
        if any(name is not None and not name.isidentifier() for name in names):
            raise ValidationError("Each fact is quoted as {name}, with both brackets.")
        return text


class SentencesEntry(Entry):
    """What a person reads for each outcome."""

    met = Sentence(data_key=Outcome.MET.value)
    not_met = Sentence(data_key=Outcome.NOT_MET.value)
    cannot_tell = Sentence(data_key=Outcome.CANNOT_TELL.value)
    not_applicable = Sentence(data_key=Outcome.NOT_APPLICABLE.value)

    @post_load
    def make(self, table: Table, **_options: object) -> dict[Outcome, str]:
        """Return the sentences by outcome."""
        return {Outcome[key.upper()]: text for key, text in table.items()}


class CheckEntry(Entry):
    """A sub-check; every key that is not named here is a setting of its rule."""

    class Meta:
        """Settings are for the rule to know."""

        unknown = INCLUDE

    code = name_key(required=True)
    rule = name_key(required=True)
    label = Words(required=True)
    sentences = fields.Nested(SentencesEntry, load_default=dict)
    mend = Words(load_default="")
    applies_if = condition()
    decline_reason = Words(load_default="")

    @post_load
    def make(self, table: Table, **_options: object) -> nouns.Check:
        """Return the check with its settings apart."""
        known = {key: table.pop(key) for key in self.fields if key in table}
        problems = {key: _SETTING for key, each in table.items() if not is_plain(each)}
        if problems:
            raise ValidationError(dict(problems))
        settings = {
            key: tuple(each) if isinstance(each, list) else each
            for key, each in table.items()
        }
        return nouns.Check(settings=settings, **known)


_SETTING = ["Text, a number, true, false or a list of texts is needed."]


def is_plain(value: object) -> bool:
    """Return whether a setting is text, a number, true, false or a list of texts."""
    if isinstance(value, list):
        return all(isinstance(each, str) for each in value)
    return isinstance(value, str | int | float)


class RequirementEntry(Entry):
    """Something a referral must bring."""

    makes = nouns.Requirement
    id = Words(re.compile(r"[A-Z]+-?[0-9]+"), "An id such as RQ-07.", required=True)
    code = name_key(required=True)
    label = Words(required=True)
    weight = OneOf(Weight, required=True)
    maps_to = texts()
    source = source()
    mend = Words(load_default="")
    applies_if = condition()
    unsure = Words(load_default="")
    sentences = fields.Nested(SentencesEntry, required=True)
    checks = many(CheckEntry, "check", least=1)


class CriterionEntry(RequirementEntry):
    """A criterion of entry."""

    decline_reason = Words(required=True)

    @post_load
    def make(self, table: Table, **_options: object) -> nouns.Requirement:
        """Return the criterion."""
        return nouns.Requirement(is_criterion=True, **table)


class RedirectEntry(Entry):
    """When somebody else is the right one to ask."""

    makes = nouns.Redirect
    id = Words(re.compile(r"[A-Z]+-?[0-9]+"), "An id such as RQ-07.", required=True)
    reason = Words(required=True)
    label = Words(required=True)
    applies_if = condition(required=True)
    sentence = Sentence(required=True)
    source = source()


class RequirementsEntry(Entry):
    """The file of requirements and criteria."""

    requirements = many(RequirementEntry, "requirement", least=1)
    criteria = many(CriterionEntry, "criterion")
    redirects = many(RedirectEntry, "redirect")
