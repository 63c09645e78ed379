"""The first council's own files: facts of its documents, and words for its families."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from toolkit.calendar import is_school_day, is_term_working_day
from toolkit.catalogue import Reason, Service, Tier, holds, load


@pytest.fixture(scope="module")
def esma() -> Service:
    """Return the service as it ships."""
    return load().service("esma")


REASONS = [
    "not_resident_confirmed",
    "residence_unclear",
    "outside_csa_below",
    "outside_csa_above",
    "absence_not_authorised",
    "absence_under_15_days_not_recurring",
    "evidence_absent",
    "evidence_does_not_say_unable",
    "evidence_universal_only_no_further_advice",
    "consent_missing",
    "consent_unsigned",
    "consent_wrong_pupil",
    "apdr_missing",
    "apdr_incomplete_cycle",
    "baseline_missing",
    "funding_statement_missing",
    "reduced_timetable_plan_missing",
    "school_provision_suitable",
    "sen_route",
    "hospital_providing",
    "ehe",
    "other_with_text",
]


def test_every_reason_a_person_may_give_is_there(esma: Service) -> None:
    """A missing reason would be written by hand, each time differently."""
    assert [reason.code for reason in esma.reasons] == REASONS


def test_what_only_says_something_is_missing_is_marked_so(esma: Service) -> None:
    """Nothing missing may be a decline before the school has been reminded."""
    marked = [reason.code for reason in esma.reasons if reason.missing_information]

    assert marked == [
        "residence_unclear",
        "evidence_absent",
        "consent_missing",
        "consent_unsigned",
        "consent_wrong_pupil",
        "apdr_missing",
        "apdr_incomplete_cycle",
        "baseline_missing",
        "funding_statement_missing",
        "reduced_timetable_plan_missing",
    ]


def test_evidence_from_a_gp_alone_is_put_off_and_not_declined(esma: Service) -> None:
    """The ombudsman found a council at fault for insisting on a specialist."""
    [put_off] = [reason for reason in esma.reasons if reason.defer_first]
    [universal] = [tier for tier in esma.tiers if "gp" in tier.roles]

    assert put_off.code == "evidence_universal_only_no_further_advice"
    assert "also look at other evidence" in put_off.for_parents
    assert universal.accept == "conditional"


def _sentences(reason: Reason) -> list[str]:
    return [reason.for_parents, reason.for_school, reason.would_change]


@pytest.mark.parametrize("code", REASONS)
def test_a_reason_is_plain_and_blames_nobody(esma: Service, code: str) -> None:
    """A family reads it on a bad day, after the words “The reason is this”."""
    reason = esma.reason(code)
    assert reason is not None
    words = " ".join(_sentences(reason)).casefold()

    assert not re.findall(
        r"\b(?:fail\w*|refus\w*|reject\w*|invalid|ill enough|fine[sd]?|complian\w*)\b",
        words,
    )
    assert all(text.endswith(".") for text in _sentences(reason))
    assert max(len(s.split()) for s in re.split(r"(?<=\.) ", reason.for_parents)) <= 25


def test_every_decision_leads_where_the_desk_expects(esma: Service) -> None:
    """These are the words of `toolkit decide`, and what a case's status becomes."""
    decided = {d.outcome: (d.status, d.needs_reason) for d in esma.decisions}

    assert decided == {
        "accept": ("accepted", False),
        "guidance": ("guidance_only", False),
        "ask": ("incomplete", False),
        "defer": ("deferred", False),
        "decline": ("declined", True),
        "redirect": ("redirected", True),
        "withdraw": ("withdrawn", False),
        "lapse": ("lapsed", False),
        "close": ("closed", True),
        "reopen": ("planning", False),
    }


def test_a_plan_is_drafted_only_where_there_will_be_teaching(esma: Service) -> None:
    """Guidance alone has no timetable, so its letters come without a plan."""
    accept, guidance = esma.decision("accept"), esma.decision("guidance")
    assert accept is not None
    assert guidance is not None

    assert set(accept.documents) - set(guidance.documents) == {"plan"}


# --- whose evidence it is -----------------------------------------------------------


def _found(tiers: tuple[Tier, ...], role: str) -> set[str]:
    return {
        tier.key
        for tier in tiers
        if any(re.search(rf"\b{re.escape(name)}\b", role) for name in tier.roles)
    }


@pytest.mark.parametrize(
    ("role", "tier"),
    [
        pytest.param("consultant paediatrician", "specialist", id="a consultant"),
        pytest.param("camhs practitioner", "targeted", id="a CAMHS practitioner"),
        pytest.param("step 2 practitioner", "targeted", id="Step 2"),
        pytest.param("palms team lead", "targeted", id="PALMS"),
        pytest.param("clinical psychologist", "targeted", id="a psychologist"),
        pytest.param("gp partner", "universal", id="a GP"),
        pytest.param("school nurse", "universal", id="a school nurse"),
        pytest.param("educational psychologist", "other", id="another psychologist"),
        pytest.param("mother", "parental", id="a mother"),
    ],
)
def test_a_role_belongs_to_one_tier(esma: Service, role: str, tier: str) -> None:
    """A role found in two tiers would send every such letter to a person."""
    assert _found(esma.tiers, role) == {tier}


def test_no_tier_claims_the_roles_of_another(esma: Service) -> None:
    """Adding “psychologist” to one tier must not take over another's roles."""
    claimed = {
        (tier.key, role): _found(esma.tiers, role)
        for tier in esma.tiers
        for role in tier.roles
    }

    assert {place for place, found in claimed.items() if found != {place[0]}} == set()


# --- where and when -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("postcode", "residence"),
    [
        pytest.param("AL97 4QT", "in", id="in the county"),
        pytest.param("LU95 2RH", "out", id="outside it"),
        pytest.param("SG96 1ZZ", None, id="at the border and not in the table"),
    ],
)
def test_the_trial_table_has_each_kind_of_postcode(
    esma: Service, postcode: str, residence: str | None
) -> None:
    """An unknown postcode is asked about; it is never guessed from its letters."""
    assert esma.residence.table.get(postcode) == residence


def test_the_trial_year_has_the_days_it_is_meant_to_have(esma: Service) -> None:
    """The worked examples of every deadline count these days."""
    first = dt.date(2026, 9, 1)
    year = [first + dt.timedelta(days=n) for n in range(330)]

    assert sum(is_term_working_day(day, esma.calendar) for day in year) == 195
    assert sum(is_school_day(day, esma.calendar) for day in year) == 192
    assert esma.calendar.illustrative


def test_the_calendar_reaches_a_year_to_either_side(esma: Service) -> None:
    """A deadline near the edge of a year must not fall off the calendar."""
    assert esma.calendar.terms[0].start == dt.date(2025, 9, 1)
    assert esma.calendar.terms[-1].end == dt.date(2028, 7, 21)
    assert len(esma.calendar.terms) == len(esma.calendar.half_terms) == 9


def test_the_clocks_are_those_of_the_policy(esma: Service) -> None:
    """Wednesday, noon the day before; 5 days to answer, 15 to plan, 15 away."""
    clocks = esma.clocks

    assert (clocks.meeting_weekday, clocks.cut_off_hour) == (2, 12)
    assert clocks.cut_off_days_before == 1
    assert (clocks.decision_days, clocks.assess_days, clocks.absence_days) == (
        5,
        15,
        15,
    )


# --- who helps ----------------------------------------------------------------------


def test_the_published_advice_line_is_printed(esma: Service) -> None:
    """Somebody who reads a letter rings this number."""
    assert esma.contact.phone == "01442 454802"
    assert esma.contact.email == "ESMAEnquiries@hertfordshire.gov.uk"
    assert all(area.email.endswith(".example") for area in esma.areas)


def test_everything_a_school_can_tick_is_something_the_service_offers(
    esma: Service,
) -> None:
    """A box nobody answers to would be a promise without anybody behind it."""
    form = esma.form("service-request")
    assert form is not None
    ticks = {q.key for q in form.questions() if q.key.startswith("support_requested_")}

    assert {offer.asked_by for offer in esma.offers} == ticks


def test_advice_alone_needs_no_lesson_table(esma: Service) -> None:
    """The letter for guidance must not show a table of lessons nobody will give."""
    advice = [offer.key for offer in esma.offers if not offer.teaches]

    assert advice == ["guidance", "advice-line"]


def test_the_early_help_programme_is_not_for_everybody(esma: Service) -> None:
    """It is for 13 to 17 year-olds with early signs and no help from anyone else."""
    [programme] = [s for s in esma.signposts if "ten-week" in s.name]
    worried = {"referral_reason_type_medical_mental": True}

    assert holds(programme.applies_if, {**worried, "year_group": 10}.get) is True
    assert holds(programme.applies_if, {**worried, "year_group": 4}.get) is False
    assert holds(programme.applies_if, worried.get) is None
    assert "CAMHS" in programme.about
