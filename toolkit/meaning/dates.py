"""Dates as people write them in Britain: the day first, and nothing guessed."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterator

from toolkit.meaning.unclear import Unclear, quoted, unreadable

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH_NUMBERS = {
    "sept": 9,
    **{name: number for number, name in enumerate(_MONTHS, 1)},
    **{name[:3]: number for number, name in enumerate(_MONTHS, 1)},
}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(
    r"\(?\b(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?\)?"
)
_DASHES = re.compile("[\N{HYPHEN}-\N{HORIZONTAL BAR}\N{MINUS SIGN}]")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_FILLER = re.compile(r",|\bof\b|\bthe\b")
_MIDNIGHT = re.compile(r"[ t]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?z?$")
_AROUND_SEPARATOR = re.compile(r"\s*([/.\-])\s*")

_YEAR = r"(?:'?(?P<short>[0-9]{2})|(?P<year>[0-9]{4}))"
_DAY = r"(?P<day>[0-9]{1,2})"
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"{_DAY}(?P<gap>[/.\- ])(?P<month>[0-9]{{1,2}})(?P=gap){_YEAR}",
        r"(?P<year>[0-9]{4})(?P<gap>[/.\-])(?P<month>[0-9]{1,2})(?P=gap)(?P<day>[0-9]{1,2})",
        rf"{_DAY}[/.\- ]?(?P<month>[a-z]+)[/.\- ]?{_YEAR}",
        # Only a space before the year: “March 20-26” is a week, not a day.
        rf"(?P<month>[a-z]+)[. ]?{_DAY} {_YEAR}",
        # Boxes for one figure each come without separators.
        r"(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>(?:19|20)[0-9]{2})",
    )
)
_Fits = Callable[[dt.date], bool]


def read_date(text: str, today: dt.date) -> dt.date:
    """Return the date somebody wrote, the day before the month.

    A year of two figures is the one from twenty years ago to five years ahead.

    Raises:
        Unclear: If it is no date, an impossible one, or its year cannot be told.
    """
    earliest = today - dt.timedelta(days=7305)
    latest = today + dt.timedelta(days=1826)
    return _read(text, "a date", lambda day: earliest <= day <= latest)


def read_birth_date(text: str, today: dt.date) -> dt.date:
    """Return a pupil's date of birth.

    A year of two figures must give an age from 3 to 25.

    Raises:
        Unclear: As `read_date`; also for a day to come and for an age above 25.
    """
    born = _read(text, "a date", lambda day: 3 <= _age(day, today) <= 25)
    if born > today:
        raise Unclear(f"{quoted(text)} has not come yet; please check the year.")
    if _age(born, today) > 25:
        raise Unclear(
            f"{quoted(text)} would be an age of {_age(born, today)}; please check the"
            " year."
        )
    return born


def _read(text: str, as_what: str, fits: _Fits) -> dt.date:
    tidied = _tidy(text)
    weekday = _WEEKDAY.search(tidied)
    if weekday:
        tidied = tidied[: weekday.start()] + " " + tidied[weekday.end() :]
    found = {*_dates(" ".join(tidied.split()).strip(" .-"), fits)}
    if len(found) != 1:
        raise unreadable(text, as_what)
    [day] = found
    if weekday and _WEEKDAYS[day.weekday()] != weekday[1][:3]:
        raise Unclear(f"the day of the week in {quoted(text)} is not that date's.")
    return day


def _tidy(text: str) -> str:
    tidied = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    tidied = _MIDNIGHT.sub("", _DASHES.sub("-", tidied).strip())
    tidied = _FILLER.sub(" ", _ORDINAL.sub("", tidied))
    return _AROUND_SEPARATOR.sub(r"\1", " ".join(tidied.split()))


def _dates(tidied: str, fits: _Fits) -> Iterator[dt.date]:
    for shape in _SHAPES:
        if match := shape.fullmatch(tidied):
            yield from _days(match, fits)


def _days(match: re.Match[str], fits: _Fits) -> Iterator[dt.date]:
    parts = match.groupdict()
    month = _month(parts["month"])
    if parts.get("short"):
        years = [int(century + parts["short"]) for century in ("19", "20")]
        yield from filter(fits, _existing(years, month, int(parts["day"])))
    elif 1900 <= int(parts["year"]) <= 2099:
        yield from _existing([int(parts["year"])], month, int(parts["day"]))


def _month(written: str) -> int:
    return int(written) if written.isdigit() else _MONTH_NUMBERS.get(written, 0)


def _existing(years: list[int], month: int, day: int) -> Iterator[dt.date]:
    for year in years:
        try:
            yield dt.date(year, month, day)
        except ValueError:  # there is no such day
            continue


def _age(born: dt.date, today: dt.date) -> int:
    had_birthday = (today.month, today.day) >= (born.month, born.day)
    return today.year - born.year - (not had_birthday)
