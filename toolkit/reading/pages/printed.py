"""Printed and flattened copies of issued blanks, read by where their answers stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pypdfium2

from toolkit.model import Box, Mark, MarkKind, Place, Problem, Route
from toolkit.reading.geometry import Sheet
from toolkit.reading.pages.extra_ink import DPI, Extra, extra_ink
from toolkit.reading.pages.issued import Issued, IssuedPage, Slot, picture_of
from toolkit.reading.pages.laying import Anchor, Laid, anchors_of, lay_over, likeness
from toolkit.reading.pages.slots import Filling, Written, filling_of
from toolkit.reading.pages.words import Glyph
from toolkit.reading.problems import problem

_LIKE = 0.5  # of an issued page's words, for a copy to be worth laying over it
_CANDIDATES = 2
# Shares of a tick's inner box. Our own tick inks a quarter of it and our dot a half;
# the finest cross a printer makes inks a tenth. Specks of a border ink a hundredth.
_ON, _OFF = 0.08, 0.02
_SPECK = 12  # dots of stray ink that are nothing: about two letters' full stops
_STRAY = 30  # dots outside all slots: a short word, a dash
_SIGNED = 60  # dots: a short stroke of a pen
_INSET = 2.5  # points of a slot's edge in which its printed border may be
_DRAWN_TICK = 9.0  # points; the box of a wider tick holds its line too
_ARROW = 20.0  # points
_BESIDE = 3.0  # points round a tick's printed box


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """One page of a paper as its file draws it: its sheet and its letters."""

    sheet: Sheet
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """What was read from the copies of issued pages.

    `laid` maps each page of the paper that is such a copy to its issued page's number.
    """

    marks: tuple[Mark, ...]
    laid: Mapping[int, int]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Copy:
    """A page of the paper laid over the issued page it is a copy of."""

    page: PrintedPage
    issue: IssuedPage
    laid: Laid


def read_printed(
    pdf: pypdfium2.PdfDocument,
    pages: Sequence[PrintedPage],
    issued: Issued,
    paper: str,
) -> Printed:
    """Return the marks on those pages that are copies of an issued blank's pages.

    Slots on pages that are not there have no mark.
    Ticks are told from the picture of the page. Whatever is doubtful asks.

    Args:
        pdf: The paper, open.
        pages: The pages to read, which may be in any order.
        issued: The blank they are copies of.
        paper: The paper's SHA-256, for the places.
    """
    copies = [*_copies(pages, issued)]
    found: dict[str, list[Mark]] = {}
    beside = []
    for copy in copies:
        extra = _extra(pdf, copy, issued)
        filling = filling_of(copy.page.glyphs, copy.issue, copy.laid)
        for mark in _marks(copy, filling, extra, paper):
            found.setdefault(mark.key, []).append(mark)
        if _is_marked_outside(filling, extra, copy.issue):
            beside.append(copy.page.sheet.number)
    laid = {copy.page.sheet.number: copy.issue.number for copy in copies}
    order = dict.fromkeys(slot.key for slot in issued.slots)
    return Printed(
        marks=tuple(_one(found[key]) for key in order if key in found),
        laid=laid,
        problems=tuple(_beside(beside)),
    )


def _beside(pages: Sequence[int]) -> Iterator[Problem]:
    if pages:
        listed = ", ".join(f"page {at}" for at in pages[:20])
        yield problem("written-beside", pages=listed)


def _one(marks: Sequence[Mark]) -> Mark:
    """Return the mark of a slot that is on several pages; unlike ones ask."""
    if len({(m.text, m.tick) for m in marks}) == 1:
        return next((mark for mark in marks if mark.ask), marks[0])
    said = next((mark for mark in marks if mark.text), marks[0])
    return replace(said, ask=True)


# --- which page is which ------------------------------------------------------------


def _copies(pages: Sequence[PrintedPage], issued: Issued) -> Iterator[_Copy]:
    blanks = [(issue, anchors_of(issue.glyphs)) for issue in issued.pages]
    for page in pages:
        anchors = anchors_of(page.glyphs)
        likest = sorted(blanks, key=lambda blank: -likeness(anchors, blank[1]))
        copies = [
            _Copy(page, issue, laid)
            for issue, own in likest[:_CANDIDATES]
            if (laid := _laid(anchors, own))
        ]
        if copies:
            yield max(copies, key=lambda copy: copy.laid.share)


def _laid(copy: Sequence[Anchor], issue: Sequence[Anchor]) -> Laid | None:
    return lay_over(copy, issue) if likeness(copy, issue) >= _LIKE else None


def _extra(pdf: pypdfium2.PdfDocument, copy: _Copy, issued: Issued) -> Extra:
    page = pdf[copy.page.sheet.number - 1]
    try:
        drawn = picture_of(page, DPI * copy.laid.scale)
    finally:
        page.close()
    return extra_ink(drawn, issued.drawn(copy.issue.number, DPI), copy.laid)


# --- marks --------------------------------------------------------------------------


def _marks(copy: _Copy, filling: Filling, extra: Extra, paper: str) -> Iterator[Mark]:
    groups: dict[str, list[Slot]] = {}
    for slot in copy.issue.slots:
        groups.setdefault(slot.key, []).append(slot)
    for slots in groups.values():
        if slots[0].is_button:
            yield _button(slots, copy, extra, paper)
        else:
            yield from (_text(s, copy, filling, extra, paper) for s in slots)


def _mark(slot: Slot, copy: _Copy, paper: str) -> Mark:
    """Return a slot's mark with nothing in it, placed where it lies on the paper."""
    box = copy.laid.on_copy(slot.box)
    place = Place(paper, copy.page.sheet.number, box, slot.label[:300])
    return Mark(slot.key, slot.kind, place=place, how=Route.PAGE)


def _text(slot: Slot, copy: _Copy, filling: Filling, extra: Extra, paper: str) -> Mark:
    written = filling.written.get(slot, Written())
    inked = extra.dots(_room(slot))
    mark = replace(_mark(slot, copy, paper), text=written.text)
    ask = written.ask or not _is_listed(slot, written.text)
    if slot.kind is MarkKind.SIGNATURE:
        return _signature(mark, slot, written, extra)
    if written.text:
        # Words nobody can see are no answer somebody gave.
        return replace(mark, ask=ask or inked == 0)
    return replace(mark, ask=ask or inked > _SPECK)


def _signature(mark: Mark, slot: Slot, written: Written, extra: Extra) -> Mark:
    """Return a signature: typed words are text; anything drawn is for a person."""
    rest = extra if written.box is None else extra.without(_grown(written.box, 1.5))
    drawn = rest.dots(_inner(slot.box)) > _SIGNED
    if drawn:
        said = written.text or "Signed"
        return replace(mark, text=said, ask=True)
    return replace(mark, kind=MarkKind.TEXT, ask=written.ask)


def _is_listed(slot: Slot, text: str) -> bool:
    return not text or not slot.choices or text in slot.choices


def _button(slots: Sequence[Slot], copy: _Copy, extra: Extra, paper: str) -> Mark:
    """Return one tick, or the chosen state of a group of radio buttons."""
    states = [_state(slot, extra) for slot in slots]
    on = [slot for slot, state in zip(slots, states, strict=True) if state]
    unsure = None in states or _is_marked_beside(slots, copy.issue, extra)
    mark = _mark(on[0] if on else slots[0], copy, paper)
    if slots[0].kind is MarkKind.TICK:
        tick = None if unsure else bool(on)
        return replace(mark, text=on[0].value if on else "", tick=tick, ask=unsure)
    text = on[0].value if on else ""
    return replace(mark, text=text, ask=unsure or len(on) > 1)


def _state(slot: Slot, extra: Extra) -> bool | None:
    """Return whether a box is ticked; null in the band where it cannot be told."""
    share = extra.share(_inside(slot.box))
    if share >= _ON:
        return True
    return False if share <= _OFF else None


def _inside(box: Box) -> Box:
    """Return a tick's box without the line it may be drawn with."""
    wide = box[2] - box[0]
    return box if wide <= _DRAWN_TICK else _grown(box, -0.2 * wide)


def _is_marked_beside(slots: Sequence[Slot], issue: IssuedPage, extra: Extra) -> bool:
    """Whether something is drawn by a button or over its words: a ring, a stroke."""
    rest = extra.without(*(_grown(slot.box, _BESIDE) for slot in slots))
    return any(rest.dots(_words_beside(slot, issue)) > _SPECK for slot in slots)


def _words_beside(slot: Slot, issue: IssuedPage) -> Box:
    """Return the room of a button's own words: from it to the next thing on its line.

    That is at most as far as its words go without a gap as wide as a button.
    """
    left, top, right, bottom = slot.box
    middle = (top + bottom) / 2
    end = right
    for word in sorted(issue.words, key=lambda w: w.box[0]):
        on_line = word.box[1] < middle < word.box[3]
        if on_line and end - 1 <= word.box[0] < end + 9:
            end = word.box[2]
    return (left - _BESIDE, top - _BESIDE, end + _BESIDE, bottom + _BESIDE)


def _room(slot: Slot) -> Box:
    """Return where an answer can be inked: not where viewers draw a list's arrow."""
    left, top, right, bottom = _inner(slot.box)
    return (left, top, right - (_ARROW if slot.choices else 0.0), bottom)


def _inner(box: Box) -> Box:
    return _grown(box, -_INSET)


def _grown(box: Box, by: float) -> Box:
    return (box[0] - by, box[1] - by, box[2] + by, box[3] + by)


def _is_marked_outside(filling: Filling, extra: Extra, issue: IssuedPage) -> bool:
    """Whether words or ink stand in no slot, between the first and last printed line.

    Programs print addresses and dates of their own above and below the page.
    """
    lines = [word.box for word in issue.words]
    top, bottom = min(b[1] for b in lines), max(b[1] for b in lines)
    if any(top <= box[1] and box[3] <= bottom for box in filling.beside):
        return True
    slots = [_grown(slot.box, _BESIDE + 1) for slot in issue.slots]
    rest = extra.without(*slots)
    return rest.dots((0.0, top, issue.width, bottom)) > _STRAY
