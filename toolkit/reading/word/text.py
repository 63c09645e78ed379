"""The running text of a Word part: what a reader sees with all changes accepted."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from toolkit.reading.markup import child, name_of
from toolkit.reading.word.symbols import spell_out, symbol_of

# What is not shown: what was deleted or moved away, codes of fields, notes in margins.
_UNSEEN = {"del", "moveFrom", "instrText", "delText", "delInstrText"}
# Settings hold tab stops and fonts, whose names are also those of visible things.
SETTINGS = {"pPr", "rPr", "tblPr", "tblPrEx", "tcPr", "trPr", "sectPr", "tblGrid"}
SETTINGS |= {"sdtPr", "sdtEndPr"}
_BREAKS = {"br", "cr"}
_GLYPHS = {"noBreakHyphen": "-", "tab": "\t", "ptab": "\t"}
_BLOCKS = {"p", "tbl"}


def tidy(root: etree._Element) -> None:
    """Take out of a part what its reader does not see.

    Tracked insertions stay, deletions go: what remains is the text as last written.
    Letters of symbol fonts become the boxes and ticks they show.
    """
    for element in list(root.iter()):
        parent = element.getparent()
        if parent is not None and _is_unseen(element, parent):
            parent.remove(element)
        elif name_of(element) == "r":
            spell_out(element)


def _is_unseen(element: etree._Element, parent: etree._Element) -> bool:
    name = name_of(element)
    if name in _UNSEEN:
        return True
    if name == "tr":
        return child(element, "trPr", "del") is not None
    if name == "tc":
        return child(element, "tcPr", "cellDel") is not None
    if name == "r":
        return _is_hidden(element)
    # The same picture or text box once more, for programs that cannot show the first.
    return name == "Fallback" and child(parent, "Choice") is not None


def _is_hidden(run: etree._Element) -> bool:
    hidden = child(run, "rPr", "vanish")
    if hidden is None:
        return False
    values = {str(v).lower() for v in hidden.attrib.values()}
    return not values & {"0", "false", "off"}


def lines_of(root: etree._Element, *, blank: bool = False) -> Iterator[str]:
    """Yield the lines of a tidied part, those that are blank only if asked to.

    A table's row is one line with tabs between its cells; a row of one cell, which is
    how letters are often laid out, gives its own lines.
    """
    for block in blocks_of(root):
        if name_of(block) == "p":
            yield from _paragraph_lines(block, blank=blank)
        else:
            yield from _table_lines(block)


def blocks_of(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the outermost paragraphs and tables under an element, in order.

    Those of a text box, which hangs in a run, belong to the run's paragraph.
    """
    return nearest(root, _BLOCKS, {"r", *SETTINGS})


def nearest(
    root: etree._Element, wanted: set[str], closed: set[str]
) -> Iterator[etree._Element]:
    """Yield the outermost elements of the wanted names outside the closed ones."""
    waiting = list(reversed(root))
    while waiting:
        element = waiting.pop()
        name = name_of(element)
        if name in wanted:
            yield element
        elif name not in closed:
            waiting += reversed(element)


def _paragraph_lines(paragraph: etree._Element, *, blank: bool) -> Iterator[str]:
    for line in text_of(paragraph).split("\n"):
        if blank:
            yield line
        elif line.strip():
            yield line.strip()
    for box in nearest(paragraph, {"txbxContent"}, SETTINGS):
        yield from lines_of(box)


def _table_lines(table: etree._Element) -> Iterator[str]:
    for row in nearest(table, {"tr"}, SETTINGS):
        cells = list(nearest(row, {"tc"}, SETTINGS))
        if len(cells) == 1:
            yield from lines_of(cells[0])
            continue
        shown = (" ".join(" ".join(lines_of(c)).split()) for c in cells)
        line = "\t".join(shown).rstrip()
        if line.strip():
            yield line


def text_of(element: etree._Element) -> str:
    """Return the text of a paragraph or a run of it, without its text boxes."""
    pieces = []
    waiting = list(reversed(element))
    while waiting:
        part = waiting.pop()
        name = name_of(part)
        if name == "t":
            pieces.append("".join(str(piece) for piece in part.itertext()))
        elif name in _BREAKS:
            pieces.append("\n")
        elif name in _GLYPHS:
            pieces.append(_GLYPHS[name])
        elif name == "sym":
            pieces.append(symbol_of(part))
        elif name != "txbxContent" and name not in SETTINGS:
            waiting += reversed(part)
    return "".join(pieces)
