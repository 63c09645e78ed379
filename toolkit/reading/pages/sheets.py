"""The pages of an open PDF as sheets: what is shown of each, and how it is turned."""

from __future__ import annotations

import pikepdf

from toolkit.reading.fields.objects import number, numbers
from toolkit.reading.geometry import Sheet, sheet


def sheets_of(pdf: pikepdf.Pdf) -> tuple[Sheet, ...]:
    """Return every page's sheet, in order."""
    return tuple(
        sheet(
            at,
            numbers(_inherited(page.obj, "/MediaBox")),
            numbers(_inherited(page.obj, "/CropBox")),
            number(_inherited(page.obj, "/Rotate"), 0),
        )
        for at, page in enumerate(pdf.pages, start=1)
    )


def _inherited(page: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """Return a page's own or inherited attribute; a page may be its own parent."""
    node = page
    for _ in range(64):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None
