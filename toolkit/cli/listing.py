"""The list of commands under its headings, and the group that loads one when asked."""

from __future__ import annotations

import importlib
from dataclasses import dataclass

import click

HEADINGS = ("Every day", "Deciding", "Documents", "Setting up")


@dataclass(frozen=True, slots=True)
class Listed:
    """One command: the module it is in, its heading, and what it does in a line."""

    module: str
    heading: str
    does: str


COMMANDS = {
    "intake": Listed("intake", "Every day", "Take in what is waiting in the intake."),
    "read": Listed("read", "Every day", "Show what is read from files."),
    "check": Listed("check", "Every day", "Show the checklist and criteria, with why."),
    "cases": Listed("cases", "Every day", "List the cases."),
    "case": Listed("case", "Every day", "Show everything about one case, in order."),
    "match": Listed("match", "Every day", "List what waits, or say whose a paper is."),
    "unmatch": Listed("unmatch", "Every day", "Take a paper off a case again."),
    "confirm": Listed("confirm", "Every day", "Say that answers were read rightly."),
    "correct": Listed("correct", "Every day", "Say what an answer is."),
    "due": Listed("due", "Every day", "List what is due and overdue."),
    "decide": Listed("decide", "Deciding", "Record what a named person decided."),
    "meeting": Listed(
        "meeting", "Deciding", "Make the weekly meeting's papers, record its outcomes."
    ),
    "record": Listed("record", "Deciding", "Write down what people do for a pupil."),
    "write": Listed("write", "Documents", "Write one document for a case."),
    "forms": Listed("forms", "Documents", "List, make, learn and fill forms."),
    "init": Listed("init", "Setting up", "Make a workspace."),
    "demo": Listed("demo", "Setting up", "Run the whole path on sample papers."),
    "doctor": Listed(
        "doctor", "Setting up", "See whether everything is as it should be."
    ),
    "people": Listed("people", "Setting up", "List the people at this desk."),
    "casebook": Listed(
        "casebook", "Setting up", "Verify the casebook, back it up, bring it back."
    ),
    "calendar": Listed("calendar", "Setting up", "Look the calendars over."),
    "services": Listed(
        "services", "Setting up", "List the services, or make a postcode table."
    ),
    "definitions": Listed(
        "definitions", "Setting up", "Check the definitions, and try their samples."
    ),
}


class LazyGroup(click.Group):
    """A group whose commands are imported only when they run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands' names, in the order of the list."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        del ctx
        listed = COMMANDS.get(cmd_name)
        if listed is None:
            return None
        module = importlib.import_module(f"toolkit.cli.{listed.module}")
        command = getattr(module, cmd_name)
        assert isinstance(command, click.Command)  # noqa: S101 - a slip of ours
        return command

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write the commands under their headings, importing none of them."""
        del ctx
        for heading in HEADINGS:
            rows = [(n, c.does) for n, c in COMMANDS.items() if c.heading == heading]
            with formatter.section(heading):
                formatter.write_dl(rows)
