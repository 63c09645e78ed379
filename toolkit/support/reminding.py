"""Whether a school has been reminded, and until when it has time to answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from toolkit.calendar import CalendarSet, add_school_days
from toolkit.catalogue import Reminders
from toolkit.model import Recorded

REMINDER = "reminder"
"""The kind of record that says a reminder has gone."""


def time_to_answer(
    records: Iterable[Recorded], reminders: Reminders, calendar: CalendarSet
) -> dt.date | None:
    """Return the last day a reminded school has to answer, that day included.

    Null until enough reminders have gone, each on a day of its own.

    Raises:
        BeyondCalendar: If the calendar ends before that day.
    """
    sent = sorted({record.on for record in records if record.kind == REMINDER})
    if len(sent) < reminders.count:
        return None
    return add_school_days(sent[-1], reminders.school_days, calendar)
