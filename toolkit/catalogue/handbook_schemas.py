"""What the files of a service's handbook may hold: strategies, agreement, facts, terms.

Each list of statements says how many it holds, so that one lost in editing is noticed.
"""

from __future__ import annotations

import re
from enum import StrEnum

from marshmallow import ValidationError, post_load

from toolkit.catalogue import definitions as nouns
from toolkit.catalogue.entries import Entry, many, source
from toolkit.catalogue.keys import (
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

_CLAUSE = re.compile(r"[A-Z]{2}-[0-9]{2}")
_RULE = re.compile(r"[A-Z]{1,8}-[0-9]{1,3}")
_PREFIX = re.compile(r"[A-Z]{2}")


class LawKind(StrEnum):
    """What sort of law or guidance something is."""

    ACT = "act"
    REGULATIONS = "regulations"
    STATUTORY_GUIDANCE = "statutory guidance"
    GUIDANCE = "guidance"


class CountsAs(StrEnum):
    """What a mark in the register counts as."""

    PRESENT = "present"
    ATTENDING = "attending"
    AUTHORISED = "authorised"
    UNAUTHORISED = "unauthorised"
    NOT_REQUIRED = "not-required"


def _of_count(table: Table, listed: str) -> Table:
    """Return the table without its count, which has to be the length of the list."""
    count = table.pop("count")
    if len(table[listed]) != count:
        told = f"{count} are said to be here, and {len(table[listed])} are."
        raise ValidationError({"count": [told]})
    return table


class StatementEntry(Entry):
    """One thing a document may say."""

    makes = nouns.Statement
    key = name_key(required=True)
    text = Words(required=True)
    source = source()


# --- strategies.toml ----------------------------------------------------------------


class StrategyGroupEntry(Entry):
    """Strategies of one sort."""

    key = name_key(required=True)
    title = Words(required=True)
    count = Count(1, 200, required=True)
    strategies = many(StatementEntry, "strategy", least=1)
    source = source()

    @post_load
    def make(self, table: Table, **_options: object) -> nouns.StrategyGroup:
        """Return the group, with as many strategies as it says."""
        return nouns.StrategyGroup(**_of_count(table, "strategies"))


class StrategiesEntry(Entry):
    """The file of strategies."""

    strategies = many(StrategyGroupEntry, "group", least=1)


# --- agreement.toml -----------------------------------------------------------------


class ClauseEntry(Entry):
    """A clause of the agreement."""

    makes = nouns.Clause
    id = Words(_CLAUSE, "Two letters and a number are needed: PA-01.", required=True)
    text = Words(required=True)
    points = texts()
    source = source()


class PartyEntry(Entry):
    """A party of the agreement."""

    key = name_key(required=True)
    title = Words(required=True)
    prefix = Words(_PREFIX, "Two capital letters are needed.", required=True)
    count = Count(1, 99, required=True)
    clauses = many(ClauseEntry, "clause", least=1)

    @post_load
    def make(self, table: Table, **_options: object) -> nouns.Party:
        """Return the party, its clauses numbered from 01 without a gap."""
        party = nouns.Party(**_of_count(table, "clauses"))
        for number, clause in enumerate(party.clauses, start=1):
            wanted = f"{party.prefix}-{number:02}"
            if clause.id != wanted:
                told = f"The clauses are numbered in order: {wanted} is due here."
                raise ValidationError({f"clause {clause.id}": [told]})
        return party


class AgreementEntry(Entry):
    """The file of the agreement."""

    makes = nouns.Agreement
    title = Words(required=True)
    is_draft = Yes(required=True, data_key="draft")
    acceptance = Words(required=True)
    objection = Words(required=True)
    reply_days = Count(1, 60, load_default=10)
    purposes = many(StatementEntry, "purpose", least=1)
    parties = many(PartyEntry, "party", least=1)
    source = source()


# --- facts.toml ---------------------------------------------------------------------


class TopicEntry(Entry):
    """Statements that belong together."""

    key = name_key(required=True)
    title = Words(required=True)
    about = Words(required=True)
    count = Count(1, 200, required=True)
    statements = many(StatementEntry, "statement", least=1)

    @post_load
    def make(self, table: Table, **_options: object) -> nouns.Topic:
        """Return the topic, with as many statements as it says."""
        return nouns.Topic(**_of_count(table, "statements"))


class OfficerEntry(Entry):
    """An officer, by role."""

    key = name_key(required=True)
    role = question_key()
    answers_for = Words(required=True)
    name = Words(blank=True, load_default="")
    since = Day(required=True)
    until = Day(load_default=None)
    source = source()

    @post_load
    def make(self, table: Table, **_options: object) -> nouns.Officer:
        """Return the officer, who may not leave before starting."""
        officer = nouns.Officer(**table)
        if officer.until is not None and officer.until < officer.since:
            told = "A day on or after the day this officer started is needed."
            raise ValidationError({"until": [told]})
        return officer


class LawEntry(Entry):
    """A law or guidance."""

    key = name_key(required=True)
    title = Words(required=True)
    kind = OneOf(LawKind, required=True)
    year = Count(1900, 2100, required=True)
    about = Words(required=True)
    replaced_by = Words(blank=True, load_default="")
    source = source()

    @post_load
    def make(self, table: Table, **_options: object) -> nouns.Law:
        """Return the law, its kind as plain text."""
        return nouns.Law(**{**table, "kind": str(table["kind"])})


class AttendanceCodeEntry(Entry):
    """A code of the register."""

    code = Words(required=True, longest=4)
    meaning = Words(required=True)
    counts_as = OneOf(CountsAs, required=True)
    note = Words(blank=True, load_default="")
    source = source()

    @post_load
    def make(self, table: Table, **_options: object) -> nouns.AttendanceCode:
        """Return the code, what it counts as in plain text."""
        plain = str(table["counts_as"])
        return nouns.AttendanceCode(**{**table, "counts_as": plain})


class RetentionEntry(Entry):
    """A keeping time."""

    makes = nouns.Retention
    key = name_key(required=True)
    what = Words(required=True)
    years = Count(0, 100, required=True)
    counted_from = Words(required=True)
    source = source()


class ReadingEntry(Entry):
    """How the papers are read where they disagree."""

    makes = nouns.Reading
    key = name_key(required=True)
    papers_say = Words(required=True)
    we_read = Words(required=True)
    kept_in = Words(required=True)
    source = source()


class FactsEntry(Entry):
    """The file of facts."""

    makes = nouns.Factbook
    topics = many(TopicEntry, "topic", least=1)
    officers = many(OfficerEntry, "officer")
    laws = many(LawEntry, "law")
    attendance_codes = many(AttendanceCodeEntry, "attendance_code")
    retention = many(RetentionEntry, "retention")
    readings = many(ReadingEntry, "reading")


# --- rules.toml ---------------------------------------------------------------------


class RuleEntry(Entry):
    """A rule of the service's papers."""

    makes = nouns.Rule
    id = Words(_RULE, "Capital letters, - and a number are needed.", required=True)
    text = Words(required=True)
    is_judged = Yes(load_default=False, data_key="judged")
    source = source()


class RulesEntry(Entry):
    """The file of rules."""

    rules = many(RuleEntry, "rule", least=1)


# --- glossary.toml ------------------------------------------------------------------


class TermEntry(Entry):
    """A term and what it means."""

    makes = nouns.Term
    key = name_key(required=True)
    term = Words(required=True)
    abbreviation = Words(blank=True, load_default="")
    also = texts()
    meaning = Words(required=True)
    source = source()


class GlossaryEntry(Entry):
    """The file of terms."""

    glossary = many(TermEntry, "term", least=1)
