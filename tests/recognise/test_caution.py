from __future__ import annotations

from dataclasses import replace

import pytest

from tests.recognise.invented import MEDICAL, letter, service
from tests.recognise.printed import LESSONS, copy, lessons, on_paper, tick, when
from toolkit.catalogue.definitions import ALWAYS, Check, Requirement, Service
from toolkit.model import Mark, MarkKind, PaperSort, Place, Route, Weight
from toolkit.recognise import recognise
from toolkit.recognise.caution import deciding_keys

EDITION = "northshire/lessons/2026"


def rule(settings: dict[str, object], applies_if: str = "") -> Requirement:
    """Return a requirement with one check."""
    return Requirement(
        "RQ-1",
        "rule",
        "Rule",
        Weight.ASK,
        (),
        (Check("check", "one-of", "Check", settings),),
        {},
        "",
        "J",
        applies_if=when(applies_if, "yes") if applies_if else ALWAYS,
    )


def ruled(*rules: Requirement) -> Service:
    """Return the service with these rules."""
    return replace(lessons(), requirements=rules)


def machine(key: str, text: str = "", **more: object) -> Mark:
    """Return a mark that a machine read from a scan of our own blank."""
    mark = Mark(key, text=text, how=Route.MACHINE, place=Place(label=key))
    return replace(mark, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("key", "text", "ask"),
    [
        pytest.param("forename", "Amara", True, id="a name that says whose it is"),
        pytest.param("dob", "03/05/2012", True, id="a birth"),
        pytest.param("upn", "F919999916001", True, id="a pupil number"),
        pytest.param("signature", "signed", True, id="a signature"),
        pytest.param("authorised", "yes", True, id="an answer a complete form needs"),
        pytest.param("school", "Elm School", False, id="a school"),
        pytest.param("working", "Mornings", False, id="words"),
        pytest.param("dob", "", False, id="a birth left blank"),
    ],
)
def test_what_a_machine_read_asks_where_a_slip_would_matter(
    *, key: str, text: str, ask: bool
) -> None:
    """However sure the machine is: a wrong birthday opens the wrong record."""
    document = on_paper([machine(key, text)], how=Route.MACHINE, edition=EDITION)

    found = recognise(document, [lessons()])

    assert found.answers[key].ask is ask


@pytest.mark.parametrize(
    ("route", "ask"),
    [
        pytest.param(Route.MACHINE, True, id="a machine"),
        pytest.param(Route.FIELD, False, id="a field"),
        pytest.param(Route.PAGE, False, id="the page"),
        pytest.param(Route.WORD, False, id="Word"),
    ],
)
def test_only_what_a_machine_read_is_doubted(*, route: Route, ask: bool) -> None:
    """A field holds what somebody typed."""
    mark = replace(machine("dob", "03/05/2012"), how=route)
    document = on_paper([mark], how=route, edition=EDITION)

    assert recognise(document, [lessons()]).answers["dob"].ask is ask


def test_with_one_tick_of_a_list_all_of_it_is_doubted() -> None:
    """A consent to one thing read as a consent to another is as bad."""
    marks = [
        machine(f"support_{what}", kind=MarkKind.TICK, tick=True)
        for what in ("online", "home")
    ]
    document = on_paper(marks, how=Route.MACHINE, edition=EDITION)
    service_ = ruled(rule({"facts": ("support_online",)}))

    answers = recognise(document, [service_]).answers

    assert [mark.ask for mark in answers.values()] == [True, True]


@pytest.mark.parametrize("ticked", [True, False])
def test_a_tick_asks_and_an_empty_box_if_a_rule_depends_on_it(*, ticked: bool) -> None:
    """A faint tick that was not seen is a consent that was given."""
    mark = machine("support_online", kind=MarkKind.TICK, tick=ticked)
    document = on_paper([mark], how=Route.MACHINE, edition=EDITION)

    [plain] = recognise(document, [lessons()]).answers.values()
    [ruled_on] = recognise(
        document, [ruled(rule({"facts": ("support_online",)}))]
    ).answers.values()

    assert plain.ask is ticked
    assert ruled_on.ask


def test_what_a_rule_depends_on_is_told_by_its_settings_and_conditions() -> None:
    """Also on what it depends whether another question is asked at all."""
    asked = replace(
        tick("rtt", "Reduced timetable", ""), applies_if=when("authorised", "no")
    )
    form = replace(
        LESSONS,
        sections=(
            replace(LESSONS.sections[0], questions=(asked,)),
            *LESSONS.sections[1:],
        ),
    )
    rules = [
        rule(
            {
                "question": "a",
                "questions": ("b", "evidence_{n}_date"),
                "question_claim": "c",
                "fact": "d",
                "question_besides": ("left_out",),
                "papers": ("lessons",),
                "met": ("yes",),
            },
            applies_if="e",
        )
    ]
    service_ = replace(lessons(form), requirements=tuple(rules))

    assert deciding_keys(service_) == {
        *("a", "b", "c", "d", "e"),
        "evidence_{n}_date",
        "authorised",
    }


@pytest.mark.parametrize(
    ("sort", "ask"),
    [
        pytest.param(PaperSort.SCAN, True, id="a scan"),
        pytest.param(PaperSort.IMAGE, True, id="a photo"),
        pytest.param(PaperSort.PDF_PAGE, False, id="a typed letter"),
    ],
)
def test_whose_a_scanned_letter_is_asks(*, sort: PaperSort, ask: bool) -> None:
    """A machine may have read one letter of the name wrongly."""
    text = "Clinic letter\nRe: Amara Okafor\nDOB: 03/05/2012\nTel: 01632 960001"
    found = recognise(letter(text, sort), [service(sorts=[MEDICAL])])

    asks = {key: mark.ask for key, mark in found.answers.items()}
    assert asks == {"name": ask, "dob": ask, "phone": False}


def test_a_scanned_copy_read_by_labels_is_doubted_alike() -> None:
    """Whichever way it was recognised."""
    found = recognise(copy(how=Route.MACHINE), [lessons()])

    asks = {key for key, mark in found.answers.items() if mark.ask}
    assert asks == {key for key, mark in found.answers.items() if mark.text}
