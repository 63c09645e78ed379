"""Printed labels in one spelling, and how surely two of them ask the same thing.

Numbers, brackets, colons and stars around a label do not count, nor does whether a form
says pupil, child or student. What is left is compared word by word: a label that only
resembles another is never taken for it without a person.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Editop, Levenshtein

EXACT = 1.0
"""The label and the name are the same words."""

NEARLY = 0.95
"""They differ by words that ask for nothing, such as `your` and `the`."""

MISSPELT = 0.9
"""They differ by a letter or two, as labels that a machine read do."""

ALIKE = 0.7
"""They resemble each other; a person has to look."""

_NUMBER = re.compile(
    r"^(?:(?:section|part|question|q)\s?(?:[a-z]|\d{1,2}(?:\.\d{1,2})*)\b"
    r"|\(?\d{1,2}(?:\.\d{1,2})*[a-z]?[).:]|\d{1,2}(?:\.\d{1,2})*(?=\s)"
    r"|\(?[a-z]\)|[a-z]\.|\(?[ivx]{1,4}[).])\s*[-:.)]?\s+(?=\S)"
)
_HINT = re.compile(r"\([^()0-9]*\)|\[[^\[\]0-9]*\]|\(\s*dd?[^()]*\)")
_REPEAT = re.compile(r"#\d+$")
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "‐": "-", "‑": "-"})
# One way to say the same: in this order, on text without brackets.
_SAME = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"'s\b|(?<=s)'", ""),
        (r"\bd\.?\s?o\.?\s?b\b\.?|\bbirth ?date\b", "date of birth"),
        (r"\be-?mail(?: address(?:es)?)?\b", "email"),
        (r"\bpost code\b", "postcode"),
        (r"\bhead ?-?teacher\b", "headteacher"),
        (r"\b(?:tele)?phone(?: no\b\.?| numbers?\b)?", "telephone"),
        (r"\btel(?:ephone)?\b\.?(?: no\b\.?| numbers?\b)?", "telephone"),
        (r"\bmobile(?: telephone)?(?: no\b\.?| numbers?\b)?", "mobile"),
        (r"\bno\.(?=\s|$)|(?<=\w )no\s*$", "number"),
        (r"\bchild(?:ren)? ?(?:/|or|and) ?young (?:person|people)\b", "pupil"),
        (r"\byoung (?:person|people)\b|\bstudents?\b", "pupil"),
        (r"\bchild\b|\bpupils\b", "pupil"),
        (
            r"\bparents?(?: ?(?:/|or|and|&|,) ?(?:carers?|guardians?))+(?!\w)",
            "parent",
        ),
        (r"&", " and "),
    )
)
_WORD = re.compile(r"[^\W_]+")
# Words that ask for nothing of their own.
_WEAK_WORDS = """
a an and any are at been by do does for has have if in is it of on or please the their
this to you your which what with
"""
_WEAK = frozenset(_WEAK_WORDS.split())
_DENYING = frozenset({"no", "not", "nor", "non"})
# What turns a word into its opposite, or into another part of the same matter.
_PREFIXES = ("un", "in", "im", "ir", "dis", "non", "re", "pre", "mis", "ex")
_SPELT_ALIKE = 85.0
_SHORTEST_TYPO = 4
_LOOK_ALIKE = str.maketrans("015i", "olsl")
_BLURRED = 93.0
_LONG = 16
_TITLE_ALIKE = 88.0
_RESEMBLES = 82.0
_SHARED_WORDS = 0.6
_PART_OF = 4  # words
_LEAST = 55.0  # of whole labels, below which no word by word comparing is of use


@lru_cache(maxsize=4096)
def plain(label: str) -> str:
    """Return a label in one spelling; empty if it says nothing.

    Numbering, hints in brackets, colons and stars are gone, plurals are singular, and
    a child, a student and a pupil are one.
    """
    text = unicodedata.normalize("NFKC", label).casefold().translate(_STRAIGHT)
    text = _REPEAT.sub("", " ".join(text.split()))
    text = _HINT.sub(" ", _NUMBER.sub("", text))
    text = " ".join(text.replace("*", " ").split()).strip(" .:;?-")
    for pattern, same in _SAME:
        text = pattern.sub(same, text)
    return " ".join(_singular(word) for word in _WORD.findall(text))


def answer_words(printed: str) -> str:
    """Return a printed answer in one spelling, with its numbers and its brackets."""
    text = unicodedata.normalize("NFKC", printed).casefold().translate(_STRAIGHT)
    return " ".join(_WORD.findall(text))


def strong(spelt: str) -> tuple[str, ...]:
    """Return the words of a plain label that ask for something, in order."""
    words = spelt.split()
    return tuple(word for word in words if word not in _WEAK) or tuple(words)


def of_name(name: str) -> str:
    """Return a field's name as words: `child_FirstName[0]` is `child First Name`.

    Only the last step of a name in steps is taken; the others are the form's own.
    """
    last = re.sub(r"\[\d+\]", "", name).rpartition(".")[2]
    split = re.sub(
        r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])", " ", last
    )
    return " ".join(re.sub(r"[_\-.]+", " ", split).split())


def sureness(label: str, name: str) -> float:
    """Return how surely two plain labels ask the same, from 0 to `EXACT`.

    Only the steps named above and lesser likenesses below `ALIKE` come out.
    """
    if label == name:
        return EXACT
    ours, theirs = strong(label), strong(name)
    if not ours or not theirs or _numbers(ours) != _numbers(theirs):
        return 0.0
    if ours == theirs or (len(ours) > 1 and sorted(ours) == sorted(theirs)):
        return NEARLY
    if _is_misspelt(label.split(), name.split()) or _is_run_together(label, name):
        return MISSPELT
    return _resemblance(ours, theirs)


def closest(label: str, names: Collection[str]) -> dict[str, float]:
    """Return the names that a plain label resembles, each with how surely.

    The same as `sureness` of each of them, but quick with many names.
    """
    if not label:
        return {}
    names = list(names)  # of a mapping the library would compare the values
    whole = process.extract(
        label, names, scorer=fuzz.token_sort_ratio, score_cutoff=_LEAST, limit=None
    )
    squeezed = process.extract(
        label, names, scorer=fuzz.ratio, score_cutoff=_LEAST, limit=None
    )
    started = [name for name in names if name.startswith((f"{label} ", label))]
    begins = [name for name in names if label.startswith(f"{name} ")]
    near = {name for name, *_ in (*whole, *squeezed)} | {*started, *begins}
    scored = ((name, sureness(label, name)) for name in near)
    return {name: sure for name, sure in scored if sure > 0}


def starts_like(line: str, title: str) -> bool:
    """Whether a line starts with a title, a few letters misread; both in small."""
    start = line[: len(title)]
    return start == title or fuzz.ratio(start, title) >= _TITLE_ALIKE


def _singular(word: str) -> str:
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _numbers(words: Iterable[str]) -> list[str]:
    return [word for word in words if word.isdigit()]


def _is_misspelt(ours: list[str], theirs: list[str]) -> bool:
    """Whether words are the same but for misread ones, and for weak ones."""
    changes = Levenshtein.editops(ours, theirs)
    if len(changes) > max(1, len(ours) // 2):
        return False
    return all(
        _typo(ours[change.src_pos], theirs[change.dest_pos])
        if change.tag == "replace"
        else _lost(change.tag, ours, theirs, change) in _WEAK
        for change in changes
    )


def _lost(tag: str, ours: list[str], theirs: list[str], change: Editop) -> str:
    """Return the word that only one of the two has."""
    return ours[change.src_pos] if tag == "delete" else theirs[change.dest_pos]


def _is_run_together(label: str, name: str) -> bool:
    """Whether two labels are one but for gaps, and in long ones a letter or two.

    Only where gaps differ: words that differ are compared one by one.
    """
    one, other = label.replace(" ", ""), name.replace(" ", "")
    if one == other:
        return True
    if label.count(" ") == name.count(" "):
        return False
    # A letter more or less at most: what turns a word round has two, such as `un`.
    is_long = min(len(one), len(other)) >= _LONG and abs(len(one) - len(other)) < 2
    return is_long and fuzz.ratio(one, other) >= _BLURRED


def _typo(one: str, other: str) -> bool:
    """Whether two words are one, misread: never a word and its opposite."""
    if min(len(one), len(other)) < _SHORTEST_TYPO:
        # Of short words only weak ones, which say nothing, may be misread.
        weak = {one, other} & _WEAK and not {one, other} & _DENYING
        return bool(weak) and Levenshtein.distance(one, other) == 1
    short, long = sorted((one, other), key=len)
    if any(long == prefix + short for prefix in _PREFIXES):
        return False
    first, second = _as_seen(one), _as_seen(other)
    if first == second:
        return True
    same_start = first[0] == second[0]
    return same_start and fuzz.ratio(first, second) >= _SPELT_ALIKE


def _as_seen(word: str) -> str:
    """Return a word with letters that look alike made one: rn is m."""
    for pair, letter in (("rn", "m"), ("vv", "w"), ("cl", "d"), ("ii", "u")):
        word = word.replace(pair, letter)
    return word.translate(_LOOK_ALIKE)


def _resemblance(ours: Sequence[str], theirs: Sequence[str]) -> float:
    short, long = sorted((ours, theirs), key=len)
    if len(short) >= _PART_OF and long[: len(short)] == short:
        return ALIKE  # the label goes on in its next line
    shared = len({*ours} & {*theirs}) / len({*ours} | {*theirs})
    score = fuzz.token_sort_ratio(" ".join(ours), " ".join(theirs))
    if shared < _SHARED_WORDS and score < _RESEMBLES:
        return 0.0
    return round(ALIKE * max(shared, score / 100), 3)
