"""What a referral brings and what it lacks: values in, findings out.

The sentences are the definition's; nothing here decides anything or writes to anybody.
"""

from __future__ import annotations

from toolkit.checklist.faults import faults
from toolkit.checklist.judging import check
from toolkit.checklist.merging import merge
from toolkit.checklist.rules import EVIDENCE_TIER, RULES

__all__ = ["EVIDENCE_TIER", "RULES", "check", "faults", "merge"]
