"""What a key of a definition may hold: fields that are strict and speak plainly.

Unlike the library's own fields these never turn one type into another: a number in
quotation marks is text, and a definition that meant a number is told so.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from marshmallow import ValidationError, fields

LONGEST_KEY = 64
"""The longest tag Word accepts on a content control, so the longest question key."""

QUESTION_KEY = re.compile(r"[a-z][a-z0-9_]*")
NAME_KEY = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][ABD-HJLNP-UW-Z]{2}")

EnumT = TypeVar("EnumT", bound=StrEnum)

_NEEDED = {"required": "This key is needed and is not here.", "null": "Text is needed."}


class Words(fields.Field[str]):
    """Text that says something, optionally of a given shape.

    Args:
        shape: What the whole text must look like.
        wanted: The sentence that says what was expected, when the shape differs.
        blank: Whether empty text is allowed.
        longest: The most characters allowed.
    """

    default_error_messages = {  # noqa: RUF012 - the library's own declaration
        **_NEEDED,
        "text": "Text in quotation marks is needed.",
        "blank": "Text is needed, and this is empty.",
        "long": "At most {most} characters are allowed.",
        "shape": "{wanted}",
    }

    def __init__(
        self,
        shape: re.Pattern[str] | None = None,
        wanted: str = "",
        *,
        blank: bool = False,
        longest: int = 4000,
        **options: Any,  # noqa: ANN401 - whatever the library takes
    ) -> None:
        super().__init__(**options)
        self.shape, self.wanted = shape, wanted
        self.blank, self.longest = blank, longest

    def _deserialize(
        self,
        value: object,
        attr: str | None,  # noqa: ARG002
        data: Mapping[str, object] | None,  # noqa: ARG002
        **_options: object,
    ) -> str:
        if not isinstance(value, str):
            raise self.make_error("text")
        text = value.strip()
        if not text and not self.blank:
            raise self.make_error("blank")
        if len(text) > self.longest:
            raise self.make_error("long", most=self.longest)
        if text and self.shape is not None and not self.shape.fullmatch(text):
            raise self.make_error("shape", wanted=self.wanted)
        return text


class Yes(fields.Field[bool]):
    """True or false, without quotation marks."""

    default_error_messages = {  # noqa: RUF012 - the library's own declaration
        **_NEEDED,
        "flag": "true or false is needed, without quotation marks.",
    }

    def _deserialize(
        self,
        value: object,
        attr: str | None,  # noqa: ARG002
        data: Mapping[str, object] | None,  # noqa: ARG002
        **_options: object,
    ) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("flag")
        return value


class Count(fields.Field[int]):
    """A whole number between two bounds, both allowed."""

    default_error_messages = {  # noqa: RUF012 - the library's own declaration
        **_NEEDED,
        "count": "A whole number from {least} to {most} is needed, without quotation "
        "marks.",
    }

    def __init__(
        self,
        least: int,
        most: int,
        **options: Any,  # noqa: ANN401 - whatever the library takes
    ) -> None:
        super().__init__(**options)
        self.least, self.most = least, most

    def _deserialize(
        self,
        value: object,
        attr: str | None,  # noqa: ARG002
        data: Mapping[str, object] | None,  # noqa: ARG002
        **_options: object,
    ) -> int:
        if (
            isinstance(value, bool)
            or not isinstance(value, int)
            or not self.least <= value <= self.most
        ):
            raise self.make_error("count", least=self.least, most=self.most)
        return value


class Day(fields.Field[dt.date]):
    """A date as TOML writes it."""

    default_error_messages = {  # noqa: RUF012 - the library's own declaration
        **_NEEDED,
        "day": "A date such as 2026-09-01 is needed, without quotation marks.",
    }

    def _deserialize(
        self,
        value: object,
        attr: str | None,  # noqa: ARG002
        data: Mapping[str, object] | None,  # noqa: ARG002
        **_options: object,
    ) -> dt.date:
        if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
            raise self.make_error("day")
        return value


class OneOf(fields.Field[EnumT]):
    """One value of a fixed list."""

    default_error_messages = {  # noqa: RUF012 - the library's own declaration
        **_NEEDED,
        "other": "One of these is needed: {known}.",
    }

    def __init__(
        self,
        kinds: type[EnumT],
        **options: Any,  # noqa: ANN401 - whatever the library takes
    ) -> None:
        super().__init__(**options)
        self.kinds = kinds

    def _deserialize(
        self,
        value: object,
        attr: str | None,  # noqa: ARG002
        data: Mapping[str, object] | None,  # noqa: ARG002
        **_options: object,
    ) -> EnumT:
        if isinstance(value, str) and value in set(self.kinds):
            return self.kinds(value)
        raise self.make_error("other", known=", ".join(self.kinds))


class Several(fields.Field[tuple[Any, ...]]):
    """A list, each item of which another field reads; kept as a tuple.

    A faulty item is told under its number, and the readable part of it is kept in
    what the library calls the valid data.

    Args:
        item: Reads one item.
        least: The fewest items allowed.
        wanted: The sentence for something that is no list.
    """

    default_error_messages = {  # noqa: RUF012 - the library's own declaration
        **_NEEDED,
        "list": "{wanted}",
        "few": "At least {least} is needed here.",
    }

    def __init__(
        self,
        item: fields.Field[Any],
        *,
        least: int = 0,
        wanted: str = "A list in square brackets is needed.",
        **options: Any,  # noqa: ANN401 - whatever the library takes
    ) -> None:
        super().__init__(**options)
        self.item, self.least, self.wanted = item, least, wanted

    def _deserialize(
        self,
        value: object,
        attr: str | None,  # noqa: ARG002
        data: Mapping[str, object] | None,  # noqa: ARG002
        **_options: object,
    ) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise self.make_error("list", wanted=self.wanted)
        if len(value) < self.least:
            raise self.make_error("few", least=self.least)
        kept: list[object] = []
        faulty: dict[int, object] = {}
        for number, each in enumerate(value):
            try:
                kept.append(self.item.deserialize(each))
            except ValidationError as problem:
                faulty[number] = problem.messages
                kept.append(problem.valid_data)
        if faulty:
            raise ValidationError(faulty, valid_data=kept)
        return tuple(kept)


def question_key(*, rows: bool = False, required: bool = True) -> Words:
    """Return a field for a question's key.

    Args:
        rows: Whether `{n}` may stand in it for the number of a row.
        required: Whether the key must be there; else it defaults to empty.
    """
    shape = re.compile(r"[a-z](?:[a-z0-9_]|\{n\})*") if rows else QUESTION_KEY
    wanted = "Small letters, digits and _ are needed, a letter first."
    if required:
        return Words(shape, wanted, longest=LONGEST_KEY, required=True)
    return Words(shape, wanted, longest=LONGEST_KEY, load_default="")


def name_key(**options: Any) -> Words:  # noqa: ANN401 - whatever the library takes
    """Return a field for the key of a form, a document, a reason and so on."""
    wanted = "Small letters, digits, - and _ are needed, a letter first."
    return Words(NAME_KEY, wanted, longest=LONGEST_KEY, **options)


def texts(*, least: int = 0, small: bool = False) -> Several:
    """Return a field for a list of texts.

    Args:
        least: The fewest allowed; with at least one the key must be there.
        small: Whether capital letters would never be found, and so are refused.
    """
    shape = re.compile(r"[^A-Z]*", re.DOTALL) if small else None
    item = Words(shape, "Small letters are needed: capital letters are never matched.")
    if least:
        return Several(item, least=least, required=True)
    return Several(item, load_default=())
