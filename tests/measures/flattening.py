"""PDF forms as other programs leave them: filled, flattened, printed to a file."""

from __future__ import annotations

import io
import logging
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium_c
from pypdf.generic import NameObject

# It tells of every letter its fonts lack; what is stored is what we put in.
logging.getLogger("pypdf").setLevel(logging.ERROR)


def by_pypdf(blank: bytes, said: Mapping[str, str | bool]) -> bytes:
    """Return the form filled with pypdf alone, its appearances drawn by pypdf."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(blank))
    fields = writer.get_fields() or {}
    values = {name: _state(fields[name], value) for name, value in said.items()}
    writer.update_page_form_field_values(None, values)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _state(field: Mapping[str, object], said: object) -> str:
    if field.get("/FT") != "/Btn":
        return str(said)
    return NameObject("/Yes" if said is True else f"/{said}")


def flattened(filled: bytes) -> bytes:
    """Return the form with pdfium's own flattening; the file's facts stay."""
    pdf = pypdfium2.PdfDocument(filled)
    pdf.init_forms()
    for at in range(len(pdf)):
        page = pdf[at]
        page.flatten(pdfium_c.FLAT_NORMALDISPLAY)
        page.close()
    return _saved(pdf)


def printed(*filled: bytes) -> bytes:
    """Return what Chromium's own PDF viewer writes when somebody prints to a file.

    It imports the pages into a new document, so that the file's facts are gone, and
    flattens them for print (pdf/pdfium/pdfium_print.cc of Chromium). A headless
    Chromium cannot print a PDF, so its library is asked to do the same. Several files
    become one, their pages one after the other.
    """
    pdf = pypdfium2.PdfDocument.new()
    for contents in filled:
        source = pypdfium2.PdfDocument(contents)
        pdf.import_pages(source)
        source.close()
    for at in range(len(pdf)):
        page = pdf[at]
        pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_PRINT)
        page.close()
    return _saved(pdf)


def _saved(pdf: pypdfium2.PdfDocument) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    pdf.close()
    return out.getvalue()


def through_cairo(filled: bytes) -> bytes:
    """Return the form printed by poppler's pdftocairo, as Linux desktops print."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "filled.pdf"), Path(folder, "printed.pdf")
        source.write_bytes(filled)
        command = ["pdftocairo", "-pdf", str(source), str(target)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return target.read_bytes()
