"""The law the whole path rests on: what goes into a blank comes out of the reader."""

from __future__ import annotations

import unicodedata

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
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
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
# print, and a lone surrogate is no character.
PRINTABLE = st.characters(
    exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp"),
)


def _text(question: Question) -> st.SearchStrategy[str]:
    """Return what somebody may write there: within its length, with line breaks."""
    whole = st.text(PRINTABLE, min_size=1, max_size=min(question.max_length, 200))
    if question.kind is Kind.LONG_TEXT:
        lines = st.lists(whole, min_size=1, max_size=3).map("\n".join)
        return lines.map(lambda text: text[: question.max_length]).filter(_says)
    return whole.filter(_says)


def _says(text: str) -> bool:
    return bool(text.strip())


def _answer(question: Question) -> st.SearchStrategy[str | bool]:
    if question.kind is Kind.TICK:
        return st.just(value=True)
    if question.choices:
        return st.sampled_from([choice.value for choice in question.choices])
    return _text(question)


def _answers(form: Form) -> st.SearchStrategy[dict[str, str | bool]]:
    asked = [question for question in form.questions() if question.on_blank]
    return st.fixed_dictionaries({}, optional={q.key: _answer(q) for q in asked})


def _read(form: Form, answers: dict[str, str | bool], suffix: str) -> Document:
    return read(filled(form.key, answers, suffix), f"form.{suffix}")


def _same(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@EACH_WAY
@SLOW
@given(data=st.data())
def test_what_is_filled_in_by_key_is_read_back(
    form: Form, suffix: str, data: st.DataObject
) -> None:
    """A value lost or changed on the way would be a silent wrong answer."""
    answers = data.draw(_answers(form))
    document = _read(form, answers, suffix)
    recognised = recognise(document, catalogue().services.values())

    assert document.problems == ()
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
