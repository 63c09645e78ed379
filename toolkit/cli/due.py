"""`toolkit due`: what is due and overdue, over all open cases."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.catalogue import Catalogue
from toolkit.cli.boards import redraw
from toolkit.cli.options import (
    as_json,
    chosen_workspace,
    definitions,
    dry_run,
    now,
    today,
)
from toolkit.cli.printing import print_json, print_table
from toolkit.errors import CannotDo, ExitCode, gravest
from toolkit.pipeline import desk_of
from toolkit.pipeline.cases.drafts import Drafts
from toolkit.pipeline.upcoming import Due, Letters, Upcoming, draft_letters, upcoming
from toolkit.telling import Json

_AT_MOST = 3660  # ten years
_NONE = Letters((), Drafts((), ()), ())


@click.command(short_help="List what is due and overdue.")
@click.option(
    "--days",
    type=click.IntRange(0, _AT_MOST),
    default=28,
    show_default=True,
    help="How many days ahead to look.",
)
@click.option("--service", metavar="NAME", help="Only the cases of this service.")
@click.option(
    "--ics",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the list as a calendar file (.ics) too.",
)
@click.option("--draft", is_flag=True, help="Write the letters whose day has come.")
@as_json
@dry_run
@click.pass_context
def due(  # noqa: PLR0913 - one argument for each option
    context: click.Context,
    *,
    days: int,
    service: str | None,
    ics: Path | None,
    draft: bool,
    json: bool,
    dry_run: bool,
) -> int:
    """List what is due and overdue in the open cases, soonest first.

    Every line names the case, the rule the date is by, and nobody's name. What is
    overdue is always listed.

    With --draft the letters whose day has come are written into the outbox, each once:
    reminders, invitations, minutes, and letters that ask for newer evidence. A letter
    the templates have no wording for is named and not written.

    \b
    Examples:
      toolkit due
      toolkit due --days 7 --json
      toolkit due --days 90 --ics due.ics
      toolkit due --draft --dry-run
    """
    catalogue = definitions(context)
    _refuse_unknown(service, catalogue)
    with desk_of(chosen_workspace(context)) as desk:
        found = upcoming(desk, catalogue, today(), days, service)
        letters = _NONE
        if draft:
            letters = draft_letters(desk, catalogue, found, now(), dry=dry_run)
        if letters.drafts.made:
            redraw(desk, catalogue, letters.drafts.refused)
    if ics is not None and not dry_run:
        _write(ics, found)
    if json:
        print_json([_told(each) for each in found.listed])
    else:
        _show(found, days)
    _warn(found)
    return gravest(
        _show_letters(letters, dry=dry_run),
        ExitCode.BAD_DEFINITION if found.stopped else ExitCode.OK,
    )


def _refuse_unknown(service: str | None, catalogue: Catalogue) -> None:
    if service is not None and service not in catalogue.services:
        known = ", ".join(catalogue.services)
        raise CannotDo(
            f"There is no service “{service}”.", remedy=f"The services are: {known}."
        )


def _show(found: Upcoming, days: int) -> None:
    if not found.listed:
        click.echo(f"Nothing is due within {days} days.")
        return
    print_table(
        ("Due", "State", "Case", "What", "Rule"),
        [
            (
                f"{each.deadline.due:%a} {each.deadline.due}",
                each.deadline.state,
                each.ref,
                each.deadline.what,
                each.deadline.rule,
            )
            for each in found.listed
        ],
    )


def _show_letters(letters: Letters, *, dry: bool) -> ExitCode:
    """Say on stderr what was written; return how grave what was not is."""
    for ref, document in letters.written if dry else ():
        click.echo(f"Would write {document} for {ref}.", err=True)
    for made in letters.drafts.made:
        click.echo(f"  drafted {made.path}", err=True)
    for fault in letters.drafts.refused:
        click.echo(str(fault), err=True)
    for ref, document in letters.without_wording:
        click.echo(
            f"{document} is due for {ref}, and there is no wording for it: "
            f"templates/wording/{document}.toml. Please write it by hand.",
            err=True,
        )
    lacking = ExitCode.FINDINGS if letters.without_wording else ExitCode.OK
    return gravest(lacking, *(fault.exit_code for fault in letters.drafts.refused))


def _warn(found: Upcoming) -> None:
    for ref, fault in found.stopped:
        click.echo(f"{ref}: {fault}", err=True)
    for service, end in found.ends:
        click.echo(
            f"The calendar of {service} ends on {end}: what is due after that day is "
            "not listed. See toolkit calendar check.",
            err=True,
        )


def _write(file: Path, found: Upcoming) -> None:
    # The library that writes calendar files is loaded only when one is asked for.
    from toolkit.deliver import lay_down
    from toolkit.due.ics import calendar_file

    items = ((each.ref, each.deadline) for each in found.listed)
    lay_down(calendar_file(items, "What is due", now()), file.absolute())
    click.echo(f"Written to {file}.", err=True)


def _told(each: Due) -> Json:
    return {
        "case": each.ref,
        "service": each.service,
        "what": each.deadline.what,
        "due": each.deadline.due.isoformat(),
        "rule": each.deadline.rule,
        "state": each.deadline.state,
    }
