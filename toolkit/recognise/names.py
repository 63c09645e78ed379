"""Finding what is written as a person's name, without saying whose it is."""

from __future__ import annotations

import re

# A name's words: letters of any alphabet, with apostrophes, hyphens and full stops.
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’‘.\-‐‑](?=[^\W\d_])|\.(?=\s|,|$))*")
_TITLES = {"miss", "master", "mr", "ms", "mx"}
_TITLE = re.compile(r"(?:miss|master|mr|ms|mx)\b\.?\s+", re.IGNORECASE)
_ANY_TITLE = re.compile(
    r"(?:(?:dr|prof(?:essor)?|miss|mr|mrs|ms|mx|rev|sister|nurse)\b\.?\s+)+",
    re.IGNORECASE,
)
# A person with one of these is never the child a paper is about.
_ADULTS = {"dr", "prof", "professor", "nurse", "sister", "mrs", "rev", "sir", "dame"}
_PARTICLES = {"de", "da", "del", "der", "den", "van", "von", "al", "el", "bin", "ibn"}
_PARTICLES |= {"la", "le", "dos", "di", "du", "st", "ap", "ó", "ní", "mac", "o"}
# What stands after a name on its line, or is capitalised in a heading that is no name.
_AFTER_A_NAME = """
dob d.o.b date born birth nhs hosp hospital mrn upn no number ref reference address
year class form school age aged gender sex male female tel telephone phone email
consultant clinic department trust gp postcode ethnicity religion name parent carer
guardian signature signed
"""
_IN_HEADINGS = """
absence academy admission advice agreement application appointment apologies
assessment attendance care college confidential consent council county diagnosis
dear discharge education educational evidence exam funding health home individual
information letter meeting medical mental minutes needs notes notice outpatient
pastoral plan private programme provision pupil reduced referral reintegration
report request review risk safeguarding service services sen send subject summary
support team teaching term the this timetable treatment tuition update urgent visit
waiting premium voice progress wellbeing liaison transport unit centre your our for
from about with without to of in on at and or is was has will not none n/a unknown
mother father mum dad sibling both role post position hazard likelihood severity task
"""
_STOPS = frozenset(_AFTER_A_NAME.split())
_NO_NAMES = _STOPS | frozenset(_IN_HEADINGS.split())
_MOST_WORDS = 6
# "Willowmere High School" is nobody; "Amara Okafor  School: Willowmere" is somebody.
_PLACE = re.compile(
    r"\s+(?:school|academy|college|primary|infants?|juniors?|hospital|surgery|clinic|"
    r"trust|centre|council|practice|nursery)\b(?!\s*[:\t])",
    re.IGNORECASE,
)


def name_at_start(text: str) -> str:
    """Return the name a text starts with, verbatim but for a title; empty if none.

    A name has one to six words, each capitalised (or a particle such as `van`). It
    ends at a number, a tab, a bracket, a comma or a word such as `DOB`; a comma after
    a lone surname in capitals belongs to the name (`OKAFOR, Amara`).
    """
    rest = text.strip()
    title = _TITLE.match(rest)
    rest = rest[title.end() :] if title else rest
    words: list[str] = []
    end = 0
    for found in _WORD.finditer(rest):
        if rest[found.end() : found.end() + 1].isdigit():
            break  # the first letter of a number, such as a pupil's
        joins = _joins(rest[end : found.start()], words)
        if not joins or not _fits(found[0], words) or len(words) == _MOST_WORDS:
            break
        words.append(found[0])
        end = found.end()
    name = re.sub(r"['’]s$", "", rest[:end])
    is_place = _PLACE.match(rest, end)
    return name if _is_name(words) and not is_place else ""


def name_at_end(text: str) -> str:
    """Return the name of two to four words that a text ends with; empty if none."""
    rest = text.rstrip(" \t,;:(-–—")
    words = rest.split()
    for count in range(min(4, len(words)), 1, -1):
        last = words[-count:]
        name = name_at_start(" ".join(last))
        if name and len(name.split()) >= count - bool(_TITLE.match(f"{last[0]} ")):
            return name if len(name.split()) > 1 else ""
    return ""


def second_name(text: str) -> str:
    """Return another name that a line joins to its first: `Amara and Kofi Okafor`."""
    for joined in re.finditer(r"\s(?:and|&)\s+", text):
        if name := name_at_start(text[joined.end() :]):
            return name
    return ""


def small_name_at_start(text: str) -> str:
    """Return a name in small letters, of two or three words; empty if none.

    Only where nothing but its end or a word such as `DOB` follows: small letters are
    those of any other words too, so a person has to look.
    """
    words = []
    for word in text.strip().split():
        plain = word.strip(".,;()").casefold()
        if plain in _AFTER_A_NAME.split():
            break
        if not _WORD.fullmatch(word.strip(",")) or plain in _NO_NAMES:
            return ""
        words.append(word.strip(","))
    is_name = 1 < len(words) < 4 and all(word.islower() for word in words)
    return " ".join(words) if is_name else ""


def signature_name(text: str) -> str:
    """Return the name a line of a signature starts with, its title included."""
    line = text.strip()
    title = _ANY_TITLE.match(line)
    start = title.end() if title else 0
    name = name_at_start(line[start:])
    return line[:start] + name if name else ""


def _joins(gap: str, words: list[str]) -> bool:
    """Whether what stands between two words leaves them one name."""
    if not words:
        return not gap
    if gap.strip() == ",":
        return len(words) == 1 and words[0].isupper() and len(words[0]) > 1
    return gap in {" ", "  "}


def _fits(word: str, words: list[str]) -> bool:
    """Whether a word can be the next one of a name."""
    plain = word.rstrip(".").casefold()
    if plain in _STOPS or (not words and plain in _ADULTS):
        return False
    return word[0].isupper() or not word[0].islower() or plain in _PARTICLES


def _is_name(words: list[str]) -> bool:
    plain = {word.casefold() for word in words}
    letters = sum(len(word) for word in words)
    return bool(words) and letters > 1 and not plain & _NO_NAMES


def name_words(name: str) -> frozenset[str]:
    """Return a name's words in one spelling, for telling whether two names agree."""
    words = (w.casefold().strip(".") for w in _WORD.findall(name.replace("’", "'")))
    return frozenset(w for w in words if len(w) > 1 and w not in _TITLES)
