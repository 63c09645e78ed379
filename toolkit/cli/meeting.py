"""`toolkit meeting`: the weekly meeting's papers, and its outcomes back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit import workspace as workspaces
from toolkit.catalogue import Catalogue, Service
from toolkit.cli.boards import redraw
from toolkit.cli.decide import show
from toolkit.cli.options import (
    as_json,
    by,
    chosen_workspace,
    definitions,
    dry_run,
    now,
)
from toolkit.cli.printing import print_json
from toolkit.errors import CannotDo, ExitCode, gravest
from toolkit.model import Case
from toolkit.pipeline import desk_of
from toolkit.telling import Json

if TYPE_CHECKING:
    from toolkit.pipeline.meetings import Agenda, Minutes, Outcomes, Pack


@click.group(short_help="Make the weekly meeting's papers, record its outcomes.")
def meeting() -> None:
    """Make the papers of the weekly meeting, and take its outcomes back.

    \b
    Examples:
      toolkit meeting pack 2026-11-18
      toolkit meeting record meeting_esma_20261118.xlsx --by "Office Trial"
    """


# --- the papers ---------------------------------------------------------------------


@meeting.command(short_help="Make the papers and the outcome sheet of a meeting.")
@click.argument("date", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--service", metavar="NAME", help="Whose meeting, if there are several.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.pdf",
    help="Where to write it; otherwise in outbox/meetings/DATE. The sheets go beside.",
)
@as_json
@dry_run
@click.pass_context
def pack(
    context: click.Context,
    date: dt.datetime,
    *,
    service: str | None,
    output: Path | None,
    json: bool,
    dry_run: bool,
) -> None:
    """Make the papers of the meeting on DATE: one PDF to read, one sheet to fill in.

    Each case that can be decided has a page, the longest wait first; those that wait
    for information stand apart. The sheet is made as .xlsx and as .csv: fill in either,
    and take it back with `toolkit meeting record`. Making them again writes them anew.

    \b
    Examples:
      toolkit meeting pack 2026-11-18
      toolkit meeting pack 2026-11-18 --service esma -o wednesday.pdf
    """
    from toolkit.pipeline.meetings import agenda_of, make_pack

    workspace, catalogue = chosen_workspace(context), definitions(context)
    chosen, day = _service(catalogue, service), date.date()
    with desk_of(workspace) as desk:
        if dry_run:
            _show_agenda(agenda_of(desk, catalogue, chosen, day), json=json)
            return
        at = output.absolute() if output else None
        made = make_pack(desk, catalogue, chosen, day, now(), at)
    if json:
        print_json(_told_pack(made))
        return
    _show_agenda(made.agenda, json=False)
    for path in (made.pdf, *made.sheets):
        click.echo(f"  wrote {path}")


def _service(catalogue: Catalogue, name: str | None) -> Service:
    names = ", ".join(catalogue.services)
    if name is None:
        if len(catalogue.services) == 1:
            return next(iter(catalogue.services.values()))
        raise CannotDo(
            "There are several services.", remedy=f"Add --service with one of: {names}."
        )
    if name.lower() not in catalogue.services:
        raise CannotDo(
            f"There is no service “{name}”.", remedy=f"The services are: {names}."
        )
    return catalogue.service(name.lower())


def _show_agenda(agenda: Agenda, *, json: bool) -> None:
    if json:
        print_json(_told_agenda(agenda))
        return
    day = agenda.day
    click.echo(
        f"Meeting of {agenda.service.short_title} on {day:%A} {day.day} {day:%B %Y}"
    )
    for label, cases in (
        ("To discuss", agenda.discussing),
        ("Waiting for information", agenda.waiting),
        ("Reminded, and nothing has come", agenda.lapsing),
        ("Put off earlier", agenda.deferred),
    ):
        refs = ", ".join(case.ref for case in cases) or "none"
        click.echo(f"  {label}: {refs}")
    if agenda.later:
        click.echo(f"  After the cut-off, for the next meeting: {agenda.later}")


def _told_agenda(agenda: Agenda) -> dict[str, Json]:
    return {
        "service": agenda.service.key,
        "day": agenda.day.isoformat(),
        "discussing": _refs(agenda.discussing),
        "waiting": _refs(agenda.waiting),
        "lapsing": _refs(agenda.lapsing),
        "deferred": _refs(agenda.deferred),
        "later": agenda.later,
    }


def _refs(cases: Sequence[Case]) -> list[Json]:
    return [case.ref for case in cases]


def _told_pack(made: Pack) -> Json:
    return {
        **_told_agenda(made.agenda),
        "pdf": str(made.pdf),
        "sheets": [str(path) for path in made.sheets],
    }


# --- the outcomes -------------------------------------------------------------------


@meeting.command(short_help="Record the outcomes from the filled sheet.")
@click.argument("file", type=click.Path(dir_okay=False, exists=True, path_type=Path))
@by
@click.option("--only-good", is_flag=True, help="Record the rows that are right.")
@click.option(
    "--changed-too",
    is_flag=True,
    help="Record cases that have changed since the papers were made.",
)
@as_json
@dry_run
@click.pass_context
def record(  # noqa: PLR0913 - one argument for each option
    context: click.Context,
    file: Path,
    *,
    by: str,
    only_good: bool,
    changed_too: bool,
    json: bool,
    dry_run: bool,
) -> int:
    """Record the outcomes of a meeting from its filled sheet, .xlsx or .csv.

    All rows are looked at first. If one of them cannot be recorded, none is, unless
    --only-good. An empty row leaves its case waiting; a row that was recorded before is
    left as it is, so the same sheet may be recorded again. Letters are drafted and
    nothing is sent.

    \b
    Examples:
      toolkit meeting record meeting_esma_20261118.xlsx --by "Office Trial" --dry-run
      toolkit meeting record meeting_esma_20261118.xlsx --by "Office Trial"
    """
    from toolkit.pipeline.meetings import look_at
    from toolkit.pipeline.meetings import record as minute
    from toolkit.sheets import read

    workspace, catalogue, moment = (
        chosen_workspace(context),
        definitions(context),
        now(),
    )
    person = workspaces.person(workspace.root, by)
    sheet = read(file)
    with desk_of(workspace) as desk:
        said = look_at(desk, catalogue, sheet, person, moment, changed_too=changed_too)
        stopped = bool(said.faults) and not only_good
        taken = () if stopped or dry_run else said.taken
        minutes = minute(desk, catalogue, taken, person, moment)
        drawn = ExitCode.OK
        if minutes.cases:
            drawn = redraw(desk, catalogue, minutes.refused)
    if json:
        print_json(_told_minutes(said, minutes))
    else:
        _show_minutes(said, minutes, dry_run=dry_run, stopped=stopped)
    found = ExitCode.FINDINGS if said.faults else ExitCode.OK
    return gravest(found, drawn, *(fault.exit_code for fault in minutes.refused))


def _show_minutes(
    said: Outcomes, minutes: Minutes, *, dry_run: bool, stopped: bool
) -> None:
    for fault in said.faults:
        click.echo(f"{fault.address or 'The sheet'}: {fault}", err=True)
    if stopped:
        click.echo("Nothing was recorded.", err=True)
    elif dry_run:
        for row in said.taken:
            click.echo(f"{row.ref}: would record {row.outcome}")
    for minute in minutes.cases:
        click.echo(f"{minute.ref}: recorded {minute.outcome}")
        show(minute.drafts)
    _show_the_rest(said)


def _show_the_rest(said: Outcomes) -> None:
    for ref, day in said.already:
        click.echo(f"{ref}: recorded already, on {day.day} {day:%B %Y}")
    for ref in said.blank:
        click.echo(f"{ref}: no outcome, so it stays where it is")
    if said.hidden:
        rows = "row is" if said.hidden == 1 else "rows are"
        click.echo(
            f"{said.hidden} {rows} hidden in the sheet, and not looked at.", err=True
        )


def _told_minutes(said: Outcomes, minutes: Minutes) -> Json:
    return {
        "recorded": [
            {
                "case": minute.ref,
                "outcome": minute.outcome,
                "documents": [made.path for made in minute.drafts.made],
                "refused": [str(fault) for fault in minute.drafts.refused],
            }
            for minute in minutes.cases
        ],
        "right": [
            {"case": row.ref, "outcome": row.outcome, "row": row.row}
            for row in said.taken
        ],
        "faults": [
            {"cell": f.address or None, "sentence": f.sentence, "remedy": f.remedy}
            for f in said.faults
        ],
        "already": [{"case": ref, "on": day.isoformat()} for ref, day in said.already],
        "blank": list(said.blank),
        "hidden_rows": said.hidden,
    }
