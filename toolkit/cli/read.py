"""`toolkit read`: what is read from files; touches nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from toolkit.catalogue import Catalogue
from toolkit.cli.options import as_json, definitions, today
from toolkit.cli.printing import print_json
from toolkit.errors import ExitCode, gravest
from toolkit.model import Mark, PaperSort
from toolkit.pipeline import Looked, look
from toolkit.reading import Reader
from toolkit.telling import Json, told_paper

FILES = click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)


@click.command(short_help="Show what is read from files.")
@FILES
@as_json
@click.pass_context
def read(context: click.Context, files: tuple[Path, ...], *, json: bool) -> int:
    """Show what is read from files: which form, which answers, and where they stand.

    It changes nothing and needs no workspace.

    \b
    Examples:
      toolkit read request.pdf
      toolkit read --json request.pdf consent.docx
    """
    looked = look_at(files, definitions(context))
    if json:
        print_json({"papers": [_told(paper) for paper in looked]})
    else:
        for paper in looked:
            _show(paper)
    return gravest(*(_code(paper) for paper in _all(looked)))


def look_at(files: tuple[Path, ...], catalogue: Catalogue) -> list[Looked]:
    """Read files in a supervised child; a folder is read file by file."""
    with Reader(issued=catalogue.issued()) as reader:
        return [
            look(reader.read(path, name), catalogue, today())
            for path, name in _paths(files)
        ]


def _paths(files: tuple[Path, ...]) -> Iterator[tuple[Path, str]]:
    for given in files:
        if not given.is_dir():
            yield given, given.name
            continue
        for path in sorted(p for p in given.rglob("*") if p.is_file()):
            yield path, path.relative_to(given.parent).as_posix()


def _all(papers: list[Looked]) -> Iterator[Looked]:
    for paper in papers:
        yield paper
        yield from _all(list(paper.inside))


def _code(paper: Looked) -> ExitCode:
    if paper.document.sort is PaperSort.UNREADABLE:
        return ExitCode.UNREADABLE_FILE
    asks = any(answer.ask for answer in paper.understood.answers.values())
    return ExitCode.FINDINGS if asks or paper.document.problems else ExitCode.OK


def _told(paper: Looked) -> Json:
    return told_paper(paper.understood, [_told(inner) for inner in paper.inside])


def _show(paper: Looked, indent: str = "") -> None:
    document, fit = paper.document, paper.understood.fit
    form = (
        f"{fit.service}/{fit.form}, edition {fit.edition or '?'}"
        if fit
        else "no form we know"
    )
    click.echo(
        f"{indent}{click.style(document.name, bold=True)}  {document.sort}, {form}"
    )
    for problem in document.problems:
        click.echo(f"{indent}  ! {problem.sentence}")
    for line in (*_answers(paper), *_other_marks(paper)):
        click.echo(indent + line)
    for inner in paper.inside:
        _show(inner, indent + "  ")


def _answers(paper: Looked) -> Iterator[str]:
    """Yield a line for each answer; boxes left empty are only counted."""
    empty = 0
    for key, answer in paper.understood.answers.items():
        if answer.value is False and not answer.ask:
            empty += 1
            continue
        if answer.ask:
            said = answer.why or "please look at this one"
            said += f" (we read “{answer.mark.text}”)" if answer.mark.text else ""
        else:
            said = "ticked" if answer.value is True else str(answer.value or "")
        yield _line("?" if answer.ask else " ", key, said, answer.mark)
    if empty:
        yield f"    and {empty} {'box' if empty == 1 else 'boxes'} left empty"


def _other_marks(paper: Looked) -> Iterator[str]:
    """Yield a line for each mark that is filled in and that no question asks for."""
    used = {answer.mark for answer in paper.understood.answers.values()}
    others = [m for m in paper.document.marks if m not in used and _says(m)]
    if others and paper.understood.fit:
        yield "    what no question asks for:"
    for mark in others:
        said = mark.text or ("ticked" if mark.tick else "please look at this one")
        yield _line("?" if mark.ask else " ", mark.place.label or mark.key, said, mark)


def _says(mark: Mark) -> bool:
    return bool(mark.text or mark.tick or mark.ask)


def _line(flag: str, label: str, said: str, mark: Mark) -> str:
    page = f"  (page {mark.place.page})" if mark.place.page else ""
    words = " / ".join(part.strip() for part in said.splitlines() if part.strip())
    return f"  {flag} {label}: {words}{page}"
