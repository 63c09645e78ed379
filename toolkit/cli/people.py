"""`toolkit people`: who may be named with `--by`."""

from __future__ import annotations

import click

from toolkit import workspace as workspaces
from toolkit.cli.options import as_json, chosen_workspace
from toolkit.cli.printing import print_json, print_table


@click.command(short_help="List the people at this desk.")
@as_json
@click.pass_context
def people(context: click.Context, *, json: bool) -> None:
    """List the people at this desk.

    `--by NAME` must be one of them. The list is the file people.toml in the workspace.

    \b
    Example:  toolkit people
    """
    listed = workspaces.people(chosen_workspace(context).root)
    if json:
        print_json([{"name": p.name, "roles": list(p.roles)} for p in listed])
        return
    print_table(("Name", "Roles"), [(p.name, ", ".join(p.roles)) for p in listed])
