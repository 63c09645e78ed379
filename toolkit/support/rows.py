"""The cells of a record's rows, and what an empty one usually holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.catalogue import RecordKind, RowDefault
from toolkit.model import Value
from toolkit.support.settings import Settings

Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Defaulted:
    """A cell that was left empty and gets the service's usual value; rows count from 1.

    `value` is as somebody would write it; `source` says where it comes from.
    """

    row: int
    column: str
    value: str
    source: str


def usual_values(
    kind: RecordKind, rows: Sequence[Row], year: str
) -> tuple[Defaulted, ...]:
    """Return what empty cells get, for a person to be told of each.

    Args:
        kind: Of record, with its usual values.
        rows: As they were handed in.
        year: The pupil's year group, or empty; hours are capped by it.

    Raises:
        BadDefinition: If a cap is not hours by year group.
    """
    return tuple(
        Defaulted(number, default.row, _value(kind, default, year), default.source)
        for number, row in enumerate(rows, start=1)
        for default in kind.defaults
        if row.get(default.where) in default.values and default.row not in row
    )


def _value(kind: RecordKind, default: RowDefault, year: str) -> str:
    for check in kind.checks:
        if check.code == default.cap:
            cap = Settings(check).caps("caps").get(year)
            if cap is not None and cap < float(default.value):
                return f"{cap:g}"
    return default.value
