"""`toolkit intake`: takes in what is waiting."""

from __future__ import annotations

import datetime as dt

import click

from toolkit.cli.options import as_json, chosen_workspace, definitions, dry_run, now
from toolkit.cli.printing import print_json
from toolkit.errors import ExitCode, ToolkitError, gravest
from toolkit.pipeline import Report, Step, desk_of, draw_board, take_in
from toolkit.telling import Json


@click.command(short_help="Take in what is waiting in the intake.")
@click.option(
    "--quiet-seconds",
    type=click.FloatRange(min=0),
    default=2.0,
    show_default=True,
    help="How long a thing must have lain unchanged before it is taken.",
)
@as_json
@dry_run
@click.pass_context
def intake(
    context: click.Context, *, quiet_seconds: float, json: bool, dry_run: bool
) -> int:
    """Take in what is waiting in the intake, once.

    Everything is made safe first, then read, put with its case, checked, and answered
    with a draft in the outbox. Nothing is sent and nothing is decided.

    \b
    Example:  toolkit --workspace desk intake
    """
    workspace = chosen_workspace(context)
    quiet_for = dt.timedelta(seconds=quiet_seconds)
    if dry_run:
        return _foresee(context, quiet_for)
    with desk_of(workspace) as desk:
        report = take_in(desk, lambda: definitions(context), now(), quiet_for)
        code = gravest(report.exit_code, _board(context, report))
    if json:
        print_json(_told(report))
    else:
        show(report)
        click.echo(f"See {workspace.board}")
    return code


def show(report: Report) -> None:
    """Print what a pass did, a line each; what could not be done goes to stderr."""
    for one in report.done:
        words = [one.step.value, one.ref, one.name, one.note]
        click.echo("  ".join(word for word in words if word))
    if not report.done:
        click.echo("Nothing was waiting.")
    for fault in report.stopped:
        click.echo(str(fault), err=True)


def _board(context: click.Context, report: Report) -> ExitCode:
    """Draw the board again; when it cannot be drawn, say so and go on."""
    try:
        with desk_of(chosen_workspace(context)) as desk:
            draw_board(desk, definitions(context), now(), report.stopped)
    except ToolkitError as fault:
        if str(fault) not in map(str, report.stopped):
            click.echo(str(fault), err=True)
        return fault.exit_code
    return ExitCode.OK


def _foresee(context: click.Context, quiet_for: dt.timedelta) -> int:
    from toolkit.intake import waiting

    workspace = chosen_workspace(context)
    for dropped in waiting(workspace.intake, now=now(), quiet_for=quiet_for):
        click.echo(f"Would take in {dropped.kind.value}: {dropped.path.name}")
    return ExitCode.OK


def _told(report: Report) -> Json:
    return {
        "taken": report.count(Step.TAKEN),
        "opened": report.count(Step.OPENED),
        "done": [
            {"step": d.step.value, "ref": d.ref or None, "name": d.name, "note": d.note}
            for d in report.done
        ],
        "stopped": [str(fault) for fault in report.stopped],
    }
