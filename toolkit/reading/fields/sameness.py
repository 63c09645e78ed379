"""Whether two spellings are one answer: the one that is stored and the one drawn.

White space never tells them apart, because lines wrap and boxes of one letter have
gaps; nor does what a font cannot draw.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from toolkit.reading.fields.typefaces import is_unknown

_UNSEEN = dict.fromkeys(
    map(ord, "\xad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"), None
)
_PLAIN = _UNSEEN | str.maketrans(
    {
        **dict.fromkeys("’‘‛′`´ʼ", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("•·●∙◦▪", "*"),
        "…": "...",
    }
)
_STANDS_IN = frozenset("?*.□▯_ \ufffd\x00")
_HIDDEN = re.compile(r"[*●•]+")
_NUMBER = re.compile(r"\d+")
_GROUPED = re.compile(r"(?<=\d)[\s,.'](?=\d{3}(?!\d))")
_DOTS = re.compile(r"\.{2,}$")
# Letters for day, month and year, in English and Welsh, with what stands between.
_HINT = re.compile(
    r"(?:(?:d\s*){1,2}|(?:m\s*){1,3}|(?:y\s*){2,4}|(?:b\s*){2,4}|[\s./:_-])+",
    re.IGNORECASE,
)
_LONGEST_HINT = 20
_LEAST = 3  # letters by which one pattern of unknown glyphs is told from another


def plain(text: str) -> str:
    """Return a text without white space, ligatures and typographers' signs."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_PLAIN)).translate(_PLAIN)
    return _signs(text)


def _signs(text: str) -> str:
    return "".join(c for c in text if _is_sign(c))


def _as_typed(text: str) -> str:
    """Return a text without white space, its typographers' signs as they are."""
    return _signs(unicodedata.normalize("NFKC", text.translate(_UNSEEN)))


def _spellings(text: str) -> Iterator[list[str]]:
    """Yield the signs of a text one by one, as they are stored and put together.

    Each is one sign still: a circled 1 may be shown as a 1 but is none, and a font that
    has no circled ones shows an empty box.
    """
    for whole in dict.fromkeys((text, unicodedata.normalize("NFC", text))):
        yield [sign for sign in whole if not (sign.isascii() and sign.isspace())]


def _is_sign(letter: str) -> bool:
    return not letter.isspace() and (letter.isprintable() or is_unknown(letter))


def same(stored: str, shown: str) -> bool:
    """Whether what is shown is what is stored, as far as its font can show it."""
    if stored == shown:
        return True
    one, other = plain(stored), plain(shown)
    if one == other:
        return True
    if not one or not other:
        return False
    return (
        any(_stands_for(signs, _as_typed(shown)) for signs in _spellings(stored))
        or _is_garbled(one, shown)
        or _has_pattern(one, other)
    )


def begins(stored: str, shown: str) -> bool:
    """Whether what is shown is how what is stored begins; dots at its end aside."""
    one, other = plain(stored), _DOTS.sub("", plain(shown))
    if not other:
        return False
    if one.startswith(other):
        return True
    drawn = _DOTS.sub("", _as_typed(shown))
    starts = (
        signs[: len(drawn) + extra]
        for signs in _spellings(stored)
        for extra in range(3)
    )
    return any(_stands_for(start, drawn) for start in starts)


def same_formatted(stored: str, shown: str) -> bool:
    """Whether a number or a date is only written another way: 3/5/12 as 03/05/2012."""
    if any(c.isalpha() for c in stored + shown):
        return False
    if stored.isdigit() and not set(shown) & {".", ","}:
        return stored == _digits(shown)  # a telephone's number, grouped
    one, other = _sense(stored), _sense(shown)
    return bool(one) and one == other


def is_masked(shown: str) -> bool:
    """Whether a text is drawn as the stars of a password."""
    return bool(_HIDDEN.fullmatch("".join(shown.split())))


def _sense(text: str) -> list[float]:
    """Return the numbers of a date or of an amount, years in two digits."""
    parts = [int(n) for n in _NUMBER.findall(text)]
    if len(parts) == 3 and re.search(r"\d\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d", text):
        return [float(part % 100 if part > 999 else part) for part in parts]
    amount = re.sub(r"[^\d.,-]", "", _GROUPED.sub("", text)).replace(",", ".")
    if text.strip().startswith("(") and text.strip().endswith(")"):
        amount = f"-{amount}"  # as accountants write it
    try:
        return [float(amount)]
    except ValueError:
        return []


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def is_hint(shown: str) -> bool:
    """Whether what an empty field shows is how to fill it: lines, DD/MM/YYYY, a £."""
    letters = sum(c.isalnum() for c in shown)
    if letters < 2:
        return letters == 0
    hint = shown.strip()
    return len(hint) <= _LONGEST_HINT and bool(_HINT.fullmatch(hint))


def _stands_for(stored: Sequence[str], shown: str) -> bool:
    """Whether only letters beyond English are missing, or shown by another sign."""
    at = 0
    for letter in stored:
        drawn = shown[at] if at < len(shown) else ""
        spelt = letter if letter.isascii() else _as_typed(letter)
        if spelt and shown.startswith(spelt, at):
            at += len(spelt)
        elif letter.isascii():
            return False
        elif drawn and _stands_in(letter, drawn):
            at += 1
        elif _tells(letter):
            return False
    return at == len(shown) > 0


def _stands_in(letter: str, drawn: str) -> bool:
    if drawn in _STANDS_IN or is_unknown(drawn):
        return True
    if _tells(letter):
        return False
    if not drawn.isascii() and not (letter.isalpha() and drawn.isalpha()):
        return True  # one encoding's dash is another's sign
    return drawn == unicodedata.normalize("NFD", letter)[0]


def _tells(letter: str) -> bool:
    """Whether a letter is a figure in disguise: 10½ is neither 10 nor 10¼."""
    return any(c.isdigit() for c in unicodedata.normalize("NFKC", letter))


def _is_garbled(stored: str, shown: str) -> bool:
    """Whether it is shown in the bytes of another encoding, as careless programs do."""
    try:
        raw = "".join(shown.split("\n")).encode("cp1252", errors="strict")
    except UnicodeEncodeError:
        return False
    return any(
        plain(raw.decode(encoding, errors="replace")) == stored
        for encoding in ("utf-8", "utf-16")
    )


def _has_pattern(stored: str, shown: str) -> bool:
    """Whether unknown glyphs repeat just as the letters of what is stored do.

    A font that does not say what its glyphs are cannot be read, but a glyph is a
    letter: another answer would repeat other letters.
    """
    if len(stored) != len(shown) or len(stored) < _LEAST:
        return False
    if not all(is_unknown(sign) for sign in shown):
        return False
    pairs = set(zip(stored, shown, strict=True))
    return len(pairs) == len(set(stored)) == len(set(shown))
