"""What people record for a case after its decision, judged: values in, findings out.

Nothing here writes anything or knows which council it is. The sentences are in the
service's records.toml; the fixed vocabulary of rules is in `rules`.
"""

from __future__ import annotations

from toolkit.support.codes import PROVISION, ways_taught
from toolkit.support.judging import judge
from toolkit.support.reminding import time_to_answer
from toolkit.support.rows import Defaulted, usual_values
from toolkit.support.standing import Standing, latest, year_of
from toolkit.support.weeks import full_week

__all__ = [
    "PROVISION",
    "Defaulted",
    "Standing",
    "full_week",
    "judge",
    "latest",
    "time_to_answer",
    "usual_values",
    "ways_taught",
    "year_of",
]
