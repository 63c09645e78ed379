"""The facts a document is given, as plain values that know their own dotted place.

Nothing with behaviour gets in. A fact that is there but empty, one that nobody has
given and one that is still a gap are three different things, and each says its own
place when a template uses it where it must not.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from jinja2 import StrictUndefined, Undefined, UndefinedError

from toolkit.errors import MissingFact
from toolkit.model import Gap

Plain: TypeAlias = "str | bool | int | float | dt.date | Facts | Hole | Blank | Items"
"""What a template may be handed."""

Items: TypeAlias = tuple["Plain", ...]

GAP_OPENS, GAP_CLOSES = "\ue000", "\ue001"

# Control characters cannot stand in Word's XML and a bell or a form feed would start a
# new paragraph there; the private marks of a gap must not come from outside either.
_UNPRINTABLE = {code: " " for code in (*range(32), *range(0x7F, 0xA0)) if code != 10}
_UNPRINTABLE |= dict.fromkeys((*range(0xD800, 0xE002), 0xFFFE, 0xFFFF), " ")


class Missing(StrictUndefined):
    """A fact nobody has given. Any use of it fails with its dotted place."""

    __slots__ = ()

    @property
    def place(self) -> str:
        """The dotted place where the fact should have been."""
        return self._undefined_hint or str(self._undefined_name)

    @property
    def _undefined_message(self) -> str:
        return self.place


class Blank(Undefined):
    """A fact that is there and empty: false in a condition, refused when printed."""

    __slots__ = ()

    @property
    def place(self) -> str:
        """The dotted place of the empty fact."""
        return self._undefined_hint or ""

    @property
    def _undefined_message(self) -> str:
        return self.place


@dataclass(frozen=True, slots=True)
class Hole:
    """A gap at a place of the document. True in a condition: it will be shown."""

    prompt: str
    path: str
    allowed: bool

    def __bool__(self) -> bool:
        if not self.allowed:
            raise UndefinedError(self.path)
        return True


class Facts:
    """A mapping of facts that a template walks with dots, and nothing else."""

    __slots__ = ("_path", "_values")

    def __init__(self, values: Mapping[str, Plain], path: str = "") -> None:
        self._values = values
        self._path = path

    def fact(self, name: str) -> Plain | Missing:
        """Return one fact, or the `Missing` that tells where it should have been."""
        if name in self._values:
            return self._values[name]
        return Missing(hint=_joined(self._path, name), name=name)

    def walk(self, dotted: str) -> Plain | Missing:
        """Return the fact at a dotted place, or the `Missing` that names it."""
        here: Plain | Missing = self
        for name in dotted.split("."):
            if not isinstance(here, Facts):
                return Missing(hint=dotted, name=name)
            here = here.fact(name)
        return here

    def top(self) -> dict[str, Plain]:
        """Return the facts of the first level, as a template is given them."""
        return dict(self._values)

    def __bool__(self) -> bool:
        return bool(self._values)

    def __repr__(self) -> str:
        return f"Facts(at {self._path or 'the top'!r}, {len(self._values)} facts)"


@dataclass(frozen=True, slots=True)
class _Reading:
    document: str
    gaps: tuple[tuple[str, ...], ...]

    def plain(self, value: object, path: str) -> Plain:
        """Return the value as a plain one; lists and mappings are copied whole."""
        if isinstance(value, str):
            cleaned = clean(value)
            return cleaned if cleaned.strip() else Blank(hint=path)
        if isinstance(value, Gap):
            return Hole(clean(value.prompt), path, self._may_be_gap(path))
        if isinstance(value, Mapping):
            return Facts(self.named(value, path), path)
        if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
            return tuple(
                self.plain(item, _joined(path, str(number)))
                for number, item in enumerate(value, start=1)
            )
        return self._single(value, path)

    def named(self, values: Mapping[str, object], path: str) -> dict[str, Plain]:
        """Return the values of a mapping as plain ones."""
        return {
            str(name): self.plain(value, _joined(path, str(name)))
            for name, value in values.items()
        }

    def _single(self, value: object, path: str) -> Plain:
        if value is None or (isinstance(value, float) and not math.isfinite(value)):
            raise missing(self.document, path)
        if isinstance(value, dt.datetime) or not isinstance(
            value, bool | int | float | dt.date
        ):
            raise TypeError(
                f"{self.document}: {path} is a {type(value).__name__}, no plain fact"
            )
        return value

    def _may_be_gap(self, path: str) -> bool:
        steps = tuple(path.split("."))
        return any(_fits(steps, allowed) for allowed in self.gaps)


def plain_facts(
    facts: Mapping[str, object], document: str, gaps: Sequence[str] = ()
) -> Facts:
    """Return the facts as plain values, checked to the last leaf.

    Args:
        facts: Text, numbers, booleans, dates, `Gap`s, lists and mappings of those.
        document: The document they are for, named in what is raised.
        gaps: Dotted places that may be a `Gap`; `*` stands for any one step.

    Raises:
        MissingFact: If a fact is null or no number, naming it.
        TypeError: If a fact is anything else; that is a fault of the toolkit's own.
    """
    reading = _Reading(document, tuple(tuple(gap.split(".")) for gap in gaps))
    return Facts(reading.named(dict(facts), ""))


def missing(document: str, path: str) -> MissingFact:
    """Describe a fact a document needs and was not given."""
    return MissingFact(
        f"The document “{document}” needs the fact “{path}”, and it is not there, "
        "so the document was not written.",
        remedy="Add what is missing to the case, then write the document again.",
    )


def clean(text: str) -> str:
    """Return text with one sort of line end and nothing that cannot be printed."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNPRINTABLE)


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _fits(steps: tuple[str, ...], allowed: tuple[str, ...]) -> bool:
    return len(steps) == len(allowed) and all(
        want in {"*", step} for step, want in zip(steps, allowed, strict=True)
    )
