"""What is due because a pupil grows older: examinations, the end of school age."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from toolkit.calendar import (
    add_school_days,
    compulsory_school_age,
    covers,
    school_year,
    year_group,
)
from toolkit.catalogue import DateName, Prompt
from toolkit.due.standing import Standing
from toolkit.model import Deadline

SCHOOL_AGE = "school age ends, and the support with it"


def school_age(standing: Standing) -> Iterator[Deadline]:
    """Yield the last day of compulsory school age, once the calendar reaches it."""
    dob = standing.born
    if dob is None:
        return
    ends = compulsory_school_age(dob)[1]
    if covers(ends, standing.office):
        yield standing.exactly(SCHOOL_AGE, ends, DateName.SCHOOL_AGE)


def prompts(standing: Standing) -> Iterator[Deadline]:
    """Yield the service's prompts for the pupil's year group.

    One whose day had passed when the case was accepted is due as soon as can be, with
    the planning meeting.
    """
    accepted, year = standing.accepted, _year_group(standing)
    if accepted is None or year is None:
        return
    for prompt in standing.service.prompts:
        if prompt.year == year:
            yield _prompt(standing, prompt, accepted)


def _prompt(standing: Standing, prompt: Prompt, accepted: dt.date) -> Deadline:
    began = school_year(standing.today)
    year = began if prompt.month >= 9 else began + 1
    on = dt.date(year, prompt.month, prompt.day)
    early = on - dt.timedelta(weeks=prompt.early_weeks)
    if on < accepted:
        reviews = standing.service.reviews
        days = reviews.planning_days if reviews else 1
        on, early = add_school_days(accepted, days, standing.school), accepted
    done = any(record.on >= early for record in standing.records(*prompt.done_by))
    due = standing.owed(prompt.label, on, None, done=done)
    return replace(due, rule=prompt.rule)


def _year_group(standing: Standing) -> int | None:
    """Return the year the pupil is taught in, else the one of their age.

    A school that holds a pupil back enters them for examinations a year later. What
    came in August speaks of the school year to come.
    """
    dob = standing.born
    taught = str(standing.value("year_group") or "")
    if taught.isdecimal():
        said = school_year(standing.received + dt.timedelta(days=31))
        return int(taught) + school_year(standing.today) - said
    return year_group(dob, standing.today) if dob else None
