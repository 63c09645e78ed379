"""The weekly meeting: its papers, its sheet of outcomes, and the outcomes back."""

from __future__ import annotations

from toolkit.pipeline.meetings.agenda import Agenda, agenda_of, meeting_day
from toolkit.pipeline.meetings.outcomes import Outcomes, Taken, look_at
from toolkit.pipeline.meetings.pack import Pack, make_pack
from toolkit.pipeline.meetings.recording import Minute, Minutes, record

__all__ = [
    "Agenda",
    "Minute",
    "Minutes",
    "Outcomes",
    "Pack",
    "Taken",
    "agenda_of",
    "look_at",
    "make_pack",
    "meeting_day",
    "record",
]
