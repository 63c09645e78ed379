"""Two small things WeasyPrint leaves out of the tags of a PDF it makes.

A table's headers get no `/Scope`, so some readers do not say them with the cells; and
links lack the flag that they are printed. Nothing else of the file is touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pikepdf

_PRINT = 4  # bit 3 of an annotation's flags, ISO 32000-1, table 165


def mend_tags(contents: bytes) -> bytes:
    """Return the PDF with a scope on every table header and links that print.

    The same bytes in give the same bytes out. A file without tags comes back with its
    links mended only.
    """
    with pikepdf.open(BytesIO(contents)) as pdf:
        tree = pdf.Root.get("/StructTreeRoot")
        if tree is not None:
            _scope_headers(tree)
        for sheet in pdf.pages:
            _print_links(sheet)
        mended = BytesIO()
        pdf.save(mended, deterministic_id=True)
    return mended.getvalue()


def _scope_headers(tree: pikepdf.Object) -> None:
    for row in _elements(tree, "/TR"):
        cells = list(_children(row))
        # A row of nothing but headers heads its columns; a header beside data its row.
        only_headers = all(cell.get("/S") == "/TH" for cell in cells)
        for cell in cells:
            if cell.get("/S") == "/TH":
                _set_scope(cell, "/Column" if only_headers else "/Row")


def _set_scope(header: pikepdf.Object, scope: str) -> None:
    if not isinstance(header.get("/A"), pikepdf.Dictionary):
        header["/A"] = pikepdf.Dictionary(O=pikepdf.Name("/Table"))
    header["/A"]["/Scope"] = pikepdf.Name(scope)


def _elements(element: pikepdf.Object, sort: str) -> Iterator[pikepdf.Object]:
    """Yield every element of one sort below an element, in reading order."""
    waiting = [element]
    while waiting:
        here = waiting.pop()
        if here.get("/S") == sort:
            yield here
        waiting.extend(reversed(list(_children(here))))


def _children(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    kids = element.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            yield kid


def _print_links(sheet: pikepdf.Page) -> None:
    for note in sheet.get("/Annots", []):
        if note.get("/Subtype") == "/Link":
            note["/F"] = int(note.get("/F", 0)) | _PRINT
