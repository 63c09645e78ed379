"""What people record after a decision, and how a case may end, as frozen types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from toolkit.model import Weight


class Judgement(StrEnum):
    """The fixed vocabulary of what a record may be judged by."""

    ALL_OR_A_REASON = "all-or-a-reason"
    ONE_OF_THESE = "one-of-these"
    FILLED_WHERE = "filled-where"
    DAYS_IN_ORDER = "days-in-order"
    NEEDS_RECORD = "needs-record"
    AFTER_RECORD = "after-record"
    SCHOOL_DAYS = "school-days"
    HOURS_CAP = "hours-cap"
    WITHIN_SCHOOL_AGE = "within-school-age"
    RISING = "rising"
    NO_MORE_THAN = "no-more-than"
    WEEKS_MISSED = "weeks-missed"


@dataclass(frozen=True, slots=True)
class RecordCheck:
    """One thing a record is judged by before it is kept.

    `id` is the stable rule id. A check of weight `blocks` that is not met keeps the
    record from being written unless somebody says why; any other is only told.
    `settings` are the rule's. `sentence` may quote facts as `{name}`; `unsure` is what
    a person reads when it cannot be told.
    """

    code: str
    id: str
    rule: Judgement
    weight: Weight
    label: str
    settings: Mapping[str, object]
    sentence: str
    source: str
    mend: str = ""
    unsure: str = ""


@dataclass(frozen=True, slots=True)
class RowDefault:
    """What a cell of a row holds when it was left empty; it is always told.

    It fills the column `row` where the column `where` has one of `values`. `cap` is the
    code of the check whose hours by year group it does not pass, or empty.
    """

    row: str
    value: str
    where: str
    values: tuple[str, ...]
    source: str
    cap: str = ""


@dataclass(frozen=True, slots=True)
class ExitReason:
    """Why a case is closed, in words for parents and for the school.

    `rereferral` is whether the pupil may be referred again, and `conditions` when.
    `for_pupil` says it to the pupil; the steps are what the school does next, and what
    the family can do.
    """

    code: str
    label: str
    for_parents: str
    for_school: str
    rereferral: bool
    conditions: str
    rules: tuple[str, ...]
    source: str
    for_pupil: str = ""
    school_steps: tuple[str, ...] = ()
    family_steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reminders:
    """How often a school is reminded before missing papers may close a case.

    `school_days` are those it has to answer, counted after the last reminder.
    """

    count: int = 1
    school_days: int = 5
    source: str = ""


@dataclass(frozen=True, slots=True)
class CodeAdvice:
    """Which register codes come into question for one way lessons are given.

    Without `modes` it holds for every pupil with lessons; without `venues` for a mode
    wherever it is.
    """

    key: str
    label: str
    modes: tuple[str, ...]
    venues: tuple[str, ...]
    codes: tuple[str, ...]
    sentence: str
    source: str


@dataclass(frozen=True, slots=True)
class RegisterCodes:
    """What a school is told about its register, and what is said beside all of it."""

    decides: str
    council: str
    caution: str
    return_note: str
    ends: str
    source: str
    advice: tuple[CodeAdvice, ...] = field(default=())
