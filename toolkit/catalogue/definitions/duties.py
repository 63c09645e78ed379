"""What has to be done again and again once a pupil is supported, and when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DateName(StrEnum):
    """The short name of each date that is due, by which a service gives its rule."""

    MEETING = "meeting"
    DECISION = "decision"
    ASSESSMENT = "assessment"
    RECEIPT = "receipt"
    THRESHOLD = "threshold"
    REPLY = "reply"
    REMINDER = "reminder"
    LAPSE = "lapse"
    PLANNING = "planning"
    LESSONS_END = "lessons-end"
    REVIEW = "review"
    HALF_TERM_REVIEW = "half-term-review"
    INVITATIONS = "invitations"
    MINUTES = "minutes"
    EVIDENCE_LETTER = "evidence-letter"
    EVIDENCE = "evidence"
    EVIDENCE_QUESTION = "evidence-question"
    EVIDENCE_TERM = "evidence-term"
    EVIDENCE_CONDITION = "evidence-condition"
    HEALTHCARE_PLAN = "healthcare-plan"
    CONTACT = "contact"
    SCHOOL_AGE = "school-age"


class Roll(StrEnum):
    """Where a date moves that is no day of work: to the one before, or after it."""

    BACK = "back"
    FORWARD = "forward"


class Weeks(StrEnum):
    """Which weeks a clock counts: those of the calendar, or those with school."""

    CALENDAR = "calendar"
    TERM = "term"


class ReviewRule(StrEnum):
    """What decides when a review is due: a number of weeks, the half term, or both."""

    EARLIEST = "earliest"
    WEEKS = "weeks"
    HALF_TERM = "half-term"


@dataclass(frozen=True, slots=True)
class Reviews:
    """The meetings about a plan.

    `planning_days` are school days from acceptance to the planning meeting; a review
    comes `weeks` weeks after the one before or at the end of the half term, as `rule`
    says. Invitations go out `invite_days` school days before it and minutes
    `minutes_days` school days after. A document or a record named as `invitation` or
    `minutes` shows that it was done. `contact_weeks` is how often somebody gets in
    touch, and 0 for no such clock; `healthcare_plan_weeks` how long before its yearly
    review the school is reminded of the healthcare plan.
    """

    rule: ReviewRule
    weeks: int
    counted: Weeks
    planning_days: int
    invite_days: int
    minutes_days: int
    invitation: str
    minutes: str
    contact_weeks: int
    healthcare_plan_weeks: int
    source: str


@dataclass(frozen=True, slots=True)
class EvidenceRefresh:
    """When newer medical evidence is asked for.

    It counts from the first lesson, or from newer evidence. After `soft_weeks` it is a
    prompt and after `hard_weeks` a question that has to be answered; nothing ends by
    itself. The letter goes out `remind_weeks` before either. With `termly` there is a
    prompt in the first week of each term too. `letter` is the document that asks. When
    one of the checks of `conditional` could not tell at acceptance, somebody looks
    again after `conditional_weeks`.
    """

    soft_weeks: int
    hard_weeks: int
    termly: bool
    remind_weeks: int
    counted: Weeks
    conditional: tuple[str, ...]
    conditional_weeks: int
    letter: str
    source: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """Something to do in one school year of a pupil's life, by a day of that year.

    `year` is the year group; a record of one of the kinds of `done_by` does it, made at
    most `early_weeks` weeks before the day.
    """

    key: str
    label: str
    year: int
    month: int
    day: int
    early_weeks: int
    done_by: tuple[str, ...]
    rule: str
    source: str
