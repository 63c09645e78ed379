"""Rules about answers that belong together: do they agree, are they all there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from toolkit.calendar import year_group
from toolkit.checklist.dossier import Dossier, Given, State, quoted
from toolkit.checklist.settings import Settings
from toolkit.checklist.verdict import Verdict, against, labels, of_state, verdict
from toolkit.model import Value

_EARLY_YEARS = {"R": 0, "N2": -1, "N1": -2}


def agrees(case: Dossier, settings: Settings) -> Verdict:
    """Judge whether the papers say what the form says.

    `question_told` is what the form says, over every row, and `facts` what `papers`
    say. One pair that agrees is enough; with `each`, every paper has to agree. Numbers
    may lie `within` so much of each other.
    """
    sorts, within = settings.texts("papers"), settings.number("within", 0)
    told = [g for k in settings.texts("question_told") for g in case.rows(k)]
    told = [given for given in told if given.state is not State.BLANK]
    found = [g for key in settings.texts("facts") for g in case.facts(sorts, key)]
    found = [given for given in found if given.state is not State.BLANK]
    if not told or not found:
        return verdict("blank", [*told, *found])
    alike = [any(_alike(a, b, within) for b in told) for a in found]
    enough = all(alike) if settings.flag("each") else any(alike)
    if enough:
        return verdict("same", [*told, *found])
    other = [given for given, fits in zip(found, alike, strict=True) if not fits]
    return against(
        "differ", [*told, *other], told=_described(told), found=_described(other)
    )


def share_agrees(case: Dossier, settings: Settings) -> Verdict:
    """Judge whether a percentage is the one two numbers give, `within` so much.

    `question_share` is the percentage of `question_part` in `question_whole`.
    """
    keys = [settings.key(f"question_{name}") for name in ("share", "part", "whole")]
    givens = [case.given(key) for key in keys]
    share, part, whole = (_number(given) for given in givens)
    if part is None or whole is None:
        doubt = of_state(givens[1:], State.UNSURE)
        return verdict("unsure" if doubt else "blank", givens)
    if part > whole or whole <= 0:
        return against("impossible", givens[1:], worked_out="")
    worked_out = 100 * part / whole
    names = {"worked_out": f"{worked_out:.1f}%", "written": quoted(givens[0].text)}
    if share is None:
        doubt = of_state(givens[:1], State.UNSURE)
        return verdict("unsure" if doubt else "blank", givens, **names)
    if abs(share - worked_out) <= settings.number("within", 0):
        return verdict("agrees", givens, **names)
    return against("differs", givens, **names)


def year_agrees(case: Dossier, settings: Settings) -> Verdict:
    """Judge whether the year group in `question_year` is that of `question_birth`.

    It may be the year group of the day in `question_referred` or of today: a request
    of July can be looked at in September.
    """
    birth = case.given(settings.key("question_birth"))
    year = case.given(settings.key("question_year"))
    born, number = birth.as_read, _year(year.as_read)
    if not isinstance(born, dt.date) or number is None:
        both = birth.state is not State.BLANK and year.state is not State.BLANK
        return verdict("unsure" if both else "blank", [birth, year])
    referred = case.given(settings.text("question_referred")).day or case.today
    expected = {year_group(born, day) for day in (case.today, referred)}
    names = {"expected": _year_words(max(expected)), "year": _year_words(number)}
    if number in expected:
        return verdict("agrees", [birth, year], **names)
    return against("differs", [birth, year], birth=birth.description, **names)


def between(case: Dossier, settings: Settings) -> Verdict:
    """Judge whether a number lies above `above` and is at most `at_most`."""
    given = case.given(settings.key("question"))
    above, at_most = settings.number("above", 0), settings.number("at_most", 0)
    number = _number(given)
    if number is None:
        return verdict("unsure" if given.state is State.UNSURE else "blank", [given])
    names = {"written": quoted(f"{number:g}")}
    if above < number <= at_most:
        return verdict("inside", [given], **names)
    return against("outside", [given], **names)


def set_begun(case: Dossier, settings: Settings) -> Verdict:
    """Judge whether `questions` are all answered once one of `question_any` is.

    With `to_come`, only a date after today in one of `question_any` begins the set.
    """
    began = [case.given(key) for key in settings.texts("question_any")]
    began = [given for given in began if given.state is not State.BLANK]
    if settings.flag("to_come"):
        began = [given for given in began if _is_to_come(given, case.today)]
    if not began:
        return verdict("none")
    givens = [case.given(key) for key in settings.texts("questions")]
    blank, unsure = of_state(givens, State.BLANK), of_state(givens, State.UNSURE)
    situation = "partly" if blank else "unsure" if unsure else "complete"
    return verdict(situation, [*began, *givens], blank=labels(blank))


def mentions(case: Dossier, settings: Settings) -> Verdict:
    """Judge whether `question_needed` is answered where `question` has one of `words`.

    The words are looked for as they stand, capital letters or not.
    """
    given = case.given(settings.key("question"))
    needed = case.given(settings.key("question_needed"))
    text = f" {' '.join(str(given.as_read or '').casefold().split())} "
    if not any(word.casefold() in text for word in settings.texts("words")):
        return verdict("not_mentioned", [given])
    if needed.state is State.BLANK:
        return against("missing", [given, needed], blank=labels([needed]))
    return verdict("named", [given, needed])


def all_different(case: Dossier, settings: Settings) -> Verdict:
    """Judge whether the answers to `questions`, over every row, all differ."""
    rows = [g for key in settings.texts("questions") for g in case.rows(key)]
    seen: dict[str, list[Given]] = {}
    for given in rows:
        if given.as_read is not None:
            seen.setdefault(str(given.as_read).strip().casefold(), []).append(given)
    shared = [given for same in seen.values() if len(same) > 1 for given in same]
    if shared:
        return against("shared", shared, shared=_described(shared))
    return verdict("different" if len(seen) > 1 else "blank", rows)


def not_among(case: Dossier, settings: Settings) -> Verdict:
    """Judge whether no e-mail address in `questions` belongs to one of `domains`."""
    domains = {domain.casefold() for domain in settings.texts("domains")}
    rows = [g for key in settings.texts("questions") for g in case.rows(key)]
    written = [given for given in rows if given.as_read is not None]
    found = [g for g in written if _domain(str(g.as_read)) in domains]
    if found:
        return against("among", found, found=_described(found))
    return verdict("apart" if written else "blank", written)


def prompt(case: Dossier, settings: Settings) -> Verdict:
    """Answer that a person should look, wherever the check applies."""
    given = [case.given(key) for key in settings.texts("questions")]
    return verdict("look", given)


def _alike(one: Given, other: Given, within: float) -> bool:
    """Whether two answers say the same, as far as they can be read."""
    a, b = one.as_read, other.as_read
    if a is None or b is None:
        return False
    first, second = _number(one), _number(other)
    if first is not None and second is not None:
        return abs(first - second) <= within
    return _plain(a) == _plain(b)


def _plain(value: Value) -> str:
    return " ".join(str(value).casefold().split())


def _number(given: Given) -> float | None:
    value = given.as_read
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value)


def _year(value: Value | None) -> int | None:
    word = str(value)
    if word in _EARLY_YEARS:
        return _EARLY_YEARS[word]
    return int(word) if word.isdecimal() else None


def _year_words(number: int) -> str:
    if number > 0:
        return f"Year {number}"
    return "Reception" if number == 0 else "nursery"


def _is_to_come(given: Given, today: dt.date) -> bool:
    day = given.as_read
    return isinstance(day, dt.date) and day > today


def _domain(address: str) -> str:
    return address.rpartition("@")[2].strip().casefold()


def _described(givens: Iterable[Given]) -> str:
    return " and ".join(dict.fromkeys(given.description for given in givens))
