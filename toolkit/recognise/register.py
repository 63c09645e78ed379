"""The marks on a print of the register, day by day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.model import Line, Place

_DATE = re.compile(r"(?<!\d)(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?!\d)")
_WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?",
    re.IGNORECASE,
)
_SESSION = re.compile(r"\b[ap]\.?m\b\.?:?|[|\t]", re.IGNORECASE)
# Two figures belong to one code; `-` is a session that is not filled in.
_CODE = re.compile(r"C1|C2|J1|Y[1-7]|[/\\#LKVPWBDCIMSRTEGNOUQXZ-]")
_CODES = re.compile(rf"(?:\s*(?:{_CODE.pattern}))+\s*")
_WEEK = 5


@dataclass(frozen=True, slots=True)
class Register:
    """The days a print shows, one after the other, and where the first stands.

    `text` is `2026-10-05 I I; 2026-10-06 C2 C2`. `ask` is true where a line with a date
    and marks could not be read as days.
    """

    text: str
    place: Place
    ask: bool


def register_marks(lines: Sequence[Line]) -> Register | None:
    """Return the marks of a register's print; null when there are no days on it.

    A line holds one day with the marks of its two sessions, or a week that begins on a
    Monday with ten marks.
    """
    days: list[str] = []
    place: Place | None = None
    doubt = False
    for line in lines:
        date = _DATE.search(line.text)
        if date is None:
            continue
        rest = _SESSION.sub(" ", _WEEKDAY.sub(" ", line.text[date.end() :])).strip()
        if not rest or not _CODES.fullmatch(rest):
            continue
        found = list(_days(_day_of(date), _CODE.findall(rest)))
        doubt |= not found
        days += found
        place = place or (line.place if found else None)
    return Register("; ".join(days), place, doubt) if place else None


def _days(start: dt.date | None, codes: list[str]) -> Iterator[str]:
    if start is None or len(codes) not in {2, 2 * _WEEK}:
        return
    if len(codes) == 2 * _WEEK and start.weekday() != 0:
        return
    for at in range(0, len(codes), 2):
        day = start + dt.timedelta(days=at // 2)
        yield f"{day} {codes[at]} {codes[at + 1]}"


def _day_of(date: re.Match[str]) -> dt.date | None:
    day, month, year = (int(part) for part in date.groups())
    try:
        return dt.date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
