"""Answers and papers that do not agree: what is told, how gravely, and where from."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.checklist.disagreeing import (
    JUNE,
    MARKS,
    NEXT_YEAR,
    NO_MEDICAL_REASON,
    NOT_MET,
    PLAN,
    PRINT,
    THIRTY,
    UNCLEAR,
    Changes,
    consent,
    letter,
    opened,
    register,
    timetable,
    told,
)
from tests.checklist.referrals import ESMA, TODAY, checked, doubtful, request
from toolkit.model import Answer, Mark, Outcome


@pytest.mark.parametrize(
    ("changes", "code", "outcome"),
    [
        pytest.param(
            request(year_group="8"),
            "year-group-differs",
            NOT_MET,
            id="VR-01 a year group two below",
        ),
        pytest.param(
            {"service-request": {"year_group": doubtful("1O")}},
            "year-group-differs",
            UNCLEAR,
            id="VR-01 a year group nobody can read",
        ),
        pytest.param(
            {"apdr": {"paper_pupil_name": "Yusuf Ali"}},
            "paper-names-another",
            NOT_MET,
            id="VR-02 a plan for another pupil",
        ),
        pytest.param(
            {"apdr": {"paper_pupil_name": "Adaeze Okafor"}},
            "paper-names-another",
            UNCLEAR,
            id="VR-02 a plan for a sister",
        ),
        pytest.param(
            {"baseline": {"upn": "F919999917002"}},
            "upn-differs",
            NOT_MET,
            id="VR-03 two numbers",
        ),
        pytest.param(
            consent(consent_signer_name="Hana Ali"),
            "consent-signer-differs",
            NOT_MET,
            id="VR-04 somebody else signed",
        ),
        pytest.param(
            consent(consent_signer_name="Mrs Okafor"),
            "consent-signer-differs",
            UNCLEAR,
            id="VR-04 a surname alone",
        ),
        pytest.param(
            consent(consent_signer_name="Amara Okafor"),
            "consent-signer-differs",
            UNCLEAR,
            id="VR-04 the pupil signed",
        ),
        pytest.param(
            request(parent_1_has_parental_responsibility="no"),
            "consent-signer-differs",
            NOT_MET,
            id="VR-04 no parental responsibility",
        ),
        pytest.param(
            request(parent_1_has_parental_responsibility="unknown"),
            "consent-signer-responsibility",
            UNCLEAR,
            id="VR-04 responsibility not known",
        ),
        pytest.param(
            consent(consent_date=dt.date(2026, 11, 20)),
            "consent-after-referral",
            NOT_MET,
            id="VR-05 consent after the referral",
        ),
        pytest.param(
            consent(consent_date=dt.date(2026, 3, 2)),
            "consent-old",
            NOT_MET,
            id="VR-05 consent of the spring",
        ),
        pytest.param(
            request(date_of_referral=NEXT_YEAR),
            "referral-date-to-come",
            NOT_MET,
            id="VR-05 a request from next year",
        ),
        pytest.param(
            {**letter(paper_date=JUNE), "service-request": {"evidence_1_date": JUNE}},
            "evidence-before-absence",
            NOT_MET,
            id="VR-06 evidence from before the absence",
        ),
        pytest.param(
            {**letter(paper_date=JUNE), "service-request": {"evidence_1_date": JUNE}},
            "evidence-older-than-12-weeks",
            NOT_MET,
            id="VR-06 evidence of 24 weeks ago",
        ),
        pytest.param(
            letter(paper_date=dt.date(2026, 10, 3)),
            "evidence-date-differs",
            NOT_MET,
            id="VR-06 two dates for one letter",
        ),
        pytest.param(
            letter(paper_date=doubtful("3O/10/26")),
            "evidence-date-differs",
            UNCLEAR,
            id="VR-06 a date nobody can read",
        ),
        pytest.param(
            request(last_date_attended_regularly=dt.date(2026, 11, 18)),
            "absence-after-referral",
            NOT_MET,
            id="VR-06 attended after the referral",
        ),
        pytest.param(
            {"reduced-timetable": PLAN},
            "timetable-denied",
            NOT_MET,
            id="VR-07 a plan, and the form says no",
        ),
        pytest.param(
            timetable(rtt_start_date=dt.date(2026, 11, 16)),
            "timetable-start-differs",
            NOT_MET,
            id="VR-07 two first days",
        ),
        pytest.param(
            timetable(rtt_end_date=dt.date(2026, 12, 11)),
            "timetable-end-differs",
            NOT_MET,
            id="VR-07 two last days",
        ),
        pytest.param(
            timetable(rtt_hours_per_week=9),
            "timetable-hours-differ",
            NOT_MET,
            id="VR-07 two numbers of hours",
        ),
        pytest.param(
            timetable(rtt_start_date=dt.date(2026, 12, 21)),
            "timetable-turned-round",
            NOT_MET,
            id="VR-07 it ends before it starts",
        ),
        pytest.param(
            timetable(rtt_end_date=dt.date(2027, 3, 1)),
            "timetable-turned-round",
            NOT_MET,
            id="VR-07 it runs for months",
        ),
        pytest.param(
            timetable(rtt_review_date=dt.date(2027, 1, 5)),
            "timetable-review-late",
            NOT_MET,
            id="VR-07 looked at when it is over",
        ),
        pytest.param(
            timetable(rtt_hours_per_week=0),
            "timetable-hours-unlikely",
            NOT_MET,
            id="VR-07 no hours at all",
        ),
        pytest.param(
            timetable(rtt_hours_per_week=32),
            "timetable-hours-unlikely",
            NOT_MET,
            id="VR-07 a full week",
        ),
        pytest.param(
            request(ehcp_in_place="final"),
            "plan-without-sen-status",
            NOT_MET,
            id="VR-09 a plan, and no SEN status",
        ),
        pytest.param(
            request(sen_status="E"),
            "sen-status-without-plan",
            NOT_MET,
            id="VR-09 a status, and no plan",
        ),
        pytest.param(
            request(looked_after="care_order", social_worker="Farah Malik"),
            "looked-after-contacts",
            NOT_MET,
            id="VR-09 in care, no virtual school",
        ),
        pytest.param(
            register(MARKS),
            "register-unauthorised",
            NOT_MET,
            id="VR-10 code O in the register",
        ),
        pytest.param(
            {
                "register-print": {
                    **PRINT,
                    "register_marks": Answer(Mark("", text=MARKS, ask=True), MARKS),
                }
            },
            "register-unauthorised",
            UNCLEAR,
            id="VR-10 a scanned register",
        ),
        pytest.param(
            register("2026-11-12 C2 C2"),
            "code-c2-without-plan",
            NOT_MET,
            id="VR-11 C2 in the register",
        ),
        pytest.param(
            request(register_code_in_use="C then C2"),
            "code-c2-without-plan",
            NOT_MET,
            id="VR-11 C2 on the form",
        ),
        pytest.param(
            register(THIRTY),
            "illness-without-return",
            NOT_MET,
            id="VR-11 thirty sessions of I",
        ),
        pytest.param(
            request(sessions_possible=100, sessions_attended=60),
            "attendance-not-worked-out",
            NOT_MET,
            id="VR-12 60 of 100 is not 41.5%",
        ),
        pytest.param(
            request(sessions_possible=60, sessions_attended=100),
            "attendance-not-worked-out",
            NOT_MET,
            id="VR-12 more attended than there were",
        ),
        pytest.param(
            {"register-print": {**PRINT, "register_attendance": 62.0}},
            "attendance-differs",
            NOT_MET,
            id="VR-12 another figure on the register",
        ),
        pytest.param(
            request(pregnant="pregnant"),
            "pregnancy-weeks",
            NOT_MET,
            id="VR-14 no due date",
        ),
        pytest.param(
            request(pregnant="pregnant", estimated_due_date=dt.date(2027, 2, 8)),
            "pregnancy-weeks",
            UNCLEAR,
            id="VR-14 29 weeks on the day after the check",
        ),
        pytest.param(
            request(pregnant="pregnant", estimated_due_date=dt.date(2025, 2, 8)),
            "pregnancy-weeks",
            UNCLEAR,
            id="VR-14 a birth long past",
        ),
        pytest.param(
            request(support_requested_one_to_one=True),
            "online-without-adult",
            NOT_MET,
            id="VR-15 lessons, and no adult",
        ),
        pytest.param(
            request(environment_advice="Lessons at home for now"),
            "home-without-adult",
            NOT_MET,
            id="VR-15 home, and no adult",
        ),
        pytest.param(
            request(support_requested_av1=True),
            "online-without-it",
            NOT_MET,
            id="VR-16 AV1, and no device",
        ),
        pytest.param(
            {"baseline": {"subject_1_board": None}},
            "exams-without-board",
            NOT_MET,
            id="VR-17 no board",
        ),
        pytest.param(
            request(exams_officer=None),
            "exams-without-officer",
            NOT_MET,
            id="VR-17 no exams officer",
        ),
        pytest.param(
            request(hospital_name="Hollowmere General"),
            "hospital-partly",
            NOT_MET,
            id="VR-18 a hospital and no more",
        ),
        pytest.param(
            request(admission_date=NEXT_YEAR, length_of_stay="a week"),
            "admission-planned-partly",
            NOT_MET,
            id="VR-18 ESMA-020 a stay without its programme",
        ),
        pytest.param(
            request(safeguarding_concerns="yes"),
            "safeguarding-answer-open",
            NOT_MET,
            id="VR-19 a concern, and no more",
        ),
        pytest.param(
            request(referrer_email="h.marsh@Gmail.com"),
            "private-mail",
            NOT_MET,
            id="VR-21 a private mailbox",
        ),
        pytest.param(
            request(parent_1_email="o@mail.example", parent_2_email="O@mail.example"),
            "shared-parent-mail",
            NOT_MET,
            id="VR-21 one mailbox for two parents",
        ),
        pytest.param(
            request(hospital_provision_suitable="yes"),
            "hospital-teaches",
            NOT_MET,
            id="ESMA-019 lessons in hospital",
        ),
        pytest.param(
            request(discharge_date=NEXT_YEAR),
            "discharge-plan-open",
            NOT_MET,
            id="ESMA-021 going home soon",
        ),
        pytest.param(
            request(**{**NO_MEDICAL_REASON, "referral_reason_type_semh": True}),
            "no-medical-reason-ticked",
            UNCLEAR,
            id="ESMA-012 no medical reason",
        ),
        pytest.param(
            request(school_days_missed=9),
            "absence-under-threshold",
            UNCLEAR,
            id="ESMA-013 nine days",
        ),
        pytest.param(
            request(ehcp_in_place="in_assessment"),
            "sen-route",
            NOT_MET,
            id="ESMA-018 an assessment",
        ),
        pytest.param(
            request(expected_return_date=dt.date(2026, 12, 26)),
            "return-not-a-school-day",
            NOT_MET,
            id="ESMA-039 back on Boxing Day",
        ),
        pytest.param(
            request(
                sessions_possible=100,
                sessions_attended=60,
                attendance_pct_ytd=doubtful("4l.5"),
            ),
            "attendance-not-worked-out",
            UNCLEAR,
            id="VR-12 a share nobody can read",
        ),
        pytest.param(
            request(school_days_missed=9, date_of_referral=dt.date(2030, 1, 7)),
            "absence-under-threshold",
            UNCLEAR,
            id="ESMA-013 nine days, beyond the calendar",
        ),
        pytest.param(
            request(school_days_missed=doubtful("l5")),
            "absence-under-threshold",
            UNCLEAR,
            id="ESMA-013 days nobody can read",
        ),
        pytest.param(
            request(referrer_role="Mother of the pupil"),
            "referrer-not-a-school",
            NOT_MET,
            id="ESMA-030 a family that asks",
        ),
        pytest.param(
            request(ihcp_review_date=dt.date(2025, 9, 1)),
            "healthcare-plan-old",
            NOT_MET,
            id="ESMA-085 an old care plan",
        ),
    ],
)
def test_what_does_not_agree_is_told(
    changes: Changes, code: str, outcome: Outcome
) -> None:
    """Two places that differ are somebody's slip, and the meeting should hear of it."""
    finding = opened(changes, code)

    assert finding is not None
    assert finding.outcome is outcome


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        pytest.param(
            request(year_group=None), "year-group-differs", id="VR-01 no year group"
        ),
        pytest.param(
            {
                "service-request": {"year_group": "R", "dob": dt.date(2022, 5, 3)},
                "consent": {"dob": None},
                "baseline": {"dob": None},
                "medical-letter": {"paper_pupil_dob": None},
            },
            "year-group-differs",
            id="VR-01 Reception at four",
        ),
        pytest.param(
            {"baseline": {"upn": "F919999916001"}},
            "upn-differs",
            id="VR-03 one number twice",
        ),
        pytest.param(
            consent(consent_signer_name="Mrs N. Okafor"),
            "consent-signer-differs",
            id="VR-04 a title and an initial",
        ),
        pytest.param(
            consent(consent_signer_name=None),
            "consent-signer-differs",
            id="VR-04 no printed name",
        ),
        pytest.param(
            request(parent_1_name=None),
            "consent-signer-differs",
            id="VR-04 no parent on the form",
        ),
        pytest.param(
            consent(consent_date=dt.date(2026, 11, 18)),
            "consent-after-referral",
            id="VR-05 two days after",
        ),
        pytest.param(
            consent(consent_date=None), "consent-after-referral", id="VR-05 no date"
        ),
        pytest.param(
            request(date_of_referral=None),
            "consent-after-referral",
            id="VR-05 no date of referral",
        ),
        pytest.param(
            request(last_date_attended_regularly=None),
            "evidence-before-absence",
            id="VR-06 no last day",
        ),
        pytest.param(
            request(evidence_1_date=JUNE, evidence_2_date=dt.date(2026, 10, 30)),
            "evidence-date-differs",
            id="VR-06 the letter is the second on the form",
        ),
        pytest.param(timetable(), "timetable-denied", id="VR-07 the plan and a yes"),
        pytest.param(
            timetable(rtt_start_date=None),
            "timetable-start-differs",
            id="VR-07 no first day on the form",
        ),
        pytest.param(
            timetable({"plan_hours": None}),
            "timetable-hours-differ",
            id="VR-07 no hours on the plan",
        ),
        pytest.param(
            timetable({"plan_hours": "6.0"}),
            "timetable-hours-differ",
            id="VR-07 the same hours",
        ),
        pytest.param(
            request(ehcp_in_place="final", sen_status="E"),
            "plan-without-sen-status",
            id="VR-09 both",
        ),
        pytest.param(
            request(looked_after="previously"),
            "looked-after-contacts",
            id="VR-09 looked after before",
        ),
        pytest.param(
            register(
                "2026-10-01 O O; "
                + "; ".join(f"2026-11-{d:02} I I" for d in range(1, 16))
            ),
            "register-unauthorised",
            id="VR-10 unauthorised long ago",
        ),
        pytest.param(
            register(MARKS, absence_authorised="no"),
            "register-unauthorised",
            id="VR-10 the form says no too",
        ),
        pytest.param(
            register("nothing of the sort"),
            "register-unauthorised",
            id="VR-10 no days on the print",
        ),
        pytest.param(
            register("2026-13-45 O O"), "register-unauthorised", id="VR-10 no such day"
        ),
        pytest.param(
            {
                **timetable(),
                "register-print": {**PRINT, "register_marks": "2026-11-12 C2 C2"},
            },
            "code-c2-without-plan",
            id="VR-11 C2 with its plan",
        ),
        pytest.param(
            register(THIRTY, sickness_return_sent_on=TODAY),
            "illness-without-return",
            id="VR-11 with its return",
        ),
        pytest.param(
            register("2026-11-12 I I"),
            "illness-without-return",
            id="VR-11 one day of I",
        ),
        pytest.param(
            request(sessions_possible=200, sessions_attended=83),
            "attendance-not-worked-out",
            id="VR-12 exactly so",
        ),
        pytest.param(
            request(sessions_possible=200, sessions_attended=84),
            "attendance-not-worked-out",
            id="VR-12 half a point off",
        ),
        pytest.param(
            request(sessions_possible=200),
            "attendance-not-worked-out",
            id="VR-12 one number alone",
        ),
        pytest.param(
            request(pregnant="pregnant", estimated_due_date=dt.date(2027, 2, 7)),
            "pregnancy-weeks",
            id="VR-14 29 weeks on the day of the check",
        ),
        pytest.param(
            request(pregnant="none"), "pregnancy-weeks", id="VR-14 not pregnant"
        ),
        pytest.param(
            request(pregnant="mother_with_health_need"),
            "pregnancy-weeks",
            id="ESMA-008 a young mother",
        ),
        pytest.param(
            request(support_requested_av1=True, supervising_adult="Ngozi Okafor"),
            "online-without-adult",
            id="VR-15 an adult is named",
        ),
        pytest.param(
            request(environment_advice="A homely, quiet room"),
            "home-without-adult",
            id="VR-15 no lessons at home",
        ),
        pytest.param(
            {
                "service-request": {"support_requested_av1": True},
                "baseline": {"it_access_device": True},
            },
            "online-without-it",
            id="VR-16 a device",
        ),
        pytest.param(
            request(support_requested_guidance=True),
            "online-without-it",
            id="VR-16 nothing online",
        ),
        pytest.param(
            {
                "service-request": {"year_group": "9"},
                "baseline": {"subject_1_board": None},
            },
            "exams-without-board",
            id="VR-17 before Year 10",
        ),
        pytest.param(
            request(admission_date=JUNE),
            "admission-planned-partly",
            id="VR-18 a stay that is over",
        ),
        pytest.param(
            request(
                safeguarding_concerns="yes",
                safeguarding_mitigation="Spoken to the family.",
            ),
            "safeguarding-answer-open",
            id="VR-19 answered",
        ),
        pytest.param(
            request(referrer_role="Parent support adviser"),
            "referrer-not-a-school",
            id="ESMA-030 staff whose title has a parent in it",
        ),
        pytest.param(
            request(parent_1_email="o@mail.example"),
            "shared-parent-mail",
            id="VR-21 one parent alone",
        ),
        pytest.param(
            request(
                **{
                    **NO_MEDICAL_REASON,
                    "referral_reason_type_semh": True,
                    "referral_reason_type_medical_mental": True,
                }
            ),
            "no-medical-reason-ticked",
            id="ESMA-001 a medical reason among others",
        ),
        pytest.param(
            request(
                sessions_possible=100, sessions_attended=60, attendance_pct_ytd=None
            ),
            "attendance-not-worked-out",
            id="VR-12 no share on the form",
        ),
        pytest.param(
            request(
                environment_advice="Lessons at home for now",
                supervising_adult="Ngozi Okafor",
            ),
            "home-without-adult",
            id="VR-15 home with an adult",
        ),
        pytest.param(
            request(expected_return_date=dt.date(2027, 1, 11)),
            "return-not-a-school-day",
            id="ESMA-039 back on a school day",
        ),
        pytest.param(
            request(school_days_missed=15),
            "absence-under-threshold",
            id="ESMA-013 fifteen days",
        ),
        pytest.param(
            request(expected_return_date=dt.date(2030, 1, 7)),
            "return-not-a-school-day",
            id="ESMA-039 beyond the calendar",
        ),
    ],
)
def test_what_agrees_or_was_left_blank_is_not_told(changes: Changes, code: str) -> None:
    """A list with things that are all right on it is a list nobody reads."""
    assert opened(changes, code) is None


def test_a_complete_referral_contradicts_nothing() -> None:
    """The page of a good referral stays the council's own checklist."""
    assert told(checked()) == []


# --- both places ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "code", "keys"),
    [
        pytest.param(
            request(year_group="8"),
            "year-group-differs",
            {"dob", "year_group"},
            id="on one form",
        ),
        pytest.param(
            timetable(rtt_end_date=dt.date(2026, 12, 11)),
            "timetable-end-differs",
            {"rtt_end_date", "plan_end"},
            id="form and plan",
        ),
        pytest.param(
            register(MARKS),
            "register-unauthorised",
            {"absence_authorised", "register_marks"},
            id="form and register",
        ),
        pytest.param(
            letter(paper_date=dt.date(2026, 10, 3)),
            "evidence-date-differs",
            {"evidence_1_date", "paper_date"},
            id="form and letter",
        ),
        pytest.param(
            consent(consent_date=dt.date(2026, 11, 20)),
            "consent-after-referral",
            {"consent_date", "date_of_referral"},
            id="consent and request",
        ),
        pytest.param(
            request(ehcp_in_place="final"),
            "plan-without-sen-status",
            {"ehcp_in_place", "sen_status"},
            id="a condition and an answer",
        ),
        pytest.param(
            {"reduced-timetable": PLAN},
            "timetable-denied",
            {"on_reduced_timetable", "reduced-timetable"},
            id="an answer and a whole paper",
        ),
    ],
)
def test_a_contradiction_is_listed_with_both_places(
    changes: Changes, code: str, keys: set[str]
) -> None:
    """Whoever looks sees at once which two places to hold side by side."""
    finding = opened(changes, code)

    assert finding is not None
    assert {mark.key for mark in finding.decided_by} == keys
    assert all(mark.place.paper for mark in finding.decided_by)


def test_a_register_that_differs_leaves_authorisation_to_a_person() -> None:
    """VR-10: it is neither proof against the family nor nothing."""
    differs = checked(register(MARKS)).finding("E3")
    agrees = checked(register("2026-11-12 I I")).finding("E3")

    assert (differs.outcome, agrees.outcome) == (UNCLEAR, Outcome.MET)
    assert "13 November 2026 (O)" in differs.sentence


def test_the_two_places_are_on_the_two_papers() -> None:
    """A letter and a form that differ are two papers, and the finding names both."""
    finding = opened(letter(paper_date=dt.date(2026, 10, 3)), "evidence-date-differs")

    assert finding is not None
    assert len({mark.place.paper for mark in finding.decided_by}) == 2


def test_another_childs_plan_is_told_without_a_word_about_that_child() -> None:
    """The wrong child's name in a letter to a school would be a second breach."""
    finding = opened({"apdr": {"paper_pupil_name": "Yusuf Ali"}}, "paper-names-another")

    assert finding is not None
    assert finding.decided_by == ()
    assert "Yusuf" not in finding.sentence


# --- words and weights ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        pytest.param(
            request(year_group="8"),
            "year-group-differs",
            "is that of Year 10, and the form says Year 8",
            id="both years",
        ),
        pytest.param(
            register(MARKS),
            "register-unauthorised",
            "13 November 2026 (O)",
            id="the dates of the register",
        ),
        pytest.param(
            request(pregnant="pregnant", estimated_due_date=dt.date(2027, 2, 8)),
            "pregnancy-weeks",
            "29 weeks are reached on 23 November 2026",
            id="77 days before the birth",
        ),
        pytest.param(
            request(school_days_missed=9, date_of_referral=dt.date(2026, 11, 16)),
            "absence-under-threshold",
            "15 days are reached on 24 November 2026",
            id="when fifteen days come",
        ),
        pytest.param(
            request(sessions_possible=100, sessions_attended=60),
            "attendance-not-worked-out",
            "as “41.5”. The sessions on the form come to 60.0%",
            id="both shares",
        ),
        pytest.param(
            register("; ".join(f"2026-11-{day:02} O O" for day in range(1, 13))),
            "register-unauthorised",
            "and 4 more days",
            id="a long list is cut",
        ),
    ],
)
def test_a_sentence_quotes_both_places(changes: Changes, code: str, words: str) -> None:
    """A sentence that only says “something differs” sends people hunting."""
    finding = opened(changes, code)

    assert finding is not None
    assert words in finding.sentence


def test_what_may_well_be_right_does_not_keep_a_referral_from_being_ready() -> None:
    """A pupil taught out of year is no reason to write to the school."""
    assert checked(request(year_group="8")).ready


def test_a_plan_the_form_denies_is_asked_about() -> None:
    """Whether the pupil is on a reduced timetable decides what else is needed."""
    assert not checked({"reduced-timetable": PLAN}).ready


def test_contradictions_come_after_the_councils_own_list() -> None:
    """The office's page keeps its order, whatever else is found."""
    found = checked(request(year_group="8", school_days_missed=9))

    assert [f.rule for f in found.findings[-3:]] == ["E4", "VR-01", "ESMA-013"]


def test_every_rule_across_fields_is_named_in_a_definition() -> None:
    """A rule that no file names would be nobody's to change."""
    texts = [each.id + each.source for each in ESMA.contradictions]
    texts += [each.source for each in (*ESMA.requirements, *ESMA.criteria)]
    named = " ".join(texts)
    here = {f"VR-{n:02}" for n in range(1, 23)} - {"VR-22"}

    assert {rule for rule in here if rule not in named} == set()
