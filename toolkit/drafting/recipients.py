"""Who a document is for, as far as anybody may be written to."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from toolkit.checklist import requests
from toolkit.drafting.situation import Facts, Situation, lines_of
from toolkit.errors import MissingFact
from toolkit.model import Understood


def recipients(audience: str, situation: Situation) -> list[Facts]:
    """Return the people a document for this audience goes to, one letter each.

    Raises:
        MissingFact: If nobody of that audience may be written to.
    """
    people = _RECIPIENTS.get(audience, _school)(situation)
    if not people:
        raise MissingFact(
            f"Nobody can be written to for {situation.case.ref} as its {audience}: "
            "either no name was given or contact is restricted.",
            remedy="Look at the case, and write to them another way if that is right.",
        )
    return people


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
    return [
        _parent(situation, n)
        for n in rows
        if situation.words(f"parent_{n}_contact_restriction") in {"", "no"}
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


_RECIPIENTS: Mapping[str, Callable[[Situation], list[Facts]]] = {"parent": _parents}
