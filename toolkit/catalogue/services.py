"""A service assembled from its files, with the faults of each file told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, TypeVar

from toolkit.calendar import CalendarSet, Span
from toolkit.catalogue.calendar_schemas import CalendarEntry
from toolkit.catalogue.contradictions import Contradictions, contradictions_of
from toolkit.catalogue.definitions import (
    DecisionKind,
    ExitReason,
    Form,
    LetterSort,
    Reason,
    Redirect,
    Reminders,
    Requirement,
    Residence,
    Service,
)
from toolkit.catalogue.entries import Entry, checked
from toolkit.catalogue.faults import Fault, twice
from toolkit.catalogue.forms import form_of, keys_used
from toolkit.catalogue.handbook import Handbook, handbook_of
from toolkit.catalogue.reading_files import Sheet, Shelf, Table, toml_of, version_of
from toolkit.catalogue.residence import postcodes_of
from toolkit.catalogue.schemas import LettersEntry, RequirementsEntry
from toolkit.catalogue.service_schemas import DecisionsEntry, ServiceEntry
from toolkit.catalogue.support import Support, support_of


@dataclass(frozen=True, slots=True)
class Parts:
    """What could be read of one service; a part is null when its file has a fault.

    `loose_keys` are the question keys of forms that could not be read whole, so that a
    fault in one form does not make every mention of its questions look like another.
    """

    key: str
    folder: str
    table: Table | None
    calendar: CalendarSet | None
    requirements: tuple[Requirement, ...] | None
    criteria: tuple[Requirement, ...] | None
    redirects: tuple[Redirect, ...] | None
    reasons: tuple[Reason, ...] | None
    decisions: tuple[DecisionKind, ...] | None
    letters: tuple[LetterSort, ...] | None
    postcodes: dict[str, str]
    forms: tuple[Form, ...]
    all_forms: frozenset[str]
    loose_keys: frozenset[str]
    handbook: Handbook
    support: Support
    exit_reasons: tuple[ExitReason, ...] | None
    reminders: Reminders | None
    contradictions: Contradictions
    version: str
    faults: tuple[Fault, ...]


_T = TypeVar("_T")

_FILES: Mapping[str, type[Entry]] = {
    "service": ServiceEntry,
    "calendar": CalendarEntry,
    "requirements": RequirementsEntry,
    "decisions": DecisionsEntry,
    "letters": LettersEntry,
}
"""The files every service has."""


def parts_of(shelf: Shelf, key: str) -> Parts:
    """Return everything that can be read of one service, and every fault in a file."""
    folder = f"services/{key}"
    sheets = {name: toml_of(shelf, f"{folder}/{name}.toml") for name in _FILES}
    read = [_Part(schema, sheets[name]) for name, schema in _FILES.items()]
    table, calendar, requirements, decisions, letters = read
    postcodes, postcode_sheet = postcodes_of(shelf, f"{folder}/postcodes.csv")
    forms = _forms(shelf, key, table.known)
    handbook = handbook_of(shelf, folder)
    support = support_of(shelf, folder)
    contradictions = contradictions_of(shelf, folder)
    more = (handbook, support, contradictions, forms)
    every_sheet = (*sheets.values(), postcode_sheet, *_all(one.sheets for one in more))
    return Parts(
        key=key,
        folder=folder,
        table=table.known,
        calendar=calendar.known,
        requirements=requirements.list("requirements"),
        criteria=requirements.list("criteria"),
        redirects=requirements.list("redirects"),
        reasons=decisions.list("reasons"),
        decisions=decisions.list("decisions"),
        letters=letters.list("letters"),
        postcodes=postcodes,
        forms=forms.whole,
        all_forms=forms.named,
        loose_keys=forms.loose_keys,
        handbook=handbook,
        support=support,
        exit_reasons=decisions.list("exit_reasons"),
        reminders=decisions.list("reminders"),
        contradictions=contradictions,
        version=version_of(every_sheet),
        faults=(
            *_all(part.faults for part in read),
            *postcode_sheet.faults,
            *_all(one.faults for one in more),
        ),
    )


def _all(parts: Iterable[Iterable[_T]]) -> Iterator[_T]:
    return chain.from_iterable(parts)


class _Part:
    """One file's contents: what it describes if it has no fault, and its faults."""

    def __init__(self, schema: type[Entry], sheet: Sheet) -> None:
        described, self.faults = checked(schema, sheet)
        self.known = None if self.faults else described

    def list(self, name: str) -> Any:  # noqa: ANN401 - a tuple of one of five nouns
        """Return one of the file's lists; null when the file has a fault."""
        return None if self.known is None else self.known[name]


@dataclass(frozen=True, slots=True)
class _Forms:
    """A service's forms: those read whole, and what is known of the others."""

    whole: tuple[Form, ...]
    named: frozenset[str]
    loose_keys: frozenset[str]
    sheets: tuple[Sheet, ...]
    faults: tuple[Fault, ...]


def _forms(shelf: Shelf, service: str, table: Table | None) -> _Forms:
    """Read the forms the service lists, in its order, then any others it has."""
    folder = f"services/{service}/forms"
    listed = dict.fromkeys(() if table is None else table["forms"])
    names = tuple(listed | dict.fromkeys(shelf.names(folder, "*/")))
    sheets = tuple(toml_of(shelf, f"{folder}/{name}/form.toml") for name in names)
    read = [form_of(sheet, service) for sheet in sheets]
    loose = [
        keys_used(s) for s, (form, _) in zip(sheets, read, strict=True) if not form
    ]
    return _Forms(
        whole=tuple(
            replace(form, issued=_issued(shelf, f"{folder}/{form.key}/editions"))
            for form, _ in read
            if form is not None
        ),
        named=frozenset(names),
        loose_keys=frozenset().union(*loose),
        sheets=sheets,
        faults=tuple(fault for _, faults in read for fault in faults),
    )


def _issued(shelf: Shelf, folder: str) -> tuple[Path, ...]:
    """Return the blanks issued of one form, each from the first root that has it."""
    found = (shelf.find(f"{folder}/{name}") for name in shelf.names(folder, "*.pdf"))
    return tuple(path for path in found if path is not None)


def service_of(shelf: Shelf, parts: Parts) -> Service:
    """Return the service, once nothing in it is at fault."""
    table: dict[str, Any] = dict(parts.table or {})
    for key in ("forms", "source"):
        table.pop(key)
    residence = table.pop("residence")
    home = shelf.find(f"{parts.folder}/service.toml")
    return Service(
        **{
            **table,
            "roles": {role["key"]: role["words"] for role in table["roles"]},
            "residence": Residence(
                parts.postcodes, residence["source"], residence["districts"]
            ),
            "calendar": parts.calendar,
            "requirements": parts.requirements,
            "criteria": parts.criteria,
            "redirects": parts.redirects,
            "reasons": parts.reasons,
            "decisions": parts.decisions,
            "forms": parts.forms,
            "letter_sorts": parts.letters,
            "contradictions": parts.contradictions.known,
            "strategies": parts.handbook.strategies,
            "agreement": parts.handbook.agreement,
            "facts": parts.handbook.facts,
            "glossary": parts.handbook.glossary,
            "rules": parts.handbook.rules,
            "records": parts.support.records,
            "register": parts.support.register,
            "exit_reasons": parts.exit_reasons,
            "reminders": parts.reminders,
            "version": parts.version,
            "folder": home.parent if home else shelf.roots[0],
        }
    )


# --- a calendar's own faults --------------------------------------------------------


def faults_of_calendar(file: str, calendar: CalendarSet) -> Iterator[Fault]:
    """Yield terms and half terms that overlap, and half terms outside any term."""
    yield from _overlaps(file, "term", calendar.terms)
    yield from _overlaps(file, "half_term", calendar.half_terms)
    for half in calendar.half_terms:
        if not any(t.start <= half.start and half.end <= t.end for t in calendar.terms):
            told = "A half term has to lie inside one of the terms."
            yield Fault(file, f"half_term {half.name}", told)
    for kind, spans in (("term", calendar.terms), ("half_term", calendar.half_terms)):
        yield from twice(file, kind, (span.name for span in spans))


def _overlaps(file: str, what: str, spans: tuple[Span, ...]) -> Iterator[Fault]:
    for before, after in pairwise(spans):
        if after.start <= before.end:
            told = f"This starts before {before.name} has ended."
            yield Fault(file, f"{what} {after.name}.start", told)
