"""Plain JSON: how records are written, and a guarded way to read them back."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TypeAlias, TypeVar

from toolkit.errors import CannotStore

Json: TypeAlias = (
    "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"
)
Record: TypeAlias = Mapping[str, Json]

_Choice = TypeVar("_Choice", bound=StrEnum)


def canonical(record: Record) -> str:
    """Return the one text a record has: keys in order, no spaces, ASCII only.

    ASCII, because a sender's file name may hold bytes that are no text at all; escaped
    they survive every database.
    """
    return json.dumps(record, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def written(record: Record) -> str:
    """Return a record as text in its own order, ASCII only."""
    return json.dumps(record, ensure_ascii=True, separators=(",", ":"))


def parse(text: str) -> Slip:
    """Return the record written in a text.

    Raises:
        CannotStore: If it is not a record.
    """
    try:
        return Slip(json.loads(text))
    except ValueError as fault:
        raise damaged() from fault


def lean(**entries: Json) -> Record:
    """Return a record without what is null, empty or false; numbers always stay."""
    return {
        k: value for k, value in entries.items() if value or type(value) in _NUMBERS
    }


def damaged() -> CannotStore:
    """Describe an entry that does not read back as it was written."""
    return CannotStore(
        "An entry of the casebook does not read back as it was written.",
        remedy="Run `toolkit casebook verify`, and restore a backup if needed.",
    )


class Slip:
    """One record being read back; what is absent is empty, what is wrong stops us.

    Every method raises `CannotStore` when the entry is of another kind.
    """

    def __init__(self, written: object) -> None:
        if not isinstance(written, dict):
            raise damaged()
        self._written: Mapping[str, object] = written

    def __contains__(self, key: object) -> bool:
        return key in self._written

    def text(self, key: str, default: str = "") -> str:
        """Return a text."""
        value = self._written.get(key, default)
        if not isinstance(value, str):
            raise damaged()
        return value

    def flag(self, key: str) -> bool:
        """Return a truth; false when absent."""
        value = self._written.get(key, False)
        if not isinstance(value, bool):
            raise damaged()
        return value

    def whole(self, key: str) -> int | None:
        """Return a whole number, null when absent."""
        value = self._written.get(key)
        if value is not None and (
            isinstance(value, bool) or not isinstance(value, int)
        ):
            raise damaged()
        return value

    def number(self, key: str) -> int | float:
        """Return a number as it was written, whole or not."""
        value = self._written.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise damaged()
        return value

    def real(self, key: str, default: float = 0.0) -> float:
        """Return a number."""
        return _real(self._written.get(key, default))

    def reals(self, key: str) -> tuple[float, ...]:
        """Return a list of numbers."""
        listed = self._list(key)
        if not _NUMBERS.issuperset(map(type, listed)):
            raise damaged()
        # Thousands of boxes are read for one case, and this is the quick way.
        return tuple(map(float, listed))  # type: ignore[arg-type]

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        found = tuple(value for value in self._list(key) if isinstance(value, str))
        if len(found) != len(self._list(key)):
            raise damaged()
        return found

    def day(self, key: str) -> dt.date | None:
        """Return a date, null when absent."""
        text = self.text(key)
        try:
            return dt.date.fromisoformat(text) if text else None
        except ValueError as fault:
            raise damaged() from fault

    def moment(self, key: str) -> dt.datetime:
        """Return a moment."""
        try:
            return dt.datetime.fromisoformat(self.text(key))
        except ValueError as fault:
            raise damaged() from fault

    def choice(self, key: str, choices: type[_Choice], default: str = "") -> _Choice:
        """Return one of a fixed set."""
        try:
            return choices(self.text(key, default))
        except ValueError as fault:
            raise damaged() from fault

    def slip(self, key: str) -> Slip | None:
        """Return a record inside this one, null when absent."""
        return Slip(self._written[key]) if key in self._written else None

    def slips(self, key: str) -> Iterator[Slip]:
        """Yield the records of a list."""
        return (Slip(value) for value in self._list(key))

    def named(self, key: str) -> Iterator[tuple[str, Slip]]:
        """Yield the records of a mapping with their names."""
        inside = self._written.get(key, {})
        if not isinstance(inside, dict):
            raise damaged()
        return ((str(name), Slip(value)) for name, value in inside.items())

    def _list(self, key: str) -> list[object]:
        value = self._written.get(key, [])
        if not isinstance(value, list):
            raise damaged()
        return value


_NUMBERS = frozenset({int, float})


def _real(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise damaged()
    return float(value)
