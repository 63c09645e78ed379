"""`toolkit intake`: takes in what is waiting."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace

import click

from toolkit.cli.logs import open_log
from toolkit.cli.options import as_json, chosen_workspace, definitions, dry_run, now
from toolkit.cli.printing import print_json
from toolkit.cli.stopping import stoppable
from toolkit.errors import ExitCode, ToolkitError, gravest
from toolkit.pipeline import (
    Clock,
    Definitions,
    Report,
    Step,
    Stop,
    desk_of,
    draw_board,
    my_turn,
    refuse_bad_places,
    refuse_open_definitions,
    take_in,
    watch,
    watcher_of,
)
from toolkit.telling import Json
from toolkit.workspace import Workspace


@click.command(short_help="Take in what is waiting in the intake.")
@click.option(
    "--watch",
    "is_watching",
    is_flag=True,
    help="Keep watching, until stopped with Ctrl-C or by the system.",
)
@click.option(
    "--quiet-seconds",
    type=click.FloatRange(min=0),
    help="How long a thing must have lain unchanged before it is taken; otherwise as "
    "toolkit.toml says, otherwise 2.",
)
@as_json
@dry_run
@click.pass_context
def intake(
    context: click.Context,
    *,
    is_watching: bool,
    quiet_seconds: float | None,
    json: bool,
    dry_run: bool,
) -> int:
    """Take in what is waiting in the intake, once; or keep watching it.

    Everything is made safe first, then read, put with its case, checked, and answered
    with a draft in the outbox. Nothing is sent and nothing is decided.

    \b
    Examples:
      toolkit intake
      toolkit --workspace desk intake --watch
    """
    if is_watching and (json or dry_run):
        raise click.UsageError("--watch goes with neither --json nor --dry-run.")
    workspace = chosen_workspace(context)
    if quiet_seconds is not None:
        quiet_for = dt.timedelta(seconds=quiet_seconds)
        ways = replace(workspace.watching, quiet_for=quiet_for)
        workspace = replace(workspace, watching=ways)
    if dry_run:
        return _foresee(workspace)
    if is_watching:
        return _watch(context, workspace)
    return _once(context, workspace, as_json=json)


def _once(context: click.Context, workspace: Workspace, *, as_json: bool) -> int:
    clock = Clock(now, time.monotonic)
    refuse_bad_places(workspace)
    with my_turn(workspace, clock, time.sleep), desk_of(workspace) as desk:
        quiet_for = workspace.watching.quiet_for
        report = take_in(desk, lambda: definitions(context), now(), quiet_for)
    code = gravest(report.exit_code, _board(context, workspace, report))
    if as_json:
        print_json(_told(report))
    else:
        show(report)
        click.echo(f"See {workspace.board}")
    return code


def _watch(context: click.Context, workspace: Workspace) -> int:
    refuse_bad_places(workspace)
    refuse_open_definitions(workspace)
    roots = workspace.definition_roots
    click.echo(f"Watching {workspace.intake}. Ctrl-C stops it.", err=True)
    stop = Stop()
    with stoppable(stop) as asked, open_log(workspace.log) as tell:
        loaded = Definitions(roots, lambda: definitions(context))
        watch(workspace, loaded, Clock(now, time.monotonic), stop, tell)
        tell("stopped")
    return asked.exit_code


def show(report: Report) -> None:
    """Print what a pass did, a line each; what could not be done goes to stderr."""
    for one in report.done:
        words = [one.step.value, one.ref, one.name, one.note]
        click.echo("  ".join(word for word in words if word))
    if not report.done:
        click.echo("Nothing was waiting.")
    for fault in report.stopped:
        click.echo(str(fault), err=True)


def _board(context: click.Context, workspace: Workspace, report: Report) -> ExitCode:
    """Draw the board again; when it cannot be drawn, say so and go on.

    A watcher at work draws its own, which says more.
    """
    if watcher_of(workspace) is not None:
        return ExitCode.OK
    try:
        with desk_of(workspace) as desk:
            draw_board(desk, definitions(context), now(), report.stopped)
    except ToolkitError as fault:
        if str(fault) not in map(str, report.stopped):
            click.echo(str(fault), err=True)
        return fault.exit_code
    return ExitCode.OK


def _foresee(workspace: Workspace) -> int:
    from toolkit.intake import waiting

    quiet_for = workspace.watching.quiet_for
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
