"""The watcher: one pass after another, and telling whether it is alive."""

from __future__ import annotations
