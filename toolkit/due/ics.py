"""A list of what is due as a calendar file, for the office's own calendar."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable

from icalendar import Calendar, Event

from toolkit.calendar import LONDON
from toolkit.due.meetings import Meeting
from toolkit.model import Deadline

_PRODUCT = "-//toolkit//what is due//EN"


def calendar_file(
    items: Iterable[tuple[str, Deadline]], name: str, now: dt.datetime
) -> bytes:
    """Return an iCalendar file with a whole day for each thing that is due.

    It names cases by their reference and nobody by name. The same thing due in the same
    case keeps its identity when its date moves, so that a calendar that takes the file
    in again moves the entry and makes no second one.

    Args:
        items: Case references, each with something due in that case.
        name: What the calendar is called.
        now: When the file is made.
    """
    file = Calendar()
    file.add("version", "2.0")
    file.add("prodid", _PRODUCT)
    file.add("method", "PUBLISH")
    file.add("name", name)
    file.add("x-wr-calname", name)
    for ref, deadline, turn in _in_turn(items):
        file.add_component(_event(ref, deadline, turn, now))
    contents: bytes = file.to_ical()
    return contents


def meeting_file(ref: str, meeting: Meeting, now: dt.datetime) -> bytes:
    """Return an iCalendar file with one meeting of a case, for those who are invited.

    It names the case by its reference, and nobody by name. A start that is no time of
    the clock makes it an entry of the whole day. A meeting that is moved keeps its
    identity, so that a newer file moves the entry.

    Args:
        ref: The case's.
        meeting: What it is, when and where.
        now: When the file is made.
    """
    file = Calendar()
    file.add("version", "2.0")
    file.add("prodid", _PRODUCT)
    file.add("method", "PUBLISH")
    event = Event()
    named = hashlib.sha256(meeting.what.encode()).hexdigest()[:12]
    event.add("uid", f"{ref}-{named}-meeting@toolkit.invalid")
    event.add("dtstamp", now.astimezone(dt.UTC))
    event.add("sequence", (now.date() - dt.date(2020, 1, 1)).days)
    start = meeting.starts
    if start is None:
        event.add("dtstart", meeting.on)
        event.add("dtend", meeting.on + dt.timedelta(days=1))
    else:
        at = dt.datetime.combine(meeting.on, start, tzinfo=LONDON).astimezone(dt.UTC)
        event.add("dtstart", at)
        event.add("dtend", at + dt.timedelta(hours=1))
    event.add("summary", f"{ref}: {meeting.what}")
    if meeting.place:
        event.add("location", meeting.place)
    file.add_component(event)
    contents: bytes = file.to_ical()
    return contents


def _in_turn(
    items: Iterable[tuple[str, Deadline]],
) -> list[tuple[str, Deadline, int]]:
    """Return the items, each with its turn among those of the same name in its case.

    The last one has the first turn: earlier ones pass and drop out of the list, and the
    others have to keep their identity then.
    """
    turns: Counter[tuple[str, str]] = Counter()
    numbered = []
    for ref, deadline in sorted(items, key=lambda item: item[1].due, reverse=True):
        turns[ref, deadline.what] += 1
        numbered.append((ref, deadline, turns[ref, deadline.what]))
    return numbered[::-1]


def _event(ref: str, deadline: Deadline, turn: int, now: dt.datetime) -> Event:
    """Return one entry; `turn` counts those of the same name in the same case."""
    what = hashlib.sha256(f"{deadline.what} {turn}".encode()).hexdigest()[:12]
    rule = f" ({deadline.rule})" if deadline.rule else ""
    event = Event()
    event.add("uid", f"{ref}-{what}@toolkit.invalid")
    event.add("dtstamp", now.astimezone(dt.UTC))
    event.add("dtstart", deadline.due)
    event.add("dtend", deadline.due + dt.timedelta(days=1))
    event.add("summary", f"{ref}: {deadline.what}{rule}")
    event.add("transp", "TRANSPARENT")
    return event
