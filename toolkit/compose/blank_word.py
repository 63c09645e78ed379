"""The blank form as a Word file: the same questions, with content controls."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.opc.packuri import PackURI
from docx.opc.part import Part as PackagePart
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph
from lxml import etree

from toolkit.catalogue.definitions import Form, Kind, Service
from toolkit.compose.blank_layout import SIGN_HERE, Asking, Control, Part, lay_out
from toolkit.compose.letterhead import Colours, colours
from toolkit.compose.word_controls import (
    PLACEHOLDER_STYLE,
    list_control,
    text_control,
    tick_control,
)

EDITION_PROPERTY = "ToolkitEdition"

_FONT = "Arial"
_LABELS_WIDE, _ANSWERS_WIDE = Mm(62), Mm(114)
_COUNCIL, _LABEL, _HINT, _SMALL = (
    "Form Council",
    "Form Label",
    "Form Hint",
    "Form Footer",
)
_NEEDED, _TABLE = "Form Needed", "Form Table"

# Points of room for each line of a long answer, and for a signature.
_LINE_TALL, _SIGNATURE_TALL = 15, 42


def blank_word(form: Form, service: Service) -> bytes:
    """Return the blank as a Word file whose content controls have the keys as tags.

    It has real headings, a header row on every table, a title, a language, and the
    edition in the footer of every page and in the property `ToolkitEdition`.

    Raises:
        BadDefinition: If the service's colours are faulty.
    """
    document = Document()
    _set_page(document)
    _set_styles(document, colours(service))
    council = service.house_style.council or service.council
    _set_properties(document, form, council)
    _open(document, form, service, council)
    for part in lay_out(form):
        _place(document, part)
    _foot(document, form.edition_id)
    _add_edition(document, form.edition_id)
    contents = BytesIO()
    document.save(contents)
    return contents.getvalue()


# --- the file -----------------------------------------------------------------------


def _set_page(document: WordFile) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(17)
    section.top_margin, section.bottom_margin = Mm(15), Mm(17)


def _set_properties(document: WordFile, form: Form, council: str) -> None:
    told = document.core_properties
    told.title, told.author, told.language = form.title, council, "en-GB"
    told.comments = told.keywords = told.subject = ""


def _add_edition(document: WordFile, edition: str) -> None:
    """Keep the edition as a custom property, which survives editing in any program."""
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006"
    blob = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{kinds}/custom-properties" '
        f'xmlns:vt="{kinds}/docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" '
        f'name="{EDITION_PROPERTY}"><vt:lpwstr>{escape(edition)}</vt:lpwstr></property>'
        "</Properties>"
    )
    package = document.part.package
    part = PackagePart(
        PackURI("/docProps/custom.xml"),
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        blob.encode("utf-8"),
        package,
    )
    package.relate_to(part, f"{kinds}/relationships/custom-properties")


# --- styles -------------------------------------------------------------------------


_BLACK, _GREY = RGBColor(0x1A, 0x1A, 0x1A), RGBColor(0x40, 0x40, 0x40)


@dataclass(frozen=True, slots=True)
class _Look:
    """How a style looks; sizes and spaces are in points."""

    size: float
    ink: RGBColor
    is_bold: bool = False
    before: float = 0
    after: float = 2


def _set_styles(document: WordFile, shades: Colours) -> None:
    ink = RGBColor.from_string(shades.ink[1:].upper())
    _set_language(document)
    _style(document, "Normal", _Look(12, _BLACK, after=4))
    _style(document, "Heading 1", _Look(22, ink, is_bold=True, before=10, after=6))
    _style(document, "Heading 2", _Look(15, ink, is_bold=True, before=14, after=4))
    _add(document, _COUNCIL, _Look(14, ink, is_bold=True))
    _add(document, _LABEL, _Look(12, _BLACK, is_bold=True))
    _add(document, _HINT, _Look(10.5, _GREY))
    _add(document, _SMALL, _Look(9, _GREY))
    _add_letters(document, _NEEDED, RGBColor(0xB0, 0x00, 0x20))
    _add_letters(document, PLACEHOLDER_STYLE, RGBColor(0x59, 0x59, 0x59))
    _add_table_style(document)


def _set_language(document: WordFile) -> None:
    found = document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang")
    for language in found:
        language.set(qn("w:val"), "en-GB")


def _style(document: WordFile, name: str, look: _Look) -> None:
    style = document.styles[name]
    style.font.name, style.font.size, style.font.bold = (
        _FONT,
        Pt(look.size),
        look.is_bold,
    )
    style.font.color.rgb = look.ink
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for sort in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{sort}"), None)
    for sort in ("w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(sort), _FONT)
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)


def _add(document: WordFile, name: str, look: _Look) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    _style(document, name, look)


def _add_letters(document: WordFile, name: str, ink: RGBColor) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    style.font.color.rgb = ink


def _add_table_style(document: WordFile) -> None:
    """A ruled table with a shaded row of headers, as one style."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="7F7F7F"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    spaces = "".join(
        f'<w:{side} w:w="{wide}" w:type="dxa"/>'
        for side, wide in (("top", 60), ("left", 100), ("bottom", 60), ("right", 100))
    )
    style = parse_xml(
        f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" '
        f'w:styleId="FormTable"><w:name w:val="{_TABLE}"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/>'
        f"<w:tblPr><w:tblBorders>{sides}</w:tblBorders>"
        f"<w:tblCellMar>{spaces}</w:tblCellMar></w:tblPr>"
        '<w:tblStylePr w:type="firstRow">'
        '<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E7EAEE"/></w:tcPr>'
        "</w:tblStylePr></w:style>"
    )
    document.styles.element.append(style)


# --- what it says -------------------------------------------------------------------


def _open(document: WordFile, form: Form, service: Service, council: str) -> None:
    document.add_paragraph(f"{council}: {service.title}", style=_COUNCIL)
    document.add_heading(form.title, level=1)
    for text in (form.intro, form.return_to):
        if text:
            document.add_paragraph(text)
    for area in service.areas if form.opens_case else ():
        towns = f" ({', '.join(area.towns)})" if area.towns else ""
        document.add_paragraph(f"{area.name}{towns}: {area.email}")
    phone, email = service.contact.phone, service.contact.email
    if phone and email:
        document.add_paragraph(f"Questions? Call {phone} or write to {email}.")


def _place(document: WordFile, part: Part) -> None:
    document.add_heading(f"{part.number} {part.title}", level=2)
    if part.intro:
        document.add_paragraph(part.intro).paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=2, style=_TABLE)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    head = table.rows[0]
    for cell, words in zip(head.cells, ("Question", "Your answer"), strict=True):
        cell.text, cell.paragraphs[0].style = words, document.styles[_LABEL]
    _mark_row(head, "w:tblHeader")
    for asking in part.asked():
        _fill_row(document, table.add_row(), asking)
    for row in table.rows:
        _mark_row(row, "w:cantSplit")
    for column, wide in zip(table.columns, (_LABELS_WIDE, _ANSWERS_WIDE), strict=True):
        column.width = wide
        for cell in column.cells:
            cell.width = wide


def _mark_row(row: _Row, mark: str) -> None:
    told = row._tr.get_or_add_trPr()  # noqa: SLF001 - no public way
    told.append(etree.Element(qn(mark)))


def _fill_row(document: WordFile, row: _Row, asking: Asking) -> None:
    label, answer = row.cells
    said = label.paragraphs[0]
    said.style = document.styles[_LABEL]
    said.add_run(asking.label)
    if asking.is_needed:
        said.add_run(" *", style=_NEEDED)
    hint, row.height = asking.hint, _tall(asking)
    if asking.control is Control.SIGNATURE:
        hint = hint or SIGN_HERE
    if hint:
        label.add_paragraph(hint, style=_HINT)
    if asking.control is Control.TICKS:
        _fill_ticks(answer, asking)
        return
    _append(answer.paragraphs[0], _control(asking))


def _tall(asking: Asking) -> Length | None:
    """Return the least height of a row, so that there is room to write by hand."""
    if asking.control is Control.SIGNATURE:
        return Pt(_SIGNATURE_TALL)
    return Pt(_LINE_TALL * asking.lines) if asking.control is Control.BOX else None


def _control(asking: Asking) -> etree._Element:
    question = asking.question
    if question.choices:
        return list_control(question.key, asking.spoken, question.choices)
    is_long = question.kind is Kind.LONG_TEXT
    return text_control(question.key, asking.spoken, is_long=is_long)


def _fill_ticks(cell: _Cell, asking: Asking) -> None:
    paragraph: Paragraph = cell.paragraphs[0]
    for number, question in enumerate(asking.questions):
        line = cell.add_paragraph() if number else paragraph
        spoken = f"{asking.spoken.rstrip(':')}: {question.label}"
        _append(line, tick_control(question.key, spoken))
        line.add_run(f" {question.label}")


def _foot(document: WordFile, edition: str) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = document.styles[_SMALL]
    paragraph.add_run(f"{edition}    Page ")
    _count(paragraph, "PAGE")
    paragraph.add_run(" of ")
    _count(paragraph, "NUMPAGES")


def _count(paragraph: Paragraph, what: str) -> None:
    field = f'<w:fldSimple {nsdecls("w")} w:instr="{what}"><w:r><w:t>1</w:t></w:r>'
    _append(paragraph, parse_xml(f"{field}</w:fldSimple>"))


def _append(paragraph: Paragraph, element: etree._Element) -> None:
    paragraph._p.append(element)  # noqa: SLF001 - the library has no controls or fields
