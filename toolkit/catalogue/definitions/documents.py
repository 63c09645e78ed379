"""What documents say and how they are laid out, as frozen types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit.catalogue.definitions.forms import Form
from toolkit.catalogue.definitions.services import Service


@dataclass(frozen=True, slots=True)
class Block:
    """One named block of a document's wording.

    `kind` is heading, paragraph, list, steps, table, facts, note or signature.
    `text` and `items` are templates; `each` names the list a list or table goes over;
    `when` names a fact that must be true, present or non-empty, `unless` the opposite.
    """

    key: str
    kind: str
    level: int = 2
    text: str = ""
    each: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    when: str = ""
    unless: str = ""
    header_column: bool = False


@dataclass(frozen=True, slots=True)
class DocumentTemplate:
    """What one document says and how it is laid out.

    `needs` are the top-level facts it is given, each of which must be there; `gaps` the
    dotted facts that may be a `Gap`. `frame` names the Word and the HTML frame.
    `addressee` is the role of the service it is for, where it is for the office.
    """

    key: str
    title: str
    about: str
    audience: str
    frame: str
    subject: str
    formats: tuple[str, ...]
    needs: tuple[str, ...]
    gaps: tuple[str, ...]
    blocks: tuple[Block, ...]
    attaches: tuple[str, ...]
    version: str
    source: str
    addressee: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every service and every document a workspace knows."""

    services: Mapping[str, Service]
    documents: Mapping[str, DocumentTemplate]
    templates: tuple[Path, ...]
    """Template folders, the workspace's own before the built-in one."""

    def service(self, key: str) -> Service:
        """Return one service.

        Raises:
            KeyError: If there is no such service.
        """
        return self.services[key]

    def forms(self) -> Iterator[Form]:
        """Yield every form of every service."""
        for service in self.services.values():
            yield from service.forms

    def issued(self) -> tuple[Path, ...]:
        """Return every blank of every form as it was issued, for reading to go by."""
        return tuple(path for form in self.forms() for path in form.issued)
