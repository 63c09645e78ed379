"""What people say of papers and answers: who a case is for now, and what is news."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from toolkit.errors import CannotStore

revision = "0002"
down_revision = "0001"

_NEW_KINDS = (
    "paper-taken-off",
    "paper-set-apart",
    "resubmitted",
    "confirmed",
    "corrected",
    "identity-changed",
    "earlier-case",
)


def upgrade() -> None:
    """Add the two columns; the events already there leave both as they begin."""
    op.add_column("case_summaries", sa.Column("identity_seq", sa.Integer))
    op.add_column(
        "case_summaries",
        sa.Column("has_news", sa.Boolean, nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    """Take the columns away, unless an earlier toolkit would then tell an untruth.

    Raises:
        CannotStore: If an event was recorded that it does not heed: to it, a paper
            taken off a case would be in the case again.
    """
    events = sa.table("events", sa.column("kind", sa.String))
    query = sa.select(sa.func.count()).where(events.c.kind.in_(_NEW_KINDS))
    if op.get_bind().execute(query).scalar_one():
        raise CannotStore(
            "The casebook holds events that an earlier toolkit does not heed.",
            remedy="Use the copy that was made before: its name ends in .before-0002.",
        )
    op.drop_column("case_summaries", "has_news")
    op.drop_column("case_summaries", "identity_seq")
