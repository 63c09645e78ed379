"""Terms, school days, working days and deadlines: pure arithmetic over a calendar.

Nothing here knows which council it is or what day it is today.
"""

from __future__ import annotations

from toolkit.calendar.absence import (
    ABSENCE_CODES,
    ILLNESS_CODES,
    Absence,
    absence_in_year,
    count_absence,
    fifteenth_day,
    will_reach,
)
from toolkit.calendar.ages import (
    compulsory_school_age,
    pregnancy_eligible_from,
    school_year,
    weeks_before_due_date,
    year_group,
)
from toolkit.calendar.days import (
    add_school_days,
    add_term_working_days,
    add_weeks_of_school,
    add_working_days,
    covers,
    end_of_half_term,
    first_day_covered,
    is_first_day_back,
    is_school_day,
    is_term_day,
    is_term_working_day,
    is_working_day,
    last_day_covered,
    school_day_on_or_after,
    school_day_on_or_before,
    school_days_between,
    subtract_school_days,
    term_working_day_on_or_after,
    term_working_day_on_or_before,
)
from toolkit.calendar.meetings import (
    LONDON,
    end_of_next_half_term,
    local_date,
    meeting_for,
    next_meeting,
    review_due,
)
from toolkit.calendar.schools import overlaid, school_calendar
from toolkit.calendar.spans import CalendarSet, SchoolDays, Span

__all__ = [
    "ABSENCE_CODES",
    "ILLNESS_CODES",
    "LONDON",
    "Absence",
    "CalendarSet",
    "SchoolDays",
    "Span",
    "absence_in_year",
    "add_school_days",
    "add_term_working_days",
    "add_weeks_of_school",
    "add_working_days",
    "compulsory_school_age",
    "count_absence",
    "covers",
    "end_of_half_term",
    "end_of_next_half_term",
    "fifteenth_day",
    "first_day_covered",
    "is_first_day_back",
    "is_school_day",
    "is_term_day",
    "is_term_working_day",
    "is_working_day",
    "last_day_covered",
    "local_date",
    "meeting_for",
    "next_meeting",
    "overlaid",
    "pregnancy_eligible_from",
    "review_due",
    "school_calendar",
    "school_day_on_or_after",
    "school_day_on_or_before",
    "school_days_between",
    "school_year",
    "subtract_school_days",
    "term_working_day_on_or_after",
    "term_working_day_on_or_before",
    "weeks_before_due_date",
    "will_reach",
    "year_group",
]
