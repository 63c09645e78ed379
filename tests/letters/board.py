"""Sample facts for the board, with a case of every look."""

from __future__ import annotations

import datetime as dt
from typing import TypeAlias

Facts: TypeAlias = dict[str, object]


def board(**changes: object) -> Facts:
    """Return the facts of a board with something in every part of it."""
    given: Facts = {
        "written_at": "22 November 2026, 09:41",
        "workspace": "Referrals",
        "mode": "The intake folder is watched as files arrive.",
        "counts": [
            {"label": "open cases", "number": 2},
            {"label": "ready for the meeting", "number": 1},
            {"label": "waiting for a person", "number": 1},
            {"label": "set aside", "number": 1},
            {"label": "documents written", "number": 0},
        ],
        "cases": [_ready(), _incomplete()],
        "waiting": [
            {
                "label": "Consent form, arrived 21 November 2026",
                "why": "It could belong to ESMA-2026-0042-E or ESMA-2026-0043-M.",
                "next": "Say which with: toolkit match 3f9c ESMA-2026-0042-E",
            }
        ],
        "due": [
            {
                "label": "Overdue since 20 November 2026: ESMA-2026-0043-M",
                "why": "Remind the school of what is missing",
            },
            {"label": "25 November 2026: ESMA-2026-0042-E", "why": "Weekly meeting"},
        ],
        "came": [
            {
                "label": "A folder on 21 November 2026 at 09:30 (arrival 3f9c01aa)",
                "why": "2 papers went to ESMA-2026-0042-E. 1 paper waits for a person.",
            }
        ],
        "set_aside": [
            {
                "label": "Arrival of 20 November 2026, 16:02",
                "why": "The file is protected with a password.",
                "href": "set-aside/",
            }
        ],
        "problems": [
            {
                "sentence": "The letter for ESMA-2026-0043-M was not written.",
                "remedy": "Add the name of the school to the case, then try again.",
            }
        ],
    }
    return {"board": given | changes}


def _ready() -> Facts:
    return {
        "ref": "ESMA-2026-0042-E",
        "service": "ESMA",
        "status": "ready for the meeting",
        "since": dt.date(2026, 11, 18),
        "missing": 0,
        "proposed": "accept",
        "decided": "",
        "next": "Weekly meeting",
        "due": dt.date(2026, 11, 25),
        "criteria": [
            {"label": "Of compulsory school age", "item": "E1", "outcome": "met"},
            {"label": "Medical evidence", "item": "E2", "outcome": "cannot tell"},
        ],
        "checklist": [
            {"label": "Form complete", "item": "C1", "outcome": "met"},
            {"label": "Reduced timetable", "item": "C3", "outcome": "not applicable"},
        ],
        "documents": [
            {
                "label": "Acknowledgement, PDF",
                "href": "cases/ESMA-2026-0042-E/acknowledgement.pdf",
            }
        ],
    }


def _incomplete() -> Facts:
    return _ready() | {
        "ref": "ESMA-2026-0043-M",
        "status": "waiting for the school",
        "missing": 3,
        "proposed": "ask",
        "next": "",
        "due": "",
        "checklist": [
            {"label": "Signed parental consent", "item": "C5", "outcome": "not met"}
        ],
        "documents": [],
    }
