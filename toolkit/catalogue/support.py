"""A service's kinds of record and its advice on register codes, read from files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit.catalogue.conditions import tests_of
from toolkit.catalogue.definitions import (
    ExitReason,
    Kind,
    Question,
    RecordKind,
    RegisterCodes,
)
from toolkit.catalogue.entries import checked
from toolkit.catalogue.faults import Fault, twice
from toolkit.catalogue.forms import TICKS, questions_of
from toolkit.catalogue.keys import QUESTION_KEY
from toolkit.catalogue.reading_files import Sheet, Shelf, Table, toml_of
from toolkit.catalogue.support_schemas import RecordsEntry, RegisterCodesEntry


@dataclass(frozen=True, slots=True)
class Support:
    """What could be read of a service's records; a part at fault is left out.

    `sheets` are the files there were.
    """

    records: tuple[RecordKind, ...]
    register: RegisterCodes | None
    sheets: tuple[Sheet, ...]
    faults: tuple[Fault, ...]


def support_of(shelf: Shelf, folder: str) -> Support:
    """Return the records and codes of the service in this folder, and every fault.

    A service need not have either file.
    """
    files = ("records.toml", "register-codes.toml")
    sheets = tuple(
        toml_of(shelf, f"{folder}/{file}") if shelf.find(f"{folder}/{file}") else None
        for file in files
    )
    records, of_records = _records(sheets[0])
    register, of_codes = _register(sheets[1])
    there = tuple(sheet for sheet in sheets if sheet is not None)
    return Support(records, register, there, (*of_records, *of_codes))


def faults_of_exits(
    file: str, exits: Iterable[ExitReason], reasons: Iterable[str]
) -> Iterator[Fault]:
    """Yield the reasons for closing that share a code, also with those of a decline."""
    yield from twice(file, "exit_reason", (*reasons, *(e.code for e in exits)))


# --- inside -------------------------------------------------------------------------


def _records(
    sheet: Sheet | None,
) -> tuple[tuple[RecordKind, ...], tuple[Fault, ...]]:
    if sheet is None:
        return (), ()
    table, faults = checked(RecordsEntry, sheet)
    if faults:
        return (), faults
    drafts = table["records"]
    faults = tuple(_faults_of_drafts(sheet.file, drafts))
    if faults:
        return (), faults
    kinds = tuple(map(_laid_out, drafts))
    return kinds, tuple(_faults_of_kinds(sheet.file, kinds))


def _register(
    sheet: Sheet | None,
) -> tuple[RegisterCodes | None, tuple[Fault, ...]]:
    if sheet is None:
        return None, ()
    known, faults = checked(RegisterCodesEntry, sheet)
    if faults:
        return None, faults
    keys = (advice.key for advice in known.advice)
    return known, tuple(twice(sheet.file, "advice", keys))


def _laid_out(draft: Table) -> RecordKind:
    asked = {
        part: tuple(q for question in draft[part] for q in questions_of(question, None))
        for part in ("questions", "row")
    }
    return RecordKind(**{**draft, **asked})


def _faults_of_drafts(file: str, drafts: Iterable[Table]) -> Iterator[Fault]:
    """Yield what would make laying out a kind of record impossible."""
    known = {*Kind, TICKS}
    for draft in drafts:
        for part, name in (("questions", "question"), ("row", "row")):
            for question in draft[part]:
                where = f"record {draft['key']}.{name} {question['key']}"
                if question["kind"] not in known:
                    told = f"One of these is needed: {', '.join(sorted(known))}."
                    yield Fault(file, f"{where}.kind", told)
                elif not QUESTION_KEY.fullmatch(question["key"]):
                    told = "Small letters, digits and _ are needed."
                    yield Fault(file, f"{where}.key", told)
                elif (
                    question["kind"] in {Kind.CHOICE, TICKS} and not question["choices"]
                ):
                    yield Fault(file, f"{where}.choices", "At least one is needed.")


def _faults_of_kinds(file: str, kinds: Iterable[RecordKind]) -> Iterator[Fault]:
    kinds = tuple(kinds)
    yield from twice(file, "record", (kind.key for kind in kinds))
    for kind in kinds:
        where = f"record {kind.key}"
        asked = (*kind.questions, *kind.row)
        yield from twice(file, f"{where}.question", (q.key for q in asked))
        yield from twice(file, f"{where}.check", (c.code for c in kind.checks))
        yield from _faults_of_conditions(file, where, kind.questions, kind.questions)
        yield from _faults_of_conditions(file, where, kind.row, asked)
        columns = {question.key for question in kind.row}
        for default in kind.defaults:
            for name in sorted({default.row, default.where} - columns):
                told = f"A column of this record is needed; it has no {name}."
                yield Fault(file, f"{where}.default {default.row}", told)
            if default.cap and default.cap not in {c.code for c in kind.checks}:
                told = f"A check of this record is needed; it has no {default.cap}."
                yield Fault(file, f"{where}.default {default.row}.cap", told)


def _faults_of_conditions(
    file: str, where: str, questions: Iterable[Question], asked: Iterable[Question]
) -> Iterator[Fault]:
    keys = {question.key for question in asked}
    for question in questions:
        for test in tests_of(question.applies_if):
            if test.question not in keys:
                told = (
                    f"A question of this record is needed; it has no {test.question}."
                )
                yield Fault(file, f"{where}.question {question.key}.applies_if", told)
