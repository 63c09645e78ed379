"""Rules that a service's files cite by id, which its list of rules has to have."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.catalogue.faults import Fault
from toolkit.catalogue.services import Parts


def faults_of_cited_rules(parts: Parts) -> Iterator[Fault]:
    """Yield the rules that reasons and deadlines cite and the service does not have.

    A requirement or criterion may be cited as well as a rule. A service without a list
    of rules is not looked into.

    Args:
        parts: What could be read of the service.
    """
    if not parts.handbook.rules or parts.requirements is None:
        return
    known = {rule.id for rule in parts.handbook.rules}
    known |= {each.id for each in (*parts.requirements, *(parts.criteria or ()))}
    for file, where, rule in _cited(parts):
        if rule not in known:
            told = f"A rule of rules.toml or a requirement is needed; none is {rule}."
            yield Fault(f"{parts.folder}/{file}", where, told)


def _cited(parts: Parts) -> Iterator[tuple[str, str, str]]:
    """Yield each cited rule with its file and its key."""
    for reason in parts.reasons or ():
        for rule in reason.rules:
            yield "decisions.toml", f"reason {reason.code}.rules", rule
    for exit_reason in parts.exit_reasons or ():
        for rule in exit_reason.rules:
            yield "decisions.toml", f"exit_reason {exit_reason.code}.rules", rule
    if parts.table is not None:
        for what, rule in parts.table["clocks"].rules.items():
            yield "service.toml", f"clocks.rules.{what}", rule
