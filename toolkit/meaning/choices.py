"""Ticks, yes-or-no answers and choices among printed answers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from toolkit.catalogue.definitions import Choice
from toolkit.meaning.unclear import Unclear, quoted, unreadable

YES_OR_NO = (Choice("yes", "Yes"), Choice("no", "No"))

# Only for answers that the question allows: `unknown` is nothing where it is not asked.
_OTHER_WORDS = {
    "yes": {"y", "true", "x", "✓", "✔", "☑", "☒", "✗", "✘"},
    "no": {"n", "false"},
    "unknown": {"u", "unknown", "not known", "don't know", "do not know", "not sure"},
}
_YES_WORDS = {"yes", "on", "1", *_OTHER_WORDS["yes"]}
_NO_WORDS = {"off", "0", "☐", "no", *_OTHER_WORDS["no"]}
_LONGEST_LIST = 12
_EMPTY_BOX = "☐"
_BOX = re.compile("[☐☑☒]")


def read_tick(text: str) -> bool:
    """Return whether a word or a sign in a box's place means that it is ticked.

    Raises:
        Unclear: If it means neither.
    """
    word = _folded(text)
    if word in _YES_WORDS:
        return True
    if word in _NO_WORDS:
        return False
    raise unreadable(text, "a tick")


def read_choice(text: str, choices: Sequence[Choice]) -> str | None:
    """Return the value of the printed answer somebody chose or wrote; null for none.

    Raises:
        Unclear: If it is none of the printed answers, or more than one.
    """
    if _BOX.search(text) and _folded(text) not in _OTHER_WORDS["yes"]:
        return _ticked(text, choices)
    return _chosen(text, choices)


def read_yes_no(text: str, choices: Sequence[Choice]) -> str | None:
    """Return `yes`, `no`, or `unknown` where the question allows it; null for none.

    Raises:
        Unclear: If it is none of these.
    """
    word = _folded(text)
    for choice in choices:
        if word in _OTHER_WORDS.get(choice.value, ()):
            return choice.value
    return read_choice(text, choices)


def _chosen(text: str, choices: Sequence[Choice]) -> str:
    word = _folded(text)
    by_value = [choice.value for choice in choices if _folded(choice.value) == word]
    by_label = [choice.value for choice in choices if _folded(choice.label) == word]
    found = by_value or by_label
    if len(found) == 1:
        return found[0]
    raise Unclear(
        f"{quoted(text)} is not one of the printed answers{_listed(choices)}."
    )


def _ticked(text: str, choices: Sequence[Choice]) -> str | None:
    """Read a row of drawn boxes, each before its label or each after it."""
    boxes, labels = _BOX.findall(text), [part.strip() for part in _BOX.split(text)]
    if not labels[0]:
        labels = labels[1:]
    elif not labels[-1]:
        labels = labels[:-1]
    if len(boxes) != len(labels):
        raise Unclear(f"we cannot tell which box is ticked in {quoted(text)}.")
    pairs = zip(boxes, labels, strict=True)
    ticked = [label for box, label in pairs if box != _EMPTY_BOX]
    if len(ticked) > 1:
        raise Unclear(f"more than one box is ticked in {quoted(text)}.")
    return _chosen(ticked[0], choices) if ticked else None


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return " ".join(re.sub("[‐-―]", "-", plain).split()).rstrip(".,;: ")


def _listed(choices: Sequence[Choice]) -> str:
    labels = [quoted(choice.label) for choice in choices]
    if not 1 < len(labels) <= _LONGEST_LIST:
        return ""
    return f": {', '.join(labels[:-1])} or {labels[-1]}"
