"""The days and times of lessons, as somebody wrote them, laid into a week."""

from __future__ import annotations

import re

from toolkit.drafting.situation import Facts
from toolkit.model import Gap

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")

# A weekday by its whole name or its beginning.
_DAY = re.compile(
    r"\b(mon|tue|wed|thu|fri)(?:[a-z]*day|s|rs|r|urs)?s?\b\.?", re.IGNORECASE
)

# Words that make of a list of days something else: a span, an exception, a rhythm.
_NOT_A_LIST = re.compile(
    r"\b(not?|except|but|other|alternate|or|second|fortnight\w*|weekend|sat\w*|sun\w*)\b"
    r"|\bfrom\b",
    re.IGNORECASE,
)
_SPAN = re.compile(r"(?:-|–|—|\bto|\btill?|\buntil|\bthrough)\s*$", re.IGNORECASE)
_AND = re.compile(r"(?:\band|&|\+|/)\s*$", re.IGNORECASE)


def week(said: str) -> Facts:
    """Return what is said of each weekday, such as `Monday 10:00, Thursday 13:30`.

    Days without a time of their own share the next one's: `Mon and Wed 10:00`. What is
    no plain list of days stays a gap on every day, and the gap quotes it.
    """
    found = list(_DAY.finditer(said))
    unsure: Facts = dict.fromkeys(DAYS, Gap(said or "to agree"))
    if not found or said[: found[0].start()].strip() or _NOT_A_LIST.search(said):
        return unsure
    ends = [*(each.start() for each in found[1:]), len(said)]
    spoken = [said[e.end() : end] for e, end in zip(found, ends, strict=True)]
    if any(_SPAN.search(each.strip()) for each in spoken):
        return unsure
    times = [_AND.sub("", each.strip(" ,;:.")).strip(" ,;:.") for each in spoken]
    for place in range(len(times) - 2, -1, -1):
        times[place] = times[place] or times[place + 1]
    return _laid([_name(each[1]) for each in found], times)


def _name(beginning: str) -> str:
    return next(day for day in DAYS if day.startswith(beginning.lower()))


def _laid(days: list[str], times: list[str]) -> Facts:
    """Return the week; a day named twice has both times."""
    laid: Facts = dict.fromkeys(DAYS, "No lesson")
    for day in dict.fromkeys(days):
        own = [t for d, t in zip(days, times, strict=True) if d == day and t]
        laid[day] = "\n".join(own) or "Yes"
    return laid
