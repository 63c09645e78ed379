"""PDF papers, made as the programs of strangers make them: fields, words, oddities."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, String

A4 = (0, 0, 595, 842)
RADIO = 1 << 15
Make = Callable[[pikepdf.Pdf], pikepdf.Object]
"""Makes one field in a PDF; its widgets stand in its `/Kids` or it is its own."""


def words_at(lines: Sequence[str], *, left: int = 72, top: int = 800) -> bytes:
    """Return a page's drawing: each line 20 points below the one before."""
    shown = b"".join(
        f"1 0 0 1 {left} {top - 20 * at} Tm (".encode()
        + line.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)")
        + b") Tj "
        for at, line in enumerate(lines)
    )
    return b"BT /F1 12 Tf " + shown + b"ET"


def a_page(
    pdf: pikepdf.Pdf, drawing: bytes, *, rotate: int = 0, crop: Sequence[int] = ()
) -> None:
    """Add a page of A4 paper with Helvetica as its only font."""
    pdf.add_blank_page(page_size=(A4[2], A4[3]))
    page = pdf.pages[-1].obj
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name.Helvetica,
        Encoding=Name.WinAnsiEncoding,
    )
    page.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
    page.Contents = pdf.make_stream(drawing)
    if rotate:
        page.Rotate = rotate
    if crop:
        page.CropBox = Array(crop)


def saved(pdf: pikepdf.Pdf, **how: object) -> bytes:
    """Return the bytes of a PDF."""
    out = io.BytesIO()
    pdf.save(out, **how)
    pdf.close()
    return out.getvalue()


def printed(*pages: Sequence[str], edition: str = "", **page: object) -> bytes:
    """Return a PDF of printed lines without fields."""
    pdf = pikepdf.new()
    for lines in pages:
        a_page(pdf, words_at(lines), **page)  # type: ignore[arg-type]
    if edition:
        pdf.docinfo["/ToolkitEdition"] = String(edition)
    return saved(pdf)


def form(
    *fields: Make,
    lines: Sequence[str] = ("A form",),
    edition: str = "",
    **page: object,
) -> bytes:
    """Return a form of one page with these fields."""
    pdf = a_form(*fields, lines=lines, **page)
    if edition:
        pdf.docinfo["/ToolkitEdition"] = String(edition)
    return saved(pdf)


def a_form(
    *fields: Make, lines: Sequence[str] = ("A form",), **page: object
) -> pikepdf.Pdf:
    """Return an open form, for more oddities to be added."""
    pdf = pikepdf.new()
    a_page(pdf, words_at(lines), **page)  # type: ignore[arg-type]
    made = [pdf.make_indirect(make(pdf)) for make in fields]
    widgets = [w for field in made for w in (field.get("/Kids") or [field])]
    pdf.pages[0].obj.Annots = Array(widgets)
    pdf.Root.AcroForm = Dictionary(Fields=Array(made))
    return pdf


def text(
    name: str, value: object = None, *, rect: Sequence[int] = (72, 700, 272, 720)
) -> Make:
    """Make a text field; `value` as stored, or none at all."""

    def make(_: pikepdf.Pdf) -> pikepdf.Object:
        field = _widget(rect)
        field.FT = Name.Tx
        field.T = String(name)
        if value is not None:
            field.V = value
        return field

    return make


def chosen(name: str, value: object) -> Make:
    """Make a list from which one or several values are chosen."""

    def make(_: pikepdf.Pdf) -> pikepdf.Object:
        field = _widget((72, 600, 272, 620))
        field.FT = Name.Ch
        field.T = String(name)
        field.V = value
        return field

    return make


def tick(
    name: str, *, stored: str = "", drawn: str = "", on: str = "Yes", value: object = 0
) -> Make:
    """Make a check box with the state that is stored and the state that is drawn."""

    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        field = _box(pdf, on, drawn)
        field.FT = Name.Btn
        field.T = String(name)
        if stored:
            field.V = Name(f"/{stored}")
        if value:
            field.V = value
        return field

    return make


def radio(
    name: str,
    states: Sequence[str],
    *,
    stored: str = "",
    drawn: str = "",
    listed: Sequence[str] = (),
    flags: int = RADIO,
) -> Make:
    """Make a group of buttons, one for each state; `listed` is what states mean."""

    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        parent = pdf.make_indirect(
            Dictionary(FT=Name.Btn, T=String(name), Ff=flags, Kids=Array())
        )
        for at, state in enumerate(states):
            shown = drawn if drawn == state else "Off"
            kid = pdf.make_indirect(_box(pdf, state, shown, left=72 + 40 * at))
            kid.Parent = parent
            parent.Kids.append(kid)
        if stored:
            parent.V = Name(f"/{stored}")
        if listed:
            parent.Opt = Array([String(item) for item in listed])
        return parent

    return make


def signature(name: str, signer: str | None = None) -> Make:
    """Make a signature field, signed by somebody or by nobody."""

    def make(_: pikepdf.Pdf) -> pikepdf.Object:
        field = _widget((72, 500, 272, 560))
        field.FT = Name.Sig
        field.T = String(name)
        if signer is not None:
            field.V = Dictionary(Type=Name.Sig, Name=String(signer))
        return field

    return make


def group(name: str, own: Mapping[str, object], *kids: Make) -> Make:
    """Make a field whose kids have names of their own and inherit its attributes."""

    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        parent = pdf.make_indirect(Dictionary(T=String(name), Kids=Array()))
        for key, value in own.items():
            parent[key] = value
        for kid in kids:
            made = pdf.make_indirect(kid(pdf))
            made.Parent = parent
            if "/FT" in own:
                del made["/FT"]
            parent.Kids.append(made)
        return parent

    return make


def _widget(rect: Sequence[int]) -> pikepdf.Object:
    return Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=Array(rect))


def _box(pdf: pikepdf.Pdf, on: str, drawn: str, *, left: int = 72) -> pikepdf.Object:
    box = _widget((left, 640, left + 12, 652))
    states = Dictionary()
    states[f"/{on}"] = pdf.make_stream(b"0 0 12 12 re f")
    states["/Off"] = pdf.make_stream(b"")
    box.AP = Dictionary(N=states)
    if drawn:
        box.AS = Name(f"/{drawn}")
    return box
