"""Where a case can stand, and who may take it from where to where.

The one table of steps. Everything that moves a case asks `move`; nothing else in the
toolkit knows which status may follow which. Only a named person takes a case to
accepted, guidance only, declined or closed: no step of the toolkit's own leads there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from toolkit.errors import CannotDo
from toolkit.model import Status

LEAD_TEACHER, TEACHER, ADMIN = "lead_teacher", "teacher", "admin"
ITSELF = "toolkit"
"""The role of the toolkit, for the steps that need nobody to decide anything."""

ROLE_WORDS: Mapping[str, str] = {
    LEAD_TEACHER: "a lead teacher",
    TEACHER: "a teacher",
    ADMIN: "somebody of the office (admin)",
    ITSELF: "the toolkit itself",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a case: from where it may be taken, to where, and by whom.

    `moves` maps each status it may be taken from to the one it leads to, which may be
    the same. `words` say what is done, after “nobody can”. `how` is the command.
    """

    key: str
    words: str
    moves: Mapping[Status, Status]
    who: frozenset[str]
    how: str


# --- the table ----------------------------------------------------------------------

_S = Status
UNDECIDED = (_S.RECEIVED, _S.INCOMPLETE, _S.READY, _S.DISCUSSED)
"""Before anybody has decided anything."""

_ON_THE_TABLE = (*UNDECIDED, _S.DEFERRED)
_ACCEPTED = (_S.ACCEPTED, _S.GUIDANCE_ONLY)
_TURNED_AWAY = (_S.DECLINED, _S.REDIRECTED, _S.WITHDRAWN, _S.LAPSED)
_SUPPORTED = (_S.PLANNING, _S.ACTIVE, _S.CLOSING)

# A mind may be changed until the planning has begun; after that there is a child with
# lessons, and the way out is to close.
_CAN_CHANGE = (*_ON_THE_TABLE, *_ACCEPTED, *_TURNED_AWAY)

_LEAD = frozenset({LEAD_TEACHER})
_OFFICE = frozenset({LEAD_TEACHER, ADMIN})
_TEACHERS = frozenset({LEAD_TEACHER, TEACHER})
_EVERYBODY = frozenset({LEAD_TEACHER, TEACHER, ADMIN})
_NOBODY = frozenset({ITSELF})


def _to(status: Status, *before: Status) -> dict[Status, Status]:
    return dict.fromkeys(before, status)


def _stay(*statuses: Status) -> dict[Status, Status]:
    return {status: status for status in statuses}


def _but(statuses: Collection[Status], *left_out: Status) -> tuple[Status, ...]:
    return tuple(status for status in statuses if status not in left_out)


def _decide(outcome: str) -> str:
    return f"toolkit decide REF {outcome}"


def _record(kind: str) -> str:
    return f"toolkit record REF {kind}"


TABLE: tuple[Step, ...] = (
    # What a check of the papers finds.
    Step(
        "find-incomplete",
        "find it incomplete",
        _to(_S.INCOMPLETE, _S.RECEIVED, _S.INCOMPLETE, _S.READY),
        _NOBODY,
        "toolkit intake",
    ),
    Step(
        "find-complete",
        "find it complete",
        # What a deferred case waited for is there: it goes back to the meeting.
        _to(_S.READY, _S.RECEIVED, _S.INCOMPLETE, _S.READY, _S.DEFERRED),
        _NOBODY,
        "toolkit intake",
    ),
    Step(
        "come-back",
        "bring it back",
        # Nobody looks at a deferred case until something has come for it.
        _to(_S.INCOMPLETE, _S.DEFERRED),
        _NOBODY,
        "toolkit intake",
    ),
    # What people decide.
    Step(
        "discuss",
        "discuss it at the meeting",
        _to(_S.DISCUSSED, *_ON_THE_TABLE),
        _OFFICE,
        "toolkit meeting record FILE",
    ),
    Step(
        "accept",
        "accept it",
        _to(_S.ACCEPTED, *_but(_CAN_CHANGE, _S.ACCEPTED)),
        _LEAD,
        _decide("accept"),
    ),
    Step(
        "guidance",
        "accept it for guidance",
        _to(_S.GUIDANCE_ONLY, *_but(_CAN_CHANGE, _S.GUIDANCE_ONLY), _S.PLANNING),
        _LEAD,
        _decide("guidance"),
    ),
    Step(
        "ask",
        "ask for what is missing",
        _to(_S.INCOMPLETE, *_CAN_CHANGE),
        _OFFICE,
        _decide("ask"),
    ),
    Step("defer", "defer it", _to(_S.DEFERRED, *_CAN_CHANGE), _LEAD, _decide("defer")),
    Step(
        "decline",
        "decline it",
        _to(_S.DECLINED, *_CAN_CHANGE),
        _LEAD,
        _decide("decline"),
    ),
    Step(
        "redirect",
        "redirect it",
        _to(_S.REDIRECTED, *_CAN_CHANGE),
        _LEAD,
        _decide("redirect"),
    ),
    Step(
        "withdraw",
        "record that it was withdrawn",
        _to(_S.WITHDRAWN, *_ON_THE_TABLE, *_ACCEPTED, *_SUPPORTED),
        _OFFICE,
        _decide("withdraw"),
    ),
    Step(
        "lapse",
        "let it lapse",
        _to(_S.LAPSED, _S.RECEIVED, _S.INCOMPLETE, _S.DEFERRED),
        _OFFICE,
        _decide("lapse"),
    ),
    Step(
        "close",
        "close it",
        _to(_S.CLOSED, *_ACCEPTED, *_SUPPORTED),
        _LEAD,
        _decide("close"),
    ),
    Step(
        "reopen",
        "open it again",
        _to(_S.PLANNING, _S.CLOSED),
        _LEAD,
        _decide("reopen"),
    ),
    # What people do for the pupil, as they record it.
    Step(
        "remind",
        "record a reminder for it",
        _stay(*_ON_THE_TABLE),
        _EVERYBODY,
        _record("reminder"),
    ),
    Step(
        "plan",
        "record a planning meeting for it",
        {
            _S.ACCEPTED: _S.PLANNING,
            **_stay(_S.PLANNING, _S.ACTIVE),
        },
        _EVERYBODY,
        _record("planning-meeting"),
    ),
    Step(
        "provide",
        "record lessons or a plan for it",
        _stay(_S.ACCEPTED, _S.PLANNING, _S.ACTIVE, _S.CLOSING),
        _EVERYBODY,
        _record("provision"),
    ),
    Step(
        "start",
        "record that support has started in it",
        {_S.PLANNING: _S.ACTIVE, **_stay(_S.ACTIVE)},
        _EVERYBODY,
        _record("start"),
    ),
    Step(
        "review",
        "record what comes with lessons in it",
        _stay(_S.PLANNING, _S.ACTIVE, _S.CLOSING),
        _EVERYBODY,
        _record("review"),
    ),
    Step(
        "end",
        "record that its support is coming to an end",
        {
            **_to(_S.CLOSING, _S.GUIDANCE_ONLY, _S.PLANNING, _S.ACTIVE),
            **_stay(_S.CLOSING),
        },
        _TEACHERS,
        _record("exit"),
    ),
    Step(
        "note",
        "record something in it",
        _stay(*Status),
        _EVERYBODY,
        _record("contact"),
    ),
    # The same pupil is referred once more, and the new case takes its place.
    Step(
        "re-refer",
        "put a new referral in its place",
        _to(_S.RE_REFERRED, *_TURNED_AWAY, _S.CLOSED),
        _NOBODY,
        "toolkit intake",
    ),
)

STEPS: Mapping[str, Step] = {step.key: step for step in TABLE}


# --- asking it ----------------------------------------------------------------------


def move(ref: str, status: Status, step: str, roles: Collection[str]) -> Status:
    """Return where a step takes a case, once it is one that may be taken.

    Args:
        ref: The case's, for the sentence.
        status: Where it stands.
        step: The key of a step of the table.
        roles: What whoever takes it is; `ITSELF` for the toolkit.

    Raises:
        CannotDo: If it may not be taken from there or by them, with what is possible
            instead.
        KeyError: If the table has no such step.
    """
    wanted = STEPS[step]
    if status not in wanted.moves:
        raise CannotDo(
            f"{ref} is {in_words(status)}, so nobody can {wanted.words}.",
            remedy=_instead(ref, status, roles),
        )
    if wanted.who.isdisjoint(roles):
        able = " or ".join(ROLE_WORDS[r] for r in ROLE_WORDS if r in wanted.who)
        raise CannotDo(
            f"To {wanted.words} takes {able}.",
            remedy="`toolkit people` lists who may do what; let one of them do it.",
        )
    return wanted.moves[status]


def possible(status: Status, roles: Collection[str] | None = None) -> tuple[Step, ...]:
    """Return the steps people may take from a status, in the order of the table.

    Args:
        status: Where a case stands.
        roles: Only the steps of these roles; null for those of anybody.
    """
    people = _EVERYBODY if roles is None else frozenset(roles)
    return tuple(
        step
        for step in TABLE
        if status in step.moves and not step.who.isdisjoint(people - _NOBODY)
    )


def in_words(status: Status) -> str:
    """Return a status as a person reads it."""
    return status.value.replace("_", " ")


def _instead(ref: str, status: Status, roles: Collection[str]) -> str:
    steps = possible(status, roles) or possible(status)
    hows = (f"`{step.how.replace('REF', ref)}`" for step in steps)
    return f"Possible now: {', '.join(hows)}."


def status_rows() -> tuple[str, ...]:
    """Return the rows of the reference's table of statuses."""
    return tuple(
        f"| `{status.value}` | {'yes' if status.is_over else 'no'} "
        f"| {', '.join(f'`{step.key}`' for step in possible(status))} |"
        for status in Status
    )


def step_rows() -> tuple[str, ...]:
    """Return the rows of the reference's table of steps.

    Each step has one for each status it leads to, and one for those it leaves as they
    are when it leads nowhere else from there.
    """
    return tuple(row for step in TABLE for row in _rows_of(step))


def _rows_of(step: Step) -> Iterator[str]:
    leading = [after for before, after in step.moves.items() if after is not before]
    for after in dict.fromkeys(leading):
        before = [b for b, a in step.moves.items() if a is after]
        yield _step_row(step, after.value, before)
    staying = [b for b, a in step.moves.items() if a is b and a not in leading]
    if staying:
        yield _step_row(step, "where it was", staying)


def _step_row(step: Step, after: str, before: Collection[Status]) -> str:
    who = ", ".join(role for role in ROLE_WORDS if role in step.who)
    start = ", ".join(status.value for status in before)
    return f"| `{step.key}` | {start} | {after} | {who} | `{step.how}` |"
