"""The settings a definition gives a rule, each of the type the rule wants."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.catalogue import Check, Contradiction, Fault, Requirement
from toolkit.errors import BadDefinition
from toolkit.model import Outcome

REQUIREMENTS_FILE = "requirements.toml"
CONTRADICTIONS_FILE = "contradictions.toml"


class WrongSetting(BadDefinition):
    """A setting is not what its rule wants."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(
            str(fault),
            remedy="Run `toolkit definitions check` to see every fault in one list.",
        )
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Settings:
    """One check's settings; asking for one of the wrong type raises BadDefinition."""

    check: Check
    at: str
    file: str = REQUIREMENTS_FILE

    @classmethod
    def of(cls, requirement: Requirement, check: Check) -> Settings:
        """Return the settings of one of a requirement's checks."""
        return cls(check, where(requirement, check))

    @classmethod
    def of_contradiction(cls, each: Contradiction) -> Settings:
        """Return the settings of a contradiction."""
        at = f"contradiction {each.id}.{each.check.code}"
        return cls(each.check, at, CONTRADICTIONS_FILE)

    def text(self, name: str) -> str:
        """Return a text; empty when the setting is not there."""
        value = self.check.settings.get(name, "")
        if not isinstance(value, str):
            raise self.wrong(name, "Text in quotation marks is needed.")
        return value

    def key(self, name: str) -> str:
        """Return a text that must be there."""
        value = self.text(name)
        if not value:
            raise self.wrong(name, "This setting is needed.")
        return value

    def texts(self, name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return a list of texts; `default` when the setting is not there."""
        value = self.check.settings.get(name, default)
        if not isinstance(value, tuple) or not all(isinstance(t, str) for t in value):
            raise self.wrong(name, "A list of texts is needed.")
        return value

    def flag(self, name: str) -> bool:
        """Return true or false; false when the setting is not there."""
        value = self.check.settings.get(name, False)
        if not isinstance(value, bool):
            raise self.wrong(name, "true or false is needed.")
        return value

    def count(self, name: str) -> int | None:
        """Return a whole number above nought; null when the setting is not there."""
        value = self.check.settings.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise self.wrong(name, "A whole number above nought is needed.")
        return value

    def number(self, name: str, default: float) -> float:
        """Return a number, whole or not; `default` when the setting is not there."""
        value = self.check.settings.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong(name, "A number is needed, without quotation marks.")
        return float(value)

    def outcome(self, name: str, default: Outcome) -> Outcome:
        """Return an outcome; `default` when the setting is not there."""
        value = self.text(name) or default.value
        try:
            return Outcome(value)
        except ValueError as unknown:
            choices = ", ".join(Outcome)
            raise self.wrong(name, f"One of these is needed: {choices}.") from unknown

    def wrong(self, name: str, expected: str) -> WrongSetting:
        """Return what stops us when a setting is not what its rule wants."""
        return WrongSetting(Fault(self.file, f"{self.at}.{name}", expected))


def where(requirement: Requirement, check: Check | None = None) -> str:
    """Return how a fault in a requirement, or in one of its checks, is pointed at."""
    sort = "criterion" if requirement.is_criterion else "requirement"
    place = f"{sort} {requirement.id}"
    return place if check is None else f"{place}.check {check.code}"
