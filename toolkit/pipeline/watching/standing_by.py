"""What a watcher keeps ready from pass to pass: definitions and a reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from toolkit.catalogue import Catalogue
from toolkit.compose import typed
from toolkit.errors import ToolkitError
from toolkit.reading import Reader

_KEPT = ("services", "templates")

Print = tuple[tuple[str, int, int], ...]


class Definitions:
    """The definitions, loaded again when one of their files has changed.

    Args:
        roots: Where they are.
        load: Loads them all; raises `BadDefinition` when one is faulty.
    """

    def __init__(self, roots: tuple[Path, ...], load: Callable[[], Catalogue]) -> None:
        self._roots, self._load = roots, load
        self._loaded: Catalogue | None = None
        self._fault: ToolkitError | None = None
        self._print: Print | None = None

    def __call__(self) -> Catalogue:
        """Return them as they are now.

        Raises:
            BadDefinition: If one is faulty.
        """
        now = tuple(sorted(self._files()))
        if now != self._print:
            self._print, self._fault = now, None
            try:
                self._loaded = self._load()
            except ToolkitError as fault:
                self._fault = fault
        if self._fault is not None:
            raise self._fault
        assert self._loaded is not None  # noqa: S101 - one of the two is there
        return self._loaded

    @property
    def last_good(self) -> Catalogue | None:
        """The last ones without a fault; null when there were none yet."""
        return self._loaded

    def _files(self) -> Iterator[tuple[str, int, int]]:
        for root in self._roots:
            for kept in _KEPT:
                for path in (root / kept).rglob("*"):
                    seen = path.stat()
                    yield str(path), seen.st_mtime_ns, seen.st_size


class ResidentReader:
    """One reader, open as long as the definitions stay the same.

    Starting one costs over a second; a watcher must not pay that for every paper.
    """

    def __init__(self) -> None:
        self._reader: Reader | None = None
        self._catalogue: Catalogue | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __call__(self, catalogue: Catalogue) -> Reader:
        """Return the reader for these definitions."""
        if self._reader is None or self._catalogue is not catalogue:
            self.close()
            self._reader = Reader(issued=catalogue.issued())
            self._catalogue = catalogue
        return self._reader

    def close(self) -> None:
        """End its child."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None


def warm_up(definitions: Definitions, reader: ResidentReader) -> None:
    """Load what the first paper of the day would otherwise wait for.

    Raises:
        ToolkitError: If that is not possible, which the first paper will tell again.
    """
    catalogue = definitions()
    reader(catalogue).read(Path(__file__), "trial.txt")
    typed("Trial", ("A line.",), "pdf", catalogue.templates)
