"""The medical absence toolkit: forms in, checked cases, fair decisions, letters out."""

from __future__ import annotations
