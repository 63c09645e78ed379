"""Options several commands share, and what they choose."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from toolkit import workspace as workspaces
from toolkit.calendar import local_date
from toolkit.catalogue import Catalogue, builtin_root, load
from toolkit.errors import CannotDo
from toolkit.workspace import Workspace

as_json = click.option("--json", is_flag=True, help="Print one JSON document.")
dry_run = click.option(
    "-n", "--dry-run", is_flag=True, help="Say what would be done; write nothing."
)
by = click.option(
    "--by", required=True, metavar="NAME", help="Who says so; see `toolkit people`."
)

why = click.option(
    "--why", required=True, metavar="TEXT", help="Why, for the case file."
)


def chosen_workspace(context: click.Context) -> Workspace:
    """Return the workspace named by --workspace, the environment or this folder."""
    root = context.find_root().obj
    assert isinstance(root, Path)  # noqa: S101 - a slip of ours
    return workspaces.at(root)


def definition_roots(context: click.Context) -> tuple[Path, ...]:
    """Return where definitions are, with or without a workspace."""
    try:
        return chosen_workspace(context).definition_roots
    except CannotDo:
        return (builtin_root(),)


def definitions(context: click.Context) -> Catalogue:
    """Load the definitions, with or without a workspace."""
    return load(*definition_roots(context))


def now() -> dt.datetime:
    """Return the moment this is, in UTC."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """Return the date it is for the office, whose days are local days."""
    return local_date(now())
