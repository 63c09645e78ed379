"""The order in which things happen: one arrival, as far as it can go without a person.

Only this room knows the order. It holds no rule, no wording and no parsing.
"""

from __future__ import annotations

from toolkit.due import due
from toolkit.pipeline.arrivals.looking import Looked, look
from toolkit.pipeline.arrivals.reporting import Done, Report, Step
from toolkit.pipeline.arrivals.sorting import sort_out
from toolkit.pipeline.arrivals.taking import take_in
from toolkit.pipeline.boarding import Watch, draw_board
from toolkit.pipeline.cases.checking import (
    check_papers,
    only_service,
    service_of,
    whole_case,
)
from toolkit.pipeline.cases.deciding import decide, decide_with, foreseen
from toolkit.pipeline.cases.drafts import Drafts, draft, template_of
from toolkit.pipeline.cases.handing_in import (
    HandedIn,
    RecordFault,
    both,
    example,
    from_file,
    from_settings,
)
from toolkit.pipeline.cases.recording import (
    Entry,
    Noted,
    day_of,
    kind_of,
    look_over,
    record,
)
from toolkit.pipeline.cases.referring_again import Earlier, earlier_cases
from toolkit.pipeline.desk import Desk, desk_of
from toolkit.pipeline.watching.standing_by import Definitions
from toolkit.pipeline.watching.starting import (
    bad_places,
    refuse_bad_places,
    refuse_open_definitions,
)
from toolkit.pipeline.watching.surroundings import Clock, Stop, Tell
from toolkit.pipeline.watching.turns import my_turn, watcher_of
from toolkit.pipeline.watching.watcher import watch

__all__ = [
    "Clock",
    "Definitions",
    "Desk",
    "Done",
    "Drafts",
    "Earlier",
    "Entry",
    "HandedIn",
    "Looked",
    "Noted",
    "RecordFault",
    "Report",
    "Step",
    "Stop",
    "Tell",
    "Watch",
    "bad_places",
    "both",
    "check_papers",
    "day_of",
    "decide",
    "decide_with",
    "desk_of",
    "draft",
    "draw_board",
    "due",
    "earlier_cases",
    "example",
    "foreseen",
    "from_file",
    "from_settings",
    "kind_of",
    "look",
    "look_over",
    "my_turn",
    "only_service",
    "record",
    "refuse_bad_places",
    "refuse_open_definitions",
    "service_of",
    "sort_out",
    "take_in",
    "template_of",
    "watch",
    "watcher_of",
    "whole_case",
]
