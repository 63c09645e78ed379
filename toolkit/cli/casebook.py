"""`toolkit casebook`: verifies the casebook, backs it up and brings it back."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.options import as_json, chosen_workspace, now
from toolkit.cli.printing import print_json
from toolkit.errors import ExitCode
from toolkit.pipeline import desk_of
from toolkit.pipeline.upkeep.backing_up import back_up
from toolkit.pipeline.upkeep.backing_up import restore as bring_back
from toolkit.pipeline.upkeep.wholeness import Stock, take_stock
from toolkit.pipeline.upkeep.wholeness import verify as faults_of
from toolkit.telling import Json


@click.group(short_help="Verify the casebook, back it up, bring it back.")
def casebook() -> None:
    """Verify the casebook, back it up, bring it back.

    \b
    Example:  toolkit casebook backup -o /mnt/backup/desk
    """


@casebook.command(short_help="Show whether the history was altered.")
@click.option(
    "--head",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    metavar="FILE",
    help="The head.json of a backup: shows whether an end was cut off since.",
)
@as_json
@click.pass_context
def verify(context: click.Context, *, head: Path | None, json: bool) -> int:
    """Show whether the history is as it was written: every event, in its order.

    \b
    Examples:
      toolkit casebook verify
      toolkit casebook verify --head /mnt/backup/desk/head.json
    """
    with desk_of(chosen_workspace(context)) as desk:
        faults = faults_of(desk, head)
        events, link = desk.casebook.head()
    if json:
        print_json({"events": events, "hash": link, "faults": list(faults)})
    else:
        _show(faults)
        click.echo(f"{events} events, the last {link[:12]}: {_verdict(faults)}")
    return _code(faults)


@casebook.command(short_help="Show whether originals and documents are all there.")
@as_json
@click.pass_context
def check(context: click.Context, *, json: bool) -> int:
    """Show whether every original and every document is there and whole.

    Documents that somebody edited are named; that is no fault.

    \b
    Example:  toolkit casebook check
    """
    with desk_of(chosen_workspace(context)) as desk:
        stock = take_stock(desk, now())
    if json:
        print_json(_told(stock))
    else:
        _show(stock.faults)
        for path in stock.edited:
            click.echo(f"Edited since it was written: {path}")
        _count(stock)
    return _code(stock.faults)


@casebook.command(short_help="Copy everything to another place, while at work.")
@click.option(
    "-o",
    "--output",
    "to",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR|FILE.zip",
    help="A folder, where only what is new is copied; or one whole file.",
)
@as_json
@click.pass_context
def backup(context: click.Context, *, to: Path, json: bool) -> int:
    """Copy the casebook, the originals and the documents, while others go on working.

    Keep the file head.json of it somewhere else as well: `toolkit casebook verify
    --head` shows by it whether anything was cut off since.

    \b
    Examples:
      toolkit casebook backup -o /mnt/backup/desk
      toolkit casebook backup -o desk-2026-11-16.zip
    """
    with desk_of(chosen_workspace(context)) as desk:
        made = back_up(desk, to.absolute(), now())
    if json:
        print_json(
            {
                "at": str(made.at),
                "events": made.events,
                "hash": made.hash,
                "originals": made.originals,
                "copied": made.copied,
            }
        )
    else:
        click.echo(f"Backed up to {made.at}: {made.events} events, ", nl=False)
        click.echo(f"{made.originals} originals, {made.copied} of them copied now.")
    return ExitCode.OK


@casebook.command(short_help="Bring a backup back into a new workspace.")
@click.argument("source", type=click.Path(exists=True, path_type=Path), metavar="FROM")
@click.option(
    "--to",
    "root",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="NEW_WORKSPACE",
    help="Where; a casebook that is there already is never overwritten.",
)
@as_json
def restore(*, source: Path, root: Path, json: bool) -> int:
    """Bring a backup back into a new workspace, verified before and after.

    \b
    Example:  toolkit casebook restore /mnt/backup/desk --to desk-again
    """
    workspace, stock = bring_back(source.absolute(), root.absolute(), now())
    if json:
        print_json({"workspace": str(workspace.root), **_counts(stock)})
    else:
        click.echo(f"Brought back to {workspace.root}.")
        _show(stock.faults)
        _count(stock)
    return _code(stock.faults)


def _show(faults: tuple[str, ...]) -> None:
    for fault in faults:
        click.echo(fault)


def _count(stock: Stock) -> None:
    counts = f"{stock.originals} originals, {stock.documents} documents"
    click.echo(f"{counts}, {stock.events} events: {_verdict(stock.faults)}")


def _verdict(faults: tuple[str, ...]) -> str:
    return f"{len(faults)} findings" if faults else "all whole"


def _code(faults: tuple[str, ...]) -> ExitCode:
    return ExitCode.FINDINGS if faults else ExitCode.OK


def _told(stock: Stock) -> Json:
    return {**_counts(stock), "edited": list(stock.edited)}


def _counts(stock: Stock) -> dict[str, Json]:
    return {
        "events": stock.events,
        "originals": stock.originals,
        "documents": stock.documents,
        "faults": list(stock.faults),
    }
