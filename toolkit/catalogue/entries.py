"""What every table of a definition has in common, and how its faults are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, ClassVar

from marshmallow import Schema, ValidationError, fields, post_load

from toolkit.catalogue import definitions as nouns
from toolkit.catalogue.faults import Fault
from toolkit.catalogue.keys import Several, Words, question_key
from toolkit.catalogue.reading_files import Sheet, Table

# Something to call the items of a list by, in the order of preference.
_NAMES = ("id", "key", "code", "outcome", "name", "value", "question")


class Entry(Schema):
    """A table of a definition; every key of it is known, and becomes a noun's part."""

    makes: ClassVar[type | None] = None
    error_messages = {  # noqa: RUF012 - the library's own declaration
        "unknown": "This key is not known here. Check its spelling, or take it out.",
        "type": "A table of keys and values is needed.",
    }

    @post_load
    def make(self, table: Table, **_options: object) -> object:
        """Return the noun this table describes, or the table itself."""
        return table if self.makes is None else self.makes(**table)


def many(schema: type[Entry], key: str, *, least: int = 0) -> Several:
    """Return a field for a list of tables, headed by `[[key]]`.

    Args:
        schema: What each table may hold.
        key: What the file calls one of them.
        least: The fewest allowed; with at least one the key must be there.
    """
    item = fields.Nested(schema)
    wanted = f"A list of tables is needed here, each headed [[{key}]]."
    if least:
        return Several(item, least=least, wanted=wanted, required=True, data_key=key)
    return Several(item, wanted=wanted, load_default=(), data_key=key)


def source() -> Words:
    """Return a field for where a clause comes from; no clause goes without."""
    return Words(required=True)


class TestEntry(Entry):
    """One test of a condition."""

    makes = nouns.Test
    question = question_key(rows=True)
    values = Several(Words(), least=1, required=True, data_key="is")


class ConditionEntry(Entry):
    """A flat condition."""

    makes = nouns.Condition
    any_of = many(TestEntry, "any")
    all_of = many(TestEntry, "all")
    none_of = many(TestEntry, "none")

    @post_load
    def make(self, table: Table, **_options: object) -> nouns.Condition:
        """Return the condition, which has to test something."""
        condition = nouns.Condition(**table)
        if condition == nouns.ALWAYS:
            raise ValidationError("At least one test under any, all or none is needed.")
        return condition


def condition(*, required: bool = False) -> fields.Nested:
    """Return a field for when something applies; always, when it is not there."""
    if required:
        return fields.Nested(ConditionEntry, required=True)
    return fields.Nested(ConditionEntry, load_default=nouns.ALWAYS)


# --- how faults are told ------------------------------------------------------------


def checked(schema: type[Entry], sheet: Sheet) -> tuple[Any, tuple[Fault, ...]]:
    """Return what a sheet describes, and every fault of it.

    With faults it is what could be read all the same, as a table; that is only good for
    looking up which names the sheet uses. It is null when nothing could be read.
    """
    if sheet.table is None:
        return None, sheet.faults
    try:
        return _one_of_each(schema).load(sheet.table), ()
    except ValidationError as problem:
        told = _faults(sheet.file, "", problem.messages, sheet.table)
        return problem.valid_data, tuple(told)


@cache
def _one_of_each(schema: type[Entry]) -> Entry:
    # Making a schema costs more than using it.
    return schema()


def _faults(file: str, key: str, messages: object, table: object) -> Iterator[Fault]:
    """Yield the library's nested messages as faults, each under a readable key."""
    if isinstance(messages, Mapping):
        for part, inner in messages.items():
            yield from _faults(file, _below(key, part, table), inner, _at(table, part))
    elif isinstance(messages, list):
        for message in messages:
            yield Fault(file, key, str(message))


def _below(key: str, part: object, table: object) -> str:
    """Return the readable key of one part: by its own name in a list, else as it is."""
    if isinstance(part, int):
        return f"{key} {_name_of(_at(table, part)) or part + 1}"
    if part == "_schema":
        return key
    return f"{key}.{part}" if key else str(part)


def _at(table: object, part: object) -> object:
    if isinstance(table, list) and isinstance(part, int) and part < len(table):
        return table[part]
    return table.get(part) if isinstance(table, dict) else None


def _name_of(item: object) -> str:
    if not isinstance(item, dict):
        return ""
    names = (item.get(name) for name in _NAMES)
    return next((n for n in names if isinstance(n, str) and 0 < len(n) <= 80), "")
