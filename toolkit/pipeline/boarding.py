"""The board: one page in the outbox that tells where everything stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from toolkit.calendar import LONDON, local_date
from toolkit.casebook import CaseSummary
from toolkit.catalogue import Catalogue, Service
from toolkit.compose import page
from toolkit.deliver import lay_down
from toolkit.due import DONE, due
from toolkit.errors import BeyondCalendar, ToolkitError
from toolkit.model import Case, Finding
from toolkit.pipeline import board_lists
from toolkit.pipeline.board_lists import MOST, Due, Row, day
from toolkit.pipeline.cases.checking import service_of, whole_case
from toolkit.pipeline.desk import Desk
from toolkit.pipeline.upcoming import upcoming
from toolkit.pipeline.watching.health import Word, last_word
from toolkit.propose import RECEIPT

Facts = dict[str, object]

_MODE = "The intake is looked at when somebody runs it."


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
        self._rows: dict[str, tuple[object, _Drawn]] = {}

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
        held = desk.casebook.waiting_papers()
        drawn = [self._row(desk, catalogue, each, now) for each in summaries]
        coming_due = (one for row in drawn for one in row.due)
        unread = desk.casebook.arrivals_waiting_to_be_read()
        aside = _notes(desk)
        board: Facts = {
            "written_at": board_lists.moment(now),
            "workspace": desk.workspace.root.name,
            "mode": watch.mode,
            "until": _until(watch),
            "counts": [
                {"label": "open cases", "number": sum(_is_open(s) for s in summaries)},
                {"label": "for the desk to act on", "number": _acting(summaries)},
                {"label": "papers waiting for a person", "number": len(held)},
                {"label": "not taken yet", "number": sum(watch.held.values())},
                {"label": "arrivals not read yet", "number": len(unread)},
                {"label": "papers set aside", "number": len(aside)},
            ],
            "cases": [row.facts for row in drawn],
            "due": _listed(board_lists.soonest(coming_due, local_date(now))),
            "came": _listed(board_lists.came_in(desk)),
            "coming": [_held(why, count) for why, count in watch.held.items()],
            "waiting": _listed(board_lists.waiting(desk, catalogue, held)),
            "set_aside": _aside(aside),
            "problems": [{"sentence": f.sentence, "remedy": f.remedy} for f in stopped],
        }
        html = page("status", {"board": board}, catalogue.templates)
        lay_down(html.encode(), desk.workspace.board)

    def _row(
        self, desk: Desk, catalogue: Catalogue, summary: CaseSummary, now: dt.datetime
    ) -> _Drawn:
        stands = (summary, local_date(now), id(catalogue))
        kept = self._rows.get(summary.ref)
        if kept is None or kept[0] != stands:
            kept = stands, _case(desk, catalogue, summary, now)
            self._rows[summary.ref] = kept
        return kept[1]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A case as its row tells it, and what is due in it."""

    facts: Facts
    due: tuple[Due, ...]


def _case(
    desk: Desk, catalogue: Catalogue, summary: CaseSummary, now: dt.datetime
) -> _Drawn:
    case = whole_case(desk, catalogue, summary.ref)
    service = service_of(catalogue, case)
    coming = tuple(_due(case, service, local_date(now)))
    first = min(coming, key=lambda one: one.deadline.due, default=None)
    return _Drawn(_told(case, service, summary, first), coming)


def _told(
    case: Case, service: Service, summary: CaseSummary, first: Due | None
) -> Facts:
    criteria = {criterion.id for criterion in service.criteria}
    return {
        "ref": case.ref,
        "service": service.short_title,
        "status": case.status.value.replace("_", " "),
        "since": "" if case.decision else day(local_date(case.opened)),
        "missing": sum(f.is_open and f.rule not in criteria for f in case.findings),
        "proposed": summary.proposed,
        "decided": summary.outcome,
        "next": first.deadline.what if first else "",
        "due": first.when if first else "",
        "criteria": [_finding(f) for f in case.findings if f.rule in criteria],
        "checklist": [_finding(f) for f in case.findings if f.rule not in criteria],
        "documents": [
            {"label": made.name, "href": quote(made.path)}
            for made in case.documents
            if made.path
        ],
    }


def _due(case: Case, service: Service, today: dt.date) -> Iterator[Due]:
    """Yield what is open or overdue in a case; nothing when the calendar has ended."""
    try:
        listed = due(case, service, today)
    except BeyondCalendar:
        return
    ahead = (d for d in listed if d.state != DONE and d.what != RECEIPT)
    yield from (Due(case.ref, deadline) for deadline in ahead)


def _finding(finding: Finding) -> Facts:
    return {
        "label": finding.label,
        "item": finding.checklist or finding.rule,
        "outcome": finding.outcome.value,
    }


def _notes(desk: Desk) -> list[Path]:
    return sorted((desk.workspace.outbox / "set-aside").glob("*.why.txt"))


def _aside(notes: Sequence[Path]) -> list[Facts]:
    return [{**_fact(row), "href": "set-aside/"} for row in _aside_rows(notes)]


def _aside_rows(notes: Sequence[Path]) -> tuple[Row, ...]:
    """Return what lies in set-aside, by its note; a file's name may name a child."""
    rows = [
        Row(
            f"Paper {number} in outbox/set-aside",
            note.read_text(encoding="utf-8").strip(),
        )
        for number, note in enumerate(notes[:MOST], start=1)
    ]
    return board_lists.short(rows, len(notes))


def _listed(rows: Sequence[Row]) -> list[Facts]:
    return [_fact(row) for row in rows]


def _fact(row: Row) -> Facts:
    return {"label": row.label, "why": row.why, "next": row.do}


def _held(why: str, count: int) -> Facts:
    things = "1 thing" if count == 1 else f"{count} things"
    return {"label": f"{things} in the intake", "why": f"Not taken yet: {why}."}


def _until(watch: Watch) -> Facts:
    if watch.until is None:
        return {}
    local = watch.until.astimezone(LONDON)
    return {"time": f"{local:%H:%M}", "moment": watch.until.isoformat()}


def _is_open(summary: CaseSummary) -> bool:
    return not summary.status.is_over


def _acting(summaries: Sequence[CaseSummary]) -> int:
    return sum(summary.waiting for summary in summaries)


# --- the same in the terminal -------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Section:
    """One list of the board, under its heading there."""

    title: str
    rows: tuple[Row, ...]


def standing(desk: Desk, catalogue: Catalogue, now: dt.datetime) -> tuple[Section, ...]:
    """Return what the board says beside its cases; lists with nothing in them too."""
    word = last_word(desk.workspace.health)
    today = local_date(now)
    near = upcoming(desk, catalogue, today, board_lists.AHEAD.days).listed
    coming_due = (Due(one.ref, one.deadline) for one in near)
    held = desk.casebook.waiting_papers()
    return (
        Section("The watcher", (Row(_alive(word, now)),)),
        Section("Needs attention", tuple(map(Row, word.problems if word else ()))),
        Section("Not taken yet", tuple(_not_taken(word))),
        Section(
            "Papers waiting for a person", board_lists.waiting(desk, catalogue, held)
        ),
        Section("What is due", board_lists.soonest(coming_due, today)),
        Section("What came in last", board_lists.came_in(desk)),
        Section("Set aside", _aside_rows(_notes(desk))),
    )


def _alive(word: Word | None, now: dt.datetime) -> str:
    if word is None:
        return _MODE
    if word.alive_until < now and not word.is_stopped:
        since = board_lists.moment(word.alive_until)
        return (
            f"The watcher seems to have stopped: it was last heard of for {since}. Ask "
            "whoever looks after it."
        )
    return word.sentence


def _not_taken(word: Word | None) -> Iterator[Row]:
    for why, count in (word.held if word else {}).items():
        told = _held(why, count)
        yield Row(str(told["label"]), str(told["why"]))
