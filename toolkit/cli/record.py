"""`toolkit record`: writes down what people do for a pupil."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

import click

from toolkit import workspace as workspaces
from toolkit.calendar import local_date
from toolkit.catalogue import Catalogue, Question, RecordKind, Service
from toolkit.cli.options import (
    as_json,
    chosen_workspace,
    definitions,
    dry_run,
    now,
)
from toolkit.cli.printing import print_json
from toolkit.cli.recorded import tell_noted, told_noted
from toolkit.deliver import lay_down
from toolkit.errors import CannotDo, ExitCode
from toolkit.pipeline import (
    Entry,
    Noted,
    both,
    day_of,
    desk_of,
    draw_board,
    example,
    from_file,
    from_settings,
    kind_of,
    look_over,
    service_of,
    whole_case,
)
from toolkit.pipeline import record as write_down
from toolkit.telling import Json


@click.command(short_help="Write down what people do for a pupil.")
@click.argument("ref", required=False)
@click.argument("kind", required=False)
@click.option("--by", default="", metavar="NAME", help="Who; see `toolkit people`.")
@click.option("--on", default="", metavar="DATE", help="The day it is about; today.")
@click.option(
    "--set", "said", multiple=True, metavar="KEY=VALUE", help="An answer; repeatable."
)
@click.option(
    "--from",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Answers and rows from a .toml, .csv or .xlsx file.",
)
@click.option(
    "--despite", default="", metavar="TEXT", help="Why, if a check speaks against it."
)
@click.option("--list", "listed", is_flag=True, help="List the kinds of record.")
@click.option("--example", "kind_shown", metavar="KIND", help="Make a file to fill in.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where --example goes: .toml, .csv or .xlsx.",
)
@click.option("--service", metavar="NAME", help="Whose kinds, with --list, --example.")
@as_json
@dry_run
@click.pass_context
def record(  # noqa: PLR0913 - one argument for each option
    context: click.Context,
    ref: str | None,
    kind: str | None,
    *,
    by: str,
    on: str,
    said: tuple[str, ...],
    file: Path | None,
    despite: str,
    listed: bool,
    kind_shown: str | None,
    output: Path | None,
    service: str | None,
    json: bool,
    dry_run: bool,
) -> int:
    """Write down what people do for a pupil: a reminder, a meeting, lessons, a review.

    Everything is checked before anything is written; what is wrong is listed with its
    cell or row. A newer record stands beside the older ones.

    \b
    Examples:
      toolkit record --list
      toolkit record ESMA-2026-0042-E reminder --by "Office Trial" --on 16/11/2026
      toolkit record --example provision -o lessons.xlsx
      toolkit record ESMA-2026-0042-E provision --by "Office Trial" --from lessons.xlsx
    """
    if listed or kind_shown:
        chosen = _service(definitions(context), service)
        if kind_shown:
            return _make_example(kind_of(chosen, kind_shown), output)
        return _list(chosen, json=json)
    if not (ref and kind and by):
        raise CannotDo(
            "To record something, name the case, the kind of record and who you are.",
            remedy="`toolkit record --list` shows the kinds.",
        )
    wish = _Wish(ref, kind, by, on, said, file, despite)
    noted = _write_down(context, wish, dry_run=dry_run)
    if json:
        print_json(told_noted(noted))
    else:
        tell_noted(noted, dry_run=dry_run)
    is_good = noted.recorded is not None and not noted.findings
    return ExitCode.OK if is_good else ExitCode.FINDINGS


@dataclass(frozen=True, slots=True)
class _Wish:
    """What somebody asks to have recorded, as the command line gave it."""

    ref: str
    kind: str
    by: str
    on: str
    said: tuple[str, ...] = field(repr=False)
    file: Path | None
    despite: str = field(repr=False)

    def entry(self, service: Service, by: str, moment: dt.datetime) -> Entry:
        """Return what is handed in, once its files and its day could be read."""
        kind, today = kind_of(service, self.kind), local_date(moment)
        given = from_settings(kind, self.said)
        if self.file is not None:
            given = both(from_file(kind, self.file), given)
        on = self.on or given.on
        day = day_of(on, today) if on else today
        return Entry(self.kind, day, by, moment, given, self.despite)


def _write_down(context: click.Context, wish: _Wish, *, dry_run: bool) -> Noted:
    workspace, catalogue = chosen_workspace(context), definitions(context)
    moment, person = now(), workspaces.person(workspace.root, wish.by)
    with desk_of(workspace) as desk:
        case = whole_case(desk, catalogue, wish.ref)
        entry = wish.entry(service_of(catalogue, case), person.name, moment)
        if dry_run:
            return look_over(desk, catalogue, case, entry)
        noted = write_down(desk, catalogue, wish.ref, entry)
        draw_board(desk, catalogue, moment)
        return noted


# --- the kinds there are ------------------------------------------------------------


def _service(catalogue: Catalogue, name: str | None) -> Service:
    if name is None and len(catalogue.services) == 1:
        return next(iter(catalogue.services.values()))
    known = ", ".join(catalogue.services)
    if name is None or name not in catalogue.services:
        raise CannotDo(
            "Which service is meant?", remedy=f"Add --service with one of: {known}."
        )
    return catalogue.service(name)


def _list(service: Service, *, json: bool) -> int:
    if json:
        print_json([_told(kind) for kind in service.records])
        return ExitCode.OK
    for kind in service.records:
        click.echo(click.style(f"{kind.key}  {kind.label}", bold=True))
        click.echo(f"  {kind.about}")
        click.echo(f"  Who may: {', '.join(kind.roles)}. --on: {kind.dated.lower()}.")
        if kind.questions:
            click.echo(f"  Asks: {_asked(kind.questions)}")
        if kind.row:
            click.echo(f"  Columns of its table: {_asked(kind.row)}")
    click.echo("\n* is needed, wherever it applies.")
    return ExitCode.OK


def _asked(questions: tuple[Question, ...]) -> str:
    return ", ".join(f"{q.key}{'*' if q.needed else ''}" for q in questions)


def _told(kind: RecordKind) -> Json:
    return {
        "kind": kind.key,
        "label": kind.label,
        "about": kind.about,
        "dated": kind.dated,
        "roles": list(kind.roles),
        "step": kind.step,
        "questions": [_told_question(question) for question in kind.questions],
        "row": [_told_question(question) for question in kind.row],
    }


def _told_question(question: Question) -> Json:
    return {
        "key": question.key,
        "label": question.label,
        "kind": question.kind.value,
        "needed": question.needed,
        "choices": [choice.value for choice in question.choices],
    }


def _make_example(kind: RecordKind, output: Path | None) -> int:
    if output is None:
        raise CannotDo(
            "An example needs a file to go to.",
            remedy=f"Add -o, for instance -o {kind.key}.xlsx.",
        )
    if output.exists():
        raise CannotDo(
            f"{output} is there already.", remedy="Name another file, or remove it."
        )
    lay_down(example(kind, output.suffix.removeprefix(".").casefold()), output)
    click.echo(f"Wrote {output}. Fill it in, then add it with --from.")
    return ExitCode.OK
