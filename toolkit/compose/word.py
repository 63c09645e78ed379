"""The wording as a Word file: the frame's own styles, the council's colours.

docxtpl places the blocks. What it cannot do is done to its result: the title (rendered
with the rest it would be escaped twice), each list of steps starting at 1, colours.
"""

from __future__ import annotations

import copy
import datetime as dt
import zipfile
from collections.abc import Iterator
from io import BytesIO

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docxtpl import DocxTemplate

from toolkit.compose.blocks import Wording
from toolkit.compose.environment import environment, naming
from toolkit.compose.frames import Layout, frame_file, frame_values
from toolkit.compose.letterhead import Colours
from toolkit.compose.reference_code import CODE, reference_picture, spoken
from toolkit.errors import BadDefinition

# The earliest moment a zip member can bear: the same wording gives the same bytes.
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def docx(layout: Layout) -> bytes:
    """Return the wording as a Word file, titled, in British English, by the council.

    The same wording, frame and day always give the same bytes.

    Raises:
        MissingFact: If the frame prints a fact that is missing.
        BadDefinition: If there is no such frame, or it lost some of the wording.
    """
    source = frame_file("docx", f"{layout.frame}.docx", layout.roots)
    draft = DocxTemplate(BytesIO(source.read_bytes()))
    with naming(layout.document, f"frame {source.name}"):
        draft.render(frame_values(layout), environment(escape=True), autoescape=True)
    document: Document = draft.docx
    _refuse_losses(layout.wording, document, source.name)
    _restart_steps(document)
    _fit_columns(document)
    _place_code(document, layout.ref)
    for part in _painted_parts(document):
        _paint(part, layout.colours)
    _describe(document, layout)
    made = BytesIO()
    document.save(made)
    return _undated(made.getvalue())


def _refuse_losses(wording: Wording, document: Document, frame: str) -> None:
    """Compare what stands in the file with what it should say, spaces aside."""
    placed = _squeezed("".join(_texts(document.element.body)))
    for text in _said(wording):
        if _squeezed(text) not in placed:
            raise BadDefinition(
                f"The Word frame {frame} does not place everything the document says.",
                remedy="Put the frame back as it came, or mend its tags in braces.",
            )


def _said(wording: Wording) -> Iterator[str]:
    yield wording.title
    for block in wording.blocks:
        yield block.passage.text
        yield from block.columns
        yield from (item.text for item in block.items)
        yield from (cell.text for row in block.rows for cell in row)


def _texts(element: BaseOxmlElement) -> Iterator[str]:
    return (text.text or "" for text in element.iter(qn("w:t")))


def _squeezed(text: str) -> str:
    return "".join(text.split())


# --- steps that start at 1 ----------------------------------------------------------


def _restart_steps(document: Document) -> None:
    """Give each run of numbered paragraphs a numbering of its own."""
    style = document.styles["List Number"]
    numbered = style.element.pPr.numPr if style.element.pPr is not None else None
    if numbered is None or numbered.numId is None:
        return
    numbering = document.part.numbering_part.element
    abstract = numbering.num_having_numId(numbered.numId.val).abstractNumId.val
    before: BaseOxmlElement | None = None
    number = None
    for paragraph in document.element.body.iterchildren(qn("w:p")):
        if paragraph.style != style.style_id:
            continue
        if number is None or paragraph.getprevious() is not before:
            number = numbering.add_num(abstract)
            number.add_lvlOverride(ilvl=0).add_startOverride(1)
        paragraph.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = (
            number.numId
        )
        paragraph.pPr.numPr.get_or_add_ilvl().val = 0
        before = paragraph


# --- columns as wide as their words -------------------------------------------------

# In twentieths of a point: a wide letter of 12 point bold, and a cell's two margins.
_LETTER, _MARGINS = 150, 260

# Beyond this many characters a cell wraps anyhow and asks for no more width.
_LONG = 40

# A word longer than this is broken rather than given a column to itself.
_ENDLESS = 26


def _fit_columns(document: Document) -> None:
    """Share a table's width out by what stands in its columns, where it has headings.

    Word does so by itself when it opens the file; other programs keep what is written.
    """
    for table in document.element.body.iterchildren(qn("w:tbl")):
        rows = list(table.iterchildren(qn("w:tr")))
        if rows and next(rows[0].iter(qn("w:tblHeader")), None) is not None:
            _share_out(table, rows)


def _share_out(table: BaseOxmlElement, rows: list[BaseOxmlElement]) -> None:
    """Give every column its longest word, and share the rest by length of text."""
    grid = list(table.tblGrid.iterchildren(qn("w:gridCol")))
    columns = list(zip(*(row.iterchildren(qn("w:tc")) for row in rows), strict=True))
    texts = [["".join(_texts(cell)) for cell in column] for column in columns]
    least = [_longest_word(column) * _LETTER + _MARGINS for column in texts]
    asks = [max(min(len(text), _LONG) for text in column) + 1 for column in texts]
    whole = sum(int(column.get(qn("w:w"))) for column in grid)
    spare = max(whole - sum(least), 0)
    wanted = [at + spare * ask / sum(asks) for at, ask in zip(least, asks, strict=True)]
    for column, cells, want in zip(grid, columns, wanted, strict=True):
        width = str(round(want * whole / sum(wanted)))
        column.set(qn("w:w"), width)
        for cell in cells:
            cell.get_or_add_tcPr().get_or_add_tcW().set(qn("w:w"), width)
            cell.tcPr.tcW.set(qn("w:type"), "dxa")


def _longest_word(texts: list[str]) -> int:
    longest = max((len(word) for text in texts for word in text.split()), default=0)
    return min(longest, _ENDLESS)


# --- the square code ----------------------------------------------------------------


def _place_code(document: Document, ref: str) -> None:
    """Put the document's own code where the frame has one; a frame may have none."""
    for drawn in document.element.body.iter(qn("wp:docPr")):
        if drawn.get("name") != CODE:
            continue
        drawn.set("descr", spoken(ref))
        picture = BytesIO(reference_picture(ref))
        part, _ = document.part.get_or_add_image(picture)
        [shown] = drawn.getparent().iter(qn("a:blip"))
        frames_own = shown.get(qn("r:embed"))
        shown.set(qn("r:embed"), part)
        document.part.drop_rel(frames_own)


# --- the council's colours ----------------------------------------------------------


def _painted_parts(document: Document) -> Iterator[BaseOxmlElement]:
    yield document.element
    yield document.styles.element
    for section in document.sections:
        yield section.header._element  # noqa: SLF001 - python-docx offers no other way
        yield section.footer._element  # noqa: SLF001


def _paint(part: BaseOxmlElement, colours: Colours) -> None:
    """Replace the theme's accents by the council's colours, for every reader alike.

    LibreOffice does not follow theme colours, so the colour itself is written.
    """
    paints = {
        "accent1": (colours.ink, colours.brand),
        "accent2": (colours.accent, colours.accent),
        "accent3": (colours.on_brand, colours.on_brand),
    }
    for element in part.iter(qn("w:color"), qn("w:shd"), *_BORDERS):
        is_text = element.tag == qn("w:color")
        for theme, literal in _ATTRIBUTES[element.tag == qn("w:color")]:
            accent = element.attrib.get(qn(theme))
            if accent in paints:
                colour = paints[accent][0 if is_text else 1]
                element.set(qn(literal), colour.removeprefix("#").upper())
                del element.attrib[qn(theme)]


_BORDERS = tuple(qn(f"w:{side}") for side in ("top", "left", "bottom", "right"))
_ATTRIBUTES = {
    True: (("w:themeColor", "w:val"),),
    False: (("w:themeFill", "w:fill"), ("w:themeColor", "w:color")),
}


# --- what the file says of itself ---------------------------------------------------


def _describe(document: Document, layout: Layout) -> None:
    core = document.core_properties
    core.title = layout.heading
    core.author = core.last_modified_by = layout.author
    core.language = "en-GB"
    core.subject = core.comments = core.keywords = core.category = ""
    core.revision = 1
    made = dt.datetime.combine(layout.on, dt.time(), tzinfo=dt.UTC)
    core.created = core.modified = made


def _undated(contents: bytes) -> bytes:
    """Return the same file with every member bearing the same moment."""
    fixed = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(contents)) as given,
        zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as taken,
    ):
        for member in given.infolist():
            plain = copy.copy(member)
            plain.date_time = _ZIP_EPOCH
            taken.writestr(plain, given.read(member), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
