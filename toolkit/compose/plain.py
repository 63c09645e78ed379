"""The wording as plain text: the body of an e-mail, or any reader without a layout."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from toolkit.compose.blocks import Message, PlacedBlock, Wording


def as_message(wording: Wording) -> Message:
    """Return the wording as an e-mail, blocks parted by one empty line."""
    parts = ("\n".join(_SHAPES[block.kind](block)) for block in wording.blocks)
    text = "\n\n".join(part for part in parts if part)
    return Message(" ".join(wording.subject.split()), text + "\n")


def _text(block: PlacedBlock) -> Iterator[str]:
    yield block.passage.text


def _bullets(block: PlacedBlock) -> Iterator[str]:
    yield from (f"- {item.text}" for item in block.items)


def _steps(block: PlacedBlock) -> Iterator[str]:
    yield from (f"{n}. {item.text}" for n, item in enumerate(block.items, start=1))


def _lines(block: PlacedBlock) -> Iterator[str]:
    yield from (item.text for item in block.items)


def _rows(block: PlacedBlock) -> Iterator[str]:
    """Say a table row by row, each cell after its heading."""
    if block.passage.text:
        yield block.passage.text
    for number, row in enumerate(block.rows):
        if number:
            yield ""
        for head, cell in zip(block.columns, row, strict=True):
            yield f"{head}: {cell.text}"


def _pairs(block: PlacedBlock) -> Iterator[str]:
    if block.passage.text:
        yield block.passage.text
    yield from (f"{label.text}: {value.text}" for label, value in block.rows)


_SHAPES: dict[str, Callable[[PlacedBlock], Iterator[str]]] = {
    "heading": _text,
    "paragraph": _text,
    "note": _text,
    "list": _bullets,
    "steps": _steps,
    "signature": _lines,
    "table": _rows,
    "facts": _pairs,
}
