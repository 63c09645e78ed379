"""Writes the pages of docs/reference that come from the code and the definitions.

Run `python setup/make_reference.py`; a test says when a page is behind.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from toolkit.catalogue import Requirement, load
from toolkit.cli import COMMANDS, HEADINGS
from toolkit.reading.problems import SENTENCES
from toolkit.recognise.doubting import SENTENCES as DOUBT_SENTENCES
from toolkit.recognise.editions import SENTENCES as EDITION_SENTENCES

FOLDER = Path(__file__).parent.parent / "docs" / "reference"
NOTE = "This page is written by `setup/make_reference.py`; change the code instead."


def commands() -> str:
    """Return the page of commands, each with its help."""
    lines = ["# Commands", "", NOTE, ""]
    for heading in HEADINGS:
        lines += [f"## {heading}", ""]
        for name, listed in COMMANDS.items():
            if listed.heading == heading:
                lines += _help(name, listed.module)
    return "\n".join(lines)


def findings() -> str:
    """Return the page of findings, for each service, and of problems with papers."""
    lines = ["# Findings and problems", "", NOTE, ""]
    for service in load().services.values():
        lines += [f"## {service.title}", ""]
        lines += ["| rule | code | checklist | weight | what | source |"]
        lines += ["|---|---|---|---|---|---|"]
        lines += [_row(each) for each in (*service.requirements, *service.criteria)]
        lines += ["", "Parts of these, by their own codes:", ""]
        for each in (*service.requirements, *service.criteria):
            lines += [f"- `{c.code}` ({each.id}): {c.label}" for c in each.checks]
        lines += [""]
        lines += ["What papers may say that does not agree, told only when it is open:"]
        lines += ["", "| rule | code | weight | what | source |"]
        lines += ["|---|---|---|---|---|"]
        lines += [
            f"| {each.id} | `{each.check.code}` | {each.weight.value} "
            f"| {each.check.label} | {each.source} |"
            for each in service.contradictions
        ]
        lines += [""]
    lines += ["## Problems with a paper", "", "| code | sentence |", "|---|---|"]
    said_of_papers = SENTENCES | EDITION_SENTENCES | DOUBT_SENTENCES
    lines += [f"| `{code}` | {said} |" for code, said in said_of_papers.items()]
    return "\n".join([*lines, ""])


def _row(each: Requirement) -> str:
    cells = (each.id, f"`{each.code}`", each.checklist, each.weight.value)
    return f"| {' | '.join((*cells, each.label, each.source))} |"


def _help(name: str, module: str) -> Iterator[str]:
    command = getattr(importlib.import_module(f"toolkit.cli.{module}"), name)
    yield from _shown(command, f"toolkit {name}")
    if isinstance(command, click.Group):
        for inner, each in command.commands.items():
            yield from _shown(each, f"toolkit {name} {inner}")


def _shown(command: click.Command, path: str) -> Iterator[str]:
    context = click.Context(
        command,
        info_name=path,
        max_content_width=80,
        terminal_width=80,
        help_option_names=["-h", "--help"],
    )
    yield from (f"### `{path}`", "", "```text", command.get_help(context), "```", "")


PAGES = {"commands.md": commands, "findings.md": findings}

if __name__ == "__main__":
    for page, make in PAGES.items():
        (FOLDER / page).write_text(make(), encoding="utf-8")
        sys.stdout.write(f"{page}\n")
