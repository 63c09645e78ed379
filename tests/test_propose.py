"""What is proposed, and what is due when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.calendars import DEMO
from tests.checklist.referrals import (
    ESMA,
    GP,
    Answers,
    checked,
    doubtful,
    request,
)
from toolkit.calendar import LONDON, add_school_days, add_working_days
from toolkit.catalogue import ALWAYS, Redirect
from toolkit.errors import BeyondCalendar
from toolkit.model import Proposal
from toolkit.propose import ASSESSMENT, DECISION, MEETING, RECEIPT, deadlines, propose


def proposed(
    changes: Mapping[str, Answers] | None = None, *, without: tuple[str, ...] = ()
) -> Proposal:
    """Return what is proposed for a complete referral, changed."""
    return propose(checked(changes, without=without), ESMA)


# --- the proposal -------------------------------------------------------------------


def test_a_complete_referral_is_proposed_for_acceptance_with_its_criteria() -> None:
    """The person who decides sees on what entry rests."""
    proposal = proposed()

    assert proposal.outcome == "accept"
    assert proposal.reasons == ()
    assert [finding.rule for finding in proposal.because] == ["E1", "E2", "E3", "E4"]


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        pytest.param(
            request(postcode="LU95 2RH"),
            ("not_resident_confirmed",),
            id="lives outside",
        ),
        pytest.param(
            request(absence_authorised="no"),
            ("absence_not_authorised",),
            id="not authorised",
        ),
        pytest.param(
            request(dob=dt.date(2022, 1, 1)), ("outside_csa_below",), id="too young"
        ),
        pytest.param(
            request(dob=dt.date(2009, 5, 3)), ("outside_csa_above",), id="too old"
        ),
        pytest.param(
            request(postcode="LU95 2RH", absence_authorised="no"),
            ("absence_not_authorised", "not_resident_confirmed"),
            id="two criteria",
        ),
    ],
)
def test_a_criterion_shown_not_to_be_met_is_proposed_as_a_decline(
    changes: Mapping[str, Answers], reasons: tuple[str, ...]
) -> None:
    """The reasons are the council's own, and the findings say what they rest on."""
    proposal = proposed(changes)

    assert proposal.outcome == "decline"
    assert proposal.reasons == reasons
    assert all(finding.decided_by for finding in proposal.because)


@pytest.mark.parametrize(
    ("changes", "without"),
    [
        pytest.param(
            {
                **request(**GP),
                "medical-letter": {"author_role": "General practitioner"},
            },
            (),
            id="evidence from a GP alone",
        ),
        pytest.param(
            request(
                evidence_1_document=None,
                evidence_1_author_name=None,
                evidence_1_author_role=None,
            ),
            ("medical-letter",),
            id="no evidence at all",
        ),
        pytest.param({}, ("consent",), id="no consent"),
        pytest.param(request(postcode="SG96 1ZZ"), (), id="a postcode nobody knows"),
        pytest.param(request(postcode=doubtful("LU95 2RH")), (), id="a doubtful one"),
        pytest.param(request(absence_authorised="partly"), (), id="authorised in part"),
        pytest.param(request(absence_authorised=None), (), id="not stated"),
        pytest.param(request(dob=dt.date(1984, 1, 1)), (), id="a parent's birthday"),
        pytest.param(
            request(electively_home_educated=doubtful("yes")), ("apdr",), id="unsure"
        ),
    ],
)
def test_what_is_missing_or_unclear_is_asked_for_and_never_declined(
    changes: Mapping[str, Answers], without: tuple[str, ...]
) -> None:
    """A child must not be turned away because a page went missing."""
    proposal = proposed(changes, without=without)

    assert proposal.outcome == "ask"
    assert proposal.reasons == ()
    assert proposal.because


def test_a_pupil_educated_at_home_is_redirected_whatever_else_is_open() -> None:
    """The family is pointed to those who can help, and asked for nothing first."""
    proposal = proposed(request(electively_home_educated="yes"), without=("consent",))

    assert proposal.outcome == "redirect"
    assert proposal.reasons == ("ehe",)
    [because] = proposal.because
    assert because.rule == "ESMA-011"
    assert because.decided_by


def test_a_service_without_redirects_redirects_nobody() -> None:
    """Where to send whom is a council's own rule, not ours."""
    service = replace(ESMA, redirects=())

    found = propose(checked(request(electively_home_educated="yes")), service)

    assert found.outcome == "accept"


def test_a_redirect_that_asks_nothing_has_no_mark_to_show() -> None:
    """A service that is closing may point everybody elsewhere."""
    everybody = Redirect("NS-01", "closing", "Closing", ALWAYS, "We are closing.", "J")

    found = propose(checked(), replace(ESMA, redirects=(everybody,)))

    assert found.outcome == "redirect"
    assert found.because[0].decided_by == ()


def test_a_reason_that_is_to_be_deferred_first_is_not_proposed() -> None:
    """Some reasons need a second look before anybody may give them."""
    deferred = tuple(
        replace(reason, defer_first=reason.code == "not_resident_confirmed")
        for reason in ESMA.reasons
    )

    found = propose(
        checked(request(postcode="LU95 2RH")), replace(ESMA, reasons=deferred)
    )

    assert found.outcome == "ask"


# --- deadlines ----------------------------------------------------------------------

DEMO_SERVICE = replace(ESMA, calendar=DEMO)
ROWS = [
    pytest.param(
        dt.date(2026, 11, 16),
        dt.date(2026, 11, 23),
        dt.date(2026, 11, 18),
        dt.date(2026, 11, 25),
        dt.date(2026, 12, 7),
        id="a Monday in term",
    ),
    pytest.param(
        dt.date(2026, 10, 22),
        dt.date(2026, 11, 5),
        dt.date(2026, 11, 4),
        dt.date(2026, 11, 11),
        dt.date(2026, 11, 20),
        id="the day before half term",
    ),
    pytest.param(
        dt.date(2026, 12, 17),
        dt.date(2027, 1, 7),
        dt.date(2027, 1, 6),
        dt.date(2027, 1, 13),
        dt.date(2027, 1, 22),
        id="the week before Christmas",
    ),
    pytest.param(
        dt.date(2027, 3, 25),
        dt.date(2027, 4, 16),
        dt.date(2027, 4, 14),
        dt.date(2027, 4, 21),
        dt.date(2027, 4, 30),
        id="the last day before Easter",
    ),
]


def at(day: dt.date, hour: int = 10, minute: int = 0) -> dt.datetime:
    """Return a moment on a day, by the English clock."""
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=LONDON)


def due(received: dt.datetime) -> dict[str, dt.date]:
    """Return what is due, by what it is called."""
    return {d.what: d.due for d in deadlines(received, DEMO_SERVICE)}


@pytest.mark.parametrize(
    ("received", "from_receipt", "meeting", "decision", "assessment"), ROWS
)
def test_the_clocks_run_as_the_council_counts_them(
    received: dt.date,
    from_receipt: dt.date,
    meeting: dt.date,
    decision: dt.date,
    assessment: dt.date,
) -> None:
    """These are the dates the acknowledgement promises to a school."""
    assert due(at(received)) == {
        MEETING: meeting,
        DECISION: decision,
        ASSESSMENT: assessment,
        RECEIPT: from_receipt,
    }


@pytest.mark.parametrize(
    ("received", "working", "school"),
    [
        pytest.param(
            dt.date(2026, 11, 16),
            dt.date(2026, 11, 23),
            dt.date(2026, 11, 23),
            id="term",
        ),
        pytest.param(
            dt.date(2026, 10, 22),
            dt.date(2026, 10, 29),
            dt.date(2026, 11, 6),
            id="half term",
        ),
        pytest.param(
            dt.date(2026, 12, 17),
            dt.date(2026, 12, 24),
            dt.date(2027, 1, 8),
            id="Christmas",
        ),
        pytest.param(
            dt.date(2027, 3, 25), dt.date(2027, 4, 5), dt.date(2027, 4, 16), id="Easter"
        ),
    ],
)
def test_five_days_in_other_units_are_other_days(
    received: dt.date, working: dt.date, school: dt.date
) -> None:
    """Which unit a clock counts in is seen on the page, so it is held here."""
    assert add_working_days(received, 5, DEMO) == working
    assert add_school_days(received, 5, DEMO) == school


@pytest.mark.parametrize(
    ("moment", "meeting"),
    [
        pytest.param(
            at(dt.date(2026, 11, 17), 12), dt.date(2026, 11, 18), id="at the cut-off"
        ),
        pytest.param(
            at(dt.date(2026, 11, 17), 12, 1), dt.date(2026, 11, 25), id="a minute late"
        ),
        pytest.param(
            at(dt.date(2026, 11, 18), 9), dt.date(2026, 11, 25), id="on the day itself"
        ),
    ],
)
def test_what_comes_after_the_cut_off_goes_to_the_next_meeting(
    moment: dt.datetime, meeting: dt.date
) -> None:
    """The pack is printed at the cut-off; a promise to be in it must be true."""
    assert due(moment)[MEETING] == meeting


def test_a_message_after_midnight_in_summer_time_arrived_that_day() -> None:
    """20 past midnight in British Summer Time is still yesterday by the server."""
    moment = dt.datetime(2027, 6, 16, 23, 20, tzinfo=dt.UTC)

    assert due(moment)[ASSESSMENT] == dt.date(2027, 7, 8)


def test_every_deadline_names_the_rule_it_is_by() -> None:
    """“Why this date?” has an answer the council can look up."""
    found = deadlines(at(dt.date(2026, 11, 16)), DEMO_SERVICE)

    assert [deadline.rule for deadline in found] == [
        "ESMA-050",
        "ESMA-051",
        "ESMA-052",
        "ESMA-051",
    ]
    assert {deadline.state for deadline in found} == {"open"}


def test_the_built_in_calendar_reaches_a_referral_of_today() -> None:
    """A school that writes this term is told a date, not that a calendar has ended."""
    found = deadlines(at(dt.date(2026, 11, 23)), ESMA)

    assert [deadline.what for deadline in found] == [
        MEETING,
        DECISION,
        ASSESSMENT,
        RECEIPT,
    ]


def test_a_date_beyond_the_calendar_is_not_guessed() -> None:
    """Next year's terms are not known until somebody has written them down."""
    with pytest.raises(BeyondCalendar, match="ends on"):
        deadlines(at(dt.date(2027, 7, 20)), DEMO_SERVICE)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    """Which day a paper arrived depends on the zone, and nobody may guess it."""
    naive = dt.datetime(2026, 11, 16, 10)  # noqa: DTZ001 - the slip that is tested

    with pytest.raises(ValueError, match="time zone"):
        deadlines(naive, DEMO_SERVICE)
