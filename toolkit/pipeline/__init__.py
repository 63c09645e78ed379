"""The order in which things happen: one arrival, as far as it can go without a person.

Only this room knows the order. It holds no rule, no wording and no parsing.
"""

from __future__ import annotations

from toolkit.pipeline.boarding import draw_board
from toolkit.pipeline.checking import (
    check_papers,
    due,
    only_service,
    service_of,
    whole_case,
)
from toolkit.pipeline.deciding import decide, foreseen
from toolkit.pipeline.desk import Desk, desk_of
from toolkit.pipeline.drafts import Drafts, draft, template_of
from toolkit.pipeline.looking import Looked, look
from toolkit.pipeline.reporting import Done, Report, Step
from toolkit.pipeline.sorting import sort_out
from toolkit.pipeline.taking import take_in

__all__ = [
    "Desk",
    "Done",
    "Drafts",
    "Looked",
    "Report",
    "Step",
    "check_papers",
    "decide",
    "desk_of",
    "draft",
    "draw_board",
    "due",
    "foreseen",
    "look",
    "only_service",
    "service_of",
    "sort_out",
    "take_in",
    "template_of",
    "whole_case",
]
