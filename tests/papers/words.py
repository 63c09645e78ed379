"""Word papers, part by part, as Word and other programs write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

MAIN = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
)
_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def document(body: str, **parts: str | bytes) -> bytes:
    """Return a Word file with this body and more parts by name."""
    return package({"word/document.xml": part_of("document", body)} | parts)


def strict(body: str) -> bytes:
    """Return a Word file in the strict form of the standard."""
    spaces = f'xmlns:w="{_STRICT}"'
    main = f"<w:document {spaces}><w:body>{body}</w:body></w:document>"
    return package({"word/document.xml": main})


def part_of(root: str, body: str) -> str:
    """Return an XML part with this root and body."""
    inner = f"<w:body>{body}</w:body>" if root == "document" else body
    return f'<?xml version="1.0"?><w:{root} {_SPACES}>{inner}</w:{root}>'


def package(
    parts: Mapping[str, str | bytes],
    *,
    main: str = "word/document.xml",
    kind: str = MAIN,
) -> bytes:
    """Return a zip of parts with a list of content types."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{main}" ContentType="{kind}"/></Types>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("[Content_Types].xml", types)
        for name, part in parts.items():
            zipped.writestr(name, part)
    return out.getvalue()


def para(*runs: str) -> str:
    """Return a paragraph."""
    return f"<w:p>{''.join(runs)}</w:p>"


def run(text: str) -> str:
    """Return a run of text; line breaks become breaks."""
    pieces = [
        f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in text.split("\n")
    ]
    return f"<w:r>{'<w:br/>'.join(pieces)}</w:r>"


def line(text: str) -> str:
    """Return a paragraph of one run."""
    return para(run(text))


def table(*rows: tuple[str, ...]) -> str:
    """Return a table of one-line cells."""
    made = "".join(
        "<w:tr>" + "".join(f"<w:tc>{line(cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl>{made}</w:tbl>"


def control(tag: str, content: str, settings: str = "", *, alias: str = "") -> str:
    """Return a content control."""
    named = f'<w:alias w:val="{alias}"/>' if alias else ""
    tagged = f'<w:tag w:val="{tag}"/>' if tag else ""
    return (
        f"<w:sdt><w:sdtPr>{named}{tagged}{settings}</w:sdtPr>"
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def tick_box(tag: str, *, stored: bool, drawn: str) -> str:
    """Return a check box control: what is stored, and the glyph that is drawn."""
    settings = (
        f'<w14:checkbox><w14:checked w14:val="{int(stored)}"/>'
        '<w14:checkedState w14:val="2612"/><w14:uncheckedState w14:val="2610"/>'
        "</w14:checkbox>"
    )
    return para(control(tag, run(drawn), settings))


def custom_property(name: str, value: str) -> str:
    """Return the part of custom properties with one property."""
    spaces = (
        'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"'
    )
    return (
        f'<Properties {spaces}><property name="{name}" pid="2">'
        f"<vt:lpwstr>{value}</vt:lpwstr></property></Properties>"
    )
