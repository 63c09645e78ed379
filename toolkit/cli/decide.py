"""`toolkit decide`: records what a named person decided."""

from __future__ import annotations

import click

from toolkit import workspace as workspaces
from toolkit.casebook import tidy
from toolkit.catalogue import DecisionKind
from toolkit.cli.options import (
    as_json,
    by,
    chosen_workspace,
    definitions,
    dry_run,
    now,
)
from toolkit.cli.printing import print_json
from toolkit.errors import ExitCode, gravest
from toolkit.model import Case, Decision
from toolkit.pipeline import Drafts, desk_of, draw_board, foreseen
from toolkit.pipeline import decide as record


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
    json: bool,
    dry_run: bool,
) -> int:
    """Record what a named person decided, and draft the letters that follow.

    OUTCOME is accept, guidance, ask, defer, decline, redirect, withdraw or close.
    Nothing is sent. A changed decision is recorded beside the old one.

    \b
    Examples:
      toolkit decide ESMA-2026-0042-E accept --by "Office Trial"
      toolkit decide ESMA-2026-0043-C decline --by "Office Trial" \\
          --reason not_resident_confirmed
    """
    workspace, catalogue, moment = (
        chosen_workspace(context),
        definitions(context),
        now(),
    )
    person = workspaces.person(workspace.root, by)
    decision = Decision(outcome.lower(), person.name, moment, reasons, note)
    with desk_of(workspace) as desk:
        if dry_run:
            return _foresee(foreseen(desk, catalogue, ref, decision))
        drafts = record(desk, catalogue, ref, decision, moment)
        draw_board(desk, catalogue, moment, drafts.refused)
    if json:
        print_json(
            {
                "case": tidy(ref),
                "decision": decision.outcome,
                "documents": [made.path for made in drafts.made],
                "refused": [str(fault) for fault in drafts.refused],
            }
        )
    else:
        click.echo(f"Recorded: {decision.outcome}, decided by {person.name}.")
        show(drafts)
    return gravest(*(fault.exit_code for fault in drafts.refused))


def show(drafts: Drafts) -> None:
    """Print what was drafted; what could not be written goes to stderr."""
    for made in drafts.made:
        click.echo(f"  drafted {made.path}")
    for fault in drafts.refused:
        click.echo(str(fault), err=True)


def _foresee(foreseen_case: tuple[Case, DecisionKind]) -> int:
    case, kind = foreseen_case
    drafts = ", ".join(kind.documents) or "nothing"
    click.echo(
        f"Would record {kind.outcome} for {case.ref}, which becomes {kind.status}."
    )
    click.echo(f"Would draft: {drafts}")
    return ExitCode.OK
