"""The eye and the store must agree: what a form's fields hold, and what they show.

The person who signed saw what was drawn; a program sees what is stored. Wherever the
two are not the same, or something was drawn over a field, a person is asked. The words
of the drawings tell most of it; where they do not, the page itself is looked at while
it is open for its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import pikepdf
import pypdfium2

from toolkit.model import Box, Line, MarkKind, Place
from toolkit.reading.fields.drawing import Drawing, Faces
from toolkit.reading.fields.expecting import expected_of, in_own_order, is_formatted
from toolkit.reading.fields.form import Entry, Form, TickBox
from toolkit.reading.fields.looking import (
    has_ink,
    is_inked,
    look_again,
    read_again,
    words_in,
)
from toolkit.reading.fields.objects import BROKEN, held
from toolkit.reading.fields.overlays import Overlay, is_hidden
from toolkit.reading.fields.pen import drawing_of
from toolkit.reading.fields.sameness import is_hint, plain, same
from toolkit.reading.fields.sights import (
    AGREES,
    Expected,
    Sight,
    View,
    is_blank,
    is_tick,
    tick_seen,
    words_seen,
)
from toolkit.reading.fields.tree import OFF, PUSH_BUTTON

_UNSURE = 0.5  # of an answer that is stored but not shown
_MOST_READ_TWICE = 300  # fields of one form; one that differs in more is told by those
_DESIGNED = 0.6  # of all empty boxes: ink in so many is part of the form's design
_FEW = 4
_NOTHING = "£$€0.,- "  # what a form prints where an amount is to be written
_BESIDE = 12.0  # points to the left and right in which a sentence would go on


@dataclass(frozen=True, slots=True)
class _Look:
    """One thing to look at on an open page: which entry, and what is asked of it."""

    entry: int
    box: Box
    question: str


@dataclass(frozen=True, slots=True)
class _Open:
    """An open page, its words, and the lines found on it."""

    page: pypdfium2.PdfPage
    text: pypdfium2.PdfTextPage
    lines: Sequence[Line] = field(repr=False)


@dataclass(slots=True)
class _Found:
    """What is known of each entry, by its place in the form."""

    differs: dict[int, str] = field(default_factory=dict)
    unread: list[tuple[int, int, Box, str]] = field(default_factory=list)
    doubts: list[tuple[int, _Look]] = field(default_factory=list)
    inked: dict[int, tuple[Place, bool]] = field(default_factory=dict)
    written: dict[int, Place] = field(default_factory=dict)
    under: dict[int, tuple[Place, str]] = field(default_factory=dict)


class Eye:
    """Looks at every field of a form as a person would.

    `hands` are the boxes for signatures in which the page itself has ink, by the
    entry's place in the form.

    Args:
        form: The form as it is stored.
        overlays: What people laid over its pages.
        faces: The typefaces of the file.
        layers: The layers of the file that are not shown.

    Raises:
        Whatever pikepdf lets rise from a file that is not as it should be.
    """

    def __init__(
        self,
        form: Form,
        overlays: Sequence[Overlay],
        faces: Faces,
        layers: frozenset[tuple[int, int]],
    ) -> None:
        self._form = form
        self._faces = faces
        self._is_redrawn = form.acro.get("/NeedAppearances", False) is True
        self._layers = layers
        self._sizes = {sheet.number: sheet.size for sheet in form.places.sheets}
        self._found = _Found()
        self.hands: dict[int, str] = {}
        self._looks: dict[int, list[_Look]] = {}
        self._known: dict[bytes, Drawing] = {}
        for at, entry in enumerate(form.entries):
            self._see(at, entry)
            if entry.signs and not entry.mark.text:
                self._look_at(at, entry.places[0], "signature")
            self._see_overlays(at, entry, overlays)

    # --- what the drawings tell -------------------------------------------------

    def _see(self, at: int, entry: Entry) -> None:
        sort = entry.field.sort
        if sort == "Btn":
            if not entry.field.flags & PUSH_BUTTON:
                self._see_button(at, entry)
        elif sort != "Sig":
            self._see_words(at, entry)

    def _see_words(self, at: int, entry: Entry) -> None:
        expected = expected_of(entry, is_redrawn=self._is_redrawn)
        in_view = list(self._in_view(entry))
        is_filled = bool(entry.mark.text.strip())
        if is_filled and not (in_view and in_own_order(entry)):
            self._found.differs[at] = ""
        for number in in_view:
            place = entry.places[number]
            sight = self._words(entry.field.widgets[number], expected)
            if sight.view is View.DIFFERS:
                self._found.differs[at] = sight.shown
            elif sight.view is View.UNREAD and place.page and place.box:
                self._found.unread.append((at, place.page, place.box, sight.shown))
            elif sight.view is View.UNSEEN:
                self._look_at(at, place, "shown")
            elif not is_filled:
                self._look_at(at, place, "under")

    def _words(self, widget: pikepdf.Object, expected: Expected) -> Sight:
        appearances = held(widget, "/AP")
        if not isinstance(appearances, pikepdf.Dictionary):
            return AGREES  # the viewer draws what is stored
        drawn = held(appearances, "/N")
        if not isinstance(drawn, pikepdf.Stream):
            return AGREES
        try:
            drawing = drawing_of(drawn, self._faces)
        except BROKEN:
            return Sight(View.UNREAD)
        sight = words_seen(expected, drawing)
        if sight.view is View.UNREAD and is_formatted(widget):
            return words_seen(replace(expected, is_formatted=True), drawing)
        return sight

    def _see_button(self, at: int, entry: Entry) -> None:
        if entry.differs:
            self._found.differs[at] = ""
        in_view = list(self._in_view(entry))
        if entry.mark.text and not in_view:
            self._found.differs[at] = ""
        for number in in_view:
            box = entry.boxes[number]
            try:
                question = self._button(box)
            except BROKEN:
                question = "shown" if box.drawn not in {None, OFF} else "empty"
            self._look_at(at, box.place, question)

    def _button(self, box: TickBox) -> str:
        """Return what to look for in a button's box; empty if it is clear."""
        pictures, state = box.pictures, box.drawn or OFF
        if isinstance(pictures, pikepdf.Stream):
            return "shown" if state != OFF else "empty"
        if not isinstance(pictures, pikepdf.Dictionary):
            return "off" if state == OFF else ""
        off = self._drawing(pictures, OFF)
        if state == OFF:
            other = self._drawing(pictures, box.on) if box.on else None
            return "off" if off is None or is_blank(off, other) else "empty"
        on = self._drawing(pictures, state)
        if on is None or tick_seen(on, off) is View.AGREES:
            return ""
        return "shown"

    def _drawing(self, states: pikepdf.Object, state: str) -> Drawing | None:
        stream = held(states, f"/{state}")
        if not isinstance(stream, pikepdf.Stream):
            return None
        told = stream.read_raw_bytes()
        if not told:
            return Drawing()
        # Boxes of one form are drawn alike, so most were met before.
        key = told + str(stream.get("/BBox")).encode()
        if key not in self._known:
            self._known[key] = drawing_of(stream, self._faces)
        return self._known[key]

    def _in_view(self, entry: Entry) -> Iterator[int]:
        """Yield which widgets of a field a person can see."""
        is_placed = any(place.page is not None for place in entry.places)
        for number, place in enumerate(entry.places):
            if is_placed and place.page is None:
                continue  # a widget the form has and no page shows
            if is_hidden(entry.field.widgets[number], self._layers):
                continue
            if place.page is None or self._has_room(place):
                yield number

    def _has_room(self, place: Place) -> bool:
        """Whether a widget has a size and lies on its page."""
        if place.box is None or place.page is None:
            return False
        left, top, right, bottom = place.box
        wide, tall = self._sizes[place.page]
        on_page = right > 0 and bottom > 0 and left < wide and top < tall
        return on_page and right - left > 1 and bottom - top > 1

    # --- what lies over the fields ----------------------------------------------

    def _see_overlays(self, at: int, entry: Entry, overlays: Sequence[Overlay]) -> None:
        for overlay in overlays:
            if not overlay.changes:
                continue
            for place in entry.places:
                here = place.page == overlay.page and place.box is not None
                if here and place.box and overlay.covers(place.box):
                    self._found.written.setdefault(at, place)

    # --- what the page shows ----------------------------------------------------

    def _look_at(self, at: int, place: Place, question: str) -> None:
        if question and place.page is not None and place.box is not None:
            look = _Look(at, place.box, question)
            if question in {"shown", "empty"}:
                self._found.doubts.append((place.page, look))
                return
            self._looks.setdefault(place.page, []).append(look)

    def look(
        self,
        page: pypdfium2.PdfPage,
        text: pypdfium2.PdfTextPage,
        number: int,
        lines: Sequence[Line],
    ) -> None:
        """Look at the fields of an open page of which the file itself leaves a doubt.

        Args:
            page: The page, as pdfium opened it.
            text: Its words.
            number: Its number from 1.
            lines: The lines found on it.
        """
        for look in self._looks.pop(number, ()):
            place = Place(self._form.places.paper, number, look.box)
            _ANSWERS[look.question](self, look, place, _Open(page, text, lines))

    def look_for_signature(self, look: _Look, _: Place, shown: _Open) -> None:
        """Note ink where a signature goes; printed words are its label."""
        words = words_in(shown.text, shown.page, look.box)
        if is_inked(shown.page, look.box) and not words.strip():
            self.hands[look.entry] = ""

    def look_under(self, look: _Look, place: Place, shown: _Open) -> None:
        """Note words that the page itself has where a field is."""
        if words := _words_under(look.box, shown):
            self._found.under[look.entry] = place, words

    def look_for_ink(self, look: _Look, place: Place, shown: _Open) -> None:
        """Note ink in a box that is not ticked."""
        if has_ink(shown.page, look.box):
            words = words_in(shown.text, shown.page, look.box)
            self._found.inked[look.entry] = place, is_tick(words)

    # --- the judgement ----------------------------------------------------------

    def judged(self, contents: bytes) -> Form:
        """Return the form with its doubtful marks for a person to look at.

        Args:
            contents: The file as pdfium can open it.
        """
        self._read_twice(contents)
        self._look_twice(contents)
        self._drop_designs()
        entries = [self._judged(at, e) for at, e in enumerate(self._form.entries)]
        return replace(self._form, entries=tuple(entries))

    def _read_twice(self, contents: bytes) -> None:
        """Let another program read what we read as something else than is stored."""
        unread = self._found.unread
        wanted = _by_page((page, box) for _, page, box, _ in unread[:_MOST_READ_TWICE])
        read = read_again(contents, wanted) if wanted else {}
        for at, page, box, shown in unread:
            expected = expected_of(self._form.entries[at], is_redrawn=self._is_redrawn)
            again = read.get((page, box), "")
            if not any(same(text, again) for text in expected.texts):
                self._found.differs.setdefault(at, shown)

    def _look_twice(self, contents: bytes) -> None:
        """Look at the fields whose drawings do not tell what is seen of them."""
        doubts = self._found.doubts
        wanted = _by_page((page, look.box) for page, look in doubts)
        seen = look_again(contents, wanted) if wanted else {}
        for page, look in doubts:
            has_mark = seen.get((page, look.box))
            if has_mark is None or has_mark != (look.question == "shown"):
                self._found.differs.setdefault(look.entry, "")

    def _drop_designs(self) -> None:
        """Forget ink that is in nearly all boxes: it is printed there."""
        inked = self._found.inked
        boxes = sum(e.mark.kind is MarkKind.TICK for e in self._form.entries)
        if len(inked) > max(_FEW, _DESIGNED * boxes):
            self._found.inked = {at: both for at, both in inked.items() if both[1]}

    def _judged(self, at: int, entry: Entry) -> Entry:
        mark, found = entry.mark, self._found
        if at in found.under and not plain(mark.text):
            found.differs[at] = found.under[at][1]
        differs = at in found.differs
        if differs and not mark.text and found.differs[at]:
            mark = replace(mark, text=found.differs[at])
        drawn_in = found.inked.get(at)
        over = drawn_in[0] if drawn_in else found.written.get(at)
        if not differs and over is None:
            return entry
        tick = None if mark.kind is MarkKind.TICK else mark.tick
        place = mark.place
        if over is not None and not mark.text:
            place = replace(mark.place, page=over.page, box=over.box)
        doubted = replace(mark, tick=tick, ask=True, confidence=_UNSURE, place=place)
        return replace(entry, mark=doubted, differs=differs or drawn_in is not None)


def _by_page(places: Iterable[tuple[int, Box]]) -> dict[int, list[Box]]:
    boxes: dict[int, list[Box]] = {}
    for page, box in places:
        boxes.setdefault(page, []).append(box)
    return boxes


_ANSWERS = {
    "signature": Eye.look_for_signature,
    "under": Eye.look_under,
    "off": Eye.look_for_ink,
}


def _words_under(box: Box, shown: _Open) -> str:
    """Return the words a page itself prints in a field, ways to fill it aside."""
    left, top, right, bottom = box
    down = (bottom - top) * 0.2
    inner = (left + 1, top + down, right - 1, bottom - down)
    if not any(_meets(inner, line.place.box) for line in shown.lines):
        return ""
    words = words_in(shown.text, shown.page, inner).strip()
    if is_hint(words) or len(words) == 1 or not set(words) - set(_NOTHING):
        return ""
    # Words that go on beside the field are part of what the form itself says.
    wider = (left - _BESIDE, inner[1], right + _BESIDE, inner[3])
    beside = words_in(shown.text, shown.page, wider)
    return words if plain(beside) == plain(words) else ""


def _meets(box: Box, other: Box | None) -> bool:
    if other is None:
        return False
    across = box[0] < other[2] and other[0] < box[2]
    return across and box[1] < other[3] and other[1] < box[3]
