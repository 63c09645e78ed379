"""What another library reads in a file that had to be mended."""

from __future__ import annotations

import re

import pytest
from pikepdf import String

from tests.papers import drawn, pdfs
from toolkit.model import Mark, MarkKind
from toolkit.reading import read
from toolkit.reading.fields.second_opinion import doubted


def form(*fields: pdfs.Make) -> bytes:
    """Return a form of one page."""
    return pdfs.form(*fields)


@pytest.fixture
def broken() -> bytes:
    """Return a form whose table of places is wrong, as mail programs leave them."""
    whole = form(
        pdfs.group("pupil", {}, pdfs.text("name", String("Amara"))),
        drawn.box("agreed", on=True),
    )
    return re.sub(rb"startxref\n\d+", b"startxref\n7", whole)


def test_two_that_mend_alike_are_believed(broken: bytes) -> None:
    """Files are damaged on their way all the time."""
    document = read(broken, "a.pdf")

    assert [each.code for each in document.problems] == ["repaired"]
    assert [(m.key, m.ask) for m in document.marks] == [
        ("pupil.name", False),
        ("agreed", False),
    ]


@pytest.mark.parametrize(
    ("marks", "asked"),
    [
        pytest.param([Mark("a", text="x"), Mark("b", text="y")], [], id="the same"),
        pytest.param([Mark("a", text="x"), Mark("b", text="z")], ["b"], id="a value"),
        pytest.param([Mark("a", text="x")], ["a"], id="a field more"),
        pytest.param(
            [Mark("a", text="x"), Mark("b", text="y"), Mark("c")],
            ["a", "b", "c"],
            id="a field less",
        ),
    ],
)
def test_what_the_other_reads_otherwise_is_asked_about(
    marks: list[Mark], asked: list[str]
) -> None:
    """Where mending lost a field, it may have lost others."""
    other = form(pdfs.text("a", String("x")), pdfs.text("b", String("y")))

    assert [mark.key for mark in doubted(marks, other) if mark.ask] == asked


@pytest.mark.parametrize("on", [True, False], ids=["ticked", "not ticked"])
def test_a_tick_is_compared_by_what_it_means(*, on: bool) -> None:
    """One library says Off and the other nothing."""
    other = form(drawn.box("agreed", on=True))
    mark = Mark("agreed", MarkKind.TICK, "Yes" if on else "", tick=on)

    [judged] = doubted([mark], other)

    assert judged.ask is not on


def test_one_that_cannot_read_the_file_has_no_opinion() -> None:
    """A reader that gives up is no evidence against one that does not."""
    assert doubted([Mark("a", text="x")], b"%PDF-1.7 nothing")[0].ask is False
