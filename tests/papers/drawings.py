"""A printed page drawn by hand: words, lines, boxes, ticks, in points from the top."""

from __future__ import annotations

import io
from typing import Self

import pikepdf
from pikepdf import Array, Dictionary, Name

from toolkit.reading.pages.layout import Rule

_HIGH = 842


class Sheet:
    """One page of A4, drawn thing by thing."""

    def __init__(self) -> None:
        self._drawn: list[str] = []
        self._laid: list[str] = []

    def at(self, left: float, base: float, text: str) -> Self:
        """Print words whose base line is this far from the top."""
        told = "".join(f"{ord(letter):04x}" for letter in text)
        self._drawn.append(f"BT /F1 11 Tf {left} {_HIGH - base} Td <{told}> Tj ET")
        return self

    def laid(self, left: float, base: float, *lines: str, step: float = 13) -> Self:
        """Lay words on the page as a drawing of their own, as a flattened field is."""
        apart = Sheet()
        for down, text in enumerate(lines):
            apart.at(left, base + down * step, text)
        self._laid.append("\n".join(apart._drawn))
        self._drawn.append(f"q /D{len(self._laid)} Do Q")
        return self

    def laid_tick(self, left: float, base: float) -> Self:
        """Lay a check mark on the page, as a flattened box that was ticked is."""
        self._laid.append(f"BT /F2 11 Tf {left} {_HIGH - base} Td (4) Tj ET")
        self._drawn.append(f"q /D{len(self._laid)} Do Q")
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> Self:
        """Draw a straight line."""
        self._drawn.append(f"0.8 w {x0} {_HIGH - y0} m {x1} {_HIGH - y1} l S")
        return self

    def box(self, left: float, top: float, wide: float, tall: float) -> Self:
        """Draw an empty box."""
        self._drawn.append(f"0.8 w {left} {_HIGH - top - tall} {wide} {tall} re S")
        return self

    def tick(self, left: float, top: float, how: str = "") -> Self:
        """Draw a box to tick, 12 points wide, with a cross if told so."""
        self.box(left, top, 12, 12)
        if how:
            self.line(left + 3, top + 3, left + 9, top + 9)
            self.line(left + 9, top + 3, left + 3, top + 9)
        return self

    def ring(
        self, left: float, top: float, wide: float, tall: float | None = None
    ) -> Self:
        """Draw a ring."""
        self._drawn.append(f"0.8 w {_oval(left, top, wide, tall or wide)} S")
        return self

    def dot(self, left: float, top: float, wide: float) -> Self:
        """Draw a full disc."""
        self._drawn.append(f"{_oval(left, top, wide, wide)} f")
        return self

    def table(
        self, left: float, top: float, widths: list[float], rows: list[list[str]]
    ) -> Self:
        """Draw a table with lines round every cell, each 20 points tall."""
        for down, row in enumerate(rows):
            at = left
            for wide, text in zip(widths, row, strict=True):
                self.box(at, top + 20 * down, wide, 20)
                if text:
                    self.at(at + 4, top + 14 + 20 * down, text)
                at += wide
        return self

    def pdf(self) -> bytes:
        """Return the page as a PDF file."""
        pdf = pikepdf.new()
        pdf.add_blank_page(page_size=(595, _HIGH))
        page = pdf.pages[0].obj
        signs = Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats
        )
        fonts = Dictionary(F1=_font(pdf), F2=signs)
        drawings = Dictionary()
        for at, drawn in enumerate(self._laid, 1):
            drawings[f"/D{at}"] = pdf.make_stream(
                drawn.encode("ascii"),
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=Array([0, 0, 595, _HIGH]),
                Resources=Dictionary(Font=fonts),
            )
        page.Resources = Dictionary(Font=fonts, XObject=drawings)
        page.Contents = pdf.make_stream("\n".join(self._drawn).encode("ascii"))
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def _oval(left: float, top: float, wide: float, tall: float) -> str:
    """Return the path of an oval in a box."""
    x, y = left + wide / 2, _HIGH - top - tall / 2
    a, b = wide / 2, tall / 2
    k, m = 0.5523 * a, 0.5523 * b
    return (
        f"{x + a} {y} m {x + a} {y + m} {x + k} {y + b} {x} {y + b} c "
        f"{x - k} {y + b} {x - a} {y + m} {x - a} {y} c "
        f"{x - a} {y - m} {x - k} {y - b} {x} {y - b} c "
        f"{x + k} {y - b} {x + a} {y - m} {x + a} {y} c h"
    )


def _font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Return Helvetica with two bytes a letter, so that any letter can be written."""
    below = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name.Helvetica,
        CIDSystemInfo=Dictionary(
            Registry=pikepdf.String("Adobe"),
            Ordering=pikepdf.String("Identity"),
            Supplement=0,
        ),
        DW=500,
    )
    spelt = (
        "begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange "
        "1 beginbfrange <0000> <ffff> <0000> endbfrange endcmap"
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name.Helvetica,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(below)]),
            ToUnicode=pdf.make_stream(spelt.encode("ascii")),
        )
    )


def cross_lines() -> list[Rule]:
    """Return two lines that cross."""
    return [Rule((100, 100, 300, 100.5)), Rule((200, 50, 200.5, 200))]
