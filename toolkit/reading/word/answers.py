"""What an answer's words say: blanks, prompts, and words to delete as appropriate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.reading.word.controls import PROMPTS, squeezed
from toolkit.reading.word.looks import Look
from toolkit.reading.word.words import HOLDER, Words

# Words that stand side by side on forms for people to choose from. Anything else side
# by side, such as two languages, may well be somebody's answer.
_CHOICES = frozenset(
    {
        *("yes", "no", "y", "n", "n/a", "na", "not applicable", "true", "false"),
        *("unknown", "not known", "don't know", "not sure", "unsure"),
        *("m", "f", "male", "female", "other", "non-binary", "prefer not to say"),
        *("agree", "disagree", "mr", "mrs", "miss", "ms", "mx", "dr"),
    }
)
_INSTRUCTION = re.compile(
    r"[(\[*]*\s*(?:please\s+)?(?:delete|circle|underline|highlight|strike|cross out)"
    r"[^()\[\]]{0,60}[)\]]?\s*[.:]?\s*",
    re.IGNORECASE,
)
# Rules and dots to write on, before and behind what is written on them.
_LEADERS = re.compile(
    r"^\s*(?:_{2,}|\.{4,}|…{2,})|(?:_{2,}|\.{6,}|…{2,})\s*$", re.MULTILINE
)
_ASKS = re.compile(
    r"[(\[]?\s*(?:d{1,2}[^\w]*m{1,3}[^\w]*y{2,4}|[_\s]*/[_\s]*/[_\s]*)\s*[)\]]?",
    re.IGNORECASE,
)
_TYPED_PROMPTS = PROMPTS | {
    *("typehere", "typeyouranswerhere", "typetext", "entertext", "enterhere"),
    *("chooseone", "selectone", "pleaseselect", "pleasechoose", "clickhere"),
}
# Choices side by side that no stroke divides count only where each is a known one.
_STROKE = re.compile(r"(?<![nN])/|/(?![aA]\b)")
_LOOSER = (
    re.compile(r"\s*[|\\]\s*|\t+|\s{2,}|\s+or\s+", re.IGNORECASE),
    re.compile(r"\s+"),
)
# What a program was to fill in, or what stands in brackets to say what goes here.
_UNFILLED = re.compile(r"(?:«.*»|\{\{?.*\}?\}|\[.*\]|<[^<>]*>|\(.*\))", re.DOTALL)
_LONGEST = 120  # characters of choices side by side


@dataclass(frozen=True, slots=True)
class Said:
    """An answer's text, and whether a person must look at it."""

    text: str
    ask: bool = False


def said_by(lines: Sequence[Words], *, told: bool = False) -> Said:
    """Return what an answer's lines say.

    Words struck out are left out, and a person looks. Rules and dots to write on are no
    words. Of choices side by side the one that is left, or set off, is the answer; none
    is, where they are as printed.

    Args:
        lines: The answer, without its label.
        told: Whether the label says to delete or to circle what applies.
    """
    words = [line for line in lines if line.text.strip() and not line.is_prompt]
    if len(words) == 1:
        chosen = choice_in(words[0], told=told)
        if chosen is not None:
            return chosen
    kept = "\n".join(_kept(line) for line in lines if not line.is_prompt)
    text = _LEADERS.sub("", kept.replace(HOLDER, "")).strip()
    if not text.strip("_ ") or is_prompt(text):
        return Said("", ask=_is_struck(words))
    ask = _is_struck(words) or _UNFILLED.fullmatch(text) is not None
    return Said(text, ask=ask)


def is_prompt(text: str) -> bool:
    """Whether a text says what to write there, and is nobody's answer."""
    bare = squeezed(text).strip("[]<>().…")
    return (
        bare in _TYPED_PROMPTS
        or squeezed(text) in PROMPTS
        or bool(_ASKS.fullmatch(text))
    )


def tells_to_delete(text: str) -> bool:
    """Whether some words say to delete or to circle what applies."""
    return _INSTRUCTION.search(text) is not None


def _kept(line: Words) -> str:
    return "".join(p.text for p in line.pieces if not p.look.struck)


def _is_struck(lines: Sequence[Words]) -> bool:
    pieces = (piece for line in lines for piece in line.pieces)
    return any(piece.look.struck and piece.text.strip() for piece in pieces)


def are_choices(line: Words) -> bool:
    """Whether a line is nothing but words to choose from, such as `YES/NO`."""
    choices = _choices(line) if len(line.text) <= _LONGEST else []
    return len(choices) > 1 and all(
        _plain(choice.text) in _CHOICES for choice in choices
    )


# --- delete as appropriate ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Choice:
    """One of the choices: its word and how it looks; null where it looks mixed."""

    text: str
    struck: bool | None
    looks: frozenset[tuple[bool, bool, bool, str]]


def choice_in(line: Words, *, told: bool = False) -> Said | None:
    """Return which choice of those side by side stands; null if there are none.

    Args:
        line: The choices, without their label.
        told: Whether the label says to delete or to circle what applies.
    """
    instruction = _INSTRUCTION.search(line.text)
    if instruction is not None:
        told = True
        line = _without(line, instruction.start(), instruction.end())
    if len(line.text) > _LONGEST or line.holders:
        return None
    choices = _choices(line)
    if len(choices) < 2:
        return None
    known = [not c.text or _plain(c.text) in _CHOICES for c in choices]
    differ = len({(c.struck, c.looks) for c in choices if c.text}) > 1
    if all(known) or told or (differ and _is_struck([line])):
        return _judged(line, choices)
    # Something is written beside the choices, or they are no choices at all.
    return Said(line.text.strip(), ask=True) if known[0] else None


def _without(line: Words, start: int, end: int) -> Words:
    before, after = line.cut(0, start), line.cut(end)
    return Words(
        before.pieces + after.pieces, line.is_heading, drawn_over=line.drawn_over
    )


def _choices(line: Words) -> list[_Choice]:
    """Return the words between strokes (`n/a` is one), or between wide spaces."""
    divided = _divided(line, _STROKE)
    for divider in () if len(divided) > 1 else _LOOSER:
        looser = _divided(line.stripped(), divider)
        if len(looser) > 1 and all(_plain(c.text) in _CHOICES for c in looser):
            return looser
    return divided


def _divided(line: Words, divider: re.Pattern[str]) -> list[_Choice]:
    found = []
    start = 0
    for stroke in divider.finditer(line.text):
        found.append(_choice(line.cut(start, stroke.start())))
        start = stroke.end()
    return [*found, _choice(line.cut(start))]


def _choice(words: Words) -> _Choice:
    seen = [piece for piece in words.pieces if piece.text.strip()]
    struck = {piece.look.struck for piece in seen}
    return _Choice(
        words.text.strip(" \t*"),
        struck=None if len(struck) > 1 else True in struck,
        looks=frozenset(_emphasis(piece.look) for piece in seen),
    )


def _emphasis(look: Look) -> tuple[bool, bool, bool, str]:
    return look.bold, look.marked, look.underlined, look.colour


def _judged(line: Words, choices: Sequence[_Choice]) -> Said:
    """Return the choice that is left, or set off; ask where that is not one."""
    there = [choice for choice in choices if choice.text]
    whole = line.text.strip()
    left = [choice for choice in there if choice.struck is False]
    if any(choice.struck is None for choice in there) or not left:
        return Said(whole if there else "", ask=bool(there))
    if len(left) == 1:
        # A struck word that is set off beside the one that is left is a second opinion.
        others = [c for c in there if c.struck and _set_off(c)]
        return Said(left[0].text, ask=bool(others) and not _set_off(left[0]))
    off = [choice for choice in left if _set_off(choice)]
    alike = len({choice.looks for choice in left}) == 1
    if alike and len(left) == len(there) == len(choices):
        return Said("", ask=line.drawn_over)
    if len(off) == 1 and len(left) == len(there) and not line.drawn_over:
        return Said(off[0].text, ask=not _is_plainly(off[0]))
    return Said(whole, ask=True)


def _set_off(choice: _Choice) -> bool:
    return any(any(look) for look in choice.looks)


def _is_plainly(choice: _Choice) -> bool:
    """Whether all of a word is set off, and by more than a colour alone."""
    return len(choice.looks) == 1 and any(any(look[:3]) for look in choice.looks)


def _plain(text: str) -> str:
    return text.strip(" .*()").casefold().replace("’", "'")
