from __future__ import annotations

from toolkit.compose.blocks import Passage, PlacedBlock, Run, Wording
from toolkit.compose.plain import as_message


def passage(text: str) -> Passage:
    """Return a passage of one run."""
    return Passage((Run(text),))


def said(*blocks: PlacedBlock) -> str:
    """Return the blocks as the text of an e-mail."""
    return as_message(Wording("Title", "A \n subject", blocks)).text


def test_blocks_are_parted_by_one_empty_line() -> None:
    """An e-mail without a layout is read by its gaps."""
    text = said(
        PlacedBlock("a", "paragraph", passage=passage("Dear Amara")),
        PlacedBlock("b", "list", items=(passage("one"), passage("two"))),
        PlacedBlock("c", "steps", items=(passage("first"), passage("then"))),
    )

    assert text == "Dear Amara\n\n- one\n- two\n\n1. first\n2. then\n"


def test_a_table_is_said_row_by_row_with_its_headings() -> None:
    """Columns do not line up in an e-mail; words do."""
    table = PlacedBlock(
        "t",
        "table",
        passage=passage("Missing"),
        columns=("What", "Send"),
        rows=((passage("a"), passage("b")), (passage("c"), passage("d"))),
    )

    assert said(table) == "Missing\nWhat: a\nSend: b\n\nWhat: c\nSend: d\n"


def test_a_subject_is_one_line() -> None:
    """A line end in a subject would let a sender add headers of their own."""
    assert as_message(Wording("Title", "A \n subject", ())).subject == "A subject"
