"""The board: one page in the outbox that tells where everything stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from toolkit.calendar import LONDON, local_date
from toolkit.casebook import CaseSummary, WaitingPaper
from toolkit.catalogue import Catalogue, Service
from toolkit.compose import page
from toolkit.deliver import lay_down
from toolkit.errors import BeyondCalendar, ToolkitError
from toolkit.model import Case, Deadline, Finding
from toolkit.pipeline.cases.checking import due, service_of, whole_case
from toolkit.pipeline.desk import Desk

Facts = dict[str, object]

_MODE = "The intake is looked at when somebody runs it."
_AT_MOST = 200  # rows of one list; a longer one is not read, and slow to write


@dataclass(frozen=True, slots=True)
class Watch:
    """What a watcher tells on the board.

    `mode` is a sentence; `until` is when the board stops being true unless it is drawn
    again; `held` counts what is not taken yet, by the reason.
    """

    mode: str
    until: dt.datetime | None = None
    held: Mapping[str, int] = field(default_factory=dict)


UNWATCHED = Watch(_MODE)


def draw_board(
    desk: Desk,
    catalogue: Catalogue,
    now: dt.datetime,
    stopped: Sequence[ToolkitError] = (),
    watch: Watch = UNWATCHED,
) -> None:
    """Write `outbox/status.html` anew. It names references, never people.

    Args:
        desk: The workspace.
        catalogue: For what findings and dates are called.
        now: When it is written.
        stopped: What could not be done in the run that ends with this.
        watch: What a watcher has to tell.

    Raises:
        BadDefinition: If the page's template is faulty.
        CannotDeliver: If it cannot be written.
    """
    Board().draw(desk, catalogue, now, stopped, watch)


class Board:
    """Draws the board again and again, looking only at the cases that changed."""

    def __init__(self) -> None:
        self._rows: dict[str, tuple[object, Facts]] = {}

    def draw(
        self,
        desk: Desk,
        catalogue: Catalogue,
        now: dt.datetime,
        stopped: Sequence[ToolkitError],
        watch: Watch,
    ) -> None:
        """Do what `draw_board` does."""
        summaries = desk.casebook.cases()
        waiting = desk.casebook.waiting_papers()
        unread = desk.casebook.arrivals_waiting_to_be_read()
        aside = _notes(desk)
        board: Facts = {
            "written_at": _moment(now),
            "workspace": desk.workspace.root.name,
            "mode": watch.mode,
            "until": _until(watch),
            "counts": [
                {"label": "open cases", "number": sum(_is_open(s) for s in summaries)},
                {"label": "for the desk to act on", "number": _acting(summaries)},
                {"label": "papers waiting for a person", "number": len(waiting)},
                {"label": "not taken yet", "number": sum(watch.held.values())},
                {"label": "arrivals not read yet", "number": len(unread)},
                {"label": "papers set aside", "number": len(aside)},
            ],
            "cases": [self._row(desk, catalogue, each, now) for each in summaries],
            "coming": [_held(why, count) for why, count in watch.held.items()],
            "waiting": _short([_waiting(w) for w in waiting[:_AT_MOST]], len(waiting)),
            "set_aside": _short(_set_aside(aside[:_AT_MOST]), len(aside)),
            "problems": [{"sentence": f.sentence, "remedy": f.remedy} for f in stopped],
        }
        html = page("status", {"board": board}, catalogue.templates)
        lay_down(html.encode(), desk.workspace.board)

    def _row(
        self, desk: Desk, catalogue: Catalogue, summary: CaseSummary, now: dt.datetime
    ) -> Facts:
        stands = (summary, local_date(now), id(catalogue))
        kept = self._rows.get(summary.ref)
        if kept is None or kept[0] != stands:
            kept = stands, _case(desk, catalogue, summary, now)
            self._rows[summary.ref] = kept
        return kept[1]


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


def _notes(desk: Desk) -> list[Path]:
    return sorted((desk.workspace.outbox / "set-aside").glob("*.why.txt"))


def _set_aside(notes: Sequence[Path]) -> list[Facts]:
    """Return what lies in set-aside, by its note; a file's name may name a child."""
    return [
        {
            "label": f"Paper {number} in outbox/set-aside",
            "why": note.read_text(encoding="utf-8").strip(),
            "href": "set-aside/",
        }
        for number, note in enumerate(notes, start=1)
    ]


def _waiting(paper: WaitingPaper) -> Facts:
    return {
        "label": _waiting_label(paper.arrival, paper.at),
        "why": paper.why,
        "next": _candidates(paper.candidates),
    }


def _held(why: str, count: int) -> Facts:
    things = "1 thing" if count == 1 else f"{count} things"
    return {"label": f"{things} in the intake", "why": f"Not taken yet: {why}."}


def _short(rows: list[Facts], total: int) -> list[Facts]:
    """Return the rows, and a last one that counts those left out."""
    if len(rows) == total:
        return rows
    rest = f"And {total - len(rows)} more"
    why = "They are safe; this page would be too long with them."
    return [*rows, {"label": rest, "why": why, "next": "", "href": ""}]


def _until(watch: Watch) -> Facts:
    if watch.until is None:
        return {}
    local = watch.until.astimezone(LONDON)
    return {"time": f"{local:%H:%M}", "moment": watch.until.isoformat()}


def _moment(moment: dt.datetime) -> str:
    return f"{moment.astimezone(LONDON):%d %B %Y at %H:%M}".lstrip("0")


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
