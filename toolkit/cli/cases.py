"""`toolkit cases`: the list of cases."""

from __future__ import annotations

import click

from toolkit.calendar import local_date
from toolkit.casebook import CaseSummary
from toolkit.cli.options import as_json, chosen_workspace, definitions, now
from toolkit.cli.printing import print_json, print_table
from toolkit.model import Status
from toolkit.pipeline import desk_of
from toolkit.pipeline.boarding import standing
from toolkit.telling import Json


@click.command(short_help="List the cases.")
@click.option("--waiting", is_flag=True, help="Only those where the desk must act.")
@click.option(
    "--status",
    type=click.Choice([status.value for status in Status]),
    help="Only those that stand there.",
)
@click.option("--service", metavar="NAME", help="Only those of this service.")
@as_json
@click.pass_context
def cases(
    context: click.Context,
    *,
    waiting: bool,
    status: str | None,
    service: str | None,
    json: bool,
) -> None:
    """List the cases, in the order they were opened.

    With --waiting, everything else follows that the status board says: what waits for
    a person and what to do, what is due, what came in and what became of it.

    \b
    Examples:
      toolkit cases
      toolkit cases --waiting --json
    """
    with desk_of(chosen_workspace(context)) as desk:
        listed = desk.casebook.cases(
            status=Status(status) if status else None,
            service=service,
            waiting=True if waiting else None,
        )
    if json:
        print_json([_told(case) for case in listed])
        return
    print_table(
        ("Case", "Status", "Received", "Papers", "Open", "Proposed", "Decided"),
        [_row(case) for case in listed],
    )
    if waiting:
        _show_the_rest(context)


def _show_the_rest(context: click.Context) -> None:
    """Print what the board says beside its cases."""
    catalogue = definitions(context)
    with desk_of(chosen_workspace(context)) as desk:
        sections = standing(desk, catalogue, now())
    for section in sections:
        if section.rows:
            click.echo(click.style(f"\n{section.title}", bold=True))
        for row in section.rows:
            click.echo(f"  {row.label}")
            for more in filter(None, (row.why, row.do)):
                click.echo(f"      {more}")


def _row(case: CaseSummary) -> tuple[str, ...]:
    return (
        case.ref,
        case.status.value,
        local_date(case.opened).isoformat(),
        str(case.papers),
        str(case.open_findings),
        case.proposed,
        case.outcome,
    )


def _told(case: CaseSummary) -> Json:
    return {
        "ref": case.ref,
        "service": case.service,
        "status": case.status.value,
        "opened": case.opened.isoformat(),
        "changed": case.changed.isoformat(),
        "papers": case.papers,
        "open_findings": case.open_findings,
        "proposed": case.proposed or None,
        "decision": case.outcome or None,
        "waiting": case.waiting,
    }
