"""Labels and answers in lines of words: after a colon, on dots, under, beside a box."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from toolkit.model import Box
from toolkit.reading.pages.layout import (
    Rule,
    Segment,
    TickBox,
    ends_as_label,
    is_leader,
    overlap,
    whole_label,
)
from toolkit.reading.pages.pair import Drawn, Pair, is_label, label_text
from toolkit.reading.pages.pair_ticks import Option, on_line, options_of, yes_no_of
from toolkit.reading.pages.words import Word, around

_QUESTION = re.compile(r"\?\s*\*?$")
_UNDER = 1.8  # of a line's height, from a label to the answer below it
_RULE_LEAST = 40.0  # points of a line to write on
_ALONE = 40.0  # points from a box to words that may belong to it
_FEW_WORDS = 5  # of a line that is a sentence rather than a label
_ON_RULE = 4.0  # points between a word's foot and the line it stands on


@dataclass(frozen=True, slots=True)
class _Open:
    """A label that waits for its answer."""

    label: Segment
    words: tuple[Word, ...] = ()
    room: Box | None = None
    ask: bool = False
    ended: bool = True


def pairs_in_lines(
    lines: Sequence[Sequence[Segment]], drawn: Drawn, heading: str = ""
) -> list[Pair]:
    """Return the pairs in one region: a cell, or a page outside its cells.

    Args:
        lines: Its lines from the top.
        drawn: What is drawn there.
        heading: The label of the region, for tick boxes that have none of their own.
    """
    found: list[Pair] = []
    heads = Heads(lines, heading)
    above: Sequence[Segment] = ()
    taken = 0
    waiting = [*drawn.ticks]
    for line in lines:
        here = [tick for tick in waiting if on_line(line, tick.box)]
        waiting = [tick for tick in waiting if tick not in here]
        pairs = [
            *(heads.ticked(line, here) if here else _words(line, drawn, above, heads))
        ]
        named = [pair for pair in pairs if pair.label or pair.options]
        if named and _goes_on_from(above, line):
            named = [replace(p, ask=p.ask or bool(p.text)) for p in named]
        if named:
            found, taken = [*found, *named], 0
        elif found and not here:
            _take_below(found, line, taken)
            taken += 1
        heads.pass_by(line, is_options=bool(here))
        above = line
    found += heads.alone(waiting)
    return [p for p in found if p.options or p.at not in heads.used]


def _goes_on_from(above: Sequence[Segment], line: Sequence[Segment]) -> bool:
    """Whether a line goes on with the sentence of the one above, which has no colon.

    What looks like a label in the middle of somebody's sentences is hardly one.
    """
    if not above or ":" in (said := " ".join(s.text for s in above)):
        return False
    left, top, _, bottom = line[0].box
    tall = bottom - top
    first = above[0].box
    is_near = -0.5 * tall < top - first[3] < 0.5 * tall and abs(first[0] - left) < tall
    return is_near and len(said.split()) >= _FEW_WORDS


# --- ticks --------------------------------------------------------------------------


@dataclass(slots=True)
class Heads:
    """The questions that tick boxes can answer, as lines are passed from the top.

    `used` are the boxes of those that had options, so that they are no pairs of text.
    """

    lines: Sequence[Sequence[Segment]]
    heading: str = ""
    used: set[Box] = field(default_factory=set)
    _lines: list[tuple[Segment, ...]] = field(default_factory=list)
    _answered: list[tuple[Box, str]] = field(default_factory=list)

    def pass_by(self, line: Sequence[Segment], *, is_options: bool) -> None:
        """Remember a line that later boxes may answer, unless it is options itself."""
        self._lines = [] if is_options else [*self._lines[-3:], tuple(line)]

    def ticked(
        self, line: Sequence[Segment], ticks: Sequence[TickBox]
    ) -> Iterator[Pair]:
        """Yield the options of a line, together by the question they answer."""
        asked, options = options_of(line, ticks)
        said = self._said(asked)
        groups: dict[str, list[Option]] = {}
        for option in options:
            question = label_text(said or self._question(option.box))
            self._answered.append((option.box, question))
            groups.setdefault(question or self.heading, []).append(option)
        for question, group in groups.items():
            at = around([option.box for option in group])
            yield Pair(question, box=at, at=at, options=tuple(group))

    def alone(self, ticks: Sequence[TickBox]) -> Iterator[Pair]:
        """Yield the boxes that stand on no line, each with the words nearest to it."""
        segments = [s for line in self.lines for s in line if not s.leader]
        for tick in ticks:
            near = min(segments, key=lambda s: _apart(s.box, tick.box), default=None)
            is_near = near is not None and _apart(near.box, tick.box) < _ALONE
            said = near.text if near is not None and is_near else ""
            if said or tick.tick is not False:
                own = Option(said, tick.tick, tick.box, tick.confidence, ask=True)
                yield Pair(self.heading, box=tick.box, at=tick.box, options=(own,))

    def _said(self, asked: Sequence[Segment]) -> str:
        """Return the question on the options' own line, with its other lines."""
        if not asked:
            return ""
        words = asked[0].words
        own = (s for line in self.lines for s in line if s.words[0] == words[0])
        whole = [whole_label(segment, self.lines) for segment in own]
        said = asked[0].text
        return next((w for w in whole if said in w and is_label(w)), said)

    def _question(self, box: Box) -> str:
        """Return the question above a box, or that of the box right above it."""
        tall = box[3] - box[1]
        for other, question in reversed(self._answered[-24:]):
            below = 0 < box[1] - other[1] < 3 * tall
            if below and abs(other[0] - box[0]) < 3 and not self._lines:
                return question
        block = self._column(box, tall)
        asking = [s for s in block if ends_as_label(s.text)]
        if asking or (0 < len(block) < 3 and is_label(block[-1].text)):
            self.used.update(segment.box for segment in block)
            return (asking[0] if asking else block[-1]).text
        beside = [q for o, q in self._answered if abs(o[1] - box[1]) < 0.5 * tall]
        return beside[-1] if beside else ""

    def _column(self, box: Box, tall: float) -> list[Segment]:
        """Return the words above a box that stand over it, the nearest first."""
        block: list[Segment] = []
        edge = box[1]
        for line in reversed(self._lines):
            over = [s for s in line if s.box[0] <= box[0] + tall]
            head = max(over, key=lambda s: s.box[0], default=None)
            if head is None:
                continue
            near = edge - head.box[3] < (1.5 if not block else 0.6) * tall
            in_line = not block or abs(head.box[0] - block[0].box[0]) < tall
            if not near or not in_line:
                break
            block.append(head)
            edge = head.box[1]
        return block


def _apart(one: Box, other: Box) -> float:
    across = max(one[0] - other[2], other[0] - one[2], 0.0)
    return across + max(one[1] - other[3], other[1] - one[3], 0.0)


# --- text ---------------------------------------------------------------------------


def _words(
    line: Sequence[Segment], drawn: Drawn, above: Sequence[Segment], heads: Heads
) -> Iterator[Pair]:
    """Yield the pairs of a line without tick boxes."""
    waiting: _Open | None = None
    for segment in line:
        if segment.leader:
            waiting = _with_room(waiting, segment.box)
            continue
        choice = yes_no_of(segment, drawn.rules, drawn.rings)
        if choice is not None:
            yield from _chosen(choice, waiting, above, heads.heading)
            waiting = None
            continue
        for part in _parts(segment, drawn):
            if waiting is not None and not part.is_label:
                waiting = _answered(waiting, part)
            else:
                if waiting is not None:
                    yield _closed(waiting, drawn)
                waiting = _started(part)
    if waiting is not None:
        yield _closed(waiting, drawn)


@dataclass(frozen=True, slots=True)
class _Part:
    """A run of words of a segment: a label, with or without a sign that it is one."""

    words: tuple[Word, ...]
    is_label: bool
    ask: bool = False

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def _parts(segment: Segment, drawn: Drawn) -> Iterator[_Part]:
    """Yield labels and answers of a segment in turn, parted by its colons.

    Where a second label follows an answer without a gap, nothing says where the answer
    ends, so both ask.
    """
    words = segment.words
    ends = [at for at, word in enumerate(words) if _ends_label(words, at)]
    if not ends:
        yield from _without_colon(segment, drawn)
        return
    start = 0
    for number, end in enumerate(ends):
        before = words[start : end + 1]
        if number and len(before) > 1:
            yield _Part(before[:-1], is_label=False, ask=True)
            yield _Part(before[-1:], is_label=True, ask=True)
        else:
            yield _Part(before, is_label=is_label(_spelt(before)))
        start = end + 1
    if start < len(words):
        yield _Part(words[start:], is_label=False)


def _ends_label(words: Sequence[Word], at: int) -> bool:
    text = words[at].text
    return text.endswith(":") and is_label(_spelt(words[: at + 1]))


def _spelt(words: Iterable[Word]) -> str:
    return " ".join(word.text for word in words)


def _without_colon(segment: Segment, drawn: Drawn) -> Iterator[_Part]:
    """Yield a question and its short answer, or the segment as it is."""
    words = segment.words
    at = next((n for n, w in enumerate(words, 1) if w.text.endswith("?")), 0)
    says = any(letter.isalnum() for w in words[at:] for letter in w.text)
    if drawn.is_form and says and 2 < at < len(words) <= at + 4:
        yield _Part(words[:at], is_label=True)
        yield _Part(words[at:], is_label=False)
        return
    asks = drawn.is_form and bool(_QUESTION.search(segment.text))
    yield _Part(words, is_label=asks and is_label(segment.text))


def _started(part: _Part) -> _Open | None:
    """Return a label that waits; words with no sign of one wait for a line of dots."""
    if not is_label(part.text):
        return None
    return _Open(Segment(part.words), ask=part.ask, ended=part.is_label)


def _with_room(waiting: _Open | None, room: Box) -> _Open | None:
    if waiting is None:
        return None
    both = room if waiting.room is None else around([waiting.room, room])
    return replace(waiting, room=both, ended=True)


def _answered(waiting: _Open, part: _Part) -> _Open | None:
    if not waiting.ended:
        return _started(part)
    # Words in another column may answer it, or say something of their own.
    doubt = waiting.ask or part.ask or bool(waiting.words)
    return replace(waiting, words=(*waiting.words, *part.words), ask=doubt)


def _closed(waiting: _Open, drawn: Drawn) -> Pair:
    """Return the pair of a label with all that was found for it on its line."""
    room = waiting.room or _line_to_write_on(waiting.label, drawn.rules)
    words = waiting.words
    text = _spelt(w for w in words if not is_leader(w.text))
    boxes = [w.box for w in words] or [room or waiting.label.box]
    sure = [waiting.label.confidence, *(w.confidence for w in words)]
    is_pair = waiting.ended or room is not None
    return Pair(
        label=label_text(waiting.label.text) if is_pair else "",
        text=text,
        box=around(boxes),
        at=waiting.label.box,
        ask=waiting.ask or overlap((*waiting.label.words, *words)),
        confidence=min(sure),
    )


def _line_to_write_on(label: Segment, rules: Sequence[Rule]) -> Box | None:
    """Return the room above a line drawn to the right of a label, at its foot."""
    _, top, right, bottom = label.box
    for rule in rules:
        x0, y0, x1, _ = rule.box
        is_long = rule.is_level and x1 - x0 >= _RULE_LEAST
        if is_long and right - 3 <= x0 < right + 60 and abs(y0 - bottom) < _ON_RULE:
            return (x0, top, x1, y0)
    return None


def _chosen(
    choice: tuple[tuple[Segment, ...], tuple[Option, ...]],
    waiting: _Open | None,
    above: Sequence[Segment],
    heading: str,
) -> Iterator[Pair]:
    asked, options = choice
    text = " ".join(s.text for s in asked)
    if not text and waiting is not None:
        text = waiting.label.text
    if not text and above:
        before = " ".join(s.text for s in above)
        text = before if ends_as_label(before) and is_label(before) else ""
    at = around([option.box for option in options])
    yield Pair(label_text(text or heading), box=at, at=at, options=options)


def _take_below(found: list[Pair], line: Sequence[Segment], count: int) -> None:
    """Give the last label the line below it, for a person to see.

    Whether that line answers it, or goes on with its answer, or says something of its
    own cannot be told.

    Args:
        found: The pairs so far; the last one may be replaced.
        line: The line, which began no pair of its own.
        count: How many lines the last pair's answer has taken since its label.
    """
    last, segment = found[-1], line[0]
    tall = last.at[3] - last.at[1]
    under = max(last.box[3], last.at[3])
    is_near = -0.5 * tall < segment.box[1] - under < (_UNDER - 1) * tall
    lefts = {last.at[0], last.box[0]} if count == 0 else {last.box[0]}
    in_line = any(abs(segment.box[0] - left) < 1.5 * tall for left in lefts)
    if last.options or not last.label or not (is_near and in_line):
        return
    text = "\n".join(t for t in (last.text, " ".join(s.text for s in line)) if t)
    found[-1] = replace(
        last,
        text=text,
        box=segment.box if not last.text else around([last.box, segment.box]),
        ask=True,
        confidence=min(last.confidence, segment.confidence),
    )
