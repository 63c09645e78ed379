"""`toolkit confirm`: a person has looked, and the answers count as they were read."""

from __future__ import annotations

from collections.abc import Iterable

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
)
from toolkit.cli.printing import print_json
from toolkit.errors import ExitCode
from toolkit.model import Case, Settling
from toolkit.pipeline import desk_of
from toolkit.pipeline.cases.answering import Said
from toolkit.pipeline.cases.answering import confirm as record
from toolkit.telling import told_settling

of_paper = click.option(
    "--paper",
    default="",
    metavar="PAPER",
    help="The paper the answer stands on, where several answer the question.",
)


@click.command(short_help="Say that answers were read rightly.")
@click.argument("ref")
@click.argument("questions", nargs=-1, required=True, metavar="QUESTION...")
@by
@of_paper
@as_json
@dry_run
@click.pass_context
def confirm(  # noqa: PLR0913 - one argument for each option
    context: click.Context,
    ref: str,
    questions: tuple[str, ...],
    *,
    by: str,
    paper: str,
    json: bool,
    dry_run: bool,
) -> int:
    """Say that answers were read rightly: you have looked, and they count as read.

    QUESTION is its key; `toolkit case REF` lists those that wait to be looked at. The
    case is checked again.

    \b
    Example:
      toolkit confirm ESMA-2026-0042-E dob upn --by "Office Trial"
    """
    catalogue, workspace = definitions(context), chosen_workspace(context)
    person = workspaces.person(workspace.root, by)
    said = Said(person.name, now(), paper=paper)
    with desk_of(workspace) as desk:
        if dry_run:
            click.echo(f"Would confirm {', '.join(questions)} for {ref}.")
            return ExitCode.OK
        case, settlings = record(desk, catalogue, ref, questions, said)
        code = redraw(desk, catalogue)
    if json:
        print_json([told_settling(settling) for settling in settlings])
    else:
        show("Confirmed", case, settlings)
    return code


def show(done: str, case: Case, settlings: Iterable[Settling]) -> None:
    """Print what counts from now on, and how the case stands."""
    for settling in settlings:
        value = "no answer" if settling.value is None else f"“{settling.value}”"
        written = f" (written: “{settling.written}”)" if settling.written else ""
        click.echo(f"{done}: {settling.question} is {value}{written}.")
    left = sum(finding.is_open for finding in case.findings)
    stands = case.status.value.replace("_", " ")
    click.echo(f"{case.ref} is {stands}; {left} findings are open.")
