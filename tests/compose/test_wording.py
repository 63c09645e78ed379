from __future__ import annotations

import datetime as dt

import pytest

from tests.letters.facts import service
from toolkit.catalogue import Block, DocumentTemplate
from toolkit.compose.blocks import PlacedBlock, Run
from toolkit.compose.wording import known_facts, word
from toolkit.errors import BadDefinition, MissingFact
from toolkit.model import Gap, LetterOrder


def placed(
    *blocks: Block, gaps: tuple[str, ...] = (), **facts: object
) -> list[PlacedBlock]:
    """Return the blocks as they are placed with these facts."""
    template = DocumentTemplate(
        key="trial",
        title="Trial",
        about="",
        audience="school",
        frame="letter",
        subject="Trial",
        formats=("docx",),
        needs=tuple(facts),
        gaps=gaps,
        blocks=blocks,
        attaches=(),
        version="1",
        source="T",
    )
    order = LetterOrder("trial", "northmoor", "X", 1, dt.date(2026, 11, 22), facts)
    return list(word(template, known_facts(order, template, service())).blocks)


def paragraph(text: str, **settings: object) -> Block:
    """Return a paragraph."""
    return Block("words", "paragraph", text=text, **settings)  # type: ignore[arg-type] # as given


@pytest.mark.parametrize(
    ("fact", "shown"),
    [
        pytest.param([1], True, id="a list with something in it"),
        pytest.param([], False, id="an empty list"),
        pytest.param("text", True, id="text"),
        pytest.param("", False, id="empty text"),
        pytest.param(True, True, id="yes"),
        pytest.param(False, False, id="no"),
        pytest.param({}, False, id="an empty table"),
    ],
)
def test_when_shows_a_block_and_unless_hides_it(fact: object, *, shown: bool) -> None:
    """One sentence for a complete referral, another for one that lacks something."""
    blocks = placed(
        paragraph("when", when="missing"),
        paragraph("unless", unless="missing"),
        missing=fact,
    )

    assert [b.passage.text for b in blocks] == ["when" if shown else "unless"]


def test_a_part_of_a_fact_that_is_not_there_is_a_no() -> None:
    """A planning meeting without a date yet is a planning meeting all the same."""
    assert placed(paragraph("On", when="planning.on"), planning={}) == []


def test_a_condition_on_a_fact_nobody_declared_is_refused() -> None:
    """A misspelt condition would hide its block for ever, and nobody would see it."""
    with pytest.raises(MissingFact, match="planing"):
        placed(paragraph("On", when="planing.on"), planning={})


@pytest.mark.parametrize("rows", [[], "", {}])
def test_a_list_over_nothing_is_refused(rows: object) -> None:
    """A table without rows tells its reader that nothing was found."""
    with pytest.raises((MissingFact, BadDefinition), match="rows"):
        placed(Block("t", "list", text="{{ row }}", each="rows"), rows=rows)


def test_line_ends_of_the_file_are_spaces_and_those_of_a_fact_stay() -> None:
    """A pupil's own words keep the shape they were written in."""
    [block] = placed(paragraph("One\n  two: {{ voice }}\n"), voice="a\r\nb")

    assert block.passage.text == "One two: a\nb"


def test_a_gap_is_a_run_of_its_own() -> None:
    """Both frames mark it, each in its own way."""
    [block] = placed(
        paragraph("Who: {{ plan.who }}."), gaps=("plan.who",), plan={"who": Gap("name")}
    )

    assert block.passage.runs == (Run("Who: "), Run("[name]", is_gap=True), Run("."))


@pytest.mark.parametrize("text", ["{{ plan.who }}", "{% if plan.who %}x{% endif %}"])
def test_a_gap_out_of_its_place_is_refused(text: str) -> None:
    """A letter that was meant to be whole does not leave with a hole in it."""
    with pytest.raises(MissingFact, match=r"plan\.who"):
        placed(paragraph(text), plan={"who": Gap("name")})


def test_text_cannot_pretend_to_be_a_gap() -> None:
    """The marks between which a gap travels are taken out of whatever was written."""
    [block] = placed(paragraph("{{ voice }}"), voice="\ue000[x]\ue001")

    assert [run.is_gap for run in block.passage.runs] == [False]


def test_a_table_has_its_headings_and_a_row_for_each() -> None:
    """The order of the rows is the order of the facts."""
    table = Block(
        "t",
        "table",
        text="Caption",
        each="rows",
        columns=(("What", "{{ row.what }}"), ("When", "{{ row.on }}")),
        header_column=True,
    )

    [block] = placed(
        table,
        rows=[
            {"what": "b", "on": dt.date(2026, 1, 2)},
            {"what": "a", "on": dt.date(2026, 1, 1)},
        ],
    )

    assert block.columns == ("What", "When")
    assert [[cell.text for cell in row] for row in block.rows] == [
        ["b", "2 January 2026"],
        ["a", "1 January 2026"],
    ]


def test_an_unknown_kind_of_block_is_refused_by_name() -> None:
    """A block nobody can place would be a sentence nobody reads."""
    with pytest.raises(BadDefinition, match="banner"):
        placed(Block("b", "banner", text="x"))


def test_a_document_is_handed_only_what_it_declares() -> None:
    """What a template must not say it must not even see."""
    with pytest.raises(MissingFact, match="secret"):
        placed(paragraph("{{ secret }}"), case={"ref": "X"})


def test_words_do_not_show_themselves_in_a_traceback() -> None:
    """They are a child's data."""
    block = placed(paragraph("{{ pupil }}"), pupil="Amara")[0]

    assert isinstance(block, PlacedBlock)
    assert "Amara" not in repr(block.passage)
