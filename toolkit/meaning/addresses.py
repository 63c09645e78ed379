"""Addresses a letter can be posted to, as strictly as a national post service is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from toolkit.meaning.identifiers import read_postcode
from toolkit.meaning.unclear import Unclear, quoted

FEWEST_LINES, MOST_LINES = 3, 7
"""With the name above and the postcode below."""

_BAD_START = re.compile(r"[\[\]()@<>\"“”'‘’,=~\\/*#]")
_NOWHERE = re.compile(
    r"(?:nfa|no fixed (?:abode|address)|no (?:known )?address|homeless|unknown"
    r"|not known|address unknown|as above|see above|n/?a|tbc)",
    re.IGNORECASE,
)
_POSTCODE_AT_END = re.compile(
    r"(?P<before>.*?)[\s,]*\b(?P<postcode>[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2})",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """The lines of an address, the name first and the postcode last.

    `problem` is the sentence for why no letter can be posted to it; empty when one can.
    """

    lines: tuple[str, ...] = field(repr=False)
    problem: str = field(default="", repr=False)

    @property
    def can_be_posted_to(self) -> bool:
        """Whether a letter so addressed would be taken by the post."""
        return not self.problem


def postal_address(
    name: str, lines: Iterable[str], postcode: str = ""
) -> PostalAddress:
    """Return an address for an envelope, or what keeps a letter from being posted.

    There have to be three to seven lines with the name and the postcode, the last a
    British postcode, and no line may begin with a sign the post's machines cannot sort.
    Nothing is made up: a line is only tidied, and a postcode that ends the last line is
    put on a line of its own.

    Args:
        name: Whom it is to.
        lines: The lines as somebody wrote them; a line may hold line breaks.
        postcode: Where it is asked for by itself; else it is looked for at the end.
    """
    written = [_tidy(part) for line in lines for part in line.splitlines()]
    street = [line for line in written if line]
    if not postcode and street:
        street, postcode = _split(street)
    elif street and _packed(street[-1]).endswith(_packed(postcode)):
        street, _ = _split(street)
    try:
        last = read_postcode(postcode)
    except Unclear:
        last = ""
    whole = tuple(line for line in (_tidy(name), *street, last) if line)
    return PostalAddress(whole, _problem(_tidy(name), street, last))


def _problem(name: str, street: list[str], last: str) -> str:
    """Return the first thing that keeps a letter from being posted; empty for none."""
    nowhere = any(_NOWHERE.fullmatch(line.rstrip(".")) for line in street)
    odd = next((line for line in (name, *street) if _BAD_START.match(line)), "")
    count = len(street) + 2
    found = (
        (nowhere, "There is no fixed address, so no letter can be posted there."),
        (not name, "The address has no name, so a letter could not be handed over."),
        (not last, "The last line has to be a British postcode, and it is not here."),
        (count < FEWEST_LINES, "At least one line has to stand above the postcode."),
        (count > MOST_LINES, f"The address has {count} lines, and {MOST_LINES} fit."),
        (odd, f"A line begins with a sign the post cannot sort: {quoted(odd)}."),
    )
    return next((sentence for applies, sentence in found if applies), "")


def _split(street: list[str]) -> tuple[list[str], str]:
    """Return the lines without the postcode that ends them, and the postcode."""
    found = _POSTCODE_AT_END.fullmatch(street[-1])
    if found is None:
        return street, ""
    before = _tidy(found["before"])
    return [*street[:-1], *([before] if before else [])], found["postcode"]


def _tidy(line: str) -> str:
    """Return a line with single spaces, and no comma or full stop at its end."""
    plain = unicodedata.normalize("NFC", line)
    visible = "".join(
        " " if unicodedata.category(c) in {"Cc", "Zl", "Zp", "Zs"} else c
        for c in plain
        if unicodedata.category(c) != "Cf"
    )
    return re.sub(r"\s+([,.])", r"\1", " ".join(visible.split())).rstrip(",. ")


def _packed(text: str) -> str:
    return "".join(text.split()).upper()
