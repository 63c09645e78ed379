"""Trying form maps on samples, and filling another office's forms from a case."""

from __future__ import annotations
