"""Looking a calendar over: gaps, overlaps and days that cannot be right.

Apart from the rest of the room, because only this module needs a library.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from holidays import country_holidays

from toolkit.calendar.ages import school_year
from toolkit.calendar.days import (
    first_day_covered,
    is_term_day,
    is_term_working_day,
    last_day_covered,
)
from toolkit.calendar.schools import overlaid
from toolkit.calendar.spans import CalendarSet, Span

_ONE_DAY = dt.timedelta(days=1)
_SUMMER = dt.timedelta(days=60)  # the longest holiday; more between two terms is a gap
_DAYS_OF_A_YEAR = range(185, 201)  # weekdays of term; the law asks for 190 and 5 INSET
_HALF_TERM = dt.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Oddity:
    """One thing in a calendar that somebody should look at.

    `sentence` says what and on which days; `days` are the first and the last of them,
    null where it is about the whole file.
    """

    code: str
    sentence: str
    days: tuple[dt.date, dt.date] | None = None


def inspect(
    calendar: CalendarSet, meeting_weekday: int | None, today: dt.date
) -> tuple[Oddity, ...]:
    """Return everything odd in a calendar, whole-file matters first.

    Args:
        calendar: The council's calendar, with what is different at its schools.
        meeting_weekday: The weekday of the weekly meeting, Monday being 0; null to
            leave the meetings unchecked.
        today: For what has ended or has not been looked at for long.
    """
    own = [_of_school(calendar, n) for n in range(len(calendar.schools))]
    return (
        *_of_file(calendar, today),
        *_of_spans(calendar),
        *_of_days(calendar),
        *_of_bank_holidays(calendar),
        *_of_meetings(calendar, meeting_weekday, today),
        *(oddity for oddities in own for oddity in oddities),
    )


def aged(since: str, checked: dt.date, today: dt.date) -> Iterator[Oddity]:
    """Yield that something is more than a year old, or of a day to come.

    Args:
        since: The sentence up to the date: “The dates were last checked on”.
        checked: That date.
        today: The day it is.
    """
    days = (checked, checked)
    if checked > today:
        yield Oddity(
            "checked-in-future", f"{since} {_words(checked)}, after today.", days
        )
    elif _a_year_after(checked) < today:
        told = f"{since} {_words(checked)}, more than a year ago. Compare with what is"
        yield Oddity("stale", f"{told} published now, then change that date.", days)


# --- the file as a whole ------------------------------------------------------------


def _of_file(calendar: CalendarSet, today: dt.date) -> Iterator[Oddity]:
    if calendar.illustrative:
        told = "These dates are made up, for trying things out."
        yield Oddity("illustrative", f"{told} Put the council's own in their place.")
    yield from aged("The dates were last checked on", calendar.checked_on, today)
    if not calendar.terms:
        yield Oddity("no-terms", "There are no terms in it.")
        return
    begins, ends = first_day_covered(calendar), last_day_covered(calendar)
    if today < begins:
        told = f"It begins on {_words(begins)}, after today."
        yield Oddity("not-begun", told, (begins, begins))
    if ends < today:
        told = f"It ended on {_words(ends)}. Add the school year it is now."
        yield Oddity("ended", told, (ends, ends))
    elif ends < today + dt.timedelta(days=183):
        told = f"It ends on {_words(ends)}, within six months. Add the next school year"
        yield Oddity(
            "ends-soon", f"{told} as soon as its dates are known.", (ends, ends)
        )


# --- terms and half terms -----------------------------------------------------------


def _of_spans(calendar: CalendarSet) -> Iterator[Oddity]:
    for spans in (calendar.terms, calendar.half_terms):
        for before, after in pairwise(spans):
            if after.start <= before.end:
                told = f"{after.name} starts on {_words(after.start)}, before"
                told = f"{told} {before.name} has ended on {_words(before.end)}."
                yield Oddity("overlap", told, (after.start, before.end))
    yield from _gaps(calendar.terms)
    for term in calendar.terms:
        yield from _of_term(term, calendar)
    for half in calendar.half_terms:
        yield from _of_half_term(half, calendar)
    yield from _of_years(calendar)


def _gaps(terms: tuple[Span, ...]) -> Iterator[Oddity]:
    for before, after in pairwise(terms):
        between = after.start - before.end
        days = (before.end, after.start)
        if between > _SUMMER:
            told = f"Between {before.name}, which ends on {_words(before.end)}, and"
            told = f"{told} {after.name}, which starts on {_words(after.start)}, lie"
            told = f"{told} {between.days - 1} days. Is a term missing?"
            yield Oddity("gap", told, days)
        elif dt.timedelta(0) < between < dt.timedelta(days=8):
            told = f"There is no holiday between {before.name}, which ends on"
            told = f"{told} {_words(before.end)}, and {after.name}, which starts on"
            yield Oddity("no-holiday", f"{told} {_words(after.start)}.", days)


def _of_term(term: Span, calendar: CalendarSet) -> Iterator[Oddity]:
    for what, day in (("starts", term.start), ("ends", term.end)):
        if not _is_weekday(day, calendar):
            told = f"{term.name} {what} on {_full(day)}, when nobody is at work."
            yield Oddity("term-on-day-off", told, (day, day))
    if not any(half.start in term for half in calendar.half_terms):
        told = f"{term.name} ({_span(term)}) has no half term."
        yield Oddity("no-half-term", told, (term.start, term.end))


def _of_half_term(half: Span, calendar: CalendarSet) -> Iterator[Oddity]:
    days = (half.start, half.end)
    if not any(half.start in term and half.end in term for term in calendar.terms):
        told = f"{half.name} ({_span(half)}) does not lie inside a term."
        yield Oddity("half-term-outside", told, days)
    if half.end - half.start >= _HALF_TERM:
        told = f"{half.name} ({_span(half)}) is longer than two weeks."
        yield Oddity("half-term-long", told, days)
    if half.start.weekday() < 5 and half.start.weekday() != 0:
        told = f"{half.name} starts on {_full(half.start)}, in the middle of a week."
        yield Oddity("half-term-in-week", told, days)


def _of_years(calendar: CalendarSet) -> Iterator[Oddity]:
    for year in sorted({school_year(term.start) for term in calendar.terms}):
        terms = [t for t in calendar.terms if school_year(t.start) == year]
        name, days = f"{year}/{(year + 1) % 100:02}", (terms[0].start, terms[-1].end)
        if len(terms) != 3:
            told = f"The school year {name} has {len(terms)} terms here, and not three."
            yield Oddity("terms-of-year", told, days)
            continue
        open_days = sum(
            is_term_working_day(day, calendar)
            for term in terms
            for day in _days_of(term)
        )
        if open_days not in _DAYS_OF_A_YEAR:
            told = f"The school year {name} has {open_days} weekdays of term here; it"
            told = f"{told} usually has 195, of which 5 are INSET days."
            yield Oddity("days-of-year", told, days)


# --- single days --------------------------------------------------------------------


def _of_days(calendar: CalendarSet) -> Iterator[Oddity]:
    for day in sorted(calendar.inset_days):
        if not is_term_day(day, calendar) or not _is_weekday(day, calendar):
            told = f"{_full(day)} is an INSET day, but no weekday of term."
            yield Oddity("inset-on-day-off", told, (day, day))
        elif day in calendar.closures:
            told = f"{_full(day)} is listed both as an INSET day and as a closure."
            yield Oddity("inset-and-closure", told, (day, day))
    for day in sorted(calendar.closures):
        if not is_term_day(day, calendar) or not _is_weekday(day, calendar):
            told = f"{_full(day)} is listed as a closure, but no weekday of term."
            yield Oddity("closure-on-day-off", told, (day, day))


def _of_bank_holidays(calendar: CalendarSet) -> Iterator[Oddity]:
    """Yield where the file's bank holidays are not those of England.

    On weekends none is looked for: what counts is the substitute day.
    """
    for day in sorted(calendar.bank_holidays):
        if day.weekday() >= 5:
            told = f"{_full(day)} is listed as a bank holiday. List its substitute day."
            yield Oddity("bank-holiday-weekend", told, (day, day))
    if not calendar.terms:
        return
    first, last = first_day_covered(calendar), last_day_covered(calendar)
    known = _england(first, last)
    listed = {d for d in calendar.bank_holidays if d.weekday() < 5}
    for day in sorted(set(known) - listed):
        told = f"{_full(day)} is a bank holiday in England ({known[day]}), and is not"
        yield Oddity("bank-holiday-missing", f"{told} in the list.", (day, day))
    for day in sorted(day for day in listed - set(known) if first <= day <= last):
        told = f"{_full(day)} is in the list of bank holidays, and is none in England"
        told = f"{told} that we know of. Was it added this year?"
        yield Oddity("bank-holiday-unknown", told, (day, day))


def _england(first: dt.date, last: dt.date) -> dict[dt.date, str]:
    """Return England's bank holidays on weekdays from one day to another."""
    years = range(first.year, last.year + 1)
    known = country_holidays("GB", subdiv="ENG", years=years, language="en_GB")
    return {
        day: name
        for day, name in known.items()
        if day.weekday() < 5 and first <= day <= last
    }


def _of_meetings(
    calendar: CalendarSet, weekday: int | None, today: dt.date
) -> Iterator[Oddity]:
    """Yield the weeks of term whose meeting falls on a day off, from today on."""
    if weekday is None:
        return
    for day in (day for term in calendar.terms for day in _days_of(term)):
        if day < today or day.weekday() != weekday or not is_term_day(day, calendar):
            continue
        if not is_term_working_day(day, calendar):
            told = f"There is no meeting in the week of {_full(day)}, because nobody is"
            told = f"{told} at work on that day. Its referrals go to the next meeting."
            yield Oddity("meeting-on-day-off", told, (day, day))


def _of_school(calendar: CalendarSet, number: int) -> Iterator[Oddity]:
    """Yield what is odd about the days that are one school's own."""
    school = calendar.schools[number]
    twins = [other.name.casefold() for other in calendar.schools[:number]]
    if school.name.casefold() in twins:
        yield Oddity("school-twice", f"{school.name} is listed twice.")
    own = overlaid(calendar, school)
    known = {oddity.sentence for oddity in (*_of_spans(calendar), *_of_days(calendar))}
    for oddity in (*_of_spans(own), *_of_days(own)):
        if oddity.sentence not in known:
            told = f"{school.name}: {oddity.sentence}"
            yield Oddity(oddity.code, told, oddity.days)


# --- words --------------------------------------------------------------------------


def _is_weekday(day: dt.date, calendar: CalendarSet) -> bool:
    return day.weekday() < 5 and day not in calendar.bank_holidays


def _days_of(span: Span) -> Iterable[dt.date]:
    return (span.start + n * _ONE_DAY for n in range((span.end - span.start).days + 1))


def _a_year_after(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=366)


def _span(span: Span) -> str:
    return f"{_words(span.start)} to {_words(span.end)}"


def _full(day: dt.date) -> str:
    return f"{day:%A} {_words(day)}"


def _words(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
