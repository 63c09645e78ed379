"""Noticing what was dropped, taking it to safety, and only then clearing it away."""

from __future__ import annotations

from toolkit.intake.clearing import clear
from toolkit.intake.noticing import Dropped, DroppedFile, waiting
from toolkit.intake.taking import Keeper, take

__all__ = ["Dropped", "DroppedFile", "Keeper", "clear", "take", "waiting"]
