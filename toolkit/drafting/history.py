"""Absences, attendance, advice and progress, as facts a letter may print.

Nothing that the service's records call sensitive comes out of here, except the advice
that was written for the school itself.
"""

from __future__ import annotations

import datetime as dt

from toolkit.drafting.recorded import every, label
from toolkit.drafting.situation import Facts, Situation, lines_of
from toolkit.support import latest

ATTENDANCE = "attendance"

# A letter shows about one half term and one more; older weeks are in the case.
_MOST_WEEKS = 12


def advice_lines(situation: Situation) -> list[str]:
    """Return the newest advice to the school, a line for each thing advised."""
    newest = latest(situation.case.records, "advice")
    return lines_of(newest.text("summary")) if newest else []


def advice(situation: Situation) -> list[Facts]:
    """Return all advice given to the school: when, how and what."""
    return [
        {
            "on": record.on,
            "how": label(situation, "advice", "how", record.text("how")),
            "what": record.text("summary"),
        }
        for record in every(situation, "advice")
    ]


def absence(situation: Situation) -> Facts | None:
    """Return the newest absence from our lessons; null if none is recorded.

    What was said is left out: it may speak of health.
    """
    newest = latest(situation.case.records, "absence-note")
    if newest is None:
        return None
    return {
        "on": newest.on,
        "told_by": newest.text("told_by"),
        "excused": newest.text("exempt_by_health") == "yes",
        "unclear": newest.text("exempt_by_health") != "yes",
    }


def cover(situation: Situation) -> list[Facts]:
    """Return the lessons that could not be given, with the work set for them."""
    return [
        {
            "on": record.on,
            "subject": label(situation, "cover", "subject", record.text("subject")),
            "was_set": record.text("work_set") == "yes",
            "looked_at": record.day("looked_at_on") or "",
        }
        for record in every(situation, "cover")
    ]


def attendance(situation: Situation) -> Facts | None:
    """Return the sessions offered and attended, by week; null if none are recorded.

    The newest record of a week is the one that says. Reasons are never among them.
    """
    weeks: dict[dt.date, Facts] = {}
    for record in every(situation, ATTENDANCE):
        for row in record.rows:
            week = row.get("week")
            if isinstance(week, dt.date):
                counts = {key: _whole(row.get(key)) for key in ("offered", "attended")}
                weeks[week] = {"week": week, **counts}
    if not weeks:
        return None
    shown = [weeks[week] for week in sorted(weeks)][-_MOST_WEEKS:]
    return {
        "weeks": shown,
        "since": shown[0]["week"],
        **{key: _sum(shown, key) for key in ("offered", "attended")},
    }


def tried(situation: Situation) -> list[Facts]:
    """Return what has been done together, by day: contacts, advice and meetings."""
    kinds = {kind.key: kind.label for kind in situation.service.records}
    extra = {"contact": "with_whom", "advice": "how"}
    found = []
    for record in every(situation, "contact", "advice", "planning-meeting", "review"):
        key = extra.get(record.kind, "")
        more = label(situation, record.kind, key, record.text(key)) if key else ""
        what = kinds.get(record.kind, record.kind)
        found.append({"on": record.on, "what": f"{what}: {more}" if more else what})
    return found


def progress(situation: Situation) -> list[Facts]:
    """Return where the pupil was at the start and is now, by subject."""
    newest = latest(situation.case.records, "progress")
    return [
        {
            "subject": label(situation, "progress", "subject", row.get("subject")),
            "at_start": str(row.get("at_start", "")),
            "now": str(row.get("now", "")),
        }
        for row in (newest.rows if newest else ())
    ]


def _whole(number: object) -> int | float:
    if isinstance(number, bool) or not isinstance(number, int | float):
        return 0
    return int(number) if number == int(number) else number


def _sum(rows: list[Facts], key: str) -> int | float:
    return _whole(sum(row[key] for row in rows))  # type: ignore[misc] # counts, above
