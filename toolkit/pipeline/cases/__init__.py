"""What people do with one case: answer, decide, have documents drafted."""

from __future__ import annotations
