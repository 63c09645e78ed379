"""A service's handbook, read from its files; a service may have all, some or none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from toolkit.catalogue.definitions import (
    Agreement,
    Factbook,
    Rule,
    StrategyGroup,
    Term,
)
from toolkit.catalogue.entries import Entry, checked
from toolkit.catalogue.faults import Fault, twice
from toolkit.catalogue.handbook_schemas import (
    AgreementEntry,
    FactsEntry,
    GlossaryEntry,
    RulesEntry,
    StrategiesEntry,
)
from toolkit.catalogue.reading_files import Sheet, Shelf, toml_of


@dataclass(frozen=True, slots=True)
class Handbook:
    """What could be read of a service's handbook; a part at fault is left out.

    `sheets` are the files there were.
    """

    strategies: tuple[StrategyGroup, ...]
    agreement: Agreement | None
    facts: Factbook
    glossary: tuple[Term, ...]
    rules: tuple[Rule, ...]
    sheets: tuple[Sheet, ...]
    faults: tuple[Fault, ...]


def handbook_of(shelf: Shelf, folder: str) -> Handbook:
    """Return the handbook of the service in this folder, and every fault in its files.

    Args:
        shelf: Where definitions are looked for.
        folder: The service's folder, relative to a root.
    """
    strategies = _Page(shelf, f"{folder}/strategies.toml", StrategiesEntry)
    agreement = _Page(shelf, f"{folder}/agreement.toml", AgreementEntry)
    facts = _Page(shelf, f"{folder}/facts.toml", FactsEntry)
    glossary = _Page(shelf, f"{folder}/glossary.toml", GlossaryEntry)
    rules = _Page(shelf, f"{folder}/rules.toml", RulesEntry)
    pages = (strategies, agreement, facts, glossary, rules)
    return Handbook(
        strategies=() if strategies.known is None else strategies.known["strategies"],
        agreement=agreement.known,
        facts=Factbook() if facts.known is None else facts.known,
        glossary=() if glossary.known is None else glossary.known["glossary"],
        rules=() if rules.known is None else rules.known["rules"],
        sheets=tuple(page.sheet for page in pages if page.sheet is not None),
        faults=tuple(fault for page in pages for fault in page.faults),
    )


class _Page:
    """One file of the handbook, which need not be there."""

    def __init__(self, shelf: Shelf, file: str, schema: type[Entry]) -> None:
        self.sheet = toml_of(shelf, file) if shelf.find(file) else None
        self.faults: tuple[Fault, ...] = ()
        self.known: Any = None
        if self.sheet is not None:
            described, self.faults = checked(schema, self.sheet)
            self.known = None if self.faults else described


def faults_of_handbook(
    folder: str, handbook: Handbook, roles: frozenset[str] | None
) -> Iterator[Fault]:
    """Yield what shows only when a file of the handbook is read as a whole.

    Args:
        folder: The service's folder, relative to a root.
        handbook: What could be read of it.
        roles: The roles of the service; null when its own file could not be read.
    """
    yield from _of_strategies(f"{folder}/strategies.toml", handbook)
    yield from _of_agreement(f"{folder}/agreement.toml", handbook.agreement)
    yield from _of_facts(f"{folder}/facts.toml", handbook.facts)
    yield from _of_officers(f"{folder}/facts.toml", handbook.facts, roles)
    yield from _of_glossary(f"{folder}/glossary.toml", handbook.glossary)
    yield from twice(f"{folder}/rules.toml", "rule", (r.id for r in handbook.rules))


def _of_strategies(file: str, handbook: Handbook) -> Iterator[Fault]:
    groups = handbook.strategies
    yield from twice(file, "group", (group.key for group in groups))
    keys = (each.key for group in groups for each in group.strategies)
    yield from twice(file, "strategy", keys)


def _of_agreement(file: str, agreement: Agreement | None) -> Iterator[Fault]:
    if agreement is None:
        return
    yield from twice(file, "purpose", (each.key for each in agreement.purposes))
    yield from twice(file, "party", (party.key for party in agreement.parties))
    yield from twice(file, "prefix", (party.prefix for party in agreement.parties))


def _of_facts(file: str, facts: Factbook) -> Iterator[Fault]:
    yield from twice(file, "topic", (topic.key for topic in facts.topics))
    keys = (each.key for topic in facts.topics for each in topic.statements)
    yield from twice(file, "statement", keys)
    yield from twice(file, "attendance_code", (c.code for c in facts.attendance_codes))
    yield from twice(file, "retention", (each.key for each in facts.retention))
    yield from twice(file, "reading", (each.key for each in facts.readings))
    laws = tuple(law.key for law in facts.laws)
    yield from twice(file, "law", laws)
    for law in facts.laws:
        if law.replaced_by and law.replaced_by not in laws:
            told = f"A law of this file is needed; there is no {law.replaced_by}."
            yield Fault(file, f"law {law.key}.replaced_by", told)


def _of_officers(
    file: str, facts: Factbook, roles: frozenset[str] | None
) -> Iterator[Fault]:
    yield from twice(file, "officer", (officer.key for officer in facts.officers))
    for officer in facts.officers:
        if roles is not None and officer.role not in roles:
            told = f"A role of service.toml is needed; there is no {officer.role}."
            yield Fault(file, f"officer {officer.key}.role", told)


def _of_glossary(file: str, terms: tuple[Term, ...]) -> Iterator[Fault]:
    """Yield the names that stand for two terms, whichever way they are written."""
    yield from twice(file, "term", (term.key for term in terms))
    names = (name for term in terms for name in _names_of(term))
    yield from twice(file, "name", names)


def _names_of(term: Term) -> set[str]:
    written = (term.term, term.abbreviation, *term.also)
    return {name.casefold() for name in written if name}
