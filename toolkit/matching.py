"""Whose paper is this? An answer, or a question for a person; never a merge on a guess.

Asked in this order: the case's own reference on the paper, then the UPN, then the name
with the date of birth, and the school where both say one. Whatever answers, nothing on
the paper may contradict it and no other case may fit as well. Names are folded
(capitals, accents, apostrophes, hyphens) for comparing only.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.model import Identity

# Letters that Unicode does not take apart into a plain letter and an accent.
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŋ": "n"}
    | {"æ": "ae", "œ": "oe", "þ": "th", "ə": "e"}
)
_APOSTROPHES = re.compile("['’‘ʼ`´′ʹ＇]")
_ANY_SCHOOL = {"the", "of", "at", "and", "school", "college", "academy"}
_TITLES = {"miss", "master", "mr", "mrs", "ms", "mx"}

_Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenCase:
    """An open case as far as matching needs it."""

    ref: str
    identity: Identity = field(repr=False)
    service: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """The case a paper belongs to, or the cases a person should look at.

    `ref` is null when nothing matches or a person must say; then `candidates` are the
    references of the cases it could be, in the order given. `why` names nobody.
    """

    ref: str | None
    candidates: tuple[str, ...]
    why: str


def match(identity: Identity, open_cases: Sequence[OpenCase]) -> Match:
    """Return which open case a paper with this identity belongs to.

    Args:
        identity: What the paper says about whose it is.
        open_cases: The cases it may join; of one service, if only those are meant.
    """
    near = tuple(case for case in open_cases if _is_near(identity, case.identity))
    named = _named_cases(identity, open_cases)
    if len(named) > 1:
        return _ask(named, "The paper carries the references of more than one case.")
    if named:
        return _by_reference(identity, named[0], near)
    numbered = tuple(case for case in near if _same_upn(identity, case.identity))
    if len(numbered) == 1 and _supports(identity, numbered[0].identity):
        return _by_number(identity, numbered[0], near)
    if missing := _missing(identity):
        return _ask(near, f"The paper does not give {missing}.")
    if not near:
        return Match(None, (), "No open case is for the pupil on the paper.")
    return _by_name_and_birthday(identity, near)


def same_pupil(identity: Identity, cases: Sequence[OpenCase]) -> tuple[str, ...]:
    """Return the references of the cases that are this very pupil's, in their order.

    For cases that are over and join nothing: several may be one pupil's.
    """
    return tuple(
        case.ref
        for case in cases
        if _agrees(identity, case.identity)
        or (_same_upn(identity, case.identity) and _supports(identity, case.identity))
    )


def about_another(paper: Identity, pupil: Identity) -> bool:
    """Return whether a paper appears to be about another child than this one.

    It gives a name, a date of birth or a UPN, and one of them is plainly not the
    pupil's. A paper that says too little to tell is not about another, nor is one with
    what may be a slip: the same name and nearly the same date of birth.
    """
    return _contradicts(paper, pupil) and not _is_near(paper, pupil)


def same_name(one: Identity, other: Identity) -> bool:
    """Return whether both give a name, and the same one, whatever else they give.

    Only capitals, accents, apostrophes, hyphens, spaces, a title and the order of a
    whole name may differ; an initial or a left-out name is not the same.
    """
    if _is_whole(one) and _is_whole(other):
        return _untitled(one.full_name) == _untitled(other.full_name)
    return bool(_names(one) & _names(other))


# --- the answers --------------------------------------------------------------------


def _named_cases(
    identity: Identity, open_cases: Sequence[OpenCase]
) -> tuple[OpenCase, ...]:
    """Return the open cases whose references the paper carries."""
    wanted = identity.case_ref.upper().split()
    return tuple(case for case in open_cases if case.ref.upper() in wanted)


def _by_reference(
    identity: Identity, named: OpenCase, near: tuple[OpenCase, ...]
) -> Match:
    others = tuple(case for case in near if case.ref != named.ref)
    if not _contradicts(identity, named.identity) and not any(
        _fits_better(identity, case.identity, named.identity) for case in others
    ):
        return Match(
            named.ref,
            (),
            "The paper carries this case's reference, and nothing on it speaks against"
            " that.",
        )
    return _ask(
        (named, *others),
        "The paper carries a case's reference, but its name, date of birth or UPN may"
        " be another pupil's.",
    )


def _fits_better(paper: Identity, other: Identity, named: Identity) -> bool:
    return (_same_upn(paper, other) and not _same_upn(paper, named)) or (
        _agrees(paper, other) and not _agrees(paper, named)
    )


def _by_number(
    identity: Identity, numbered: OpenCase, near: tuple[OpenCase, ...]
) -> Match:
    others = tuple(case for case in near if case.ref != numbered.ref)
    if any(_agrees(identity, case.identity) for case in others):
        return _ask(
            near,
            "The UPN on the paper is one case's, and its name and date of birth are"
            " another's as well.",
        )
    return Match(
        numbered.ref,
        (),
        "The UPN on the paper is that of this case, and nothing on it speaks against"
        " that.",
    )


def _by_name_and_birthday(identity: Identity, near: tuple[OpenCase, ...]) -> Match:
    agreeing = tuple(case for case in near if _agrees(identity, case.identity))
    others = tuple(case for case in near if case not in agreeing)
    if any(_same_upn(identity, case.identity) for case in others):
        return _ask(
            near,
            "An open case has the UPN on the paper but another name or date of birth.",
        )
    if len(agreeing) > 1:
        return _ask(
            agreeing,
            "More than one open case has the name and the date of birth on the paper.",
        )
    if agreeing and _other_school(identity, agreeing[0].identity):
        return _ask(
            agreeing,
            "The name and the date of birth on the paper are those of an open case, but"
            " it names another school.",
        )
    if agreeing:
        return Match(
            agreeing[0].ref,
            (),
            "The name and the date of birth on the paper are those of this case.",
        )
    return _ask(
        near,
        "The name and the date of birth on the paper nearly fit an open case, but not"
        " wholly.",
    )


def _ask(candidates: Sequence[OpenCase], why: str) -> Match:
    refs = tuple(case.ref for case in candidates)
    if not refs:
        return Match(None, (), f"{why} We cannot tell whose it is.")
    return Match(None, refs, f"{why} Please say whose it is.")


def _missing(identity: Identity) -> str:
    lacks = []
    if not _names(identity):
        lacks.append("a name")
    if identity.dob is None:
        lacks.append("a date of birth")
    return " or ".join(lacks)


# --- comparing two identities -------------------------------------------------------


def _agrees(paper: Identity, case: Identity) -> bool:
    """Name and date of birth are both there and the same, and no UPN differs."""
    return (
        not _other_upn(paper, case)
        and paper.dob is not None
        and paper.dob == case.dob
        and same_name(paper, case)
    )


def _is_near(paper: Identity, case: Identity) -> bool:
    """Agrees, or so nearly that a person should look.

    Near are the same UPN; a missing name or birthday beside the same other; an initial,
    a name left out or one letter off; the same forename and birthday under another
    surname; the same name with a slip in the birthday. Never two different UPNs, nor
    one surname and birthday with two forenames: those are twins.
    """
    if _other_upn(paper, case):
        return False
    if _same_upn(paper, case):
        return True
    if not (_names(paper) and _names(case)):
        return paper.dob is not None and paper.dob == case.dob
    if paper.dob is None or case.dob is None:
        return same_name(paper, case) or _leaves_out(paper, case)
    if paper.dob == case.dob:
        return same_name(paper, case) or _like_names(paper, case)
    return _like_days(paper.dob, case.dob) and same_name(paper, case)


def _contradicts(paper: Identity, case: Identity) -> bool:
    """Something both give differs; an initial or a left-out name does not."""
    if _other_upn(paper, case):
        return True
    if paper.dob and case.dob and paper.dob != case.dob:
        return True
    if not (_names(paper) and _names(case)):
        return False
    return not (same_name(paper, case) or _leaves_out(paper, case))


def _supports(paper: Identity, case: Identity) -> bool:
    """Beside the UPN, a name or a date of birth says the same, and none differs."""
    if _contradicts(paper, case):
        return False
    same_day = paper.dob is not None and paper.dob == case.dob
    return same_day or same_name(paper, case)


def _other_school(paper: Identity, case: Identity) -> bool:
    """Both say one, and neither name is the other one cut short."""
    one, other = _school(paper.school), _school(case.school)
    return bool(one and other) and not (one <= other or other <= one)


def _school(name: str) -> frozenset[str]:
    return frozenset(_words(name)) - _ANY_SCHOOL


def _same_upn(paper: Identity, case: Identity) -> bool:
    return bool(_upn(paper)) and _upn(paper) == _upn(case)


def _other_upn(paper: Identity, case: Identity) -> bool:
    return bool(_upn(paper)) and bool(_upn(case)) and _upn(paper) != _upn(case)


def _upn(identity: Identity) -> str:
    return re.sub(r"\s", "", identity.upn).upper()


def _like_days(one: dt.date, other: dt.date) -> bool:
    """One figure group differs, or the day and the month have changed places."""
    swapped = (one.day, one.month) == (other.month, other.day)
    same = (one.day == other.day, one.month == other.month, one.year == other.year)
    return sum(same) == 2 or (swapped and one.year == other.year)


# --- comparing names ----------------------------------------------------------------


def _names(identity: Identity) -> frozenset[tuple[_Words, _Words]]:
    """Return every way to read the identity's name as forenames and surnames.

    A whole name is split at each place, both ways round: “OKAFOR Amara” is written with
    the surname first. With a comma the surname stands before it. A name of one word has
    no other part.
    """
    forename, surname = _words(identity.forename), _words(identity.surname)
    if forename or surname:
        return frozenset({(forename, surname) if forename else (surname, ())})
    before, comma, after = identity.full_name.partition(",")
    if comma and _words(before) and _words(after):
        return frozenset({(_untitled(after), _untitled(before))})
    words = _untitled(identity.full_name)
    if len(words) < 2:
        return frozenset({(words, ())} if words else ())
    splits = [(words[:n], words[n:]) for n in range(1, len(words))]
    return frozenset([(words, ()), *splits, *((b, a) for a, b in splits)])


def _is_whole(identity: Identity) -> bool:
    """Whether the name came whole and can be read in more ways than one."""
    return len(_names(identity)) > 1


def _like_names(paper: Identity, case: Identity) -> bool:
    """Words are left out, or one part is the same and a person should look."""
    return _leaves_out(paper, case) or any(
        a_fore == b_fore or (a_sur == b_sur and _like(a_fore, b_fore))
        for a_fore, a_sur in _names(paper)
        for b_fore, b_sur in _names(case)
    )


def _leaves_out(paper: Identity, case: Identity) -> bool:
    """Every word of the shorter name is a word, or an initial, of the longer."""
    short, long = sorted((_all_words(paper), _all_words(case)), key=len)
    return all(any(_abbreviates(one, other) for other in long) for one in short)


def _abbreviates(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _like(one: _Words, other: _Words) -> bool:
    """One begins the other (Sam, Samuel), shares a word with it or is a slip of it."""
    first, second = "".join(one), "".join(other)
    begins = first.startswith(second) or second.startswith(first)
    return begins or bool({*one} & {*other}) or _one_letter_off(first, second)


def _one_letter_off(one: str, other: str) -> bool:
    """One letter added, left out or changed, or two neighbours exchanged."""
    short, long = sorted((one, other), key=len)
    start = next((n for n, c in enumerate(short) if c != long[n]), len(short))
    rest, other_rest = short[start:], long[start:]
    exchanged = rest[:2] == other_rest[:2][::-1] and rest[2:] == other_rest[2:]
    return rest == other_rest[1:] or rest[1:] == other_rest[1:] or exchanged


def _untitled(text: str) -> _Words:
    words = _words(text)
    return words[1:] if len(words) > 1 and words[0] in _TITLES else words


def _all_words(identity: Identity) -> _Words:
    parts = _words(f"{identity.forename} {identity.surname}")
    return parts or _untitled(identity.full_name)


def _words(text: str) -> _Words:
    """Return a name's words, folded so that only its letters are compared."""
    apart = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text).casefold())
    plain = "".join(c for c in apart.translate(_PLAIN) if not _is_accent(c))
    return tuple("".join(c if _is_letter(c) else " " for c in plain).split())


def _is_accent(character: str) -> bool:
    """Whether it only marks the letter before it, or cannot be seen."""
    return unicodedata.combining(character) > 0 or (
        unicodedata.category(character) == "Cf"
    )


def _is_letter(character: str) -> bool:
    """Letters, figures and the vowel signs that some scripts write after a letter."""
    return character.isalnum() or unicodedata.category(character) in {"Mn", "Mc"}
