"""Who a document is for, as far as anybody may be written to."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from toolkit.drafting.situation import Facts, Situation, lines_of
from toolkit.errors import MissingFact


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
    """Return the referrer, or whoever else the school named."""
    keys = ("referrer_name", "senco_name", "named_school_contact", "headteacher_name")
    name = next((situation.words(k) for k in keys if situation.words(k)), "")
    if not name:
        return []
    role = situation.words("referrer_role") if situation.words("referrer_name") else ""
    address = [role, situation.words("school_name")]
    return [
        {
            "name": name,
            "role": role,
            "salutation": name,
            "address": [line for line in address if line],
            "email": situation.words("referrer_email")
            or situation.words("senco_email"),
        }
    ]


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
