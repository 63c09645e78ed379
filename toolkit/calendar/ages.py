"""Dates that follow from a birthday: school age, year group, weeks to a birth."""

from __future__ import annotations

import datetime as dt

_FRIDAY = 4


def school_year(day: dt.date) -> int:
    """Return the calendar year in which the school year of `day` began (1 September).

    The last day of the school year is 31 August.
    """
    return day.year if day.month >= 9 else day.year - 1


def year_group(dob: dt.date, on: dt.date) -> int:
    """Return the year group of this age on a day: 0 is Reception, below it nursery.

    What the birthday says; a school may teach a pupil in another year, and lawfully.
    """
    return school_year(on) - school_year(dob) - 5


def compulsory_school_age(dob: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of compulsory school age.

    It begins on the prescribed day (31 December, 31 March, 31 August) on or next after
    the fifth birthday, and ends on the last Friday in June of the school year in which
    the pupil turns 16. A birthday on 29 February is kept on 1 March in common years.

    Source: Education Act 1996, section 8; the Start of Compulsory School Age Order 1998
    and the School Leaving Date Order 1997.
    """
    fifth, sixteenth = _birthday(dob, 5), _birthday(dob, 16)
    prescribed = (
        dt.date(fifth.year, 3, 31),
        dt.date(fifth.year, 8, 31),
        dt.date(fifth.year, 12, 31),
    )
    start = next(day for day in prescribed if day >= fifth)
    return start, _last_friday_of_june(school_year(sixteenth) + 1)


def pregnancy_eligible_from(due: dt.date) -> dt.date:
    """Return the first day of week 29 of a pregnancy: 77 days before the due date.

    A pregnancy is dated at 40 weeks, and 11 weeks remain at 29 weeks and 0 days.
    """
    return due - dt.timedelta(days=77)


def weeks_before_due_date(due: dt.date, on: dt.date) -> int:
    """Return how many whole weeks are left on a day; negative once it has passed."""
    days = (due - on).days
    return days // 7 if days >= 0 else -(-days // 7)


def _birthday(dob: dt.date, age: int) -> dt.date:
    try:
        return dob.replace(year=dob.year + age)
    except ValueError:  # 29 February in a common year
        return dt.date(dob.year + age, 3, 1)


def _last_friday_of_june(year: int) -> dt.date:
    end = dt.date(year, 6, 30)
    return end - dt.timedelta(days=(end.weekday() - _FRIDAY) % 7)
