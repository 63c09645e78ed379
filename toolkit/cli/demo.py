"""`toolkit demo`: the whole path on sample papers."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import click

from toolkit import workspace as workspaces
from toolkit.calendar import LONDON
from toolkit.catalogue import Catalogue, Service, load
from toolkit.cli import decide as deciding
from toolkit.cli.intake import show
from toolkit.errors import CannotDo, ExitCode, gravest
from toolkit.model import Decision
from toolkit.pipeline import (
    Desk,
    Report,
    Step,
    decide,
    desk_of,
    draw_board,
    take_in,
)
from toolkit.samples import Demo, ScriptedDecision, demo_of, lay_arrivals
from toolkit.workspace import Workspace

AT_ONCE = dt.timedelta(0)


@click.command(short_help="Run the whole path on sample papers.")
@click.argument(
    "folder", type=click.Path(file_okay=False, path_type=Path), default=Path("demo")
)
@click.option("--fresh", is_flag=True, help="Start again if a demo is there already.")
@click.option(
    "--only-papers", is_flag=True, help="Lay the sample papers and stop there."
)
def demo(folder: Path, *, fresh: bool, only_papers: bool) -> int:
    """Run the whole path on sample papers, in a workspace of its own.

    Invented referrals are made from the form definitions and dropped into the intake;
    one pass takes them in; a scripted person decides some of them. The same commands on
    your own filled forms do the same.

    \b
    Examples:
      toolkit demo trial
      toolkit demo trial --only-papers
      toolkit --workspace trial intake
    """
    workspace = _workspace(folder, fresh=fresh)
    catalogue = load(*workspace.definition_roots)
    shown = [(s, d) for s in catalogue.services.values() if (d := demo_of(s))]
    for service, script in shown:
        _lay(workspace, catalogue, service, script)
    if only_papers:
        click.echo(f"Now run: toolkit --workspace {folder} intake")
        return ExitCode.OK
    codes = [_play(workspace, catalogue, script) for _, script in shown]
    click.echo(f"\nEverything is in {workspace.outbox}. Start with {workspace.board}")
    click.echo(f"Then try: toolkit --workspace {folder} cases")
    # The samples are meant to have findings and a locked file: those are no fault.
    grave = gravest(*codes)
    return grave if grave > ExitCode.UNREADABLE_FILE else ExitCode.OK


def _workspace(folder: Path, *, fresh: bool) -> Workspace:
    used = (folder / "casebook.sqlite").exists()
    if used and not fresh:
        raise CannotDo(
            f"There is a workspace in {folder} already.",
            remedy="Name another folder, or add --fresh to start this demo again.",
        )
    if used:
        if not (folder / ".demo").exists():
            raise CannotDo(
                f"{folder} is not a demo, so it was left alone.",
                remedy="Name another folder.",
            )
        shutil.rmtree(folder)
    workspace = workspaces.make(folder.absolute())
    (folder / ".demo").touch()
    return workspace


def _lay(
    workspace: Workspace, catalogue: Catalogue, service: Service, script: Demo
) -> None:
    click.echo(click.style(f"{service.title} ({service.council})", bold=True))
    lay_arrivals(script, service, catalogue.templates, workspace.intake)
    for number, arrival in enumerate(script.arrivals, start=1):
        click.echo(f"  {number}. {arrival.about}: intake/{arrival.name}")


def _play(workspace: Workspace, catalogue: Catalogue, script: Demo) -> ExitCode:
    moment = script.day.replace(tzinfo=LONDON).astimezone(dt.UTC)
    click.echo(f"\nTaking them in, as on {script.day:%d %B %Y at %H:%M}")
    with desk_of(workspace) as desk:
        report = take_in(desk, lambda: catalogue, moment, AT_ONCE)
        show(report)
        codes = [report.exit_code]
        for number, scripted in enumerate(script.decisions, start=1):
            later = moment + dt.timedelta(hours=2, minutes=number)
            ref = _opened(report, script, scripted)
            codes.append(_decide(desk, catalogue, ref, scripted, later))
        draw_board(desk, catalogue, moment + dt.timedelta(hours=3), report.stopped)
    return gravest(*codes)


def _opened(report: Report, script: Demo, scripted: ScriptedDecision) -> str:
    """Return the case that an arrival opened."""
    name = next(a.name for a in script.arrivals if a.key == scripted.arrival)
    for one in report.done:
        if one.step is Step.OPENED and one.name == name:
            return one.ref
    raise CannotDo(f"The sample arrival “{scripted.arrival}” opened no case.")


def _decide(
    desk: Desk,
    catalogue: Catalogue,
    ref: str,
    scripted: ScriptedDecision,
    moment: dt.datetime,
) -> ExitCode:
    click.echo(f"\n{scripted.by} decides {ref}: {scripted.outcome}")
    decision = Decision(
        scripted.outcome, scripted.by, moment, scripted.reasons, scripted.note
    )
    drafts = decide(desk, catalogue, ref, decision, moment)
    deciding.show(drafts)
    return gravest(*(fault.exit_code for fault in drafts.refused))
