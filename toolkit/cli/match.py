"""`toolkit match`: whose paper is this? A person says."""

from __future__ import annotations

import click

from toolkit import workspace as workspaces
from toolkit.calendar import local_date
from toolkit.cli.boards import redraw
from toolkit.cli.intake import show
from toolkit.cli.options import as_json, chosen_workspace, definitions, dry_run, now
from toolkit.cli.printing import print_json
from toolkit.errors import CannotDo, ExitCode, gravest
from toolkit.model import Identity
from toolkit.pipeline import Report, desk_of, whole_case
from toolkit.pipeline.arrivals.assigning import (
    NEW,
    Waiter,
    chosen,
    give,
    speaks_against,
    waiting_list,
)
from toolkit.telling import Json, told_identity


@click.command(short_help="List what waits, or say whose a paper is.")
@click.argument("paper", required=False)
@click.argument("ref", required=False)
@click.option("--by", metavar="NAME", help="Who says so; see `toolkit people`.")
@as_json
@dry_run
@click.pass_context
def match(
    context: click.Context,
    paper: str | None,
    ref: str | None,
    *,
    by: str | None,
    json: bool,
    dry_run: bool,
) -> int:
    """List the papers that wait for a person, or say whose one is.

    PAPER is its number on the list, or the beginning of its hash or of its arrival's
    id; an arrival means all its waiting papers, and 2,3,4 several. REF is a case, or
    `new` for a request that is to open one. What came with a request goes with it.
    Files that landed together and name the same pupil are offered as one. The case is
    checked again and its reply drafted.

    \b
    Examples:
      toolkit match
      toolkit match 1 ESMA-2026-0042-E --by "Office Trial"
      toolkit match 2 new --by "Office Trial"
      toolkit match 3,4,5 ESMA-2026-0042-E --by "Office Trial"
    """
    catalogue, workspace = definitions(context), chosen_workspace(context)
    with desk_of(workspace) as desk:
        waiters = waiting_list(desk, catalogue)
        if paper is None:
            return _list(waiters, as_json=json)
        if not ref or not by:
            raise CannotDo(
                "Say which case the paper belongs to, and who says so.",
                remedy="For instance: toolkit match 1 REF --by NAME",
            )
        person = workspaces.person(workspace.root, by)
        papers = chosen(waiters, paper)
        case = None if ref.lower() == NEW else whole_case(desk, catalogue, ref)
        if case and speaks_against(papers, case):
            click.echo(_AGAINST.format(ref=case.ref), err=True)
        if dry_run:
            click.echo(f"Would put {_count(papers)} with {case.ref if case else NEW}.")
            return ExitCode.OK
        report = give(desk, catalogue, papers, ref, by=person.name, now=now())
        code = redraw(desk, catalogue, report.stopped)
    if json:
        print_json(_told_report(report))
    else:
        show(report)
    return gravest(report.exit_code, code)


_AGAINST = (
    "Please look again: the name, the date of birth or the UPN on the paper is not "
    "that of {ref}. If it was put there by mistake, `toolkit unmatch` takes it off."
)


def _count(papers: tuple[Waiter, ...]) -> str:
    return "1 paper" if len(papers) == 1 else f"{len(papers)} papers"


# --- the list -----------------------------------------------------------------------


def _list(waiters: tuple[Waiter, ...], *, as_json: bool) -> int:
    if as_json:
        print_json([_told(waiter) for waiter in waiters])
    elif not waiters:
        click.echo("No paper waits for a person.")
    else:
        for waiter in waiters:
            _show(waiter)
    return ExitCode.FINDINGS if waiters else ExitCode.OK


def _show(waiter: Waiter) -> None:
    held = waiter.held
    click.echo(click.style(f"{waiter.number}  {held.paper.name}", bold=True))
    came = local_date(held.at)
    click.echo(
        f"   paper {short(held.paper.sha256)}, arrival {held.arrival[:8]}, {came}"
    )
    if held.taken_off:
        click.echo(f"   taken off {held.taken_off}: {held.why}")
    else:
        click.echo(f"   {held.why}")
    identity = waiter.looked.identity if waiter.looked else Identity()
    form = held.understood.fit.form if held.understood and held.understood.fit else ""
    click.echo(f"   The paper says:    {_said(identity)}  {form or 'not told apart'}")
    if waiter.together:
        numbers = ",".join(map(str, sorted((waiter.number, *waiter.together))))
        click.echo("   Others that name the same pupil landed together with it.")
        click.echo(f"   As one:            toolkit match {numbers} REF --by NAME")
    for candidate in waiter.candidates:
        who = f"{candidate.ref} ({candidate.status.replace('_', ' ')})"
        click.echo(f"   It could be:       {_said(candidate.identity)}  {who}")


def _said(identity: Identity) -> str:
    """Return whose a paper or a case is, in one line; a dash for what is not said."""
    name = identity.full_name or f"{identity.forename} {identity.surname}".strip()
    born = f"{identity.dob:%d/%m/%Y}" if identity.dob else "-"
    parts = (name or "-", f"born {born}", f"UPN {identity.upn or '-'}", identity.school)
    return ", ".join(part for part in parts if part)


def short(sha256: str) -> str:
    """Return the beginning of a paper's hash, with its part of the file."""
    whole, _, part = sha256.partition("#")
    return f"{whole[:8]}#{part}" if part else whole[:8]


# --- JSON ---------------------------------------------------------------------------


def _told(waiter: Waiter) -> Json:
    held = waiter.held
    return {
        "number": waiter.number,
        "name": held.paper.name,
        "sha256": held.paper.sha256,
        "arrival": held.arrival,
        "at": held.at.isoformat(),
        "why": held.why,
        "taken_off": held.taken_off or None,
        "together": list(waiter.together),
        "says": told_identity(waiter.looked.identity if waiter.looked else Identity()),
        "candidates": [
            {
                "ref": candidate.ref,
                "status": candidate.status,
                "is": told_identity(candidate.identity),
            }
            for candidate in waiter.candidates
        ],
    }


def _told_report(report: Report) -> Json:
    return {
        "done": [
            {"step": d.step.value, "ref": d.ref or None, "note": d.note}
            for d in report.done
        ],
        "stopped": [str(fault) for fault in report.stopped],
    }
