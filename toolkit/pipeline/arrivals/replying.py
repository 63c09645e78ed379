"""The same-day reply: one for each undecided case whose last check nobody answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from toolkit.casebook import CaseSummary
from toolkit.catalogue import Catalogue, Service
from toolkit.pipeline.arrivals.reporting import Report, Step
from toolkit.pipeline.arrivals.safekeeping import never
from toolkit.pipeline.cases.checking import service_of, whole_case
from toolkit.pipeline.cases.drafts import draft
from toolkit.pipeline.desk import Desk
from toolkit.pipeline.faults import may_pass, noting
from toolkit.states import UNDECIDED


def reply_to_changed(
    desk: Desk,
    catalogue: Catalogue,
    report: Report,
    now: dt.datetime,
    *,
    answered: dict[str, CaseSummary] | None = None,
    is_enough: Callable[[], bool] = never,
) -> None:
    """Draft the reply to every case that was checked since its last reply.

    A case that somebody has decided gets none: its letters follow the decision. One for
    which they decided to ask is as open as before.

    Args:
        desk: The workspace.
        catalogue: For the reply's template.
        report: What was done, or why it was not, is added to it.
        now: When it is written.
        answered: How each case stood when it was last seen to have its reply; cases
            that stand as they did are passed over, and the others are put down.
        is_enough: Asked between two replies; the rest is for the next pass.
    """
    seen = {} if answered is None else answered
    changed = [c for c in desk.casebook.open_cases() if seen.get(c.ref) != c]
    for number, summary in enumerate(changed):
        if number and is_enough():
            report.more = True
            return
        with noting(report.stop):
            if summary.status in UNDECIDED:
                _reply_to(desk, catalogue, summary.ref, report, now)
            seen[summary.ref] = summary


def _reply_to(
    desk: Desk, catalogue: Catalogue, ref: str, report: Report, now: dt.datetime
) -> None:
    """Write a case's whole reply, or nothing of it when the disk will not have it.

    Half a reply would pass for one: the letter without the e-mail that carries it.
    """
    with desk.casebook.step():
        if not desk.casebook.is_unanswered(ref):
            return
        case = whole_case(desk, catalogue, ref)
        documents = _reply(catalogue, service_of(catalogue, case))
        drafts = draft(desk, catalogue, case, documents, now)
        for fault in filter(may_pass, drafts.refused):
            raise fault
    for made in drafts.made:
        report.add(Step.DRAFTED, ref, note=made.path)
    for fault in drafts.refused:
        report.stop(fault)


def _reply(catalogue: Catalogue, service: Service) -> list[str]:
    """Return the reply and the e-mails that carry it."""
    letter = service.acknowledgement
    carriers = [d.key for d in catalogue.documents.values() if letter in d.attaches]
    return [letter, *carriers]
