"""What became of something handed in to be recorded, as commands print it."""

from __future__ import annotations

import click

from toolkit.model import Recorded
from toolkit.pipeline import Noted
from toolkit.states import in_words
from toolkit.telling import Json, told_finding, told_recorded


def tell_noted(noted: Noted, *, dry_run: bool = False) -> None:
    """Print what was or would be recorded, or everything that is wrong with it."""
    if noted.recorded is not None:
        kind, stands = noted.recorded.kind, in_words(noted.status)
        did = "Would record" if dry_run else "Recorded"
        click.echo(f"{did}: {kind}{_count(noted.recorded)} for {noted.ref}.")
        click.echo(f"With it the case is {stands}.")
    for one in noted.usual:
        told = f"{one.column} was left empty and is taken as {one.value}"
        click.echo(f"  row {one.row}: {told} ({one.source}).")
    for fault in noted.faults:
        click.echo(f"  {fault.where}: {fault.sentence}", err=True)
    for finding in noted.findings:
        click.echo(f"  {finding.rule}: {finding.sentence} {finding.mend}", err=True)
    if noted.recorded is None:
        click.echo(_why_not(noted), err=True)


def told_noted(noted: Noted) -> Json:
    """Return what was recorded and found, for `--json`."""
    return {
        "case": noted.ref,
        "status": noted.status.value,
        "recorded": told_recorded(noted.recorded) if noted.recorded else None,
        "faults": [{"where": f.where, "sentence": f.sentence} for f in noted.faults],
        "findings": [told_finding(finding, {}) for finding in noted.findings],
        "usual": [
            {"row": u.row, "question": u.column, "value": u.value, "source": u.source}
            for u in noted.usual
        ],
    }


def _count(recorded: Recorded) -> str:
    rows = len(recorded.rows)
    return "" if not rows else ", 1 row" if rows == 1 else f", {rows} rows"


def _why_not(noted: Noted) -> str:
    if noted.faults:
        return "Nothing was recorded. Put right what is named above and try again."
    return "Nothing was recorded. If it is right all the same, say why with --despite."
