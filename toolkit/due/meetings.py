"""A meeting people are invited to, as a calendar can hold it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Meeting:
    """What it is, without anybody's name, the day, the time as written and the place.

    Times are by the English clock.
    """

    what: str
    on: dt.date
    at: str = ""
    place: str = ""

    @property
    def starts(self) -> dt.time | None:
        """The time it starts, if what was written is one: `14:00`, `2pm`, `9.30 am`.

        Null otherwise, and where a lone number leaves the half of the day open.
        """
        found = _CLOCK.fullmatch(self.at.strip())
        if found is None or not (found[2] or found[3]):
            return None
        hour, minute = int(found[1]), int(found[2] or 0)
        if found[3]:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if found[3].lower() == "pm" else 0)
        return dt.time(hour, minute) if hour < 24 and minute < 60 else None
