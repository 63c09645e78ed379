"""`toolkit forms`: the forms a service has, and blanks of them."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.catalogue import Catalogue, Form
from toolkit.cli.options import as_json, definitions, dry_run
from toolkit.cli.printing import print_json, print_table
from toolkit.errors import CannotDo
from toolkit.telling import Json

SUFFIXES = ("pdf", "docx")


@click.group(
    short_help="List the forms, or make a blank one.", invoke_without_command=True
)
@click.option("--service", metavar="NAME", help="Only the forms of this service.")
@as_json
@click.pass_context
def forms(context: click.Context, *, service: str | None, json: bool) -> None:
    """List the forms, or make a blank one.

    \b
    Examples:
      toolkit forms
      toolkit forms blank esma/service-request -o request.pdf
      toolkit forms blank esma/consent -o consent.docx
    """
    if context.invoked_subcommand:
        return
    listed = [f for f in definitions(context).forms() if service in {None, f.service}]
    if json:
        print_json([_told(form) for form in listed])
        return
    print_table(
        ("Form", "Edition", "Questions", "Title"),
        [(_name(f), f.edition.id, str(_asked(f)), f.title) for f in listed],
    )


@forms.command(short_help="Make a blank form to fill in, as PDF or Word.")
@click.argument("form", metavar="SERVICE/FORM")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="Where to write it; ends in .pdf or .docx.",
)
@dry_run
@click.pass_context
def blank(context: click.Context, form: str, output: Path, *, dry_run: bool) -> None:
    """Make a blank form to fill in, as PDF or Word.

    The PDF field's name and the Word control's tag are the question key, so the form
    can be filled by any PDF library too.

    \b
    Example:  toolkit forms blank esma/service-request -o request.pdf
    """
    suffix = output.suffix.lower().lstrip(".")
    if suffix not in SUFFIXES:
        raise CannotDo(
            f"{output.name} does not say which sort of file it is to be.",
            remedy="End the name in .pdf or .docx.",
        )
    catalogue = definitions(context)
    chosen = _chosen(catalogue, form)
    if dry_run:
        click.echo(f"Would write {chosen.title}, edition {chosen.edition.id}, {output}")
        return
    from toolkit.compose import blank as make_blank
    from toolkit.deliver import lay_down

    service = catalogue.service(chosen.service)
    lay_down(
        make_blank(chosen, service, suffix, catalogue.templates), output.absolute()
    )
    click.echo(f"{output}")


def _chosen(catalogue: Catalogue, name: str) -> Form:
    for form in catalogue.forms():
        if _name(form) == name.strip().lower():
            return form
    known = ", ".join(_name(form) for form in catalogue.forms())
    raise CannotDo(f"There is no form “{name}”.", remedy=f"The forms are: {known}.")


def _name(form: Form) -> str:
    return f"{form.service}/{form.key}"


def _asked(form: Form) -> int:
    return sum(question.on_blank for question in form.questions())


def _told(form: Form) -> Json:
    return {
        "form": _name(form),
        "title": form.title,
        "edition": form.edition.id,
        "questions": [
            {
                "key": q.key,
                "label": q.label,
                "kind": q.kind.value,
                "asked": q.asked.value,
                "needed": q.needed,
                "choices": [c.value for c in q.choices],
                "max_length": q.max_length,
                "source": q.source,
            }
            for q in form.questions()
        ],
    }
