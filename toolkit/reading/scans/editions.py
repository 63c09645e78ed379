"""Telling from machine-read words which edition of which form of ours a page is."""

from __future__ import annotations

from collections.abc import Iterable

# Letters that a machine takes for each other, each as the first of its kind.
_ALIKE = str.maketrans("1|!][Il0OoQ5S8B2Z\\", "iiiiiiiooooss" + "bbzz/")
_MOST_APART = 2  # letters; more may be another form altogether
_MOST_WORDS = 6  # that an id may have fallen into
_CLEAR_BY = 2  # letters that the next best has to be further away


def edition_in(texts: Iterable[str], editions: Iterable[str]) -> str:
    """Return the one issued edition id that stands in these lines, or empty.

    A machine may have misread a letter or two of it, but never so that another issued
    edition would be as likely.

    Args:
        texts: Lines as read.
        editions: The ids there are, `service/form/edition`.
    """
    known = {edition: _plain(edition) for edition in editions}
    found = {edition for text in texts for edition in _nearest(text, known)}
    return found.pop() if len(found) == 1 else ""


def _nearest(text: str, known: dict[str, str]) -> tuple[str, ...]:
    """Return the editions a line names word for word, else the one clearly nearest."""
    runs = list(_runs(text))
    exact = tuple(edition for edition, plain in known.items() if plain in runs)
    if exact or not runs:
        return exact
    apart = sorted(
        (min(_apart(run, plain) for run in runs), edition)
        for edition, plain in known.items()
    )
    if not apart or apart[0][0] > _MOST_APART:
        return ()
    is_clear = len(apart) == 1 or apart[1][0] >= apart[0][0] + _CLEAR_BY
    return (apart[0][1],) if is_clear else ()


def _runs(text: str) -> Iterable[str]:
    """Yield what could be an id: each run with strokes, and neighbours put together."""
    words = text.split()
    for start in range(len(words)):
        for end in range(start + 1, min(start + _MOST_WORDS, len(words)) + 1):
            run = _plain("".join(words[start:end]))
            if "/" in run:
                yield run


def _plain(text: str) -> str:
    return text.casefold().translate(_ALIKE).replace("rn", "m")


def _apart(one: str, other: str) -> int:
    """Return how many letters have to be changed, added or left out; 9 for many."""
    if abs(len(one) - len(other)) > _MOST_APART + _CLEAR_BY:
        return 9
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        before, row[0] = row[0], at
        for where, its in enumerate(other, start=1):
            changed = before + (letter != its)
            before = row[where]
            row[where] = min(changed, before + 1, row[where - 1] + 1)
    return row[-1]
