"""What is due while a pupil is supported: planning, lessons, reviews, contact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from toolkit.calendar import (
    compulsory_school_age,
    end_of_half_term,
    end_of_next_half_term,
)
from toolkit.catalogue import DateName, ReviewRule, Reviews
from toolkit.due.standing import Standing, days_of
from toolkit.model import Deadline

PLANNING = "planning meeting"
LESSONS_END = "lessons end: agree what comes next"
REVIEW = "review meeting"
INVITATIONS = "invitations to the review"
MINUTES = "minutes of the review"
CONTACT = "contact with the family and the school"
HEALTHCARE_PLAN = "yearly review of the healthcare plan"
HEALTHCARE_NOTICE = "reminder to the school about the healthcare plan"


def planning(standing: Standing) -> Iterator[Deadline]:
    """Yield the planning meeting: some school days after acceptance.

    It comes before the first lesson, because family and school are heard first.
    """
    reviews, accepted = standing.service.reviews, standing.accepted
    if reviews is None or accepted is None:
        return
    on = standing.after_school_days(accepted, reviews.planning_days)
    first = standing.first_lesson
    if first is not None and accepted < first <= on:
        on = max(accepted, first - dt.timedelta(days=1))
    held = any(r.on <= standing.today for r in standing.records("planning-meeting"))
    yield standing.owed(PLANNING, on, DateName.PLANNING, done=held)


def lessons_end(standing: Standing) -> Iterator[Deadline]:
    """Yield the days on which agreed lessons end.

    The newest table of lessons counts. Lessons that have ended are done with, except
    the last: then somebody has to go on or to close the case.
    """
    tables = tuple(standing.records("provision"))
    ends = sorted({day for table in tables[-1:] for day in days_of(table, "end")})
    for day in ends:
        if day >= standing.today or day == ends[-1]:
            on = standing.last_school_day(day)
            yield standing.exactly(LESSONS_END, on, DateName.LESSONS_END)


def review(standing: Standing) -> Iterator[Deadline]:
    """Yield the next review, the invitations to it and the minutes of the last.

    A review that was written down with its actions has its minutes.

    Source: “normally every 6 weeks” and “half-termly”; the earlier one counts unless
    the service says otherwise. A date in a holiday moves back.
    """
    reviews, on = standing.service.reviews, next_review(standing)
    if reviews is None:
        return
    held = standing.last("review")
    if on is not None:
        by_weeks = _by_weeks(standing, reviews) == on
        rule = DateName.REVIEW if by_weeks else DateName.HALF_TERM_REVIEW
        yield standing.exactly(REVIEW, on, rule)
        since = held or standing.first_lesson or standing.accepted or standing.received
        invited = standing.shown(reviews.invitation, since)
        by = standing.before_school_days(on, reviews.invite_days)
        yield standing.exactly(INVITATIONS, by, DateName.INVITATIONS, done=invited)
    if held is not None:
        noted = any(r.rows for r in standing.records("review") if r.on == held)
        sent = noted or standing.shown(reviews.minutes, held)
        by = standing.after_school_days(held, reviews.minutes_days)
        yield standing.exactly(MINUTES, by, DateName.MINUTES, done=sent)


def next_review(standing: Standing) -> dt.date | None:
    """Return the day of the next review.

    Null before lessons or a plan have begun, and once school age ends before it.

    Raises:
        BeyondCalendar: If the calendar does not reach it.
    """
    reviews, since = standing.service.reviews, _reviewed_or_begun(standing)
    if reviews is None or since is None:
        return None
    by_weeks = _by_weeks(standing, reviews)
    by_half_term = _half_term(standing, since) or by_weeks
    on = {
        ReviewRule.EARLIEST: min(by_weeks, by_half_term),
        ReviewRule.WEEKS: by_weeks,
        ReviewRule.HALF_TERM: by_half_term,
    }[reviews.rule]
    dob = standing.born
    ends = compulsory_school_age(dob)[1] if dob else None
    return None if ends and on > ends else on


def contact(standing: Standing) -> Iterator[Deadline]:
    """Yield when somebody is to get in touch again, if the service keeps that clock."""
    reviews, accepted = standing.service.reviews, standing.accepted
    if reviews is None or not reviews.contact_weeks or accepted is None:
        return
    kinds = ("contact", "review", "planning-meeting")
    last = max(standing.last(*kinds) or accepted, accepted)
    on = last + dt.timedelta(weeks=reviews.contact_weeks)
    yield standing.owed(CONTACT, on, DateName.CONTACT)


def healthcare_plan(standing: Standing) -> Iterator[Deadline]:
    """Yield the yearly review of the school's healthcare plan, and notice of it."""
    reviews, last = standing.service.reviews, standing.day("ihcp_review_date")
    if reviews is None or last is None:
        return
    on = _a_year_after(last)
    notice = on - dt.timedelta(weeks=reviews.healthcare_plan_weeks)
    told = any(r.on >= notice for r in standing.records("contact", "review"))
    yield standing.owed(HEALTHCARE_NOTICE, notice, DateName.HEALTHCARE_PLAN, done=told)
    yield standing.asked(HEALTHCARE_PLAN, on, DateName.HEALTHCARE_PLAN)


def _reviewed_or_begun(standing: Standing) -> dt.date | None:
    """Return the last review; before one, the first lesson, else the plan's day."""
    return standing.last("review") or standing.first_lesson or standing.last("plan")


def _by_weeks(standing: Standing, reviews: Reviews) -> dt.date:
    since = _reviewed_or_begun(standing)
    assert since is not None  # noqa: S101 - asked only where something has begun
    on = standing.after_weeks(since, reviews.weeks, reviews.counted)
    return standing.last_school_day(on)


def _half_term(standing: Standing, since: dt.date) -> dt.date | None:
    """Return the end of the half term; of the next one, if a review was held in it.

    Null where the calendar no longer knows that half term.
    """
    if standing.is_forgotten(since):
        return None
    held = standing.last("review") is not None
    return (end_of_next_half_term if held else end_of_half_term)(since, standing.school)


def _a_year_after(day: dt.date) -> dt.date:
    """Return the same date next year; for 29 February that is 1 March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return dt.date(day.year + 1, 3, 1)
