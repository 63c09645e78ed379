"""Cases of one invented pupil, and what the letters about them say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from tests.calendars import DEMO
from tests.due.situations import SERVICE, day, moment, supported
from tests.letters.making import DOCUMENTS, ROOTS
from toolkit import compose
from toolkit.drafting import Situation, orders
from toolkit.model import Case, Decision, LetterOrder, Recorded, Value
from toolkit.propose import deadlines

TODAY = day("7 Dec 2026")
ASKED: Mapping[str, Value] = {
    "pupil_legal_forename": "Amara",
    "pupil_legal_surname": "Okafor",
    "dob": day("3 May 2012"),
    "school_name": "Willowmere High",
    "referrer_name": "Siobhan O'Neill",
    "referrer_email": "senco@willowmere-school.example",
    "parent_1_name": "Adaeze Okafor",
    "parent_2_name": "Emeka Okafor",
    "evidence_1_date": day("3 Nov 2026"),
    "evidence_1_author_name": "Dr Ifeoma Castellanos",
    "evidence_1_author_role": "Consultant paediatrician",
    "consent_signature": "Adaeze Okafor",
    "consent_scope_share_health": True,
    "consent_date": day("2 Oct 2026"),
}


def case_with(
    *records: Recorded,
    outcome: str = "",
    reasons: tuple[str, ...] = (),
    dob: str = "3 May 2012",
    answers: Mapping[str, Value] = MappingProxyType({}),
) -> Case:
    """Return a supported case with these records and answers, decided anew if asked."""
    case = supported(*records, dob=dob, answers={**ASKED, **answers})
    if not outcome:
        return case
    decision = Decision(outcome, "Eszter Szabo", moment(TODAY), reasons)
    return replace(case, decision=decision, decisions=(*case.decisions, decision))


def situation_of(case: Case, **ahead: dt.date) -> Situation:
    """Return the case as it stands on Monday 7 December 2026."""
    service = replace(SERVICE, calendar=DEMO)
    promised = deadlines(moment(TODAY), service)
    return Situation(case, service, TODAY, promised, ahead=ahead)


def ordered(key: str, case: Case, **ahead: dt.date) -> tuple[LetterOrder, ...]:
    """Return the orders for a document of a case."""
    return orders(DOCUMENTS[key], situation_of(case, **ahead), 1)


def letters(key: str, case: Case, **ahead: dt.date) -> list[compose.Message]:
    """Return what a document says to each of its recipients."""
    return [
        compose.message(order, DOCUMENTS[key], SERVICE, ROOTS)
        for order in ordered(key, case, **ahead)
    ]


def letter(key: str, case: Case, **ahead: dt.date) -> str:
    """Return what a document says to its first recipient."""
    return letters(key, case, **ahead)[0].text
