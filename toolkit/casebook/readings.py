"""What was read from papers: taken from the casebook once, and kept while it is open.

A paper's reading is by far the largest record, and one case is asked for again and
again: when a paper joins, when it is checked, when it is answered, for the board.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, select

from toolkit.casebook.records import payload_from, understood_from
from toolkit.casebook.tables import events, payloads
from toolkit.model import Understood

MOST = 100  # about half a megabyte each


class Readings:
    """Papers as understood, by the event in which they were read.

    What is kept is known by the event's hash, which covers every letter of what was
    recorded: nothing else can ever stand under it. Whether it has been erased since is
    asked every time.

    Args:
        most: How many to keep; those used last.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: dict[str, Understood] = {}

    def of(
        self, connection: Connection, numbers: Collection[int]
    ) -> Mapping[int, Understood]:
        """Return what was understood in the events of these numbers.

        Those that were erased, or in which nothing was understood, are left out.

        Raises:
            CannotStore: If one is damaged.
        """
        hashes = _hashes(connection, numbers)
        found = {n: self._kept[h] for n, h in hashes.items() if h in self._kept}
        found |= _understood(connection, hashes.keys() - found.keys())
        self._keep({hashes[number]: reading for number, reading in found.items()})
        return found

    def _keep(self, used: Mapping[str, Understood]) -> None:
        for key in used:
            self._kept.pop(key, None)
        self._kept.update(used)
        for key in list(self._kept)[: -self._most]:
            del self._kept[key]


def _hashes(connection: Connection, numbers: Collection[int]) -> Mapping[int, str]:
    """Return the hashes of those events that say something still."""
    query = (
        select(events.c.seq, events.c.hash)
        .join(payloads, payloads.c.seq == events.c.seq)
        .where(events.c.seq.in_(numbers), payloads.c.body.is_not(None))
    )
    return {row.seq: row.hash for row in connection.execute(query)}


def _understood(
    connection: Connection, numbers: Collection[int]
) -> Mapping[int, Understood]:
    if not numbers:
        return {}
    query = select(payloads.c.seq, payloads.c.body).where(payloads.c.seq.in_(numbers))
    bodies = {row.seq: payload_from(row.body) for row in connection.execute(query)}
    return {
        n: understood_from(body) for n, body in bodies.items() if "document" in body
    }
