"""Documents as JSON between the reader and its child, checked on the way in.

JSON and not pickle: a child taken over by a hostile file can then send us nothing but
words and numbers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import IO, TypeAlias

from toolkit.model import (
    Box,
    Document,
    Line,
    Mark,
    MarkKind,
    PaperSort,
    Place,
    Problem,
    Route,
    Signature,
    SignatureKind,
)

_LENGTH = 8  # bytes of the length before each frame
_MAX_NESTING = 32

Json: TypeAlias = (
    "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"
)


# --- frames -------------------------------------------------------------------------


def send(pipe: IO[bytes], frame: bytes) -> None:
    """Write one frame: its length, then its bytes."""
    pipe.write(len(frame).to_bytes(_LENGTH, "big"))
    pipe.write(frame)
    pipe.flush()


def receive(pipe: IO[bytes], most: int) -> bytes:
    """Read one frame.

    Raises:
        EOFError: If the other side closed the pipe before the frame's end.
        ValueError: If the frame says that it is longer than `most` bytes.
    """
    length = int.from_bytes(_exactly(pipe, _LENGTH), "big")
    if length > most:
        raise ValueError("The frame is longer than we take.")
    return _exactly(pipe, length)


def _exactly(pipe: IO[bytes], count: int) -> bytes:
    pieces = []
    while count:
        piece = pipe.read(min(count, 1 << 20))
        if not piece:
            raise EOFError
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)


# --- out ----------------------------------------------------------------------------


def encode(document: Document) -> bytes:
    """Return a document as JSON."""
    return json.dumps(_document_out(document)).encode()


def _document_out(document: Document) -> Json:
    return {
        "name": document.name,
        "sha256": document.sha256,
        "size": document.size,
        "sort": document.sort.value,
        "pages": document.pages,
        "marks": [_mark_out(mark) for mark in document.marks],
        "lines": [[line.text, _place_out(line.place)] for line in document.lines],
        "problems": [[p.code, p.sentence] for p in document.problems],
        "papers": [_document_out(paper) for paper in document.papers],
        "edition": document.edition,
        "part": document.part,
    }


def _mark_out(mark: Mark) -> Json:
    return {
        "key": mark.key,
        "kind": mark.kind.value,
        "text": mark.text,
        "tick": mark.tick,
        "ask": mark.ask,
        "place": _place_out(mark.place),
        "how": mark.how.value,
        "confidence": mark.confidence,
        "signature": _signature_out(mark.signature),
    }


def _signature_out(signature: Signature | None) -> Json:
    if signature is None:
        return None
    return [signature.kind.value, signature.says, signature.intact]


def _place_out(place: Place) -> Json:
    box = None if place.box is None else list(place.box)
    return [place.paper, place.page, box, place.label]


# --- in -----------------------------------------------------------------------------


def decode(frame: bytes) -> Document:
    """Return the document that JSON describes.

    Raises:
        ValueError: If it describes none.
    """
    try:
        return _document_in(json.loads(frame), 0)
    except (TypeError, KeyError, RecursionError, OverflowError) as broken:
        raise ValueError("The frame is no document.") from broken


def _document_in(said: Json, depth: int) -> Document:
    if depth > _MAX_NESTING:
        raise ValueError("The document is nested too deep.")
    pages = _mapping(said)["pages"]
    fields = _mapping(said)
    return Document(
        name=_text(fields["name"]),
        sha256=_text(fields["sha256"]),
        size=_whole(fields["size"]),
        sort=PaperSort(_text(fields["sort"])),
        pages=None if pages is None else _whole(pages),
        marks=tuple(_mark_in(mark) for mark in _list(fields["marks"])),
        lines=tuple(_line_in(line) for line in _list(fields["lines"])),
        problems=tuple(_problem_in(p) for p in _list(fields["problems"])),
        papers=tuple(_document_in(p, depth + 1) for p in _list(fields["papers"])),
        edition=_text(fields["edition"]),
        part=_text(fields["part"]),
    )


def _line_in(said: Json) -> Line:
    text, place = _list(said)
    return Line(_text(text), _place_in(place))


def _problem_in(said: Json) -> Problem:
    code, sentence = _list(said)
    return Problem(_text(code), _text(sentence))


def _mark_in(said: Json) -> Mark:
    fields = _mapping(said)
    tick = fields["tick"]
    return Mark(
        key=_text(fields["key"]),
        kind=MarkKind(_text(fields["kind"])),
        text=_text(fields["text"]),
        tick=None if tick is None else _truth(tick),
        ask=_truth(fields["ask"]),
        place=_place_in(fields["place"]),
        how=Route(_text(fields["how"])),
        confidence=_number(fields["confidence"]),
        signature=_signature_in(fields["signature"]),
    )


def _signature_in(said: Json) -> Signature | None:
    if said is None:
        return None
    kind, says, intact = _list(said)
    return Signature(
        SignatureKind(_text(kind)),
        _text(says),
        None if intact is None else _truth(intact),
    )


def _place_in(said: Json) -> Place:
    paper, page, box, label = _list(said)
    return Place(
        _text(paper),
        None if page is None else _whole(page),
        None if box is None else _box_in(box),
        _text(label),
    )


def _box_in(said: Json) -> Box:
    left, top, right, bottom = (_number(edge) for edge in _list(said))
    return (left, top, right, bottom)


def _text(said: Json) -> str:
    if not isinstance(said, str):
        raise TypeError
    return said


def _whole(said: Json) -> int:
    if not isinstance(said, int) or isinstance(said, bool):
        raise TypeError
    return said


def _number(said: Json) -> float:
    if not isinstance(said, (int, float)) or isinstance(said, bool):
        raise TypeError
    return float(said)


def _truth(said: Json) -> bool:
    if not isinstance(said, bool):
        raise TypeError
    return said


def _list(said: Json) -> Sequence[Json]:
    if not isinstance(said, list):
        raise TypeError
    return said


def _mapping(said: Json) -> Mapping[str, Json]:
    if not isinstance(said, dict):
        raise TypeError
    return said
