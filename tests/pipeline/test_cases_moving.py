"""How a case moves on when papers come, and what is known of a pupil's earlier one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.desks import NOW, Trial, catalogue, letter, trial
from tests.pipeline.quick import amaras_case
from toolkit.catalogue import Service
from toolkit.errors import CannotDo
from toolkit.model import (
    Case,
    Checked,
    Decision,
    Finding,
    Outcome,
    Referral,
    Status,
    Weight,
)
from toolkit.pipeline import decide, earlier_cases, foreseen, whole_case
from toolkit.pipeline.arrivals.replying import reply_to_changed
from toolkit.pipeline.arrivals.reporting import Report
from toolkit.pipeline.cases.checking import check_case, status_after
from toolkit.pipeline.cases.referring_again import supersede

LATER = NOW + dt.timedelta(days=30)
BY = "Office Trial"


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Trial]:
    """An empty desk."""
    with trial(tmp_path) as opened:
        yield opened


def esma() -> Service:
    """Return the service that comes with the toolkit."""
    return catalogue().service("esma")


def standing(status: Status) -> Case:
    """Return a case that stands so."""
    return Case("NORTH-2026-0001-A", "esma", status, NOW)


def found(*outcomes: Outcome) -> Checked:
    """Return a check that found these, each of a rule that asks."""
    findings = tuple(
        Finding(f"c{n}", f"R{n}", Weight.ASK, outcome, "Said.")
        for n, outcome in enumerate(outcomes)
    )
    return Checked(Referral("esma"), findings)


@pytest.mark.parametrize(
    ("before", "outcome", "after"),
    [
        (Status.RECEIVED, Outcome.NOT_MET, Status.INCOMPLETE),
        (Status.RECEIVED, Outcome.MET, Status.READY),
        (Status.READY, Outcome.NOT_MET, Status.INCOMPLETE),
        (Status.INCOMPLETE, Outcome.MET, Status.READY),
        (Status.DEFERRED, Outcome.MET, Status.READY),
        (Status.DEFERRED, Outcome.NOT_MET, Status.DEFERRED),
        (Status.DISCUSSED, Outcome.MET, Status.DISCUSSED),
        (Status.ACCEPTED, Outcome.NOT_MET, Status.ACCEPTED),
        (Status.ACTIVE, Outcome.NOT_MET, Status.ACTIVE),
        (Status.DECLINED, Outcome.MET, Status.DECLINED),
    ],
)
def test_a_check_moves_only_what_nobody_has_decided(
    before: Status, outcome: Outcome, after: Status
) -> None:
    """And what was put off comes back to the meeting when it is complete."""
    assert status_after(standing(before), found(outcome)) is after


def test_a_decision_is_refused_to_somebody_whose_role_it_is_not(at: Trial) -> None:
    """The list of people is what counts, not what somebody says."""
    people = at.workspace.root / "people.toml"
    people.write_text(
        '[[person]]\nname = "Helen Marsh"\nroles = ["admin"]\n', encoding="utf-8"
    )
    ref = amaras_case(at)
    decision = Decision("guidance", "Helen Marsh", NOW, despite="Agreed.")

    with pytest.raises(CannotDo, match="lead teacher"):
        decide(at.desk, catalogue(), ref, decision, NOW)
    with pytest.raises(CannotDo, match="lead teacher"):
        foreseen(at.desk, catalogue(), ref, decision)
    assert at.desk.casebook.case(ref).decision is None


def closed(at: Trial, *reasons: str, outcome: str = "close") -> str:
    """Return a case that has ended for these reasons."""
    ref = amaras_case(at)
    status = Status.CLOSED if outcome == "close" else Status.DECLINED
    at.desk.casebook.decide(ref, Decision(outcome, BY, NOW, reasons), status)
    return ref


def again(at: Trial, earlier: str) -> Case:
    """Return a new case of the same pupil."""
    ref = amaras_case(at, date_of_referral="14/12/2026")
    at.desk.casebook.link_earlier(ref, earlier, by="toolkit", at=LATER)
    supersede(at.desk, earlier, ref, LATER)
    return whole_case(at.desk, catalogue(), ref)


def test_a_pupil_who_was_too_unwell_comes_back_with_the_conditions_shown(
    at: Trial,
) -> None:
    """ESMA-130: the policy promises the way back, so the desk sees it."""
    old = closed(at, "too_unwell")
    [earlier] = earlier_cases(at.desk, again(at, old), esma())

    assert (earlier.ref, earlier.status) == (old, Status.RE_REFERRED)
    assert (earlier.outcome, earlier.allowed) == ("close", True)
    assert "as soon as" in earlier.conditions[0]


def test_after_the_end_of_school_age_there_is_no_way_back(at: Trial) -> None:
    """The desk is told so before anybody hopes."""
    old = closed(at, "over_school_age")
    [earlier] = earlier_cases(at.desk, again(at, old), esma())

    assert earlier.allowed is False


def test_after_a_decline_what_would_change_it_is_shown(at: Trial) -> None:
    """The school may have done just that."""
    old = closed(at, "not_resident_confirmed", outcome="decline")
    [earlier] = earlier_cases(at.desk, again(at, old), esma())

    assert earlier.allowed is None
    assert "moves into" in earlier.conditions[0]


def test_an_open_case_is_not_superseded(at: Trial) -> None:
    """Two open cases of one child are a question for a person."""
    ref = amaras_case(at)
    before = at.desk.casebook.case(ref).status
    supersede(at.desk, ref, "another", LATER)

    assert at.desk.casebook.case(ref).status is before


def test_after_a_decision_to_ask_the_school_is_answered_again(at: Trial) -> None:
    """What comes next is acknowledged, with what is still missing."""
    ref = amaras_case(at)
    decide(at.desk, catalogue(), ref, Decision("ask", BY, NOW), NOW)
    check_case(at.desk, catalogue(), ref, LATER)
    reply_to_changed(at.desk, catalogue(), Report(), LATER)

    assert at.desk.casebook.case(ref).status is Status.INCOMPLETE
    made = {d.document for d in at.desk.casebook.case(ref).documents}
    assert "acknowledgement" in made


def test_what_was_put_off_comes_back_when_a_paper_joins_it(at: Trial) -> None:
    """The letter everybody waited for must not lie in a case nobody looks at."""
    ref = amaras_case(at)
    decide(at.desk, catalogue(), ref, Decision("defer", BY, NOW), NOW)
    at.drop("letter.pdf", letter("Clinic letter", f"Our reference: {ref}", *AMARAS))
    at.take_in(LATER)

    case = at.desk.casebook.case(ref)
    assert case.papers[0].form == "service-request"
    assert len(case.papers) == 2
    assert case.status is Status.INCOMPLETE
    assert [one.outcome for one in case.decisions] == ["defer"]


AMARAS = (
    "Re: Amara Okafor, DOB: 03/05/2012",
    "She is medically unable to attend school.",
    "Dr Ewa Nowak, consultant paediatrician",
)
