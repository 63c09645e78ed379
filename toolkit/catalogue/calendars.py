"""The services' calendar files by themselves, so that a faulty one can be looked at.

Loading the catalogue stops at a calendar whose terms overlap; looking calendars over
must not.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from toolkit.calendar import CalendarSet
from toolkit.catalogue.faults import Fault
from toolkit.catalogue.reading_files import Shelf
from toolkit.catalogue.services import Parts, parts_of


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """One service's calendar file as it was read.

    `calendar` is null when the file has a fault; `faults` say which. `meeting_weekday`
    and `source_date` are those of the service's own file, null when that has a fault.
    """

    service: str
    file: str
    service_file: str
    calendar: CalendarSet | None
    faults: tuple[Fault, ...]
    meeting_weekday: int | None
    source_date: dt.date | None


def calendar_files(*roots: Path) -> tuple[CalendarFile, ...]:
    """Return the calendar file of every service, in the order of their names.

    Args:
        roots: As for `load`.
    """
    shelf = Shelf.of(roots)
    keys = shelf.names("services", "*/")
    return tuple(_calendar_file(parts_of(shelf, key)) for key in keys)


def _calendar_file(parts: Parts) -> CalendarFile:
    file, table = f"{parts.folder}/calendar.toml", parts.table
    return CalendarFile(
        service=parts.key,
        file=file,
        service_file=f"{parts.folder}/service.toml",
        calendar=parts.calendar,
        faults=tuple(fault for fault in parts.faults if fault.file == file),
        meeting_weekday=table["clocks"].meeting_weekday if table else None,
        source_date=table["source_date"] if table else None,
    )
