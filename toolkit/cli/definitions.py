"""`toolkit definitions`: faults in what the council's files say."""

from __future__ import annotations

import click

from toolkit.catalogue import check as check_definitions
from toolkit.catalogue import load
from toolkit.checklist import RULES
from toolkit.checklist import faults as rule_faults
from toolkit.cli.options import as_json, definition_roots
from toolkit.cli.printing import print_json
from toolkit.errors import ExitCode


@click.group(short_help="Check the definitions and templates.")
def definitions() -> None:
    """Check the definitions and templates.

    \b
    Example:  toolkit definitions check
    """


@definitions.command(short_help="Name every fault, with its file and key.")
@as_json
@click.pass_context
def check(context: click.Context, *, json: bool) -> int:
    """Name every fault, with its file and key, and every clause without a source.

    \b
    Example:  toolkit definitions check
    """
    roots = definition_roots(context)
    faults = check_definitions(*roots, rules=frozenset(RULES))
    if not faults:
        services = load(*roots).services.values()
        faults = tuple(f for service in services for f in rule_faults(service))
    if json:
        print_json(
            [{"file": f.file, "key": f.key, "expected": f.expected} for f in faults]
        )
    elif faults:
        for fault in faults:
            click.echo(f"{fault.file}, {fault.key}: {fault.expected}")
    else:
        click.echo("The definitions and templates have no fault.")
    return ExitCode.BAD_DEFINITION if faults else ExitCode.OK
