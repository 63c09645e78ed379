from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.desks import NOW, Trial, answers_of, catalogue, filled, trial
from tests.scenarios.offices import text_of
from toolkit.errors import CannotDo, MissingFact
from toolkit.model import Decision
from toolkit.pipeline import decide

AMARA = answers_of("Amara")


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Trial]:
    """A desk with one request on it."""
    with trial(tmp_path) as opened:
        opened.drop("request.pdf", filled("service-request", AMARA))
        opened.take_in()
        yield opened


def _ref(at: Trial) -> str:
    return at.cases()[0].ref


@pytest.mark.parametrize(
    ("outcome", "reasons", "said"),
    [
        pytest.param("approve", (), "is not a decision", id="an outcome nobody has"),
        pytest.param("decline", (), "say why", id="a decline without a reason"),
        pytest.param("decline", ("because",), "is not a reason", id="a made-up reason"),
        pytest.param(
            "decline", ("consent_missing",), "reminded", id="missing papers alone"
        ),
    ],
)
def test_a_decision_that_may_not_be_taken_is_not_recorded(
    at: Trial, outcome: str, reasons: tuple[str, ...], said: str
) -> None:
    """A family must be able to read why, and missing papers are asked for first."""
    with pytest.raises(CannotDo, match=said):
        at.decide(_ref(at), outcome, *reasons)

    assert at.cases()[0].decision is None


def test_a_changed_mind_is_recorded_beside_the_first(at: Trial) -> None:
    """Who decided what, and when, must stay to be seen."""
    at.decide(_ref(at), "defer")
    at.decide(_ref(at), "accept")

    case = at.cases()[0]
    assert [d.outcome for d in case.decisions] == ["defer", "accept"]
    assert case.status.value == "accepted"


def test_a_note_for_the_file_is_in_no_letter(at: Trial) -> None:
    """A lead teacher's remark is not for the family to find in print."""
    drafts = at.decide(_ref(at), "guidance")

    assert drafts.refused == ()
    assert {d.document for d in drafts.made} == {
        "acceptance-school",
        "acceptance-parent",
        "acceptance-email",
    }


def test_words_for_the_letter_are_in_it_and_a_note_for_the_file_is_not(
    at: Trial,
) -> None:
    """A reason nobody foresaw is explained to the family, and only what is for them."""
    decision = Decision(
        *("decline", "Office Trial", NOW, ("other_with_text",)),
        note="The head rang twice.",
        words="The hospital asked us to wait until the operation.",
    )
    drafts = decide(at.desk, catalogue(), _ref(at), decision, NOW)
    letters = [
        text_of(at.workspace.outbox / made.path)
        for made in drafts.made
        if made.name.endswith(".pdf")
    ]

    assert len(letters) == 2  # the school's and the family's
    assert [t for t in letters if "until the operation" not in t] == []
    assert [t for t in letters if "rang twice" in t] == []


def test_a_parent_with_restricted_contact_gets_no_letter(tmp_path: Path) -> None:
    """A letter in the wrong hands can put a child in danger."""
    answers = {
        **AMARA,
        "parent_1_contact_restriction": "yes",
        "parent_2_name": "Chidi Okafor",
        "parent_2_relationship": "Father",
        "parent_2_contact_restriction": "no",
    }
    with trial(tmp_path) as at:
        at.drop("request.pdf", filled("service-request", answers))
        at.take_in()
        drafts = at.decide(_ref(at), "guidance")
        parents = [
            (at.workspace.outbox / made.path).read_bytes()
            for made in drafts.made
            if made.document.startswith("acceptance-parent")
        ]

    assert len(parents) == 2  # one letter, in Word and as PDF


def test_two_parents_get_a_letter_each(tmp_path: Path) -> None:
    """Separated parents each hear from us, and neither through the other."""
    answers = {
        **AMARA,
        "parent_2_name": "Chidi Okafor",
        "parent_2_relationship": "Father",
        "parent_2_lives_with_pupil": "no",
        "parent_2_address": "9 Mill Row\nAshbourne\nSG97 2BD",
        "parent_2_contact_restriction": "no",
    }
    with trial(tmp_path) as at:
        at.drop("request.pdf", filled("service-request", answers))
        at.take_in()
        drafts = at.decide(_ref(at), "guidance")

    names = {made.document for made in drafts.made}
    assert {"acceptance-parent", "acceptance-parent-2"} <= names


def test_a_document_that_lacks_a_fact_is_refused_and_names_it(tmp_path: Path) -> None:
    """A letter with a hole in it must never reach a parent."""
    without = {key: said for key, said in AMARA.items() if key != "school_name"}
    with trial(tmp_path) as at:
        at.drop("request.pdf", filled("service-request", without))
        at.take_in()
        drafts = at.decide(_ref(at), "guidance")

    [refused] = [fault for fault in drafts.refused if isinstance(fault, MissingFact)]
    assert "school.name" in str(refused)
    assert "acceptance-parent" in str(refused)


def test_facts_a_person_adds_are_used(at: Trial) -> None:
    """What was agreed at the meeting goes into the plan without retyping the rest."""
    drafts = at.write(_ref(at), "plan", plan={"exit": "When Amara is back full time."})

    [pdf] = [made for made in drafts.made if made.name.endswith(".pdf")]
    assert drafts.refused == ()
    assert (at.workspace.outbox / pdf.path).stat().st_size > 10_000
