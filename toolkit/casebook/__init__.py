"""What happened to every case: append-only events, and the vault of originals."""

from __future__ import annotations

from toolkit.casebook.book import Casebook
from toolkit.casebook.entries import (
    CaseSummary,
    EventKind,
    NewCase,
    PaperPlace,
    PaperState,
    WaitingPaper,
)
from toolkit.casebook.lately import CameIn
from toolkit.casebook.references import check_reference, references_in, tidy
from toolkit.casebook.vault import Vault

__all__ = [
    "CameIn",
    "CaseSummary",
    "Casebook",
    "EventKind",
    "NewCase",
    "PaperPlace",
    "PaperState",
    "Vault",
    "WaitingPaper",
    "check_reference",
    "references_in",
    "tidy",
]
