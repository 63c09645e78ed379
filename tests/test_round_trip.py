"""The law the whole path rests on: what goes into a blank comes out of the reader."""

from __future__ import annotations

import unicodedata
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.pipeline.desks import SERVICE, catalogue, filled
from toolkit.catalogue import Form, Kind, Question
from toolkit.model import Document
from toolkit.reading import read
from toolkit.recognise import recognise

FORMS = catalogue().service(SERVICE).forms
SLOW = settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
EACH_WAY = pytest.mark.parametrize(
    ("form", "suffix"),
    [
        pytest.param(form, suffix, id=f"{form.key} as {suffix}")
        for form in FORMS
        for suffix in ("pdf", "docx")
    ],
)

# Everything that prints, line breaks apart. Unassigned and private characters do not
# print, and a lone surrogate is no character. Signs that only shape others, such as the
# soft hyphen, are drawn by some fonts and not by others: they may ask needlessly.
_UNPRINTED = {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"}
_EVERYDAY = [chr(n) for n in (*range(32, 127), *range(0xA1, 0x180)) if n != 0xAD]
_ANY = [
    chr(n) for n in range(32, 0x1FFFF) if unicodedata.category(chr(n)) not in _UNPRINTED
]


def _text(question: Question, chance: Random) -> str:
    """Return what somebody may write there: within its length, with line breaks."""
    most = min(question.max_length, 200)
    long = question.kind is Kind.LONG_TEXT
    lines = [_line(most, chance) for _ in range(chance.randint(1, 3) if long else 1)]
    text = "\n".join(lines)[: question.max_length]
    return text if text.strip() else "x"


def _line(most: int, chance: Random) -> str:
    letters = chance.choice((_EVERYDAY, _ANY))
    return "".join(chance.choices(letters, k=chance.randint(1, most)))


def _answer(question: Question, chance: Random) -> str | bool:
    if question.kind is Kind.TICK:
        return True
    if question.choices:
        return chance.choice(question.choices).value
    return _text(question, chance)


def _answers(form: Form, seed: int) -> dict[str, str | bool]:
    """Return answers to some of the questions of a blank; the seed says which."""
    chance = Random(seed)  # noqa: S311 - nothing here is a secret
    asked = [question for question in form.questions() if question.on_blank]
    some = chance.sample(asked, chance.randint(0, len(asked)))
    return {question.key: _answer(question, chance) for question in some}


def _read(form: Form, answers: dict[str, str | bool], suffix: str) -> Document:
    return read(filled(form.key, answers, suffix), f"form.{suffix}")


def _same(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@EACH_WAY
@SLOW
@given(seed=st.integers(0, 1_000_000_000))
def test_what_is_filled_in_by_key_is_read_back(
    form: Form, suffix: str, seed: int
) -> None:
    """A value lost or changed on the way would be a silent wrong answer."""
    answers = _answers(form, seed)
    document = _read(form, answers, suffix)
    recognised = recognise(document, catalogue().services.values())

    # Letters of other scripts are not all in the typeface, and what cannot be drawn may
    # ask; everyday ones never do.
    typed = "".join(said for said in answers.values() if isinstance(said, str))
    is_strange = not set(typed) <= {*_EVERYDAY, "\n"}
    assert bool(document.problems) <= is_strange
    assert recognised.fit is not None
    assert recognised.fit.form == form.key
    found = {
        key: mark.tick if mark.tick is not None else _same(mark.text)
        for key, mark in recognised.answers.items()
        if mark.text or mark.tick
    }
    assert found == {
        key: said if isinstance(said, bool) else _same(said)
        for key, said in answers.items()
    }


@EACH_WAY
def test_an_empty_blank_says_nothing(form: Form, suffix: str) -> None:
    """An unticked box is not a no, and a placeholder is not an answer."""
    document = _read(form, {}, suffix)
    recognised = recognise(document, catalogue().services.values())

    said = [k for k, m in recognised.answers.items() if m.text or m.tick]
    assert recognised.fit is not None
    assert said == []


@EACH_WAY
def test_every_question_on_a_blank_can_be_filled_by_its_key(
    form: Form, suffix: str
) -> None:
    """Anyone may fill the form with any library: the key is the name."""
    document = _read(form, {}, suffix)
    asked = {question.key for question in form.questions() if question.on_blank}

    assert {mark.key for mark in document.marks} == asked


@EACH_WAY
def test_a_blank_bears_its_edition(form: Form, suffix: str) -> None:
    """Next year's form must be told from this year's."""
    assert _read(form, {}, suffix).edition == form.edition_id
