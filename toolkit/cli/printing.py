"""How commands print: one JSON document, or lines a person reads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import click

from toolkit.telling import Json


def print_json(shown: Json) -> None:
    """Print one JSON document on stdout and nothing else."""
    click.echo(json.dumps(shown, ensure_ascii=False, indent=2))


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under headings, in columns as wide as they need to be."""
    lines = [tuple(headings), *(tuple(row) for row in rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(headings))]
    for number, line in enumerate(lines):
        text = "  ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True))
        click.echo(
            click.style(text.rstrip(), bold=True) if number == 0 else text.rstrip()
        )
