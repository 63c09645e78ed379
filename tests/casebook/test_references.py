"""Case references, as people copy them from letters and read them out."""

from __future__ import annotations

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from toolkit.casebook import check_reference, references_in, tidy
from toolkit.casebook.references import make_reference

refs = st.builds(
    make_reference,
    st.text(string.ascii_uppercase, min_size=1, max_size=12),
    st.integers(2000, 2099),
    st.integers(1, 99_999),
)
_characters = st.sampled_from(string.ascii_uppercase + string.digits)


def test_a_reference_is_prefix_year_number_and_check_character() -> None:
    """This very one is printed in the documentation; it must never change."""
    assert make_reference("ESMA", 2026, 42) == "ESMA-2026-0042-E"


@given(refs)
def test_every_reference_we_make_is_a_right_one(ref: str) -> None:
    """Or our own letters would be refused."""
    assert check_reference(ref)


@given(refs, st.data())
def test_one_wrong_character_is_noticed(ref: str, data: st.DataObject) -> None:
    """A slip of the finger must not open another child's case."""
    place = data.draw(st.integers(0, len(ref) - 1))
    slip = data.draw(_characters)
    assume(ref[place] not in {"-", slip})

    assert not check_reference(ref[:place] + slip + ref[place + 1 :])


@given(refs, st.data())
def test_two_characters_swapped_are_noticed(ref: str, data: st.DataObject) -> None:
    """The commonest slip when a number is read out, dashes between them or not."""
    bare = ref.replace("-", "")
    place = data.draw(st.integers(0, len(bare) - 2))
    left, right = bare[place], bare[place + 1]
    assume(left != right)

    swapped = bare[:place] + right + left + bare[place + 2 :]

    assert not check_reference(tidy(swapped))


@given(refs, st.sampled_from([" ", "", ".", "–", " - "]))
def test_spaces_dashes_and_small_letters_are_forgiven(ref: str, between: str) -> None:
    """Nobody should be sent back for typing “esma 2026 0042 e”."""
    written = f" {ref.lower().replace('-', between)} "

    assert tidy(written) == ref


@pytest.mark.parametrize("text", ["", "Amara", "ESMA-2026", "ESMA-2026-042-E", "£$%"])
def test_what_is_no_reference_is_no_reference(text: str) -> None:
    """Any text may stand in a reference box."""
    assert not check_reference(tidy(text))


@pytest.mark.parametrize(
    ("prefix", "year", "number"),
    [
        pytest.param("esma", 2026, 1, id="small letters"),
        pytest.param("ES1", 2026, 1, id="a digit in the prefix"),
        pytest.param("", 2026, 1, id="no prefix"),
        pytest.param("ESMA", 26, 1, id="a short year"),
        pytest.param("ESMA", 2026, 0, id="number nought"),
    ],
)
def test_a_reference_is_made_of_the_right_parts(
    prefix: str, year: int, number: int
) -> None:
    """A faulty service definition must not number cases ambiguously."""
    with pytest.raises(ValueError, match=r"capital letters|four digits"):
        make_reference(prefix, year, number)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("ESMA-2026-0042-E consent.pdf", id="a file name"),
        pytest.param("consent_esma_2026_0042_e.pdf", id="underscores, small letters"),
        pytest.param("Re: [ESMA-2026-0042-E] forgot this", id="a subject"),
        pytest.param("post/ESMA-2026-0042-E/scan 1.jpg", id="a folder"),
        pytest.param("Our reference\tESMA 2026 0042 E", id="spaces"),
        pytest.param("ESMA-2026-0042-E_acknowledgement_v1.pdf", id="our own letter"),
    ],
)
def test_a_reference_is_found_in_a_text(text: str) -> None:
    """Where people put it when they send something again."""
    assert references_in(text) == ("ESMA-2026-0042-E",)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("ESMA-2026-0042-K", id="a wrong check character"),
        pytest.param("ESMA-2026-0042-EE", id="one letter more"),
        pytest.param("2026-0042-E", id="no service"),
        pytest.param("IMG-20261116-WA0003.jpg", id="a phone's own name"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_only_looks_like_a_reference_is_none(text: str) -> None:
    """One wrong character must not open another child's case."""
    assert references_in(text) == ()


@given(refs, refs)
def test_every_reference_of_a_text_is_found_once(one: str, other: str) -> None:
    """Two of them are a question; one of them twice is none."""
    found = references_in(f"{one}, {other} and {one.lower()}")

    assert found == tuple(dict.fromkeys((one, other)))
