"""`toolkit init`: makes a workspace."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit import workspace as workspaces


@click.command(short_help="Make a workspace.")
@click.argument(
    "folder", type=click.Path(file_okay=False, path_type=Path), default=Path()
)
def init(folder: Path) -> None:
    """Make a workspace in FOLDER, or in this folder.

    It gets an intake, an outbox, its settings and a list of people with one person on
    it, Office Trial, until the office writes its own. What is there already stays.

    \b
    Example:  toolkit init desk
    """
    made = workspaces.make(folder.absolute())
    click.echo(f"The workspace is {made.root}")
    click.echo(f"  Drop forms into     {made.intake}")
    click.echo(f"  Then run            toolkit --workspace {folder} intake")
    click.echo(f"  And look at         {made.board}")
