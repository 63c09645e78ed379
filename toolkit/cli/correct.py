"""`toolkit correct`: a person says what an answer is."""

from __future__ import annotations

import click

from toolkit import workspace as workspaces
from toolkit.cli.boards import redraw
from toolkit.cli.confirm import of_paper, show
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
from toolkit.pipeline.cases.answering import Said
from toolkit.pipeline.cases.answering import correct as record
from toolkit.telling import told_settling


@click.command(short_help="Say what an answer is.")
@click.argument("ref")
@click.argument("question")
@click.argument("value")
@by
@why
@of_paper
@as_json
@dry_run
@click.pass_context
def correct(  # noqa: PLR0913 - one argument for each option
    context: click.Context,
    ref: str,
    question: str,
    value: str,
    *,
    by: str,
    why: str,
    paper: str,
    json: bool,
    dry_run: bool,
) -> int:
    """Say what an answer is, whatever was written or read.

    VALUE is written as on the form; an empty one ('') means no answer. What stands on
    the paper is kept beside it, and the case is checked again.

    \b
    Example:
      toolkit correct ESMA-2026-0042-E dob 3/5/2012 --by "Office Trial" \\
          --why "The school confirmed it on the phone."
    """
    catalogue, workspace = definitions(context), chosen_workspace(context)
    person = workspaces.person(workspace.root, by)
    said = Said(person.name, now(), why, paper)
    with desk_of(workspace) as desk:
        if dry_run:
            click.echo(f"Would correct {question} for {ref}.")
            return ExitCode.OK
        case, settling = record(desk, catalogue, ref, question, value, said)
        code = redraw(desk, catalogue)
    if json:
        print_json(told_settling(settling))
    else:
        show("Corrected", case, (settling,))
    return code
