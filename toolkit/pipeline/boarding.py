"""The board: one page in the outbox that tells where everything stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from urllib.parse import quote

from toolkit.calendar import LONDON, local_date
from toolkit.casebook import CaseSummary
from toolkit.catalogue import Catalogue, Service
from toolkit.compose import page
from toolkit.deliver import lay_down
from toolkit.errors import BeyondCalendar, ToolkitError
from toolkit.model import Case, Deadline, Finding
from toolkit.pipeline.checking import due, service_of, whole_case
from toolkit.pipeline.desk import Desk

Facts = dict[str, object]

_MODE = "The intake is looked at when somebody runs it."


def draw_board(
    desk: Desk,
    catalogue: Catalogue,
    now: dt.datetime,
    stopped: Sequence[ToolkitError] = (),
) -> None:
    """Write `outbox/status.html` anew. It names references, never people.

    Args:
        desk: The workspace.
        catalogue: For what findings and dates are called.
        now: When it is written.
        stopped: What could not be done in the run that ends with this.

    Raises:
        BadDefinition: If the page's template is faulty.
        CannotDeliver: If it cannot be written.
    """
    summaries = desk.casebook.cases()
    waiting = desk.casebook.waiting_papers()
    unread = desk.casebook.arrivals_waiting_to_be_read()
    aside = _set_aside(desk)
    board: Facts = {
        "written_at": f"{now.astimezone(LONDON):%d %B %Y at %H:%M}".lstrip("0"),
        "workspace": desk.workspace.root.name,
        "mode": _MODE,
        "counts": [
            {"label": "open cases", "number": sum(_is_open(s) for s in summaries)},
            {"label": "for the desk to act on", "number": _acting(summaries)},
            {"label": "papers waiting for a person", "number": len(waiting)},
            {"label": "arrivals not read yet", "number": len(unread)},
            {"label": "papers set aside", "number": len(aside)},
        ],
        "cases": [_case(desk, catalogue, summary, now) for summary in summaries],
        "waiting": [
            {
                "label": _waiting_label(w.arrival, w.at),
                "why": w.why,
                "next": _candidates(w.candidates),
            }
            for w in waiting
        ],
        "set_aside": aside,
        "problems": [{"sentence": f.sentence, "remedy": f.remedy} for f in stopped],
    }
    html = page("status", {"board": board}, catalogue.templates)
    lay_down(html.encode(), desk.workspace.board)


def _case(
    desk: Desk, catalogue: Catalogue, summary: CaseSummary, now: dt.datetime
) -> Facts:
    case = whole_case(desk, catalogue, summary.ref)
    service = service_of(catalogue, case)
    criteria = {criterion.id for criterion in service.criteria}
    coming = _next(case, service, local_date(now))
    return {
        "ref": case.ref,
        "service": service.short_title,
        "status": case.status.value.replace("_", " "),
        "since": "" if case.decision else _day(local_date(case.opened)),
        "missing": sum(f.is_open and f.rule not in criteria for f in case.findings),
        "proposed": summary.proposed,
        "decided": summary.outcome,
        "next": coming.what if coming else "",
        "due": _day(coming.due) if coming else "",
        "criteria": [_finding(f) for f in case.findings if f.rule in criteria],
        "checklist": [_finding(f) for f in case.findings if f.rule not in criteria],
        "documents": [
            {"label": made.name, "href": quote(made.path)}
            for made in case.documents
            if made.path
        ],
    }


def _finding(finding: Finding) -> Facts:
    return {
        "label": finding.label,
        "item": finding.checklist or finding.rule,
        "outcome": finding.outcome.value,
    }


def _next(case: Case, service: Service, today: dt.date) -> Deadline | None:
    """Return the next thing due in a case; nothing when the calendar has ended."""
    try:
        listed = due(case, service)
    except BeyondCalendar:
        return None
    ahead = [d for d in listed if d.state == "open" and d.due >= today]
    return min(ahead, key=lambda deadline: deadline.due, default=None)


def _set_aside(desk: Desk) -> list[Facts]:
    """Return what lies in set-aside, by its note; a file's name may name a child."""
    folder = desk.workspace.outbox / "set-aside"
    notes = sorted(folder.glob("*.why.txt"))
    return [
        {
            "label": f"Paper {number} in outbox/set-aside",
            "why": note.read_text(encoding="utf-8").strip(),
            "href": "set-aside/",
        }
        for number, note in enumerate(notes, start=1)
    ]


def _is_open(summary: CaseSummary) -> bool:
    return not summary.status.is_over


def _acting(summaries: Sequence[CaseSummary]) -> int:
    return sum(summary.waiting for summary in summaries)


def _waiting_label(arrival: str, at: dt.datetime) -> str:
    return f"A paper that came on {_day(local_date(at))} (arrival {arrival[:8]})"


def _candidates(refs: Sequence[str]) -> str:
    return f"It could belong to {' or '.join(refs)}." if refs else ""


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
