"""A case's papers against its service's rules, and what is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from toolkit import states
from toolkit.calendar import local_date
from toolkit.casebook import tidy
from toolkit.catalogue import Catalogue, Service
from toolkit.checklist import check, merge, requests, settle
from toolkit.errors import BadDefinition, CannotDo
from toolkit.model import (
    Case,
    Checked,
    Deadline,
    Identity,
    Proposal,
    Status,
    Understood,
)
from toolkit.pipeline.arrivals.looking import looked_at
from toolkit.pipeline.desk import TOOLKIT, Desk
from toolkit.propose import deadlines, propose

_STILL_OPEN = frozenset({Status.RECEIVED, Status.INCOMPLETE, Status.READY})


def check_papers(
    service: Service, papers: Sequence[Understood], today: dt.date
) -> tuple[Checked, Proposal]:
    """Return what the rules find in papers of one pupil, and what they propose."""
    checked = check(merge(service, papers), service, today=today)
    return checked, propose(checked, service)


def check_case(desk: Desk, catalogue: Catalogue, ref: str, now: dt.datetime) -> Case:
    """Do what `check_again` does, and return the case as it stands now."""
    check_again(desk, catalogue, ref, now)
    return whole_case(desk, catalogue, ref)


def check_again(
    desk: Desk, catalogue: Catalogue, ref: str, now: dt.datetime
) -> Checked:
    """Check a case again, record what was found, and return that.

    A check moves a case between *incomplete* and *ready for the meeting*, and back to
    the meeting what was put off until now; else, once somebody has decided, it only
    records. Whose case it is follows the newest request and what
    people put right, so that later papers find it.
    """
    case = whole_case(desk, catalogue, ref)
    service = service_of(catalogue, case)
    papers = papers_of(case, service)
    identity = _identity(case, service, papers)
    if identity != case.identity:
        desk.casebook.change_identity(case.ref, identity, by=TOOLKIT, at=now)
    checked, proposal = check_papers(service, papers, local_date(now))
    status = status_after(case, checked)
    desk.casebook.record_checked(
        case.ref, checked.findings, proposal, status, by=TOOLKIT, at=now
    )
    return checked


def status_after(case: Case, checked: Checked) -> Status:
    """Return where a check takes a case; where it stands, if no check moves it."""
    step = "find-complete" if checked.ready else "find-incomplete"
    if case.status not in states.STEPS[step].moves:
        return case.status
    return states.move(case.ref, case.status, step, (states.ITSELF,))


def whole_case(desk: Desk, catalogue: Catalogue, ref: str) -> Case:
    """Return a case with its papers' answers merged into one referral.

    Raises:
        CannotDo: If there is no such case.
        BadDefinition: If its service is no longer defined.
    """
    case = desk.casebook.case(tidy(ref))
    service = service_of(catalogue, case)
    return replace(case, referral=merge(service, papers_of(case, service)))


def papers_of(case: Case, service: Service) -> tuple[Understood, ...]:
    """Return a case's papers as understood, with what people settled laid over them."""
    papers = tuple(p.understood for p in case.papers if p.understood)
    return settle(service, papers, case.settlings)


def is_decided(case: Case) -> bool:
    """Whether somebody has decided a case, so that no check moves it any more."""
    return case.status not in _STILL_OPEN


def service_of(catalogue: Catalogue, case: Case) -> Service:
    """Return a case's service.

    Raises:
        BadDefinition: If its service is no longer defined.
    """
    try:
        return catalogue.service(case.service)
    except KeyError as fault:
        raise BadDefinition(
            f"Case {case.ref} belongs to the service “{case.service}”, "
            "and no definition of it was found.",
            remedy=f"Put services/{case.service}/ back, then run this again.",
        ) from fault


def coming(case: Case, service: Service, now: dt.datetime) -> tuple[Deadline, ...]:
    """Return the dates a letter written now may promise.

    They count from the day the case was opened, and from now once its meeting is past.
    """
    listed = deadlines(case.opened, service)
    if min(deadline.due for deadline in listed) >= local_date(now):
        return listed
    return deadlines(now, service)


def only_service(catalogue: Catalogue, papers: Sequence[Understood]) -> Service:
    """Return the service that papers are for.

    Raises:
        CannotDo: If they are forms of no service, or of several.
    """
    named = {p.fit.service for p in papers if p.fit} & set(catalogue.services)
    if len(named) == 1:
        return catalogue.service(named.pop())
    if not named and len(catalogue.services) == 1:
        return next(iter(catalogue.services.values()))
    raise CannotDo(
        "These papers do not say which service they are for.",
        remedy="Add the service's own request form to them.",
    )


def _identity(case: Case, service: Service, papers: Sequence[Understood]) -> Identity:
    """Return whose case it is by its requests, the newest first.

    Without a request that gives a name, it is whose it was.
    """
    said = [
        looked_at(paper, service, ()).identity
        for paper in requests(service, papers)[::-1]
    ]
    named = [one for one in said if one.forename or one.surname or one.full_name]
    if not named:
        return case.identity
    return replace(
        named[0],
        dob=next((one.dob for one in said if one.dob), None),
        upn=next((one.upn for one in said if one.upn), ""),
        school=next((one.school for one in said if one.school), ""),
        case_ref="",
    )
