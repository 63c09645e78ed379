"""British telephone numbers: as typed, and as a telephone dials them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from toolkit.meaning.unclear import Unclear, quoted, unreadable

_PHONE = re.compile(
    r"(?P<number>[+(]{0,2}[0-9][0-9 ().\-]*?)"
    r"(?:[ ,]*(?:extension|extn|ext|x)[ .:]*(?P<extension>[0-9]{1,6}))?",
    re.IGNORECASE,
)
_COUNTRY = re.compile(r"(?:\+|00)44(?:0(?=[1-9]))?")
# Kept by the regulator for films and trials, so no list of numbers in use has them.
_INVENTED = ("01632",)
# Whatever follows them, these have eleven figures.
_ALWAYS_ELEVEN = ("02", "03", "07")


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A telephone number: as typed, spaces tidied, and as it is dialled.

    `dialled` is the form machines use, `+441632960001`, without the extension.
    """

    typed: str = field(repr=False)
    dialled: str = field(repr=False)
    extension: str = field(default="", repr=False)


def phone_number(text: str) -> PhoneNumber | None:
    """Return the British telephone number a text is; null when it is none, or two."""
    try:
        return read_phone(text)
    except Unclear:
        return None


def read_phone(text: str) -> PhoneNumber:
    """Return a British telephone number.

    Raises:
        Unclear: If it has not 10 or 11 figures from its 0 on, has one too few for
            numbers of its sort, or holds more than one number.
    """
    typed = " ".join(text.replace("\N{NON-BREAKING HYPHEN}", "-").split())
    match = _PHONE.fullmatch(typed)
    figures = re.sub(r"[^0-9+]", "", match["number"]) if match else ""
    national = _COUNTRY.sub("0", figures, count=1)
    if not match or not re.fullmatch(r"0[1-9][0-9]{8,9}", national):
        if re.fullmatch(r"[1-37][0-9]{9}", figures):
            raise Unclear(f"{quoted(text)} seems to lack the 0 at its start.")
        raise unreadable(text, "a telephone number")
    if len(national) == 10 and not _may_have_ten(national):
        raise Unclear(
            f"{quoted(text)} has 10 figures, and such a number has 11, so one may be"
            " missing."
        )
    return PhoneNumber(typed, f"+44{national[1:]}", match["extension"] or "")


def _may_have_ten(national: str) -> bool:
    """Whether a number of ten figures is whole: in a few areas they are."""
    if national.startswith(_ALWAYS_ELEVEN):
        return False
    if national.startswith(_INVENTED):
        return True
    import phonenumbers  # noqa: PLC0415 -- slow to load, and seldom asked

    return phonenumbers.is_valid_number(phonenumbers.parse(national, "GB"))
