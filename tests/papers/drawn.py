"""Form fields with the drawings that viewers show, which may not be what is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.papers import pdfs

BOX = (72, 700, 272, 720)
CHECK = b"q 0 G 1 w 2 6 m 5 2 l 10 10 l S Q"
FRAME = b"q 0 G 1 w 0.5 0.5 11 11 re S Q"
WIDE = (0, 0, 200, 20)


def helvetica(pdf: pikepdf.Pdf, encoding: object = None) -> pikepdf.Object:
    """Return a font of the usual letters."""
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name.Helvetica,
        Encoding=encoding or Name.WinAnsiEncoding,
    )
    return pdf.make_indirect(font)


def numbered(pdf: pikepdf.Pdf, letters: Mapping[int, str]) -> pikepdf.Object:
    """Return a font whose codes are numbers; `letters` are all it tells of them."""
    pairs = "\n".join(
        f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>"
        for code, text in letters.items()
    )
    told = (
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{pairs}\nendbfchar"
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name("/ABCDEF+Invented"),
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array(
            [Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, DW=500)]
        ),
    )
    if letters:
        font.ToUnicode = pdf.make_stream(told.encode())
    return pdf.make_indirect(font)


def stream(
    pdf: pikepdf.Pdf,
    drawing: bytes,
    *,
    font: pikepdf.Object | None = None,
    box: Sequence[float] = WIDE,
) -> pikepdf.Object:
    """Return an appearance that draws this with the font `F1`."""
    made = pdf.make_stream(drawing)
    made.Type, made.Subtype, made.BBox = Name.XObject, Name.Form, Array(box)
    fonts = Dictionary(F1=font if font is not None else helvetica(pdf))
    made.Resources = Dictionary(Font=fonts)
    return pdf.make_indirect(made)


def line(text: str, *, before: str = "0 g", at: tuple[float, float] = (2, 6)) -> bytes:
    """Return a drawing of one line of text."""
    told = text.encode("cp1252").replace(b"\\", b"\\\\")
    told = told.replace(b"(", b"\\(").replace(b")", b"\\)")
    place = f"/Tx BMC q BT /F1 10 Tf {before} {at[0]} {at[1]} Td (".encode()
    return place + told + b") Tj ET Q EMC"


def typed(
    name: str,
    value: str,
    drawing: bytes | None,
    *,
    own: Mapping[str, object] | None = None,
    box: Sequence[float] = WIDE,
    letters: Mapping[int, str] | None = None,
) -> pdfs.Make:
    """Make a text field that stores one thing and draws another.

    `own` are further entries of its dictionary; with `letters` its font is a numbered
    one.
    """

    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        field = pdfs.text(name, String(value), rect=BOX)(pdf)
        if drawing is not None:
            font = None if letters is None else numbered(pdf, letters)
            field.AP = Dictionary(N=stream(pdf, drawing, font=font, box=box))
        for key, entry in (own or {}).items():
            field[key] = entry
        return field

    return make


def box(
    name: str, *, on: bool, ticked: bytes = CHECK, empty: bytes = b"", left: int = 72
) -> pdfs.Make:
    """Make a check box whose two states are drawn like this."""

    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        field = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            Rect=Array((left, 640, left + 12, 652)),
            FT=Name.Btn,
            T=String(name),
            V=Name.Yes if on else Name.Off,
            AS=Name.Yes if on else Name.Off,
        )
        square = (0, 0, 12, 12)
        field.AP = Dictionary(
            N=Dictionary(
                Yes=stream(pdf, ticked, box=square), Off=stream(pdf, empty, box=square)
            )
        )
        return field

    return make


def laid_over(
    pdf: pikepdf.Pdf, sort: str, rect: Sequence[float], **own: object
) -> None:
    """Lay an annotation over the first page."""
    note = Dictionary(
        Type=Name.Annot, Subtype=Name(f"/{sort}"), Rect=Array(rect), F=4, **own
    )
    page = pdf.pages[0].obj
    if "/Annots" not in page:
        page.Annots = Array()
    page.Annots.append(pdf.make_indirect(note))
