"""Makes the Word frames in templates/docx: a tool for developers, run by hand.

The frames are ordinary Word files. An office may open one in Word and change how it
looks; the tags in braces say where the wording goes and must stay as they are. Run this
again only to start from the beginning:

    .venv/bin/python setup/make_word_frames.py
"""

# ruff: noqa: SLF001 - a script; python-docx shows its XML only by such names
from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as Frame
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from toolkit.compose.reference_code import CODE, reference_picture

OUT = Path(__file__).resolve().parent.parent / "templates" / "docx"
FONT = "Arial"
INK, GREY = RGBColor(0x1A, 0x1A, 0x1A), RGBColor(0x4A, 0x4A, 0x4A)

# Whatever bears the theme's first accent is painted in the council's colour when a
# document is written, the second in its accent; the first also fills table headers.
BRAND, ACCENT, ON_BRAND = "accent1", "accent2", "accent3"

TEXT_WIDTH_MM = 163
DETAILS_FROM_MM = 103
CODE_MM, CODE_TOP_MM = 17, 15.5


def main() -> None:
    """Write both frames."""
    OUT.mkdir(parents=True, exist_ok=True)
    letter = _new_frame(first_top_mm=13)
    _letter_head(letter)
    _place_blocks(letter)
    letter.save(str(OUT / "letter.docx"))
    plan = _new_frame(first_top_mm=13)
    _plan_head(plan)
    _place_blocks(plan)
    plan.save(str(OUT / "plan.docx"))


# --- page, language, styles ---------------------------------------------------------


def _new_frame(first_top_mm: float) -> Frame:
    frame = Document()
    body = frame.element.body
    for part in list(body):
        if part.tag != qn("w:sectPr"):
            body.remove(part)
    section = frame.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(22)
    section.top_margin, section.bottom_margin = Mm(first_top_mm), Mm(20)
    section.header_distance, section.footer_distance = Mm(6), Mm(10)
    _speak_english(frame)
    _styles(frame)
    _footer(frame)
    _core(frame)
    _as_word_today(frame)
    return frame


def _as_word_today(frame: Frame) -> None:
    """Say that the file is of Word 2013 or later, which places tables by it."""
    compat = OxmlElement("w:compat")
    setting = OxmlElement("w:compatSetting")
    for name, value in (
        ("name", "compatibilityMode"),
        ("uri", "http://schemas.microsoft.com/office/word"),
        ("val", "15"),
    ):
        setting.set(qn(f"w:{name}"), value)
    compat.append(setting)
    settings = frame.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    after = next(
        child
        for child in settings
        if child.tag in {qn("w:rsids"), qn("w:themeFontLang"), qn("w:clrSchemeMapping")}
        or "math" in child.tag
    )
    after.addprevious(compat)


def _core(frame: Frame) -> None:
    core = frame.core_properties
    core.title, core.author, core.last_modified_by = "Frame", "", ""
    core.comments, core.keywords, core.subject = "", "", ""
    core.language = "en-GB"
    core.created = core.modified = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)


def _speak_english(frame: Frame) -> None:
    for lang in frame.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), "en-GB")


def _styles(frame: Frame) -> None:
    defaults = frame.styles.element.find(qn("w:docDefaults"))
    for fonts in defaults.iter(qn("w:rFonts")):
        _arial(fonts)
    _text_style(frame, "Normal", size=12, after=7, line=1.2)
    _heading(frame, "Title", 20, before=0, after=10)
    _heading(frame, "Heading 1", 20, before=0, after=10)
    _heading(frame, "Heading 2", 15, before=18, after=5)
    _heading(frame, "Heading 3", 13, before=14, after=4)
    _heading(frame, "Heading 4", 12, before=10, after=3)
    for name in ("List Bullet", "List Number"):
        style = _text_style(frame, name, size=12, after=3, line=1.2)
        # The numbering of Word's own list styles sets the text off by this much.
        style.paragraph_format.left_indent = Mm(6.35)
        style.paragraph_format.first_line_indent = Mm(-6.35)
    caption = _text_style(frame, "Caption", size=12, after=4, line=1.2)
    caption.font.bold = True
    caption.paragraph_format.space_before = Pt(8)
    caption.paragraph_format.keep_with_next = True
    _own_styles(frame)


def _own_styles(frame: Frame) -> None:
    _head_styles(frame)
    _cell_styles(frame)
    note = _new_style(frame, "Boxed note", size=12, after=12, line=1.25)
    note.paragraph_format.space_before = Pt(8)
    note.paragraph_format.left_indent = Mm(3)
    note.paragraph_format.keep_together = True
    _border(note, "left", 36, 8)
    _shade(note.element.get_or_add_pPr(), "F2F4F6")
    closing = _new_style(frame, "Closing line", size=12, after=0, line=1.25)
    closing.paragraph_format.keep_with_next = True
    foot = _new_style(frame, "Page foot", size=10.5, after=0, line=1.1)
    foot.font.color.rgb = GREY
    foot.paragraph_format.tab_stops.add_tab_stop(
        Mm(TEXT_WIDTH_MM), WD_TAB_ALIGNMENT.RIGHT
    )
    gap = frame.styles.add_style("Gap", WD_STYLE_TYPE.CHARACTER)
    gap.font.color.rgb = RGBColor(0x4D, 0x3B, 0x00)
    _shade(gap.element.get_or_add_rPr(), "FFF1B8")


def _head_styles(frame: Frame) -> None:
    council = _new_style(frame, "Council", size=21, after=0, line=1.1)
    council.font.bold = True
    _theme(council, BRAND)
    service = _new_style(frame, "Service", size=13, after=0, line=1.15)
    service.font.color.rgb = GREY
    _new_style(frame, "Address", size=12, after=0, line=Pt(15))
    _new_style(frame, "Address close", size=10.5, after=0, line=Pt(10.8))
    details = _new_style(frame, "Details", size=12, after=5, line=1.1)
    details.paragraph_format.left_indent = Mm(DETAILS_FROM_MM)
    label = frame.styles.add_style("Label", WD_STYLE_TYPE.CHARACTER)
    label.font.bold = True
    _theme(label, BRAND)


def _cell_styles(frame: Frame) -> None:
    cell = _new_style(frame, "Cell", size=12, after=0, line=1.15)
    head = _new_style(frame, "Cell head", size=12, after=0, line=1.15)
    head.font.bold = True
    _theme(head, ON_BRAND)
    row = _new_style(frame, "Cell row head", size=12, after=0, line=1.15)
    row.font.bold = True
    for style in (cell, head, row):
        style.paragraph_format.space_before = Pt(2.5)
        style.paragraph_format.space_after = Pt(2.5)


def _new_style(
    frame: Frame, name: str, *, size: float, after: float, line: float | Pt
) -> ParagraphStyle:
    frame.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = frame.styles[
        "Normal"
    ]
    return _text_style(frame, name, size=size, after=after, line=line)


def _text_style(
    frame: Frame, name: str, *, size: float, after: float, line: float | Pt
) -> ParagraphStyle:
    style = frame.styles[name]
    style.font.size, style.font.bold, style.font.italic = Pt(size), None, False
    style.font.color.rgb = INK
    _arial(style.element.get_or_add_rPr().get_or_add_rFonts())
    shape = style.paragraph_format
    shape.space_after, shape.line_spacing = Pt(after), line
    shape.alignment = WD_ALIGN_PARAGRAPH.LEFT
    shape.widow_control = True
    return style


def _heading(
    frame: Frame, name: str, size: float, *, before: float, after: float
) -> None:
    style = _text_style(frame, name, size=size, after=after, line=1.15)
    style.font.bold = True
    _theme(style, BRAND)
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.keep_with_next = True
    for border in style.element.iter(qn("w:pBdr")):
        border.getparent().remove(border)


def _arial(fonts: OxmlElement) -> None:
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)


def _theme(style: ParagraphStyle, colour: str) -> None:
    """Mark a style's text to be painted in one of the council's colours."""
    style.font.color.rgb = INK
    style.element.rPr.find(qn("w:color")).set(qn("w:themeColor"), colour)


def _border(style: ParagraphStyle, side: str, eighths: int, space: int) -> None:
    borders = OxmlElement("w:pBdr")
    line = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", eighths), ("space", space)):
        line.set(qn(f"w:{name}"), str(value))
    line.set(qn("w:color"), "1A1A1A")
    line.set(qn("w:themeColor"), BRAND)
    borders.append(line)
    style.element.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )


def _shade(properties: OxmlElement, fill: str, theme: str = "") -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:color"), "auto")
    shade.set(qn("w:fill"), fill)
    if theme:
        shade.set(qn("w:themeFill"), theme)
    after = {
        qn("w:pPr"): ("w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"),
        qn("w:rPr"): ("w:lang",),
        qn("w:tcPr"): ("w:noWrap", "w:tcMar", "w:vAlign"),
    }[properties.tag]
    following = next(
        (child for name in after for child in properties if child.tag == qn(name)), None
    )
    if following is None:
        properties.append(shade)
    else:
        following.addprevious(shade)


def _footer(frame: Frame) -> None:
    line = frame.sections[0].footer.paragraphs[0]
    line.style = frame.styles["Page foot"]
    line.add_run("Our reference {{ case.ref }}\tPage ")
    _field(line, "PAGE")
    line.add_run(" of ")
    _field(line, "NUMPAGES")


def _field(line: Paragraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    line._p.append(field)


# --- the head of the first page -----------------------------------------------------


def _letterhead(frame: Frame, height_mm: float) -> None:
    council = frame.add_paragraph("{{ service.council }}", style="Council")
    service = frame.add_paragraph("{{ service.title }}", style="Service")
    _rule(council)
    _place_code(council)
    # What is left of the letterhead's height goes below it, so that the address stands
    # in the window of the envelope.
    service.paragraph_format.space_after = Mm(height_mm)


def _place_code(council: Paragraph) -> None:
    """Place the square code with the reference at the right of the council's name.

    The picture stands for any: a document gets that of its own reference.
    """
    picture = BytesIO(reference_picture("REFERENCE"))
    inline = council.add_run().add_picture(picture, width=Mm(CODE_MM))._inline
    inline.docPr.set("name", CODE)
    inline.docPr.set("descr", "A square code with our reference")
    parts = [inline.extent, inline.docPr, inline.graphic]
    anchor = parse_xml(_ANCHOR.format(down=Mm(CODE_TOP_MM), gap=Mm(6)))
    inline.getparent().replace(inline, anchor)
    for part, before in zip(
        parts, ("effectExtent", "cNvGraphicFramePr", ""), strict=True
    ):
        following = anchor.find(qn(f"wp:{before}")) if before else None
        if following is None:
            anchor.append(part)
        else:
            following.addprevious(part)


_ANCHOR = f"""\
<wp:anchor {nsdecls("wp", "a")} distT="0" distB="0" distL="{{gap}}" distR="0"
    simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1"
    allowOverlap="0">
  <wp:simplePos x="0" y="0"/>
  <wp:positionH relativeFrom="margin"><wp:align>right</wp:align></wp:positionH>
  <wp:positionV relativeFrom="page"><wp:posOffset>{{down}}</wp:posOffset></wp:positionV>
  <wp:effectExtent l="0" t="0" r="0" b="0"/>
  <wp:wrapSquare wrapText="left"/>
  <wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>
</wp:anchor>"""


def _rule(council: Paragraph) -> None:
    """Draw the council's colour as a thick line above its name."""
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", 48), ("space", 6)):
        line.set(qn(f"w:{name}"), str(value))
    line.set(qn("w:color"), "1A1A1A")
    line.set(qn("w:themeColor"), BRAND)
    borders.append(line)
    council._p.get_or_add_pPr().append(borders)


def _letter_head(frame: Frame) -> None:
    _letterhead(frame, 6)
    frame.add_paragraph("{%p for line in address.lines %}")
    frame.add_paragraph("{%p if address.is_close %}")
    _window(frame.add_paragraph("{{ line }}", style="Address close"))
    frame.add_paragraph("{%p else %}")
    _window(frame.add_paragraph("{{ line }}", style="Address"))
    frame.add_paragraph("{%p endif %}")
    frame.add_paragraph("{%p endfor %}")
    for label, tag in (
        ("Date", "{{ today }}"),
        ("Our reference", "{{ case.ref }}"),
        ("Phone", "{{ service.phone }}"),
        ("Email", "{{ service.email }}"),
    ):
        line = frame.add_paragraph(style="Details")
        line.add_run(label, style="Label")
        line.add_run().add_break()
        line.add_run(tag)
    line.paragraph_format.space_after = Mm(9)
    frame.add_paragraph("{{ wording.title }}", style="Heading 1")


def _window(line: Paragraph) -> None:
    """Frame the address so that it shows in the envelope's window, in reading order."""
    place = OxmlElement("w:framePr")
    for name, value in (
        ("w", _twips(95)),
        ("h", _twips(27)),
        ("hRule", "atLeast"),
        ("hSpace", 0),
        ("wrap", "around"),
        ("vAnchor", "page"),
        ("hAnchor", "page"),
        ("x", _twips(25)),
        ("y", _twips(39.6)),
    ):
        place.set(qn(f"w:{name}"), str(value))
    properties = line._p.get_or_add_pPr()
    properties.insert_element_before(place, "w:pBdr", "w:spacing", "w:ind", "w:jc")


def _twips(mm: float) -> int:
    return round(mm / 25.4 * 1440)


def _plan_head(frame: Frame) -> None:
    _letterhead(frame, 10)
    frame.add_paragraph("{{ wording.title }}", style="Heading 1")
    line = frame.add_paragraph()
    line.add_run("Our reference", style="Label")
    line.add_run(" {{ case.ref }}")


# --- the blocks ---------------------------------------------------------------------


def _place_blocks(frame: Frame) -> None:
    frame.add_paragraph("{%p for block in wording.blocks %}")
    for opening, level in (("if", 2), ("elif", 3), ("elif", 4)):
        frame.add_paragraph(
            f'{{%p {opening} block.kind == "heading" and block.level == {level} %}}'
        )
        _runs(frame.add_paragraph(style=f"Heading {level}"), "block.passage")
    frame.add_paragraph('{%p elif block.kind == "paragraph" %}')
    _runs(frame.add_paragraph(), "block.passage")
    frame.add_paragraph('{%p elif block.kind == "note" %}')
    _runs(frame.add_paragraph(style="Boxed note"), "block.passage")
    _place_items(frame)
    frame.add_paragraph('{%p elif block.kind == "table" %}')
    _caption(frame)
    _grid(frame)
    frame.add_paragraph('{%p elif block.kind == "facts" %}')
    _caption(frame)
    _pairs(frame)
    frame.add_paragraph("{%p endif %}")
    frame.add_paragraph("{%p endfor %}")


def _place_items(frame: Frame) -> None:
    for kind, style in (("list", "List Bullet"), ("steps", "List Number")):
        frame.add_paragraph(f'{{%p elif block.kind == "{kind}" %}}')
        frame.add_paragraph("{%p for item in block.items %}")
        _runs(frame.add_paragraph(style=style), "item")
        frame.add_paragraph("{%p endfor %}")
    frame.add_paragraph('{%p elif block.kind == "signature" %}')
    frame.add_paragraph("{%p for item in block.items %}")
    frame.add_paragraph("{%p if loop.first %}")
    first = frame.add_paragraph(style="Closing line")
    first.paragraph_format.space_before = Pt(14)
    first.paragraph_format.space_after = Mm(13)
    _runs(first, "item")
    frame.add_paragraph("{%p elif loop.last %}")
    last = frame.add_paragraph(style="Closing line")
    last.paragraph_format.space_after = Pt(14)
    last.paragraph_format.keep_with_next = False
    _runs(last, "item")
    frame.add_paragraph("{%p else %}")
    _runs(frame.add_paragraph(style="Closing line"), "item")
    frame.add_paragraph("{%p endif %}")
    frame.add_paragraph("{%p endfor %}")


def _runs(line: Paragraph, passage: str) -> None:
    """Place a passage's runs, its gaps in the Gap style."""
    line.add_run(f"{{%r for run in {passage}.runs %}}")
    line.add_run("{%r if run.is_gap %}")
    line.add_run("{{ run.text }}", style="Gap")
    line.add_run("{%r else %}")
    line.add_run("{{ run.text }}")
    line.add_run("{%r endif %}")
    line.add_run("{%r endfor %}")


def _caption(frame: Frame) -> None:
    frame.add_paragraph("{%p if block.passage.text %}")
    _runs(frame.add_paragraph(style="Caption"), "block.passage")
    frame.add_paragraph("{%p endif %}")


def _grid(frame: Frame) -> None:
    table = _table(frame, rows=4, columns=3)
    head, opens, row, closes = table.rows
    _write(head.cells[0], "{%tc for column in block.columns %}")
    _write(head.cells[1], "{{ column }}", "Cell head")
    _shade(head.cells[1]._tc.get_or_add_tcPr(), "1A1A1A", BRAND)
    _write(head.cells[2], "{%tc endfor %}")
    _mark_row(head._tr, "w:cantSplit", "w:tblHeader")
    _write(opens.cells[0], "{%tr for row in block.rows %}")
    _write(row.cells[0], "{%tc for cell in row %}")
    _either_style(row.cells[1])
    _write(row.cells[2], "{%tc endfor %}")
    _mark_row(row._tr, "w:cantSplit")
    _write(closes.cells[0], "{%tr endfor %}")
    _look(table, first_row=True)
    _thin_line(frame)


def _either_style(cell: _Cell) -> None:
    """Set a row's first cell as its header where the wording says so."""
    _write(cell, "{%p if loop.first and block.header_column %}")
    _runs(cell.add_paragraph(style="Cell row head"), "cell")
    cell.add_paragraph("{%p else %}")
    _runs(cell.add_paragraph(style="Cell"), "cell")
    cell.add_paragraph("{%p endif %}")


def _pairs(frame: Frame) -> None:
    table = _table(frame, rows=3, columns=2)
    opens, row, closes = table.rows
    _write(opens.cells[0], "{%tr for label, value in block.rows %}")
    for cell, passage, style in (
        (row.cells[0], "label", "Cell row head"),
        (row.cells[1], "value", "Cell"),
    ):
        cell.paragraphs[0].style = style
        _runs(cell.paragraphs[0], passage)
    _mark_row(row._tr, "w:cantSplit")
    _write(closes.cells[0], "{%tr endfor %}")
    widths = (Mm(52), Mm(TEXT_WIDTH_MM - 52))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = width
    _look(table, first_row=False)
    _thin_line(frame)


def _thin_line(frame: Frame) -> None:
    """End a table with the paragraph Word needs there, as thin as it can be."""
    line = frame.add_paragraph().paragraph_format
    line.space_after, line.line_spacing = Pt(0), Pt(8)


def _table(frame: Frame, rows: int, columns: int) -> Table:
    table = frame.add_table(rows, columns)
    table.autofit = True
    properties = table._tbl.tblPr
    width = properties.find(qn("w:tblW"))
    width.set(qn("w:type"), "dxa")
    width.set(qn("w:w"), str(_twips(TEXT_WIDTH_MM)))
    indent = OxmlElement("w:tblInd")
    indent.set(qn("w:type"), "dxa")
    indent.set(qn("w:w"), "0")
    properties.insert_element_before(
        indent, "w:tblBorders", "w:tblLayout", "w:tblCellMar", "w:tblLook"
    )
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("color", "8B9299")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties.insert_element_before(
        borders, "w:tblLayout", "w:tblCellMar", "w:tblLook"
    )
    return table


def _write(cell: _Cell, text: str, style: str = "Cell") -> None:
    cell.paragraphs[0].style = style
    cell.paragraphs[0].add_run(text)


def _mark_row(row: OxmlElement, *names: str) -> None:
    properties = row.get_or_add_trPr()
    for name in names:
        properties.append(OxmlElement(name))


def _look(table: Table, *, first_row: bool) -> None:
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    for name, value in (
        ("firstRow", first_row),
        ("firstColumn", not first_row),
        ("lastRow", False),
        ("lastColumn", False),
        ("noHBand", True),
        ("noVBand", True),
    ):
        look.set(qn(f"w:{name}"), str(int(value)))


if __name__ == "__main__":
    main()
