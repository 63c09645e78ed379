from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.letters.facts import service
from toolkit.catalogue import HouseStyle, Service
from toolkit.compose.facts import plain_facts
from toolkit.compose.letterhead import AddressBlock, address_block, colours, contrast
from toolkit.errors import BadDefinition


def coloured(colour: str) -> Service:
    """Return a service with this as its colour."""
    style: HouseStyle = service().house_style
    return service(house_style=dataclasses.replace(style, colour=colour))


def addressed(*lines: str, name: str = "Amara Okafor") -> AddressBlock:
    """Return the address as it stands in the window."""
    return address_block(
        plain_facts({"recipient": {"name": name, "address": list(lines)}}, "x")
    )


def test_contrast_is_that_of_the_guidelines() -> None:
    """Black on white is 21, and #767676 is the lightest grey that passes."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@given(st.integers(0, 0xFFFFFF))
def test_headings_and_table_heads_can_be_read_in_any_council_s_colour(
    colour: int,
) -> None:
    """A council may choose yellow; its letters must be readable all the same."""
    chosen = colours(coloured(f"#{colour:06x}"))

    assert contrast(chosen.ink, "#ffffff") >= 4.5
    assert contrast(chosen.on_brand, chosen.brand) >= 4.5


@pytest.mark.parametrize("colour", ["red", "#12", "#12345g", "#123456; }", ""])
def test_what_is_no_colour_is_refused(colour: str) -> None:
    """It goes into a style sheet, so nothing but a colour may get there."""
    with pytest.raises(BadDefinition, match="colour"):
        colours(coloured(colour))


def test_a_usual_address_is_set_large() -> None:
    """Five lines fit the window at 12 point."""
    block = addressed("14 Larkfield Rise", "Hollowmere", "", "AL97 4QT")

    assert block.lines == (
        "Amara Okafor",
        "14 Larkfield Rise",
        "Hollowmere",
        "AL97 4QT",
    )
    assert not block.is_close


def test_a_long_address_is_set_closer_and_never_cut() -> None:
    """A postman needs every line, and the window shows seven."""
    block = addressed(*(f"Line {n}" for n in range(1, 10)))

    assert len(block.lines) == 7
    assert block.is_close
    assert block.lines[-1] == "Line 6, Line 7, Line 8, Line 9"
