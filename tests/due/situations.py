"""Cases made by hand, as they stand on a day: invented people only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from tests.calendars import DEMO
from tests.checklist.referrals import ESMA
from toolkit.calendar import LONDON
from toolkit.due import due
from toolkit.model import (
    Answer,
    Case,
    Deadline,
    Decision,
    Identity,
    MadeDocument,
    Mark,
    Recorded,
    Referral,
    Status,
    Value,
)

SERVICE = replace(ESMA, calendar=DEMO)
REF = "ESMA-2026-0042-E"
RECEIVED = dt.date(2026, 10, 5)
ACCEPTED = dt.date(2026, 10, 14)


def day(text: str) -> dt.date:
    """Read `16 Nov 2026`, so that the rows look like the calendar on the wall."""
    return dt.datetime.strptime(text, "%d %b %Y").date()  # noqa: DTZ007 -- a date only


def moment(on: dt.date) -> dt.datetime:
    """Return ten in the morning of a day."""
    return dt.datetime.combine(on, dt.time(10), tzinfo=LONDON)


def record(
    kind: str, on: str | dt.date, *rows: Mapping[str, Value], **answers: Value
) -> Recorded:
    """Return something written down on a day."""
    about = day(on) if isinstance(on, str) else on
    return Recorded(kind, about, "Office Trial", moment(about), answers, rows)


def lessons(
    start: str, end: str = "21 Jul 2027", offer: str = "one-to-one"
) -> Recorded:
    """Return the record of lessons from one day to another."""
    row: dict[str, Value] = {
        "offer": offer,
        "subject": "maths",
        "start": day(start),
        "end": day(end),
    }
    return record("provision", ACCEPTED, row)


def document(name: str, on: str) -> MadeDocument:
    """Return a document that was made on a day."""
    return MadeDocument(name, 1, f"{REF}_{name}_v1.pdf", "0" * 64, moment(day(on)))


def undecided(
    received: str = "16 Nov 2026",
    *documents: MadeDocument,
    records: tuple[Recorded, ...] = (),
    status: Status = Status.INCOMPLETE,
    decision: Decision | None = None,
    answers: Mapping[str, Value] | None = None,
) -> Case:
    """Return a referral that nobody has decided for good."""
    return Case(
        ref=REF,
        service="esma",
        status=status,
        opened=moment(day(received)),
        documents=documents,
        records=records,
        decision=decision,
        decisions=(decision,) if decision else (),
        referral=referral(answers or {}),
    )


def supported(
    *records: Recorded,
    dob: str = "3 May 2012",
    documents: tuple[MadeDocument, ...] = (),
    answers: Mapping[str, Value] | None = None,
    accepted: dt.date = ACCEPTED,
) -> Case:
    """Return a case that was accepted for lessons."""
    accept = Decision("accept", "Office Trial", moment(accepted))
    return Case(
        ref=REF,
        service="esma",
        status=Status.ACTIVE,
        opened=moment(accepted - dt.timedelta(days=9)),
        identity=Identity("Amara", "Okafor", "", day(dob)),
        documents=documents,
        records=records,
        decision=accept,
        decisions=(accept,),
        referral=referral(answers or {}),
    )


def referral(answers: Mapping[str, Value]) -> Referral:
    """Return a referral with these values."""
    written = {k: Answer(Mark(k, text=str(v)), v) for k, v in answers.items()}
    return Referral("esma", written)


def listed(case: Case, today: str, what: str) -> list[Deadline]:
    """Return what is called this among everything due in a case on a day."""
    return [d for d in due(case, SERVICE, day(today)) if d.what == what]


def only(case: Case, today: str, what: str) -> Deadline:
    """Return the one deadline of this name."""
    [found] = listed(case, today, what)
    return found
