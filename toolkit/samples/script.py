"""What a service's demo.toml says: children, arrivals, and what somebody decides."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from toolkit.catalogue import Service
from toolkit.errors import BadDefinition

Answers: TypeAlias = Mapping[str, str | bool]
Table: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class SamplePaper:
    """One paper: a filled form (`form` and `answers`) or a typed letter (`lines`)."""

    name: str
    form: str = ""
    answers: Answers = field(default_factory=dict, repr=False)
    title: str = ""
    lines: tuple[str, ...] = ()
    password: str = ""


@dataclass(frozen=True, slots=True)
class SampleArrival:
    """One arrival: `how` is folder, zip, message or file."""

    key: str
    name: str
    how: str
    about: str
    papers: tuple[SamplePaper, ...]
    headers: Mapping[str, str] = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True, slots=True)
class ScriptedDecision:
    """What the scripted person decides about the case of one arrival."""

    arrival: str
    outcome: str
    by: str
    reasons: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Demo:
    """A service's demonstration; `day` is the moment it plays at, as local time."""

    day: dt.datetime
    arrivals: tuple[SampleArrival, ...]
    decisions: tuple[ScriptedDecision, ...]


def demo_of(service: Service) -> Demo | None:
    """Return the service's demonstration; null when it has none.

    Raises:
        BadDefinition: If its demo.toml cannot be read.
    """
    path = service.folder / "demo.toml"
    if not path.exists():
        return None
    try:
        script = tomllib.loads(path.read_text(encoding="utf-8"))
        return _demo(script)
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as fault:
        raise BadDefinition(
            f"services/{service.key}/demo.toml cannot be read: {fault}.",
            remedy="Compare it with the demo.toml that came with the toolkit.",
        ) from fault


def _demo(script: Mapping[str, object]) -> Demo:
    day = script["day"]
    if not isinstance(day, dt.datetime):
        raise TypeError("day must be a date and time")
    children = {
        name: _answers(_table(row)) for name, row in _table(script["child"]).items()
    }
    return Demo(
        day=day,
        arrivals=tuple(_arrival(row, children) for row in _rows(script["arrival"])),
        decisions=tuple(_decision(row) for row in _rows(script["decision"])),
    )


def _arrival(row: Table, children: Mapping[str, Answers]) -> SampleArrival:
    return SampleArrival(
        key=str(row["key"]),
        name=str(row["name"]),
        how=str(row["how"]),
        about=str(row["about"]),
        papers=tuple(_paper(paper, children) for paper in _rows(row["paper"])),
        headers={k: str(row[k]) for k in ("from", "to", "subject") if k in row},
        text=str(row.get("text", "")),
    )


def _paper(row: Table, children: Mapping[str, Answers]) -> SamplePaper:
    answers = dict(children[str(row["of"])]) if "of" in row else {}
    answers.update(_answers(_table(row.get("answers", {}))))
    lines = row.get("lines", [])
    return SamplePaper(
        name=str(row["name"]),
        form=str(row.get("form", "")),
        answers=answers,
        title=str(row.get("title", "")),
        lines=tuple(str(x) for x in lines) if isinstance(lines, list) else (),
        password=str(row.get("password", "")),
    )


def _decision(row: Table) -> ScriptedDecision:
    reasons = row.get("reasons", [])
    return ScriptedDecision(
        arrival=str(row["arrival"]),
        outcome=str(row["outcome"]),
        by=str(row["by"]),
        reasons=tuple(str(x) for x in reasons) if isinstance(reasons, list) else (),
        note=str(row.get("note", "")),
    )


def _answers(table: Table) -> Answers:
    return {
        key: value if isinstance(value, bool) else str(value)
        for key, value in table.items()
    }


def _table(value: object) -> Table:
    if not isinstance(value, dict):
        raise TypeError("expected a table")
    return value


def _rows(value: object) -> list[Table]:
    if not isinstance(value, list):
        raise TypeError("expected a list of tables")
    return [_table(row) for row in value]
