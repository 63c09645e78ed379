"""Rules of entry to a service: age, residence and who wrote the medical evidence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from toolkit.calendar import compulsory_school_age
from toolkit.checklist.dossier import Dossier, Given, State, in_words, listed, quoted
from toolkit.checklist.settings import Settings
from toolkit.checklist.verdict import Verdict, of_state, verdict

OLDEST_PUPIL = 25
"""An age in years above which a date of birth is somebody else's, or a slip."""

_ENOUGH = frozenset({"yes"})
_WORD = re.compile(r"[^\W_]+")


def of_school_age(case: Dossier, settings: Settings) -> Verdict:
    """Judge one end of compulsory school age from the date of birth in `question`.

    `side` is `first` (has it begun) or `last` (has it not ended). Both today and the
    date of referral in `question_referred` count; if they differ, a person must say.
    """
    side = settings.key("side")
    if side not in {"first", "last"}:
        raise settings.wrong("side", "first or last is needed.")
    given = case.given(settings.key("question"))
    dob = given.day
    if dob is None:
        return verdict("unsure" if given.state is State.UNSURE else "blank", [given])
    if not 0 <= case.today.year - dob.year <= OLDEST_PUPIL or dob > case.today:
        return verdict("implausible", [given])
    referred = case.given(settings.text("question_referred"))
    days = _days_that_count(case.today, dob, referred)
    first, last = compulsory_school_age(dob)
    inside = {day >= first if side == "first" else day <= last for day in days}
    situation = "changing" if len(inside) > 1 else "inside" if True in inside else ""
    limits = {"first_day": in_words(first), "last_day": in_words(last)}
    return verdict(situation or "outside", [given], **limits)


def resident(case: Dossier, settings: Settings) -> Verdict:
    """Judge residence by the table of postcodes alone; anything else is unknown."""
    given = case.given(settings.key("question"))
    if given.state is not State.CLEAR:
        return verdict("unsure" if given.state is State.UNSURE else "blank", [given])
    code = "".join(given.text.split()).upper()
    place = case.service.residence.table.get(f"{code[:-3]} {code[-3:]}", "")
    known = {"in": "inside", "out": "outside"}
    return verdict(known.get(place, "unknown"), [given])


def evidence_tier(case: Dossier, settings: Settings) -> Verdict:
    """Judge whose medical evidence it is, by the service's tiers of roles.

    The letters among `papers` speak first, through their `facts` that give a role; a
    letter that does not show who wrote it is as the form says, when all the rows of
    `question_roles` (or `question_orgs` beside them) agree. Where the letter is enough
    by itself and the form says otherwise, a person must say. What is only named on the
    form (`question_named`) is not evidence yet. A tier that counts on conditions is
    never a no: `question_advice`, `question_advice_date` and the letters'
    `advice_facts` say whether more advice is being sought.
    """
    sorts = settings.texts("papers")
    if not case.papers(sorts):
        return _without_letter(case, settings)
    facts = [g for key in settings.texts("facts") for g in case.facts(sorts, key)]
    authors = _authors(case, settings)
    found = _accepted(case, facts)
    told = _accepted(case, authors)
    if found == _ENOUGH and told and "yes" not in told:
        return verdict("mixed", [*facts, *authors], roles=_roles([*facts, *authors]))
    if found:
        return _by_tier(case, settings, found, facts)
    return _by_tier(case, settings, told, [*facts, *authors])


def _by_tier(
    case: Dossier, settings: Settings, found: frozenset[str], givens: list[Given]
) -> Verdict:
    if found == _ENOUGH:
        return verdict("strong", _clear(givens), roles=_roles(givens))
    if found == {"conditional"}:
        return _conditional(case, settings, givens)
    if found:
        situation = "weak" if found == {"no"} else "mixed"
    else:
        unsure = of_state(givens, State.UNSURE)
        situation = "unsure" if unsure else "unknown_role"
    return verdict(situation, givens, roles=_roles(givens))


def _days_that_count(
    today: dt.date, dob: dt.date, referred: Given
) -> tuple[dt.date, ...]:
    day = referred.day
    return (today, day) if day is not None and dob < day <= today else (today,)


def _without_letter(case: Dossier, settings: Settings) -> Verdict:
    keys = settings.texts("question_named")
    rows = [given for key in keys for given in case.rows(key)]
    named = [given for given in rows if given.state is not State.BLANK]
    if named or case.unplaced():
        return verdict("not_attached", named, roles=_roles(named))
    return verdict("nothing", rows)


def _authors(case: Dossier, settings: Settings) -> list[Given]:
    """Return the roles the form gives; where a role tells nothing, its organisation."""
    roles = case.rows(settings.key("question_roles"))
    orgs = {_row(given): given for given in case.rows(settings.key("question_orgs"))}
    return [
        given if _tiers(case, given.text) else orgs.get(_row(given), given)
        for given in roles
        if given.state is not State.BLANK or _row(given) in orgs
    ]


def _conditional(case: Dossier, settings: Settings, givens: list[Given]) -> Verdict:
    advice = case.given(settings.text("question_advice"))
    since = case.given(settings.text("question_advice_date"))
    sorts = settings.texts("papers")
    waiting = [
        g for key in settings.texts("advice_facts") for g in case.facts(sorts, key)
    ]
    names = {
        "roles": _roles(givens),
        "advice": quoted(advice.text),
        "advice_date": in_words(since.day) if since.day else "",
    }
    situation = "no_advice"
    if advice.text:
        situation = "advice_dated" if since.day else "advice_undated"
    elif _clear(waiting):
        situation = "advice_in_letter"
    return verdict(situation, [*_clear(givens), advice, since, *waiting], **names)


def _accepted(case: Dossier, givens: Iterable[Given]) -> frozenset[str]:
    """Return how the tiers of these roles are accepted: yes, conditional, no."""
    return frozenset(accept for given in givens for accept in _tiers(case, given.text))


def _tiers(case: Dossier, text: str) -> frozenset[str]:
    """Return how the tiers a role belongs to are accepted.

    The longest words are looked for first and taken out, so that a “specialist nurse”
    is not also a “nurse”.
    """
    left = _spaced(text)
    roles = {role: tier.accept for tier in case.service.tiers for role in tier.roles}
    found = set()
    for role in sorted(roles, key=len, reverse=True):
        words = _spaced(role)
        if words.strip() and words in left:
            found.add(roles[role])
            left = left.replace(words, " | ")
    return frozenset(found)


def _spaced(text: str) -> str:
    """Return the words of a text with a space on either side of each."""
    return f" {' '.join(re.findall(_WORD, text.casefold()))} "


def _row(given: Given) -> str:
    return next(iter(re.findall(r"\d+", given.key)), "")


def _clear(givens: Iterable[Given]) -> tuple[Given, ...]:
    return of_state(givens, State.CLEAR)


def _roles(givens: Iterable[Given]) -> str:
    return listed(quoted(given.text) for given in _clear(givens))
