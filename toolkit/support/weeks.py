"""How many hours a full week at school is, by the service's own table."""

from __future__ import annotations

from toolkit.catalogue import Judgement, Service
from toolkit.support.settings import Settings


def full_week(service: Service, year: str) -> float | None:
    """Return the hours of a full week in a year group; null when they are not known.

    Args:
        service: Whose check of hours has the table.
        year: The year group as the form has it, or empty.

    Raises:
        BadDefinition: If the table is not hours by year group.
    """
    for kind in service.records:
        for check in kind.checks:
            if check.rule is Judgement.HOURS_CAP:
                return Settings(check).caps("caps").get(year)
    return None
