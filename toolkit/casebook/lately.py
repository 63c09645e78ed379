"""What came in lately, and what became of it: for the board."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from toolkit.casebook.entries import PaperState
from toolkit.casebook.folding import moment
from toolkit.casebook.records import arrival_from
from toolkit.casebook.slips import parse
from toolkit.casebook.tables import arrivals, events, paper_places, payloads
from toolkit.model import ArrivalKind


@dataclass(frozen=True, slots=True)
class CameIn:
    """One arrival and what became of its papers. It names nobody.

    `kind` is null when what arrived has been erased. `cases` counts the papers that
    went to each case, by reference; `waiting` and `set_aside` those that did not.
    """

    arrival: str
    at: dt.datetime
    kind: ArrivalKind | None
    is_read: bool
    cases: Mapping[str, int]
    waiting: int = 0
    set_aside: int = 0


def came_lately(connection: Connection, most: int) -> tuple[CameIn, ...]:
    """Return the last arrivals, the newest first."""
    rows = connection.execute(
        select(arrivals, events.c.at, payloads.c.body)
        .join(events, events.c.seq == arrivals.c.seq)
        .outerjoin(payloads, payloads.c.seq == arrivals.c.seq)
        .order_by(arrivals.c.seq.desc())
        .limit(most)
    ).all()
    places = _places(connection, [row.id for row in rows])
    return tuple(
        CameIn(
            arrival=row.id,
            at=moment(row.at),
            kind=arrival_from(parse(row.body)).kind if row.body else None,
            is_read=row.is_read,
            cases={ref: n for (_, ref), n in places[row.id].items() if ref},
            waiting=places[row.id][PaperState.WAITING, ""],
            set_aside=places[row.id][PaperState.SET_ASIDE, ""],
        )
        for row in rows
    )


def _places(
    connection: Connection, ids: Collection[str]
) -> Mapping[str, Counter[tuple[PaperState, str]]]:
    """Count the papers of arrivals by their state and their case."""
    place = paper_places.c
    counted: dict[str, Counter[tuple[PaperState, str]]] = {
        id_: Counter() for id_ in ids
    }
    query = select(place.arrival_id, place.state, place.case_ref)
    for row in connection.execute(query.where(place.arrival_id.in_(ids))):
        state = PaperState(row.state)
        is_there = state is PaperState.JOINED
        counted[row.arrival_id][state, row.case_ref if is_there else ""] += 1
    return counted
