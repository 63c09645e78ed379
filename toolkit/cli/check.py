"""`toolkit check`: the checklist and criteria, with reasons."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.options import as_json, chosen_workspace, definitions, today
from toolkit.cli.printing import print_json
from toolkit.cli.read import look_at
from toolkit.errors import CannotDo, ExitCode
from toolkit.model import Checked, Finding, Outcome, Proposal
from toolkit.pipeline import (
    Looked,
    check_papers,
    desk_of,
    only_service,
    service_of,
    sort_out,
    whole_case,
)
from toolkit.pipeline.cases.checking import papers_of
from toolkit.telling import told_check

_SIGNS = {
    Outcome.MET: click.style("✓ met", fg="green"),
    Outcome.NOT_MET: click.style("✗ not met", fg="red"),
    Outcome.CANNOT_TELL: click.style("? cannot tell", fg="yellow"),
    Outcome.NOT_APPLICABLE: "– not applicable",
}


@click.command(short_help="Show the checklist and criteria, with why.")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE...]")
@click.option("--case", "ref", metavar="REF", help="Check a case instead of files.")
@as_json
@click.pass_context
def check(
    context: click.Context, files: tuple[Path, ...], *, ref: str | None, json: bool
) -> int:
    """Show the checklist and the entry criteria, with what decided each of them.

    Files given together are one arrival. Nothing is kept.

    \b
    Examples:
      toolkit check request.pdf consent.pdf letter.pdf
      toolkit check --case ESMA-2026-0042-E
    """
    if bool(files) == bool(ref):
        raise CannotDo("Give either files or --case with a reference.")
    if ref:
        checked, proposal, names = _of_case(context, ref)
    else:
        checked, proposal, names = _of_files(context, files)
    if json:
        print_json(told_check(checked, proposal, ref, names))
    else:
        _show(checked, proposal, names)
    open_ones = any(finding.is_open for finding in checked.findings)
    return ExitCode.FINDINGS if open_ones else ExitCode.OK


def _of_case(
    context: click.Context, ref: str
) -> tuple[Checked, Proposal, dict[str, str]]:
    catalogue = definitions(context)
    with desk_of(chosen_workspace(context)) as desk:
        case = whole_case(desk, catalogue, ref)
    service = service_of(catalogue, case)
    names = {p.paper.sha256: p.paper.name for p in case.papers}
    return *check_papers(service, papers_of(case, service), today()), names


def _of_files(
    context: click.Context, files: tuple[Path, ...]
) -> tuple[Checked, Proposal, dict[str, str]]:
    catalogue = definitions(context)
    papers = [leaf for top in look_at(files, catalogue) for leaf in top.leaves()]
    belonging = _one_pupil(papers)
    service = only_service(catalogue, [paper.understood for paper in belonging])
    names = {paper.document.sha256: paper.document.name for paper in papers}
    understood = [paper.understood for paper in belonging]
    return *check_papers(service, understood, today()), names


def _one_pupil(papers: list[Looked]) -> list[Looked]:
    """Return the papers that belong with the request; without one, all of them."""
    bundles, strays = sort_out(papers)
    if len(bundles) > 1:
        raise CannotDo(
            "These files hold more than one request.",
            remedy="Check the papers of one pupil at a time.",
        )
    if not bundles:
        return papers
    for stray in strays:
        click.echo(
            f"Left out, because it does not say it is about the same pupil: "
            f"{stray.document.name}",
            err=True,
        )
    return list(bundles[0].papers)


def _show(checked: Checked, proposal: Proposal, names: dict[str, str]) -> None:
    for finding in checked.findings:
        _show_finding(finding, names)
    ready = "ready" if checked.ready else "not ready"
    can = "can be discussed" if checked.discussable else "cannot be discussed yet"
    click.echo(f"\nProposed: {proposal.outcome}. The referral is {ready} and {can}.")
    click.echo("This is a proposal; a person decides.")


def _show_finding(finding: Finding, names: dict[str, str]) -> None:
    item = f"{finding.rule}{f' ({finding.checklist})' if finding.checklist else ''}"
    click.echo(f"{item:<12}{_SIGNS[finding.outcome]}  {finding.label}")
    if not finding.is_open:
        return
    click.echo(f"            {finding.sentence}")
    for mark in finding.decided_by:
        place = names.get(mark.place.paper, "")
        page = f", page {mark.place.page}" if mark.place.page else ""
        written = f" “{mark.text}”" if mark.text else ""
        click.echo(
            f"            {place}{page}: {mark.place.label or mark.key}{written}"
        )
