"""Copies of a PDF as offices make them: flattened, printed to fit, joined, torn."""

from __future__ import annotations

import io
import warnings

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium_c

Matrix = tuple[float, float, float, float, float, float]


def flattened(contents: bytes) -> bytes:
    """Return a form as `print to PDF` leaves it: what fields show is page content."""
    document = pypdfium2.PdfDocument(contents)
    document.init_forms()
    for at in range(len(document)):
        page = document[at]
        done = pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_PRINT)
        assert done != pdfium_c.FLATTEN_FAIL
        page.close()
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def fitted(contents: bytes, scale: float, right: float, up: float) -> bytes:
    """Return a copy printed smaller or larger, and moved, on the same paper."""
    return moved(contents, (scale, 0, 0, scale, right, up))


def moved(contents: bytes, matrix: Matrix, paper: tuple[int, int] = (0, 0)) -> bytes:
    """Return a copy with each page drawn through a matrix, on paper of another size."""
    pdf = pikepdf.open(io.BytesIO(contents))
    told = " ".join(f"{each:.4f}" for each in matrix)
    for page in pdf.pages:
        page.contents_add(f"q {told} cm".encode(), prepend=True)
        page.contents_add(b"Q")
        if any(paper):
            page.MediaBox = [0, 0, *paper]
            page.CropBox = [0, 0, *paper]
    return _saved(pdf)


def of_pages(contents: bytes, *numbers: int) -> bytes:
    """Return a copy with only these pages, in this order; numbers count from 1."""
    pdf = pikepdf.open(io.BytesIO(contents))
    out = pikepdf.new()
    for number in numbers:
        out.pages.append(pdf.pages[number - 1])
    return _saved(out)


def joined(*papers: bytes) -> bytes:
    """Return one file of the pages of several, without their lists of fields."""
    out = pikepdf.new()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pikepdf.PageCopyWarning)
        for paper in papers:
            out.pages.extend(pikepdf.open(io.BytesIO(paper)).pages)
    return _saved(out)


def drawn_on(contents: bytes, page: int, drawing: str) -> bytes:
    """Return a copy with something drawn on a page, counted from 1."""
    pdf = pikepdf.open(io.BytesIO(contents))
    pdf.pages[page - 1].contents_add(f"q {drawing} Q".encode())
    return _saved(pdf)


def typed_on(contents: bytes, page: int, drawing: str) -> bytes:
    """Return a copy with words typed over a page, in a font called Extra."""
    pdf = pikepdf.open(io.BytesIO(contents))
    sheet = pdf.pages[page - 1]
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
    )
    sheet.add_resource(pdf.make_indirect(font), pikepdf.Name.Font, pikepdf.Name.Extra)
    sheet.contents_add(f"q {drawing} Q".encode())
    return _saved(pdf)


def as_picture(contents: bytes, page: int) -> bytes:
    """Return a page as a scanner would send it: a picture of it on a page."""
    document = pypdfium2.PdfDocument(contents)
    image = document[page - 1].render(scale=100 / 72).to_pil()
    out = io.BytesIO()
    image.save(out, format="PDF", resolution=100)
    document.close()
    return out.getvalue()


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pikepdf.PageCopyWarning)
        pdf.save(out)
    pdf.close()
    return out.getvalue()
