"""The checklist as a whole: its order, its sentences, and what cannot break it."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checklist.referrals import (
    CATALOGUE,
    COMPLETE,
    ESMA,
    TODAY,
    checked,
    doubtful,
    paper,
    papers,
    request,
)
from toolkit.catalogue import Check, Condition, Requirement, Service
from toolkit.catalogue import Test as Asks
from toolkit.checklist import check, faults, merge
from toolkit.errors import BadDefinition
from toolkit.model import (
    Answer,
    Checked,
    Mark,
    MarkKind,
    Outcome,
    Understood,
    Value,
    Weight,
)

ORDER = [
    "RQ-01",
    "RQ-03",
    "RQ-04",
    "RQ-05",
    "RQ-06",
    "RQ-07",
    "RQ-08",
    "RQ-02",
    "RQ-09",
    "RQ-10",
    "RQ-11",
    "RQ-12",
    "RQ-13",
    "RQ-14",
    "E1",
    "E2",
    "E3",
    "E4",
]
BLAMING = ("invalid", "error", "failed", "refused", "rejected", "must ", "!")


def order(found: Checked) -> list[str]:
    """Return the rules of the findings, in order."""
    return [finding.rule for finding in found.findings]


def told(found: Checked) -> list[tuple[str, str, str]]:
    """Return what the findings say."""
    return [(f.rule, f.outcome.value, f.sentence) for f in found.findings]


# --- order and completeness ---------------------------------------------------------


def test_every_requirement_and_criterion_is_told_in_the_councils_order() -> None:
    """The office reads the page beside its own printed checklist."""
    found = checked()

    assert order(found) == ORDER
    assert [f.checklist for f in found.findings[:7]] == [
        "C1",
        "C2",
        "C3",
        "C4",
        "C4",
        "C5",
        "C6",
    ]


def test_an_empty_case_has_every_finding_and_is_not_discussable() -> None:
    """A case with nothing in it is asked for everything, and breaks nothing."""
    found = check(merge(ESMA, []), ESMA, today=TODAY)

    assert order(found) == ORDER
    assert not found.discussable


def test_a_finding_never_shows_an_answer_in_its_repr() -> None:
    """A traceback with a finding in it must be fit to send to a supplier."""
    found = checked(request(upn=doubtful("F9I9", "We could not read “F9I9”.")))

    assert "F9I9" not in repr(found)


# --- whatever is written ------------------------------------------------------------

_KEYS = {
    sort: sorted(
        {key for p in papers() if p.fit and p.fit.form == sort for key in p.answers}
        | {q.key for form in ESMA.forms if form.key == sort for q in form.questions()}
    )
    for sort in COMPLETE
}
_VALUES: st.SearchStrategy[Value | None] = st.one_of(
    st.none(),
    st.booleans(),
    st.text(max_size=30),
    st.dates(),
    st.integers(),
    st.floats(allow_nan=False),
    st.sampled_from(["yes", "no", "partly", "unknown", "{details}", "AL97 4QT", "GP"]),
)
_ANSWERS = st.builds(
    Answer,
    st.builds(
        Mark,
        st.just("key"),
        st.sampled_from(MarkKind),
        st.text(max_size=10),
        st.sampled_from([True, False, None]),
        st.booleans(),
    ),
    _VALUES,
    st.sampled_from(["", "We could not read it."]),
)
_PAPERS = st.sampled_from(sorted(COMPLETE)).flatmap(
    lambda sort: st.dictionaries(
        st.sampled_from(_KEYS[sort]), _ANSWERS, max_size=8
    ).map(lambda answers: paper(sort, answers))
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(_PAPERS, st.just(paper("", {}))), max_size=4))
def test_nothing_a_sender_writes_can_break_the_checklist(
    arrived: list[Understood],
) -> None:
    """Whatever is on the papers, the answer is findings in order, never a crash."""
    found = check(merge(ESMA, arrived), ESMA, today=TODAY)

    assert order(found)[: len(ORDER)] == ORDER
    assert all(finding.is_open for finding in found.findings[len(ORDER) :])


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False))
def test_findings_do_not_depend_on_the_order_of_a_papers_answers(
    chance: random.Random,
) -> None:
    """A PDF that stores its fields the other way round is the same referral."""
    shuffled = [_shuffled(each, chance) for each in papers(request(dob=None, upn=None))]

    found = check(merge(ESMA, shuffled), ESMA, today=TODAY)

    assert told(found) == told(checked(request(dob=None, upn=None)))


def _shuffled(understood: Understood, chance: random.Random) -> Understood:
    answers = list(understood.answers.items())
    chance.shuffle(answers)
    return replace(understood, answers=dict(answers))


# --- sentences ----------------------------------------------------------------------


@pytest.mark.parametrize("service", CATALOGUE.services.values(), ids=lambda s: s.key)
def test_every_sentence_of_a_definition_can_be_written(service: Service) -> None:
    """A sentence that cannot be filled would stop the office on a Monday morning."""
    assert faults(service) == ()


def _sentences() -> list[str]:
    found = []
    parts = [each.check for each in ESMA.contradictions]
    for each in (*ESMA.requirements, *ESMA.criteria):
        found += [*each.sentences.values(), each.mend, each.unsure]
        parts += each.checks
    for part in parts:
        found += [*part.sentences.values(), part.mend]
        found += [
            str(text)
            for name, text in part.settings.items()
            if name.startswith(("when_", "mend_"))
        ]
    return sorted({text for text in found if text})


@pytest.mark.parametrize("text", _sentences())
def test_a_sentence_is_whole_plain_and_kind(text: str) -> None:
    """A SENCo may read any of them in a letter at the end of a long day."""
    assert text.endswith((".", "?", "}", "”."))
    assert not [word for word in BLAMING if word in text.casefold()]
    assert max(len(part.split()) for part in text.split(". ")) <= 27


# --- faults in a definition ---------------------------------------------------------

_SENTENCES = {
    Outcome.NOT_APPLICABLE: "Not needed.",
    Outcome.MET: "Here.",
    Outcome.NOT_MET: "Not here.",
    Outcome.CANNOT_TELL: "We cannot tell.",
}
_CHECK = Check("c", "answered", "C", {"questions": ("upn",)}, _SENTENCES)
_REQUIREMENT = Requirement(
    id="RQ-99",
    code="made-up",
    label="Made up",
    weight=Weight.ASK,
    maps_to=(),
    checks=(_CHECK,),
    sentences=_SENTENCES,
    mend="Please send it.",
    source="J",
)


def with_check(**changes: object) -> Requirement:
    """Return a requirement whose one check is changed."""
    check_ = replace(_CHECK, **changes)  # type: ignore[arg-type]
    return replace(_REQUIREMENT, checks=(check_,))


@pytest.mark.parametrize(
    ("requirement", "key"),
    [
        pytest.param(with_check(rule="guess"), "rule", id="unknown rule"),
        pytest.param(
            with_check(settings={"questions": "upn"}), "questions", id="wrong type"
        ),
        pytest.param(
            with_check(settings={"questions": ("upn",), "need": "most"}),
            "need",
            id="wrong value",
        ),
        pytest.param(
            with_check(settings={"questions": ("upn",), "blank_is": "bad"}),
            "blank_is",
            id="wrong outcome",
        ),
        pytest.param(
            with_check(sentences={Outcome.MET: "Here."}),
            "sentences.not met",
            id="no sentence",
        ),
        pytest.param(
            with_check(sentences={**_SENTENCES, Outcome.NOT_MET: "No {secret}."}),
            "sentences",
            id="a name nobody promised",
        ),
        pytest.param(
            replace(_REQUIREMENT, sentences={Outcome.MET: "Here."}),
            "sentences.not met",
            id="no sentence for the whole",
        ),
        pytest.param(
            with_check(
                rule="of-school-age", settings={"question": "dob", "side": "middle"}
            ),
            "side",
            id="no such side",
        ),
        pytest.param(
            with_check(rule="one-of", settings={"met": ("yes",)}),
            "question",
            id="a setting left out",
        ),
        pytest.param(
            with_check(rule="dated", settings={"oldest_weeks": "many"}),
            "oldest_weeks",
            id="a number in words",
        ),
        pytest.param(
            with_check(rule="paper-attached", settings={"unplaced": "yes"}),
            "unplaced",
            id="a word for true",
        ),
        pytest.param(
            with_check(settings={"questions": ("upn",), "facts": ("a", "b")}),
            "facts",
            id="facts beside nothing",
        ),
        pytest.param(
            replace(_REQUIREMENT, unsure="Is {this} needed?"),
            "unsure",
            id="a name in what is unsure",
        ),
        pytest.param(
            with_check(settings={"questions": ("upn",), "need": 1}),
            "need",
            id="a number for a word",
        ),
        pytest.param(
            with_check(settings={"papers": ("consent",), "facts": ("shoe_size",)}),
            "facts",
            id="a fact no paper has",
        ),
        pytest.param(
            with_check(settings={"questions": ("upn",), "colour": "red"}),
            "colour",
            id="a setting nobody knows",
        ),
        pytest.param(
            with_check(rule="needed-answered", settings={"papers": ("none-such",)}),
            "papers",
            id="no such form",
        ),
    ],
)
def test_a_faulty_requirement_is_named_with_its_key(
    requirement: Requirement, key: str
) -> None:
    """Whoever edits the definition is told where, without reading any Python."""
    service = replace(ESMA, requirements=(requirement,), criteria=())

    found = faults(service)

    assert any(key in fault.key for fault in found)
    assert {fault.file for fault in found} == {"services/esma/requirements.toml"}


@pytest.mark.parametrize(
    "requirement",
    [
        pytest.param(with_check(rule="guess"), id="unknown rule"),
        pytest.param(with_check(settings={"questions": "upn"}), id="wrong type"),
        pytest.param(with_check(sentences={}), id="no sentence"),
        pytest.param(
            with_check(sentences=dict.fromkeys(Outcome, "Not {secret}.")),
            id="a name nobody promised",
        ),
        pytest.param(
            with_check(sentences=dict.fromkeys(Outcome, "Not {unsure.")),
            id="a bracket left open",
        ),
        pytest.param(replace(_REQUIREMENT, sentences={}), id="no sentence of its own"),
    ],
)
def test_a_faulty_requirement_stops_the_check_and_is_named(
    requirement: Requirement,
) -> None:
    """Better no answer than half of one; and whoever edits it is told where."""
    service = replace(ESMA, requirements=(requirement,), criteria=())

    with pytest.raises(BadDefinition) as problem:
        check(merge(service, papers()), service, today=TODAY)

    assert "RQ-99" in str(problem.value)
    assert "definitions check" in problem.value.remedy
    assert "F919999916001" not in str(problem.value)


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        pytest.param({"dsl_name": None}, Outcome.MET, id="one of two"),
        pytest.param({"dsl_name": None, "upn": None}, Outcome.NOT_MET, id="neither"),
        pytest.param(
            {"dsl_name": None, "upn": doubtful("F9I9")},
            Outcome.CANNOT_TELL,
            id="one in doubt",
        ),
    ],
)
def test_a_definition_may_ask_for_any_of_several_answers(
    answers: dict[str, Answer | None], outcome: Outcome
) -> None:
    """“A phone number or an e-mail address” wants one of them."""
    either = with_check(settings={"questions": ("dsl_name", "upn"), "need": "any"})
    service = replace(ESMA, requirements=(either,), criteria=())

    found = check(merge(service, papers(request(**answers))), service, today=TODAY)

    assert found.finding("RQ-99").outcome is outcome


def test_a_check_that_cannot_be_told_to_apply_cannot_be_told() -> None:
    """A question left open higher up must not make a check vanish."""
    fund = Condition(all_of=(Asks("pupil_premium", ("yes",)),))
    service = replace(
        ESMA, requirements=(with_check(applies_if=fund),), criteria=(), redirects=()
    )

    open_question = check(
        merge(service, papers(request(pupil_premium=None))), service, today=TODAY
    )
    answered_no = check(merge(service, papers()), service, today=TODAY)

    assert open_question.finding("RQ-99").outcome is Outcome.CANNOT_TELL
    assert answered_no.finding("RQ-99").outcome is Outcome.NOT_APPLICABLE
