"""Documents: what each says and how it is laid out, one file each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.catalogue.definitions import DocumentTemplate
from toolkit.catalogue.entries import checked
from toolkit.catalogue.faults import Fault, twice
from toolkit.catalogue.reading_files import Sheet, Shelf, toml_of, version_of
from toolkit.catalogue.service_schemas import DocumentEntry

_FOLDER = "templates/wording"

# What a document written in a format is placed in; an e-mail has no frame of ours.
_FRAMES = {"docx": "templates/docx/{}.docx", "pdf": "templates/html/{}.html"}


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents that could be read, the names of all, and every fault."""

    whole: Mapping[str, DocumentTemplate]
    named: frozenset[str]
    faults: tuple[Fault, ...]


def documents_on(shelf: Shelf) -> Documents:
    """Read every document of a shelf."""
    names = shelf.names(_FOLDER, "*.toml")
    read = [_document(toml_of(shelf, f"{_FOLDER}/{name}")) for name in names]
    whole = {document.key: document for document, _ in read if document is not None}
    named = frozenset(name.removesuffix(".toml") for name in names)
    faults = [fault for _, faults in read for fault in faults]
    for document in whole.values():
        faults.extend(_faults_of_names(document, named))
        faults.extend(_faults_of_frame(document, shelf))
    return Documents(whole, named, tuple(faults))


def load_documents(*roots: Path) -> Mapping[str, DocumentTemplate]:
    """Return every document by its key.

    Args:
        roots: The workspace before the built-in root; without any, the built-in one.

    Raises:
        BadDefinition: If a document's wording has a fault.
    """
    documents = documents_on(Shelf.of(roots))
    if documents.faults:
        raise documents.faults[0].as_error()
    return documents.whole


def _document(sheet: Sheet) -> tuple[DocumentTemplate | None, tuple[Fault, ...]]:
    table, faults = checked(DocumentEntry, sheet)
    if faults:
        return None, faults
    words: dict[str, Any] = table
    words["formats"] = tuple(str(each) for each in words["formats"])
    words["audience"] = str(words["audience"])
    document = DocumentTemplate(version=version_of([sheet]), **words)
    return document, tuple(_faults_of(sheet.file, document))


def _faults_of(file: str, document: DocumentTemplate) -> Iterator[Fault]:
    """Yield the faults that show in a document by itself."""
    stem = file.removeprefix(f"{_FOLDER}/").removesuffix(".toml")
    if document.key != stem:
        yield Fault(file, "key", f"The name of its file is needed: {stem}.")
    yield from twice(file, "formats", document.formats)
    yield from twice(file, "block", (block.key for block in document.blocks))
    for gap in document.gaps:
        if gap.partition(".")[0] not in document.needs:
            yield Fault(file, f"gaps {gap}", _not_given(gap))
    for block in document.blocks:
        for key, fact in (
            ("each", block.each),
            ("when", block.when),
            ("unless", block.unless),
        ):
            if fact and fact.partition(".")[0] not in document.needs:
                yield Fault(file, f"block {block.key}.{key}", _not_given(fact))


def _not_given(fact: str) -> str:
    name = fact.partition(".")[0]
    return f"A fact this document is given is needed; {name} is not among its needs."


def _faults_of_names(
    document: DocumentTemplate, known: frozenset[str]
) -> Iterator[Fault]:
    for name in document.attaches:
        if name not in known:
            told = f"The name of a document is needed; there is no {name}."
            file = f"{_FOLDER}/{document.key}.toml"
            yield Fault(file, f"attaches {name}", told)


def _faults_of_frame(document: DocumentTemplate, shelf: Shelf) -> Iterator[Fault]:
    for form in document.formats:
        frame = _FRAMES.get(form, "").format(document.frame)
        if frame and shelf.find(frame) is None:
            told = f"The name of a frame is needed; there is no {frame}."
            yield Fault(f"{_FOLDER}/{document.key}.toml", "frame", told)
