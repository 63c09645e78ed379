"""What is due over all open cases, soonest first."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.calendar import last_day_covered, local_date
from toolkit.catalogue import Catalogue, Service
from toolkit.due import DONE, due
from toolkit.due.letters import letter_for
from toolkit.errors import BeyondCalendar, ToolkitError
from toolkit.model import Case, Deadline, MadeDocument
from toolkit.pipeline.cases.checking import service_of, whole_case
from toolkit.pipeline.cases.drafts import Drafts, draft
from toolkit.pipeline.desk import Desk
from toolkit.propose import RECEIPT


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due in one case."""

    ref: str
    service: str
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class Upcoming:
    """What is due, and what could not be told because a calendar does not reach it.

    `ends` holds the calendars that end within the days asked for: what is due after
    their last day is not in the list.
    """

    listed: tuple[Due, ...]
    stopped: tuple[tuple[str, BeyondCalendar], ...]
    ends: tuple[tuple[str, dt.date], ...]


def upcoming(
    desk: Desk,
    catalogue: Catalogue,
    today: dt.date,
    days: int,
    service: str | None = None,
) -> Upcoming:
    """Return what is due and overdue in open cases, soonest first.

    Args:
        desk: The workspace.
        catalogue: For the clocks and the calendars.
        today: The day it is.
        days: How many days ahead to look; what is overdue is always in the list.
        service: Only cases of this service; null for all.

    Raises:
        BadDefinition: If a case's service is no longer defined.
    """
    until = today + dt.timedelta(days=days)
    listed: list[Due] = []
    stopped: list[tuple[str, BeyondCalendar]] = []
    for summary in desk.casebook.cases(service=service):
        if summary.status.is_over:
            continue
        case = whole_case(desk, catalogue, summary.ref)
        try:
            found = due(case, service_of(catalogue, case), today)
        except BeyondCalendar as fault:
            stopped.append((case.ref, fault))
            continue
        listed += [
            Due(case.ref, case.service, each)
            for each in found
            if each.due <= until and _is_waiting(each)
        ]
    listed.sort(key=lambda each: (each.deadline.due, each.ref, each.deadline.what))
    ends = _ending(catalogue, until, service)
    return Upcoming(tuple(listed), tuple(stopped), ends)


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters that were due: written, refused, or still without any wording.

    `written` names each case and document, and so does `without_wording`.
    """

    written: tuple[tuple[str, str], ...]
    drafts: Drafts
    without_wording: tuple[tuple[str, str], ...]


def draft_letters(
    desk: Desk, catalogue: Catalogue, found: Upcoming, now: dt.datetime, *, dry: bool
) -> Letters:
    """Write the letters whose day has come, each once.

    Args:
        desk: The workspace.
        catalogue: The definitions and templates.
        found: What is due.
        now: When they are written.
        dry: Whether to say only which would be written.
    """
    written: list[tuple[str, str]] = []
    without: list[tuple[str, str]] = []
    made: list[MadeDocument] = []
    refused: list[ToolkitError] = []
    for ref, document, since in _letters_due(catalogue, found, local_date(now)):
        if document not in catalogue.documents:
            without.append((ref, document))
            continue
        case = whole_case(desk, catalogue, ref)
        wanted = [
            each
            for each in _with_versions(catalogue, document)
            if not _was_written(case, each, since)
        ]
        written += [(ref, each) for each in wanted]
        if wanted and not dry:
            drafts = draft(desk, catalogue, case, wanted, now)
            made += drafts.made
            refused += drafts.refused
    return Letters(tuple(written), Drafts(tuple(made), tuple(refused)), tuple(without))


def _letters_due(
    catalogue: Catalogue, found: Upcoming, today: dt.date
) -> Iterator[tuple[str, str, dt.date]]:
    """Yield the case, the document and the day of each letter whose day has come."""
    for each in found.listed:
        document = letter_for(each.deadline, catalogue.service(each.service))
        if document and each.deadline.due <= today:
            yield each.ref, document, each.deadline.due


def _with_versions(catalogue: Catalogue, document: str) -> list[str]:
    """Return a document and its versions for others: `<document>-parent` and so on."""
    readers = sorted(
        key for key in catalogue.documents if key.startswith(f"{document}-")
    )
    return [document, *readers]


def _was_written(case: Case, document: str, since: dt.date) -> bool:
    """Whether it was made since a day; a second parent's is called `<document>-2`."""
    names = re.compile(rf"{re.escape(document)}(-\d+)?")
    return any(
        names.fullmatch(made.document) and local_date(made.at) >= since
        for made in case.documents
    )


def _is_waiting(deadline: Deadline) -> bool:
    """Whether somebody has to do it; the days from receipt are only for show."""
    return deadline.state != DONE and deadline.what != RECEIPT


def _ending(
    catalogue: Catalogue, until: dt.date, service: str | None
) -> tuple[tuple[str, dt.date], ...]:
    ends = (
        (each.key, _last_day(each))
        for each in catalogue.services.values()
        if service in {None, each.key}
    )
    return tuple((key, end) for key, end in ends if end is not None and end < until)


def _last_day(service: Service) -> dt.date | None:
    return last_day_covered(service.calendar) if service.calendar.terms else None
