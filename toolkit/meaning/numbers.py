"""Numbers, percentages and year groups as people write them."""

from __future__ import annotations

import re

from toolkit.meaning.unclear import Unclear, quoted, unreadable

_FIGURES = (
    r"(?P<figures>(?:[0-9]{1,3}(?:,[0-9]{3}){1,3}|[0-9]{1,9})(?:\.[0-9]{1,6})?"
    r"|\.[0-9]{1,6})"
)
_NUMBER = re.compile(rf"{_FIGURES}(?P<unit>(?: ?[a-z][a-z/. ]*)?)\.?")
_PERCENTAGE = re.compile(rf"{_FIGURES} ?(?P<sign>%|per cent|percent|pc)?")
_UNITS = {
    "hour": {"h", "hr", "hrs", "hour", "hours"},
    "day": {"day", "days"},
    "session": {"session", "sessions"},
    "week": {"wk", "wks", "week", "weeks", "weekly", "pw"},
    "minute": {"min", "mins", "minute", "minutes"},
    "year": {"yr", "yrs", "year", "years"},
    "month": {"month", "months"},
}
_JOINING = {"a", "an", "each", "per", "of", "in", "school"}
_YEAR_GROUP = re.compile(
    r"(?:national curriculum year|nc ?year|ncy|year|yr|y)?[ .:]*0?([0-9]{1,2})"
)
_EARLY_YEARS = {
    "r": "R",
    "yr": "R",
    "year r": "R",
    "reception": "R",
    "n1": "N1",
    "n2": "N2",
    "nursery 1": "N1",
    "nursery 2": "N2",
}


def read_number(text: str, asked_for: str) -> int | float:
    """Return the number somebody wrote, whole if they wrote it whole.

    A unit may follow if the question asks in it: “3 weeks” is no number of days.

    Args:
        text: As written.
        asked_for: The question's own words, in which its units stand.

    Raises:
        Unclear: If it is no number, about a number, or in another unit.
    """
    match = _NUMBER.fullmatch(_tidy(text))
    if not match or not _speaks_of(match["unit"], asked_for.casefold()):
        raise unreadable(text, "a number")
    return _value(match["figures"])


def read_percentage(text: str) -> int | float:
    """Return a percentage from 0 to 100, as the number before the sign.

    Raises:
        Unclear: If it is none, or a share of one such as 0.62 without a sign, which
            may mean 62% or 0.62%.
    """
    match = _PERCENTAGE.fullmatch(_tidy(text))
    if not match:
        raise unreadable(text, "a percentage")
    value = _value(match["figures"])
    if not match["sign"] and 0 < value <= 1:
        raise Unclear(
            f"we cannot tell whether {quoted(text)} means {value * 100:g}% or"
            f" {value:g}%."
        )
    if value > 100:
        raise Unclear(f"{quoted(text)} is more than 100%; please check it.")
    return value


def read_year_group(text: str) -> str:
    """Return the year group: `1` to `14`, `R`, `N1` or `N2`.

    Raises:
        Unclear: If it is none of these.
    """
    tidied = _tidy(text)
    if tidied in _EARLY_YEARS:
        return _EARLY_YEARS[tidied]
    match = _YEAR_GROUP.fullmatch(tidied)
    if not match or not 1 <= int(match[1]) <= 14:
        raise unreadable(text, "a year group")
    return str(int(match[1]))


def _tidy(text: str) -> str:
    return " ".join(text.replace("½", ".5").casefold().split())


def _value(figures: str) -> int | float:
    plain = figures.replace(",", "")
    return float(plain) if "." in plain else int(plain)


def _speaks_of(written: str, asked_for: str) -> bool:
    words = re.findall(r"[a-z]+", written)
    return all(_is_asked(word, asked_for) for word in words if word not in _JOINING)


def _is_asked(word: str, asked_for: str) -> bool:
    return any(word in forms and unit in asked_for for unit, forms in _UNITS.items())
