"""The lists of the board, as rows of words: what came in, what is due, what waits.

`toolkit cases --waiting` prints the same rows. They name references, never people.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from toolkit.calendar import LONDON, local_date
from toolkit.casebook import CameIn, WaitingPaper
from toolkit.catalogue import Catalogue
from toolkit.due import OVERDUE
from toolkit.model import ArrivalKind, Deadline
from toolkit.pipeline.arrivals.assigning import Waiter, with_offers
from toolkit.pipeline.desk import Desk

MOST = 200
"""Rows of one list; a longer one is not read, and slow to write."""

_MOST_CAME = 15
_MOST_DUE = 20
AHEAD = dt.timedelta(days=28)
"""How far ahead the board looks; `toolkit due` looks further."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list: what it is, why it is there, and what to do."""

    label: str
    why: str = ""
    do: str = ""


# --- what came in -------------------------------------------------------------------


def came_in(desk: Desk) -> tuple[Row, ...]:
    """Return what came in last and what became of it, the newest first."""
    lately = desk.casebook.came_lately(_MOST_CAME)
    return tuple(Row(_came(one), _became(one)) for one in lately)


_KINDS = {
    ArrivalKind.FILE: "A file",
    ArrivalKind.FOLDER: "A folder",
    ArrivalKind.ARCHIVE: "A zip file",
    ArrivalKind.MESSAGE: "An e-mail",
}


def _came(one: CameIn) -> str:
    kind = "Something since erased" if one.kind is None else _KINDS[one.kind]
    return f"{kind} on {moment(one.at)} (arrival {one.arrival[:8]})"


def _became(one: CameIn) -> str:
    if not one.is_read:
        return "It is safe, and not read yet."
    told = [f"{_counted(n)} went to {ref}." for ref, n in sorted(one.cases.items())]
    if one.waiting:
        wait = "waits" if one.waiting == 1 else "wait"
        told.append(f"{_counted(one.waiting)} {wait} for a person.")
    if one.set_aside:
        was = "was" if one.set_aside == 1 else "were"
        told.append(f"{_counted(one.set_aside)} {was} set aside.")
    return " ".join(told) or "There was no paper in it."


def _counted(count: int) -> str:
    return "1 paper" if count == 1 else f"{count} papers"


# --- what is due --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due in a case."""

    ref: str
    deadline: Deadline

    @property
    def when(self) -> str:
        """By when, in words, and whether that has passed."""
        is_late = self.deadline.state == OVERDUE
        return f"{'overdue since ' if is_late else ''}{day(self.deadline.due)}"

    @property
    def row(self) -> Row:
        """It as a row of a list."""
        return Row(
            f"{self.when[0].upper()}{self.when[1:]}: {self.ref}", self.deadline.what
        )


def soonest(found: Iterable[Due], today: dt.date) -> tuple[Row, ...]:
    """Return what is overdue or due in the next four weeks, the soonest first."""
    near = [d for d in found if d.deadline.due <= today + AHEAD]
    rows = [d.row for d in sorted(near, key=lambda d: (d.deadline.due, d.ref))]
    return short(rows[:_MOST_DUE], len(rows))


# --- what waits for a person --------------------------------------------------------


def waiting(
    desk: Desk, catalogue: Catalogue, held: Sequence[WaitingPaper]
) -> tuple[Row, ...]:
    """Return the papers that wait for a person, what they could be, and what to do."""
    shown = with_offers(desk, catalogue, held[:MOST])
    return short([_waiting(waiter) for waiter in shown], len(held))


def _waiting(waiter: Waiter) -> Row:
    told = [waiter.held.why, *_offers(waiter)]
    return Row(_label(waiter.number, waiter.held), " ".join(told), _do(waiter))


def _label(number: int, held: WaitingPaper) -> str:
    came = day(local_date(held.at))
    return f"{number}. A paper that came on {came} (arrival {held.arrival[:8]})"


def _offers(waiter: Waiter) -> Iterator[str]:
    refs = [candidate.ref for candidate in waiter.candidates]
    if refs:
        yield f"It could belong to {' or '.join(refs)}."
    if waiter.together:
        others = " and ".join(f"paper {number}" for number in waiter.together)
        yield f"It landed together with {others}, and all name the same pupil."


def _do(waiter: Waiter) -> str:
    numbers = ",".join(map(str, sorted((waiter.number, *waiter.together))))
    refs = [candidate.ref for candidate in waiter.candidates]
    ref = refs[0] if len(refs) == 1 else "REF"
    return f"Look at it, then say whose it is: toolkit match {numbers} {ref} --by NAME"


# --- words --------------------------------------------------------------------------


def short(rows: Sequence[Row], total: int) -> tuple[Row, ...]:
    """Return the rows, and a last one that counts those left out."""
    if len(rows) == total:
        return tuple(rows)
    rest = "They are safe; this list would be too long with them."
    return (*rows, Row(f"And {total - len(rows)} more", rest))


def day(on: dt.date) -> str:
    """Return a date as people write it."""
    return f"{on.day} {on:%B %Y}"


def moment(at: dt.datetime) -> str:
    """Return a moment as people here write it."""
    return f"{at.astimezone(LONDON):%d %B %Y at %H:%M}".lstrip("0")
