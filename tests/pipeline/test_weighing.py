"""Which decisions may be taken, and what each of them rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pytest

from toolkit.catalogue import Service, load
from toolkit.errors import CannotDo
from toolkit.model import (
    Case,
    Decision,
    Finding,
    Mark,
    Outcome,
    Recorded,
    Status,
    Weight,
)
from toolkit.pipeline.cases.weighing import Weighed, weigh

NOW = dt.datetime(2026, 11, 23, 9, 30, tzinfo=dt.UTC)
LEAD = ("lead_teacher",)
MARK = Mark("postcode", text="LU95 2RH")


@pytest.fixture(scope="module")
def service() -> Service:
    """The service that comes with the toolkit."""
    return load().service("esma")


def found(
    rule: str, outcome: Outcome, weight: Weight = Weight.BLOCKS_ACCEPTANCE
) -> Finding:
    """Return a finding that rests on a postcode."""
    return Finding(rule.lower(), rule, weight, outcome, "Said.", decided_by=(MARK,))


def a_case(
    status: Status = Status.READY,
    findings: Iterable[Finding] = (),
    *past: str,
    reminded: dt.date | None = None,
) -> Case:
    """Return a case that stands so, with earlier decisions and perhaps a reminder."""
    decisions = tuple(Decision(outcome, "Office Trial", NOW) for outcome in past)
    records = (Recorded("reminder", reminded, "Office Trial", NOW),) if reminded else ()
    return Case(
        "NORTH-2026-0001-A",
        "esma",
        status,
        NOW,
        findings=tuple(findings),
        decisions=decisions,
        records=records,
    )


def decided(
    service: Service,
    case: Case,
    outcome: str,
    *reasons: str,
    words: str = "",
    despite: str = "",
    roles: tuple[str, ...] = LEAD,
) -> Weighed:
    """Return what a decision comes to."""
    decision = Decision(outcome, "Office Trial", NOW, reasons, "", words, despite)
    return weigh(case, service, decision, roles)


# --- who, and from where ------------------------------------------------------------


@pytest.mark.parametrize("outcome", ["accept", "guidance", "decline", "defer"])
def test_the_office_alone_decides_about_no_child(
    service: Service, outcome: str
) -> None:
    """It takes a lead teacher, and the sentence says so."""
    with pytest.raises(CannotDo, match="lead teacher"):
        decided(service, a_case(), outcome, roles=("admin",))


def test_a_closed_case_is_not_accepted_again(service: Service) -> None:
    """A refusal says what is possible instead."""
    with pytest.raises(CannotDo, match=r"is closed.*reopen"):
        decided(service, a_case(Status.CLOSED), "accept")


# --- reasons ------------------------------------------------------------------------


def test_missing_papers_decline_nobody_before_the_reminder(service: Service) -> None:
    """The school has its chance first."""
    with pytest.raises(CannotDo, match="not been reminded"):
        decided(service, a_case(), "decline", "consent_missing")


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(dt.date(2026, 11, 16), id="its last day"),
        pytest.param(dt.date(2026, 11, 19), id="in between"),
    ],
)
def test_missing_papers_decline_nobody_while_there_is_time(
    service: Service, sent: dt.date
) -> None:
    """A day that was promised is given whole."""
    with pytest.raises(CannotDo, match="has time to answer until"):
        decided(service, a_case(reminded=sent), "decline", "consent_missing")


def test_missing_papers_decline_once_the_time_is_over(service: Service) -> None:
    """After a reminder and its five school days a person may close the door."""
    case = a_case(reminded=dt.date(2026, 11, 13))

    assert decided(service, case, "decline", "consent_missing").status is (
        Status.DECLINED
    )


def test_another_reason_beside_missing_papers_is_enough(service: Service) -> None:
    """A pupil of another council gains nothing by a reminder."""
    reasons = ("consent_missing", "not_resident_confirmed")

    assert decided(service, a_case(), "decline", *reasons).status is Status.DECLINED


@pytest.mark.parametrize("reminded", [None, dt.date(2026, 11, 19)])
def test_nothing_lapses_before_the_reminder_had_its_time(
    service: Service, reminded: dt.date | None
) -> None:
    """Silence is no answer until somebody has been asked twice."""
    with pytest.raises(CannotDo):
        decided(service, a_case(Status.INCOMPLETE, reminded=reminded), "lapse")


def test_a_case_lapses_when_nothing_came_after_the_reminder(service: Service) -> None:
    """And only because a person says so."""
    case = a_case(Status.INCOMPLETE, reminded=dt.date(2026, 11, 13))

    assert decided(service, case, "lapse", roles=("admin",)).status is Status.LAPSED


GP_ONLY = "evidence_universal_only_no_further_advice"


def test_gp_evidence_alone_declines_nobody_at_once(service: Service) -> None:
    """ESMA-005: the decision is put off first, so that more can be looked for."""
    with pytest.raises(CannotDo, match="put off"):
        decided(service, a_case(), "decline", GP_ONLY)


def test_gp_evidence_alone_may_decline_after_the_decision_was_put_off(
    service: Service,
) -> None:
    """There was time, and nothing more was sought."""
    case = a_case(Status.DEFERRED, (), "defer")

    assert decided(service, case, "decline", GP_ONLY).status is Status.DECLINED


def test_a_reason_in_a_persons_own_words_needs_them(service: Service) -> None:
    """The letter promises an explanation, so there has to be one."""
    with pytest.raises(CannotDo, match="--words"):
        decided(service, a_case(), "decline", "other_with_text")

    told = decided(service, a_case(), "decline", "other_with_text", words="Because.")
    assert told.decision.words == "Because."


@pytest.mark.parametrize("reasons", [(), ("not_resident_confirmed",)])
def test_a_case_is_closed_for_a_reason_why_support_ends(
    service: Service, reasons: tuple[str, ...]
) -> None:
    """A reason for a decline says nothing about an end."""
    with pytest.raises(CannotDo, match="too_unwell"):
        decided(service, a_case(Status.ACTIVE), "close", *reasons)


@pytest.mark.parametrize(
    "code",
    [
        "reintegrated",
        "too_unwell",
        "does_not_attend",
        "health_services_refused",
        "moved_away",
        "unsafe_behaviour",
        "over_school_age",
        "withdrawn_by_parent",
    ],
)
def test_support_ends_for_each_of_its_reasons(service: Service, code: str) -> None:
    """ESMA-130, ESMA-131: six of the policy's and two more, each with conditions."""
    told = decided(service, a_case(Status.ACTIVE), "close", code)
    reason = service.exit_reason(code)

    assert told.status is Status.CLOSED
    assert reason is not None
    assert told.decision.rules == reason.rules
    assert reason.conditions


def test_only_the_end_of_school_age_closes_the_door_for_good(service: Service) -> None:
    """ESMA-130: whoever was too unwell is explicitly welcome again."""
    shut = [r.code for r in service.exit_reasons if not r.rereferral]

    assert shut == ["over_school_age"]


def test_a_redirect_names_somebody_else_who_helps(service: Service) -> None:
    """A missing paper is no reason to send a family elsewhere."""
    with pytest.raises(CannotDo, match="sen_route"):
        decided(service, a_case(), "redirect", "consent_missing")

    assert decided(service, a_case(), "redirect", "ehe").status is Status.REDIRECTED


# --- against the findings -----------------------------------------------------------


@pytest.mark.parametrize("outcome", ["accept", "guidance"])
@pytest.mark.parametrize("weight", [Weight.BLOCKS, Weight.BLOCKS_ACCEPTANCE])
def test_to_accept_against_a_rule_that_blocks_needs_a_word_why(
    service: Service, outcome: str, weight: Weight
) -> None:
    """Somebody will ask why, and the answer has to be on file."""
    case = a_case(findings=[found("E4", Outcome.NOT_MET, weight)])

    with pytest.raises(CannotDo, match=r"E4.*--despite"):
        decided(service, case, outcome)
    told = decided(service, case, outcome, despite="Moving here on Friday.")
    assert told.decision.despite == "Moving here on Friday."


@pytest.mark.parametrize(
    "finding",
    [
        pytest.param(found("E2", Outcome.CANNOT_TELL), id="cannot tell"),
        pytest.param(found("RQ-02", Outcome.NOT_MET, Weight.ASK), id="only asked"),
    ],
)
def test_what_does_not_speak_against_it_needs_no_word(
    service: Service, finding: Finding
) -> None:
    """What cannot be told is a question for the very people who decide."""
    told = decided(service, a_case(findings=[finding]), "accept")

    assert told.status is Status.ACCEPTED


def test_to_decline_for_what_is_in_order_needs_a_word_why(service: Service) -> None:
    """A letter must not say that a pupil lives elsewhere who lives here."""
    case = a_case(findings=[found("E4", Outcome.MET), found("RQ-12", Outcome.MET)])

    with pytest.raises(CannotDo, match="--despite"):
        decided(service, case, "decline", "not_resident_confirmed")


# --- what it rests on ---------------------------------------------------------------


def test_a_decline_keeps_its_rules_and_the_marks_they_looked_at(
    service: Service,
) -> None:
    """An ombudsman asks what a decision was made on, down to the paper."""
    case = a_case(findings=[found("E4", Outcome.NOT_MET), found("E1", Outcome.MET)])
    told = decided(service, case, "decline", "not_resident_confirmed").decision

    assert told.rules == ("ESMA-007", "E4", "RQ-12")
    assert [(f.rule, f.decided_by) for f in told.because] == [("E4", (MARK,))]


def test_an_acceptance_keeps_the_criteria_and_what_was_still_open(
    service: Service,
) -> None:
    """A condition, such as evidence to come, is read from what was open then."""
    criteria = [found(rule, Outcome.MET) for rule in ("E1", "E2", "E3", "E4")]
    open_one = found("RQ-05", Outcome.CANNOT_TELL, Weight.BLOCKS)
    told = decided(service, a_case(findings=[*criteria, open_one]), "accept").decision

    assert told.rules == ("E1", "E2", "E3", "E4", "RQ-05")
    assert [f.rule for f in told.because] == list(told.rules)
