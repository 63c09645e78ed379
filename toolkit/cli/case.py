"""`toolkit case`: everything about one case."""

from __future__ import annotations

from collections.abc import Iterable

import click

from toolkit.calendar import local_date
from toolkit.catalogue import Service
from toolkit.cli.match import short
from toolkit.cli.options import as_json, chosen_workspace, definitions, today
from toolkit.cli.printing import print_json
from toolkit.cli.standing import (
    code_lines,
    earlier_lines,
    possible_lines,
    record_lines,
    told_standing,
)
from toolkit.errors import BeyondCalendar
from toolkit.model import (
    Answer,
    AnswerChange,
    Case,
    CasePaper,
    Deadline,
    Decision,
    Event,
    Settling,
)
from toolkit.pipeline import (
    Earlier,
    desk_of,
    due,
    earlier_cases,
    service_of,
    whole_case,
)
from toolkit.pipeline.arrivals.placing import answers_of
from toolkit.telling import told_case


@click.command(short_help="Show everything about one case, in order.")
@click.argument("ref")
@as_json
@click.pass_context
def case(context: click.Context, ref: str, *, json: bool) -> None:
    """Show everything about one case: papers, findings, dates, documents, history.

    \b
    Example:  toolkit case ESMA-2026-0042-E
    """
    workspace, catalogue = chosen_workspace(context), definitions(context)
    with desk_of(workspace) as desk:
        found = whole_case(desk, catalogue, ref)
        service = service_of(catalogue, found)
        earlier = earlier_cases(desk, found, service)
    deadlines = _dates(found, service)
    if json:
        folder = workspace.case_folder(found.ref)
        told = told_case(found, deadlines, folder.as_posix())
        print_json({**told, **told_standing(found, service, earlier, today())})
        return
    _show(found, service, deadlines, earlier)
    _list("Recorded", record_lines(found, service))
    _list("Register codes", code_lines(service.register, found, today()))
    _list("What is possible now", possible_lines(found))


def _dates(case: Case, service: Service) -> tuple[Deadline, ...]:
    """Return what is due; none, and a word why, where the calendar does not reach."""
    try:
        return due(case, service, today())
    except BeyondCalendar as fault:
        click.echo(str(fault), err=True)
        return ()


def _show(
    case: Case,
    service: Service,
    deadlines: tuple[Deadline, ...],
    earlier: tuple[Earlier, ...],
) -> None:
    _heading(f"{case.ref}  {service.title}")
    click.echo(f"Status {case.status.value}, received {local_date(case.opened)}")
    if case.proposed:
        click.echo(f"Proposed: {case.proposed.outcome} (a person decides)")
    if case.decision:
        _show_decision(case.decision)
    for line in earlier_lines(earlier):
        click.echo(line)
    if case.set_apart:
        click.echo(f"Set apart, apparently about another child: {case.set_apart}")
    _list("Papers", map(_paper, case.papers))
    for newer in case.resubmissions:
        _list(
            f"Changed by a newer request: {answers_of(len(newer.changes))}",
            map(_change, newer.changes),
        )
    answers = case.referral.answers if case.referral else {}
    _list(
        "Answers to look at (toolkit confirm, toolkit correct)",
        (_waiting(key, answer) for key, answer in answers.items() if answer.ask),
    )
    _list("Confirmed and corrected", map(_settling, case.settlings))
    open_ones = (f for f in case.findings if f.is_open)
    _list(
        "Open findings",
        (f"{f.rule:<6} {f.outcome.value}: {f.sentence}" for f in open_ones),
    )
    _list("Dates", (f"{d.due}  {d.what} ({d.rule}), {d.state}" for d in deadlines))
    _list("Documents", (made.name for made in case.documents))
    _list("History", (_event(event) for event in case.events))


def _paper(paper: CasePaper) -> str:
    form = paper.form or "not told apart"
    came = local_date(paper.at)
    return f"{short(paper.paper.sha256):<10}{came}  {form:<20} {paper.paper.name}"


def _change(change: AnswerChange) -> str:
    new = f"“{change.new}”" if change.new else "left blank; the earlier answer counts"
    return (
        f"{change.question}: “{change.old}” → {new}"
        if change.old
        else (f"{change.question}: {new}")
    )


def _waiting(key: str, answer: Answer) -> str:
    page = f", page {answer.mark.place.page}" if answer.mark.place.page else ""
    paper = short(answer.mark.place.paper)
    return f"{key}: “{answer.written}” ({paper}{page})  {answer.why}".rstrip()


def _settling(settling: Settling) -> str:
    did = "corrected" if settling.corrects else "confirmed"
    value = "no answer" if settling.value is None else f"“{settling.value}”"
    was = f"; written: “{settling.written}”" if settling.written else ""
    because = f"; {settling.why}" if settling.why else ""
    return f"{settling.question}: {value}, {did} by {settling.by}{was}{because}"


def _show_decision(decision: Decision) -> None:
    because = f" because {', '.join(decision.reasons)}" if decision.reasons else ""
    despite = f", despite the findings: {decision.despite}" if decision.despite else ""
    rules = f" ({', '.join(decision.rules)})" if decision.rules else ""
    click.echo(f"Decided: {decision.outcome} by {decision.by}{because}{rules}{despite}")


def _event(event: Event) -> str:
    about = f"  {event.about}" if event.about else ""
    return f"{event.at:%Y-%m-%d %H:%M}  {event.by}: {event.what}{about}"


def _list(heading: str, lines: Iterable[str]) -> None:
    """Print lines under a heading; nothing at all when there are none."""
    listed = list(lines)
    if listed:
        _heading(heading)
    for line in listed:
        click.echo(f"  {line}")


def _heading(text: str) -> None:
    click.echo(click.style(f"\n{text}", bold=True))
