"""Which part of a form a mark stands in, told by the headings above it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.catalogue.definitions import Form
from toolkit.model import Line, Place
from toolkit.recognise.labels import plain
from toolkit.recognise.options import Row
from toolkit.recognise.words import normal

_HEADING = re.compile(
    r"^\s*(?:section|part)\s+\w{1,3}\b|^\s*\d{1,2}(?:\.\d{1,2})*[.)]?\s+[A-Z]"
)
_HEADING_WORDS = frozenset({"detail", "information", "section"})
_LONGEST_HEADING = 8  # words
_LONGEST_LINE = 300  # letters of a line that are looked at
_ANSWER_WITHIN = 4  # lines from a label on
_TELLING = 30  # letters of an answer that are looked for


@dataclass(frozen=True, slots=True)
class Part:
    """The sections a mark can stand in; none when no heading says.

    Several are the rows of a repeated section whose heading gives no number. `sure`
    says that the heading is one that the form itself prints.
    """

    sections: tuple[str, ...] = ()
    sure: bool = False


NOWHERE = Part()


def headings_of(form: Form) -> dict[str, Part]:
    """Return the part that each heading of a form starts, by its plain words."""
    headings: dict[str, Part] = {}
    for section in form.sections:
        for synonym in section.synonyms:
            _add(headings, plain(synonym), Part((section.key,)))
        if section.row is not None:
            _add(headings, _unnumbered(section.title), Part((section.key,)))
    for section in form.sections:
        headings[plain(section.title)] = Part((section.key,), sure=True)
    headings.pop("", None)
    return headings


def _add(headings: dict[str, Part], spelt: str, part: Part) -> None:
    before = headings.get(spelt, NOWHERE).sections
    sections = tuple(dict.fromkeys((*before, *part.sections)))
    headings[spelt] = Part(sections, sure=part.sure)


def _unnumbered(title: str) -> str:
    return " ".join(word for word in plain(title).split() if not word.isdigit())


def parts_of(form: Form, lines: Sequence[Line], rows: Sequence[Row]) -> list[Part]:
    """Return the part of each row, in their order.

    By where they stand on the page; where that is not known, by the order in which
    their labels come in the running text.

    Args:
        form: Whose headings to look for.
        lines: The running text of the paper the rows are on.
        rows: Marks with their labels, in the order of the paper.
    """
    headings, known = headings_of(form), {plain(row.label) for row in rows}
    starts = {
        at: part
        for at, line in enumerate(lines)
        if (part := _part(line.text, headings, known)) is not None
    }
    placed = all(lines[at].place.box is not None for at in starts)
    if placed and all(row.mark.place.box is not None for row in rows):
        by_height = sorted(starts, key=lambda at: _height(lines[at].place))
        surely = _in_sequence(form, {at: starts[at] for at in by_height})
        started = [(lines[at], part) for at, part in surely.items()]
        return [_above(row, started) for row in rows]
    return list(_in_order(lines, rows, _in_sequence(form, starts)))


def _in_sequence(form: Form, starts: Mapping[int, Part]) -> dict[int, Part]:
    """Return the parts, sure only where the heading that must follow does follow.

    Where one was lost, what stands below it would count as the part before it.
    """
    printed = [s.key for s in form.sections if any(q.on_blank for q in s.questions)]
    after = dict(zip(printed, [*printed[1:], ""], strict=True))
    found = list(starts.items())
    following = [*(part for _, part in found), None][1:]
    return {
        at: replace(part, sure=part.sure and _follows(part, next_, after))
        for (at, part), next_ in zip(found, following, strict=True)
    }


def _follows(part: Part, following: Part | None, after: Mapping[str, str]) -> bool:
    wanted = after.get(part.sections[0], "")
    if following is None:
        return not wanted
    # A strange heading ends a part as well as the next one does.
    return not following.sections or wanted in following.sections


def _part(text: str, headings: Mapping[str, Part], labels: set[str]) -> Part | None:
    """Return the part a line starts, one not known for a strange heading; else null."""
    line = text[:_LONGEST_LINE]
    spelt = plain(line)
    if spelt in headings:
        return headings[spelt]
    if spelt in labels or not spelt:
        return None
    return NOWHERE if _is_heading(line, spelt) else None


def _is_heading(line: str, spelt: str) -> bool:
    words = spelt.split()
    if len(words) > _LONGEST_HEADING or line.rstrip().endswith((".", "?", ",")):
        return False
    in_capitals = line.isupper() and len(words) > 1
    return in_capitals or bool(_HEADING.match(line) or _HEADING_WORDS & {*words})


def _above(row: Row, starts: Sequence[tuple[Line, Part]]) -> Part:
    """Return the part whose heading is the last one above a row."""
    part = NOWHERE
    lowest = _height(row.mark.place)
    for line, started in starts:
        if _height(line.place) <= lowest:
            part = started
    return part


def _height(place: Place) -> tuple[int, float]:
    return (place.page or 0, place.box[1] if place.box else 0.0)


def _in_order(
    lines: Sequence[Line], rows: Sequence[Row], starts: Mapping[int, Part]
) -> Iterator[Part]:
    """Yield the part of each row: its label's first place is the first row's.

    Where a label stands more or less often in the text than there are rows with it, no
    place is a row's for sure, and so no part is.
    """
    often = Counter(plain(row.label) for row in rows)
    places: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        for label in _labels_in(line.text[:_LONGEST_LINE], often):
            places.setdefault(label, []).append(at)
    met: Counter[str] = Counter()
    for row in rows:
        label = plain(row.label)
        found = places.get(label, [])
        if len(found) != often[label]:
            yield NOWHERE
            continue
        at = found[met[label]]
        met[label] += 1
        above = [start for start in starts if start <= at]
        is_there = _says(lines[at : at + _ANSWER_WITHIN], row)
        yield starts[max(above)] if above and is_there else NOWHERE


def _says(lines: Sequence[Line], row: Row) -> bool:
    """Whether lines hold how a row's answer starts, so that they are its own."""
    answer = normal(row.mark.text.partition("\n")[0])[:_TELLING]
    return answer in normal(" ".join(line.text for line in lines))


def _labels_in(line: str, known: Container[str]) -> set[str]:
    """Return the longest label that a line, or each of its cells, starts with."""
    cells = re.split(r"\t|\s{2,}|[☐☑☒]", line)
    return {label for cell in cells if (label := _label_at_start(cell, known))}


def _label_at_start(cell: str, known: Container[str]) -> str:
    words = plain(cell).split()
    starts = (" ".join(words[:count]) for count in range(len(words), 0, -1))
    return next((start for start in starts if start in known), "")
