from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.papers.word_forms import (
    bold,
    cell,
    grid,
    looking,
    row,
    shaded,
    symbol,
    tall,
    text_field,
    tick_field,
    under,
    wide,
)
from tests.papers.words import control, document, line, para, run, tick_box
from toolkit.model import MarkKind, PaperSort
from toolkit.reading import read

# Words and signs that forms are made of, in any order at all.
SAID = st.lists(
    st.sampled_from(
        [
            *("Name", "Yes", "No", "N/A", "3/5/12", "10:30", "x", "YES/NO", "M / F"),
            *(":", "?", "/", "____", "....", "\t", "   ", "*", "(", ")", "[", "]", "."),
            *("☐", "☒", "☑", "✓", "✗", "○", "●", "[ ]", "[x]", "( )", "(x)", "√"),
            *("Please tick", "delete as appropriate", "dd/mm/yyyy", "\ufffc", "1."),
        ]
    ),
    max_size=8,
).map(" ".join)
RUN = st.one_of(
    SAID.map(run),
    SAID.map(lambda text: looking(text, "bold")),
    SAID.map(lambda text: looking(text, "struck")),
    SAID.map(lambda text: looking(text, "highlighted", "underlined")),
    st.sampled_from(["F0A8", "F0FE", "zz", ""]).map(lambda c: symbol("Wingdings", c)),
    SAID.map(lambda text: text_field("f", run(text))),
    st.sampled_from(["<w:checked/>", ""]).map(lambda s: tick_field("", s)),
    SAID.map(lambda text: control("c", run(text))),
    st.sampled_from(
        [
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList/></w:ffData>'
            "</w:fldChar></w:r>",
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "<w:r><w:drawing><w:blip/></w:drawing></w:r>",
        ]
    ),
)
PARAGRAPH = st.one_of(
    st.lists(RUN, max_size=3).map(lambda runs: para(*runs)),
    SAID.map(line),
    SAID.map(bold),
    st.booleans().map(lambda on: tick_box("t", stored=on, drawn="☒")),
)
LEAF = st.lists(PARAGRAPH, min_size=1, max_size=3)


def _cells(content: st.SearchStrategy[list[str]]) -> st.SearchStrategy[str]:
    return st.one_of(
        content.map(lambda c: cell(*c)),
        content.map(lambda c: shaded(*c)),
        content.map(lambda c: wide(*c)),
        content.map(lambda c: tall(*c)),
        content.map(lambda c: control("held", cell(*c))),
        st.builds(under),
    )


def _tables(content: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
    rows = st.lists(_cells(content), max_size=5).map(lambda cells: row(*cells))
    return st.lists(rows, max_size=5).map(lambda made: [grid(*made), line("")])


BODY = st.lists(
    st.one_of(LEAF, _tables(st.one_of(LEAF, _tables(LEAF)))), max_size=4
).map(lambda blocks: "".join(block for each in blocks for block in each))


@settings(max_examples=30, deadline=None)
@given(body=BODY)
def test_any_form_at_all_is_read(body: str) -> None:
    """However a form is put together, somebody sends it."""
    found = read(document(body), "form.docx")

    assert found.sort is PaperSort.WORD
    assert found.problems == ()


@settings(max_examples=30, deadline=None)
@given(body=BODY)
def test_no_two_answers_found_by_their_labels_share_a_key(body: str) -> None:
    """One of them would be lost; only controls of one tag may share it, as ever."""
    found = read(document(body), "form.docx").marks
    keys = [m.key for m in found if m.key not in {"c", "t", "held"}]

    assert len(keys) == len(set(keys))


@settings(max_examples=30, deadline=None)
@given(body=BODY)
def test_a_tick_that_cannot_be_told_is_always_asked_about(body: str) -> None:
    """An unclear box must never pass for an empty one."""
    ticks = [
        mark
        for mark in read(document(body), "form.docx").marks
        if mark.kind is MarkKind.TICK
    ]

    assert all(mark.ask for mark in ticks if mark.tick is None)
    assert all(
        mark.text == ("Yes" if mark.tick else "") for mark in ticks if not mark.ask
    )


@settings(max_examples=30, deadline=None)
@given(answers=st.lists(st.text("ABCabc ’é,.-", min_size=1).map(str.strip), max_size=8))
def test_what_is_typed_beside_a_label_is_read_back(answers: list[str]) -> None:
    """A value lost or changed on the way would be a silent wrong answer."""
    typed = {f"Question {at}:": answer for at, answer in enumerate(answers)}
    body = grid(*(row(label, answer) for label, answer in typed.items()))

    found = read(document(body), "form.docx").marks

    assert {f"{m.key}:": m.text for m in found} == {
        label: "" if set(answer) <= {".", " "} and len(answer) > 3 else answer
        for label, answer in typed.items()
    }
