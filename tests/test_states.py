"""The table of states: every step of it may be taken, and every other is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from toolkit import states
from toolkit.catalogue import Service, load
from toolkit.errors import CannotDo
from toolkit.model import Status
from toolkit.states import ADMIN, ITSELF, LEAD_TEACHER, STEPS, TABLE, TEACHER
from toolkit.workspace import ROLES

REF = "NORTH-2026-0001-A"
ROOT = Path(__file__).parent.parent
EVERY_ROLE = (LEAD_TEACHER, TEACHER, ADMIN, ITSELF)
MOVES = [
    pytest.param(step, before, after, id=f"{step.key}-from-{before.value}")
    for step in TABLE
    for before, after in step.moves.items()
]
REFUSED = [
    pytest.param(step, status, id=f"{step.key}-from-{status.value}")
    for step in TABLE
    for status in Status
    if status not in step.moves
]
NOT_THEIRS = [
    pytest.param(step, role, id=f"{step.key}-by-{role}")
    for step in TABLE
    for role in EVERY_ROLE
    if role not in step.who
]
A_PERSON_ONLY = (
    Status.ACCEPTED,
    Status.GUIDANCE_ONLY,
    Status.DECLINED,
    Status.CLOSED,
)


@pytest.fixture(scope="module")
def esma() -> Service:
    """The service that comes with the toolkit."""
    return load().service("esma")


@pytest.mark.parametrize(("step", "before", "after"), MOVES)
def test_a_step_of_the_table_leads_where_it_says(
    step: states.Step, before: Status, after: Status
) -> None:
    """The desk goes on from where a case stands."""
    assert states.move(REF, before, step.key, step.who) is after


@pytest.mark.parametrize(("step", "status"), REFUSED)
def test_any_other_step_is_refused_with_what_is_possible(
    step: states.Step, status: Status
) -> None:
    """Nobody is left in front of a closed door without being shown an open one."""
    with pytest.raises(CannotDo) as refusal:
        states.move(REF, status, step.key, step.who)

    assert states.in_words(status) in refusal.value.sentence
    possible = states.possible(status, step.who) or states.possible(status)
    offered = [step.how.replace("REF", REF) for step in possible]
    assert [how for how in offered if how not in refusal.value.remedy] == []


@pytest.mark.parametrize(("step", "role"), NOT_THEIRS)
def test_a_step_is_refused_to_those_it_is_not_for(step: states.Step, role: str) -> None:
    """Who may decide about a child is settled before, in one place."""
    status = next(iter(step.moves))

    with pytest.raises(CannotDo, match="takes"):
        states.move(REF, status, step.key, [role])


@pytest.mark.parametrize("status", [pytest.param(s, id=s.value) for s in A_PERSON_ONLY])
def test_only_a_named_person_takes_a_case_there(status: Status) -> None:
    """Software must never accept, decline or close by itself."""
    leading = [s for s in TABLE if any(a is status != b for b, a in s.moves.items())]

    assert leading
    assert [step.key for step in leading if ITSELF in step.who] == []


@pytest.mark.parametrize("status", [pytest.param(s, id=s.value) for s in Status])
def test_every_status_can_be_reached_and_says_what_is_possible(status: Status) -> None:
    """A status nobody can come to, or nobody can do anything in, is a mistake."""
    reached = {after for step in TABLE for after in step.moves.values()}

    assert status in reached | {Status.RECEIVED}
    assert states.possible(status)


def test_a_withdrawal_is_possible_from_every_open_status() -> None:
    """A family may take its request back at any time."""
    still_open = {status for status in Status if not status.is_over}

    assert set(STEPS["withdraw"].moves) == still_open


def test_a_new_referral_takes_the_place_of_every_case_that_is_over() -> None:
    """The history of a child who comes back is found whatever became of the case."""
    over = {status for status in Status if status.is_over}

    assert set(STEPS["re-refer"].moves) == over - {Status.RE_REFERRED}


def test_the_roles_are_those_of_the_desk() -> None:
    """A role nobody can have would lock a step for ever."""
    assert {role for step in TABLE for role in step.who} == ROLES | {ITSELF}


def test_every_decision_of_the_service_is_a_step_that_leads_to_its_status(
    esma: Service,
) -> None:
    """The definition and the table must not tell two stories."""
    told = {kind.outcome: {Status(kind.status)} for kind in esma.decisions}

    assert told == {key: set(STEPS[key].moves.values()) for key in told}


def test_every_kind_of_record_takes_a_step_its_roles_may_take(esma: Service) -> None:
    """Somebody who may write a thing down must not be stopped by the table."""
    short = [
        kind.key
        for kind in esma.records
        if not STEPS[kind.step].who.issuperset(kind.roles)
    ]

    assert short == []


def test_every_record_the_table_names_is_a_kind_of_the_service(esma: Service) -> None:
    """What a refusal offers instead has to be there."""
    named = {
        step.how.rpartition(" ")[2] for step in TABLE if " record REF " in step.how
    }

    assert named <= {kind.key for kind in esma.records}


# Who may write down where a case stands. Each asks the table first, by itself or, for
# decisions, through `weighing`; another module here means somebody has to look at it.
SETTERS = {
    "toolkit/pipeline/cases/checking.py",
    "toolkit/pipeline/cases/deciding.py",
    "toolkit/pipeline/cases/recording.py",
    "toolkit/pipeline/cases/referring_again.py",
    "toolkit/pipeline/meetings/recording.py",
}
SETTING = re.compile(
    r"\.(?:change_status|record_checked)\(|casebook\.(?:decide|record)\("
)


def test_nothing_else_writes_down_where_a_case_stands() -> None:
    """A second way past the table would be a way around it."""
    found = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "toolkit").rglob("*.py")
        if "casebook" not in path.parts
        and SETTING.search(path.read_text(encoding="utf-8"))
    }

    assert found == SETTERS


def test_the_reference_page_shows_the_table_as_it_is() -> None:
    """People look there for who may do what."""
    page = (ROOT / "docs" / "reference" / "statuses.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `")]

    assert rows == [*states.status_rows(), *states.step_rows()]


def test_the_lessons_on_offer_are_the_offers_of_the_service(esma: Service) -> None:
    """A lesson that cannot be recorded would be recorded as another."""
    provision = esma.record_kind("provision")
    assert provision is not None
    [offer] = [question for question in provision.row if question.key == "offer"]

    assert {c.value for c in offer.choices} == {offer.key for offer in esma.offers}
