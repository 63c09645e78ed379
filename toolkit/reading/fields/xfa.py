"""The data of a form's XFA twin: what Adobe's programs show instead of its fields.

An XFA form keeps its answers in a packet of XML beside the fields (XFA 3.3, part 1,
chapter 4, "datasets"). A static one has both, and they should say the same; a dynamic
one has only the packet, and its page asks to wait.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pikepdf
from lxml import etree

from toolkit.model import Mark, MarkKind, Place, Route
from toolkit.reading.fields.form import Entry, Form
from toolkit.reading.fields.objects import BROKEN, text_of
from toolkit.reading.fields.sameness import plain
from toolkit.reading.limits import Limits, Refusal
from toolkit.reading.markup import child, name_of, parse

_MOST_BYTES = 20_000_000  # of the packet; that of the largest tax form has 2 million
_MOST_DEPTH = 60
_UNSURE = 0.5
_OFF = frozenset({"", "0", "off", "no", "false", "n"})
_STEP = re.compile(r"\[\d+\]$")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Datum:
    """One answer of the packet: the names that lead to it, and what it says."""

    path: tuple[str, ...]
    text: str = field(repr=False)

    @property
    def key(self) -> str:
        """Its full name, with dots between."""
        return ".".join(self.path)


def data_of(acro: pikepdf.Object, limits: Limits) -> tuple[Datum, ...]:
    """Return the answers of a form's packet in its own order; none if it has none.

    A packet that cannot be read, or declares entities, has none.

    Args:
        acro: The form's dictionary.
        limits: The most to accept.

    Raises:
        Refusal: If there are more answers than the limits allow fields.
    """
    try:
        packet = _packet(acro.get("/XFA"))
        root = None if packet is None else parse(packet)
    except (Refusal, *BROKEN):
        return ()
    if root is None:
        return ()
    data = _data(root)
    if data is None:
        return ()
    found = []
    for form in data:
        for datum in _leaves(form, ()):
            found.append(datum)
            if len(found) > limits.max_fields:
                raise Refusal("too-big-to-open")
    return tuple(found)


def marks_of(data: Sequence[Datum], paper: str) -> tuple[Mark, ...]:
    """Return the answers of a packet as marks for a person to look at.

    No page shows them, so nobody can have seen that they are right. The second of two
    answers of one name is `name#2`.
    """
    met: Counter[str] = Counter()
    marks = []
    for datum in data:
        met[datum.key] += 1
        again = f"#{met[datum.key]}" if met[datum.key] > 1 else ""
        marks.append(
            Mark(
                datum.key + again,
                text=datum.text,
                ask=bool(datum.text),
                place=Place(paper, label=datum.path[-1]),
                how=Route.FIELD,
                confidence=_UNSURE if datum.text else 1.0,
            )
        )
    return tuple(marks)


def compared(form: Form, data: Sequence[Datum]) -> Form:
    """Return the form with those marks doubted that its packet says otherwise.

    The fields win: they are what most programs show. Adobe's show the packet. One in
    which nothing is filled says nothing.
    """
    said = _by_field(form.entries, data)
    if not any(said.values()):
        return form  # a browser filled the fields and left the packet as it was
    entries = tuple(
        _doubted(entry) if at in said and _differs(entry, said[at]) else entry
        for at, entry in enumerate(form.entries)
    )
    return replace(form, entries=entries)


def _doubted(entry: Entry) -> Entry:
    return replace(entry, mark=replace(entry.mark, ask=True, confidence=_UNSURE))


# --- the packet ---------------------------------------------------------------------


def _packet(held: object) -> bytes | None:
    """Return the XML that holds the data: the packet itself, or all of them."""
    if isinstance(held, pikepdf.Stream):
        return _bytes(held)
    if not isinstance(held, pikepdf.Array):
        return None
    parts = list(held)[:200]
    for name, part in zip(parts[::2], parts[1::2], strict=False):
        if text_of(name) == "datasets" and isinstance(part, pikepdf.Stream):
            return _bytes(part)
    return None


def _bytes(stream: pikepdf.Stream) -> bytes:
    contents: bytes = stream.read_bytes()
    if len(contents) > _MOST_BYTES:
        raise Refusal("too-big-to-open")
    return contents.strip(b"\x00 \r\n\t")


def _data(root: etree._Element) -> etree._Element | None:
    """Return the element under which the answers are."""
    for way in (("datasets", "data"), ("data",)):
        if name_of(root) == way[0]:
            return child(root, *way[1:])
    return child(root, "datasets", "data")


def _leaves(element: etree._Element, above: tuple[str, ...]) -> Iterator[Datum]:
    path = (*above, name_of(element))
    if len(path) > _MOST_DEPTH:
        return
    kids = [kid for kid in element if name_of(kid)]
    if not kids or _is_rich(kids):
        yield Datum(path, _text(element))
        return
    for kid in kids:
        yield from _leaves(kid, path)


def _is_rich(kids: Sequence[etree._Element]) -> bool:
    """Whether an answer is formatted: a little web page in place of its text."""
    return all("xhtml" in str(kid.tag) for kid in kids)


def _text(element: etree._Element) -> str:
    blocks = [kid for kid in element.iter() if name_of(kid) in {"p", "div"}]
    if blocks:
        texts = ("".join(map(str, block.itertext())).strip() for block in blocks)
        return "\n".join(text for text in texts if text)
    return "".join(map(str, element.itertext())).strip()


# --- beside the fields --------------------------------------------------------------


def _by_field(entries: Sequence[Entry], data: Sequence[Datum]) -> Mapping[int, str]:
    """Return what the packet says of each field that it surely says something of.

    By full name, those of one name in their order; else by a last name that only one
    field and one answer have.
    """
    said: dict[int, str] = {}
    paths = [_steps(entry.mark.key) for entry in entries]
    for long in (True, False):
        fields: dict[tuple[str, ...], list[int]] = {}
        for at, path in enumerate(paths):
            if at not in said and path:
                fields.setdefault(path if long else path[-1:], []).append(at)
        answers: dict[tuple[str, ...], list[str]] = {}
        for datum in data:
            key = datum.path if long else datum.path[-1:]
            answers.setdefault(key, []).append(datum.text)
        for name, texts in answers.items():
            places = fields.get(name, [])
            if len(places) == len(texts) and (long or len(texts) == 1):
                said.update(zip(places, texts, strict=True))
    return said


def _steps(key: str) -> tuple[str, ...]:
    """Return a field's name as the packet has it: no numbers, no nameless steps."""
    steps = (_STEP.sub("", step) for step in key.split("."))
    return tuple(step for step in steps if not step.startswith("#"))


def _differs(entry: Entry, said: str) -> bool:
    if entry.field.sort == "Sig":
        return False
    mark = entry.mark
    if mark.kind is MarkKind.TICK:
        return bool(mark.tick) == (said.strip().casefold() in _OFF) and not _is_state(
            mark, said
        )
    stored = _values(entry)
    if any(plain(value) == plain(said) for value in stored):
        return False
    return not (_sense(mark.text) and _sense(mark.text) == _sense(said))


def _is_state(mark: Mark, said: str) -> bool:
    return bool(mark.tick) and mark.text == said


def _values(entry: Entry) -> set[str]:
    """Return what is stored, and what a list says for it."""
    values = {entry.mark.text}
    listed = entry.field.own.get("/Opt")
    for pair in listed if isinstance(listed, pikepdf.Array) else ():
        if isinstance(pair, pikepdf.Array):
            texts = {text_of(item) for item in pair}
            if entry.mark.text in texts:
                values |= texts
    return values


def _sense(text: str) -> list[int]:
    """Return the numbers of a date, in order of size, years in two digits."""
    if any(c.isalpha() for c in text):
        return []
    return sorted(
        int(n) % 100 if len(n) == 4 else int(n) for n in _NUMBER.findall(text)
    )
