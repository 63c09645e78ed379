"""Which facts each document is given: a case and its service become letter orders.

Nothing here words a sentence; the definitions and the wording do. A fact nobody has
given stays away, so that the document that needs it refuses and names it; only a plan's
first version shows gaps.
"""

from __future__ import annotations

from toolkit.drafting.meeting import full_name, initials, meeting_line, meeting_page
from toolkit.drafting.ordering import orders
from toolkit.drafting.situation import Situation

__all__ = [
    "Situation",
    "full_name",
    "initials",
    "meeting_line",
    "meeting_page",
    "orders",
]
