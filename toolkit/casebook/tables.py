"""The casebook's tables, and the triggers that keep its history from being changed.

A change here is a new revision in `migrations/`, and the other way round; a test holds
the two together.
"""

from __future__ import annotations

from sqlalchemy import (
    DDL,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    event,
    false,
)

metadata = MetaData()

events = Table(
    "events",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("case_ref", String(40)),
    Column("arrival_id", String(80)),
    Column("kind", String(32), nullable=False),
    Column("by", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("versions", Text, nullable=False),
    Column("commitment", String(64), nullable=False),
    Column("prev_hash", String(64), nullable=False, unique=True),
    Column("hash", String(64), nullable=False, unique=True),
    Index("events_of_a_case", "case_ref", "seq"),
    Index("events_of_an_arrival", "arrival_id", "kind"),
)

payloads = Table(
    "payloads",
    metadata,
    Column("seq", Integer, ForeignKey("events.seq"), primary_key=True),
    Column("key", LargeBinary),
    Column("body", Text),
)

arrivals = Table(
    "arrivals",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("seq", Integer, ForeignKey("events.seq"), nullable=False),
    Column("is_read", Boolean, nullable=False),
)

paper_places = Table(
    "paper_places",
    metadata,
    Column("sha256", String(96), primary_key=True),
    Column("arrival_id", String(80), primary_key=True),
    Column("case_ref", String(40), primary_key=True),  # empty until it joins one
    Column("state", String(16), nullable=False),
    Column("seq", Integer, ForeignKey("events.seq"), nullable=False),
    Column("read_seq", Integer, ForeignKey("events.seq")),
    Index("papers_by_state", "state"),
)

case_summaries = Table(
    "case_summaries",
    metadata,
    Column("ref", String(40), primary_key=True),
    Column("service", String(80), nullable=False),
    Column("prefix", String(16), nullable=False),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("status", String(32), nullable=False),
    Column("opened", String(32), nullable=False),
    Column("changed", String(32), nullable=False),
    Column("opened_seq", Integer, ForeignKey("events.seq"), nullable=False),
    Column("papers", Integer, nullable=False),
    Column("proposed", String(32), nullable=False),
    Column("outcome", String(32), nullable=False),
    Column("open_findings", Integer, nullable=False),
    Column("asks", Integer, nullable=False),
    Column("identity_seq", Integer),  # null until it is another than at the opening
    Column("has_news", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("prefix", "year", "number"),
)

SUMMARIES = (case_summaries, paper_places, arrivals)
"""What can be worked out again from the events."""

_ON_SQLITE = (
    "CREATE TRIGGER events_stay BEFORE UPDATE ON events "
    "BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END",
    "CREATE TRIGGER events_are_kept BEFORE DELETE ON events "
    "BEGIN SELECT RAISE(ABORT, 'an event is never removed'); END",
    "CREATE TRIGGER payloads_are_only_erased BEFORE UPDATE ON payloads "
    "WHEN new.seq <> old.seq OR new.key IS NOT NULL OR new.body IS NOT NULL "
    "BEGIN SELECT RAISE(ABORT, 'a payload is kept or erased'); END",
    "CREATE TRIGGER payloads_leave_a_trace BEFORE DELETE ON payloads "
    "BEGIN SELECT RAISE(ABORT, 'an erased payload leaves its row'); END",
)
_ON_POSTGRESQL = (
    "CREATE FUNCTION casebook_refuses() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], "
    "ERRCODE = 'integrity_constraint_violation'; END $$",
    "CREATE TRIGGER events_stay BEFORE UPDATE ON events FOR EACH STATEMENT "
    "EXECUTE FUNCTION casebook_refuses('an event is never changed')",
    "CREATE TRIGGER events_are_kept BEFORE DELETE OR TRUNCATE ON events "
    "FOR EACH STATEMENT "
    "EXECUTE FUNCTION casebook_refuses('an event is never removed')",
    "CREATE TRIGGER payloads_are_only_erased BEFORE UPDATE ON payloads FOR EACH ROW "
    "WHEN (new.seq <> old.seq OR new.key IS NOT NULL OR new.body IS NOT NULL) "
    "EXECUTE FUNCTION casebook_refuses('a payload is kept or erased')",
    "CREATE TRIGGER payloads_leave_a_trace BEFORE DELETE OR TRUNCATE ON payloads "
    "FOR EACH STATEMENT "
    "EXECUTE FUNCTION casebook_refuses('an erased payload leaves its row')",
)


def _lay(dialect: str, statements: tuple[str, ...]) -> None:
    for statement in statements:
        laid: DDL = DDL(statement)  # type: ignore[no-untyped-call] # SQLAlchemy's gap
        event.listen(metadata, "after_create", laid.execute_if(dialect=dialect))


_lay("sqlite", _ON_SQLITE)
_lay("postgresql", _ON_POSTGRESQL)
