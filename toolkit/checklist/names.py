"""Whether the pupil a paper names is the pupil of the referral."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from toolkit.catalogue import IdentityKeys
from toolkit.model import Answer

# Letters that are no plain letter with an accent, as an office types them without one.
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe"})
_TITLES = {"mr", "mrs", "miss", "ms", "mx", "dr", "rev", "prof", "sir", "lady"}
_APOSTROPHES = re.compile(r"['’‘ʼ`´]")


class Likeness(StrEnum):
    """How the pupil a paper names compares with the pupil of the referral."""

    SAME = "same"
    NEAR = "near"
    OTHER = "other"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Named:
    """A pupil as a paper names them; empty where the paper does not say."""

    forename: frozenset[str] = field(default=frozenset(), repr=False)
    surname: frozenset[str] = field(default=frozenset(), repr=False)
    whole: frozenset[str] = field(default=frozenset(), repr=False)
    dob: dt.date | None = field(default=None, repr=False)
    upn: str = field(default="", repr=False)


def named(answers: Mapping[str, Answer], keys: IdentityKeys) -> Named:
    """Return the pupil these answers name; what a person must look at is left out."""
    forename = name_words(_text(answers, keys.forename))
    surname = name_words(_text(answers, keys.surname))
    full_name = name_words(_text(answers, keys.full_name))
    dob = _settled(answers, keys.dob)
    return Named(
        forename=frozenset(forename[:1]),
        surname=frozenset(surname),
        whole=frozenset((*forename, *surname, *full_name)),
        dob=dob if isinstance(dob, dt.date) else None,
        upn=_text(answers, keys.upn).upper(),
    )


def compare(pupil: Named, paper: Named) -> Likeness:
    """Return how the pupil named on a paper compares with the referral's pupil.

    Two dates of birth that differ are two children, whatever the names: a school can
    have two pupils of one name. One surname with two forenames may be twins, so it is
    only near. A paper that gives no name is silent unless the pupil number agrees.
    """
    if pupil.dob and paper.dob and pupil.dob != paper.dob:
        return Likeness.OTHER
    same_number = bool(pupil.upn) and pupil.upn == paper.upn
    if not paper.whole or not pupil.whole:
        return Likeness.SAME if same_number else Likeness.SILENT
    if pupil.forename | pupil.surname <= paper.whole:
        return Likeness.SAME
    birthday = pupil.dob is not None and pupil.dob == paper.dob
    if pupil.whole & paper.whole or same_number or birthday:
        return Likeness.NEAR
    return Likeness.OTHER


def name_words(name: str) -> list[str]:
    """Return a name's words without accents, apostrophes and capitals."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_PLAIN))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return re.findall(r"\w+", _APOSTROPHES.sub("", letters))


def compare_people(signer: str, person: str) -> Likeness:
    """Return how the name somebody signed with compares with a grown-up's.

    Titles say nothing, and an initial stands for the name it begins. One name alone
    that is shared (`Mrs Okafor`, or another first name) is only near.
    """
    one, other = ({*name_words(n)} - _TITLES for n in (signer, person))
    if not one or not other:
        return Likeness.SILENT
    if not one & other:
        return Likeness.OTHER
    spelt_out = all(_stands_for(word, other) for word in one) or all(
        _stands_for(word, one) for word in other
    )
    return Likeness.SAME if spelt_out and len(one) > 1 else Likeness.NEAR


def _stands_for(word: str, names: Collection[str]) -> bool:
    return word in names or (
        len(word) == 1 and any(name.startswith(word) for name in names)
    )


def _text(answers: Mapping[str, Answer], key: str) -> str:
    value = _settled(answers, key)
    return value if isinstance(value, str) else ""


def _settled(answers: Mapping[str, Answer], key: str) -> object:
    answer = answers.get(key)
    return None if answer is None or answer.ask else answer.value
