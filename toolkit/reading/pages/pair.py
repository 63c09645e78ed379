"""A label and its answer on a page, and what words could be a label."""

from __future__ import annotations

from dataclasses import dataclass, field

from toolkit.model import Box
from toolkit.reading.pages.layout import Ring, Rule, TickBox, ends_as_label
from toolkit.reading.pages.pair_ticks import Option

_LONGEST_LABEL, _LONGEST_QUESTION = 90, 200  # letters
_MOST_WORDS, _MOST_QUESTION_WORDS = 14, 32


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and what was answered; `options` instead of `text` where one is chosen.

    `box` is round the answer, or the room for it, or the label when there is neither.
    """

    label: str
    text: str = field(default="", repr=False)
    box: Box = (0.0, 0.0, 0.0, 0.0)
    at: Box = (0.0, 0.0, 0.0, 0.0)
    options: tuple[Option, ...] = ()
    ask: bool = False
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn in one region of a page besides its words."""

    ticks: tuple[TickBox, ...] = ()
    rules: tuple[Rule, ...] = ()
    rings: tuple[Ring, ...] = ()
    is_form: bool = True


def label_text(text: str) -> str:
    """Return a label as printed, without the colon that ends it."""
    return text.strip().rstrip(":").strip()


def is_label(text: str) -> bool:
    """Whether words could be a label: short, with a letter, and no sentence."""
    plain = label_text(text)
    asks = ends_as_label(text)
    return (
        0 < len(plain) <= (_LONGEST_QUESTION if asks else _LONGEST_LABEL)
        and len(plain.split()) <= (_MOST_QUESTION_WORDS if asks else _MOST_WORDS)
        and any(letter.isalpha() for letter in plain)
        and not (plain.endswith(".") and len(plain.split()) > 4)
    )
