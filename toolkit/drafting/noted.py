"""What people noted in the records of a case, as a plan or minutes say it.

Choices are said by their labels, and a cell that was left empty becomes a gap.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from toolkit.catalogue import Question
from toolkit.drafting.arranging import arranged
from toolkit.drafting.situation import Facts, Situation
from toolkit.model import Gap, Recorded, Value
from toolkit.support import latest

Cells = dict[str, Value]


def newest(situation: Situation, kind: str) -> Recorded | None:
    """Return the record of a kind that counts; null when nothing was recorded."""
    return latest(situation.case.records, kind)


def answer(situation: Situation, record: Recorded | None, key: str) -> Value | None:
    """Return one answer of a record as it is said; null when there is none."""
    if record is None or record.answers.get(key) in {None, ""}:
        return None
    kind = situation.service.record_kind(record.kind)
    return _said(record.answers[key], key, kind.questions if kind else ())


def rows(situation: Situation, record: Recorded | None) -> tuple[Cells, ...]:
    """Return the rows of a record as they are said; empty cells are left out."""
    if record is None:
        return ()
    kind = situation.service.record_kind(record.kind)
    asked = kind.row if kind else ()
    return tuple(
        {key: _said(value, key, asked) for key, value in row.items() if value != ""}
        for row in record.rows
    )


def cells(row: Mapping[str, object], **prompts: str) -> Facts:
    """Return the named cells of a row; one that is empty is a gap with its prompt."""
    return {key: row.get(key, Gap(prompt)) for key, prompt in prompts.items()}


def next_review(situation: Situation) -> object:
    """Return the day of the next review: as arranged, else as it is due; else a gap."""
    meeting = arranged(situation, "review")
    if meeting is not None:
        return meeting.on
    return ahead(situation, "review") or Gap("date to agree")


def ahead(situation: Situation, name: str) -> dt.date | None:
    """Return a day by its name while it is still to come."""
    day = situation.ahead.get(name)
    return day if day is not None and day >= situation.on else None


def _said(value: Value, key: str, asked: Iterable[Question]) -> Value:
    """Return a choice as it is printed; anything else as it is."""
    question = next((each for each in asked if each.key == key), None)
    labels = {c.value: c.label for c in question.choices} if question else {}
    return labels.get(str(value), value)
