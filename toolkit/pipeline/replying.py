"""The same-day reply: one for each undecided case whose last check nobody answered."""

from __future__ import annotations

import datetime as dt

from toolkit.casebook import EventKind
from toolkit.catalogue import Catalogue, Service
from toolkit.errors import ToolkitError
from toolkit.model import Case
from toolkit.pipeline.checking import service_of, whole_case
from toolkit.pipeline.desk import Desk
from toolkit.pipeline.drafts import draft
from toolkit.pipeline.reporting import Report, Step


def reply_to_changed(
    desk: Desk, catalogue: Catalogue, report: Report, now: dt.datetime
) -> None:
    """Draft the reply to every case that was checked since its last reply.

    A case that somebody has decided gets none: its letters follow the decision.
    """
    for summary in desk.casebook.open_cases():
        if summary.outcome:
            continue
        try:
            _reply_to(desk, catalogue, summary.ref, report, now)
        except ToolkitError as fault:
            report.stop(fault)


def _reply_to(
    desk: Desk, catalogue: Catalogue, ref: str, report: Report, now: dt.datetime
) -> None:
    case = whole_case(desk, catalogue, ref)
    if not _has_news(case):
        return
    documents = _reply(catalogue, service_of(catalogue, case))
    drafts = draft(desk, catalogue, case, documents, now)
    for made in drafts.made:
        report.add(Step.DRAFTED, ref, note=made.path)
    for fault in drafts.refused:
        report.stop(fault)


def _has_news(case: Case) -> bool:
    """Whether the case was checked after the last document was written for it."""
    checked = [e.seq for e in case.events if e.what == EventKind.CHECKED]
    written = [e.seq for e in case.events if e.what == EventKind.DOCUMENT_WRITTEN]
    return bool(checked) and max(checked) > max(written, default=0)


def _reply(catalogue: Catalogue, service: Service) -> list[str]:
    """Return the reply and the e-mails that carry it."""
    letter = service.acknowledgement
    carriers = [d.key for d in catalogue.documents.values() if letter in d.attaches]
    return [letter, *carriers]
