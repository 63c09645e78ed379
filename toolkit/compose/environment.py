"""The one way templates are run: sealed, strict, and unable to print a nothing.

Wording, Word frames, HTML frames and the board all get their environment here, so none
of them can be looser than the others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from jinja2 import DictLoader, FileSystemLoader, TemplateError, UndefinedError
from jinja2.exceptions import SecurityError, TemplateRuntimeError
from jinja2.runtime import Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from toolkit.compose.facts import (
    GAP_CLOSES,
    GAP_OPENS,
    Blank,
    Facts,
    Hole,
    Missing,
    missing,
)
from toolkit.errors import BadDefinition

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)


class _Sealed(ImmutableSandboxedEnvironment):
    """Dots walk facts; nothing is called but macros; nothing multiplies text."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def getattr(self, obj: object, attribute: str) -> object:
        """Return a fact by its name, else whatever the sandbox allows."""
        if isinstance(obj, Facts):
            return obj.fact(attribute)
        if isinstance(obj, str | int | float | dt.date | tuple | Hole):
            raise SecurityError(f"“{attribute}” is asked of a plain value")
        return super().getattr(obj, attribute)

    def getitem(self, obj: object, argument: object) -> object:
        """Return a fact by its name; items of anything else are not reached for."""
        if isinstance(obj, Facts) and isinstance(argument, str):
            return obj.fact(argument)
        raise SecurityError("only facts are looked up by name")

    def unsafe_undefined(self, obj: object, attribute: str) -> Missing:
        """Refuse at once what the sandbox forbids."""
        raise SecurityError(f"“{attribute}” of a {type(obj).__name__} is closed")

    def is_safe_callable(self, obj: object) -> bool:
        """Allow a template's own macros, and nothing else."""
        return isinstance(obj, Macro)

    def call_binop(
        self, context: object, operator: str, left: object, right: object
    ) -> object:
        """Refuse what could grow without bound."""
        del context, left, right
        raise SecurityError(f"“{operator}” is not for templates")


@lru_cache(maxsize=32)
def environment(*folders: Path, escape: bool) -> _Sealed:
    """Return the environment for templates out of these folders, or of none.

    Args:
        folders: Where templates may include others from, the first one winning.
        escape: True for HTML and Word frames; false for wording, which is plain text.
    """
    sealed = _Sealed(
        loader=FileSystemLoader(folders) if folders else DictLoader({}),
        autoescape=escape,
        undefined=Missing,
        finalize=printed,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    sealed.globals.clear()
    sealed.filters = {
        "date_in_words": date_in_words,
        "long_date": long_date,
        "plural": plural,
        "listed": listed,
    }
    return sealed


@contextmanager
def naming(document: str, place: str = "") -> Iterator[None]:
    """Turn whatever a template stumbles over into a sentence that names the document.

    Raises:
        MissingFact: If a fact is missing, empty or a gap out of its place.
        BadDefinition: If the template itself is faulty or asks for too much.
    """
    try:
        yield
    except UndefinedError as problem:
        raise missing(document, str(problem)) from problem
    except TemplateError as problem:
        where = f"“{document}”, {place}" if place else f"“{document}”"
        raise BadDefinition(
            f"The template {where} cannot be used: {str(problem).rstrip('.')}.",
            remedy="Mend the template, then run `toolkit definitions check`.",
        ) from problem


# --- what is printed, and how -------------------------------------------------------


def printed(value: object) -> object:
    """Return what stands on paper for a value; refuse what must never stand there."""
    if isinstance(value, Missing | Blank):
        raise UndefinedError(value.place)
    if isinstance(value, Hole):
        return _shown(value)
    if isinstance(value, bool) or value is None:
        raise TemplateRuntimeError(
            "yes, no and nothing are not words; say them in text"
        )
    if isinstance(value, str):
        return value
    if isinstance(value, dt.date):
        return date_in_words(value)
    if isinstance(value, int | float):
        return f"{value:.10g}"
    raise TemplateRuntimeError(f"a {type(value).__name__} cannot be printed")


def _shown(hole: Hole) -> str:
    if not hole.allowed:
        raise UndefinedError(hole.path)
    return f"{GAP_OPENS}[{hole.prompt}]{GAP_CLOSES}"


def _known(words: Callable[[dt.date], str], value: object) -> object:
    if isinstance(value, Hole):
        return value
    if isinstance(value, Missing | Blank):
        raise UndefinedError(value.place)
    if not isinstance(value, dt.date):
        raise TemplateRuntimeError("a date was expected here")
    return words(value)


def date_in_words(value: object) -> object:
    """Return a date as `22 November 2026`. A gap stays a gap."""
    return _known(lambda day: f"{day.day} {_MONTHS[day.month - 1]} {day.year}", value)


def long_date(value: object) -> object:
    """Return a date as `Wednesday 25 November 2026`. A gap stays a gap."""
    return _known(lambda day: f"{_DAYS[day.weekday()]} {date_in_words(day)}", value)


def plural(value: object, one: str, many: str = "") -> str:
    """Return a count with its noun: `1 day`, `2 days`, `3 children`.

    Args:
        value: A whole number, or a list, which is counted.
        one: The noun for one.
        many: The noun for any other number; the first with an `s` if it is not given.
    """
    if isinstance(value, Missing | Blank):
        raise UndefinedError(value.place)
    count = len(value) if isinstance(value, tuple) else value
    if isinstance(count, bool) or not isinstance(count, int | float):
        raise TemplateRuntimeError("a number or a list was expected here")
    return f"{printed(count)} {one if count == 1 else many or one + 's'}"


def listed(value: object) -> str:
    """Return a list of texts as `this, that and the other`."""
    if isinstance(value, Missing | Blank):
        raise UndefinedError(value.place)
    if not isinstance(value, tuple) or not value:
        raise TemplateRuntimeError("a list with something in it was expected here")
    words = [str(printed(item)) for item in value]
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)
