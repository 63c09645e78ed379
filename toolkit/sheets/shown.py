"""A cell's value as the text somebody sees, or would have typed."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

_NO_DIGITS = re.compile(r'\\(.)|"([^"]*)"')


def as_shown(value: object, number_format: object) -> str:
    """Return a cell's value as text, without white space at its ends.

    Dates are `2026-11-16`, with `09:30` behind if they have a time of day. A number
    that its format shows with zeros in front (01632) or as a percentage (62%) is
    written so; any other as it was typed, to 15 digits.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, number_format if isinstance(number_format, str) else "")
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return _moment(value)
    return str(value).strip()


def _moment(value: dt.date | dt.time | dt.timedelta) -> str:
    if isinstance(value, dt.timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    has_time = isinstance(value, dt.datetime) and value.time() != dt.time()
    return f"{value:%Y-%m-%d %H:%M}" if has_time else f"{value:%Y-%m-%d}"


def _number(value: float, number_format: str) -> str:
    mask = _NO_DIGITS.sub(lambda found: found[1] or found[2] or "", number_format)
    if mask.endswith("%"):
        return f"{_plain(value * 100)}%"
    zeros = mask.count("0")
    if zeros > 1 and value >= 0 and value == int(value) and set(mask) <= set("0 -/()"):
        return _masked(str(int(value)), mask, zeros)
    return _plain(value)


def _masked(digits: str, mask: str, zeros: int) -> str:
    """Return digits in the places of a mask's zeros; too many stand in front."""
    padded = digits.rjust(zeros, "0")
    front, rest = padded[: len(padded) - zeros], iter(padded[len(padded) - zeros :])
    return front + "".join(next(rest) if sign == "0" else sign for sign in mask)


def _plain(value: float) -> str:
    if isinstance(value, int):
        return str(value)
    text = f"{value:.15g}"
    return format(Decimal(text), "f") if "e" in text else text
