"""Who a document is for, as far as anybody may be written to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from toolkit.catalogue import DocumentTemplate
from toolkit.checklist import requests
from toolkit.drafting.situation import Facts, Situation, lines_of
from toolkit.errors import MissingFact
from toolkit.model import Understood


def recipients(template: DocumentTemplate, situation: Situation) -> list[Facts]:
    """Return the people a document goes to, one letter each.

    Raises:
        MissingFact: If nobody of its audience may be written to.
    """
    if template.addressee:
        people = _of_the_service(template.addressee, situation)
    else:
        people = _RECIPIENTS.get(template.audience, _school)(situation)
    if not people:
        who = template.addressee or template.audience
        raise MissingFact(
            f"Nobody can be written to for {situation.case.ref} as its {who}: "
            "either no name was given or contact is restricted.",
            remedy="Look at the case, and write to them another way if that is right.",
        )
    return people


def _of_the_service(role: str, situation: Situation) -> list[Facts]:
    """Return a team of the council, as the service names it."""
    name = situation.service.roles.get(role, "")
    return [_person(name) | {"salutation": "colleagues"}] if name else []


def _pupil(situation: Situation) -> list[Facts]:
    """Return the pupil. Nothing goes to them by post: somebody hands them the page."""
    name = situation.words("pupil_preferred_name") or situation.words(
        "pupil_legal_forename"
    )
    name = name or situation.case.identity.forename
    return [_person(name)] if name else []


def _health(situation: Situation) -> list[Facts]:
    """Return who wrote the newest medical evidence that names its author."""
    stated = [
        (situation.value(f"evidence_{n}_date"), _author(situation.words, f"{n}"))
        for n in range(1, 10)
    ]
    letters = [
        (paper.answers["paper_date"].value, _writer(_words_of(paper)))
        for paper in situation.referral.papers
        if "paper_date" in paper.answers
    ]
    found = [
        (day if isinstance(day, dt.date) else dt.date.min, author)
        for day, author in (*stated, *letters)
        if author
    ]
    newest = max(found, key=lambda each: each[0], default=None)
    return [newest[1]] if newest else []


def _author(words: Callable[[str], str], row: str) -> Facts | None:
    """Return the author a row of the request's list of evidence names."""
    name = words(f"evidence_{row}_author_name")
    role, place = (
        words(f"evidence_{row}_author_role"),
        words(f"evidence_{row}_org"),
    )
    contact = words(f"evidence_{row}_contact")
    return _person(name, role, place, contact) if name else None


def _writer(words: Callable[[str], str]) -> Facts | None:
    """Return the author a letter itself names."""
    name = words("author_name")
    contact = words("author_contact")
    return _person(name, words("author_role"), "", contact) if name else None


def _person(name: str, role: str = "", place: str = "", contact: str = "") -> Facts:
    return {
        "name": name,
        "role": role,
        "salutation": name,
        "address": [line for line in (role, place) if line],
        "email": contact if "@" in contact and " " not in contact else "",
    }


def _school(situation: Situation) -> list[Facts]:
    """Return the referrer, or whoever else the school named.

    Where a second organisation has referred the same pupil, say a hospital school, its
    referrer is another one: told by the part of the e-mail address after the `@`. A
    school's own newer request replaces its older one.
    """
    referrals = requests(situation.service, situation.referral.papers)[:-1]
    said = [situation.words, *(_words_of(paper) for paper in referrals[::-1])]
    found = [referrer for words in said if (referrer := _referrer(words))]
    by_place: dict[str, Facts] = {}
    for number, referrer in enumerate(found):
        _, _, place = str(referrer["email"]).lower().partition("@")
        if place or not number:
            by_place.setdefault(place, referrer)
    return list(by_place.values())


def _words_of(paper: Understood) -> Callable[[str], str]:
    """Return what asks one paper for an answer as text."""

    def words(key: str) -> str:
        answer = paper.answers.get(key)
        return "" if answer is None or answer.value is None else str(answer.value)

    return words


def _referrer(words: Callable[[str], str]) -> Facts | None:
    keys = ("referrer_name", "senco_name", "named_school_contact", "headteacher_name")
    name = next((words(key) for key in keys if words(key)), "")
    if not name:
        return None
    role = words("referrer_role") if words("referrer_name") else ""
    return {
        "name": name,
        "role": role,
        "salutation": name,
        "address": [line for line in (role, words("school_name")) if line],
        "email": words("referrer_email") or words("senco_email"),
    }


def _parents(situation: Situation) -> list[Facts]:
    rows = [n for n in range(1, 10) if situation.words(f"parent_{n}_name")]
    free = [n for n in range(1, 10) if not _is_restricted(situation, n)]
    if not rows:
        return _unnamed_parent(situation) if len(free) == 9 else []
    return [_parent(situation, n) for n in rows if n in free]


def _is_restricted(situation: Situation, row: int) -> bool:
    """Whether a parent must not be written to, or nobody could say."""
    return situation.words(f"parent_{row}_contact_restriction") not in {"", "no"}


def _unnamed_parent(situation: Situation) -> list[Facts]:
    """Return whoever lives with the pupil, where no parent's name was given.

    Nobody without an address: such a letter would go nowhere.
    """
    home = _home(situation, 1)
    pupils = _pupil(situation)
    if not home or not pupils:
        return []
    whom = f"arent or carer of {pupils[0]['name']}"
    return [
        _person(f"The p{whom}") | {"salutation": f"P{whom}", "address": home},
    ]


def _parent(situation: Situation, row: int) -> Facts:
    name = situation.words(f"parent_{row}_name")
    return {
        "name": name,
        "role": situation.words(f"parent_{row}_relationship"),
        "salutation": name,
        "address": _home(situation, row),
        "email": situation.words(f"parent_{row}_email"),
    }


def _home(situation: Situation, row: int) -> list[str]:
    """Return a parent's address lines; none when it must not be told, or is unknown."""
    if situation.words("address_confidential") not in {"", "no"}:
        return []
    own = lines_of(situation.words(f"parent_{row}_address"))
    if own:
        return own
    if situation.words(f"parent_{row}_lives_with_pupil") == "no":
        return []
    home = lines_of(situation.words("home_address_lines"))
    postcode = situation.words("postcode")
    if not home:
        return []
    return home if not postcode or postcode in home[-1] else [*home, postcode]


_RECIPIENTS: Mapping[str, Callable[[Situation], list[Facts]]] = {
    "parent": _parents,
    "pupil": _pupil,
    "health": _health,
}
