"""From something dropped to a checked case: taken, read, sorted, placed, answered."""

from __future__ import annotations
