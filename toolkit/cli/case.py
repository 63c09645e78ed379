"""`toolkit case`: everything about one case."""

from __future__ import annotations

from collections.abc import Iterable

import click

from toolkit.calendar import local_date
from toolkit.catalogue import Service
from toolkit.cli.options import as_json, chosen_workspace, definitions
from toolkit.cli.printing import print_json
from toolkit.model import Case, Deadline, Decision, Event
from toolkit.pipeline import desk_of, due, service_of, whole_case
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
    deadlines = due(found, service)
    if json:
        folder = workspace.case_folder(found.ref)
        print_json(told_case(found, deadlines, folder.as_posix()))
        return
    _show(found, service, deadlines)


def _show(case: Case, service: Service, deadlines: tuple[Deadline, ...]) -> None:
    _heading(f"{case.ref}  {service.title}")
    click.echo(f"Status {case.status.value}, received {local_date(case.opened)}")
    if case.proposed:
        click.echo(f"Proposed: {case.proposed.outcome} (a person decides)")
    if case.decision:
        _show_decision(case.decision)
    _list(
        "Papers",
        (f"{p.form or 'not told apart':<20} {p.paper.name}" for p in case.papers),
    )
    open_ones = (f for f in case.findings if f.is_open)
    _list(
        "Open findings",
        (f"{f.rule:<6} {f.outcome.value}: {f.sentence}" for f in open_ones),
    )
    _list("Dates", (f"{d.due}  {d.what} ({d.rule}), {d.state}" for d in deadlines))
    _list("Documents", (made.name for made in case.documents))
    _list("History", (_event(event) for event in case.events))


def _show_decision(decision: Decision) -> None:
    because = f" because {', '.join(decision.reasons)}" if decision.reasons else ""
    click.echo(f"Decided: {decision.outcome} by {decision.by}{because}")


def _event(event: Event) -> str:
    about = f"  {event.about}" if event.about else ""
    return f"{event.at:%Y-%m-%d %H:%M}  {event.by}: {event.what}{about}"


def _list(heading: str, lines: Iterable[str]) -> None:
    _heading(heading)
    for line in lines:
        click.echo(f"  {line}")


def _heading(text: str) -> None:
    click.echo(click.style(f"\n{text}", bold=True))
