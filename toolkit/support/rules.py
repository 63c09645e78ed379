"""The fixed vocabulary of rules by which a record is judged before it is kept.

Each rule looks at what is about to be recorded and at what stands already, and answers
with an outcome and the facts its sentence may quote. What is not written is never taken
for a no: a rule about a cell says nothing of a row without that cell, which being
needed or not is the questions' own business.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from toolkit.calendar import compulsory_school_age, covers, is_school_day
from toolkit.catalogue import Judgement
from toolkit.model import Outcome, Recorded
from toolkit.support.rows import Row
from toolkit.support.settings import Settings
from toolkit.support.standing import Standing, latest


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule found, and the facts its sentence may quote."""

    outcome: Outcome
    facts: Mapping[str, str] = field(default_factory=dict, repr=False)


MET = Verdict(Outcome.MET)
NOT_APPLICABLE = Verdict(Outcome.NOT_APPLICABLE)
CANNOT_TELL = Verdict(Outcome.CANNOT_TELL)

Rule = Callable[[Settings, Recorded, Standing], Verdict]


def _not_met(**facts: str) -> Verdict:
    return Verdict(Outcome.NOT_MET, facts)


def _of_rows(standing: Standing, faulty: list[int], **facts: str) -> Verdict:
    """Return not met, naming the rows, or met when there are none."""
    return _not_met(rows=standing.rows(faulty), **facts) if faulty else MET


# --- of answers ---------------------------------------------------------------------


def all_or_a_reason(said: Settings, new: Recorded, _: Standing) -> Verdict:
    """Every question is answered yes, or another one says why not."""
    missing = [k for k in said.texts("questions") if new.answers.get(k) != "yes"]
    if not missing or new.text(said.text("reason")).strip():
        return MET
    return _not_met(missing=", ".join(key.partition("_")[0] for key in missing))


def one_of_these(said: Settings, new: Recorded, _: Standing) -> Verdict:
    """One of the questions is answered at least."""
    is_said = any(new.text(key).strip() for key in said.texts("questions"))
    return MET if is_said else _not_met()


def filled_where(said: Settings, new: Recorded, _: Standing) -> Verdict:
    """Where a question has one of some values, others are answered."""
    if new.text(said.text("question")) not in said.texts("values"):
        return NOT_APPLICABLE
    lacking = [key for key in said.texts("filled") if not new.text(key).strip()]
    return _not_met() if lacking else MET


# --- of rows ------------------------------------------------------------------------


def days_in_order(said: Settings, new: Recorded, standing: Standing) -> Verdict:
    """In no row the last day comes before the first."""
    first, last = said.text("first"), said.text("last")
    days = ((n, _day(row, first), _day(row, last)) for n, row in _numbered(new))
    faulty = [n for n, start, end in days if start and end and end < start]
    return _of_rows(standing, faulty)


def school_days(said: Settings, new: Recorded, standing: Standing) -> Verdict:
    """Every row's day is one on which pupils come to school."""
    column, calendar = said.text("column"), standing.calendar
    days = [(n, day) for n, row in _numbered(new) if (day := _day(row, column))]
    if any(not covers(day, calendar) for _, day in days):
        return CANNOT_TELL
    closed = [n for n, day in days if not is_school_day(day, calendar)]
    return _of_rows(standing, closed)


def rising(said: Settings, new: Recorded, standing: Standing) -> Verdict:
    """Each row is later than the one before, with as many hours or a reason."""
    date, hours, because = (said.text(key) for key in ("date", "hours", "because"))
    faulty = []
    for before, (number, row) in zip(new.rows, [*_numbered(new)][1:], strict=False):
        earlier, later = _day(before, date), _day(row, date)
        falls = (_number(row, hours) or 0) < (_number(before, hours) or 0)
        is_back = earlier and later and later <= earlier
        if is_back or (falls and not str(row.get(because, "")).strip()):
            faulty.append(number)
    return _of_rows(standing, faulty)


def no_more_than(said: Settings, new: Recorded, standing: Standing) -> Verdict:
    """In no row a part is more than its whole."""
    part, whole = said.text("part"), said.text("whole")
    pairs = ((n, _number(row, part), _number(row, whole)) for n, row in _numbered(new))
    faulty = [n for n, some, most in pairs if (some or 0) > (most or 0)]
    return _of_rows(standing, faulty)


def weeks_missed(said: Settings, new: Recorded, standing: Standing) -> Verdict:
    """Not so many weeks follow each other with nothing attended of what was offered.

    Weeks recorded before count too, the newest record of a week being the one that
    says; a week in which nothing was offered breaks no run.
    """
    week, wanted = said.text("week"), said.whole("weeks")
    part, whole = said.text("part"), said.text("whole")
    by_week: dict[dt.date, Row] = {}
    for record in (*standing.of(new.kind), new):
        by_week |= {day: row for row in record.rows if (day := _day(row, week))}
    run = longest = 0
    for day in sorted(by_week):
        offered = _number(by_week[day], whole) or 0
        if offered:
            run = 0 if _number(by_week[day], part) else run + 1
            longest = max(longest, run)
    return _not_met(weeks=str(longest)) if longest >= wanted else MET


def hours_cap(said: Settings, new: Recorded, standing: Standing) -> Verdict:
    """At no time the rows together have more hours than a full week at school."""
    caps = said.caps("caps")
    if not any(_number(row, said.text("column")) for row in new.rows):
        return NOT_APPLICABLE
    if standing.year not in caps:
        return CANNOT_TELL
    most, cap = max(_totals(said, new), default=0.0), caps[standing.year]
    if most <= cap:
        return MET
    return _not_met(hours=f"{most:g}", cap=f"{cap:g}", year=standing.year)


def within_school_age(said: Settings, new: Recorded, standing: Standing) -> Verdict:
    """No row goes on after the end of compulsory school age.

    A row without an end only matters in the last school year before that day.
    """
    if standing.dob is None:
        return NOT_APPLICABLE
    over = compulsory_school_age(standing.dob)[1]
    is_last_year = new.on >= over - dt.timedelta(days=365)
    endless = dt.date.max if is_last_year else over
    ends = ((n, _day(row, said.text("last"))) for n, row in _numbered(new))
    faulty = [number for number, end in ends if (end or endless) > over]
    return _of_rows(standing, faulty, day=_words(over))


# --- of what was recorded before ----------------------------------------------------


def needs_record(said: Settings, new: Recorded, standing: Standing) -> Verdict:
    """For rows of some sort there is an earlier record that answers what it must.

    With `until` it is still good on the row's day; with `same` it is about the same
    thing as the row's cell.
    """
    column, values = said.text("column"), said.texts("values")
    rows = [(n, row) for n, row in _numbered(new) if row.get(column) in values]
    if not rows:
        return NOT_APPLICABLE
    before = standing.of(said.text("record"))
    lacking = [n for n, r in rows if not any(_serves(said, r, one) for one in before)]
    return _of_rows(standing, lacking)


def after_record(said: Settings, new: Recorded, standing: Standing) -> Verdict:
    """What is recorded comes after the latest record of another kind.

    With a `column` it is the rows' days that do, else the record's own. With
    `only_if_held` nothing is said until there is such a record.
    """
    held = latest(standing.records, said.text("record"))
    if held is None:
        return NOT_APPLICABLE if said.flag("only_if_held") else _not_met(day="none")
    column = said.text("column", "")
    if not column:
        return MET if new.on > held.on else _not_met(day=_words(held.on))
    days = ((number, _day(row, column)) for number, row in _numbered(new))
    early = [number for number, day in days if day and day <= held.on]
    return _of_rows(standing, early, day=_words(held.on))


RULES: Mapping[Judgement, Rule] = {
    Judgement.ALL_OR_A_REASON: all_or_a_reason,
    Judgement.ONE_OF_THESE: one_of_these,
    Judgement.FILLED_WHERE: filled_where,
    Judgement.DAYS_IN_ORDER: days_in_order,
    Judgement.NEEDS_RECORD: needs_record,
    Judgement.AFTER_RECORD: after_record,
    Judgement.SCHOOL_DAYS: school_days,
    Judgement.HOURS_CAP: hours_cap,
    Judgement.WITHIN_SCHOOL_AGE: within_school_age,
    Judgement.RISING: rising,
    Judgement.NO_MORE_THAN: no_more_than,
    Judgement.WEEKS_MISSED: weeks_missed,
}


# --- inside -------------------------------------------------------------------------


def _numbered(new: Recorded) -> Iterator[tuple[int, Row]]:
    return enumerate(new.rows, start=1)


def _day(row: Row, column: str) -> dt.date | None:
    value = row.get(column)
    return value if isinstance(value, dt.date) else None


def _number(row: Row, column: str) -> float | None:
    value = row.get(column)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and isinstance(value, int | float) else None


def _totals(said: Settings, new: Recorded) -> Iterator[float]:
    """Yield the hours of a week together, as they are when each row has started."""
    first, last = said.text("first"), said.text("last")
    hours = said.text("column")
    for row in new.rows:
        if (day := _day(row, first)) is not None:
            yield sum(
                _number(other, hours) or 0.0
                for other in new.rows
                if (_day(other, first) or day)
                <= day
                <= (_day(other, last) or dt.date.max)
            )


def _serves(said: Settings, row: Row, before: Recorded) -> bool:
    """Whether an earlier record is what a row needs."""
    day = _day(row, said.text("day", ""))
    until = before.day(said.text("until", ""))
    same = said.text("same", "")
    return (
        all(before.text(key).strip() for key in said.texts("filled"))
        and (not same or before.answers.get(same) == row.get(same))
        and (day is None or before.on <= day)
        and (day is None or until is None or until >= day)
    )


def _words(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
