"""Rules about dates that belong together, and about how long something has lasted."""

from __future__ import annotations

import datetime as dt
from math import isfinite

from toolkit.calendar import covers, is_school_day, will_reach
from toolkit.checklist.dossier import Dossier, Given, State, in_words
from toolkit.checklist.settings import Settings
from toolkit.checklist.verdict import Verdict, against, verdict
from toolkit.errors import BeyondCalendar

_PREGNANCY = dt.timedelta(weeks=40)
_LONGEST_AFTER_BIRTH = dt.timedelta(weeks=26)


def date_order(case: Dossier, settings: Settings) -> Verdict:
    """Judge whether the dates of one side come before those of the other.

    `question_first` and `question_then` name the sides; with `papers_first` or
    `papers_then` those papers speak before the form. Of several dates the pair that
    fits best counts. `allowed_days` is by how much the order may be turned round,
    `within_days` how far apart they may lie; with `today`, this day stands for a side
    that is left blank.
    """
    first, then = _side(case, settings, "first"), _side(case, settings, "then")
    everything = (*first, *then)
    earlier, later = _dated(first), _dated(then)
    end = max(later, key=_day, default=None)
    if end is None and settings.flag("today") and not then:
        last = case.today
    elif end is None or not earlier:
        either = first and (then or settings.flag("today"))
        return verdict("unsure" if either else "blank", everything)
    else:
        last = _day(end)
    if not earlier:
        return verdict("unsure" if first else "blank", everything)
    situation, start = _order(earlier, last, settings)
    looked_at = [start] if end is None else [start, end]
    say = verdict if situation == "in_order" else against
    return say(
        situation,
        looked_at,
        first=start.description,
        then=end.description if end else "",
        first_date=in_words(_day(start)),
        then_date=in_words(last),
    )


def on_school_day(case: Dossier, settings: Settings) -> Verdict:
    """Judge whether the date in `question` is a day on which pupils come to school.

    Of a day outside the council's calendar nothing is said.
    """
    given = case.given(settings.key("question"))
    calendar = case.service.calendar
    day = given.as_read
    if not isinstance(day, dt.date):
        return verdict("unsure" if given.state is State.UNSURE else "blank", [given])
    if not covers(day, calendar):
        return verdict("beyond", [given], date=in_words(day))
    if is_school_day(day, calendar):
        return verdict("school_day", [given], date=in_words(day))
    return against("other_day", [given], date=in_words(day))


def weeks_reached(case: Dossier, settings: Settings) -> Verdict:
    """Judge whether a pregnancy has reached `weeks`, from the due date in `question`.

    A pregnancy is dated at 40 weeks, so 29 weeks and 0 days are 77 days before it.
    """
    given, weeks = case.given(settings.key("question")), settings.count("weeks")
    if weeks is None:
        raise settings.wrong("weeks", "This setting is needed.")
    due = given.as_read
    if not isinstance(due, dt.date):
        return verdict("unsure" if given.state is State.UNSURE else "blank", [given])
    to_go = due - case.today
    if not -_LONGEST_AFTER_BIRTH <= to_go <= _PREGNANCY:
        return against("implausible", [given], due=in_words(due))
    start = due - (_PREGNANCY - dt.timedelta(weeks=weeks))
    say = verdict if start <= case.today else against
    situation = "reached" if start <= case.today else "not_yet"
    return say(situation, [given], date=in_words(start), due=in_words(due))


def absence_reached(case: Dossier, settings: Settings) -> Verdict:
    """Judge whether the school days missed come to the service's threshold.

    `question_days` gives the days and `question_counted_on` the day they were counted
    to, from which it is forecast when the threshold comes if the absence goes on.
    """
    given = case.given(settings.key("question_days"))
    days = given.as_read
    is_number = isinstance(days, int | float) and not isinstance(days, bool)
    if not isinstance(days, int | float) or not is_number or not isfinite(days):
        return verdict("unsure" if given.state is State.UNSURE else "blank", [given])
    threshold = case.service.clocks.absence_days
    counted = case.given(settings.text("question_counted_on")).day or case.today
    names = {"days": f"{days:g}", "threshold": str(threshold)}
    if days >= threshold:
        return verdict("reached", [given], **names)
    date = _forecast(case, days, counted)
    return against("short" if date else "short_beyond", [given], date=date, **names)


def _forecast(case: Dossier, days: float, counted: dt.date) -> str:
    clocks, calendar = case.service.clocks, case.service.calendar
    try:
        return in_words(will_reach(days, clocks.absence_days, counted, calendar))
    except BeyondCalendar:
        return ""


def _order(
    earlier: tuple[Given, ...], last: dt.date, settings: Settings
) -> tuple[str, Given]:
    """Return how the best pair lies, and the date of the first side in that pair."""
    start, newest = min(earlier, key=_day), max(earlier, key=_day)
    if _day(start) - last > dt.timedelta(days=settings.count("allowed_days") or 0):
        return "reversed", start
    within = settings.count("within_days")
    if within is not None and last - _day(newest) > dt.timedelta(days=within):
        return "far", newest
    return "in_order", newest


def _side(case: Dossier, settings: Settings, side: str) -> tuple[Given, ...]:
    sorts = settings.texts(f"papers_{side}")
    found: tuple[Given, ...] = ()
    for key in settings.texts(f"question_{side}"):
        found = found or case.places(sorts, key)
    return found


def _dated(givens: tuple[Given, ...]) -> tuple[Given, ...]:
    return tuple(given for given in givens if isinstance(given.as_read, dt.date))


def _day(given: Given) -> dt.date:
    day = given.as_read
    assert isinstance(day, dt.date)  # noqa: S101 - only dated answers are asked
    return day
