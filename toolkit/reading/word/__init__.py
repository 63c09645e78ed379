"""Word files: what is answered in them, by fields, tables, lines and boxes."""

from __future__ import annotations
