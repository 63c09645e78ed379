"""One order for each recipient of a document, with every fact there is to give."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from toolkit.calendar import add_school_days, local_date
from toolkit.catalogue import DocumentTemplate, holds
from toolkit.drafting.agreement import agreement
from toolkit.drafting.blanks import said, sheet, to_write
from toolkit.drafting.findings import (
    asks_for_evidence,
    criteria,
    missing,
    reasons,
    received,
    unreadable,
)
from toolkit.drafting.gathering import gathered
from toolkit.drafting.minutes import minutes
from toolkit.drafting.plan import plan
from toolkit.drafting.planned import with_strategies
from toolkit.drafting.recipients import recipients
from toolkit.drafting.register import codes
from toolkit.drafting.report import report
from toolkit.drafting.risk import risk
from toolkit.drafting.situation import Facts, Situation
from toolkit.drafting.timetable import timetable
from toolkit.model import Gap, LetterOrder
from toolkit.propose import DECISION, MEETING

_DATES = {MEETING: "meeting", DECISION: "decision_due"}
# The facts that belong to one document, by the name it needs them under.
_WRITTEN: Mapping[str, Callable[[Situation, int], Facts]] = {
    "agreement": agreement,
    "codes": codes,
    "minutes": minutes,
    "plan": plan,
    "report": report,
    "risk": risk,
    "said": said,
    "sheet": sheet,
    "timetable": timetable,
    "write": to_write,
}
_YEARS = {"R": "Reception", "N1": "Nursery 1", "N2": "Nursery 2"}


def orders(
    template: DocumentTemplate, situation: Situation, version: int
) -> tuple[LetterOrder, ...]:
    """Return what to write: one order for each recipient of the document.

    Every parent who may be written to gets a letter of their own, the second one under
    `<document>-2`.

    Raises:
        BeyondCalendar: If a date the document needs lies beyond the calendar.
        CannotDo: If what was recorded may not stand in the document.
        MissingFact: If nobody may be written to.
    """
    shared = _facts(situation, template) | {
        need: facts(situation, version)
        for need, facts in _WRITTEN.items()
        if need in template.needs
    }
    extra = with_strategies(situation.extra, situation.service)
    return tuple(
        LetterOrder(
            document=template.key if n == 1 else f"{template.key}-{n}",
            service=situation.service.key,
            ref=situation.case.ref,
            version=version,
            on=situation.on,
            facts=_merged({**shared, "recipient": recipient}, extra),
        )
        for n, recipient in enumerate(recipients(template, situation), start=1)
    )


def _facts(situation: Situation, template: DocumentTemplate) -> Facts:
    facts: Facts = {
        "case": _case(situation, template),
        "signer": _signer(situation),
        "school": _school(situation),
        "received": received(situation),
        "unreadable": unreadable(situation),
        "missing": missing(situation),
        "evidence_asked": asks_for_evidence(situation),
        "criteria": criteria(situation),
        "reasons": reasons(situation),
        "offers": _offers(situation),
        "note": situation.case.decision.words if situation.case.decision else "",
        "signposts": [
            {"name": signpost.name, "about": signpost.about}
            for signpost in situation.service.signposts
            if holds(signpost.applies_if, situation.value) is True
        ],
        **{
            _DATES[deadline.what]: deadline.due
            for deadline in situation.deadlines
            if deadline.what in _DATES
        },
    }
    if "reply_by" in template.needs:
        service = situation.service
        facts["reply_by"] = add_school_days(
            situation.on, service.clocks.reply_days, service.calendar
        )
    return facts | _decision(situation) | gathered(template.needs, situation)


def _case(situation: Situation, template: DocumentTemplate) -> Facts:
    """Return the case’s own facts; unknown ones are gaps where that is allowed."""
    case = situation.case
    forename = situation.words("pupil_legal_forename") or case.identity.forename
    surname = situation.words("pupil_legal_surname") or case.identity.surname
    whole = f"{forename} {surname}".strip() or case.identity.full_name
    known_as = situation.words("pupil_preferred_name") or forename or surname or whole
    facts: Facts = {
        gap.removeprefix("case."): Gap("to add")
        for gap in template.gaps
        if gap.startswith("case.")
    }
    facts |= {
        "ref": case.ref,
        "pupil": known_as,
        "pupil_forename": known_as,
        "pupil_full_name": whole,
        "received": local_date(case.opened),
        "status": case.status.value,
        "set_apart": case.set_apart > 0,
    }
    year = situation.words("year_group")
    if year:
        facts["year_group"] = _YEARS.get(year, f"Year {year}")
    born = situation.value("dob")
    if born is not None:
        facts["dob"] = born
    return facts


def _decision(situation: Situation) -> Facts:
    decision = situation.case.decision
    if decision is None:
        return {}
    return {"decision": {"by": decision.by, "on": local_date(decision.at)}}


def _signer(situation: Situation) -> Facts:
    """Return who signs: the person who decided, in the service's own words for them."""
    decision, roles = situation.case.decision, situation.service.roles
    name = decision.by if decision else roles.get("team", "")
    return {"name": name, "role": roles.get("lead_teacher", "")}


def _school(situation: Situation) -> Facts:
    contact = situation.words("named_school_contact")
    facts: Facts = {"name": situation.words("school_name")}
    return facts | ({"contact": contact} if contact else {})


def _offers(situation: Situation) -> list[Facts]:
    """Return what will be planned for: what the school asked for of what there is.

    When guidance was decided there is nothing to teach; when the school ticked nothing,
    everything the service has may be talked about.
    """
    decision, service = situation.case.decision, situation.service
    if decision is not None and decision.outcome == "guidance":
        return []
    asked = [o for o in service.offers if situation.value(o.asked_by) is True]
    chosen = [o for o in asked or service.offers if o.teaches]
    return [{"label": o.label, "about": o.about} for o in chosen]


def _merged(facts: Facts, extra: Mapping[str, object]) -> Facts:
    """Return the facts with a person's own laid over them, table by table."""
    merged = dict(facts)
    for name, value in extra.items():
        known = merged.get(name)
        if isinstance(known, dict) and isinstance(value, Mapping):
            merged[name] = _merged(known, value)
        else:
            merged[name] = value
    return merged
