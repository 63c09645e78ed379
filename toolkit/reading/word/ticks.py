"""Boxes, ticks and crosses that stand among the words, and what each belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from toolkit.reading.word.words import HOLDER, Words


class Glyph(Enum):
    """What a box or a tick looks like."""

    EMPTY = auto()
    TICKED = auto()
    CROSSED = auto()
    TICK = auto()
    CROSS = auto()


_LETTERS = {
    **dict.fromkeys("☐□▢❑❒❏❐◻⬜🗆", Glyph.EMPTY),
    **dict.fromkeys("☑✅🗹", Glyph.TICKED),
    **dict.fromkeys("☒⌧⊠❎🗷🗵", Glyph.CROSSED),
    **dict.fromkeys("✓✔√🗸", Glyph.TICK),
    **dict.fromkeys("✗✘✕✖❌❌🗴", Glyph.CROSS),
}
# Bullets and round buttons: boxes only where a filled one stands with an empty one.
_ROUND = {
    **dict.fromkeys("○◯⚪", Glyph.EMPTY),
    **dict.fromkeys("●◉⦿⚫🔘", Glyph.TICKED),
}
_SQUARE = {
    **dict.fromkeys("☐□▢◻⬜", Glyph.EMPTY),
    **dict.fromkeys("■◼⬛", Glyph.TICKED),
}
LONGEST_LINE = 4000
"""Letters of a line that is looked at for labels and boxes; a page has 3,000."""

_ANY = re.compile(r"[\[(" + "".join((*_LETTERS, *_ROUND, *_SQUARE)) + "]")
_TYPED = re.compile(r"\[[\s_]{0,3}\]|\[\s?[xX✓✔√✗✘]\s?\]|\(\s{1,3}\)|\(\s?[xX✓✔√]\s?\)")
# "Please tick [box] all that apply": the words before the box, and those behind it.
_TELLS = re.compile(r"\b(?:tick|cross|mark|put|insert|place)\b[^:?]*$", re.IGNORECASE)
_TELLS_ON = re.compile(
    r"\W*(?:in|against|beside|next|all|the|any|one|as|where|for|to|if|or|those|each|"
    r"every|box(?:es)?|whichever|appropriate)\b",
    re.IGNORECASE,
)
_LONE_X = re.compile(r"^[xX]\b(?![.'’-])\s*|(?<=\s)[xX]$")
_WIDE = re.compile(r"\t|\s{3,}")
# What is written behind an option: after a colon, on a rule, or after a wide gap.
_WRITTEN = re.compile(
    r"(?P<label>.*?\S.*?)(?::\s|:$|_{2,}|\.{4,}|…{2,}|\t|\s{3,})(?P<rest>.*)$",
    re.DOTALL,
)
_VARIANT = "\ufe0e\ufe0f"  # says in which style to draw the letter before


@dataclass(frozen=True, slots=True)
class Box:
    """One box or tick in a line: from where to where, and whose mark it already is."""

    start: int
    end: int
    glyph: Glyph
    holder: int | None = None
    is_round: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """A box with the words beside it; `tick` is null where it cannot be told."""

    label: str
    tick: bool | None
    ask: bool = False
    holder: int | None = None
    question: str = ""
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Custom:
    """How a document marks its boxes: which of them there are at all."""

    empty: bool = False
    ticked: bool = False
    crossed: bool = False


def custom_of(lines: Iterable[str]) -> Custom:
    """Return which boxes a document has among all its lines."""
    seen = {box.glyph for line in lines for box in _found(line)}
    return Custom(
        empty=Glyph.EMPTY in seen,
        ticked=Glyph.TICKED in seen,
        crossed=Glyph.CROSSED in seen,
    )


def boxes_in(line: Words) -> tuple[Box, ...]:
    """Return the boxes and ticks of a line that mark something, in order.

    A tick in the middle of a sentence marks nothing, and neither do the boxes of a
    sentence that says how to tick.
    """
    holders = dict(_held(line))
    boxes = [replace(box, holder=holders.get(box.start)) for box in _found(line.text)]
    if boxes and _instructs(line.text, boxes):
        boxes = [box for box in boxes if box.holder is not None]
    return tuple(b for b in boxes if not _is_in_sentence(b, line.text, boxes))


def _instructs(text: str, boxes: Sequence[Box]) -> bool:
    before, behind = text[: boxes[0].start], text[boxes[0].end :]
    return bool(_TELLS.search(before) and _TELLS_ON.match(behind))


def _held(line: Words) -> Iterator[tuple[int, int]]:
    """Yield where in a line another mark's box stands, with the mark's number."""
    at = 0
    for piece in line.pieces:
        if piece.holder is not None and piece.text != HOLDER:
            yield at, piece.holder
        at += len(piece.text)


def _found(text: str) -> list[Box]:
    if len(text) > LONGEST_LINE or not _ANY.search(text):
        return []
    boxes = [
        Box(at, at + 1, _LETTERS[letter])
        for at, letter in enumerate(text)
        if letter in _LETTERS
    ]
    for kind in (_ROUND, _SQUARE):
        paired = [
            (at, kind[letter]) for at, letter in enumerate(text) if letter in kind
        ]
        if len({glyph for _, glyph in paired}) > 1:
            known = {box.start for box in boxes}
            boxes += [Box(at, at + 1, g) for at, g in paired if at not in known]
    typed = [_typed(found) for found in _TYPED.finditer(text)]
    # A telephone number has brackets too: round ones count only in company.
    if sum(box.is_round for box in typed) < 2:
        typed = [box for box in typed if not box.is_round]
    inside = [(box.start, box.end) for box in typed]
    boxes = [b for b in boxes if not any(s <= b.start < e for s, e in inside)]
    return sorted([*boxes, *typed], key=lambda box: box.start)


def _typed(found: re.Match[str]) -> Box:
    inner = found[0][1:-1].strip(" \t\xa0_")
    glyph = (
        Glyph.EMPTY if not inner else Glyph.CROSSED if inner in "xX✗✘" else Glyph.TICKED
    )
    return Box(found.start(), found.end(), glyph, is_round=found[0][0] == "(")


def _is_in_sentence(box: Box, text: str, boxes: Sequence[Box]) -> bool:
    """Whether a tick without a box stands between words, the only one on its line."""
    if box.glyph not in {Glyph.TICK, Glyph.CROSS} or len(boxes) > 1:
        return False
    before, after = text[: box.start], text[box.end :].strip(_VARIANT)
    if not before.strip() or not after.strip():
        return False
    return not before.rstrip(" ").endswith((":", "?", "\t")) and after[0] != "\t"


# --- options of one line ------------------------------------------------------------


def options_of(
    line: Words, boxes: Sequence[Box], group: Sequence[Box], custom: Custom
) -> list[Option]:
    """Return the options of a line that has boxes.

    Boxes stand before their words or behind them; a line's ends tell which. Where they
    do not, a person looks.

    Args:
        line: The words.
        boxes: The line's boxes.
        group: All boxes of the same question, this line's among them.
        custom: How the document marks its boxes.
    """
    one_each, doubtful = _merged(line.text, boxes)
    gaps = _gaps(line, one_each)
    question, labels, sure = _labelled(gaps)
    first = not gaps[0].text.strip()
    return [
        _option(
            question,
            label,
            box,
            _state(box, group, custom, is_before_words=first and bool(label.strip())),
            ask=doubtful or not sure,
        )
        for label, box in zip(labels, one_each, strict=True)
    ]


def _labelled(gaps: Sequence[Words]) -> tuple[str, list[str], bool]:
    """Return the question, each box's label, and whether they are surely theirs."""
    first, last = gaps[0].text.strip(), gaps[-1].text.strip()
    if first and last:
        return _labels_behind(gaps)
    if first:
        return _labels_before(gaps)
    return "", [gap.text for gap in gaps[1:]], bool(last) or len(gaps) == 2


def _gaps(line: Words, boxes: Sequence[Box]) -> list[Words]:
    """Return the words before the first box, between them, and behind the last."""
    starts = [0, *(box.end for box in boxes)]
    ends = [*(box.start for box in boxes), len(line.text)]
    return [line.cut(a, b) for a, b in zip(starts, ends, strict=True)]


def _labels_before(gaps: Sequence[Words]) -> tuple[str, list[str], bool]:
    """Return question and labels where each box stands behind its words."""
    labels = [gap.text for gap in gaps[:-1]]
    question, first = _question_in(labels[0])
    sure = bool(question) or len(labels) == 1 or len(first.split()) <= 3
    return question, [first, *labels[1:]], sure


def _labels_behind(gaps: Sequence[Words]) -> tuple[str, list[str], bool]:
    """Return question and labels where words stand at both ends of the line."""
    before = gaps[0].text
    is_question = before.rstrip(" ").endswith((":", "?", "\t", "-", "–")) or bool(
        _WIDE.search(before[-3:])
    )
    labels = [gap.text for gap in gaps[1:]]
    if len(labels) == 1 and not is_question:
        return "", [f"{before.strip()} {labels[0].strip()}"], False
    return before, labels, is_question


def _question_in(text: str) -> tuple[str, str]:
    """Divide a question from the first option that follows it on the line."""
    divided = re.match(
        r"(.*(?:[:?]|\t|\s{3,}))(\s*[^\s:?].*)$", text.strip().rstrip(":"), re.DOTALL
    )
    return (divided[1], divided[2]) if divided else ("", text)


def _merged(text: str, boxes: Sequence[Box]) -> tuple[list[Box], bool]:
    """Return the boxes, one for a tick put beside an empty box; and whether to ask."""
    kept: list[Box] = []
    doubtful = False
    for box in boxes:
        beside = kept and not text[kept[-1].end : box.start].strip(" \xa0" + _VARIANT)
        if beside and {kept[-1].glyph, box.glyph} == {Glyph.EMPTY, Glyph.TICK}:
            kept[-1] = replace(kept[-1], end=box.end, glyph=Glyph.TICKED)
            doubtful = True
        elif beside:
            doubtful = True
            kept.append(box)
        else:
            kept.append(box)
    return kept, doubtful


def _option(question: str, label: str, box: Box, tick: _Tick, *, ask: bool) -> Option:
    words = label.strip(" \t\xa0" + _VARIANT)
    beside = _LONE_X.search(words)
    if box.glyph is Glyph.EMPTY and beside:
        # Somebody typed a cross beside the box: for it, or for the next one.
        words = _LONE_X.sub("", words)
        tick = _Tick(None, ask=True)
    shown, rest = _divided(words)
    return Option(
        tidied(shown),
        tick.value,
        ask or tick.ask,
        box.holder,
        tidied(question),
        rest,
    )


def _divided(words: str) -> tuple[str, str]:
    """Divide an option's words from what somebody wrote behind them."""
    divided = _WRITTEN.match(words)
    if divided is None:
        return words.strip(" ,;/|"), ""
    return divided["label"].strip(" ,;/|"), divided["rest"].strip(" \t\xa0_.…:")


def tidied(label: str) -> str:
    """Return a label as one line, without the colon or the star behind it."""
    return " ".join(label.replace(HOLDER, " ").split()).rstrip(" :*").strip()


# --- what a box says ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Tick:
    value: bool | None
    ask: bool = False


def _state(
    box: Box, group: Sequence[Box], custom: Custom, *, is_before_words: bool
) -> _Tick:
    """Return whether a box is ticked.

    A cross in a box is a tick where other boxes are empty. Where they are all ticked or
    crossed it may mean the opposite, and so may a cross without a box; a person says.
    """
    if box.glyph is Glyph.EMPTY:
        return _Tick(value=False)
    if box.glyph is Glyph.CROSS:
        return _Tick(None, ask=True)
    others = {
        other.glyph for other in group if other is not box and other.holder is None
    }
    if box.glyph is Glyph.CROSSED:
        if not custom.empty and (custom.ticked or Glyph.TICKED in others):
            return _Tick(None, ask=True)
        return _Tick(value=True, ask=not custom.empty or Glyph.TICKED in others)
    doubtful = bool(others & {Glyph.CROSSED, Glyph.CROSS})
    # A tick before words, where nothing else is boxed, may be a bullet of a list.
    is_bullet = box.glyph is Glyph.TICK and not custom.empty and is_before_words
    return _Tick(value=True, ask=doubtful or is_bullet)
