"""`toolkit definitions`: faults in what the council's files say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from toolkit.catalogue import Catalogue, Form, load
from toolkit.catalogue import check as check_definitions
from toolkit.checklist import RULES
from toolkit.checklist import faults as rule_faults
from toolkit.cli.options import as_json, definition_roots, today
from toolkit.cli.printing import print_json
from toolkit.errors import ExitCode

if TYPE_CHECKING:
    from toolkit.pipeline.forms.proving import Proof, Sample
    from toolkit.reading import Reader


@click.group(short_help="Check the definitions, and try their samples.")
def definitions() -> None:
    """Check the definitions and templates, and read the samples of forms.

    \b
    Examples:
      toolkit definitions check
      toolkit definitions test
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


@definitions.command("test", short_help="Read every form's samples, and compare.")
@click.option("--service", metavar="NAME", help="Only the forms of this service.")
@click.option(
    "--draft",
    is_flag=True,
    help="Write down how samples without an expected reading are read now.",
)
@as_json
@click.pass_context
def test_(
    context: click.Context, *, service: str | None, draft: bool, json: bool
) -> int:
    """Read the filled samples of every form, and compare with what is expected.

    A sample lies in services/<service>/forms/<form>/samples, with a file beside it
    whose name ends in .expected.toml and which says how it should be read.

    \b
    Examples:
      toolkit definitions test
      toolkit definitions test --draft
    """
    from toolkit.pipeline.forms.proving import prove, samples_of
    from toolkit.reading import Reader

    roots = definition_roots(context)
    catalogue = load(*roots)
    forms = [f for f in catalogue.forms() if service in {None, f.service}]
    samples = [sample for form in forms for sample in samples_of(form, roots)]
    with Reader(issued=catalogue.issued()) as reader:
        if draft:
            _draft(samples, reader, catalogue)
        proofs = [prove(sample, reader, catalogue) for sample in samples]
    without = [f for f in forms if all(s.form.key != f.key for s in samples)]
    if json:
        print_json(
            [{"sample": p.sample.name, "differences": [*p.differences]} for p in proofs]
        )
    else:
        _show(proofs, without)
    return ExitCode.FINDINGS if any(p.differences for p in proofs) else ExitCode.OK


def _draft(samples: Sequence[Sample], reader: Reader, catalogue: Catalogue) -> None:
    from toolkit.deliver import lay_down
    from toolkit.pipeline.forms.proving import drafted

    for sample in samples:
        if not sample.expected.exists():
            written = drafted(sample, reader, catalogue, today())
            lay_down(written.encode(), sample.expected.absolute())
            click.echo(
                f"{sample.expected}: please compare it with the paper.", err=True
            )


def _show(proofs: Sequence[Proof], without: Sequence[Form]) -> None:
    for proof in proofs:
        told = "is read differently" if proof.differences else "is read as expected"
        click.echo(f"{proof.sample.name} {told}.")
        for difference in proof.differences:
            click.echo(f"  {difference}")
    for form in without:
        click.echo(f"services/{form.service}/forms/{form.key} has no sample yet.")
