"""Run by Alembic: takes the steps on the connection it is given, and no other."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

connection = context.config.attributes["connection"]
assert isinstance(connection, Connection)  # noqa: S101 - a slip of ours
context.configure(connection=connection)
with context.begin_transaction():
    context.run_migrations()
