"""`toolkit write`: writes one document for a case."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import click

from toolkit.catalogue import Catalogue
from toolkit.cli.decide import show
from toolkit.cli.options import as_json, chosen_workspace, definitions, dry_run, now
from toolkit.cli.printing import print_json, print_table
from toolkit.errors import CannotDo, gravest
from toolkit.pipeline import desk_of, draft, draw_board, template_of, whole_case


@click.command(short_help="Write one document for a case.")
@click.argument("document", required=False)
@click.argument("ref", required=False)
@click.option("--list", "listing", is_flag=True, help="List the documents there are.")
@click.option(
    "--from",
    "facts",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    metavar="FACTS.toml",
    help="Facts to add or to use instead of the case's.",
)
@click.option("--format", "formats", metavar="docx,pdf", help="Only these formats.")
@as_json
@dry_run
@click.pass_context
def write(  # noqa: PLR0913 - one argument for each option
    context: click.Context,
    document: str | None,
    ref: str | None,
    *,
    listing: bool,
    facts: Path | None,
    formats: str | None,
    json: bool,
    dry_run: bool,
) -> int:
    """Write one document for a case into the outbox, in Word and PDF.

    A document that needs a fact nobody has given is not written; the fact is named.

    \b
    Examples:
      toolkit write --list
      toolkit write plan ESMA-2026-0042-E
      toolkit write plan ESMA-2026-0042-E --from agreed.toml --format docx
    """
    catalogue = definitions(context)
    if listing:
        _list(catalogue, json=json)
        return 0
    if not document or not ref:
        raise CannotDo(
            "Name a document and a case.", remedy="See `toolkit write --list`."
        )
    catalogue = _only(catalogue, document, formats)
    with desk_of(chosen_workspace(context)) as desk:
        case = whole_case(desk, catalogue, ref)
        if dry_run:
            click.echo(f"Would write {document} for {case.ref}.")
            return 0
        drafts = draft(desk, catalogue, case, [document], now(), _facts(facts))
        draw_board(desk, catalogue, now(), drafts.refused)
    if json:
        print_json([made.path for made in drafts.made])
    else:
        show(drafts)
    return gravest(*(fault.exit_code for fault in drafts.refused))


def _list(catalogue: Catalogue, *, json: bool) -> None:
    templates = sorted(catalogue.documents.values(), key=lambda t: t.key)
    if json:
        print_json(
            [
                {
                    "document": t.key,
                    "about": t.about,
                    "audience": t.audience,
                    "formats": list(t.formats),
                }
                for t in templates
            ]
        )
        return
    rows = [(t.key, t.audience, ",".join(t.formats), t.about) for t in templates]
    print_table(("Document", "For", "Formats", "What it is"), rows)


def _only(catalogue: Catalogue, document: str, formats: str | None) -> Catalogue:
    """Return the catalogue with this document made in these formats only."""
    template = template_of(catalogue, document)
    if not formats:
        return catalogue
    wanted = tuple(f.strip().lower() for f in formats.split(","))
    unknown = [f for f in wanted if f not in template.formats]
    if unknown:
        raise CannotDo(
            f"“{document}” is not made as {unknown[0]}.",
            remedy=f"It is made as {', '.join(template.formats)}.",
        )
    only = replace(template, formats=wanted)
    return replace(catalogue, documents={**catalogue.documents, document: only})


def _facts(path: Path | None) -> Mapping[str, object]:
    if path is None:
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise CannotDo(
            f"{path.name} cannot be read as TOML ({fault}).",
            remedy="Put it right and run again.",
        ) from fault
