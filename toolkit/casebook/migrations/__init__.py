"""The steps between the editions of the casebook's tables, for Alembic."""

from __future__ import annotations
