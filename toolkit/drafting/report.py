"""How the pupil attends our lessons and gets on, for everybody concerned."""

from __future__ import annotations

from toolkit.drafting.history import attendance
from toolkit.drafting.minutes import progress
from toolkit.drafting.noted import cells, newest, next_review, rows
from toolkit.drafting.planned import lessons, targets
from toolkit.drafting.situation import Facts, Situation
from toolkit.errors import MissingFact
from toolkit.model import Gap


def report(situation: Situation, version: int) -> Facts:
    """Return the facts of a report: sessions, progress, and what comes next.

    Why sessions were missed is noted as sensitive and is left for a person to word.

    Raises:
        MissingFact: If no sessions have been recorded.
    """
    counted, ref = attendance(situation), situation.case.ref
    if counted is None:
        raise MissingFact(
            f"No sessions are recorded for {ref}, so there is nothing to report.",
            remedy=f"Record them first with `toolkit record {ref} attendance`.",
        )
    last = newest(situation, "attendance")
    return {
        "version": version,
        "attendance": counted,
        "until": last.on if last else situation.on,
        "reasons": Gap("only what the family is happy to share"),
        "engagement": Gap("to add"),
        "progress": progress(situation),
        "lessons": [
            str(row["subject"])
            for row in lessons(situation)
            if row.get("mode") and "subject" in row
        ],
        "targets": targets(situation),
        "next": [
            {
                **cells(row, action="what", owner="who"),
                "by": row.get("by_when", Gap("date")),
            }
            for row in rows(situation, newest(situation, "review"))
        ],
        "next_review": next_review(situation),
    }
