"""Word forms as offices build them: tables, old form fields, boxes, struck words."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from tests.papers.words import line, para

_LOOKS = {
    "bold": "<w:b/>",
    "plain": '<w:b w:val="0"/>',
    "struck": "<w:strike/>",
    "highlighted": '<w:highlight w:val="yellow"/>',
    "underlined": '<w:u w:val="single"/>',
    "boxed": '<w:bdr w:val="single"/>',
    "red": '<w:color w:val="FF0000"/>',
    "prompt": '<w:rStyle w:val="PlaceholderText"/>',
}


def looking(text: str, *looks: str) -> str:
    """Return a run of text that looks so."""
    settings = "".join(_LOOKS[look] for look in looks)
    return (
        f"<w:r><w:rPr>{settings}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    )


def bold(text: str) -> str:
    """Return a paragraph of bold words."""
    return para(looking(text, "bold"))


def in_font(font: str, text: str) -> str:
    """Return a run set in a font, as symbols are."""
    return (
        f'<w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>'
        f"<w:t>{text}</w:t></w:r>"
    )


def symbol(font: str, code: str) -> str:
    """Return a run of one symbol of a font."""
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def cell(*content: str, settings: str = "") -> str:
    """Return a table's cell: paragraphs, or lines of words."""
    made = "".join(c if c.startswith("<") else line(c) for c in content) or line("")
    return f"<w:tc><w:tcPr>{settings}</w:tcPr>{made}</w:tc>"


def shaded(*content: str) -> str:
    """Return a cell with a grey ground."""
    return cell(*content, settings='<w:shd w:val="clear" w:fill="D9D9D9"/>')


def wide(*content: str, columns: int = 2) -> str:
    """Return a cell over several columns."""
    return cell(*content, settings=f'<w:gridSpan w:val="{columns}"/>')


def tall(*content: str) -> str:
    """Return the first of the cells that are merged downwards."""
    return cell(*content, settings='<w:vMerge w:val="restart"/>')


def under() -> str:
    """Return a cell that is the rest of the merged one above it."""
    return cell(settings="<w:vMerge/>")


def row(*cells: str, repeats: bool = False) -> str:
    """Return a table's row; what is no cell or control becomes one of plain words."""
    made = "".join(c if c.startswith(("<w:tc>", "<w:sdt>")) else cell(c) for c in cells)
    settings = "<w:trPr><w:tblHeader/></w:trPr>" if repeats else ""
    return f"<w:tr>{settings}{made}</w:tr>"


def grid(*rows: str) -> str:
    """Return a table of rows."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


# --- form fields of Word before 2007 ------------------------------------------------


def field(settings: str, result: str, name: str = "") -> str:
    """Return the runs of a form field; the result is runs."""
    named = f'<w:name w:val="{name}"/>' if name else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{named}<w:enabled/>'
        f"{settings}</w:ffData></w:fldChar></w:r>"
        '<w:r><w:instrText xml:space="preserve"> FORM </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def text_field(name: str, result: str, default: str = "") -> str:
    """Return a text field."""
    said = f'<w:default w:val="{default}"/>' if default else ""
    return field(f"<w:textInput>{said}</w:textInput>", result, name)


def tick_field(name: str, settings: str) -> str:
    """Return a check box field."""
    return field(f"<w:checkBox><w:sizeAuto/>{settings}</w:checkBox>", "", name)


def list_field(name: str, items: Sequence[str], settings: str = "") -> str:
    """Return a drop-down list field."""
    listed = "".join(f'<w:listEntry w:val="{escape(item)}"/>' for item in items)
    return field(f"<w:ddList>{settings}{listed}</w:ddList>", "", name)
