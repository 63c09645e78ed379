"""A service's contradictions, read from their file; a service need not have one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from marshmallow import post_load

from toolkit.catalogue import definitions as nouns
from toolkit.catalogue.entries import Entry, checked, many, source
from toolkit.catalogue.faults import Fault
from toolkit.catalogue.keys import OneOf, Words
from toolkit.catalogue.reading_files import Sheet, Shelf, Table, toml_of
from toolkit.catalogue.schemas import CheckEntry
from toolkit.model import Weight


@dataclass(frozen=True, slots=True)
class Contradictions:
    """What could be read of the file: nothing of it when it has a fault."""

    known: tuple[nouns.Contradiction, ...]
    sheets: tuple[Sheet, ...]
    faults: tuple[Fault, ...]


class ContradictionEntry(CheckEntry):
    """One contradiction; every key that is not named here is a setting of its rule."""

    id = Words(re.compile(r"[A-Z]+-?[0-9]+"), "An id such as VR-05.", required=True)
    weight = OneOf(Weight, required=True)
    source = source()

    @post_load
    def make(self, table: Table, **_options: object) -> nouns.Contradiction:
        """Return the contradiction, with its check apart."""
        own = {key: table.pop(key) for key in ("id", "weight", "source")}
        check: nouns.Check = super().make(table)
        return nouns.Contradiction(check=check, **own)


class ContradictionsEntry(Entry):
    """The file of contradictions."""

    contradictions = many(ContradictionEntry, "contradiction", least=1)


def contradictions_of(shelf: Shelf, folder: str) -> Contradictions:
    """Return the contradictions of the service in this folder, and every fault.

    Args:
        shelf: Where definitions are looked for.
        folder: The service's folder, relative to a root.
    """
    file = f"{folder}/contradictions.toml"
    if shelf.find(file) is None:
        return Contradictions((), (), ())
    sheet = toml_of(shelf, file)
    described, faults = checked(ContradictionsEntry, sheet)
    known = () if faults else described["contradictions"]
    return Contradictions(known, (sheet,), faults)
