"""The whole catalogue: loaded for work, or checked so that every fault is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from toolkit.catalogue.cross_checks import faults_across
from toolkit.catalogue.definitions import Catalogue
from toolkit.catalogue.documents import Documents, documents_on
from toolkit.catalogue.faults import Fault
from toolkit.catalogue.reading_files import Shelf
from toolkit.catalogue.services import Parts, parts_of, service_of


def load(*roots: Path, rules: frozenset[str] | None = None) -> Catalogue:
    """Return every service and every document the roots hold.

    Args:
        roots: The workspace before the built-in root: a file of the first wins over the
            same file of the second. Without any, the built-in root alone.
        rules: The names of every rule a check may use; null to leave that unchecked.

    Raises:
        BadDefinition: If any file has a fault; its sentence names the first one.
    """
    shelf = Shelf.of(roots)
    documents = documents_on(shelf)
    services = _services(shelf)
    for fault in _faults(services, documents, rules):
        raise fault.as_error()
    folders = (root / "templates" for root in shelf.roots)
    return Catalogue(
        services={parts.key: service_of(shelf, parts) for parts in services},
        documents=documents.whole,
        templates=tuple(folder for folder in folders if folder.is_dir()),
    )


def check(*roots: Path, rules: frozenset[str] | None = None) -> tuple[Fault, ...]:
    """Return every fault of every definition, file by file; empty when all is well.

    Args:
        roots: As for `load`.
        rules: The names of every rule a check may use; null to leave that unchecked.
    """
    shelf = Shelf.of(roots)
    faults = _faults(_services(shelf), documents_on(shelf), rules)
    return tuple(sorted(dict.fromkeys(faults), key=lambda fault: fault.file))


def _services(shelf: Shelf) -> tuple[Parts, ...]:
    return tuple(parts_of(shelf, key) for key in shelf.names("services", "*/"))


def _faults(
    services: tuple[Parts, ...], documents: Documents, rules: frozenset[str] | None
) -> Iterator[Fault]:
    yield from documents.faults
    for parts in services:
        yield from parts.faults
        yield from faults_across(parts, documents.named, rules)
