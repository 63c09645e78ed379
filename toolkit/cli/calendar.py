"""`toolkit calendar`: the terms, half terms and days off that every date rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from toolkit.catalogue import CalendarFile, calendar_files
from toolkit.cli.options import as_json, definition_roots, today
from toolkit.cli.printing import print_json
from toolkit.errors import CannotDo, ExitCode
from toolkit.telling import Json

if TYPE_CHECKING:
    from toolkit.calendar.inspecting import Oddity


@click.group(short_help="Look the calendars over.")
def calendar() -> None:
    """Look over the calendars that every deadline is counted by.

    \b
    Example:  toolkit calendar check
    """


@calendar.command(short_help="Name gaps, overlaps and strange days.")
@click.option("--service", metavar="NAME", help="Only the calendar of this service.")
@as_json
@click.pass_context
def check(context: click.Context, *, service: str | None, json: bool) -> int:
    """Name gaps, overlaps and strange days in the calendars, with file and dates.

    Bank holidays are compared with those of England. Each school that keeps days of its
    own is looked over too. The exit code is 1 when there is anything to look at.

    \b
    Examples:
      toolkit calendar check
      toolkit calendar check --service esma --json
    """
    files = [
        file
        for file in calendar_files(*definition_roots(context))
        if service in {None, file.service}
    ]
    if not files:
        raise CannotDo(
            f"There is no service “{service}”.",
            remedy="Look at the names of the folders below services/.",
        )
    found = [(file, odd) for file in files for odd in _oddities(file, today())]
    if json:
        print_json([_told(file, odd) for file, odd in found])
    else:
        for file, odd in found:
            click.echo(f"{_named(file, odd)}: {odd.sentence}")
        if not found:
            click.echo("There is nothing odd in the calendars.")
    if any(file.faults for file in files):
        return ExitCode.BAD_DEFINITION
    return ExitCode.FINDINGS if found else ExitCode.OK


def _oddities(file: CalendarFile, on: dt.date) -> Iterator[Oddity]:
    # The library that knows the bank holidays takes a while to load.
    from toolkit.calendar.inspecting import Oddity, aged, inspect

    for fault in file.faults:
        where = f"{fault.key}: " if fault.key else ""
        yield Oddity("faulty", f"{where}{fault.expected}")
    if file.calendar is not None:
        yield from inspect(file.calendar, file.meeting_weekday, on)
    if file.source_date is not None:
        said = "What the council publishes was last followed as it was on"
        for odd in aged(said, file.source_date, on):
            yield Oddity(f"sources-{odd.code}", odd.sentence, odd.days)


def _named(file: CalendarFile, odd: Oddity) -> str:
    return file.service_file if odd.code.startswith("sources-") else file.file


def _told(file: CalendarFile, odd: Oddity) -> Json:
    first, last = odd.days or (None, None)
    return {
        "service": file.service,
        "file": _named(file, odd),
        "code": odd.code,
        "sentence": odd.sentence,
        "from": first.isoformat() if first else None,
        "to": last.isoformat() if last else None,
    }
