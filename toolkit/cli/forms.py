"""`toolkit forms`: the forms a service has, and blanks of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.catalogue import Catalogue, Form
from toolkit.cli.options import (
    as_json,
    chosen_workspace,
    definitions,
    dry_run,
    today,
)
from toolkit.cli.printing import print_json, print_table
from toolkit.errors import CannotDo, ExitCode, UnreadableFile
from toolkit.model import Referral
from toolkit.telling import Json

if TYPE_CHECKING:
    from toolkit.recognise import Lesson

SUFFIXES = ("pdf", "docx")


@click.group(
    short_help="List, make, learn and fill forms.", invoke_without_command=True
)
@click.option("--service", metavar="NAME", help="Only the forms of this service.")
@as_json
@click.pass_context
def forms(context: click.Context, *, service: str | None, json: bool) -> None:
    """List the forms, make a blank one, learn a strange one, fill somebody else's.

    \b
    Examples:
      toolkit forms
      toolkit forms blank esma/service-request -o request.pdf
      toolkit forms learn their-form.pdf -o their-form.toml
      toolkit forms fill their-form.pdf --case ESMA-2026-0042-E -o filled.pdf
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


@forms.command(short_help="Draft the map of a form we do not know.")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--form", "near", metavar="SERVICE/FORM", help="The form of ours it comes nearest."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write the draft; otherwise it is printed.",
)
@dry_run
@click.pass_context
def learn(
    context: click.Context,
    file: Path,
    *,
    near: str | None,
    output: Path | None,
    dry_run: bool,
) -> None:
    """Draft the map of a form we do not know, for a person to finish.

    Every field or label is put beside the question of ours that it seems to ask, and
    how surely. What is written on the paper is not in the draft.

    \b
    Examples:
      toolkit forms learn their-form.pdf
      toolkit forms learn their-form.pdf -o their-form.toml
      toolkit forms learn their-form.pdf --form esma/service-request
    """
    from toolkit.recognise import draft

    catalogue = definitions(context)
    _, lesson = _lesson(catalogue, file, _chosen(catalogue, near) if near else None)
    written = draft(lesson, today())
    if output is None:
        click.echo(written, nl=False)
    elif not dry_run:
        from toolkit.deliver import lay_down

        lay_down(written.encode(), output.absolute())
    sure = sum(learned.is_sure for learned in lesson.learned)
    told = f"is near {_name(lesson.form)}" if lesson.form else "is near no form of ours"
    click.echo(
        f"{file.name} {told}: of {len(lesson.learned)} fields and labels, {sure} are "
        "sure. Please finish the draft by hand.",
        err=True,
    )


@forms.command(short_help="Fill another office's PDF form from a case.")
@click.argument("file", type=click.Path(path_type=Path), metavar="FORM.pdf")
@click.option("--case", "ref", required=True, metavar="REF", help="The case.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write the filled form.",
)
@as_json
@dry_run
@click.pass_context
def fill(
    context: click.Context,
    file: Path,
    *,
    ref: str,
    output: Path | None,
    json: bool,
    dry_run: bool,
) -> int:
    """Fill another office's PDF form from a case, as far as nothing is guessed.

    A field is filled when its label surely asks what the case answers. Signatures,
    sensitive questions and answers that a person still has to look at are left, and
    every field that was left is listed with why.

    \b
    Examples:
      toolkit forms fill their-form.pdf --case ESMA-2026-0042-E -o filled.pdf
      toolkit forms fill their-form.pdf --case ESMA-2026-0042-E -n
    """
    if output is None and not dry_run:
        raise CannotDo("Say with -o where to write the filled form.")
    from toolkit.pipeline import desk_of, whole_case
    from toolkit.pipeline.forms.prefilling import prefill

    catalogue = definitions(context)
    with desk_of(chosen_workspace(context)) as desk:
        case = whole_case(desk, catalogue, ref)
    form = next(f for f in catalogue.service(case.service).forms if f.opens_case)
    contents, lesson = _lesson(catalogue, file, form)
    referral = case.referral or Referral(case.service)
    made = prefill(contents, lesson, referral, case.identity)
    if output is not None and not dry_run:
        from toolkit.deliver import lay_down

        lay_down(made.contents, output.absolute())
    if json:
        print_json({"filled": dict(made.filled), "left": dict(made.left)})
    else:
        _show_filled(made.filled, made.left)
    return ExitCode.FINDINGS if made.left else ExitCode.OK


def _show_filled(filled: Mapping[str, str], left: Mapping[str, str]) -> None:
    for name, question in filled.items():
        click.echo(f"{click.style('filled', fg='green')}  {name}: {question}")
    for name, why in left.items():
        click.echo(f"{click.style('left  ', fg='yellow')}  {name}: {why}")


def _lesson(
    catalogue: Catalogue, file: Path, form: Form | None
) -> tuple[bytes, Lesson]:
    """Read a form and return its bytes and what its fields seem to ask.

    Raises:
        UnreadableFile: If it cannot be read, or has neither fields nor labels.
    """
    from toolkit.reading import Reader
    from toolkit.recognise import learn as learn_form

    with Reader(issued=catalogue.issued()) as reader:
        document = reader.read(file, file.name)
    if not document.marks:
        told = " ".join(problem.sentence for problem in document.problems)
        raise UnreadableFile(
            f"{file.name} has no fields and no labels that we could find.",
            remedy=told or "Use a copy that can be filled in, or a clearer one.",
        )
    services = tuple(catalogue.services.values())
    return file.read_bytes(), learn_form(document, services, form)


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
