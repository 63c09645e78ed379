"""What is due until somebody has decided: meeting, decision, replies, the reminder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from toolkit.calendar import add_school_days, local_date, next_meeting, will_reach
from toolkit.catalogue import DateName
from toolkit.due.standing import DONE, Standing
from toolkit.errors import BeyondCalendar
from toolkit.model import Deadline, Status
from toolkit.propose import ASK, ASSESSMENT, DECISION, MEETING, RECEIPT, deadlines
from toolkit.support import time_to_answer

REPLY = "reply from the school"
REMINDER = "reminder to the school"
LAPSE = "no reply: say whether the referral lapses"
THRESHOLD = "absence reaches {days} school days"


def clocks(standing: Standing) -> Iterator[Deadline]:
    """Yield the dates every referral has until somebody decides.

    The next meeting is never one that has been. After a decision to ask or to put off,
    the next decision counts from the meeting after it; the assessment counts from
    receipt whatever happens.
    """
    case, service = standing.case, standing.service
    asked = case.decision.at if case.decision else case.opened
    now = {each.what: each for each in deadlines(asked, service)}
    first = {each.what: each for each in deadlines(case.opened, service)}
    meeting = now[MEETING].due
    if meeting < standing.today:
        weekday = service.clocks.meeting_weekday
        meeting = next_meeting(standing.today, weekday, standing.office)
    yield standing.exactly(MEETING, meeting, DateName.MEETING)
    yield standing.exactly(DECISION, now[DECISION].due, DateName.DECISION)
    yield standing.exactly(ASSESSMENT, first[ASSESSMENT].due, DateName.ASSESSMENT)
    # For show: the days the decision has run from the meeting, not from receipt.
    yield first[RECEIPT]


def settled(standing: Standing) -> Iterator[Deadline]:
    """Yield the same dates once somebody has decided: all are done.

    None for a case so old that the calendar no longer reaches it.
    """
    try:
        listed = deadlines(standing.case.opened, standing.service)
    except BeyondCalendar:
        return
    for each in listed:
        yield replace(each, state=DONE)


def threshold(standing: Standing) -> Iterator[Deadline]:
    """Yield when an absence that goes on reaches the threshold, unless it has.

    It counts on from the days the school gives, on the day it gives them.
    """
    days, limit = (
        standing.value("school_days_missed"),
        standing.service.clocks.absence_days,
    )
    if isinstance(days, bool) or not isinstance(days, int | float):
        return
    if not 0 <= days < limit:  # not a number is not in between either
        return
    counted = min(standing.day("date_of_referral") or standing.received, standing.today)
    on = will_reach(days, limit, counted, standing.school)
    yield standing.exactly(
        THRESHOLD.format(days=limit), on, DateName.THRESHOLD, done=on < standing.today
    )


def missing_information(standing: Standing) -> Iterator[Deadline]:
    """Yield what follows a letter that asks the school for something.

    A reply, by the day that letter names; a reminder on the school day after; and after
    a reminder that nobody answered the question whether the referral lapses. It never
    lapses by itself.
    """
    asked = _asked_on(standing)
    if standing.case.status is not Status.INCOMPLETE or asked is None:
        return
    clocks, calendar = standing.service.clocks, standing.office
    reply = add_school_days(asked, clocks.reply_days, calendar)
    reminded = standing.last("reminder")
    if reminded is not None and reminded >= asked:
        yield standing.exactly(REMINDER, reminded, DateName.REMINDER, done=True)
        until = time_to_answer(
            standing.case.records, standing.service.reminders, calendar
        )
        if until is not None:
            yield standing.exactly(LAPSE, until, DateName.LAPSE)
            return
    yield standing.exactly(REPLY, reply, DateName.REPLY)
    yield standing.exactly(
        REMINDER, add_school_days(reply, 1, calendar), DateName.REMINDER
    )


def _asked_on(standing: Standing) -> dt.date | None:
    """Return the day of the last letter that asked the school for something."""
    asking = standing.service.decision(ASK)
    letters = {standing.service.acknowledgement, *(asking.documents if asking else ())}
    days = [
        local_date(made.at)
        for made in standing.case.documents
        if made.document in letters
    ]
    return max(days, default=None)
