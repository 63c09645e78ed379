"""Whether a workspace is whole: its casebook, its originals and its documents."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import CannotDo
from toolkit.model import MadeDocument
from toolkit.pipeline.desk import Desk

CASES = "cases"

_JUST_NOW = dt.timedelta(minutes=10)  # a run may still be about to record it
_OURS = re.compile(r"[A-Z]+-\d{4}-\d{4,}-\w_[\w-]+_v\d+_\d{8}\.\w+")


@dataclass(frozen=True, slots=True)
class Stock:
    """What a workspace holds, and a sentence for everything that is not as it was.

    `edited` are the documents somebody changed after they were written, by their place
    in the outbox: that is what drafts are for, and no fault.
    """

    events: int
    originals: int
    documents: int
    faults: tuple[str, ...]
    edited: tuple[str, ...] = ()


def verify(desk: Desk, head: Path | None = None) -> tuple[str, ...]:
    """Return a sentence for everything in the casebook that is not as it was written.

    Args:
        desk: The workspace.
        head: The `head.json` of a backup: it shows whether an end was cut off since.

    Raises:
        CannotDo: If that file is none.
    """
    faults = desk.casebook.verify()
    if head is None:
        return faults
    number, link = head_from(head)
    if number == 0 or desk.casebook.hash_of(number) == link:
        return faults
    told = (
        f"Event {number}, the last one when that backup was made, is not in the "
        "casebook as it was: its end was cut off or written anew."
    )
    return (*faults, told)


def head_from(path: Path) -> tuple[int, str]:
    """Return the number and the hash of the last event that a backup's head names.

    Raises:
        CannotDo: If the file is no such head.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return int(told["events"]), str(told["hash"])
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise CannotDo(
            f"{path} is not the head of a backup.",
            remedy="Name the file head.json of a backup that the toolkit made.",
        ) from fault


def take_stock(desk: Desk, now: dt.datetime) -> Stock:
    """Compare the vault and the outbox with what the casebook says is in them.

    Others may go on working: what came within the last minutes and is not recorded yet
    is no fault.
    """
    held = desk.vault.held()
    documents = _documents(desk)
    originals = desk.casebook.originals()
    faults = (
        *_originals_lost(originals, desk.vault.held()),
        *desk.vault.verify(),
        *_originals_unknown(desk, held - originals, now),
        *_documents_lost(desk, documents),
        *_documents_unknown(desk, documents, now),
    )
    edited = tuple(path for path, made in documents.items() if _is_edited(desk, made))
    events, _ = desk.casebook.head()
    return Stock(events, len(originals), len(documents), faults, edited)


def _originals_lost(known: frozenset[str], held: frozenset[str]) -> Iterator[str]:
    for sha256 in sorted(known - held):
        yield f"An original is not in the vault: {sha256}."


def _originals_unknown(
    desk: Desk, hashes: frozenset[str], now: dt.datetime
) -> Iterator[str]:
    for sha256 in sorted(hashes):
        if desk.vault.age(sha256, now) > _JUST_NOW:
            yield f"An original in the vault belongs to no arrival: {sha256}."


def _documents(desk: Desk) -> Mapping[str, MadeDocument]:
    """Return the documents there should be, each as it was last written."""
    return {made.path: made for made in desk.casebook.documents() if made.path}


def _documents_lost(desk: Desk, documents: Mapping[str, MadeDocument]) -> Iterator[str]:
    for path in documents:
        if not (desk.workspace.outbox / path).is_file():
            yield f"A document is not in the outbox: {path}."


def _documents_unknown(
    desk: Desk, documents: Mapping[str, MadeDocument], now: dt.datetime
) -> Iterator[str]:
    """Yield what bears our kind of name and was never recorded."""
    outbox = desk.workspace.outbox
    for path in sorted((outbox / CASES).glob("*/*")):
        name = path.relative_to(outbox).as_posix()
        if not _OURS.fullmatch(path.name) or name in documents or not path.is_file():
            continue
        laid = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
        if now - laid > _JUST_NOW:
            yield f"A document in the outbox was never recorded: {name}."


def _is_edited(desk: Desk, made: MadeDocument) -> bool:
    path = desk.workspace.outbox / made.path
    if not path.is_file():
        return False
    return hashlib.sha256(path.read_bytes()).hexdigest() != made.sha256
