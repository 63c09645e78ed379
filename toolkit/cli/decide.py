"""`toolkit decide`: records what a named person decided."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from toolkit import workspace as workspaces
from toolkit.calendar import local_date
from toolkit.casebook import tidy
from toolkit.catalogue import Catalogue
from toolkit.cli.options import (
    as_json,
    by,
    chosen_workspace,
    definitions,
    dry_run,
    now,
)
from toolkit.cli.printing import print_json
from toolkit.cli.recorded import tell_noted, told_noted
from toolkit.errors import ExitCode, gravest
from toolkit.model import Decision
from toolkit.pipeline import (
    Desk,
    Drafts,
    Entry,
    Noted,
    decide_with,
    desk_of,
    draw_board,
    foreseen,
    from_file,
    kind_of,
    look_over,
    service_of,
    whole_case,
)
from toolkit.pipeline import decide as record
from toolkit.support import PROVISION


@click.command(short_help="Record what a named person decided.")
@click.argument("ref")
@click.argument("outcome")
@by
@click.option(
    "--reason", "reasons", multiple=True, metavar="CODE", help="Why; may be repeated."
)
@click.option(
    "--note", default="", metavar="TEXT", help="For the case file; not for letters."
)
@click.option(
    "--words", default="", metavar="TEXT", help="For the letters, in your own words."
)
@click.option(
    "--despite",
    default="",
    metavar="TEXT",
    help="Why, if it goes against what the rules found.",
)
@click.option(
    "--provision",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="With accept: the lessons agreed, as .toml, .csv or .xlsx.",
)
@as_json
@dry_run
@click.pass_context
def decide(  # noqa: PLR0913 - one argument for each option
    context: click.Context,
    ref: str,
    outcome: str,
    *,
    by: str,
    reasons: tuple[str, ...],
    note: str,
    words: str,
    despite: str,
    provision: Path | None,
    json: bool,
    dry_run: bool,
) -> int:
    """Record what a named person decided, and draft the letters that follow.

    OUTCOME is accept, guidance, ask, defer, decline, redirect, withdraw, lapse, close
    or reopen. Which of them are possible depends on where the case stands and on your
    role. Nothing is sent. A changed decision is recorded beside the old one.

    \b
    Examples:
      toolkit decide ESMA-2026-0042-E accept --by "Office Trial"
      toolkit decide ESMA-2026-0043-C decline --by "Office Trial" \\
          --reason not_resident_confirmed
      toolkit decide ESMA-2026-0042-E close --by "Office Trial" --reason too_unwell
    """
    workspace, catalogue = chosen_workspace(context), definitions(context)
    moment, person = now(), workspaces.person(workspace.root, by)
    decision = Decision(
        outcome.lower(), person.name, moment, reasons, note, words, despite
    )
    with desk_of(workspace) as desk:
        made = _Deciding(desk, catalogue, ref, decision)
        entry = made.entry(provision) if provision else None
        if dry_run:
            return made.foresee(entry)
        noted, drafts = made.record(entry)
        if drafts is not None:
            draw_board(desk, catalogue, moment, drafts.refused)
    return _tell(ref, decision, noted, drafts, json=json)


@dataclass(frozen=True, slots=True)
class _Deciding:
    """A decision about to be recorded, perhaps with the lessons agreed."""

    desk: Desk
    catalogue: Catalogue
    ref: str
    decision: Decision

    def entry(self, file: Path) -> Entry:
        """Return the lessons a file holds."""
        case = whole_case(self.desk, self.catalogue, self.ref)
        kind = kind_of(service_of(self.catalogue, case), PROVISION)
        at, by = self.decision.at, self.decision.by
        return Entry(PROVISION, local_date(at), by, at, from_file(kind, file))

    def foresee(self, entry: Entry | None) -> int:
        """Print what would be recorded and drafted; return the exit code."""
        case, kind = foreseen(self.desk, self.catalogue, self.ref, self.decision)
        drafts = ", ".join(kind.documents) or "nothing"
        click.echo(
            f"Would record {kind.outcome} for {case.ref}, which becomes {kind.status}."
        )
        click.echo(f"Would draft: {drafts}")
        if entry is None:
            return ExitCode.OK
        noted = look_over(self.desk, self.catalogue, case, entry)
        tell_noted(noted, dry_run=True)
        return ExitCode.OK if noted.recorded else ExitCode.FINDINGS

    def record(self, entry: Entry | None) -> tuple[Noted | None, Drafts | None]:
        """Record it; return what became of the lessons and the drafts."""
        whole = (self.desk, self.catalogue, self.ref, self.decision)
        if entry is None:
            return None, record(*whole, self.decision.at)
        return decide_with(*whole, entry, self.decision.at)


def _tell(
    ref: str,
    decision: Decision,
    noted: Noted | None,
    drafts: Drafts | None,
    *,
    json: bool,
) -> int:
    """Print what was recorded and drafted; return the exit code."""
    made = drafts.made if drafts else ()
    refused = drafts.refused if drafts else ()
    if json:
        print_json(
            {
                "case": tidy(ref),
                "decision": decision.outcome if drafts else None,
                "documents": [one.path for one in made],
                "refused": [str(fault) for fault in refused],
                "provision": told_noted(noted) if noted else None,
            }
        )
    else:
        if drafts:
            click.echo(f"Recorded: {decision.outcome}, decided by {decision.by}.")
            show(drafts)
        if noted:
            tell_noted(noted)
        if drafts is None:
            click.echo("Nothing was recorded, the decision neither.", err=True)
    if drafts is None:
        return ExitCode.FINDINGS
    return gravest(*(fault.exit_code for fault in refused))


def show(drafts: Drafts) -> None:
    """Print what was drafted; what could not be written goes to stderr."""
    for made in drafts.made:
        click.echo(f"  drafted {made.path}")
    for fault in drafts.refused:
        click.echo(str(fault), err=True)
