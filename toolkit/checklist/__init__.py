"""What a referral brings and what it lacks: values in, findings out.

The sentences are the definition's; nothing here decides anything or writes to anybody.
"""

from __future__ import annotations

from toolkit.checklist.faults import faults
from toolkit.checklist.judging import check
from toolkit.checklist.merging import merge
from toolkit.checklist.rules import EVIDENCE_TIER, RULES
from toolkit.checklist.settling import blank_mark, question_of, requests, settle

__all__ = [
    "EVIDENCE_TIER",
    "RULES",
    "blank_mark",
    "check",
    "faults",
    "merge",
    "question_of",
    "requests",
    "settle",
]
