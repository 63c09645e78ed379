"""The tables as the first toolkit made them, before editions were written down."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_TRIGGERS = {
    "sqlite": (
        "CREATE TRIGGER events_stay BEFORE UPDATE ON events "
        "BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END",
        "CREATE TRIGGER events_are_kept BEFORE DELETE ON events "
        "BEGIN SELECT RAISE(ABORT, 'an event is never removed'); END",
        "CREATE TRIGGER payloads_are_only_erased BEFORE UPDATE ON payloads "
        "WHEN new.seq <> old.seq OR new.key IS NOT NULL OR new.body IS NOT NULL "
        "BEGIN SELECT RAISE(ABORT, 'a payload is kept or erased'); END",
        "CREATE TRIGGER payloads_leave_a_trace BEFORE DELETE ON payloads "
        "BEGIN SELECT RAISE(ABORT, 'an erased payload leaves its row'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION casebook_refuses() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], "
        "ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE TRIGGER events_stay BEFORE UPDATE ON events FOR EACH STATEMENT "
        "EXECUTE FUNCTION casebook_refuses('an event is never changed')",
        "CREATE TRIGGER events_are_kept BEFORE DELETE OR TRUNCATE ON events "
        "FOR EACH STATEMENT "
        "EXECUTE FUNCTION casebook_refuses('an event is never removed')",
        "CREATE TRIGGER payloads_are_only_erased BEFORE UPDATE ON payloads "
        "FOR EACH ROW "
        "WHEN (new.seq <> old.seq OR new.key IS NOT NULL OR new.body IS NOT NULL) "
        "EXECUTE FUNCTION casebook_refuses('a payload is kept or erased')",
        "CREATE TRIGGER payloads_leave_a_trace BEFORE DELETE OR TRUNCATE ON payloads "
        "FOR EACH STATEMENT "
        "EXECUTE FUNCTION casebook_refuses('an erased payload leaves its row')",
    ),
}


def upgrade() -> None:
    """Make the first tables."""
    _make_events()
    _make_places()
    _make_cases()
    for trigger in _TRIGGERS[op.get_bind().dialect.name]:
        op.execute(trigger)


def downgrade() -> None:
    """Refuse: before the first tables there was no casebook."""
    raise NotImplementedError


def _make_events() -> None:
    op.create_table(
        "events",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("case_ref", sa.String(40)),
        sa.Column("arrival_id", sa.String(80)),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("versions", sa.Text, nullable=False),
        sa.Column("commitment", sa.String(64), nullable=False),
        sa.Column("prev_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
    )
    op.create_index("events_of_a_case", "events", ["case_ref", "seq"])
    op.create_index("events_of_an_arrival", "events", ["arrival_id", "kind"])
    op.create_table(
        "payloads",
        sa.Column("seq", sa.Integer, sa.ForeignKey("events.seq"), primary_key=True),
        sa.Column("key", sa.LargeBinary),
        sa.Column("body", sa.Text),
    )


def _make_places() -> None:
    op.create_table(
        "arrivals",
        sa.Column("id", sa.String(80), primary_key=True),
        sa.Column("seq", sa.Integer, sa.ForeignKey("events.seq"), nullable=False),
        sa.Column("is_read", sa.Boolean, nullable=False),
    )
    op.create_table(
        "paper_places",
        sa.Column("sha256", sa.String(96), primary_key=True),
        sa.Column("arrival_id", sa.String(80), primary_key=True),
        sa.Column("case_ref", sa.String(40), primary_key=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("seq", sa.Integer, sa.ForeignKey("events.seq"), nullable=False),
        sa.Column("read_seq", sa.Integer, sa.ForeignKey("events.seq")),
    )
    op.create_index("papers_by_state", "paper_places", ["state"])


def _make_cases() -> None:
    op.create_table(
        "case_summaries",
        sa.Column("ref", sa.String(40), primary_key=True),
        sa.Column("service", sa.String(80), nullable=False),
        sa.Column("prefix", sa.String(16), nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("opened", sa.String(32), nullable=False),
        sa.Column("changed", sa.String(32), nullable=False),
        sa.Column(
            "opened_seq", sa.Integer, sa.ForeignKey("events.seq"), nullable=False
        ),
        sa.Column("papers", sa.Integer, nullable=False),
        sa.Column("proposed", sa.String(32), nullable=False),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("open_findings", sa.Integer, nullable=False),
        sa.Column("asks", sa.Integer, nullable=False),
        sa.UniqueConstraint("prefix", "year", "number"),
    )
