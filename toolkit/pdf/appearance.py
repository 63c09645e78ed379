"""Drawing what a field says, so that every viewer shows what is stored in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pikepdf

from toolkit.pdf.typeface import Typeface

# Points. Text that fits itself begins at a size easy to read; any text that is too much
# for its box shrinks, as long as a magnifying glass still helps.
_EASY, _STEP, _SMALL, _SMALLEST = 12.0, 0.5, 7.0, 4.0

# Half the height of a capital, in times the size: what looks like the middle.
_MIDDLE = 0.33

_PADDING = 2.0


@dataclass(frozen=True, slots=True)
class Style:
    """How a field wants its text: size in points (0 fits itself), colour, alignment.

    `colour` is PDF operators; `align` is 0 left, 1 middle, 2 right; `cells` is how many
    boxes of one letter the field has, or 0.
    """

    size: float
    colour: str
    align: int
    is_multiline: bool
    cells: int


@dataclass(frozen=True, slots=True)
class _Room:
    wide: float
    tall: float


def style_of(told: str, align: int, *, is_multiline: bool, cells: int) -> Style:
    """Return the style that a field's default appearance tells.

    Args:
        told: The text of /DA, for instance `/Helv 10 Tf 0 g`.
        align: The number of /Q.
        is_multiline: Whether the field holds several lines.
        cells: How many one-letter boxes it has, or 0.
    """
    words = told.split()
    size, colour = 0.0, "0 g"
    if "Tf" in words:
        at = words.index("Tf")
        size = _number(words[at - 1])
    for operator, count in (("g", 1), ("rg", 3), ("k", 4)):
        if operator in words[count:]:
            at = words.index(operator, count)
            colour = " ".join(words[at - count : at + 1])
    return Style(abs(size), colour, align, is_multiline, cells)


def font_name(told: str) -> str | None:
    """Return the name of the font that /DA asks for, with its slash."""
    words = told.split()
    if "Tf" not in words or words.index("Tf") < 2:
        return None
    return words[words.index("Tf") - 2]


def drawing(
    pdf: pikepdf.Pdf, widget: pikepdf.Object, text: str, style: Style, face: Typeface
) -> pikepdf.Stream:
    """Return the appearance of one widget that shows this text.

    Lines break where they have to and the text shrinks until all of it is seen, down to
    4 points; one line becomes two before it gets too small to read. A widget that is
    turned on its page is drawn turned.
    """
    left, low, right, high = (float(side) for side in widget["/Rect"])
    wide, tall = abs(right - left), abs(high - low)
    marks = widget.get("/MK", {})
    turned = int(marks.get("/R", 0)) % 360
    room = _Room(tall, wide) if turned in {90, 270} else _Room(wide, tall)
    body = " ".join([*_frame(widget, marks, room), *_words(text, style, face, room)])
    return pdf.make_stream(
        body.encode("ascii"),
        Type=pikepdf.Name("/XObject"),
        Subtype=pikepdf.Name("/Form"),
        BBox=[0, 0, room.wide, room.tall],
        Matrix=_TURNS.get(turned, _TURNS[0]),
        Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F=face.font)),
    )


_TURNS = {
    0: [1, 0, 0, 1, 0, 0],
    90: [0, 1, -1, 0, 0, 0],
    180: [-1, 0, 0, -1, 0, 0],
    270: [0, -1, 1, 0, 0, 0],
}


def _number(word: str) -> float:
    try:
        return float(word)
    except ValueError:
        return 0.0


def _frame(widget: pikepdf.Object, marks: pikepdf.Object, room: _Room) -> Iterator[str]:
    """Yield the ground and the border a widget asks for."""
    ground = _paint(marks.get("/BG", []), "g rg k")
    border = _paint(marks.get("/BC", []), "G RG K")
    if ground:
        yield f"q {ground} 0 0 {room.wide:.2f} {room.tall:.2f} re f Q"
    thick = float(widget.get("/BS", {}).get("/W", 1))
    if border and thick:
        inset, wide, tall = thick / 2, room.wide - thick, room.tall - thick
        yield f"q {border} {thick:.2f} w {inset:.2f} {inset:.2f} "
        yield f"{wide:.2f} {tall:.2f} re S Q"


def _paint(shades: pikepdf.Object, operators: str) -> str:
    parts = [f"{float(shade):.3f}" for shade in shades]
    named = dict(zip((1, 3, 4), operators.split(), strict=True))
    return " ".join([*parts, named[len(parts)]]) if len(parts) in named else ""


def _words(text: str, style: Style, face: Typeface, room: _Room) -> Iterator[str]:
    yield f"/Tx BMC q 1 1 {room.wide - 2:.2f} {room.tall - 2:.2f} re W n"
    yield f"BT {style.colour}"
    if style.cells:
        yield from _in_cells(text, style, face, room)
    elif style.is_multiline:
        yield from _in_lines(text, style, face, room)
    else:
        yield from _on_one_line(text, style, face, room)
    yield "ET Q EMC"


def _line(face: Typeface, text: str, size: float, left: float, low: float) -> str:
    return f"/F {size:.2f} Tf 1 0 0 1 {left:.2f} {low:.2f} Tm {face.code(text)} Tj"


def _in_cells(text: str, style: Style, face: Typeface, room: _Room) -> Iterator[str]:
    wide = room.wide / style.cells
    size = min(style.size or _EASY, room.tall * 0.8)
    for number, letter in enumerate(_flat(text)[: style.cells]):
        left = wide * number + (wide - face.width(letter) * size) / 2
        yield _line(face, letter, size, left, room.tall / 2 - _MIDDLE * size)


def _on_one_line(text: str, style: Style, face: Typeface, room: _Room) -> Iterator[str]:
    text, space = _flat(text), room.wide - 2 * _PADDING
    size = style.size or min(_EASY, room.tall * 0.7)
    while face.width(text) * size > space and size > _SMALL:
        size -= _STEP
    if face.width(text) * size <= space:
        yield _placed(face, text, size, style, room, room.tall / 2 - _MIDDLE * size)
    else:
        yield from _in_lines(text, replace(style, size=size), face, room)


def _in_lines(text: str, style: Style, face: Typeface, room: _Room) -> Iterator[str]:
    space = room.wide - 2 * _PADDING
    high = (face.above + face.below) / 1000
    size = style.size or _EASY
    lines = _wrapped(text, face, space / size)
    while len(lines) * high * size > room.tall - 2 * _PADDING and size > _SMALLEST:
        size -= _STEP
        lines = _wrapped(text, face, space / size)
    for number, line in enumerate(lines):
        low = room.tall - _PADDING - (face.above / 1000 + number * high) * size
        yield _placed(face, line, size, style, room, low)


def _placed(
    face: Typeface, text: str, size: float, style: Style, room: _Room, low: float
) -> str:
    spare = room.wide - 2 * _PADDING - face.width(text) * size
    left = _PADDING + max(spare, 0) * style.align / 2
    return _line(face, text, size, left, low)


def _flat(text: str) -> str:
    """Return a text on one line, each break a space."""
    return " ".join(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _wrapped(text: str, face: Typeface, space: float) -> list[str]:
    """Break a text into lines; `space` is in times the size."""
    breaks = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    return [line for part in breaks.split("\n") for line in _filled(part, face, space)]


def _filled(part: str, face: Typeface, space: float) -> Iterator[str]:
    gap = face.width(" ")
    line, used = "", 0.0
    for number, word in enumerate(part.split(" ")):
        wide = face.width(word)
        if number and used + gap + wide <= space:
            line, used = f"{line} {word}", used + gap + wide
            continue
        if number:
            yield line
        *full, line = _chopped(word, face, space) if wide > space else [word]
        used = face.width(line)
        yield from full
    yield line


def _chopped(word: str, face: Typeface, space: float) -> list[str]:
    """Cut a word longer than a line, so that none of it is hidden."""
    pieces, used = [""], 0.0
    for letter in word:
        wide = face.width(letter)
        if pieces[-1] and used + wide > space:
            pieces.append("")
            used = 0.0
        pieces[-1] += letter
        used += wide
    return pieces
