"""The papers of a meeting: one PDF to read, one sheet to fill in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.calendar import LONDON, local_date
from toolkit.catalogue import Catalogue, Service
from toolkit.compose import booklet
from toolkit.deliver import lay_down
from toolkit.drafting import Situation, meeting_line, meeting_page
from toolkit.errors import CannotDo
from toolkit.model import Case, Decision
from toolkit.pipeline.cases.checking import whole_case
from toolkit.pipeline.cases.referring_again import earlier_cases
from toolkit.pipeline.desk import Desk
from toolkit.pipeline.meetings.agenda import Agenda, agenda_of, reminders
from toolkit.pipeline.meetings.form import outcome_sheet
from toolkit.propose import deadlines

Facts = dict[str, object]

_TEMPLATE = "meeting"


@dataclass(frozen=True, slots=True)
class Pack:
    """What was made for a meeting, and for which cases."""

    agenda: Agenda
    pdf: Path
    sheets: tuple[Path, ...]


def make_pack(
    desk: Desk,
    catalogue: Catalogue,
    service: Service,
    day: dt.date,
    now: dt.datetime,
    at: Path | None = None,
) -> Pack:
    """Write the papers of the meeting of a day, anew if they are there already.

    Args:
        desk: The workspace.
        catalogue: The definitions.
        service: Whose meeting it is.
        day: When it meets.
        now: When the papers are made.
        at: Where the PDF is to be; the sheets go beside it. Null for the outbox.

    Raises:
        CannotDo: If it is no day of a meeting, or `at` is no PDF file.
        CannotDeliver: If they cannot be written.
    """
    pdf = at or _usual(desk, service, day)
    if pdf.suffix.lower() != ".pdf":
        raise CannotDo(
            "The papers of a meeting are a PDF file.",
            remedy="Give a name that ends in .pdf.",
        )
    agenda = agenda_of(desk, catalogue, service, day)
    facts = _facts(desk, catalogue, agenda, now)
    made = [(pdf, booklet(_TEMPLATE, facts, service, catalogue.templates))]
    made += [
        (pdf.with_suffix(f".{suffix}"), outcome_sheet(agenda, suffix))
        for suffix in ("xlsx", "csv")
    ]
    for path, contents in made:
        lay_down(contents, path)
    return Pack(agenda, pdf, tuple(path for path, _ in made[1:]))


def _usual(desk: Desk, service: Service, day: dt.date) -> Path:
    folder = desk.workspace.outbox / "meetings" / day.isoformat()
    return folder / f"meeting_{service.key}_{day:%Y%m%d}.pdf"


def _facts(desk: Desk, catalogue: Catalogue, agenda: Agenda, now: dt.datetime) -> Facts:
    service = agenda.service
    return {
        "meeting": {
            "day": agenda.day,
            "service": service.title,
            "short_title": service.short_title,
            "council": service.house_style.council or service.council,
            "made": _moment(now),
            "made_on": local_date(now).isoformat(),
            "later": agenda.later,
        },
        "cases": [_page(desk, catalogue, agenda, case) for case in agenda.discussing],
        "waiting": [_waiting(agenda, case) for case in agenda.waiting],
        "lapsing": [_waiting(agenda, case) for case in agenda.lapsing],
        "deferred": [_deferred(agenda, case) for case in agenda.deferred],
    }


def _situation(agenda: Agenda, case: Case) -> Situation:
    service = agenda.service
    return Situation(case, service, agenda.day, deadlines(case.opened, service))


def _page(desk: Desk, catalogue: Catalogue, agenda: Agenda, case: Case) -> Facts:
    earlier = [
        (whole_case(desk, catalogue, before.ref), before.conditions)
        for before in earlier_cases(desk, case, agenda.service)
    ]
    return meeting_page(_situation(agenda, case), earlier)


def _waiting(agenda: Agenda, case: Case) -> Facts:
    sent: Sequence[dt.date] = [reminder.on for reminder in reminders(case)]
    asked = case.decision
    return meeting_line(_situation(agenda, case)) | {
        "since": local_date(asked.at if asked else case.opened),
        "reminders": len(sent),
        "reminded_on": sent[-1] if sent else "",
    }


def _deferred(agenda: Agenda, case: Case) -> Facts:
    decision = case.decision
    return meeting_line(_situation(agenda, case)) | {
        "since": local_date(decision.at if decision else case.opened),
        "by": decision.by if decision else "",
        "reasons": _reasons(agenda.service, decision),
        "note": decision.note if decision else "",
    }


def _reasons(service: Service, decision: Decision | None) -> list[str]:
    codes = decision.reasons if decision else ()
    return [reason.label for code in codes if (reason := service.reason(code))]


def _moment(moment: dt.datetime) -> str:
    return f"{moment.astimezone(LONDON):%d %B %Y at %H:%M}".lstrip("0")
