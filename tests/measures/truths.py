"""Holds what was read from a folder's files against the folder's `truth.jsonl`.

A truth file has one JSON object for each file it speaks of, named by `file`. These
keys are understood, each by itself; other rows are passed over:

- `fields`: every form field with `name`, `type`, stored `value` and `readers_agree`,
  which is false where a viewer shows something else than is stored;
- `route`, `source_blank` and `values`: copies of one filled form by several routes;
  the one whose route is `fillable` gives each value's place;
- `content_controls`: a Word file's controls with `tag`, `alias` and `text`;
- `values` without a route: what somebody transcribed by eye.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from tests.measures.judging import ALIKE
from toolkit.model import Document, Mark, MarkKind, PaperSort

Row: TypeAlias = Mapping[str, object]

_BOXES = {"☒": "Yes", "☑": "Yes", "☐": ""}
Documents: TypeAlias = Mapping[Path, Document]


class Outcome(StrEnum):
    """How a value that should be on a paper came out.

    `joined` stands inside a longer answer or is cut into labelled parts, `in-text` is
    there only among the running words;
    `told` is not there, but the paper's problems send a person to look; `unseen` is
    not there and nothing is said; `silent` is something else, and nothing is said.
    """

    RIGHT = "right"
    ASKED = "asked"
    JOINED = "joined"
    IN_TEXT = "in-text"
    TOLD = "told"
    UNSEEN = "unseen"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Held:
    """One value held against the truth."""

    check: str
    file: str
    key: str
    outcome: Outcome
    wanted: str
    found: str


def held(truth: Path, documents: Documents) -> Iterator[Held]:
    """Yield every value of a truth file whose paper was read."""
    lines = truth.read_text(encoding="utf-8").split("\n")
    rows = [json.loads(line) for line in lines if line.strip()]
    found = {row["file"]: documents.get(truth.parent / row["file"]) for row in rows}
    for row in rows:
        document = found[row["file"]]
        if document is not None:
            yield from _held(row, document, rows, found)


def _held(
    row: Row,
    document: Document,
    rows: Sequence[Row],
    found: Mapping[str, Document | None],
) -> Iterator[Held]:
    file = str(row["file"])
    if "fields" in row:
        yield from _stored(file, document, _rows(row["fields"]))
    elif "content_controls" in row:
        yield from _controls(file, document, _rows(row["content_controls"]))
    elif "route" in row:
        yield from _copy(row, document, rows, found)
    elif isinstance(values := row.get("values"), Mapping):
        yield from _transcribed(file, document, values)


def _rows(value: object) -> Sequence[Row]:
    return (
        [row for row in value if isinstance(row, Mapping)]
        if isinstance(value, list)
        else []
    )


# --- what is stored in fields -------------------------------------------------------


def _stored(file: str, document: Document, fields: Sequence[Row]) -> Iterator[Held]:
    marks: dict[str, list[Mark]] = {}
    for mark in _marks(document):
        marks.setdefault(mark.key, []).append(mark)
    for field in fields:
        name = str(field["name"])
        if field["type"] in {"pushbutton", "signature"} or not (
            field.get("filled") or field.get("readers_agree") is False
        ):
            continue
        mine = marks.get(name, [])
        wanted = _texts(field)
        if field.get("readers_agree") is False:
            outcome = _must_ask(document, mine)
            yield Held(
                "viewer differs", file, name, outcome, "/".join(wanted), _said(mine)
            )
        else:
            listed = _is_listed(field, mine)
            outcome = Outcome.RIGHT if listed else _one_of(document, mine, wanted)
            yield Held(
                "stored fields", file, name, outcome, "/".join(wanted), _said(mine)
            )


def _must_ask(document: Document, marks: Sequence[Mark]) -> Outcome:
    if marks and all(mark.ask for mark in marks):
        return Outcome.ASKED
    return Outcome.SILENT if marks else _missing(document)


def _one_of(
    document: Document, marks: Sequence[Mark], wanted: Sequence[str]
) -> Outcome:
    if not marks:
        return _missing(document)
    words = {_folded(text) for text in wanted}
    if any(_folded(_said([mark])) in words for mark in marks):
        return Outcome.RIGHT
    return Outcome.ASKED if any(mark.ask for mark in marks) else Outcome.SILENT


def _texts(field: Row) -> tuple[str, ...]:
    """Return every spelling of what a field holds: as stored and as shown."""
    value = field.get("value")
    shown = field.get("pdfium_selected") or []
    values = value if isinstance(value, list) else [value]
    is_button = field["type"] in {"checkbox", "radio"}
    texts = ["\n".join(_plain(v) if is_button else str(v or "") for v in values)]
    if field["type"] == "checkbox":
        texts = ["Yes" if texts[0] not in {"", "Off"} else "", texts[0]]
    if isinstance(shown, list) and shown:
        texts.append("\n".join(map(str, shown)))
    return tuple(dict.fromkeys(texts))


def _is_listed(field: Row, marks: Sequence[Mark]) -> bool:
    """Whether a radio button's state is the number of a listed value."""
    state = _plain(field.get("value"))
    return field["type"] == "radio" and state.isdigit() and bool(_said(marks))


def _plain(value: object) -> str:
    """Return a stored value as text; a name without its slash and its escapes."""
    text = "" if value is None else str(value)
    if not text.startswith("/"):
        return text
    name = text[1:].encode()
    for code in range(256):
        name = name.replace(b"#%02x" % code, bytes([code]))
    return name.decode("utf-8", "replace")


# --- Word controls ------------------------------------------------------------------


def _controls(file: str, document: Document, controls: Sequence[Row]) -> Iterator[Held]:
    for control in controls:
        names = {str(control.get(k)) for k in ("tag", "alias") if control.get(k)}
        wanted = str(control.get("text") or "")
        if control.get("placeholder") or not names or not wanted.strip():
            continue
        mine = [mark for mark in _marks(document) if mark.key in names]
        day = str(control.get("fullDate") or wanted).partition("T")[0]
        outcome = _one_of(document, mine, (_BOXES.get(wanted, wanted), day))
        yield Held("Word controls", file, min(names), outcome, wanted, _said(mine))


# --- copies by several routes -------------------------------------------------------


def _copy(
    row: Row,
    document: Document,
    rows: Sequence[Row],
    found: Mapping[str, Document | None],
) -> Iterator[Held]:
    values = row["values"]
    twin = next(
        found[str(other["file"])]
        for other in rows
        if other.get("route") == "fillable"
        and other.get("source_blank") == row.get("source_blank")
    )
    if twin is None or not isinstance(values, Mapping):
        return
    check = f"copies, {str(row['route']).split()[0].strip(',')}"
    places = {mark.key: mark for mark in _marks(twin)}
    for name, value in values.items():
        file, wanted = str(row["file"]), _plain(value)
        if row["route"] == "fillable":
            mine = [mark for mark in _marks(document) if mark.key == name]
            is_tick = str(value).startswith("/")
            outcome = _one_of(document, mine, (wanted, "Yes") if is_tick else (wanted,))
            yield Held(check, file, name, outcome, wanted, _said(mine))
        elif (at := places.get(name)) and (at.place.page or 0) <= (document.pages or 0):
            yield _found_at(check, file, at, str(value), document)


def _found_at(check: str, file: str, at: Mark, value: str, document: Document) -> Held:
    """Look for a value where the fillable copy has it."""
    near = [mark for mark in _marks(document) if _is_near(mark, at)]
    wanted = _plain(value)
    if value.startswith("/"):
        ticks = [mark for mark in near if mark.kind is MarkKind.TICK]
        outcome = _of_tick(document, ticks)
        return Held(check, file, at.key, outcome, "a tick", _said(ticks))
    outcome = _of_text(document, near, wanted, at.place.page)
    return Held(check, file, at.key, outcome, wanted, _said(near))


def _of_tick(document: Document, near: Sequence[Mark]) -> Outcome:
    if any(mark.tick for mark in near):
        return Outcome.RIGHT
    if not near:
        return _missing(document)
    return Outcome.ASKED if any(mark.ask for mark in near) else Outcome.SILENT


def _of_text(
    document: Document, near: Sequence[Mark], wanted: str, page: int | None
) -> Outcome:
    words = _folded(wanted)
    texts = [_folded(mark.text) for mark in near]
    if words in texts or words == _folded(" ".join(m.text for m in near)):
        return Outcome.RIGHT
    # “Review: 6 weeks.” inside an answer may be taken for a question of its own.
    pairs = [_folded(f"{mark.key}: {mark.text}") for mark in near]
    if pairs and all(pair in words for pair in pairs):
        return Outcome.JOINED
    if any(mark.ask for mark in near):
        return Outcome.ASKED
    if any(words in text for text in texts):
        return Outcome.JOINED
    if any(texts):
        return Outcome.SILENT
    return Outcome.IN_TEXT if words in _running(document, page) else _missing(document)


def _is_near(mark: Mark, at: Mark) -> bool:
    """Whether the middle of one box lies in the other, give or take 6 points."""
    one, other = mark.place.box, at.place.box
    if mark.place.page != at.place.page or one is None or other is None:
        return False
    return _middle_in(one, other) or _middle_in(other, one)


def _middle_in(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> bool:
    across, down = (one[0] + one[2]) / 2, (one[1] + one[3]) / 2
    left, top, right, bottom = other
    return left - 6 <= across <= right + 6 and top - 6 <= down <= bottom + 6


# --- what somebody read by eye ------------------------------------------------------


def _transcribed(file: str, document: Document, values: Row) -> Iterator[Held]:
    everywhere = " ".join(
        (_running(document, None), *(_folded(mark.text) for mark in _marks(document)))
    )
    for label, value in values.items():
        words = _folded(str(value))
        if words:
            outcome = Outcome.IN_TEXT if words in everywhere else _missing(document)
            yield Held("by eye", file, label, outcome, str(value), "")


# --- a document ---------------------------------------------------------------------


def _marks(document: Document) -> Iterator[Mark]:
    yield from document.marks
    for paper in document.papers:
        yield from _marks(paper)


def _running(document: Document, page: int | None) -> str:
    lines = [ln.text for ln in document.lines if page in {None, ln.place.page}]
    inner = [_running(paper, page) for paper in document.papers]
    return _folded(" ".join([*lines, *inner]))


def _missing(document: Document) -> Outcome:
    is_told = document.problems or document.sort is PaperSort.UNREADABLE
    return Outcome.TOLD if is_told else Outcome.UNSEEN


def _said(marks: Sequence[Mark]) -> str:
    return " | ".join(m.text or ("Yes" if m.tick else "") for m in marks)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(ALIKE).casefold()
    return " ".join(plain.split())
