from __future__ import annotations

import re

import pytest

from tests.measures.accuracy import TODAY
from tests.measures.forms import Known, all_forms
from tests.measures.judging import Judged, Read, Verdict, judge
from tests.measures.papers import ROUTES, Order, order_of
from tests.measures.people import Inventor, Put, nhs_number, pupil_number
from toolkit.catalogue import Asked, Choice, Kind, Question
from toolkit.meaning import understand
from toolkit.meaning.identifiers import read_upn
from toolkit.model import Document, Fit, Mark, MarkKind, PaperSort, Recognised

EACH_FORM = pytest.mark.parametrize(
    "known",
    [pytest.param(known, id=known.form.edition_id) for known in all_forms()],
)
EACH_KIND = pytest.mark.parametrize("kind", [pytest.param(k, id=k) for k in Kind])
OF_NOBODY = re.compile(r"(?:01632960|07700900|\+447700900)\d{3}")
SEEDS = tuple(f"seed {n}" for n in range(40))


def _question(kind: Kind, max_length: int = 60) -> Question:
    pick = (Choice("a", "The first"), Choice("b", "The second"))
    choices = pick if kind is Kind.CHOICE else ()
    return Question(
        *("q", kind, "A question", Asked.ASKED, "J: a test"),
        choices=choices,
        max_length=max_length,
        lines=3,
    )


# --- the people ---------------------------------------------------------------------


@EACH_FORM
def test_one_seed_invents_the_same_answers(known: Known) -> None:
    """A weakness that was measured once must be there to look at again."""
    once = Inventor("seed").answers(known.form)
    again = Inventor("seed").answers(known.form)
    other = Inventor("another").answers(known.form)

    assert once == again
    assert once != other


@EACH_KIND
def test_every_kind_of_question_is_answered_within_its_length(kind: Kind) -> None:
    """An answer too long could not be put into the form at all."""
    said = [Inventor(seed).answer(_question(kind)).said for seed in SEEDS]

    assert [one for one in said if one == ""] == []
    assert max(len(str(one)) for one in said) <= 60


def test_pupil_numbers_bear_their_right_check_letter() -> None:
    """A number with a wrong letter is asked about, so nothing would be measured."""
    made = [str(Inventor(seed).answer(_question(Kind.UPN)).said) for seed in SEEDS]

    assert [read_upn(upn) for upn in made] == made
    assert {upn[1:8] for upn in made} == {"9199999"}
    assert pupil_number("801200005001") == "B801200005001"


def test_health_numbers_are_those_for_tests() -> None:
    """The range 999 is set aside for tests; its check figures must hold."""
    asked = _question(Kind.NHS_NUMBER)
    made = [str(Inventor(seed).answer(asked).said) for seed in SEEDS]

    assert {number[:3] for number in made} == {"999"}
    assert nhs_number("943476591") == "9434765919"
    assert nhs_number("999000109") is None


def test_no_telephone_number_or_address_is_anybodys() -> None:
    """What is invented can stand in a log or a report; it must reach nobody."""
    forms = [known.form for known in all_forms()]
    said = [
        str(put.said)
        for seed in SEEDS
        for form in forms
        for put in Inventor(seed).answers(form).values()
    ]
    text = "\n".join(said)
    domains = re.findall(r"@([\w.-]+)", text)
    numbers = re.findall(r"\(?(?:\+44 |\b0)\d{3,4}\)?[ -]?\d{3} ?\d{3}\b", text)
    plain = [re.sub(r"[ ()-]", "", number) for number in numbers]

    assert {domain.rpartition(".")[2] for domain in domains} == {"example"}
    assert len(plain) > 100
    assert [one for one in plain if not OF_NOBODY.fullmatch(one)] == []


# --- the papers ---------------------------------------------------------------------


@EACH_FORM
def test_an_order_depends_on_its_seed_alone(known: Known) -> None:
    """Two processes make the same paper, in whatever order they come to it."""
    route = ROUTES["scan-150"]
    once, again = order_of(known, route, "7/0"), order_of(known, route, "7/0")

    assert once.answers == again.answers
    assert once.chance.random() == again.chance.random()


# --- the judge ----------------------------------------------------------------------


def _order(put: Put | None, key: str) -> Order:
    known = all_forms()[0]
    answers = {} if put is None else {key: put}
    return Order(known, answers, Inventor("x")._chance)


def _read(order: Order, key: str, mark: Mark | None) -> Read:
    known = order.known
    document = Document("form.pdf", "", 0, PaperSort.PDF_FORM)
    fit = Fit(known.service.key, known.form.key, known.form.edition.id, "fields", 1.0)
    answers = {} if mark is None else {key: mark}
    recognised = Recognised(document, fit, answers)
    return Read(recognised, understand(recognised, known.service, TODAY))


def _judged(put: Put | None, mark: Mark | None, kind: Kind, route: str) -> list[Judged]:
    question = next(
        q for q in all_forms()[0].form.questions() if q.kind is kind and q.on_blank
    )
    order = _order(put, question.key)
    reads = [_read(order, question.key, mark)]
    found = judge(order, ROUTES[route], reads)
    return [each for each in found if each.key == question.key]


NAME = Put("Amara Okafor")


@pytest.mark.parametrize(
    ("put", "mark", "verdict"),
    [
        pytest.param(NAME, Mark("q", text="Amara Okafor"), "right", id="as put in"),
        pytest.param(
            NAME, Mark("q", text="Amara Okafor", ask=True), "right-asked", id="doubted"
        ),
        pytest.param(
            NAME, Mark("q", text="Amara Okefor", ask=True), "asked", id="wrong, doubted"
        ),
        pytest.param(NAME, Mark("q", text="Amara Okefor"), "silent", id="wrong"),
        pytest.param(NAME, Mark("q", text=""), "silent", id="lost"),
        pytest.param(NAME, None, "silent", id="not there"),
        pytest.param(None, Mark("q", text="Amara"), "silent", id="made up"),
    ],
)
def test_an_answer_is_silent_when_it_is_wrong_and_nobody_is_told(
    put: Put | None, mark: Mark | None, verdict: str
) -> None:
    """The measure is only as good as its eye for what is wrong."""
    [judged] = _judged(put, mark, Kind.NAME, "live")

    assert judged.verdict == verdict


@pytest.mark.parametrize(
    ("put", "mark", "verdict"),
    [
        pytest.param(
            Put(said=True, means=True),
            Mark("q", MarkKind.TICK, "Yes", tick=True),
            "right",
            id="ticked",
        ),
        pytest.param(
            Put(said=True, means=True),
            Mark("q", MarkKind.TICK, tick=False),
            "silent",
            id="tick lost",
        ),
        pytest.param(
            Put(said=False, means=False),
            Mark("q", MarkKind.TICK, "Yes", tick=True),
            "silent",
            id="tick made up",
        ),
        pytest.param(
            Put(said=True, means=True),
            Mark("q", MarkKind.TICK, "Yes", tick=True, ask=True),
            "right-asked",
            id="ticked, for a person to confirm",
        ),
        pytest.param(
            Put(said=False, means=False),
            Mark("q", MarkKind.TICK, ask=True),
            "asked",
            id="nobody can tell whether it is ticked",
        ),
        pytest.param(Put(said=False, means=False), None, "right", id="left alone"),
    ],
)
def test_a_tick_is_judged_by_what_it_means(
    put: Put, mark: Mark | None, verdict: str
) -> None:
    """A tick that is lost or made up can decide a case."""
    [judged] = _judged(put, mark, Kind.TICK, "printed")

    assert judged.verdict == verdict


def test_what_was_left_blank_and_stays_blank_is_no_answer() -> None:
    """Blank questions would make every rate look better than it is."""
    assert _judged(None, Mark("q"), Kind.NAME, "live") == []


@pytest.mark.parametrize(
    ("route", "verdict"),
    [
        pytest.param("live", Verdict.SILENT, id="letter for letter in a field"),
        pytest.param("printed", Verdict.RIGHT, id="lines may break on a page"),
    ],
)
def test_white_space_counts_only_where_it_is_stored(
    route: str, verdict: Verdict
) -> None:
    """A page breaks its lines where it must; a field must not."""
    put, mark = Put("one two"), Mark("q", text="one\ntwo")

    [judged] = _judged(put, mark, Kind.LONG_TEXT, route)

    assert judged.verdict is verdict


def test_a_form_that_nobody_recognised_is_for_a_person() -> None:
    """All of it is asked about; none of it is right, and none of it silent."""
    order = _order(NAME, "referrer_name")
    document = Document("form.pdf", "", 0, PaperSort.SCAN)
    recognised = Recognised(document, None)
    read = Read(recognised, understand(recognised, None, TODAY))

    found = {each.verdict for each in judge(order, ROUTES["live"], [read])}

    assert found == {Verdict.ASKED}
