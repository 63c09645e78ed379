"""The facts that only some documents need, gathered for those and no others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from toolkit.drafting import arranging, history
from toolkit.drafting.ending import ending
from toolkit.drafting.situation import Facts, Situation
from toolkit.errors import MissingFact

_GATHERED: Mapping[str, Callable[[Situation], object]] = {
    "absence": history.absence,
    "advice": history.advice,
    "answer_by": arranging.answer_by,
    "asked": arranging.asked,
    "attendance": history.attendance,
    "consent": arranging.consent,
    "cover": history.cover,
    "ending": ending,
    "guidance": history.advice_lines,
    "newer": arranging.newer_evidence,
    "planning": arranging.planning,
    "review": arranging.review,
    "tried": history.tried,
}


def gathered(needs: Iterable[str], situation: Situation) -> Facts:
    """Return what a document needs of these; what is not known stays away.

    What a person gives beside the case need not be in it.

    Raises:
        MissingFact: If something has to be recorded first.
        CannotDo: If what was recorded may not stand in a letter.
        BeyondCalendar: If a date lies beyond the calendar.
    """
    found = {need: _found(need, situation) for need in needs if need in _GATHERED}
    return {need: fact for need, fact in found.items() if fact is not None}


def _found(need: str, situation: Situation) -> object:
    try:
        return _GATHERED[need](situation)
    except MissingFact:
        if need not in situation.extra:
            raise
        return None
