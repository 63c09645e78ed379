"""Rules about a print of the register: which marks stand on which days."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass

from toolkit.checklist.dossier import Dossier, Given, State, in_words, listed
from toolkit.checklist.settings import Settings
from toolkit.checklist.verdict import Verdict, against, verdict

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2}) ([^\s;]+) ([^\s;]+)")
_MOST_DAYS_TOLD = 8


@dataclass(frozen=True, slots=True)
class Attended:
    """One day of the register: the marks of its two sessions."""

    day: dt.date
    marks: tuple[str, str]


def no_such_marks(case: Dossier, settings: Settings) -> Verdict:
    """Judge whether the register keeps to what the form says of the absence.

    Where the answer to `question` is one of `says`, the last `days` days that `fact`
    of `papers` shows must have none of `codes`.
    """
    given = case.given(settings.key("question"))
    if str(given.as_read or "") not in settings.texts("says"):
        return verdict("not_said", [given])
    prints = _prints(case, settings)
    if not prints:
        return verdict("no_paper", [given])
    days = _days(prints)[-(settings.count("days") or 1) :]
    codes = frozenset(settings.texts("codes"))
    found = [day for day in days if codes & set(day.marks)]
    if not found:
        return verdict("none", [given, *prints])
    return against("found", [given, *prints], dates=_told(found, codes))


def marks_backed(case: Dossier, settings: Settings) -> Verdict:
    """Judge whether a mark of the register has what it needs beside it.

    `codes` are in use when `fact` of `papers` shows them in at least `sessions`
    sessions or, where one session is enough, when `question_codes` names one. Then one
    of `papers_needed` must be there, or `question_needed` be answered (with one of
    `needed_is`, if that is given).
    """
    codes = frozenset(settings.texts("codes"))
    least = settings.count("sessions") or 1
    prints = _prints(case, settings)
    named = case.given(settings.key("question_codes"))
    marks = [mark for day in _days(prints) for mark in day.marks]
    shown = sum(mark in codes for mark in marks)
    spoken = codes & set(re.findall(r"[A-Z]\d?", str(named.as_read or "").upper()))
    if shown < least and not (spoken and least == 1):
        return verdict("not_used", [*prints, named])
    needed = case.given(settings.key("question_needed"))
    if case.papers(settings.texts("papers_needed")) or _is_there(needed, settings):
        return verdict("backed", [*prints, named, needed])
    looked_at = [*(prints if shown >= least else ()), *([named] if spoken else ())]
    return against("bare", [*looked_at, needed], sessions=str(shown))


def _prints(case: Dossier, settings: Settings) -> tuple[Given, ...]:
    found = case.facts(settings.texts("papers"), settings.key("fact"))
    return tuple(given for given in found if given.state is not State.BLANK)


def _days(prints: Collection[Given]) -> list[Attended]:
    """Return the days of all the prints in order, each once."""
    found: dict[dt.date, Attended] = {}
    for given in prints:
        for day, morning, afternoon in _DAY.findall(str(given.as_read or "")):
            try:
                on = dt.date.fromisoformat(day)
            except ValueError:
                continue
            found[on] = Attended(on, (morning, afternoon))
    return [found[day] for day in sorted(found)]


def _is_there(needed: Given, settings: Settings) -> bool:
    wanted = settings.texts("needed_is")
    return needed.state is State.CLEAR and (not wanted or needed.text in wanted)


def _told(found: list[Attended], codes: Collection[str]) -> str:
    words = [
        f"{in_words(each.day)} ({'/'.join(m for m in each.marks if m in codes)})"
        for each in found[:_MOST_DAYS_TOLD]
    ]
    more = len(found) - len(words)
    return listed([*words, f"{more} more days"] if more > 0 else words)
