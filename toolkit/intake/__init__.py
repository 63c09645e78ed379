"""Noticing what was dropped, taking it to safety, and only then clearing it away."""

from __future__ import annotations

from toolkit.intake.clearing import clear
from toolkit.intake.disks import Disk, disk_of
from toolkit.intake.hints import Hints, clear_probes
from toolkit.intake.noticing import Dropped, DroppedFile, waiting
from toolkit.intake.settling import Pending, Seen, Settling, growing
from toolkit.intake.taking import Keeper, take
from toolkit.intake.turns import Holder, Turn
from toolkit.intake.unfinished import Hold

__all__ = [
    "Disk",
    "Dropped",
    "DroppedFile",
    "Hints",
    "Hold",
    "Holder",
    "Keeper",
    "Pending",
    "Seen",
    "Settling",
    "Turn",
    "clear",
    "clear_probes",
    "disk_of",
    "growing",
    "take",
    "waiting",
]
