"""`toolkit unmatch`: takes a paper off a case again."""

from __future__ import annotations

import click

from toolkit import workspace as workspaces
from toolkit.cli.boards import redraw
from toolkit.cli.options import (
    as_json,
    by,
    chosen_workspace,
    definitions,
    dry_run,
    now,
    why,
)
from toolkit.cli.printing import print_json
from toolkit.errors import ExitCode
from toolkit.pipeline import desk_of
from toolkit.pipeline.arrivals.assigning import TakenOff, joined_paper, take_off


@click.command(short_help="Take a paper off a case again.")
@click.argument("paper")
@by
@why
@click.option("--case", "ref", default="", metavar="REF", help="Of which case.")
@as_json
@dry_run
@click.pass_context
def unmatch(  # noqa: PLR0913 - one argument for each option
    context: click.Context,
    paper: str,
    *,
    by: str,
    why: str,
    ref: str,
    json: bool,
    dry_run: bool,
) -> int:
    """Take a paper off the case it is in. It waits for a person again.

    PAPER is the beginning of its hash, as `toolkit case REF` shows it, or of its
    arrival's id. The case is checked again without it; that it was there stays in the
    history. Documents written meanwhile may quote it and are named.

    \b
    Example:
      toolkit unmatch 3f2a9c01 --by "Office Trial" --why "It is her sister's letter."
    """
    catalogue, workspace = definitions(context), chosen_workspace(context)
    person = workspaces.person(workspace.root, by)
    with desk_of(workspace) as desk:
        place = joined_paper(desk, paper, ref)
        if dry_run:
            click.echo(f"Would take a paper off {place.ref}.")
            return ExitCode.OK
        done = take_off(desk, catalogue, place, why, by=person.name, now=now())
        code = redraw(desk, catalogue)
    if json:
        told = {"case": place.ref, "paper": place.sha256}
        print_json({**told, "documents": list(done.documents)})
    else:
        _show(done)
    return code


def _show(done: TakenOff) -> None:
    ref = done.case.ref
    click.echo(f"Taken off {ref}. The paper waits again; see `toolkit match`.")
    for path in done.documents:
        click.echo(f"  written since it joined, and may quote it: {path}")
    if done.leaves_no_request:
        click.echo(
            f"No request is left in {ref}. If the case should not be there, close it: "
            f"toolkit decide {ref} withdraw"
        )
