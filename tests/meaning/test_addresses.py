"""Addresses on envelopes: what the post takes, and why it would not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.meaning import postal_address

WHO = "Ngozi Okafor"


@pytest.mark.parametrize(
    ("lines", "postcode", "envelope"),
    [
        pytest.param(
            ["14 Larkfield Rise\nHollowmere"],
            "al974qt",
            (WHO, "14 Larkfield Rise", "Hollowmere", "AL97 4QT"),
            id="lines and a postcode apart",
        ),
        pytest.param(
            ["14 Larkfield Rise ,", "Hollowmere AL97 4QT"],
            "",
            (WHO, "14 Larkfield Rise", "Hollowmere", "AL97 4QT"),
            id="the postcode ends the last line",
        ),
        pytest.param(
            ["14 Larkfield Rise", "AL97  4QT"],
            "AL97 4QT",
            (WHO, "14 Larkfield Rise", "AL97 4QT"),
            id="the postcode twice",
        ),
        pytest.param(
            ["", "Tŷ Gwyn", "\u200e ", "Hollowmere"],
            "AL97 4QT",
            (WHO, "Tŷ Gwyn", "Hollowmere", "AL97 4QT"),
            id="empty lines, and a letter with a hat",
        ),
        pytest.param(
            ["a", "b", "c", "d", "e"],
            "AL97 4QT",
            (WHO, "a", "b", "c", "d", "e", "AL97 4QT"),
            id="seven lines, the most",
        ),
    ],
)
def test_an_address_is_put_on_the_envelope_as_the_post_wants_it(
    lines: list[str], postcode: str, envelope: tuple[str, ...]
) -> None:
    """A letter with a child's name that comes back has been in strange hands."""
    address = postal_address(WHO, lines, postcode)

    assert address.lines == envelope
    assert address.can_be_posted_to


@pytest.mark.parametrize(
    ("name", "lines", "postcode", "problem"),
    [
        pytest.param(WHO, ["14 Larkfield Rise"], "", "postcode", id="no postcode"),
        pytest.param(
            WHO, ["14 Larkfield Rise"], "AL97 4QC", "postcode", id="no such shape"
        ),
        pytest.param(
            WHO, [], "AL97 4QT", "At least one line", id="a name and a postcode"
        ),
        pytest.param(WHO, list("abcdef"), "AL97 4QT", "8 lines", id="eight lines"),
        pytest.param("", ["14 Larkfield Rise"], "AL97 4QT", "no name", id="nobody"),
        pytest.param(WHO, ["NFA"], "AL97 4QT", "no fixed address", id="NFA"),
        pytest.param(
            WHO, ["No fixed abode."], "", "no fixed address", id="no fixed abode"
        ),
        pytest.param(
            WHO,
            ["c/o friends", "no fixed address"],
            "AL97 4QT",
            "no fixed address",
            id="on a later line",
        ),
        pytest.param(WHO, ["as above"], "AL97 4QT", "no fixed address", id="as above"),
        pytest.param(
            WHO,
            ["(the yellow door)", "Hollowmere"],
            "AL97 4QT",
            "cannot sort",
            id="a bracket first",
        ),
        pytest.param(
            WHO, ["=14 Larkfield Rise"], "AL97 4QT", "cannot sort", id="a formula"
        ),
        pytest.param(
            "@home",
            ["14 Larkfield Rise"],
            "AL97 4QT",
            "cannot sort",
            id="a sign before the name",
        ),
        pytest.param(
            WHO,
            ["12 rue des Lilas", "69000 Lyon", "France"],
            "",
            "British postcode",
            id="abroad",
        ),
    ],
)
def test_an_address_the_post_would_not_take_says_why(
    name: str, lines: list[str], postcode: str, problem: str
) -> None:
    """The office hears of it before the letter is printed."""
    address = postal_address(name, lines, postcode)

    assert not address.can_be_posted_to
    assert problem in address.problem


@given(
    st.text(max_size=40),
    st.lists(st.text(max_size=60), max_size=9),
    st.text(max_size=12),
)
def test_nothing_that_is_written_can_break_an_envelope(
    name: str, lines: list[str], postcode: str
) -> None:
    """Whatever stands there, it is an address or a sentence, on single lines."""
    address = postal_address(name, lines, postcode)

    assert all(line.isprintable() or "\n" not in line for line in address.lines)
    assert address.can_be_posted_to or address.problem.endswith(".")


def test_an_address_does_not_show_in_a_repr() -> None:
    """Where a child lives is not for a log."""
    assert "Larkfield" not in repr(
        postal_address(WHO, ["14 Larkfield Rise"], "AL97 4QT")
    )
