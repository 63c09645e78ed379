"""Where a case stands: what is possible, earlier cases, records, register codes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from toolkit import states
from toolkit.catalogue import RegisterCodes, Service
from toolkit.model import Case, Recorded
from toolkit.pipeline import Earlier
from toolkit.support import ways_taught
from toolkit.telling import Json


def possible_lines(case: Case) -> Iterator[str]:
    """Yield what people may do with a case now, and who."""
    for step in states.possible(case.status):
        who = ", ".join(role for role in states.ROLE_WORDS if role in step.who)
        yield f"{step.how.replace('REF', case.ref)}  ({who})"


def earlier_lines(earlier: tuple[Earlier, ...]) -> Iterator[str]:
    """Yield how the pupil's earlier cases ended, and what was said of another."""
    for one in earlier:
        reasons = f", {', '.join(one.reasons)}" if one.reasons else ""
        ended = f": {one.outcome}{reasons}" if one.outcome else ""
        stands = states.in_words(one.status)
        yield f"Earlier case of the same pupil: {one.ref}, {stands}{ended}"
        yield from (f"  {condition}" for condition in one.conditions)


def record_lines(case: Case, service: Service) -> Iterator[str]:
    """Yield what was recorded, in order, with what it says below each."""
    for record in case.records:
        kind = service.record_kind(record.kind)
        label = kind.label if kind else record.kind
        yield f"{record.on}  {label}{_rows(record)}, by {record.by}{_despite(record)}"
        yield from (f"  {line}" for line in _said(record))


def code_lines(
    register: RegisterCodes | None, case: Case, today: dt.date
) -> Iterator[str]:
    """Yield the advice on register codes for the lessons there are."""
    advice = ways_taught(register, case.records, today) if register else ()
    if register is None or not advice:
        return
    for one in advice:
        yield f"{' or '.join(one.codes)}  {one.label}. {one.sentence}"
    yield from (register.council, register.caution, register.return_note)
    yield register.decides


def told_standing(
    case: Case, service: Service, earlier: tuple[Earlier, ...], today: dt.date
) -> dict[str, Json]:
    """Return the same for `toolkit case REF --json`."""
    return {
        "possible": [step.key for step in states.possible(case.status)],
        "earlier_cases": [_told_earlier(one) for one in earlier],
        "register_codes": _told_codes(service.register, case, today),
    }


def _told_earlier(one: Earlier) -> Json:
    return {
        "ref": one.ref,
        "status": one.status.value,
        "outcome": one.outcome or None,
        "reasons": list(one.reasons),
        "rereferral": one.allowed,
        "conditions": list(one.conditions),
    }


def _told_codes(register: RegisterCodes | None, case: Case, today: dt.date) -> Json:
    advice = ways_taught(register, case.records, today) if register else ()
    if register is None or not advice:
        return None
    return {
        "decides": register.decides,
        "council": register.council,
        "caution": register.caution,
        "return_note": register.return_note,
        "ends": register.ends,
        "advice": [
            {
                "key": one.key,
                "label": one.label,
                "codes": list(one.codes),
                "sentence": one.sentence,
            }
            for one in advice
        ],
    }


def _said(record: Recorded) -> Iterator[str]:
    for key, value in record.answers.items():
        yield f"{key}: {value}"
    for row in record.rows:
        yield ", ".join(f"{key} {value}" for key, value in row.items())


def _rows(record: Recorded) -> str:
    count = len(record.rows)
    return "" if not count else ", 1 row" if count == 1 else f", {count} rows"


def _despite(record: Recorded) -> str:
    return f"; despite a check: {record.despite}" if record.despite else ""
