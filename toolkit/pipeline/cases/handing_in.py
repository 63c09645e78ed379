"""What somebody hands in to be recorded: settings, a TOML file or a spreadsheet."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from toolkit import sheets
from toolkit.catalogue import ALWAYS, Question, RecordKind
from toolkit.errors import CannotDo, UnreadableFile
from toolkit.sheets import Column, Sheet, Table, named_alike

SPREADSHEETS = (".csv", ".xlsx")
_NOTE = "note"  # a column for whoever fills the sheet in; it is never read


@dataclass(frozen=True, slots=True)
class RecordFault:
    """What is wrong with something handed in, where, and what to do.

    `where` is a cell (`C7`), a row (`row 2`) or the key of a question.
    """

    where: str
    sentence: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """One row as it was written: its number where it came from, texts by column.

    `addresses` are the cells the texts stand in, for a spreadsheet.
    """

    number: int
    texts: Mapping[str, str] = field(repr=False)
    addresses: Mapping[str, str] = field(default_factory=dict)

    def where(self, key: str) -> str:
        """Return where a person finds the answer to a question."""
        return self.addresses.get(key) or f"row {self.number}, {key}"


@dataclass(frozen=True, slots=True)
class HandedIn:
    """Everything handed in for one record, as it was written.

    `faults` are those of the file itself: a heading twice, a column nobody knows. `on`
    is the day it is about, as written, or empty.
    """

    answers: Mapping[str, str] = field(default_factory=dict, repr=False)
    rows: tuple[WrittenRow, ...] = field(default=(), repr=False)
    faults: tuple[RecordFault, ...] = ()
    on: str = ""


def from_settings(kind: RecordKind, settings: Iterable[str]) -> HandedIn:
    """Return what `KEY=VALUE` texts say; those of the table make one row of it.

    Raises:
        CannotDo: If one of them has no `=`.
    """
    said: dict[str, str] = {}
    for setting in settings:
        key, equals, value = setting.partition("=")
        if not equals:
            raise CannotDo(
                "Each --set is a question, an equals sign and its answer.",
                remedy="For example --set subject=maths. "
                "`toolkit record --list` shows the questions.",
            )
        said[key.strip()] = value
    columns = {question.key for question in kind.row}
    row = {key: value for key, value in said.items() if key in columns}
    answers = {key: value for key, value in said.items() if key not in columns}
    return HandedIn(answers, (WrittenRow(1, row),) if row else ())


def from_file(kind: RecordKind, path: Path) -> HandedIn:
    """Return what a TOML file or a spreadsheet says.

    Raises:
        UnreadableFile: If it cannot be read as what its name says it is.
        CannotDo: If it is neither.
    """
    suffix = path.suffix.casefold()
    if suffix in SPREADSHEETS:
        return _from_sheet(kind, sheets.read(path))
    if suffix == ".toml":
        return _from_toml(path)
    raise CannotDo(
        "A record is read from a .toml, .csv or .xlsx file.",
        remedy=f"`toolkit record --example {kind.key} -o FILE.xlsx` makes one.",
    )


def both(one: HandedIn, other: HandedIn) -> HandedIn:
    """Return two things handed in as one; the second one's answers win."""
    answers = {**one.answers, **other.answers}
    faults = one.faults + other.faults
    return HandedIn(answers, one.rows + other.rows, faults, other.on or one.on)


def example(kind: RecordKind, suffix: str) -> bytes:
    """Return an empty file to be filled in for a kind of record.

    Args:
        kind: Of record.
        suffix: `toml`, `csv` or `xlsx`.

    Raises:
        CannotDo: If it is none of these.
    """
    if suffix == "toml":
        return _toml_example(kind).encode()
    columns = tuple(_column(q) for q in (kind.row or kind.questions))
    notes = Column(_NOTE, about="For yourself; it is not read.", notes=True)
    return sheets.write(Table(kind.label, (*columns, notes), ()), suffix)


# --- inside -------------------------------------------------------------------------


def _from_toml(path: Path) -> HandedIn:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as fault:
        raise UnreadableFile(
            "The file could not be read as TOML.",
            remedy="Compare it with one from `toolkit record --example KIND -o "
            "FILE.toml`.",
        ) from fault
    rows, on = table.pop("row", []), _text(table.pop("on", ""))
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        told = "Each row of the table stands under its own [[row]]."
        return HandedIn(_texts(table), (), (RecordFault("row", told),), on)
    numbered = enumerate(rows, start=1)
    written = tuple(WrittenRow(number, _texts(row)) for number, row in numbered)
    return HandedIn(_texts(table), written, (), on)


def _texts(table: Mapping[str, object]) -> dict[str, str]:
    return {key: _text(value) for key, value in table.items()}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _from_sheet(kind: RecordKind, sheet: Sheet) -> HandedIn:
    """Return a sheet's rows; of a kind without a table, the one row is its answers."""
    asked = kind.row or kind.questions
    names = {heading: _key_of(asked, heading) for heading in sheet.columns}
    faults = [RecordFault(f.address or "the sheet", str(f)) for f in sheet.faults]
    for heading, key in names.items():
        if key is None and heading and named_alike(heading) != _NOTE:
            known = ", ".join(question.key for question in asked)
            told = f"“{heading}” is no column of this record. The columns are: {known}."
            faults.append(RecordFault("the headings", told))
    known_names = [(heading, key) for heading, key in names.items() if key]
    rows = tuple(
        WrittenRow(
            row.number,
            {key: row.text(heading) for heading, key in known_names},
            {key: row.cell(heading).address for heading, key in known_names},
        )
        for row in sheet.rows
    )
    if kind.row:
        return HandedIn({}, rows, tuple(faults))
    if len(rows) > 1:
        told = "This record has no table, so the sheet has one row below its headings."
        faults.append(RecordFault(f"row {rows[1].number}", told))
    return HandedIn(rows[0].texts if rows else {}, (), tuple(faults))


def _key_of(asked: Iterable[Question], heading: str) -> str | None:
    """Return the question a heading names, by its key or by its label."""
    wanted = named_alike(heading)
    for question in asked:
        if wanted in {named_alike(question.key), named_alike(question.label)}:
            return question.key
    return None


def _column(question: Question) -> Column:
    return Column(
        question.key,
        tuple(choice.value for choice in question.choices),
        question.label,
    )


def _toml_example(kind: RecordKind) -> str:
    lines = [f"# {kind.label}. {kind.about}", f"# {kind.dated}", 'on = ""']
    lines += [line for q in kind.questions for line in _toml_question(q)]
    if kind.row:
        lines += ["", "[[row]]"]
        lines += [line for q in kind.row for line in _toml_question(q)]
    return "\n".join([*lines, ""])


def _toml_question(question: Question) -> tuple[str, str]:
    choices = ", ".join(choice.value for choice in question.choices)
    applies = "" if question.applies_if == ALWAYS else " where it applies"
    needed = f" (needed{applies})" if question.needed else ""
    allowed = f": {choices}" if choices else ""
    return f"# {question.label}{needed}{allowed}", f'{question.key} = ""'
