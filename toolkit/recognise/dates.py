"""Finding what is written as a date, without saying which day it means."""

from __future__ import annotations

import re

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_SHORT = "jan feb mar apr may jun jul aug sep oct nov dec "
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    r"(?:\d{4}-\d{1,2}-\d{1,2}"
    r"|\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(?:\d{4}|\d{2})"
    rf"|{_DAY}\s?(?:of\s)?[\s\-/.]?(?:{_MONTHS})\.?[\s\-/.,]*(?:\d{{4}}|\d{{2}})"
    rf"|(?:{_MONTHS})\.?\s{_DAY}(?:,\s?|\s)\d{{4}}"
    r"|\d{1,2}\s\d{1,2}\s\d{4})"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thurs?|fri|satur|sun)(?:day)?,?\s+)?"
_FOUND = re.compile(rf"(?<![\w/.\-])(?P<date>{_DATE})(?![\w/]|[.\-]\d)", re.IGNORECASE)
_ALONE = re.compile(rf"\s*{_WEEKDAY}(?P<date>{_DATE})\s*\.?\s*", re.IGNORECASE)


def date_in(text: str) -> str:
    """Return the first date written in a text, verbatim; empty if there is none."""
    found = _FOUND.search(text)
    return found["date"] if found else ""


def date_at_start(text: str) -> str:
    """Return the date a text starts with, a weekday before it allowed."""
    found = re.match(rf"{_WEEKDAY}(?P<date>{_DATE})(?![\w/])", text, re.IGNORECASE)
    return found["date"] if found else ""


def date_alone(text: str) -> str:
    """Return the date a line consists of; empty if there is anything else on it."""
    found = _ALONE.fullmatch(text)
    return found["date"] if found else ""


def sense(text: str) -> tuple[int, ...]:
    """Return a date's numbers, month as a number and year in two digits, in order.

    Only for telling whether two spellings could be the same day: a larger first number
    is a year.
    """
    words = re.findall(r"\d+|[a-z]{3,}", text.casefold())
    parts = [int(w) if w.isdigit() else _month(w) for w in words]
    numbers = [n for n in parts if n]
    if len(numbers) == 3 and numbers[0] > 31:
        numbers.reverse()
    if len(numbers) == 3 and words and not words[0].isdigit():
        numbers[0], numbers[1] = numbers[1], numbers[0]
    return tuple(n % 100 for n in numbers)


def _month(word: str) -> int:
    short = word[:3]
    return _SHORT.index(short) // 4 + 1 if f"{short} " in _SHORT else 0
