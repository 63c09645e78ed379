"""What holds of contradictions whatever is written, and faults in their file."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checklist.disagreeing import (
    MARKS,
    NOT_MET,
    ON_TIMETABLE,
    PLAN,
    PRINT,
    UNCLEAR,
    Changes,
    timetable,
    told,
)
from tests.checklist.referrals import ESMA, TODAY, Written, checked, paper, papers
from toolkit.catalogue import Check, Contradiction
from toolkit.checklist import check, faults, merge, settle
from toolkit.errors import BadDefinition
from toolkit.model import Answer, Checked, Mark, Place, Settling, Weight

# --- laws -----------------------------------------------------------------------------

_MESSY: Changes = {
    "service-request": {
        **ON_TIMETABLE,
        "year_group": "8",
        "sen_status": "E",
        "rtt_end_date": dt.date(2026, 12, 11),
    },
    "reduced-timetable": PLAN,
    "register-print": {**PRINT, "register_marks": MARKS},
}


def _lines(found: Checked) -> list[tuple[str, str, str]]:
    return [(f.code, f.outcome.value, f.sentence) for f in found.findings]


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_findings_do_not_depend_on_the_order_of_the_papers(
    chance: random.Random,
) -> None:
    """A zip that lists the letter before the form is the same referral."""
    arrived = papers(_MESSY)
    chance.shuffle(arrived)

    found = check(merge(ESMA, arrived), ESMA, today=TODAY)

    assert sorted(_lines(found)) == sorted(_lines(checked(_MESSY)))


_HARMLESS = st.sampled_from(
    ["ehcp", "funding-plan", "risk-assessment", "healthcare-plan", "register-print"]
)


@settings(max_examples=25, deadline=None)
@given(_HARMLESS, st.sampled_from(["Amara Okafor", None]))
def test_a_paper_that_contradicts_nothing_turns_nothing_met_into_missing(
    sort: str, name: str | None
) -> None:
    """To send more than is asked for never makes things worse."""
    more = paper(sort, {"paper_pupil_name": name})
    before, after = checked(), checked(also=[more])

    assert [f.outcome for f in after.findings] == [f.outcome for f in before.findings]


@settings(max_examples=25, deadline=None)
@given(st.dates(dt.date(2025, 1, 1), dt.date(2028, 1, 1)))
def test_a_paper_that_contradicts_is_named(day: dt.date) -> None:
    """Whatever other last day a second plan gives, somebody hears of it."""
    second = paper(
        "reduced-timetable", {"paper_pupil_name": "Amara Okafor", "plan_end": day}
    )
    found = checked(timetable(), also=[second])
    codes = [finding.code for finding in told(found)]

    assert ("timetable-end-differs" in codes) == (day != dt.date(2026, 12, 18))


_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.text(max_size=20),
    st.dates(),
    st.integers(),
    st.floats(),
    st.sampled_from(["yes", "no", "nan", "2026-11-12 O O", "C2", "R", "inf", "@"]),
)
_KEYS = sorted(
    {q.key for form in ESMA.forms for q in form.questions()}
    | {fact.key for sort in ESMA.letter_sorts for fact in sort.facts}
)
_SORTS = sorted([f.key for f in ESMA.forms] + [sort.key for sort in ESMA.letter_sorts])
_LOOKED_AT = sorted(
    key
    for key in _KEYS
    if any(
        key in str(each.check.settings)
        or key.replace("_1_", "_{n}_").replace("_2_", "_{n}_")
        in str(each.check.settings)
        or key in str(each.check.applies_if)
        for each in ESMA.contradictions
    )
)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(_SORTS),
    st.dictionaries(
        st.sampled_from(_LOOKED_AT),
        st.tuples(_VALUES, st.booleans()),
        min_size=1,
        max_size=10,
    ),
)
def test_nothing_that_is_written_can_break_a_contradiction(
    sort: str, answers: dict[str, tuple[Written, bool]]
) -> None:
    """Whatever stands in two places, the answer is a finding or none."""
    made = {
        key: Answer(
            Mark(key, text=str(value)[:20], ask=ask, place=Place(page=1)), value
        )
        for key, (value, ask) in answers.items()
        if not isinstance(value, Answer)
    }
    found = checked(also=[paper("service-request", made), paper(sort, made)])

    assert all(finding.is_open for finding in told(found))


# --- faults in the file ---------------------------------------------------------------

_SENTENCES = {NOT_MET: "They differ.", UNCLEAR: "We cannot tell."}
_MADE_UP = Contradiction(
    "VR-99",
    Weight.WARN,
    Check(
        "made-up",
        "year-agrees",
        "Made up",
        {"question_birth": "dob", "question_year": "year_group"},
        _SENTENCES,
    ),
    "J",
)


def made_up(**changes: object) -> Contradiction:
    """Return a contradiction whose check is changed."""
    return replace(_MADE_UP, check=replace(_MADE_UP.check, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("contradiction", "key"),
    [
        pytest.param(made_up(rule="guess"), "rule", id="no such rule"),
        pytest.param(made_up(settings={}), "question_birth", id="a setting left out"),
        pytest.param(
            made_up(rule="weeks-reached", settings={"question": "dob"}),
            "weeks",
            id="a number left out",
        ),
        pytest.param(made_up(sentences={}), "sentences.not met", id="no sentence"),
        pytest.param(
            made_up(sentences={**_SENTENCES, NOT_MET: "No {secret}."}),
            "sentences.not met",
            id="a name nobody promised",
        ),
        pytest.param(
            made_up(rule="between", settings={"question": "dob", "above": "x"}),
            "above",
            id="a number in words",
        ),
    ],
)
def test_a_faulty_contradiction_is_named_with_its_file_and_key(
    contradiction: Contradiction, key: str
) -> None:
    """Whoever edits the file is told where to look."""
    service = replace(ESMA, contradictions=(contradiction,))
    found = [f for f in faults(service) if f.file.endswith("contradictions.toml")]

    assert any(f"VR-99.made-up.{key}" in fault.key for fault in found)


def test_a_faulty_contradiction_stops_the_check() -> None:
    """A check that leaves something out in silence is worse than none."""
    service = replace(ESMA, contradictions=(made_up(rule="guess"),))

    with pytest.raises(BadDefinition, match=r"contradictions\.toml.*VR-99"):
        check(merge(ESMA, papers()), service, today=TODAY)


# --- once somebody has looked ---------------------------------------------------------

_EIGHT = Answer(Mark("year_group", text="8", ask=True, place=Place(page=1)), "8")


def _outcomes(*settlings: Settling) -> list[str]:
    """Return how the year group comes out after what somebody said of it."""
    arrived = settle(
        ESMA, papers({"service-request": {"year_group": _EIGHT}}), settlings
    )
    found = check(merge(ESMA, arrived), ESMA, today=TODAY)
    return [f.outcome.value for f in told(found) if f.code == "year-group-differs"]


def _said(value: str, *, corrects: bool) -> Settling:
    request = papers({"service-request": {"year_group": _EIGHT}})[0]
    now = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
    return Settling(
        "year_group", request.document.id, "Office Trial", now, "8", value, corrects
    )


def test_a_doubtful_reading_that_disagrees_goes_to_a_person() -> None:
    """A scan's 8 may be a 10 with a crease in it."""
    assert _outcomes() == ["cannot tell"]


def test_a_reading_somebody_confirmed_is_a_contradiction() -> None:
    """Somebody looked, and the form does say so."""
    assert _outcomes(_said("8", corrects=False)) == ["not met"]


def test_a_reading_somebody_corrected_is_none_any_more() -> None:
    """What was misread is forgotten."""
    assert _outcomes(_said("10", corrects=True)) == []


def _concern(written: str, value: str | None) -> Answer:
    """Return what a machine read as the answer about concerns."""
    return Answer(Mark("safeguarding_concerns", text=written, ask=True), value)


@pytest.mark.parametrize(
    ("answer", "outcomes"),
    [
        pytest.param(_concern("Yes", "yes"), ["cannot tell"], id="it seems a yes"),
        pytest.param(_concern("?", None), ["cannot tell"], id="nobody can read it"),
        pytest.param(_concern("No", "no"), [], id="it seems a no"),
        pytest.param(None, [], id="blank"),
    ],
)
def test_what_it_depends_on_may_itself_be_in_doubt(
    answer: Answer | None, outcomes: list[str]
) -> None:
    """A scan of a good referral must not ask about everything at once."""
    found = told(checked({"service-request": {"safeguarding_concerns": answer}}))

    assert [f.outcome.value for f in found] == outcomes
