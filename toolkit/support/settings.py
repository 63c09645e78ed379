"""A check's settings, read with the type its rule needs."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.catalogue import RecordCheck
from toolkit.errors import BadDefinition


class Settings:
    """The settings of one check.

    Every method raises `BadDefinition` when a setting is of another sort.
    """

    def __init__(self, check: RecordCheck) -> None:
        self._check = check
        self._said: Mapping[str, object] = check.settings

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; without a default it has to be there."""
        value = self._said.get(key, default)
        if isinstance(value, str):
            return value
        raise self._fault(key, "Text is needed.")

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; empty when it is not there."""
        value = self._said.get(key, ())
        if isinstance(value, tuple):
            return tuple(str(each) for each in value)
        raise self._fault(key, "A list of texts is needed.")

    def whole(self, key: str) -> int:
        """Return a whole number."""
        value = self._said.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        raise self._fault(key, "A whole number is needed.")

    def flag(self, key: str) -> bool:
        """Return a truth; false when it is not there."""
        value = self._said.get(key, False)
        if isinstance(value, bool):
            return value
        raise self._fault(key, "true or false is needed.")

    def caps(self, key: str) -> Mapping[str, float]:
        """Return hours by year group, written as `["R 21", "3 23.5"]`."""
        try:
            pairs = [each.split() for each in self.texts(key)]
            return {year: float(hours) for year, hours in pairs}
        except ValueError as fault:
            raise self._fault(key, "Pairs such as “3 23.5” are needed.") from fault

    def _fault(self, key: str, wanted: str) -> BadDefinition:
        return BadDefinition(
            f"records.toml, check {self._check.code}.{key}: {wanted}",
            remedy="Compare it with the records.toml that came with the toolkit.",
        )
