"""Labels and answers on one line of Word text: what is which."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from toolkit.reading.word.answers import choice_in, tells_to_delete
from toolkit.reading.word.ticks import LONGEST_LINE, tidied
from toolkit.reading.word.words import HOLDER, Words

_LONGEST_ANYWHERE = 400  # characters of a question in a cell of its own
_LONGEST = 100  # characters of a label in running text; sentences are longer
_MOST_WORDS = 14
_MOST_PIECES = 500  # changes of look on one line
_SURE_WORDS = 6  # a label of more words may be the start of a sentence
_LONG_ANSWER = 300  # characters behind a colon that are more likely a paragraph
# A label's colon: not that of a time, a web address or a ratio.
_COLON = re.compile(r":(?=\s|$|_|\.{3}|…|[A-Za-z£(\uFFFC])(?!//)")
_LEADER = re.compile(r"_{2,}|\.{5,}|…{2,}")
_WIDE = re.compile(r"\t+|\s{3,}")
_NEXT = re.compile(r"(?:^|\s)[A-Z][\w'’()/ -]{0,40}:(?=\s|$)")
_ASKED = re.compile(r"\?|\s[-–—]\s|(?=\s(?:YES|Yes|Y)\s?/\s?(?:NO|No|N)\b)")
_SENTENCE = re.compile(r"[.!?;]\s+\S")
_VALUE_LIKE = re.compile(
    r"[\d\W_]*|\S+@\S+|https?:.*|.*\d{3,}.*\d{3,}.*"
    r"|\d{1,2}(?:st|nd|rd|th)?\W[A-Za-z]{3,9}\W+\d{2,4}",
    re.DOTALL,
)
_TITLE = re.compile(
    r"(?:section|part|page|table|figure|appendix|annex)\W*\w{1,3}", re.IGNORECASE
)
_UNFILLED = ("«", "{", "<", "[")  # what a program was to fill in is no label


@dataclass(slots=True)
class Pair:
    """A label and the words of its answer; `ask` if either may end elsewhere."""

    label: str
    answer: list[Words] = field(default_factory=list)
    ask: bool = False
    has_rule: bool = False
    """Whether there is a rule or a line of dots to write on."""
    start: int = 0
    """Where on the line the answer starts."""
    has_colon: bool = True

    @property
    def is_open(self) -> bool:
        """Whether nothing stands behind the label, not even a rule to write on."""
        return not self.has_rule and not any(w.text.strip() for w in self.answer)


def is_label(text: str) -> bool:
    """Whether words could be what a form calls a question.

    They have a letter, are no sentences and look unlike what people write in answers:
    dates, numbers, addresses of mail and pages.
    """
    plain = text.replace(HOLDER, "").strip()
    if not any(c.isalpha() for c in plain) or len(plain) > _LONGEST_ANYWHERE:
        return False
    if plain.startswith(_UNFILLED):
        return False
    return _VALUE_LIKE.fullmatch(plain) is None


def pairs_in(line: Words) -> list[Pair]:
    """Return the labels of a line, each with its answer, in order.

    A label ends with a colon, or with a rule or dots to write on, or it is bold where
    its answer is not. What stands behind the last wide gap still belongs to the answer
    before it. A question with choices to delete is a label as well.
    """
    if len(line.text) > LONGEST_LINE or len(line.pieces) > _MOST_PIECES:
        return []
    pairs: list[Pair] = []
    ends: list[int] = []
    for chunk in _chunks(line):
        found = _pair(chunk, pairs)
        if found is not None:
            ends.append(chunk.start)
            pairs.append(found)
        elif pairs:
            pairs[-1].has_rule |= chunk.has_rule
            pairs[-1].ask |= chunk.is_glued and not pairs[-1].has_colon
    for pair, end in zip(pairs, [*ends[1:], len(line.text)], strict=bool(pairs)):
        pair.answer = [line.cut(pair.start, end).stripped()]
    return pairs or _with_choices(line)


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A stretch of a line between wide gaps or rules, and what follows it.

    `is_glued` says that it follows a rule without a space, as words written on it do.
    """

    words: Words
    start: int
    has_rule: bool = False
    is_glued: bool = False


def _chunks(line: Words) -> Iterator[_Chunk]:
    """Yield the stretches of a line: cut at wide gaps, at rules and at bold labels."""
    cuts = [(m.start(), m.end()) for m in _WIDE.finditer(line.text)]
    cuts += [(m.start(), m.end()) for m in _LEADER.finditer(line.text)]
    cuts += [(at, at) for at in _bold_starts(line)]
    start = 0
    after_rule = False
    for first, last in [*sorted(cuts), (len(line.text), len(line.text))]:
        if first < start:
            continue
        is_rule = first < last and bool(_LEADER.fullmatch(line.text, first, last))
        words = line.cut(start, first)
        if words.text.strip() or is_rule:
            is_glued = after_rule and bool(words.text[:1].strip())
            yield _Chunk(words, start, is_rule, is_glued)
        start, after_rule = last, is_rule


def _bold_starts(line: Words) -> Iterator[int]:
    """Yield where bold words that end with a colon follow words that are not bold."""
    at = 0
    was_bold = True
    for piece in line.pieces:
        if piece.look.bold and not was_bold and ":" in _bold_from(line, at):
            yield at
        if piece.text.strip():
            was_bold = piece.look.bold
        at += len(piece.text)


def _bold_from(line: Words, start: int) -> str:
    text = ""
    for piece in line.cut(start).pieces:
        if not piece.look.bold and piece.text.strip():
            break
        text += piece.text
    return text


def _pair(chunk: _Chunk, before: Sequence[Pair]) -> Pair | None:
    """Return the pair that starts with a stretch of a line; null if none does."""
    text = chunk.words.text
    colon = next((m.start() for m in _COLON.finditer(text)), None)
    if colon is not None and _can_label(text[:colon]):
        return Pair(
            tidied(text[:colon]),
            ask=_is_doubtful(chunk.words, colon),
            has_rule=chunk.has_rule,
            start=chunk.start + colon + 1,
        )
    last = before[-1] if before else None
    is_written_on = last is not None and last.has_rule and chunk.is_glued
    if not chunk.has_rule or is_written_on or not _can_label(text):
        return None
    # Behind a label with a colon and its rule, this may be the answer and no label.
    doubtful = last is not None and last.has_colon
    if last is not None:
        last.ask |= doubtful
    return Pair(
        tidied(text),
        ask=doubtful,
        has_rule=True,
        start=chunk.start + len(text),
        has_colon=False,
    )


def _can_label(text: str) -> bool:
    plain = text.strip()
    if not is_label(plain) or len(plain) > _LONGEST or _SENTENCE.search(plain):
        return False
    if plain.lower().endswith(("http", "https", "mailto")) or _TITLE.fullmatch(plain):
        return False
    if plain.count("(") != plain.count(")"):
        return False
    return len(plain.split()) <= _MOST_WORDS and not plain.endswith((",", ";", "."))


def _is_doubtful(words: Words, colon: int) -> bool:
    """Whether a colon may be a sentence's, or a second label may hide behind it."""
    label, answer = words.cut(0, colon), words.text[colon + 1 :]
    if _NEXT.search(answer):
        return True
    if label.is_bold and not words.cut(colon + 1).is_bold:
        return False
    return len(label.text.split()) > _SURE_WORDS or len(answer) > _LONG_ANSWER


def _with_choices(line: Words) -> list[Pair]:
    """Return a question with choices to delete behind it, on the same line."""
    mark = _ASKED.search(line.text)
    if mark is None or not _can_label(line.text[: mark.start()]):
        return []
    answer = line.cut(mark.end()).stripped()
    if choice_in(answer, told=tells_to_delete(line.text)) is None:
        return []
    return [Pair(tidied(line.text[: mark.end()]), [answer])]
