"""The council's table of postcodes, made from the national postcode file."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.catalogue import Residence
from toolkit.catalogue.keys import POSTCODE
from toolkit.errors import CannotDo

_POSTCODE_HEADINGS = ("pcds", "pcd8", "pcd7", "pcd", "postcode")
_DISTRICT = re.compile(r"oslaua|laua|lad(?:\d\d)?cd")
_ENDED = "doterm"
_AREA = re.compile(r"[A-Z]+")


@dataclass(frozen=True, slots=True)
class PostcodeTable:
    """The table's file, and how many postcodes went where.

    `ended` are postcodes no longer in use and `unsure` those that the national file
    gives twice, inside and outside: both are left out, so they stay unknown. `unread`
    are rows that are no postcode.
    """

    contents: bytes = field(repr=False)
    inside: int
    outside: int
    ended: int
    unsure: int
    unread: int


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the postcode, the district and the day of its end stand in a row."""

    postcode: int
    district: int
    ended: int | None


@dataclass(slots=True)
class _Sorted:
    """The postcodes as they come in: inside as a set, outside packed by area."""

    inside: set[str] = field(default_factory=set)
    outside: dict[str, bytearray] = field(default_factory=dict)
    ended: int = 0
    unread: int = 0

    def take(
        self, row: Sequence[str], columns: _Columns, wanted: frozenset[str]
    ) -> None:
        """Put one row of the national file where it belongs."""
        try:
            postcode = _tidy(row[columns.postcode])
            district = row[columns.district].strip()
            ended = columns.ended is not None and bool(row[columns.ended].strip())
        except IndexError:
            postcode, district, ended = "", "", False
        if ended:
            self.ended += 1
        elif not postcode or not district:
            self.unread += 1
        elif district in wanted:
            self.inside.add(postcode)
        else:
            # Two and a half million strings would need as many objects.
            packed = self.outside.setdefault(_area(postcode), bytearray())
            packed += postcode.encode() + b"\n"


def table_from(
    national: Path, residence: Residence, *, whole_country: bool = False
) -> PostcodeTable:
    """Return the council's table, made from the national postcode file.

    A postcode is `in` when its district is one of the council's. The others are `out`,
    but only in the postcode areas (the letters at the start) where the council has any:
    the rest of the country would make every run slower, and stays unknown, so that a
    person looks. Nothing is decided by the letters themselves.

    Args:
        national: A CSV file with a heading row, read as it streams by.
        residence: Says which districts are inside.
        whole_country: Whether `out` is written for every area there is.

    Raises:
        CannotDo: If the service names no district, the file cannot be read or has no
            column of postcodes or districts, or none of its rows is inside.
    """
    wanted = frozenset(residence.districts)
    if not wanted:
        raise CannotDo(
            "The service does not say which districts are inside.",
            remedy="Add `districts` to [residence] in its service.toml.",
        )
    sorted_ = _Sorted()
    for columns, row in _rows(national):
        sorted_.take(row, columns, wanted)
    if not sorted_.inside:
        raise CannotDo(
            f"No postcode in {national.name} is in one of the service's districts.",
            remedy="Compare the codes in service.toml with those in the file.",
        )
    areas = sorted_.outside.keys() if whole_country else _areas(sorted_.inside)
    return _written(sorted_, areas)


def _written(sorted_: _Sorted, areas: Iterable[str]) -> PostcodeTable:
    near = (sorted_.outside.get(area, b"").decode() for area in areas)
    outside = {postcode for packed in near for postcode in packed.splitlines()}
    unsure = outside & sorted_.inside
    known = {
        **dict.fromkeys(sorted_.inside - unsure, "in"),
        **dict.fromkeys(outside - unsure, "out"),
    }
    lines = (f"{postcode},{known[postcode]}\n" for postcode in sorted(known))
    return PostcodeTable(
        contents="".join(("postcode,residence\n", *lines)).encode(),
        inside=len(sorted_.inside - unsure),
        outside=len(outside - unsure),
        ended=sorted_.ended,
        unsure=len(unsure),
        unread=sorted_.unread,
    )


def _rows(national: Path) -> Iterator[tuple[_Columns, Sequence[str]]]:
    try:
        with national.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            rows = csv.reader(file)
            columns = _columns(next(rows, []), national)
            for row in rows:
                yield columns, row
    except (OSError, csv.Error) as problem:
        raise CannotDo(
            f"{national.name} could not be read as a table.",
            remedy="Unpack the national postcode file and give its CSV file.",
        ) from problem


def _columns(headings: Sequence[str], national: Path) -> _Columns:
    names = [heading.strip().casefold() for heading in headings]
    postcode = next((names.index(n) for n in _POSTCODE_HEADINGS if n in names), None)
    district = next((at for at, n in enumerate(names) if _DISTRICT.fullmatch(n)), None)
    if postcode is None or district is None:
        raise CannotDo(
            f"{national.name} has no column of postcodes, or none of districts.",
            remedy="Its first line needs headings such as pcds and oslaua or lad25cd.",
        )
    ended = names.index(_ENDED) if _ENDED in names else None
    return _Columns(postcode, district, ended)


def _tidy(written: str) -> str:
    """Return a postcode with its one space; empty if it is none."""
    packed = "".join(written.split()).upper()
    postcode = f"{packed[:-3]} {packed[-3:]}"
    return postcode if POSTCODE.fullmatch(postcode) else ""


def _area(postcode: str) -> str:
    found = _AREA.match(postcode)
    return found[0] if found else ""


def _areas(postcodes: Iterable[str]) -> list[str]:
    return sorted(set(map(_area, postcodes)))
