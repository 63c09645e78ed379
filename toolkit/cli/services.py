"""`toolkit services`: the services there are, and the tables they need."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.catalogue import Catalogue, Service
from toolkit.cli.options import as_json, definitions, dry_run
from toolkit.cli.printing import print_json, print_table
from toolkit.errors import CannotDo
from toolkit.telling import Json


@click.group(
    short_help="List the services, or make a postcode table.",
    invoke_without_command=True,
)
@as_json
@click.pass_context
def services(context: click.Context, *, json: bool) -> None:
    """List the services, or make the table of postcodes one of them needs.

    \b
    Examples:
      toolkit services
      toolkit services postcodes ONSPD.csv --service esma -o postcodes.csv
    """
    if context.invoked_subcommand:
        return
    listed = tuple(definitions(context).services.values())
    if json:
        print_json([_told(service) for service in listed])
        return
    print_table(
        ("Service", "Council", "Forms", "Postcodes", "Title"),
        [
            (
                service.key,
                service.council,
                str(len(service.forms)),
                str(len(service.residence.table)),
                service.title,
            )
            for service in listed
        ],
    )


@services.command(short_help="Make the table of postcodes from the national file.")
@click.argument(
    "national",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.csv",
)
@click.option("--service", "key", required=True, metavar="NAME", help="For which one.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="Where to write it; the service reads postcodes.csv in its folder.",
)
@click.option(
    "--whole-country",
    is_flag=True,
    help="Write every postcode there is; every command is slower then.",
)
@dry_run
@click.pass_context
def postcodes(
    context: click.Context,
    national: Path,
    *,
    key: str,
    output: Path,
    whole_country: bool,
    dry_run: bool,
) -> None:
    """Make the table of postcodes from the national postcode file.

    A postcode is `in` when its district is one of those the service lists under
    [residence] in service.toml, and `out` when it is another in the same postcode
    areas. All others stay unknown, and a person looks at them.

    \b
    Example:
      toolkit services postcodes ONSPD.csv --service esma -o services/esma/postcodes.csv
    """
    from toolkit.deliver import lay_down
    from toolkit.pipeline.upkeep.postcodes import table_from

    service = _service(definitions(context), key)
    table = table_from(national, service.residence, whole_country=whole_country)
    click.echo(
        f"{table.inside} postcodes are in and {table.outside} are out."
        f" Left out: {table.ended} no longer in use, {table.unsure} in two places,"
        f" {table.unread} that are no postcode."
    )
    if dry_run:
        click.echo("Nothing was written.")
        return
    lay_down(table.contents, output.absolute())
    click.echo(f"Written to {output}.")


def _service(catalogue: Catalogue, key: str) -> Service:
    if key not in catalogue.services:
        there = ", ".join(catalogue.services)
        raise CannotDo(
            f"There is no service called {key}.", remedy=f"There are: {there}."
        )
    return catalogue.service(key)


def _told(service: Service) -> Json:
    return {
        "service": service.key,
        "council": service.council,
        "title": service.title,
        "forms": [form.key for form in service.forms],
        "postcodes": len(service.residence.table),
        "source_date": service.source_date.isoformat(),
        "version": service.version,
    }
