"""Files of definitions: found in the first root that has them, read, told apart.

A workspace's own file wins over the built-in one, file by file.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from toolkit.catalogue.faults import Fault

Table: TypeAlias = dict[str, Any]
"""A table as TOML gives it. It stays in this room."""


def builtin_root() -> Path:
    """Return the folder that holds the built-in `services/` and `templates/`.

    That is inside the package when it is installed, and the checkout otherwise.
    """
    package = Path(__file__).resolve().parent.parent
    installed = package / "builtin"
    return installed if installed.is_dir() else package.parent


@dataclass(frozen=True, slots=True)
class Shelf:
    """The roots definitions are looked for in, the first one winning."""

    roots: tuple[Path, ...]

    @classmethod
    def of(cls, roots: Iterable[Path]) -> Shelf:
        """Return a shelf over these roots, each counted once; the built-in if none."""
        once = {root.resolve(): root for root in reversed(tuple(roots))}
        return cls(tuple(reversed(once.values())) or (builtin_root(),))

    def find(self, name: str) -> Path | None:
        """Return where a file is, or null when no root has it."""
        return next((p for root in self.roots if (p := root / name).is_file()), None)

    def names(self, folder: str, pattern: str) -> tuple[str, ...]:
        """Return the names below a folder of any root that fit, in order, once each.

        Args:
            folder: Relative to a root.
            pattern: A glob; with a `/` at its end only folders fit.
        """
        found = {
            path.name
            for root in self.roots
            for path in (root / folder).glob(pattern)
            if not path.name.startswith((".", "_"))
        }
        return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file as it was read: its bytes, its table if it has one, its faults."""

    file: str
    contents: bytes = field(default=b"", repr=False)
    table: Table | None = field(default=None, repr=False)
    faults: tuple[Fault, ...] = ()


def text_of(shelf: Shelf, file: str) -> tuple[str | None, Sheet]:
    """Return a file's text, and its sheet without a table; null when unreadable."""
    path = shelf.find(file)
    if path is None:
        return None, _faulty(file, b"", "This file is needed and is not there.")
    try:
        contents = path.read_bytes()
        return contents.decode("utf-8-sig"), Sheet(file, contents)
    except OSError:
        return None, _faulty(file, b"", "This file could not be opened for reading.")
    except UnicodeDecodeError as problem:
        where = f"The byte at position {problem.start} is not UTF-8 text."
        return None, _faulty(file, contents, f"{where} Save the file as UTF-8.")


def toml_of(shelf: Shelf, file: str) -> Sheet:
    """Return a TOML file as a table, or the faults that say why it is none."""
    text, sheet = text_of(shelf, file)
    if text is None:
        return sheet
    try:
        return Sheet(file, sheet.contents, tomllib.loads(text))
    except tomllib.TOMLDecodeError as problem:
        told = f"This could not be read as TOML: {problem}."
        return _faulty(file, sheet.contents, told)
    except RecursionError:
        told = "Lists and tables stand inside each other too deeply to be read."
        return _faulty(file, sheet.contents, told)
    except ValueError:
        told = "A number or date in this file is out of range."
        return _faulty(file, sheet.contents, told)


def version_of(sheets: Iterable[Sheet]) -> str:
    """Return 12 hexadecimal digits that change when any of the files does."""
    digest = hashlib.sha256()
    for sheet in sorted(sheets, key=lambda sheet: sheet.file):
        digest.update(f"{sheet.file}\0{len(sheet.contents)}\0".encode())
        digest.update(sheet.contents)
    return digest.hexdigest()[:12]


def _faulty(file: str, contents: bytes, told: str) -> Sheet:
    return Sheet(file, contents, faults=(Fault(file, "", told),))
