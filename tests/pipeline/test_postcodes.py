"""The council's table of postcodes, made from a file of the national one's shape."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from toolkit.catalogue import Residence, load
from toolkit.cli import cli
from toolkit.errors import CannotDo
from toolkit.pipeline.upkeep.postcodes import PostcodeTable, table_from

COUNTY = Residence({}, "J", ("E07000241", "E07000243"))
NATIONAL = """\
pcd,pcd2,pcds,dointr,doterm,oscty,oslaua
AL974QT,AL97 4QT,AL97 4QT,201801,,E10000015,E07000241
SG961AB,SG96 1AB,SG96 1AB,201801,,E10000015,E07000243
SG961AC,SG96 1AC,SG96 1AC,201801,202001,E10000015,E07000243
SG961ZZ,SG96 1ZZ,SG96 1ZZ,201801,,E10000003,E07000011
LU952RH,LU95 2RH,LU95 2RH,201801,,,E06000032
"""


def made(tmp_path: Path, text: str = NATIONAL, **options: bool) -> PostcodeTable:
    """Return the table made from a national file with this text."""
    national = tmp_path / "ONSPD.csv"
    national.write_text(text, encoding="utf-8-sig")
    return table_from(national, COUNTY, **options)


def lines(table: PostcodeTable) -> list[str]:
    """Return the lines of a table's file, after its heading."""
    return table.contents.decode().splitlines()[1:]


def test_the_district_decides_and_never_the_letters(tmp_path: Path) -> None:
    """SG is Hertfordshire and Bedfordshire: only the district tells them apart."""
    assert lines(made(tmp_path)) == ["AL97 4QT,in", "SG96 1AB,in", "SG96 1ZZ,out"]


def test_the_rest_of_the_country_stays_unknown_unless_it_is_wanted(
    tmp_path: Path,
) -> None:
    """Two million postcodes that nobody here lives in would slow every command."""
    everywhere = made(tmp_path, whole_country=True)

    assert set(lines(everywhere)) - set(lines(made(tmp_path))) == {"LU95 2RH,out"}


def test_a_postcode_no_longer_in_use_stays_unknown(tmp_path: Path) -> None:
    """It may since have been given to another street: a person looks."""
    table = made(tmp_path)

    assert table.ended == 1
    assert "SG96 1AC" not in table.contents.decode()


def test_a_postcode_in_two_districts_stays_unknown(tmp_path: Path) -> None:
    """A border through a street is for a person to look at."""
    twice = NATIONAL + "AL974QT,AL97 4QT,AL97 4QT,201801,,,E06000032\n"
    table = made(tmp_path, twice)

    assert table.unsure == 1
    assert lines(table) == ["SG96 1AB,in", "SG96 1ZZ,out"]


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("short", id="a short row"),
        pytest.param(",,,,,,", id="an empty row"),
        pytest.param("x,x,not a postcode,1,,,E07000241", id="no postcode"),
        pytest.param("AL971AA,AL97 1AA,AL97 1AA,1,,,", id="no district"),
        pytest.param('"=cmd()",x,"=1+1",1,,,E07000241', id="a formula"),
    ],
)
def test_a_row_that_is_no_postcode_is_counted_and_left_out(
    tmp_path: Path, row: str
) -> None:
    """Somebody's edited copy still makes a table, and says what it left."""
    table = made(tmp_path, f"{NATIONAL}{row}\n")

    assert table.unread == 1
    assert lines(table) == lines(made(tmp_path))


@pytest.mark.parametrize(
    "heading",
    [
        pytest.param("pcds,laua", id="the headings of 2018"),
        pytest.param("PCDS,LAD25CD", id="the headings of 2025"),
        pytest.param("pcd7,lad23cd", id="the headings of 2023"),
    ],
)
def test_the_headings_of_several_years_are_known(tmp_path: Path, heading: str) -> None:
    """The national file renames its columns every few years."""
    table = made(tmp_path, f"{heading}\nAL974QT,E07000241\n")

    assert lines(table) == ["AL97 4QT,in"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("", "no column of postcodes", id="an empty file"),
        pytest.param("a,b\n1,2\n", "no column of postcodes", id="another table"),
        pytest.param("pcds,oslaua\nAL97 4QT,E06000032\n", "No postcode", id="no match"),
        pytest.param(
            'pcds,oslaua\n"' + "x" * 200_000,
            "could not be read",
            id="a field without end",
        ),
    ],
)
def test_a_file_that_is_another_is_refused_with_a_next_step(
    tmp_path: Path, text: str, sentence: str
) -> None:
    """Half a table would turn families away; none is better."""
    with pytest.raises(CannotDo, match=sentence):
        made(tmp_path, text)


def test_a_service_without_districts_is_told_where_to_name_them(tmp_path: Path) -> None:
    """A new council begins with an empty list."""
    with pytest.raises(CannotDo, match="districts"):
        table_from(tmp_path / "any.csv", Residence({}, "J"))


def test_the_built_in_service_lists_its_ten_districts() -> None:
    """The county has ten, and a code left out would turn a town away."""
    districts = load().service("esma").residence.districts

    assert len(set(districts)) == 10


def test_the_command_writes_a_table_the_service_can_load(tmp_path: Path) -> None:
    """What it writes is put in the service's folder as it is."""
    (tmp_path / "national.csv").write_text(NATIONAL, encoding="utf-8")
    out = tmp_path / "postcodes.csv"
    arguments = ["services", "postcodes", str(tmp_path / "national.csv")]

    result = CliRunner().invoke(cli, [*arguments, "--service", "esma", "-o", str(out)])

    assert result.exit_code == 0, result.output
    assert "2 postcodes are in and 1 are out." in result.output
    assert out.read_text(encoding="utf-8").startswith(
        "postcode,residence\nAL97 4QT,in\n"
    )


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    """The figures can be looked at before the council's table is replaced."""
    (tmp_path / "national.csv").write_text(NATIONAL, encoding="utf-8")
    out = tmp_path / "postcodes.csv"
    arguments = ["services", "postcodes", str(tmp_path / "national.csv"), "-n"]

    CliRunner().invoke(cli, [*arguments, "--service", "esma", "-o", str(out)])

    assert not out.exists()


def test_the_services_are_listed_with_their_tables() -> None:
    """Whoever sets the desk up sees at once whose table is still the trial one."""
    result = CliRunner().invoke(cli, ["services"])

    assert result.exit_code == 0
    assert "esma" in result.output
