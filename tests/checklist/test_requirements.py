"""Every requirement and criterion of the built-in service, with every outcome."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.checklist.referrals import (
    ESMA,
    GP,
    TODAY,
    Answers,
    Written,
    checked,
    doubtful,
    drawn,
    paper,
    papers,
    part,
    request,
)
from toolkit.catalogue import Section, Service
from toolkit.checklist import check, merge
from toolkit.model import Answer, Finding, Mark, Outcome, Weight

MET, NOT_MET = Outcome.MET, Outcome.NOT_MET
UNCLEAR, NOTHING = Outcome.CANNOT_TELL, Outcome.NOT_APPLICABLE

Changes = Mapping[str, Answers]

TWIN: Answers = {"consent_pupil_name": "Adaeze Okafor"}
STRANGER: Answers = {
    "consent_pupil_name": "Yusuf Ali",
    "dob": dt.date(2011, 1, 9),
    "consent_signature": "Hana Ali",
}
ON_TIMETABLE: Answers = {
    "on_reduced_timetable": "yes",
    "rtt_plan_attached": "yes",
    "rtt_hours_per_week": 6,
    "rtt_start_date": dt.date(2026, 11, 9),
    "rtt_end_date": dt.date(2026, 12, 18),
    "rtt_parent_agreement": "yes",
}
FUNDED: Answers = {
    "pupil_premium": "yes",
    "funding_use_statement": "A tutor twice a week.",
    "funding_agreement_attached": "none",
}

NO_BIRTHDAY: Changes = {
    "service-request": {"dob": None},
    "consent": {"dob": None},
    "baseline": {"dob": None},
}


def finding(
    rule: str, changes: Changes | None = None, *, without: tuple[str, ...] = ()
) -> Finding:
    """Return one finding of a complete referral, changed."""
    return checked(changes, without=without).finding(rule)


def rtt(**answers: Written) -> Changes:
    """Return a referral with a reduced timetable and its plan, changed."""
    return {"service-request": {**ON_TIMETABLE, **answers}, "reduced-timetable": {}}


def funded(**answers: Written) -> Changes:
    """Return a referral of a pupil with pupil premium, changed."""
    return request(**{**FUNDED, **answers})


def consent(**answers: Written) -> Changes:
    """Return changes to the consent form alone."""
    return {"consent": answers}


def letter(**answers: Written) -> Changes:
    """Return changes to the medical letter alone."""
    return {"medical-letter": answers}


@pytest.mark.parametrize(
    ("rule", "outcome", "changes", "without"),
    [
        pytest.param("RQ-01", MET, {}, (), id="RQ-01 complete"),
        pytest.param("RQ-01", NOT_MET, request(dob=None), (), id="RQ-01 blank"),
        pytest.param("RQ-01", NOT_MET, {}, ("service-request",), id="RQ-01 no form"),
        pytest.param(
            "RQ-01", UNCLEAR, request(upn=doubtful("F9I9")), (), id="RQ-01 unreadable"
        ),
        pytest.param("RQ-02", MET, {}, (), id="RQ-02 complete"),
        pytest.param("RQ-02", NOT_MET, {}, ("baseline",), id="RQ-02 no form"),
        pytest.param(
            "RQ-02",
            NOT_MET,
            {"baseline": {"attainment_science": None}},
            (),
            id="RQ-02 one subject blank",
        ),
        pytest.param(
            "RQ-02",
            NOT_MET,
            {"baseline": {"engagement_rating": None}},
            (),
            id="RQ-02 engagement blank",
        ),
        pytest.param(
            "RQ-02",
            UNCLEAR,
            {"baseline": {"emotional_wellbeing_baseline": doubtful("5?")}},
            (),
            id="RQ-02 wellbeing unreadable",
        ),
        pytest.param("RQ-03", MET, {}, (), id="RQ-03 attached"),
        pytest.param(
            "RQ-03",
            MET,
            request(
                apdr_attached="no",
                apdr_assess="Tires early",
                apdr_plan="Shorter days",
                apdr_do="Since October",
                apdr_review="Helps a little",
            ),
            ("apdr",),
            id="RQ-03 four parts on the form",
        ),
        pytest.param("RQ-03", NOT_MET, {}, ("apdr",), id="RQ-03 claimed, not here"),
        pytest.param(
            "RQ-03", NOT_MET, request(not_working=None), (), id="RQ-03 half an answer"
        ),
        pytest.param(
            "RQ-03",
            UNCLEAR,
            request(work_set_and_marked_first15=None),
            (),
            id="RQ-03 first days not stated",
        ),
        pytest.param("RQ-04", MET, rtt(), (), id="RQ-04 agreed plan"),
        pytest.param("RQ-04", NOTHING, {}, (), id="RQ-04 no reduced timetable"),
        pytest.param(
            "RQ-04",
            UNCLEAR,
            request(on_reduced_timetable=None),
            (),
            id="RQ-04 not stated",
        ),
        pytest.param(
            "RQ-04", NOT_MET, request(**ON_TIMETABLE), (), id="RQ-04 plan not here"
        ),
        pytest.param(
            "RQ-04", NOT_MET, rtt(rtt_end_date=None), (), id="RQ-04 no end date"
        ),
        pytest.param(
            "RQ-04",
            NOT_MET,
            rtt(rtt_parent_agreement="no"),
            (),
            id="RQ-04 parents have not agreed",
        ),
        pytest.param(
            "RQ-04",
            UNCLEAR,
            rtt(rtt_parent_agreement=None),
            (),
            id="RQ-04 agreement not stated",
        ),
        pytest.param("RQ-05", MET, {}, (), id="RQ-05 complete"),
        pytest.param("RQ-05", NOT_MET, {}, ("medical-letter",), id="RQ-05 no letter"),
        pytest.param(
            "RQ-05",
            NOT_MET,
            request(accepted_by_school="no"),
            (),
            id="RQ-05 not accepted",
        ),
        pytest.param(
            "RQ-05",
            NOT_MET,
            request(evidence_1_states_unfit="no"),
            (),
            id="RQ-05 does not say unable",
        ),
        pytest.param(
            "RQ-05",
            UNCLEAR,
            request(evidence_1_states_unfit="unclear"),
            (),
            id="RQ-05 unclear whether unable",
        ),
        pytest.param(
            "RQ-05",
            UNCLEAR,
            letter(paper_date=dt.date(2026, 5, 1)),
            (),
            id="RQ-05 letter of 29 weeks ago",
        ),
        pytest.param(
            "RQ-05",
            NOT_MET,
            letter(paper_date=dt.date(2026, 12, 1)),
            (),
            id="RQ-05 letter dated to come",
        ),
        pytest.param(
            "RQ-05",
            UNCLEAR,
            letter(paper_pupil_name=None, paper_pupil_dob=None),
            (),
            id="RQ-05 letter names nobody",
        ),
        pytest.param("RQ-06", MET, {}, (), id="RQ-06 complete"),
        pytest.param(
            "RQ-06", NOT_MET, request(evidence_1_contact=None), (), id="RQ-06 no route"
        ),
        pytest.param(
            "RQ-06",
            UNCLEAR,
            request(evidence_1_contact=doubtful("01632 96?")),
            (),
            id="RQ-06 route unreadable",
        ),
        pytest.param("RQ-07", MET, {}, (), id="RQ-07 complete"),
        pytest.param(
            "RQ-07", MET, consent(consent_signature=drawn()), (), id="RQ-07 ink"
        ),
        pytest.param("RQ-07", NOT_MET, {}, ("consent",), id="RQ-07 no form"),
        pytest.param(
            "RQ-07", NOT_MET, consent(consent_signature=None), (), id="RQ-07 unsigned"
        ),
        pytest.param(
            "RQ-07", NOT_MET, consent(consent_date=None), (), id="RQ-07 undated"
        ),
        pytest.param(
            "RQ-07",
            NOT_MET,
            consent(consent_date=dt.date(2026, 11, 23)),
            (),
            id="RQ-07 dated tomorrow",
        ),
        pytest.param(
            "RQ-07", MET, consent(consent_date=TODAY), (), id="RQ-07 dated today"
        ),
        pytest.param(
            "RQ-07",
            NOT_MET,
            consent(consent_scope_share_health=False),
            (),
            id="RQ-07 scope not ticked",
        ),
        pytest.param(
            "RQ-07",
            UNCLEAR,
            consent(consent_scope_share_health=doubtful("")),
            (),
            id="RQ-07 scope unclear",
        ),
        pytest.param(
            "RQ-07", NOT_MET, consent(consent_method="verbal"), (), id="RQ-07 spoken"
        ),
        pytest.param("RQ-07", NOT_MET, {"consent": STRANGER}, (), id="RQ-07 stranger"),
        pytest.param("RQ-07", UNCLEAR, {"consent": TWIN}, (), id="RQ-07 twin"),
        pytest.param(
            "RQ-07",
            UNCLEAR,
            consent(consent_signature=doubtful("scrawl")),
            (),
            id="RQ-07 signature unclear",
        ),
        pytest.param("RQ-08", MET, funded(), (), id="RQ-08 statement given"),
        pytest.param("RQ-08", NOTHING, {}, (), id="RQ-08 no funds"),
        pytest.param(
            "RQ-08", UNCLEAR, request(lhnf_in_place=None), (), id="RQ-08 one not stated"
        ),
        pytest.param(
            "RQ-08",
            UNCLEAR,
            request(lhnf_in_place="unknown"),
            (),
            id="RQ-08 one not known",
        ),
        pytest.param(
            "RQ-08",
            NOTHING,
            request(ehcp_in_place="in_assessment"),
            (),
            id="RQ-08 plan in assessment",
        ),
        pytest.param(
            "RQ-08",
            NOT_MET,
            funded(funding_use_statement=None),
            (),
            id="RQ-08 no statement",
        ),
        pytest.param(
            "RQ-08",
            NOT_MET,
            funded(funding_agreement_attached="yes"),
            (),
            id="RQ-08 agreement claimed, not here",
        ),
        pytest.param(
            "RQ-08",
            UNCLEAR,
            funded(funding_agreement_attached=None),
            (),
            id="RQ-08 agreement not stated",
        ),
        pytest.param(
            "RQ-08",
            MET,
            {
                **funded(funding_use_statement=None, funding_agreement_attached=None),
                "funding-plan": {},
            },
            (),
            id="RQ-08 a plan does both",
        ),
        pytest.param("RQ-09", MET, {}, (), id="RQ-09 complete"),
        pytest.param(
            "RQ-09", NOT_MET, request(reason_for_absence=None), (), id="RQ-09 blank"
        ),
        pytest.param(
            "RQ-09",
            NOT_MET,
            request(reason_for_absence="Medical reasons."),
            (),
            id="RQ-09 not specific",
        ),
        pytest.param(
            "RQ-09",
            UNCLEAR,
            request(reason_for_absence=doubtful("arthr…")),
            (),
            id="RQ-09 unreadable",
        ),
        pytest.param("RQ-10", MET, {}, (), id="RQ-10 complete"),
        pytest.param(
            "RQ-10", NOT_MET, request(expected_duration=None), (), id="RQ-10 blank"
        ),
        pytest.param(
            "RQ-10", NOT_MET, request(expected_duration="ongoing"), (), id="RQ-10 vague"
        ),
        pytest.param(
            "RQ-10",
            NOT_MET,
            request(expected_duration_source="school"),
            (),
            id="RQ-10 the school's estimate",
        ),
        pytest.param(
            "RQ-10",
            UNCLEAR,
            request(expected_duration_source=None),
            (),
            id="RQ-10 source not stated",
        ),
        pytest.param("RQ-11", MET, {}, (), id="RQ-11 authorised"),
        pytest.param(
            "RQ-11", NOT_MET, request(absence_authorised="no"), (), id="RQ-11 not"
        ),
        pytest.param(
            "RQ-11",
            UNCLEAR,
            request(absence_authorised="partly"),
            (),
            id="RQ-11 partly",
        ),
        pytest.param(
            "RQ-11", UNCLEAR, request(absence_authorised=None), (), id="RQ-11 blank"
        ),
        pytest.param("RQ-12", MET, {}, (), id="RQ-12 in"),
        pytest.param(
            "RQ-12", NOT_MET, request(postcode="LU95 2RH"), (), id="RQ-12 out"
        ),
        pytest.param(
            "RQ-12", UNCLEAR, request(postcode="SG96 1ZZ"), (), id="RQ-12 unknown"
        ),
        pytest.param("RQ-12", UNCLEAR, request(postcode=None), (), id="RQ-12 blank"),
        pytest.param(
            "RQ-12",
            UNCLEAR,
            request(postcode=doubtful("AL97 4Q1")),
            (),
            id="RQ-12 doubt",
        ),
        pytest.param("RQ-13", MET, {}, (), id="RQ-13 of age"),
        pytest.param(
            "RQ-13",
            NOT_MET,
            request(dob=dt.date(2022, 1, 1)),
            (),
            id="RQ-13 not yet of age",
        ),
        pytest.param("RQ-13", UNCLEAR, NO_BIRTHDAY, (), id="RQ-13 blank"),
        pytest.param("RQ-14", MET, {}, (), id="RQ-14 complete"),
        pytest.param(
            "RQ-14",
            NOT_MET,
            request(safeguarding_adult_during_absence=None),
            (),
            id="RQ-14 nobody named",
        ),
        pytest.param(
            "RQ-14",
            UNCLEAR,
            request(designated_officer_informed=doubtful("H M?rsh")),
            (),
            id="RQ-14 unreadable",
        ),
        pytest.param("E1", MET, {}, (), id="E1 of age"),
        pytest.param(
            "E1", NOT_MET, request(dob=dt.date(2022, 1, 1)), (), id="E1 too young"
        ),
        pytest.param(
            "E1", NOT_MET, request(dob=dt.date(2009, 5, 3)), (), id="E1 too old"
        ),
        pytest.param(
            "E1", UNCLEAR, request(dob=dt.date(1984, 5, 3)), (), id="E1 a parent's"
        ),
        pytest.param(
            "E1", UNCLEAR, request(dob=dt.date(2027, 5, 3)), (), id="E1 born to come"
        ),
        pytest.param("E1", UNCLEAR, NO_BIRTHDAY, (), id="E1 blank"),
        pytest.param("E2", MET, {}, (), id="E2 specialist"),
        pytest.param(
            "E2",
            MET,
            {
                **request(evidence_1_author_role="CAMHS practitioner"),
                **letter(author_role="CAMHS practitioner"),
            },
            (),
            id="E2 targeted",
        ),
        pytest.param(
            "E2",
            UNCLEAR,
            {**request(**GP), **letter(author_role="General practitioner")},
            (),
            id="E2 GP only",
        ),
        pytest.param("E2", UNCLEAR, {}, ("medical-letter",), id="E2 named, not here"),
        pytest.param(
            "E2",
            NOT_MET,
            request(
                evidence_1_document=None,
                evidence_1_author_name=None,
                evidence_1_author_role=None,
            ),
            ("medical-letter",),
            id="E2 nothing at all",
        ),
        pytest.param(
            "E2",
            UNCLEAR,
            letter(author_role="General practitioner"),
            (),
            id="E2 the letter says GP and the form consultant",
        ),
        pytest.param(
            "E2",
            UNCLEAR,
            request(**GP),
            (),
            id="E2 the letter says consultant and the form GP",
        ),
        pytest.param(
            "E2",
            UNCLEAR,
            {
                **request(evidence_1_author_role="Mother", evidence_1_org=None),
                **letter(author_role=None),
            },
            (),
            id="E2 a parent's own account",
        ),
        pytest.param(
            "E2",
            UNCLEAR,
            {
                **request(evidence_1_author_role="Wizard", evidence_1_org=None),
                **letter(author_role=None),
            },
            (),
            id="E2 a role nobody knows",
        ),
        pytest.param("E3", MET, {}, (), id="E3 authorised"),
        pytest.param("E3", NOT_MET, request(absence_authorised="no"), (), id="E3 not"),
        pytest.param(
            "E3", UNCLEAR, request(absence_authorised="partly"), (), id="E3 partly"
        ),
        pytest.param(
            "E3", UNCLEAR, request(absence_authorised=None), (), id="E3 blank"
        ),
        pytest.param("E4", MET, request(postcode="al974qt"), (), id="E4 in, unspaced"),
        pytest.param("E4", NOT_MET, request(postcode="LU95 2RH"), (), id="E4 out"),
        pytest.param("E4", UNCLEAR, request(postcode="SG96 1ZZ"), (), id="E4 unknown"),
    ],
)
def test_a_requirement_comes_out_as_the_papers_say(
    rule: str, outcome: Outcome, changes: Changes, without: tuple[str, ...]
) -> None:
    """Each row is something a school may do; the office relies on what it comes to."""
    found = finding(rule, changes, without=without)

    assert found.outcome is outcome
    assert found.sentence
    assert bool(found.mend) is found.is_open


def test_a_complete_referral_is_ready() -> None:
    """When nothing is missing, nobody is asked for anything."""
    found = checked()

    assert found.ready
    assert found.discussable


def test_a_complete_referral_with_every_extra_is_ready() -> None:
    """A reduced timetable and extra funding are no obstacle when all is here."""
    found = checked(
        {
            "service-request": {**ON_TIMETABLE, **FUNDED},
            "reduced-timetable": {"paper_pupil_name": "Amara Okafor"},
        }
    )

    assert found.ready
    assert found.finding("RQ-04").outcome is MET
    assert found.finding("RQ-08").outcome is MET


def test_the_dates_and_hours_of_a_timetable_may_stand_on_the_plan_itself() -> None:
    """A school that sends the plan is not asked to copy it onto the form."""
    found = finding(
        "RQ-04",
        {
            "service-request": {
                "on_reduced_timetable": "yes",
                "rtt_parent_agreement": "yes",
            },
            "reduced-timetable": {
                "plan_start": dt.date(2026, 11, 9),
                "plan_end": dt.date(2026, 12, 18),
                "plan_hours": "6",
            },
        },
    )

    assert found.outcome is MET


def test_an_agreement_the_plan_only_seems_to_state_goes_to_a_person() -> None:
    """Words found in a letter suggest; they never agree on a parent's behalf."""
    found = finding(
        "RQ-04",
        {
            "service-request": {**ON_TIMETABLE, "rtt_parent_agreement": None},
            "reduced-timetable": {"parent_agreed": "agreed and signed"},
        },
    )

    agreed = part(found, "timetable-agreed")
    assert agreed.outcome is UNCLEAR
    assert "seems to say" in agreed.sentence


def test_evidence_from_a_gp_names_the_advice_that_is_sought_and_since_when() -> None:
    """The meeting sees that more is coming, and does not turn the child away."""
    changes = {
        **request(
            **GP,
            further_advice_sought="CAMHS waiting list",
            further_advice_date=dt.date(2026, 10, 20),
        ),
        **letter(author_role="General practitioner"),
    }

    tier = part(finding("RQ-05", changes), "evidence-tier")
    entry = finding("E2", changes)

    assert tier.outcome is UNCLEAR
    assert "“CAMHS waiting list”" in tier.sentence
    assert "20 October 2026" in tier.sentence
    assert entry.sentence == tier.sentence


@pytest.mark.parametrize(
    ("answers", "waiting", "words"),
    [
        pytest.param({}, None, "what further medical advice", id="nothing said"),
        pytest.param(
            {"further_advice_sought": "Referred to Step 2"},
            None,
            "since when",
            id="sought, undated",
        ),
        pytest.param(
            {}, "on the waiting list", "The letter mentions", id="in the letter"
        ),
    ],
)
def test_evidence_from_a_gp_asks_only_for_what_is_not_known(
    answers: Answers, waiting: str | None, words: str
) -> None:
    """A school that has said it already is not asked for it again."""
    found = finding(
        "E2",
        {
            **request(**GP, **answers),
            **letter(author_role="GP", waiting_list=waiting),
        },
    )

    assert found.outcome is UNCLEAR
    assert words in found.sentence


def test_a_long_answer_is_quoted_by_its_beginning() -> None:
    """A sentence that quotes a whole page is no sentence."""
    found = finding(
        "E2",
        {
            **request(**GP, further_advice_sought="Referred to Step 2. " * 20),
            **letter(author_role="GP"),
        },
    )

    assert "…”" in found.sentence
    assert len(found.sentence) < 320


def test_a_second_letter_from_a_specialist_is_enough() -> None:
    """A GP's letter beside a consultant's does not weaken it."""
    gp = paper(
        "medical-letter",
        {"paper_pupil_name": "Amara Okafor", "author_role": "GP", "paper_date": TODAY},
    )

    found = checked(also=[gp])

    assert found.finding("E2").outcome is MET
    assert found.finding("RQ-05").outcome is MET


def test_a_signature_on_one_form_and_a_date_on_another_are_no_signed_consent() -> None:
    """Two half-filled forms do not make one that a parent signed and dated."""
    undated = paper("consent", {"consent_pupil_name": "Amara Okafor"})

    found = checked(consent(consent_signature=None), also=[undated])

    assert found.finding("RQ-07").outcome is NOT_MET


def test_a_second_and_signed_consent_form_puts_right_the_first() -> None:
    """What a school sends again counts, without anybody taking the first away."""
    from_the_first = checked(consent(consent_signature=None))
    signed = checked(
        consent(consent_signature=None),
        also=[paper("consent", {**_SIGNED})],
    )

    assert from_the_first.finding("RQ-07").outcome is NOT_MET
    assert signed.finding("RQ-07").outcome is MET


_SIGNED: Answers = {
    "consent_pupil_name": "Amara Okafor",
    "consent_signature": "Ngozi Okafor",
    "consent_date": dt.date(2026, 11, 20),
    "consent_scope_referral": True,
    "consent_scope_share_health": True,
}


def test_another_childs_consent_is_told_without_a_word_about_that_child() -> None:
    """A request for the right form must not carry the other child to this school."""
    found = finding("RQ-07", {"consent": STRANGER})

    right_pupil = part(found, "consent-right-pupil")
    assert right_pupil.outcome is NOT_MET
    assert "another child" in found.sentence
    assert "Yusuf" not in found.sentence + found.mend
    assert "Ali" not in found.sentence + found.mend
    assert right_pupil.decided_by == ()


def test_a_claim_that_a_plan_is_attached_is_told_when_it_is_not_here() -> None:
    """“You say it is attached and we did not find it” saves a puzzled phone call."""
    found = finding("RQ-03", without=("apdr",))

    assert "The form says" in found.sentence
    assert "did not find it" in found.sentence


def test_a_paper_nobody_could_place_may_be_the_missing_plan() -> None:
    """What may have been sent is looked at before it is asked for as missing."""
    found = checked(without=("apdr",), also=[paper("", {})]).finding("RQ-03")

    assert found.outcome is UNCLEAR
    assert "a person will look" in found.sentence


def test_a_paper_nobody_could_place_is_not_taken_for_consent() -> None:
    """Consent is never presumed."""
    found = checked(without=("consent",), also=[paper("", {})]).finding("RQ-07")

    assert found.outcome is NOT_MET


def test_a_form_of_another_service_answers_nothing() -> None:
    """A request dropped in the wrong folder must not fill in a child's referral."""
    other = paper("consent", _SIGNED, service="mes")

    found = checked(without=("consent",), also=[other])

    assert found.finding("RQ-07").outcome is NOT_MET
    assert "consent_signature" not in found.referral.answers


def test_the_blank_questions_are_told_by_the_words_printed_on_the_form() -> None:
    """A SENCo looks for the question, not for our name for it."""
    found = finding("RQ-01", request(dob=None, parent_views=None))

    assert "“Date of birth”" in found.sentence
    assert "parent_views" not in found.sentence


def test_a_second_parent_is_not_asked_for() -> None:
    """One parent is enough; the second row of the form is for those who have two."""
    found = finding("RQ-01", request(parent_2_name=None, parent_2_relationship=None))

    assert found.outcome is MET


def test_a_question_that_does_not_apply_is_not_asked_for() -> None:
    """Whose care a pupil is in is asked only where there is somebody's."""
    form = ESMA.form("service-request")
    assert form is not None
    sections = [_needing(section, "responsible_la") for section in form.sections]
    changed = replace(form, sections=tuple(sections))
    service = replace(ESMA, forms=(changed, *ESMA.forms[1:]))

    without = merge(service, papers(request(looked_after="none")))
    in_care = merge(service, papers(request(looked_after="care_order")))

    assert check(without, service, today=TODAY).finding("RQ-01").outcome is MET
    assert check(in_care, service, today=TODAY).finding("RQ-01").outcome is NOT_MET


def _needing(section: Section, key: str) -> Section:
    """Return a section of a form in which one question is needed."""
    questions = [replace(q, needed=q.needed or q.key == key) for q in section.questions]
    return replace(section, questions=tuple(questions))


def test_how_a_concern_was_made_safe_is_never_named_in_a_letter() -> None:
    """VR-19: the letter that lists what is blank goes to an office, and on."""
    found = finding("RQ-01", request(safeguarding_concerns="yes"))

    assert found.outcome is MET


def test_an_unreadable_answer_is_quoted_back_with_its_page() -> None:
    """The sender sees what they wrote and where, so they can find and mend it."""
    why = "We could not read “9th-ish March” as a date of birth."
    found = finding("RQ-01", request(dob=doubtful("9th-ish March", why)))

    assert found.outcome is UNCLEAR
    assert "“Date of birth” on page 2" in found.sentence
    assert why in found.sentence


@pytest.mark.parametrize(
    ("today", "outcome"),
    [
        pytest.param(dt.date(2027, 6, 25), MET, id="on the last day"),
        pytest.param(dt.date(2027, 6, 26), UNCLEAR, id="the day after"),
    ],
)
def test_leaving_age_after_the_referral_goes_to_a_person(
    today: dt.date, outcome: Outcome
) -> None:
    """A Year 11 referred in time is never turned away by the calendar alone."""
    found = checked(request(dob=dt.date(2010, 12, 15)), today=today)

    assert found.finding("E1").outcome is outcome


@pytest.mark.parametrize(
    ("role", "outcome"),
    [
        pytest.param("Consultant in paediatric oncology", MET, id="consultant"),
        pytest.param("Specialist nurse, rheumatology", MET, id="specialist nurse"),
        pytest.param("Step-2 worker", MET, id="Step 2 with a hyphen"),
        pytest.param("School nurse", UNCLEAR, id="school nurse"),
        pytest.param("Dr, G.P.", UNCLEAR, id="initials with stops"),
        pytest.param("Gpx consultantship", UNCLEAR, id="words within words"),
        pytest.param("GP and CAMHS lead", UNCLEAR, id="two tiers at once"),
    ],
)
def test_a_role_is_told_by_whole_words(role: str, outcome: Outcome) -> None:
    """The tier of evidence opens or holds up entry, so a near miss is a person's."""
    found = finding("E2", {**request(**_no_author()), **letter(author_role=role)})

    assert found.outcome is outcome


def _no_author() -> Answers:
    return {"evidence_1_author_role": None, "evidence_1_org": None}


def test_the_organisation_tells_the_tier_when_the_role_does_not() -> None:
    """“Nurse” says little; “Nurse” at CAMHS says enough."""
    found = finding(
        "E2",
        {
            **request(evidence_1_author_role="Nurse", evidence_1_org="CAMHS East"),
            **letter(author_role=None),
        },
    )

    assert found.outcome is MET


def test_what_decided_is_shown_with_its_paper() -> None:
    """A person can open the page a finding rests on."""
    found = finding("E4", request(postcode="LU95 2RH"))

    [mark] = found.decided_by
    assert mark.text == "LU95 2RH"
    assert mark.place.paper
    assert mark.place.page == 1


def test_what_a_person_has_corrected_counts_for_an_attached_form() -> None:
    """A date the office has cleared up by phone is not asked for again."""
    before = checked(consent(consent_date=None))
    cleared_up = Answer(Mark("consent_date"), dt.date(2026, 11, 12))
    answers = {**before.referral.answers, "consent_date": cleared_up}

    after = check(replace(before.referral, answers=answers), ESMA, today=TODAY)

    assert before.finding("RQ-07").outcome is NOT_MET
    assert after.finding("RQ-07").outcome is MET


def test_a_blank_on_the_request_is_asked_for_though_another_form_has_it() -> None:
    """The request is the record; a consent form may be about somebody else."""
    found = checked(request(dob=None))

    assert "“Date of birth”" in found.finding("RQ-01").sentence
    assert found.finding("E1").outcome is MET


def test_an_answer_on_the_first_request_still_counts_after_a_second() -> None:
    """A school that sends a corrected request need not fill it all in again."""
    second = paper("service-request", {"postcode": "LU95 2RH"})

    found = checked(also=[second])

    assert found.finding("RQ-01").outcome is MET
    assert found.finding("E4").outcome is NOT_MET


def test_a_question_that_says_a_plan_is_attached_may_itself_be_unclear() -> None:
    """Two boxes ticked for one answer are shown to a person."""
    found = finding("RQ-03", request(apdr_attached=doubtful("yes")), without=("apdr",))

    attached = part(found, "apdr-attached")
    assert attached.outcome is UNCLEAR
    assert "“yes”" in attached.sentence


def test_four_parts_that_are_not_all_there_are_named() -> None:
    """A half-told cycle is asked for by the part that is missing."""
    found = finding(
        "RQ-03",
        request(apdr_attached="no", apdr_assess="Tires", apdr_plan="Rests"),
        without=("apdr",),
    )

    attached = part(found, "apdr-attached")
    assert attached.outcome is NOT_MET
    assert "“Do" in attached.sentence
    assert "“Assess" not in attached.sentence


def test_a_needed_group_of_ticks_is_answered_by_one_of_them() -> None:
    """“Which of these?” wants one box, not all of them."""
    service = _with_needed_group()
    nothing = check(merge(service, papers()), service, today=TODAY)
    ticked = papers(request(referral_reason_type_semh=True))
    one = check(merge(service, ticked), service, today=TODAY)

    assert "“What lies behind this request?”" in nothing.finding("RQ-01").sentence
    assert one.finding("RQ-01").outcome is MET


def _with_needed_group() -> Service:
    [form, *others] = sorted(ESMA.forms, key=lambda form: not form.opens_case)
    sections = tuple(
        replace(
            section,
            questions=tuple(
                replace(q, needed=q.needed or q.key.startswith("referral_reason_type"))
                for q in section.questions
            ),
        )
        for section in form.sections
    )
    return replace(ESMA, forms=(replace(form, sections=sections), *others))


def test_what_only_entry_depends_on_does_not_keep_a_referral_from_the_meeting() -> None:
    """The meeting may talk about a child while a postcode is being looked up."""
    found = checked(request(postcode="SG96 1ZZ", absence_authorised="partly"))

    assert found.finding("RQ-12").weight is Weight.BLOCKS_ACCEPTANCE
    assert found.discussable
    assert not found.ready


@pytest.mark.parametrize(
    "school_type",
    ["maintained", "academy", "free", "independent", "special", "pru"],
)
def test_the_type_of_school_never_excludes(school_type: str) -> None:
    """ESMA-009: the service is for pupils of every sort of school."""
    assert checked(request(school_type=school_type)).ready


@pytest.mark.parametrize("pattern", ["consecutive", "cumulative", "mixed"])
def test_a_pupil_who_comes_now_and_then_is_as_welcome(pattern: str) -> None:
    """ESMA-010, ESMA-014: an illness that comes and goes is an absence too."""
    assert checked(request(absence_pattern=pattern)).ready


def test_how_funding_is_used_may_stand_in_the_reintegration_plan() -> None:
    """Two places are allowed, and only a person can read the second one."""
    changes = rtt(**{**FUNDED, "funding_use_statement": None})
    found = part(checked(changes).finding("RQ-08"), "funding-statement")

    assert found.outcome is UNCLEAR
    assert "a person will look" in found.sentence


def test_compulsory_school_age_is_shown_with_its_last_day() -> None:
    """VR-17: in Year 11 everybody should see when the service has to end."""
    changes: Changes = {
        "service-request": {"dob": dt.date(2011, 1, 9), "year_group": "11"},
        "consent": {"dob": dt.date(2011, 1, 9)},
        "baseline": {"dob": dt.date(2011, 1, 9)},
        "medical-letter": {"paper_pupil_dob": dt.date(2011, 1, 9)},
    }

    assert part(finding("E1", changes), "too-old").sentence == (
        "Compulsory school age ends on 25 June 2027."
    )
