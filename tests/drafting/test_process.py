"""Letters on the way: what each must say, and what none may."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from tests.drafting.cases import (
    TODAY,
    case_with,
    letter,
    letters,
    ordered,
    situation_of,
)
from tests.due.situations import SERVICE, day, document, lessons, record, undecided
from tests.letters.making import DOCUMENTS
from tests.letters.process_facts import PROCESS
from toolkit.drafting import orders
from toolkit.errors import CannotDo, MissingFact
from toolkit.model import Answer, Case, Finding, Mark, Outcome, Referral, Value, Weight

REVIEW = record(
    "meeting-date", "17 Dec 2026", what="review", at="14:00", place="The library"
)
INVITATIONS = [key for key in PROCESS if key.startswith("review-invitation")]


def finding(rule: str, label: str, outcome: Outcome = Outcome.NOT_MET) -> Finding:
    """Return something a check found."""
    return Finding(rule.lower(), rule, Weight.BLOCKS, outcome, f"{label}: none.", label)


def waiting(*findings: Finding) -> Case:
    """Return a referral the school was asked about on 30 November."""
    answers = case_with().referral
    case = undecided("30 Nov 2026", document("acknowledgement", "30 Nov 2026"))
    return replace(case, referral=answers, findings=findings)


# --- the reminder -------------------------------------------------------------------


def test_a_reminder_asks_only_for_what_is_still_missing() -> None:
    """A school that sent half of it must see that it arrived."""
    said = letter(
        "reminder",
        waiting(
            finding("RQ-07", "Signed consent"),
            finding("RQ-02", "Baseline form", Outcome.MET),
        ),
    )

    assert "Signed consent" in said
    assert "Baseline form" not in said


def test_a_reminder_says_when_it_was_first_asked_and_until_when_to_answer() -> None:
    """Five school days, counted by the council's own calendar."""
    said = letter("reminder", waiting(finding("RQ-07", "Signed consent")))

    assert "first asked for it on Monday 30 November 2026" in said
    assert "by Monday 14 December 2026" in said


def test_nobody_is_reminded_when_nothing_is_missing() -> None:
    """The letter would send a school looking for nothing."""
    with pytest.raises(MissingFact, match="missing"):
        letters("reminder", waiting())


def test_a_reminder_leaves_the_lapse_to_a_person() -> None:
    """No clock closes a case, and the school is told so."""
    said = letter("reminder", waiting(finding("RQ-07", "Signed consent")))

    assert "somebody from our team looks at the referral and decides" in said
    assert "refer again, at any time" in said


# --- the lapsed letter --------------------------------------------------------------


def test_a_lapsed_letter_is_kind_and_leaves_the_door_open() -> None:
    """Scenario 16: nobody was turned down."""
    case = replace(waiting(finding("RQ-07", "Signed consent")), records=())
    said = letter("lapsed", case)

    assert "Nobody has turned the pupil down" in said
    assert "Signed consent" in said
    assert not re.search(r"declin\w+|deadline|too late", said)


# --- newer evidence -----------------------------------------------------------------


def test_the_evidence_letter_names_what_is_held_and_what_is_due() -> None:
    """The newest of what was recorded and what was stated counts."""
    newer = record("evidence", "20 Nov 2026", author_role="GP")
    said = letter("evidence-reminder", case_with(newer), evidence=day("12 Feb 2027"))

    assert "20 November 2026" in said
    assert "Friday 12 February 2027" in said
    assert "3 November 2026" not in said


def test_evidence_of_a_day_to_come_is_not_held_yet() -> None:
    """A mistyped year must not keep the letter from asking."""
    later = record("evidence", "20 Nov 2027", author_role="GP")
    said = letter("evidence-reminder", case_with(later), evidence=day("12 Feb 2027"))

    assert "3 November 2026" in said


def test_without_a_day_to_come_no_evidence_is_asked_for() -> None:
    """Newer evidence is here, and the clock has started again."""
    with pytest.raises(MissingFact, match=r"newer\.due"):
        letters("evidence-reminder", case_with())


def test_only_the_second_letter_says_that_teaching_needs_it() -> None:
    """P:214: twelve weeks are a prompt, twenty-four a question."""
    first = letter("evidence-reminder", case_with(), evidence=day("12 Feb 2027"))
    second = letter(
        "evidence-reminder", case_with(), evidence_question=day("18 Dec 2026")
    )

    early = letter(
        "evidence-reminder", case_with(), evidence_question=day("12 May 2027")
    )
    assert "in order to plan further teaching" not in first
    assert "in order to plan further teaching" not in early
    assert "about 24 weeks" in second


def test_a_day_that_has_passed_gives_way_to_one_the_school_can_keep() -> None:
    """A letter that asks for something by last Friday helps nobody."""
    case = case_with()
    said = letter("evidence-reminder", case, evidence_question=day("27 Nov 2026"))

    assert "Monday 14 December 2026" in said
    assert "27 November 2026" not in said


@pytest.mark.parametrize("word", [r"\bstop teaching", r"will end", r"\bclose\w*"])
def test_the_evidence_letter_does_not_threaten(word: str) -> None:
    """Support never ends for want of a letter alone."""
    said = letter("evidence-reminder", case_with(), evidence=day("12 Feb 2027"))

    assert not re.search(word, said)
    assert "Nothing stops by itself" in said


def test_a_gp_s_letter_is_welcome_where_the_waiting_list_is_long() -> None:
    """Never a consultant only."""
    said = letter("evidence-reminder", case_with(), evidence=day("12 Feb 2027"))

    assert "a letter from the GP or the school nurse is welcome" in said


# --- somebody else ------------------------------------------------------------------


@pytest.mark.parametrize("key", ["redirect-school", "redirect-parent"])
@pytest.mark.parametrize("code", SERVICE.decision("redirect").reasons)  # type: ignore[union-attr] # it has one
def test_every_reason_to_send_on_says_why_and_what_would_change_it(
    key: str, code: str
) -> None:
    """Nobody is sent from door to door without a word."""
    reason = SERVICE.reason(code)
    assert reason is not None
    said = letter(key, case_with(outcome="redirect", reasons=(code,)))

    assert reason.would_change in said
    assert (reason.for_school in said) is (key == "redirect-school")
    assert (reason.for_parents in said) is (key == "redirect-parent")


# --- the review ---------------------------------------------------------------------


@pytest.mark.parametrize("key", INVITATIONS)
def test_an_invitation_names_the_day_the_time_and_the_place(key: str) -> None:
    """Everybody who is invited gets the same three facts."""
    said = letter(key, case_with(REVIEW))

    assert "Thursday 17 December 2026" in said
    assert "14:00" in said
    assert "The library" in said


@pytest.mark.parametrize("key", INVITATIONS)
def test_an_invitation_shows_nobody_elses_address(key: str) -> None:
    """The other parent's e-mail address may be the one thing to keep secret."""
    case = case_with(REVIEW, answers={"parent_2_email": "emeka@families.example"})

    shown = [at for each in letters(key, case) for at in _addresses(each.text)]

    assert set(shown) <= {SERVICE.contact.email}


@pytest.mark.parametrize("key", INVITATIONS)
def test_without_a_meeting_that_is_arranged_nobody_is_invited(key: str) -> None:
    """A letter that says “to be agreed” makes everybody ring up."""
    with pytest.raises(MissingFact, match="review"):
        letters(key, case_with())


@pytest.mark.parametrize("key", INVITATIONS)
@pytest.mark.parametrize(
    "on",
    [
        pytest.param("19 Dec 2026", id="a Saturday"),
        pytest.param("25 Dec 2026", id="a bank holiday"),
        pytest.param("4 Jan 2027", id="a day without lessons"),
    ],
)
def test_nobody_is_invited_to_a_closed_school(key: str, on: str) -> None:
    """INSET days look like any other weekday on a wall calendar."""
    closed = record("meeting-date", on, what="review", at="14:00", place="The library")

    with pytest.raises(CannotDo, match="closed"):
        letters(key, case_with(closed))


def test_a_meeting_somebody_gives_beside_the_case_will_do() -> None:
    """`toolkit write --from facts.toml`: for a meeting nobody has written down."""
    given = {"on": TODAY, "at": "2pm", "place": "Online", "link": "", "chair": "Head"}
    situation = replace(situation_of(case_with()), extra={"review": given})
    [order] = orders(DOCUMENTS["review-invitation"], situation, 1)

    assert order.facts["review"] == given


def test_a_meeting_that_was_moved_is_the_one_that_counts() -> None:
    """Even to an earlier day."""
    earlier = replace(
        record("meeting-date", "15 Dec 2026", what="review", at="9:30", place="Online"),
        at=REVIEW.at + dt.timedelta(hours=1),
    )

    assert "Tuesday 15 December 2026" in letter(
        "review-invitation", case_with(REVIEW, earlier)
    )


def test_separated_parents_are_invited_in_letters_of_their_own() -> None:
    """Neither reads where the other lives, or that the other is asked."""
    first, second = letters("review-invitation-parent", case_with(REVIEW))

    assert "Emeka" not in first.text
    assert "Adaeze" not in second.text


def test_a_planning_meeting_is_no_review() -> None:
    """It goes into the letter of acceptance instead."""
    planning = record(
        "meeting-date", "17 Dec 2026", what="planning", at="2pm", place="the school"
    )
    found = (finding("E1", "Of compulsory school age", Outcome.MET),)
    case = replace(case_with(planning, outcome="accept"), findings=found)

    assert "Thursday 17 December 2026, 2pm, the school" in letter(
        "acceptance-school", case
    )
    with pytest.raises(MissingFact, match="review"):
        letters("review-invitation", case)


# --- health -------------------------------------------------------------------------


def test_health_staff_are_asked_six_questions_and_told_of_the_consent() -> None:
    """Short, precise, and nothing they need not tell."""
    said = letter("health-advice-request", case_with())

    assert "Dear Dr Ifeoma Castellanos" in said
    assert "6. When will you next review the pupil?" in said
    assert "On 2 October 2026 a parent agreed in writing" in said
    assert "do not send full notes" in said


@pytest.mark.parametrize("key", ["health-advice-request", "review-invitation-health"])
@pytest.mark.parametrize(
    "answers",
    [
        pytest.param({"consent_signature": ""}, id="not signed"),
        pytest.param({"consent_scope_share_health": False}, id="not for health staff"),
        pytest.param({"consent_date": ""}, id="not dated"),
        pytest.param({"consent_withdrawn_at": day("1 Dec 2026")}, id="taken back"),
    ],
)
def test_without_consent_no_name_goes_to_health_staff(
    key: str, answers: dict[str, Value]
) -> None:
    """Whatever else is on the form."""
    with pytest.raises(MissingFact, match="consent"):
        letters(key, case_with(REVIEW, answers=answers))


def test_a_consent_somebody_has_to_look_at_first_is_none() -> None:
    """A signature read off a scan may be a coffee stain."""
    case = case_with()
    assert case.referral is not None
    unsure = Answer(Mark("consent_signature", text="x", ask=True), "x")
    answers = {**case.referral.answers, "consent_signature": unsure}

    with pytest.raises(MissingFact, match="consent"):
        letters(
            "health-advice-request", replace(case, referral=Referral("esma", answers))
        )


def test_the_newest_author_of_evidence_is_the_one_to_ask() -> None:
    """The one before may have left the clinic."""
    newer: dict[str, Value] = {
        "evidence_2_date": day("1 Dec 2026"),
        "evidence_2_author_name": "Dr Beatriz Lindqvist",
    }
    case = case_with(answers=newer)

    assert "Dear Dr Beatriz Lindqvist" in letter("health-advice-request", case)


# --- notes, advice, cover, hand-over ------------------------------------------------


def test_the_hand_over_shows_figures_and_no_reasons() -> None:
    """Why sessions were missed is the family's to tell."""
    weeks = record(
        "attendance",
        "4 Dec 2026",
        {"week": day("23 Nov 2026"), "offered": 5, "attended": 1, "reason": "Asthma"},
        {"week": day("30 Nov 2026"), "offered": 5, "attended": 0},
    )
    called = record("contact", "2 Dec 2026", with_whom="family", summary="Upset")
    said = letter("attendance-handover", case_with(weeks, called))

    assert "1 of 10 sessions were attended" in said
    assert said.startswith("Dear colleagues")
    assert "Asthma" not in said
    assert "Upset" not in said
    assert "What: A contact: The family" in said


def test_a_week_that_was_counted_again_is_shown_once() -> None:
    """The newest record of a week says what it was."""
    first = record(
        "attendance",
        "27 Nov 2026",
        {"week": day("23 Nov 2026"), "offered": 5, "attended": 1},
    )
    again = record(
        "attendance",
        "4 Dec 2026",
        {"week": day("23 Nov 2026"), "offered": 5, "attended": 3},
    )

    assert "3 of 5 sessions were attended" in letter(
        "attendance-handover", case_with(first, again)
    )


def test_an_absence_note_does_not_repeat_what_the_family_said() -> None:
    """The school needs to know that, and asks the family why."""
    note = record(
        "absence-note", "7 Dec 2026", told_by="family", summary="A bad asthma night"
    )
    said = letter("absence-note", case_with(note))

    assert "The family told us." in said
    assert "asthma" not in said
    assert "We have not heard from health staff" in said


def test_nobody_told_us_is_said_without_blame() -> None:
    """The first thing is that the child is safe."""
    note = record("absence-note", "7 Dec 2026", told_by="nobody")
    said = letter("absence-note", case_with(note))

    assert "Nobody had told us before the lesson" in said
    assert "knows that the pupil is safe" in said


def test_advice_that_was_recorded_stands_in_the_guidance_letter() -> None:
    """The school reads in the letter what it heard on the telephone."""
    given = record(
        "advice",
        "3 Dec 2026",
        how="advice_line",
        summary="Name one adult.\nAgree rest breaks.",
    )
    case = case_with(given, outcome="guidance")

    assert "- Name one adult.\n- Agree rest breaks." in letter(
        "acceptance-school", case
    )
    assert "3 December 2026 (On the advice line): Name one" in letter(
        "advice-record", case
    )


def test_work_set_for_a_lost_lesson_is_told_to_the_school() -> None:
    """P:360: it is looked at in the next lesson."""
    lost = record("cover", "3 Dec 2026", subject="maths", work_set="yes")
    said = letter("cover-record", case_with(lost))

    assert "Subject: Maths" in said
    assert "Looked at with the pupil: At the next lesson" in said


@pytest.mark.parametrize(
    ("key", "need"),
    [
        ("attendance-handover", "attendance"),
        ("absence-note", "absence"),
        ("advice-record", "advice"),
        ("cover-record", "cover"),
    ],
)
def test_nothing_recorded_means_no_letter(key: str, need: str) -> None:
    """An empty table says that nothing happened, and nobody knows that."""
    with pytest.raises(MissingFact, match=need):
        letters(key, case_with(lessons("15 Oct 2026")))


def test_a_document_for_a_team_the_service_has_not_named_is_not_written() -> None:
    """Better than one addressed to nobody."""
    service = replace(SERVICE, roles={})
    given = replace(situation_of(case_with()), service=service)

    with pytest.raises(MissingFact, match="attendance_team"):
        orders(DOCUMENTS["attendance-handover"], given, 1)


def test_the_pupils_page_has_no_postal_address() -> None:
    """Somebody they know hands it over; an address may be the secret."""
    [order] = ordered("review-invitation-pupil", case_with(REVIEW))
    recipient = order.facts["recipient"]
    assert isinstance(recipient, dict)

    assert recipient["address"] == []


def _addresses(text: str) -> list[str]:
    return re.findall(r"[\w.&-]+@[\w.-]+\w", text)
