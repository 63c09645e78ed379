"""The list of cases, asked for anew only where something has happened since."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, Row, func, select

from toolkit.casebook.chain import FIRST
from toolkit.casebook.entries import CaseSummary, EventKind
from toolkit.casebook.folding import moment
from toolkit.casebook.journal import hash_of, head
from toolkit.casebook.records import identity_from, payload_from
from toolkit.casebook.tables import case_summaries, events, payloads
from toolkit.model import Identity, Status

_FEW = 100
"""Of how many cases we ask one by one what has become of them."""


class Listing:
    """The list of cases as it stood when it was last asked for.

    With every referral that arrives the whole list is asked for, and only one case of
    it has changed. A summary follows from the events of its case, so those that nothing
    was recorded of since are as they were.
    """

    def __init__(self) -> None:
        self._known: dict[str, CaseSummary] = {}
        self._head = (0, FIRST)

    def cases(self, connection: Connection) -> tuple[CaseSummary, ...]:
        """Return the cases as they stand now, in the order they were opened."""
        now = head(connection)
        if now != self._head:
            changed = self._changed(connection)
            if changed is None:
                self._known.clear()
            self._known |= _summaries(connection, changed)
            self._head = now
        return tuple(self._known.values())

    def _changed(self, connection: Connection) -> Collection[str] | None:
        """Return the cases something was recorded of since; null for any of them."""
        number, known = self._head
        if not number or hash_of(connection, number) != known:
            return None  # what we saw in a step that was undone has never been
        news = select(events.c.case_ref, events.c.kind).where(events.c.seq > number)
        rows = connection.execute(news.distinct()).all()
        refs = {row.case_ref for row in rows if row.case_ref is not None}
        is_rebuilt = any(row.kind == EventKind.ERASED.value for row in rows)
        return None if is_rebuilt or len(refs) > _FEW else refs


def _summaries(
    connection: Connection, refs: Collection[str] | None
) -> dict[str, CaseSummary]:
    """Return those cases, or all of them, in the order they were opened."""
    if refs is not None and not refs:
        return {}
    case = case_summaries.c
    query = (
        select(case_summaries, payloads.c.body)
        .join(
            payloads,
            payloads.c.seq == func.coalesce(case.identity_seq, case.opened_seq),
        )
        .order_by(case.opened_seq)
    )
    if refs is not None:
        query = query.where(case.ref.in_(refs))
    return {row.ref: _summary(row) for row in connection.execute(query)}


def _summary(row: Row[*tuple[object, ...]]) -> CaseSummary:
    identity = payload_from(row.body).slip("identity")
    return CaseSummary(
        ref=row.ref,
        service=row.service,
        status=Status(row.status),
        opened=moment(row.opened),
        changed=moment(row.changed),
        papers=row.papers,
        proposed=row.proposed,
        outcome=row.outcome,
        open_findings=row.open_findings,
        asks=row.asks,
        identity=Identity() if identity is None else identity_from(identity),
        has_news=row.has_news,
    )
