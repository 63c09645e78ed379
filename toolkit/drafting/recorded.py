"""What people recorded for a case, as the service's forms call it."""

from __future__ import annotations

from toolkit.drafting.situation import Situation
from toolkit.model import Recorded


def every(situation: Situation, *kinds: str) -> list[Recorded]:
    """Return what was recorded of these kinds, the earliest day first."""
    found = [record for record in situation.case.records if record.kind in kinds]
    return sorted(found, key=lambda record: (record.on, record.at))


def label(situation: Situation, kind: str, key: str, value: object) -> str:
    """Return a choice of a record as its form prints it, not as it is stored."""
    known = situation.service.record_kind(kind)
    asked = (*known.questions, *known.row) if known else ()
    labels = {
        choice.value: choice.label
        for question in asked
        if question.key == key
        for choice in question.choices
    }
    return labels.get(str(value), str(value))
