from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from weasyprint import HTML

from toolkit.pdf.tag_mending import mend_tags

PAGE = """
<html lang="en-GB"><title>Trial</title><h1>Trial</h1>
<p><a href="https://example.org/">Elsewhere</a></p>
<table><thead><tr><th>What</th><th>When</th></tr></thead>
<tbody><tr><th scope="row">a</th><td>b</td></tr></tbody></table>
"""


def elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield a structure element and all below it."""
    kids = element.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            yield kid
            yield from elements(kid)


def tagged() -> bytes:
    """Return a tagged page with a table and a link, as WeasyPrint leaves it."""
    made: bytes = HTML(string=PAGE).write_pdf(pdf_variant="pdf/ua-1")
    return made


def test_headers_say_whether_they_head_a_column_or_a_row() -> None:
    """A screen reader says the right header with each cell."""
    with pikepdf.open(io.BytesIO(mend_tags(tagged()))) as pdf:
        scopes = [
            str(element["/A"]["/Scope"])
            for element in elements(pdf.Root["/StructTreeRoot"])
            if element.get("/S") == "/TH"
        ]

    assert scopes == ["/Column", "/Column", "/Row"]


def test_links_are_printed() -> None:
    """A link without the flag is not on the paper copy."""
    with pikepdf.open(io.BytesIO(mend_tags(tagged()))) as pdf:
        flags = [int(note["/F"]) for note in pdf.pages[0]["/Annots"]]

    assert [flag & 4 for flag in flags] == [4]


def test_the_same_file_is_mended_to_the_same_bytes() -> None:
    """An approval is given for one hash."""
    page = tagged()

    assert mend_tags(page) == mend_tags(page)


def test_a_file_without_tags_comes_back_whole() -> None:
    """There is nothing to mend, and nothing to lose."""
    plain = HTML(string=PAGE).write_pdf()

    with pikepdf.open(io.BytesIO(mend_tags(plain))) as pdf:
        assert len(pdf.pages) == 1
        assert "/StructTreeRoot" not in pdf.Root
