"""Names, postcodes, pupil and NHS numbers, telephone numbers and e-mail addresses."""

from __future__ import annotations

import re
import unicodedata
from itertools import product

from toolkit.meaning.unclear import Unclear, quoted, unreadable

_NO_NAME = {"n/a", "tbc", "not known", "unknown", "none"}
# Marks that turn the writing direction round can make a letter read as another name.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")

# BS 7666: which letters stand where. The last two are never C, I, K, M, O or V.
_POSTCODE = re.compile(
    r"(?:GIR0AA|(?:[A-PR-UWYZ](?:[0-9]{1,2}|[0-9][A-HJKPSTUW]"
    r"|[A-HK-Y][0-9]{1,2}|[A-HK-Y][0-9][ABEHMNPRVWXY]))[0-9][ABD-HJLNP-UW-Z]{2})"
)
_LOOKALIKES = {"O": "O0", "0": "0O", "I": "I1", "1": "1I", "L": "L1"}

_UPN = re.compile(r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]")
_EMAIL = re.compile(
    r"(?P<local>[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*)"
    r"@(?P<domain>(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+"
    r"(?:[A-Za-z]{2,63}|xn--[A-Za-z0-9-]{2,59}))"
)


def read_name(text: str) -> str:
    """Return the name as written, its spaces tidied and its letters composed (NFC).

    Capitals and apostrophes stay as the family writes them.

    Raises:
        Unclear: If there is no letter in it, or a control character.
    """
    name = " ".join(unicodedata.normalize("NFC", text).split())
    controls = any(unicodedata.category(c) == "Cc" for c in name)
    if controls or _TURNING.search(name) or not any(c.isalpha() for c in name):
        raise unreadable(text, "a name")
    if name.casefold() in _NO_NAME:
        raise unreadable(text, "a name")
    return name


def read_postcode(text: str) -> str:
    """Return the postcode in capitals with its one space.

    A look-alike (O for 0, I for 1) is never put right in silence.

    Raises:
        Unclear: If it has not a postcode's shape; says what it may be, if that is one.
    """
    packed = re.sub(r"[\s\-]", "", text).upper()
    if _POSTCODE.fullmatch(packed):
        return _spaced(packed)
    meant = _meant_postcodes(packed)
    if len(meant) == 1:
        raise Unclear(
            f"we could not read {quoted(text)} as a postcode. Perhaps it is"
            f" {quoted(meant[0])}."
        )
    raise unreadable(text, "a postcode")


def read_upn(text: str) -> str:
    """Return the unique pupil number, 13 characters in capitals; temporary ones too.

    The local authority's number is not looked up: authorities come and go.

    Raises:
        Unclear: If the length, the shape or the check letter is wrong.
    """
    upn = _packed(text).upper()
    if len(upn) != 13 and re.fullmatch(r"[A-Z0-9]{9,17}", upn):
        raise Unclear(
            f"{quoted(text)} has {len(upn)} characters, and a unique pupil number"
            " (UPN) has 13."
        )
    if not _UPN.fullmatch(upn):
        raise unreadable(text, "a unique pupil number (UPN)")
    if _check_letter(upn) != upn[0]:
        raise Unclear(
            f"the check letter of {quoted(text)} does not fit, so one of its"
            " characters may be wrong."
        )
    return upn


def read_nhs_number(text: str) -> str:
    """Return the NHS number: ten figures.

    Raises:
        Unclear: If it has not ten figures or its check figure is wrong.
    """
    from stdnum.gb import nhs  # noqa: PLC0415 -- slow to load, and seldom asked

    number = _packed(text)
    if not re.fullmatch(r"[0-9]{10}", number) or not number.strip("0"):
        raise unreadable(text, "an NHS number of ten figures")
    if not nhs.is_valid(number):
        raise Unclear(
            f"the check figure of {quoted(text)} does not fit an NHS number, so one of"
            " its figures may be wrong."
        )
    return number


def read_email(text: str) -> str:
    """Return the e-mail address; only its domain is put in small letters.

    Raises:
        Unclear: If it is none, or more than one.
    """
    address = text.strip()
    match = _EMAIL.fullmatch(address)
    if not match or len(address) > 254 or len(match["local"]) > 64:
        raise unreadable(text, "an e-mail address")
    return f"{match['local']}@{match['domain'].lower()}"


def _packed(text: str) -> str:
    return re.sub(r"[\s\-\N{HYPHEN}\N{NON-BREAKING HYPHEN}]", "", text)


def _spaced(postcode: str) -> str:
    return f"{postcode[:-3]} {postcode[-3:]}"


def _meant_postcodes(packed: str) -> list[str]:
    if len(packed) > 7:
        return []
    spellings = product(*(_LOOKALIKES.get(c, c) for c in packed))
    found = {word for word in map("".join, spellings) if _POSTCODE.fullmatch(word)}
    return sorted(map(_spaced, found))


def _check_letter(upn: str) -> str:
    from stdnum.gb import upn as numbers  # noqa: PLC0415 -- slow to load

    # Not its `validate`: that refuses authorities founded after 2011.
    return str(numbers.calc_check_digit(upn[1:]))
