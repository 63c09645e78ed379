from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model import (
    Document,
    Line,
    Mark,
    MarkKind,
    PaperSort,
    Place,
    Problem,
    Route,
    Signature,
    SignatureKind,
)
from toolkit.reading import wire

texts = st.text(max_size=20)
numbers = st.floats(allow_nan=False, allow_infinity=False)
places = st.builds(
    Place,
    texts,
    st.none() | st.integers(1, 99),
    st.none() | st.tuples(numbers, numbers, numbers, numbers),
    texts,
)
marks = st.builds(
    Mark,
    texts,
    st.sampled_from(MarkKind),
    texts,
    st.none() | st.booleans(),
    st.booleans(),
    places,
    st.sampled_from(Route),
    st.floats(0, 1),
    st.none()
    | st.builds(
        Signature, st.sampled_from(SignatureKind), texts, st.none() | st.booleans()
    ),
)
documents = st.builds(
    Document,
    texts,
    texts,
    st.integers(0, 10**9),
    st.sampled_from(PaperSort),
    st.none() | st.integers(0, 99),
    st.lists(marks, max_size=2).map(tuple),
    st.lists(st.builds(Line, texts, places), max_size=2).map(tuple),
    st.lists(st.builds(Problem, texts, texts), max_size=2).map(tuple),
    edition=texts,
)
nested = st.builds(
    lambda outer, inner: Document(
        outer.name, outer.sha256, outer.size, outer.sort, papers=tuple(inner)
    ),
    documents,
    st.lists(documents, max_size=2),
)


@given(documents | nested)
def test_a_document_arrives_as_it_was_sent(document: Document) -> None:
    """The wall between us and a hostile file must not change what was read."""
    assert wire.decode(wire.encode(document)) == document


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda kids: st.lists(kids, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "marks", "papers"]), kids),
    )
)
def test_anything_else_is_refused(said: object) -> None:
    """A child taken over by a file can send us what it likes."""
    with pytest.raises(ValueError, match=r"."):
        wire.decode(json.dumps(said).encode())


def test_papers_nested_without_end_are_refused() -> None:
    """So that a taken-over child cannot exhaust us either."""
    empty = wire.encode(Document("", "", 0, PaperSort.ARCHIVE)).decode()
    inner = empty
    for _ in range(40):
        inner = empty.replace('"papers": []', f'"papers": [{inner}]')

    with pytest.raises(ValueError, match="deep"):
        wire.decode(inner.encode())


def test_a_frame_longer_than_we_take_is_refused_unread() -> None:
    """Eight bytes must not make us wait for a thousand gigabytes."""
    pipe = io.BytesIO((10**15).to_bytes(8, "big"))

    with pytest.raises(ValueError, match="longer"):
        wire.receive(pipe, 100)
